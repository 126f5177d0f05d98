"""Whether an unknown term is to be reported, as it is asked of Sphinx's own roles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxcontrib_convglossary.elsewhere import pending_for

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.nodes import term_reference
    from sphinxcontrib_convglossary.translation import Mention

#: What a reference to a term is called in ``nitpick_ignore``.
_TYPES = ('conv:term', 'std:term', 'term', 'term-ref')


def is_ignored(
    domain: ConvDomain, mention: Mention, reference: term_reference, docname: str
) -> bool:
    """Return whether nobody wants to know that nothing has a name.

    ``nitpick_ignore`` and ``nitpick_ignore_regex`` say so, and extensions that know
    the missing one.  The lists are heard in every build, as by MyST: terms are always
    missed, not in ``nitpicky`` builds alone.
    """
    if _is_listed(domain.env.config, mention.target):
        return True
    pending = pending_for(mention.target, reference, docname)
    pending['refdomain'] = domain.name
    pending += nodes.inline('', reference.astext() or mention.target)
    events = domain.builder.events
    return bool(events.emit_firstresult('warn-missing-reference', domain, pending))


def _is_listed(config: Config, target: str) -> bool:
    return any(
        (kind, target) in config.nitpick_ignore
        or any(_matches(x, kind, target) for x in config.nitpick_ignore_regex)
        for kind in _TYPES
    )


def _matches(pattern: Any, kind: str, target: str) -> bool:
    try:
        of_kind, of_target = pattern
        return bool(re.fullmatch(of_kind, kind) and re.fullmatch(of_target, target))
    except (TypeError, ValueError, re.error):
        # What is no pair of expressions matches nothing.  Sphinx asks in nitpicky
        # builds alone, and ends them.
        return False
