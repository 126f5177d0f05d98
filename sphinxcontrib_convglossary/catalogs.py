"""The configuration's words for translators: the template ``convglossary.pot``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin

from sphinxcontrib_convglossary.config import place_in_conf
from sphinxcontrib_convglossary.pages import title_of
from sphinxcontrib_convglossary.translation import CONFIGURATION_CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder
    from sphinx.config import Config


def collect_messages(builder: Builder) -> None:
    """Add category labels and titles to the templates of a gettext build."""
    if not isinstance(builder, MessageCatalogBuilder):
        return
    catalog = builder.catalogs[CONFIGURATION_CATALOG]
    for message in dict.fromkeys(_messages(builder.config)):
        path, _, line = place_in_conf(builder.confdir, message).rpartition(':')
        catalog.add(message, MsgOrigin(path, int(line)))


def _messages(config: Config) -> Iterator[str]:
    yield from config.convglossary_categories.values()
    for options in config.convglossary_pages.values():
        if title := title_of(config, options):
            yield title
    if title := config.convglossary_citation.get('title'):
        yield title
