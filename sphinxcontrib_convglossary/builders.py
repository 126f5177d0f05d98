"""What kind of thing a builder makes, as far as that changes what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder


def checks_links(builder: Builder) -> bool:
    """Return whether a builder visits addresses, and names where they were found.

    It shows hidden definitions where they were written, and listings without them.
    """
    return builder.name == 'linkcheck'


def makes_a_site(builder: Builder) -> bool:
    """Tell whether pages are for browsers, and have a root where files may lie.

    Readers of EPUB run no scripts, and a book has to declare what is in it.
    """
    return builder.format == 'html' and builder.name != 'epub'


def loads_scripts(builder: Builder) -> bool:
    """Tell whether pages say themselves which scripts they load.

    What the builders json and pickle make is put into pages by others, and they keep
    one list of scripts for all of it.
    """
    return makes_a_site(builder) and builder.name not in ('json', 'pickle')
