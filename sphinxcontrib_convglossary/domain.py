"""The domain: nodes become facts, and facts answer for links.

What it keeps between builds are records without nodes: terms, listings and the
names of documents, each under the document that it comes from, so that a
document is forgotten as fast as it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import _ as sphinx_word
from sphinx.util.logging import getLogger

from sphinxcontrib_convglossary.glossary import Contradiction, Glossary
from sphinxcontrib_convglossary.nodes import (
    option_line,
    term_entry,
    term_listing,
    term_name,
    term_reference,
)
from sphinxcontrib_convglossary.outline import (
    Arrangement,
    Detail,
    Grouping,
    Listing,
    find_homes,
    listing_order,
)
from sphinxcontrib_convglossary.problems import Problem, hint, report
from sphinxcontrib_convglossary.roles import TermRef
from sphinxcontrib_convglossary.spelling import plain, split_items
from sphinxcontrib_convglossary.terms import Kind, Relation, RelationKind, Term, Wording
from sphinxcontrib_convglossary.translation import configured_words
from sphinxcontrib_convglossary.words import other_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags

    from sphinxcontrib_convglossary.outline import Section

logger = getLogger(__name__)


class ConvDomain(Domain):
    """The ``conv`` domain: terms, and where they are."""

    name = 'conv'
    label = 'Glossary'
    object_types: ClassVar[dict[str, ObjType]] = {
        'term': ObjType(sphinx_word('glossary term'), 'term')
    }
    roles: ClassVar[dict[str, Any]] = {'term': TermRef()}
    initial_data: ClassVar[dict[str, Any]] = {
        'terms': {},
        'listings': {},
        'referring': {},
        'labels': {},
        'outlines': {},
        'told': {},
    }
    #: Grows with the shape of the records; Sphinx throws away what is older.
    data_version = 1

    #: The builder of this build; known before anything is read.
    builder: Builder
    #: The answers of this build, until something is read.
    _glossary: Glossary | None = None
    _arrangement: Arrangement | None = None
    _sections: dict[Listing, tuple[Section, ...]] | None = None

    @property
    def terms(self) -> dict[str, tuple[Term, ...]]:
        """The terms by the document that defines them."""
        return self.data['terms']

    @property
    def listings(self) -> dict[str, tuple[Listing, ...]]:
        """The listings by the document that they stand in."""
        return self.data['listings']

    @property
    def referring(self) -> dict[str, bool]:
        """The documents that mention a term, as keys."""
        return self.data['referring']

    # -- reading

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.forget_glossary()
        for facts in (self.terms, self.listings, self.referring, self.data['outlines']):
            facts.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        self.forget_glossary()
        for kind in ('terms', 'listings', 'referring'):
            for docname in docnames & otherdata[kind].keys():
                self.data[kind][docname] = otherdata[kind][docname]

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Make records of the blocks and listings of a document.

        It runs at priority 850, after translation: names are local already.
        """
        self.forget_glossary()
        entries = list(document.findall(term_entry))
        listings = list(document.findall(term_listing))
        for ordinal, node in enumerate(entries):
            node['docname'], node['ordinal'] = docname, ordinal
        for ordinal, node in enumerate(listings):
            node['docname'], node['ordinal'] = docname, ordinal
        if entries:
            self.terms[docname] = tuple(map(self._term, entries))
        if listings:
            self.listings[docname] = tuple(map(_listing, listings))
        if any(_mentions_term(node) for node in document.findall(nodes.Element)):
            self.referring[docname] = True

    def _term(self, entry: term_entry) -> Term:
        source = self.env.config.convglossary_source_language
        language = self.env.config.language
        lines = {line['option']: line for line in entry.findall(option_line)}
        name = next(iter(entry.findall(term_name)))
        words = Wording(
            language=source,
            name=entry['name'],
            **_fields({o: _message(line) for o, line in lines.items()}),
        )
        local = words
        if language != source:
            translated = name.get('translated')
            local = Wording(
                language=language,
                name=plain(name.astext()) if translated else '',
                **_fields({o: line['translation'] for o, line in lines.items()}),
            )
        learn_more = lines.get('learn-more')
        return Term(
            id=entry['id'],
            explicit_id=entry['explicit-id'],
            docname=entry['docname'],
            line=entry.line or 0,
            ordinal=entry['ordinal'],
            source=words,
            local=local,
            previously=entry['previously'],
            category=entry['category'],
            relations=tuple(
                Relation(kind=RelationKind(kind), target=target)
                for kind, target in entry['relations']
            ),
            learn_more=plain(learn_more['translation'] or learn_more['message'])
            if learn_more
            else '',
            locales=entry['locales'],
            hidden=entry['hidden'],
            conditions=_conditions(entry),
        )

    # -- the glossary of this build

    def forget_glossary(self) -> None:
        """Ask anew: something has been read."""
        self._glossary = self._arrangement = self._sections = None

    @property
    def glossary(self) -> Glossary:
        """The terms that exist in this build; valid once all has been read."""
        if self._glossary is None:
            self._glossary = self._make_glossary()
        return self._glossary

    def _make_glossary(self) -> Glossary:
        tags = self.builder.tags
        every = (term for terms in self.terms.values() for term in terms)
        terms = tuple(
            sorted(
                (term for term in every if _holds(term.conditions, tags)),
                key=lambda term: term.place,
            )
        )
        return Glossary(
            terms=terms,
            language=self.env.config.language,
            homes=find_homes(terms, self.present_listings(), reading_order(self.env)),
        )

    def present_listings(self) -> list[Listing]:
        """Give the listings that exist in this build, by document."""
        tags = self.builder.tags
        return [
            listing
            for docname in sorted(self.listings)
            for listing in self.listings[docname]
            if _holds(listing.conditions, tags)
        ]

    @property
    def arrangement(self) -> Arrangement:
        """How listings are arranged in the language of this build."""
        if self._arrangement is None:
            translated = configured_words(self.env)
            categories = self.env.config.convglossary_categories
            self._arrangement = Arrangement(
                language=self.env.config.language,
                labels={key: translated(label) for key, label in categories.items()},
                other_terms=other_terms(),
            )
        return self._arrangement

    def sections(self) -> dict[Listing, tuple[Section, ...]]:
        """Give the sections of every listing, those of readers' order first."""
        if self._sections is None:
            published = [t for t in self.glossary.terms if self.glossary.publishes(t)]
            order = listing_order(reading_order(self.env))
            self._sections = {
                listing: self.arrangement.sections(listing, published)
                for listing in sorted(self.present_listings(), key=order)
            }
        return self._sections

    def sections_of(self, node: term_listing) -> tuple[Listing, tuple[Section, ...]]:
        """Give the listing that a placeholder stands for, and its sections."""
        listing = self.listings[node['docname']][node['ordinal']]
        return listing, self.sections().get(listing, ())

    def category_pages(self) -> dict[str, str]:
        """Give the document whose section of a category readers are led to."""
        pages: dict[str, str] = {}
        for listing, sections in self.sections().items():
            for section in sections:
                if section.category:
                    pages.setdefault(section.category, listing.docname)
        return pages

    # -- consistency

    def check_consistency(self) -> None:
        """Report what is wrong with the glossary as a whole."""
        self._report_clashes()
        for term in self.glossary.terms:
            self._report_relations(term)
            if self.glossary.publishes(term) and not self.glossary.home_of(term):
                location = (term.docname, term.line)
                report(Problem.NO_HOME, location, name=term.source.name)
        for listing, sections in self.sections().items():
            if not sections:
                reason = 'it has no terms to show'
                location = (listing.docname, listing.line)
                report(Problem.EMPTY_LISTING, location, reason=reason)

    def _report_clashes(self) -> None:
        for clash in self.glossary.clashes():
            same_name = clash.kind is Contradiction.SAME_NAME
            report(
                Problem.DUPLICATE_NAME if same_name else Problem.DUPLICATE_ID,
                (clash.second.docname, clash.second.line),
                name=clash.second.source.name,
                id=clash.second.id,
                other=clash.first.source.name,
                place=self.place_of(clash.first),
            )

    def _report_relations(self, term: Term) -> None:
        for relation in term.relations:
            match = self.glossary.related(relation)
            location = (term.docname, term.line)
            details = {
                'name': term.source.name,
                'kind': relation.kind.value,
                'target': relation.target,
            }
            if match is None:
                near = hint(self.glossary.nearest(relation.target))
                report(Problem.UNKNOWN_RELATION, location, hint=near, **details)
            elif match.term is term:
                report(Problem.RELATION_TO_ITSELF, location, **details)
            elif match.rivals:
                self.report_rivals(match.rivals, match.term, relation.target, location)

    def report_rivals(
        self,
        rivals: Iterable[Term],
        chosen: Term,
        target: str,
        location: tuple[str, int] | nodes.Node,
    ) -> None:
        """Report a target that several terms answer to."""
        places = ', '.join(
            f'"{rival.id}" ({self.place_of(rival)})' for rival in rivals
        )
        report(
            Problem.AMBIGUOUS_TERM,
            location,
            target=target,
            places=places,
            id=chosen.id,
        )

    def place_of(self, term: Term) -> str:
        """Say where a block stands, as a path in the source folder and a line."""
        return f'{self.env.doc2path(term.docname, base=False)}:{term.line}'

    # -- what others ask a domain

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Give every name, alias and abbreviation, of the source and local.

        The display name is the local one: it is what other projects show.
        """
        for term in self.glossary.terms:
            home = self.glossary.home_of(term)
            if home is None:
                continue
            anchor = self.glossary.anchor_of(term)
            for text, shown in _inventory_names(term).items():
                yield text, shown, 'term', home.docname, anchor, 1

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Answer ``:any:`` with the term of that designation."""
        # Imported here: links are made by a module that asks the domain.
        from sphinxcontrib_convglossary.references import link_to

        match = self.glossary.find(target)
        link = match and link_to(self, match.term, fromdocname, builder, contnode)
        return [('conv:term', link)] if isinstance(link, nodes.reference) else []

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Nothing qualifies the name of a term."""
        return None


def _mentions_term(node: nodes.Element) -> bool:
    if isinstance(node, (term_reference, term_entry, term_listing)):
        return True
    return isinstance(node, addnodes.pending_xref) and node.get('reftype') in (
        'term',
        'any',
    )


def _message(line: option_line) -> str:
    return '' if line['extra'] else str(line['message'])


def _fields(texts: dict[str, str]) -> dict[str, Any]:
    """Give the fields of a wording from the text of each option."""
    return {
        'aliases': split_items(texts.get('aliases', '')),
        'forms': split_items(texts.get('forms', '')),
        'deprecated': split_items(texts.get('deprecated', '')),
        'abbreviation': plain(texts.get('abbreviation', '')),
        'sort': plain(texts.get('sort', '')),
    }


def _listing(node: term_listing) -> Listing:
    return Listing(
        docname=node['docname'],
        line=node.line or 0,
        ordinal=node['ordinal'],
        categories=tuple(node['categories']),
        group_by=Grouping(node['group_by']),
        entries=Detail(node['entries']),
        whole_page=bool(node.get('whole_page')),
        conditions=_conditions(node),
    )


def _conditions(node: nodes.Node) -> tuple[str, ...]:
    """Give the expressions of the ``only`` directives around a node.

    The nodes are still there at this time, whatever the builder.
    """
    found = []
    parent = node.parent
    while parent is not None:
        if isinstance(parent, addnodes.only):
            found.append(parent['expr'])
        parent = parent.parent
    return tuple(found)


def _holds(conditions: tuple[str, ...], tags: Tags) -> bool:
    for condition in conditions:
        try:
            if not tags.eval_condition(condition):
                return False
        except Exception:
            # Sphinx reports a broken expression, and shows what it guards.
            logger.debug('broken only expression: %r', condition)
    return True


def _inventory_names(term: Term) -> dict[str, str]:
    public = (Kind.NAME, Kind.ALIAS, Kind.ABBREVIATION)
    names: dict[str, str] = {}
    for wording in (term.local, term.source):
        for designation in wording.designations():
            if designation.kind in public:
                local = wording.language == term.name.language
                text = designation.text
                names.setdefault(text, text if local else term.name.text)
    return names


def reading_order(env: BuildEnvironment) -> list[str]:
    """Give all documents in the order of the toctree, the others last."""
    order: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in order:
            order[docname] = None
            waiting.extend(reversed(env.toctree_includes.get(docname, [])))
    order.update(dict.fromkeys(sorted(env.all_docs)))
    return list(order)
