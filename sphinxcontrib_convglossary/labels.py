"""The labels of categories, in the table that Sphinx keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.outline import category_anchor
from sphinxcontrib_convglossary.spelling import make_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain


def note_labels(domain: ConvDomain) -> None:
    """Let ``:ref:`convglossary-<key>``` lead to the section of a category."""
    standard = domain.env.domains.standard_domain
    for key, docname in domain.category_pages().items():
        label = f'convglossary-{make_id(key)}'
        title = domain.arrangement.labels[key]
        if label not in standard.labels:
            standard.labels[label] = docname, category_anchor(key), title
            standard.anonlabels[label] = docname, category_anchor(key)
            domain.data['labels'].append(label)


def take_back_labels(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Leave Sphinx's labels as documents wrote them, before it clears documents."""
    if added or changed or removed:
        take_back(domain_of(env))
    return []


def take_back_before_reading(
    app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """Leave Sphinx's labels as documents wrote them, if any is read again."""
    if docnames:
        take_back(domain_of(env))


def take_back(domain: ConvDomain) -> None:
    """Leave Sphinx's labels as documents wrote them."""
    domain.noted = ''
    standard = domain.env.domains.standard_domain
    for label in domain.data['labels']:
        standard.labels.pop(label, None)
        standard.anonlabels.pop(label, None)
    domain.data['labels'] = []
