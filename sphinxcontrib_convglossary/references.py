"""References to terms become links, once every term is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_convglossary.bilingual import is_bilingual
from sphinxcontrib_convglossary.consistency import Doubt, is_doubtful, report_doubts
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.elsewhere import (
    find_mentioned,
    find_other,
    hint_for,
    link_elsewhere,
)
from sphinxcontrib_convglossary.first_use import FIRST_USE, is_noted, use_of
from sphinxcontrib_convglossary.links import document_around, mention
from sphinxcontrib_convglossary.messages import fault_of, settle_message
from sphinxcontrib_convglossary.nodes import elements, is_repeated, term_reference
from sphinxcontrib_convglossary.others import OtherTerm
from sphinxcontrib_convglossary.problems import Problem, listed, remedy, report
from sphinxcontrib_convglossary.sites import link_mention, link_term
from sphinxcontrib_convglossary.spelling import exact_key, folded_key
from sphinxcontrib_convglossary.terms import Kind
from sphinxcontrib_convglossary.translation import (
    Mention,
    block_around,
    forget_message,
    translated_messages,
    translates,
)
from sphinxcontrib_convglossary.unknown import is_ignored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.glossary import Match
    from sphinxcontrib_convglossary.messages import Meaning
    from sphinxcontrib_convglossary.terms import Term


def resolve_all(
    root: nodes.Element, found: list[nodes.Element], domain: ConvDomain, docname: str
) -> bool:
    """Resolve translated messages as wholes, other references one by one.

    *found* are all elements of *root*.  Tell whether a link may have to be expanded.
    """
    changed = leave_out(found, domain)
    links: list[nodes.Element] = []
    if translates(domain.env.config):
        for message in translated_messages(root):
            links += _resolve_message(domain, message, docname)
            changed = True
    # What was looked through holds, unless something was replaced.
    left = elements(root) if changed else found
    of_many = any(isinstance(node, addnodes.start_of_file) for node in found)
    for node in list(left):
        if isinstance(node, term_reference):
            origin = document_around(node, docname) if of_many else docname
            # Not "replace_self", which would look for ids that it never has.
            siblings = node.parent
            link = resolve(domain, node, origin)
            if _leads_elsewhere(siblings):
                link = mention(link.astext())
            _put(domain, node, link)
            links.append(link)
    return any(map(is_noted, links))


def check_all(root: nodes.Element, domain: ConvDomain, docname: str) -> None:
    """Report what is wrong with the references of what is shown elsewhere."""
    leave_out(elements(root), domain)
    settled = set()
    if translates(domain.env.config):
        for message in translated_messages(root):
            meanings = settle_message(domain, message, docname)
            settled |= {id(meaning.reference) for meaning in meanings}
    for node in elements(root):
        if not isinstance(node, term_reference) or id(node) in settled:
            continue
        if 'fault' in node or _find(domain, node)[1] is None:
            resolve(domain, node, document_around(node, docname))


def _leads_elsewhere(around: nodes.Element) -> bool:
    """Tell whether a text is a link already, where no other can be.

    With ``.. contents::`` a heading leads back to the contents, and its copy there
    leads to the heading.
    """
    if isinstance(around, nodes.title):
        return 'refid' in around
    return isinstance(around, nodes.reference)


def _resolve_message(
    domain: ConvDomain, message: nodes.Element, docname: str
) -> Iterator[nodes.Element]:
    for meaning in settle_message(domain, message, docname):
        link = link_meaning(domain, meaning, docname)
        _put(domain, meaning.reference, link)
        yield link
    forget_message(message)


def _put(domain: ConvDomain, reference: term_reference, link: nodes.Element) -> None:
    """Put a link in the place of a reference, and behind it what else was written."""
    siblings = reference.parent
    at = siblings.index(reference)
    classes = reference['classes']
    siblings[at] = nodes.inline('', '', link, classes=classes) if classes else link
    if rest := _rest(domain, reference):
        siblings.insert(at + 1, nodes.Text(rest))


def _rest(domain: ConvDomain, reference: term_reference) -> str:
    """Return what stands in a broken reference beside its text and its target."""
    if 'rest' not in reference or _is_designation(domain, reference, 'whole'):
        return ''
    if reference['closed'] or _is_designation(domain, reference, 'target'):
        return str(reference['rest'])
    # No closing bracket: who can say where the target ends?
    return str(reference['whole']).removeprefix(reference['text'])


def leave_out(found: Iterable[nodes.Element], domain: ConvDomain) -> bool:
    """Empty the ``only`` blocks that this builder does not show; tell if there are.

    Sphinx takes them away later (at 50), when it has warned of the references in
    them; a term beside such a reference does not exist for this builder.
    """
    left_out = False
    for node in found:
        if isinstance(node, addnodes.only) and not domain.holds((node['expr'],)):
            node.children = []
            left_out = True
    return left_out


def link_meaning(domain: ConvDomain, meaning: Meaning, docname: str) -> nodes.Element:
    """Give the link of a reference in translated text."""
    reference = meaning.reference
    origin = document_around(reference, docname)
    if meaning.term is not None:
        return _link(domain, meaning.term, reference, meaning.whole, origin)
    if meaning.elsewhere:
        text = reference.astext()
        found = link_elsewhere(domain, meaning.elsewhere, text, reference, origin)
        if found is not None:
            return found
    return mention(reference.astext())


def _is_designation(domain: ConvDomain, reference: term_reference, part: str) -> bool:
    text = reference[part]
    _, found = find_mentioned(domain, Mention(text, text, reference.get('inventory')))
    return found is not None


def resolve(
    domain: ConvDomain, reference: term_reference, docname: str
) -> nodes.Element:
    """Give the link that a reference means, or its text under a warning."""
    if translates(domain.env.config):
        # A substitution may have put it into a translated paragraph, and "contents"
        # has put a copy of a translated title into a paragraph of its own.
        around = bool(block_around(reference).get('translated'))
        reference['translated'] = reference['translated'] or around
    whole, match = _find(domain, reference)
    broken = _report_fault(domain, reference, whole=whole)
    if match is not None:
        return _link(domain, match.term, reference, whole, docname)
    asked, text = Mention.of(reference), reference.astext()
    found = link_elsewhere(domain, asked, text, reference, docname)
    if found is not None:
        return found
    shown = mention(text)
    ignored = broken or is_ignored(domain, asked, reference, docname)
    if not ignored and _is_news(domain, reference):
        target = asked.target
        if asked.inventory is None and (taken := domain.taken_term(target)):
            domain.doubts.append(Doubt(shown, reference, target, taken))
        else:
            near = hint_for(domain, asked)
            report(Problem.UNKNOWN_TERM, reference, target=target, hint=near)
    return shown


def _report_fault(
    domain: ConvDomain, reference: term_reference, *, whole: bool
) -> bool:
    """Report what is broken about a reference; return whether anything is."""
    fault = fault_of(reference, whole=whole)
    if fault is None:
        return False
    written = reference['whole']
    told = fault, reference.source, reference.line, written
    if not is_repeated(reference) and domain.is_news(told):
        targets, way_out = listed([written]), remedy(fault)
        report(Problem.BROKEN_REFERENCE, reference, targets=targets, remedy=way_out)
    return True


def _find(domain: ConvDomain, reference: term_reference) -> tuple[bool, Match | None]:
    """Find the term that a reference means; it is in doubt under a warning.

    The first value tells whether all of the text is the target.
    """
    target, match = find_mentioned(domain, Mention.of(reference))
    whole = target == reference['whole'] or not reference['explicit']
    if match is not None and is_doubtful(match) and _is_news(domain, reference):
        report_doubts(match, reference['target'], reference, domain.env)
    return whole, match


def _is_news(domain: ConvDomain, reference: term_reference) -> bool:
    """Tell whether a reference is met for the first time.

    Several documents may include the text that it stands in.  What a listing
    shows a second time is reported where it is at home.
    """
    if is_repeated(reference):
        return False
    return domain.is_news((reference.source, reference.line, reference['whole']))


def _link(
    domain: ConvDomain, term: Term, reference: term_reference, whole: bool, docname: str
) -> nodes.Element:
    explicit = reference['explicit'] and not whole
    written = reference['whole'] if whole else reference.astext()
    text = written if explicit else _text(domain, term, reference, written)
    translated = bool(reference['translated'])
    config = domain.env.config
    use = None if explicit else use_of(term, text, config, translated=translated)
    if use is None:
        return link_mention(domain, term, docname, text)
    content = mention(text)
    content[FIRST_USE] = use
    return link_term(domain, term, docname, content)


def text_in_title(domain: ConvDomain, reference: term_reference) -> str:
    """Return the text of a reference where no link can be: in contents and titles."""
    written, translated = reference['whole'], reference['translated']
    asked = Mention.of(reference)
    target, match = find_mentioned(domain, asked, translated=translated)
    if match is not None and target == written:
        return _text(domain, match.term, reference, written)
    if reference['explicit']:
        return reference.get('text', reference.astext()) + _rest(domain, reference)
    # As it was written: what it shows may be what the term was called.
    return str(written)


def _text(
    domain: ConvDomain, term: Term, reference: term_reference, written: str
) -> str:
    """Give the text of a link without one of its own: in its paragraph's language.

    In translated text an id and the source name become the local name, unless that
    holds the source name beside it; any other designation stays as the translator
    wrote it.
    """
    if isinstance(term, OtherTerm):
        written = term.without_key(written)
    local = term.local.name
    if not (reference['translated'] and local):
        return written
    if not domain.env.config.convglossary_local_text:
        return written
    key = folded_key(written)
    if key == folded_key(local):
        return written  # In the case that the sentence wants.
    if exact_key(written) in map(exact_key, _others(term)):
        return written  # An alias is a word of its own, though a former id is the same.
    source = term.source.name
    if key == folded_key(source) and is_bilingual(local, source):
        return written
    ids = {folded_key(identifier) for identifier in (term.id, *term.previously)}
    foreign = {folded_key(source), *ids, *(f'term-{i}' for i in ids)}
    return local if key in foreign else written


def _others(term: Term) -> Iterator[str]:
    for wording in term.wordings:
        for kind, text in wording.spellings():
            if kind is not Kind.NAME:
                yield text


def answer_term_role(
    app: Sphinx,
    env: BuildEnvironment,
    node: addnodes.pending_xref,
    contnode: nodes.Element,
) -> nodes.Element | None:
    """Answer ``:term:`` where Sphinx's own glossary has no such entry.

    ``:any:`` has found the terms of this project by itself, and knows those of others
    by the names that readers see.
    """
    if node.get('reftype') not in ('term', 'any'):
        return None
    if node.get('refdomain') not in ('std', '', None) or node.get('convglossary'):
        return None  # Of another domain, or ours: it has been looked for already.
    domain = domain_of(env)
    target = node['reftarget']
    match = (
        domain.others.find_exactly(target)
        if node['reftype'] == 'any'
        else domain.glossary.find(target) or find_other(domain, target)
    )
    if match is None:
        return None
    if not is_repeated(node):
        report_doubts(match, target, node, env)
    if isinstance(match.term, OtherTerm) and not node.get('refexplicit'):
        contnode = mention(match.term.without_key(contnode.astext()))
    docname = node.get('refdoc', env.current_document.docname)
    return link_term(domain, match.term, docname, contnode)
