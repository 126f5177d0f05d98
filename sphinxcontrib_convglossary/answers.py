"""What the glossary answers to each document, in a form that can be compared."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.elsewhere import link_elsewhere
from sphinxcontrib_convglossary.nodes import term_reference
from sphinxcontrib_convglossary.outline import Detail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.outline import Listing, Section
    from sphinxcontrib_convglossary.questions import Questions
    from sphinxcontrib_convglossary.terms import Relation, Term

#: The configuration values that change pages, but nothing that is read.
_SHOWN = tuple(option.name for option in OPTIONS if option.rebuild == 'html')


class Answers:
    """The answers of one build.

    Whatever a page shows and its own source does not say is part of an answer,
    and nothing else: pages whose answers differ are written again.
    """

    def __init__(self, domain: ConvDomain) -> None:
        self._domain = domain
        self._glossary = domain.glossary
        self._targets: dict[str, str] = {}
        config = domain.env.config
        self._config = _digest(repr([getattr(config, name) for name in _SHOWN]))
        self._translates = config.language != config.convglossary_source_language

    def told(self, docname: str) -> str:
        """Sum up all that a document is told."""
        domain = self._domain
        questions = domain.questions.get(docname)
        answers = [self._config]
        if questions:
            answers += self._to(questions)
        for term in domain.terms.get(docname, ()):
            if self._glossary.term_at(term.place) and not term.hidden:
                answers.append(_digest(repr(self._entry(term))))
        for listing in domain.listings.get(docname, ()):
            answers += self._listing(listing)
        return _digest('\n'.join(answers))

    def _to(self, questions: Questions) -> Iterator[str]:
        yield from map(self._target, questions.targets)
        yield from map(self._label, questions.labels)

    # -- references

    def _target(self, target: str) -> str:
        if target not in self._targets:
            self._targets[target] = _digest(repr(self._meanings(target)))
        return self._targets[target]

    def _meanings(self, target: str) -> object:
        glossary = self._glossary
        match = glossary.find(target)
        if match is None:
            return self._elsewhere(target)
        if not self._translates:
            return self._place(match.term)
        readings = [
            (self._named_place(reading.term), reading.level, reading.exact)
            for reading in glossary.readings(target)
        ]
        local = glossary.find(target, translated=True)
        return self._place(match.term), local and self._place(local.term), readings

    def _place(self, term: Term) -> object:
        """Tell where a reference to a term leads."""
        glossary = self._glossary
        home = glossary.homes.get(term.place)
        shown = home and home.docname
        return glossary.anchor_of(term), shown, glossary.publishes(term)

    def _named_place(self, term: Term) -> object:
        return self._place(term), term.source.name, term.local.name

    def _elsewhere(self, target: str) -> str:
        """Tell what Sphinx's glossary or another project says."""
        reference = term_reference('', explicit=True)
        docname = self._domain.env.config.root_doc
        link = link_elsewhere(self._domain, target, '', reference, docname)
        return '' if link is None else str(link)

    def _label(self, label: str) -> str:
        """Tell where a label of ours leads, or one that we moved."""
        data, env = self._domain.data, self._domain.env
        if label not in data['labels'] and label not in data['moved_labels']:
            return ''
        standard = env.domains.standard_domain
        place = standard.labels.get(label) or standard.anonlabels.get(label)
        return _digest(repr(place))

    # -- entries and listings

    def _listing(self, listing: Listing) -> Iterator[str]:
        for section in self._domain.sections.get(listing, ()):
            heading = section.anchor, section.title, section.category
            yield _digest(repr((heading, self._citation(section))))
            for term in section.terms:
                yield from self._listed(term, listing, section)

    def _citation(self, section: Section) -> object:
        config = self._domain.env.config
        cited = config.author, config.version, config.html_baseurl
        return cited if section.citation else None

    def _listed(self, term: Term, listing: Listing, section: Section) -> Iterator[str]:
        content = self._domain.contents[term.docname][term.ordinal]
        home = self._glossary.home_of(term)
        where = term.docname, term.ordinal, home, content.digest
        shown = self._entry(term, listing.entries, section.category)
        yield _digest(repr((where, shown)))
        yield from self._to(content.questions)

    def _entry(
        self, term: Term, detail: Detail = Detail.FULL, under_category: str = ''
    ) -> object:
        """Tell what the glossary adds to a block."""
        glossary = self._glossary
        name = self._place(term), term.name, glossary.former_anchors_of(term)
        if detail is Detail.NAMES:
            return name
        if detail is Detail.SUMMARY:
            return name, term.aliases
        return (
            name,
            term.aliases,
            list(map(self._end, self._relations(term))),
            self._learn_more(term),
            self._domain.other_names(term),
            None if term.category == under_category else self._category(term),
        )

    def _relations(self, term: Term) -> Iterable[Relation]:
        inverse = self._domain.env.config.convglossary_inverse_relations
        return self._glossary.relations_of(term, inverse=inverse)

    def _end(self, relation: Relation) -> object:
        match = self._glossary.related(relation)
        if match is None:
            return relation
        return relation.kind, match.term.name, self._place(match.term)

    def _learn_more(self, term: Term) -> object:
        docname = term.learn_more.strip('/')
        env = self._domain.env
        title = env.titles[docname].astext() if docname in env.all_docs else None
        return term.learn_more, title

    def _category(self, term: Term) -> object:
        label = self._domain.arrangement.labels.get(term.category)
        return label, self._domain.category_pages().get(term.category)


def _digest(text: str) -> str:
    encoded = text.encode(errors='surrogatepass')
    return hashlib.blake2b(encoded, digest_size=12).hexdigest()
