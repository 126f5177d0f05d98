"""The domain: what is known of all documents, and what it answers.

It keeps records without nodes between builds, each under the document that it
comes from, so that a document is forgotten as fast as it was read.
"""

from __future__ import annotations

import pickle
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import __
from sphinx.util.logging import getLogger

from sphinxcontrib_convglossary import consistency
from sphinxcontrib_convglossary.bare import Bare, find_bare
from sphinxcontrib_convglossary.collation import WITHOUT_ICU, has_icu
from sphinxcontrib_convglossary.definitions import Definitions
from sphinxcontrib_convglossary.facts import (
    is_guarded,
    listing_from,
    messages_from,
    term_from,
)
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.glossary import Glossary
from sphinxcontrib_convglossary.links import Addresses, link_to
from sphinxcontrib_convglossary.names import Names
from sphinxcontrib_convglossary.nodes import (
    elements,
    is_repeated,
    term_entry,
    term_listing,
)
from sphinxcontrib_convglossary.others import Inventories
from sphinxcontrib_convglossary.outline import (
    Arrangement,
    find_homes,
    listing_order,
    with_distinct_anchors,
)
from sphinxcontrib_convglossary.packing import Packed
from sphinxcontrib_convglossary.pages import report_pages_apart
from sphinxcontrib_convglossary.placing import hand_on_labels
from sphinxcontrib_convglossary.public import public_names
from sphinxcontrib_convglossary.questions import content_of, questions_of
from sphinxcontrib_convglossary.roles import TermRef
from sphinxcontrib_convglossary.translation import configured_words
from sphinxcontrib_convglossary.words import glossary_term, how_to_cite, other_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from sphinx import addnodes
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags

    from sphinxcontrib_convglossary.citation import Work
    from sphinxcontrib_convglossary.outline import Listing, Section
    from sphinxcontrib_convglossary.public import Object, PublicNames
    from sphinxcontrib_convglossary.questions import Content, Questions
    from sphinxcontrib_convglossary.registry import Messages
    from sphinxcontrib_convglossary.terms import Designation, Term

logger = getLogger(__name__)

#: What is kept of each document that was read.
_READ = ('terms', 'messages', 'contents', 'listings', 'questions', 'guarded', 'lost')

ALPHABET_NOTE = (
    'convglossary: names in the language "%s" are sorted by a simple key; for its '
    'own alphabetical order install PyICU (sphinxcontrib-convglossary[icu])'
)


class Taken(NamedTuple):
    """Blocks and listings that are taken out of a document, by ordinal."""

    blocks: frozenset[int] = frozenset()
    listings: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.blocks or self.listings)

    def without(self, other: Taken) -> Taken:
        """Return what the other has not."""
        return Taken(self.blocks - other.blocks, self.listings - other.listings)


NOTHING = Taken()


class ConvDomain(Domain):
    """The ``conv`` domain: terms, and where they are."""

    name = 'conv'
    label = 'Glossary'
    object_types: ClassVar[dict[str, ObjType]] = {
        'term': ObjType(glossary_term, 'term')
    }
    roles: ClassVar[dict[str, Any]] = {'term': TermRef()}
    initial_data: ClassVar[dict[str, Any]] = {
        'terms': {},
        'listings': {},
        'questions': {},
        'contents': {},
        'messages': {},
        'guarded': {},
        'lost': {},
        'tried': {},
        'said': {},
        'labels': [],
        'outlines': {},
        'noted': '',
        'public': b'',
    }
    #: Grows with the shape of the records; Sphinx throws away what is older.
    data_version = 12

    #: The builder of this build; known before anything is read.
    builder: Builder
    addresses: Addresses
    #: The terms of other projects.
    others: Inventories = Inventories()
    #: What is taken out of documents in this build, by document; see ``presence``.
    taken: Mapping[str, Taken] = MappingProxyType({})
    #: References to terms that are taken away, which may be so as well.
    doubts: list[consistency.Doubt]
    #: Whether a document is resolved to see what is taken out of it.
    on_trial: bool = False
    #: The answers of this build, until something is read.
    _glossary: Glossary | None = None
    _taken_terms: Glossary | None = None
    _arrangement: Arrangement | None = None
    _names: Names | None = None
    _definitions: Definitions | None = None
    _told: set[object]
    _sections: dict[Listing, tuple[Section, ...]] | None = None
    _category_pages: dict[str, str] | None = None
    _public: PublicNames | None = None
    #: Whether something is wrong with the glossary as a whole; ``None`` until asked.
    unsound: bool | None = None
    #: The documents that refer to each term; kept for ``usage``.
    used_in: dict[tuple[str, int, int], list[str]] | None = None
    #: How the glossary is cited, by page; kept for ``citing``.
    cited: dict[str, Work]
    #: What is resolved for its warnings alone, by the document being written.
    unseen: dict[str, list[nodes.Element]]

    @cached_property
    def terms(self) -> Packed[tuple[Term, ...]]:
        """The terms by the document that defines them."""
        return Packed(self.data['terms'])

    @cached_property
    def messages(self) -> Packed[tuple[Messages, ...]]:
        """The messages of the terms, by document, in the order of the terms."""
        return Packed(self.data['messages'])

    @property
    def listings(self) -> dict[str, tuple[Listing, ...]]:
        """The listings by the document that they stand in."""
        return cast('dict[str, tuple[Listing, ...]]', self.data['listings'])

    @cached_property
    def questions(self) -> Packed[Questions]:
        """What the documents ask that ask anything."""
        return Packed(self.data['questions'])

    @cached_property
    def contents(self) -> Packed[tuple[Content, ...]]:
        """What listings take from blocks, by document, in the order of the terms."""
        return Packed(self.data['contents'])

    @property
    def outlines(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Anchor and title of the headings that a document's contents list."""
        return cast('dict[str, tuple[tuple[str, str], ...]]', self.data['outlines'])

    @property
    def noted(self) -> str:
        """The state that Sphinx's tables hold our headings and labels of."""
        return cast('str', self.data['noted'])

    @noted.setter
    def noted(self, state: str) -> None:
        self.data['noted'] = state
        self.data['public'] = b''

    def begin(self, builder: Builder) -> None:
        """Begin a build."""
        self.builder = builder
        self.addresses = Addresses(builder)
        self.unsound = None
        self.forget_answers()

    # -- reading

    @located
    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.forget_answers()
        for kind in (*_READ, 'outlines', 'tried'):
            self.data[kind].pop(docname, None)

    @located
    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        self.forget_answers()
        for kind in _READ:
            for docname in docnames & otherdata[kind].keys():
                self.data[kind][docname] = otherdata[kind][docname]

    @located
    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Make records of the blocks and listings of a document.

        It runs at priority 850, after translation: names are local already.
        """
        self.forget_answers()
        found = list(elements(document))
        blocks = [node for node in found if isinstance(node, term_entry)]
        listings = [node for node in found if isinstance(node, term_listing)]
        for ordinal, block in enumerate(blocks):
            block['docname'], block['ordinal'] = docname, ordinal
            hand_on_labels(document, block)
            for line in block.lines:
                # Sphinx has translated the document: it would have parsed them.
                line['released'] = True
        for ordinal, listing in enumerate(listings):
            listing['docname'], listing['ordinal'] = docname, ordinal
        if blocks:
            self.terms[docname] = tuple(term_from(x, env) for x in blocks)
            self.messages[docname] = tuple(map(messages_from, blocks))
            self.contents[docname] = tuple(map(content_of, blocks))
        if listings:
            self.listings[docname] = tuple(listing_from(x, env) for x in listings)
        if any(map(is_guarded, (*blocks, *listings))):
            self.data['guarded'][docname] = True
        hidden = {id(x) for block in blocks if block['hidden'] for x in elements(block)}
        if questions := questions_of(x for x in found if id(x) not in hidden):
            self.questions[docname] = questions

    # -- the answers of this build, valid once all has been read

    def forget_answers(self) -> None:
        """Ask anew: something has been read."""
        self._glossary = self._arrangement = self._sections = self._names = None
        self._category_pages = self._public = self.used_in = None
        self._definitions = self._taken_terms = None
        self.cited = {}
        self.unseen = {}
        self.doubts = []
        self._told = set()

    @property
    def glossary(self) -> Glossary:
        """The terms that exist in this build."""
        if self._glossary is None:
            present = (
                term
                for terms in self.terms.values()
                for term in terms
                if self.holds(term.conditions) and not self._is_taken(term)
            )
            terms = tuple(sorted(present, key=lambda term: term.place))
            homes = find_homes(terms, self._present_listings(), toctree_order(self.env))
            self._glossary = Glossary(
                terms=terms, language=self.env.config.language, homes=homes
            )
        return self._glossary

    @property
    def taken_terms(self) -> Glossary:
        """The terms whose blocks something takes out of their documents."""
        if self._taken_terms is None:
            terms = (
                term
                for docname in sorted(self.taken)
                for term in self.terms.get(docname, ())
                if self.holds(term.conditions) and self._is_taken(term)
            )
            language = self.env.config.language
            self._taken_terms = Glossary(terms=tuple(terms), language=language)
        return self._taken_terms

    def taken_term(self, target: str) -> Term | None:
        """Return the term that a target would mean, had it not been taken away."""
        match = self.taken_terms.find(target) if self.taken else None
        return match.term if match else None

    def _is_taken(self, term: Term) -> bool:
        taken = self.taken.get(term.docname)
        return taken is not None and term.ordinal in taken.blocks

    def holds(self, conditions: tuple[str, ...]) -> bool:
        """Tell whether all expressions of ``only`` hold for this build."""
        return all(_holds(condition, self.builder.tags) for condition in conditions)

    def _present_listings(self) -> list[Listing]:
        return [
            listing
            for docname in sorted(self.listings)
            for listing in self.listings[docname]
            if self.holds(listing.conditions)
            and listing.ordinal not in self.taken.get(docname, NOTHING).listings
        ]

    @property
    def arrangement(self) -> Arrangement:
        """How listings are arranged in the language of this build."""
        if self._arrangement is None:
            self._note_alphabet()
            translated = configured_words(self.env)
            categories = self.env.config.convglossary_categories
            self._arrangement = Arrangement(
                language=self.env.config.language,
                labels={key: translated(label) for key, label in categories.items()},
                other_terms=other_terms(),
                how_to_cite=how_to_cite(),
            )
        return self._arrangement

    def is_news(self, told: object) -> bool:
        """Tell whether something is told for the first time in this build."""
        if told in self._told:
            return False
        self._told.add(told)
        return True

    def other_names(self, term: Term) -> list[Designation]:
        """Give the names of a term in other languages, where entries show them."""
        if not self.env.config.convglossary_other_languages:
            return []
        return self.names.of(term)

    @property
    def names(self) -> Names:
        """What terms are called in every language."""
        if self._names is None:
            self._names = Names(self.env, self.messages)
        return self._names

    @property
    def definitions(self) -> Definitions:
        """What terms are said to mean in every language."""
        if self._definitions is None:
            self._definitions = Definitions(
                self.env, self.glossary, self.names, self.messages
            )
        return self._definitions

    def _note_alphabet(self) -> None:
        language = self.env.config.language
        known = language.partition('_')[0] in WITHOUT_ICU
        if self.listings and not known and not has_icu():
            logger.info(__(ALPHABET_NOTE), language)

    @property
    def sections(self) -> dict[Listing, tuple[Section, ...]]:
        """The sections of every listing, those that readers are led to first."""
        if self._sections is None:
            published = list(filter(self.glossary.publishes, self.glossary.terms))
            order = listing_order(toctree_order(self.env))
            arranged = {
                listing: self.arrangement.sections(listing, published)
                for listing in sorted(self._present_listings(), key=order)
            }
            self._sections = with_distinct_anchors(arranged)
        return self._sections

    def sections_of(self, node: term_listing) -> tuple[Listing, tuple[Section, ...]]:
        """Give the listing that a placeholder stands for, and its sections."""
        listing = self.listings[node['docname']][node['ordinal']]
        return listing, self.sections.get(listing, ())

    def category_pages(self) -> dict[str, str]:
        """Give the document whose section of a category readers are led to."""
        if self._category_pages is None:
            self._category_pages = self._find_category_pages()
        return self._category_pages

    def _find_category_pages(self) -> dict[str, str]:
        pages: dict[str, str] = {}
        for listing, sections in self.sections.items():
            for section in sections:
                if section.category:
                    pages.setdefault(section.category, listing.docname)
        return pages

    # -- what Sphinx asks of a domain

    @located
    def check_consistency(self) -> None:
        """Report what is wrong with the glossary as a whole, once in a build.

        Sphinx asks when it has read something; where pages are written for
        another reason (a value of the configuration) the build itself does.
        """
        if not self.is_news('consistency'):
            return
        report_pages_apart(self.env)
        self.unsound = consistency.report_all(
            self.glossary, self.taken_terms, self.sections, self.env
        )

    @located
    def get_objects(self) -> Iterator[Object]:
        """Return each term once, by its id."""
        return self.public.objects()

    @property
    def public(self) -> PublicNames:
        """The names that indexes, the search and other projects may use."""
        if self._public is None:
            noted = self.data['public']
            self._public = (
                cast('PublicNames', pickle.loads(noted))
                if noted
                else public_names(self.glossary)
            )
        return self._public

    def note_public(self) -> None:
        """Keep the public names: most builds change nothing, and need them all."""
        self.data['public'] = pickle.dumps(self.public, pickle.HIGHEST_PROTOCOL)

    @located
    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Answer ``:any:`` and bare links where nothing else has an answer."""
        explicit, kind = bool(node.get('refexplicit')), node.get('reftype')
        bare = Bare(target, fromdocname, explicit, markdown=kind == 'myst')
        match = find_bare(self, bare)
        if match is None:
            return []
        if not is_repeated(node):
            consistency.report_doubts(match, target, node, env)
        # Where there is no link (manual pages, a term not published) the text stays.
        link = link_to(self.glossary, match.term, fromdocname, self.addresses, contnode)
        return [('conv:term', cast('nodes.reference', link))]


def domain_of(env: BuildEnvironment) -> ConvDomain:
    """Give the domain of an environment."""
    return cast('ConvDomain', env.get_domain(ConvDomain.name))


def _holds(condition: str, tags: Tags) -> bool:
    try:
        return bool(tags.eval_condition(condition))
    except Exception as error:
        # Whatever Jinja makes of the expression: Sphinx reports it as broken
        # (``only`` nodes are evaluated again on writing) and shows what it
        # guards, and so do we.
        logger.debug('broken only expression %r: %s', condition, error)
        return True


def toctree_order(env: BuildEnvironment) -> list[str]:
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
