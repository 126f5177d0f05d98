"""References to terms become links, once every term is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.gettext import I18nBuilder
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_convglossary.consistency import report_doubts
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.glossary import Level
from sphinxcontrib_convglossary.links import CLASSES, document_around, link_to
from sphinxcontrib_convglossary.nodes import term_reference
from sphinxcontrib_convglossary.problems import Problem, hint, report
from sphinxcontrib_convglossary.spelling import folded_key

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.glossary import Match


class ResolveReferences(SphinxPostTransform):
    """Make a link of every ``:term-ref:``."""

    #: Before Sphinx resolves what is left (10).
    default_priority = 8

    def is_supported(self) -> bool:
        """Leave the messages of the gettext builder as they are."""
        return not isinstance(domain_of(self.env).builder, I18nBuilder)

    def run(self, **kwargs: Any) -> None:
        """Resolve each reference of the document."""
        references = list(self.document.findall(term_reference))
        docname = self.env.current_document.docname
        for reference in references:
            origin = document_around(reference, docname)
            reference.replace_self(resolve(domain_of(self.env), reference, origin))


def resolve(
    domain: ConvDomain, reference: term_reference, docname: str
) -> nodes.Element:
    """Give the link that a reference means, or its text under a warning."""
    match, whole = _find(domain, reference)
    if match is None:
        return _resolve_elsewhere(domain, reference, docname)
    report_doubts(match, reference['target'], reference, domain.env)
    written = reference['whole'] if whole else reference.astext()
    explicit = reference['explicit'] and not whole
    text = written if explicit else _text(domain, match, reference, written)
    content = nodes.inline('', text, classes=list(CLASSES))
    return link_to(domain.glossary, match.term, docname, domain.builder, content)


def _find(domain: ConvDomain, reference: term_reference) -> tuple[Match | None, bool]:
    """Find the term; the second value says that all the text is its designation."""
    translated = reference['translated']
    match = domain.glossary.find(reference['whole'], translated=translated)
    if match is not None or not reference['explicit']:
        return match, True
    return domain.glossary.find(reference['target'], translated=translated), False


def _text(
    domain: ConvDomain, match: Match, reference: term_reference, written: str
) -> str:
    """Give the text of a link without one of its own: in its paragraph's language."""
    local = match.term.local.name
    if not (reference['translated'] and local):
        return written
    if not domain.env.config.convglossary_local_text:
        return written
    key = folded_key(written)
    if key == folded_key(local):
        return written  # In the case that the sentence wants.
    source_name = key == folded_key(match.term.source.name)
    return local if match.level is Level.ID or source_name else written


def _resolve_elsewhere(
    domain: ConvDomain, reference: term_reference, docname: str
) -> nodes.Element:
    """Ask Sphinx's own glossary, then other projects."""
    target = reference['target']
    content = nodes.inline('', reference.astext(), classes=list(CLASSES))
    pending = addnodes.pending_xref(
        '',
        refdomain='std',
        reftype='term',
        reftarget=target,
        refexplicit=reference['explicit'],
        refdoc=docname,
        convglossary=True,
    )
    pending.source, pending.line = reference.source, reference.line
    env, builder = domain.env, domain.builder
    standard = env.domains.standard_domain
    try:
        found = standard.resolve_xref(
            env, docname, builder, 'term', target, pending, content
        ) or builder.events.emit_firstresult(
            'missing-reference', env, pending, content, allowed_exceptions=(NoUri,)
        )
    except NoUri:
        return content
    if found is None:
        near = hint(domain.glossary.nearest(target))
        report(Problem.UNKNOWN_TERM, reference, target=target, hint=near)
        return content
    return cast('nodes.Element', found)


def answer_term_role(
    app: Sphinx,
    env: BuildEnvironment,
    node: addnodes.pending_xref,
    contnode: nodes.Element,
) -> nodes.Element | None:
    """Answer ``:term:`` where Sphinx's own glossary has no such entry."""
    if (node.get('refdomain'), node.get('reftype')) != ('std', 'term'):
        return None
    if node.get('convglossary'):
        return None  # Ours: it has been looked for already.
    domain = domain_of(env)
    match = domain.glossary.find(node['reftarget'])
    if match is None:
        return None
    report_doubts(match, node['reftarget'], node, env)
    docname = node.get('refdoc', env.current_document.docname)
    return link_to(domain.glossary, match.term, docname, app.builder, contnode)
