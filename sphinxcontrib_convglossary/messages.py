"""Translated messages: what each of their references means, and what went wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.i18n import docname_to_domain

from sphinxcontrib_convglossary.consistency import Doubt
from sphinxcontrib_convglossary.elsewhere import (
    address_of,
    find_mentioned,
    hint_for,
    link_elsewhere,
    readings_of,
)
from sphinxcontrib_convglossary.glossary import Level
from sphinxcontrib_convglossary.links import document_around
from sphinxcontrib_convglossary.nodes import is_repeated, term_reference
from sphinxcontrib_convglossary.places import location_of_node
from sphinxcontrib_convglossary.pofiles import place_of_message
from sphinxcontrib_convglossary.problems import Problem, listed, remedy, report
from sphinxcontrib_convglossary.spelling import folded_key
from sphinxcontrib_convglossary.translation import Mention, translate
from sphinxcontrib_convglossary.unknown import is_ignored
from sphinxcontrib_convglossary.witness import Finding, Target, settle
from sphinxcontrib_convglossary.written import Fault

if TYPE_CHECKING:
    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term
    from sphinxcontrib_convglossary.witness import Remark

#: A concept: the place of a term's block, or in the export of another project; else
#: the address of what Sphinx finds.
Concept = tuple[str, int, int] | str
#: What a warning may name as its place.
Location = str | tuple[str, int] | nodes.Node


#: What a message may have more of than anybody wants lines of.
_TOGETHER = {
    Finding.LOST: Problem.LOST_REFERENCE,
    Finding.ADDED: Problem.ADDED_REFERENCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one reference of a translated message means."""

    reference: term_reference
    #: The term, be it of another project; ``None`` where no export tells of it.
    term: Term | None = None
    #: What finds it in Sphinx's glossary or inventories; ``None`` for nothing.
    elsewhere: Mention | None = None
    #: Whether all the text between the backticks is its designation.
    whole: bool = False


def settle_message(
    domain: ConvDomain, message: nodes.Element, docname: str
) -> list[Meaning]:
    """Tell what the references of a message mean, and report what is wrong."""
    case = _Message(domain, message, document_around(message, docname))
    verdict = settle(case.expected, case.targets)
    if not is_repeated(message):
        case.report_original()
    meanings = [
        case.meaning(position, verdict.meanings[position])
        for position in range(case.written)
    ]
    remarks = [remark for remark in verdict.remarks if case.is_of_translator(remark)]
    wrong = remarks or case.faults or case.avoidable(meanings)
    if wrong and not is_repeated(message) and not case.noqa:
        case.report_all(remarks, meanings)
    return meanings


def fault_of(reference: term_reference, *, whole: bool) -> Fault | None:
    """Return what is broken about a reference.

    *whole*: all of its text is a designation, brackets included.
    """
    fault = reference.get('fault')
    return Fault(fault) if fault and not (whole and fault == Fault.BRACKET) else None


@dataclass
class _Message:
    """A translated message, its original and all that is known of both."""

    domain: ConvDomain
    node: nodes.Element
    docname: str
    #: Its references: those that the translator wrote, then those of substitutions.
    references: list[term_reference] = field(init=False)
    #: How many of them the translator wrote.
    written: int = field(init=False)
    targets: list[Target[Concept]] = field(init=False, default_factory=list)
    #: What the original refers to, in order; ``None`` for what it does not find.
    originals: list[Concept | None] = field(init=False)
    #: How terms elsewhere are found, by their address.
    elsewhere: dict[str, Mention] = field(init=False, default_factory=dict)
    whole: list[bool] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        found = list(self.node.findall(term_reference))
        self.references = [node for node in found if node['translated']]
        self.written = len(self.references)
        mentions: list[Mention] = self.node['originals']
        self.originals = list(map(self._original, mentions))
        self._unknown = {
            folded_key(mention.target)
            for mention, concept in zip(mentions, self.originals, strict=True)
            if concept is None
        }
        for reference in self.references:
            self._read(reference)
        for reference in found:
            if not reference['translated']:
                self._read_substituted(reference)

    @property
    def expected(self) -> list[Concept]:
        """What the translation has to refer to."""
        put = map(self._original, self.node.get('substituted', ()))
        return [concept for concept in (*self.originals, *put) if concept is not None]

    def _original(self, mention: Mention) -> Concept | None:
        _, match = find_mentioned(self.domain, mention)
        if match is not None:
            return match.term.place
        return self._find_elsewhere(mention)

    @property
    def _any_reference(self) -> term_reference:
        """A reference that the original may have: it has been replaced."""
        reference = term_reference('', '', explicit=True)
        reference.source, reference.line = self.node.source, self.node.line
        return reference

    def _find_elsewhere(self, mention: Mention) -> str | None:
        text, reference = mention.target, self._any_reference
        link = link_elsewhere(self.domain, mention, text, reference, self.docname)
        address = address_of(link)
        if address is not None:
            self.elsewhere.setdefault(address, mention)
        return address

    def _read(self, reference: term_reference) -> None:
        mention = Mention.of(reference)
        target, matches = readings_of(self.domain, mention)
        self.whole.append(target == mention.whole or not reference['explicit'])
        readings: tuple[Concept, ...] = tuple(match.term.place for match in matches)
        if not readings and (address := self._find_elsewhere(mention)):
            readings = (address,)
        spelling = folded_key(reference['target'])
        exact = sum(match.exact for match in matches)
        self.targets.append(Target(spelling=spelling, readings=readings, exact=exact))

    def _read_substituted(self, reference: term_reference) -> None:
        """Note what a substitution refers to: no translator has seen its text."""
        mention = Mention.of(reference)
        concept = self._original(mention)
        if concept is not None:
            self.references.append(reference)
            self.whole.append(True)
            spelling = folded_key(mention.target)
            self.targets.append(Target(spelling=spelling, readings=(concept,)))

    def _term_at(self, place: tuple[str, int, int]) -> Term | None:
        domain = self.domain
        return domain.glossary.term_at(place) or domain.others.term_at(place)

    def meaning(self, position: int, concept: Concept | None) -> Meaning:
        """Give what a concept is, for the reference at a position."""
        term = None
        if isinstance(concept, tuple):
            term = self._term_at(concept)
        return Meaning(
            reference=self.references[position],
            term=term,
            elsewhere=self.elsewhere[concept] if isinstance(concept, str) else None,
            whole=self.whole[position],
        )

    def avoidable(self, meanings: list[Meaning]) -> dict[str, Term]:
        """Give the wordings to avoid among the targets, and their terms."""
        found = {}
        for meaning in meanings:
            mention = Mention.of(meaning.reference)
            target, matches = readings_of(self.domain, mention)
            for match in matches:
                if match.term is meaning.term and match.level is Level.DEPRECATED:
                    found[target] = match.term
        return found

    def is_of_translator(self, remark: Remark[Concept]) -> bool:
        """Return whether the translator can do anything about it."""
        if remark.finding is Finding.LOST:
            # What Sphinx has put into the catalog without markup shows no reference.
            return 'unmarked' not in self.node
        return not self._is_of_source(remark)

    def _is_of_source(self, remark: Remark[Concept]) -> bool:
        """Return whether the original is at fault: it does not find that either."""
        if remark.finding is not Finding.UNKNOWN:
            return False
        spellings = {target.spelling for target in self.targets if not target.readings}
        as_many = not remark.expected and len(spellings) <= len(self._unknown)
        return as_many or self.targets[remark.targets[0]].spelling in self._unknown

    @property
    def faults(self) -> dict[Fault, list[str]]:
        """What is broken, and the references that it is broken about, as written."""
        found: dict[Fault, list[str]] = {}
        for reference, whole in zip(self.references, self.whole, strict=True):
            fault = fault_of(reference, whole=whole)
            if fault and reference['translated']:
                found.setdefault(fault, []).append(reference['whole'])
        return found

    def _is_wreck(self, remark: Remark[Concept]) -> bool:
        return all(
            fault_of(self.references[i], whole=self.whole[i]) for i in remark.targets
        )

    # -- reporting

    def report_original(self) -> None:
        """Report what the original itself does not find, at its own place."""
        mentions = {m.target: m for m in self.node['originals']}
        for target, mention in mentions.items():
            if folded_key(target) in self._unknown:
                if is_ignored(self.domain, mention, self._any_reference, self.docname):
                    continue
                near = hint_for(self.domain, mention)
                location = location_of_node(self.node, self.docname)
                taken = self.domain.taken_term(target)
                if taken and mention.inventory is None:
                    doubt = Doubt(self.node, location, target, taken)
                    self.domain.doubts.append(doubt)
                    continue
                self._say(Problem.UNKNOWN_TERM, location, target=target, hint=near)

    @property
    def _text(self) -> str:
        return str(self.node['message'])

    @property
    def _domain_of_catalog(self) -> str:
        return docname_to_domain(self.docname, self.domain.env.config.gettext_compact)

    @property
    def noqa(self) -> bool:
        """Whether the translator ends the message with ``# noqa``, as in Sphinx."""
        translated = translate(self.domain.env, self._domain_of_catalog)(self._text)
        return bool(re.search(r'(?<!\\)#\s*noqa\s*$', translated))

    def report_all(
        self, remarks: list[Remark[Concept]], meanings: list[Meaning]
    ) -> None:
        """Report what is wrong, at the line of the message in its catalog."""
        env = self.domain.env
        place = place_of_message(env, self._domain_of_catalog, self._text)
        location = place or location_of_node(self.node, self.docname)
        for fault, broken in self.faults.items():
            self._say(
                Problem.BROKEN_REFERENCE,
                location,
                targets=listed(broken),
                remedy=remedy(fault),
            )
        for remark in remarks:
            if remark.finding is Finding.UNKNOWN and self._is_wreck(remark):
                continue  # That is why nothing is called so.
            if remark.finding not in _TOGETHER:
                self._report(remark, location)
        self._report_together(remarks, location)
        for target, term in self.avoidable(meanings).items():
            self._say(
                Problem.DEPRECATED_WORDING,
                location,
                target=target,
                name=term.name.text,
            )

    def _say(self, problem: Problem, location: Location, **details: object) -> None:
        """Report a mistake once, however often its message stands in documents."""
        place = location
        if isinstance(location, nodes.Node):
            place = f'{location.source}:{location.line}'
        if self.domain.is_news((problem, place, tuple(details.items()))):
            report(problem, location, **details)

    def _report_together(
        self, remarks: list[Remark[Concept]], location: Location
    ) -> None:
        """Report all that a message lost in one line, and all that it added."""
        for finding, problem in _TOGETHER.items():
            concepts = [
                concept
                for remark in remarks
                if remark.finding is finding
                for concept in (*remark.expected, remark.found)
                if concept is not None
            ]
            if concepts:
                names = listed(dict.fromkeys(map(self._name, concepts)))
                self._say(problem, location, names=names)

    def _report(self, remark: Remark[Concept], location: Location) -> None:
        names = [self._name(concept) for concept in remark.expected]
        targets = [self.references[i]['target'] for i in remark.targets]
        if remark.finding is Finding.ELSEWHERE:
            self._say(
                Problem.OTHER_REFERENCE,
                location,
                target=targets[0],
                found=self._name(remark.found),
                name=names[0],
            )
        elif remark.finding is Finding.PAIRED:
            self._say(
                Problem.PAIRED_REFERENCES,
                location,
                targets=listed(dict.fromkeys(targets)),
                names=listed(names),
            )
        else:
            reference = self.references[remark.targets[0]]
            asked = Mention.of(reference)
            if is_ignored(self.domain, asked, reference, self.docname):
                return
            near = hint_for(self.domain, asked)
            self._say(
                Problem.UNKNOWN_TRANSLATION,
                location,
                target=targets[0],
                among=f'; the original refers to {listed(names)}' if names else '',
                hint='' if names else near,
            )

    def _name(self, concept: Concept | None) -> str:
        if isinstance(concept, tuple):
            term = self._term_at(concept)
            return term.source.name if term else ''
        found = self.elsewhere.get(concept) if concept else None
        return found.target if found else concept or ''
