"""Write one text as several Sphinx projects: without a glossary, and with each kind.

Every flavour has the same sentences, names, aliases and relations; only the markup
of terms and of references to them differs:

``floor``
    definition lists and emphasis: what the text costs without any glossary
``twice``
    the same, with each definition once more on a glossary page, and each name once
    more on a page of names: what ``everything`` shows, without any glossary
``builtin``
    Sphinx's ``.. glossary::`` and ``:term:``; an alias is one more term of its entry
``needs``
    sphinx-needs: each term is a need, each reference a ``:need:``
``bare``
    ours, with everything off that can be off
``default``
    ours, with what is on by default: cards, and the export as JSON
``listed``
    ours, with :data:`EVERYTHING` on; terms stand on the glossary page alone
``everything``
    the same; terms stand where they were written and on the glossary page

All is made of a seed: the same arguments give the same files.  For example::

    python benchmarks/generate.py build/bench/try --flavour bare --terms 1000 \
        --references 10000

What is counted.  ``references`` are those in running text: two in each definition,
the others on pages of about a hundred.  Relations come on top, about two a term;
they are links in every flavour but the floor, where they are emphasis.  Fifty terms
stand in a document, unless the shape says otherwise.

Catalogs translate every message, name and alias into an invented language: each word
gets an ending.  ``:term:`` finds translated names only, so that is what its
translators write; ours write the local names and, where the text of a link is their
own, the source name as its target.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import struct
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The seed of all texts.
SEED = 20_260_101
#: The language that the text is translated into; its catalogs are compiled too.
LANGUAGE = 'pt'
#: How many terms stand in a document, and how many references on a page.
TERMS_IN_DOCUMENT = 50
REFERENCES_ON_PAGE = 100
#: How many of the references stand in each definition: one in each paragraph.
REFERENCES_IN_DEFINITION = 2

CATEGORIES = ('basics', 'metals', 'rivers', 'tools', 'weather', 'winds')

#: What ``bare`` turns off, which is on by default.
BARE: dict[str, Any] = {'convglossary_cards': False, 'convglossary_exports': []}

#: What ``everything`` turns on.  This is the place for options to come.
EVERYTHING: dict[str, Any] = {
    'convglossary_categories': {key: key.capitalize() for key in CATEGORIES},
    'convglossary_pages': {
        'glossary/index': {'title': 'Glossary', 'cite': True, 'filter': True},
        'glossary/letters': {
            'title': 'Names',
            'group-by': 'letter',
            'entries': 'names',
        },
    },
    'convglossary_inverse_relations': True,
    'convglossary_used_in': True,
    'convglossary_expand_first': True,
    'convglossary_cards': True,
    'convglossary_exports': ['json', 'jsonld'],
    'convglossary_other_languages': True,
    'convglossary_learn_more_base': 'https://example.org/learn/',
    'convglossary_sites': {
        'en': 'https://example.org/en/',
        LANGUAGE: f'https://example.org/{LANGUAGE}/',
    },
}

#: The value of a flag in a table of options.
HIDDEN = ' '

#: Fifty locales, those of many large documentation projects.
FIFTY_LOCALES = (
    *('ar', 'bg', 'bn', 'bs', 'ca', 'cs', 'cy', 'da', 'de', 'el', 'eo', 'es', 'et'),
    *('eu', 'fa', 'fi', 'fr', 'gl', 'he', 'hi', 'hr', 'hu', 'hy', 'id', 'is', 'it'),
    *('ja', 'ka', 'ko', 'lt', 'lv', 'mk', 'mr', 'ms', 'nb', 'nl', 'pl', 'pt', 'ro'),
    *('ru', 'sk', 'sl', 'sq', 'sr', 'sv', 'ta', 'th', 'tr', 'uk', 'vi'),
)


# -- what the text says


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A reference to a concept, as the sentence words it."""

    #: The number of the concept.
    concept: int
    #: The name or the alias that it is found by.
    target: str
    #: What readers see; the target, unless the sentence has words of its own.
    shown: str


#: A paragraph: words, and mentions between them.
Paragraph = tuple[str | Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A term, in no syntax."""

    number: int
    name: str
    aliases: tuple[str, ...]
    category: str
    #: Other terms.
    related: tuple[Mention, ...] = ()
    definition: tuple[Paragraph, ...] = ()

    @property
    def identifier(self) -> str:
        """What sphinx-needs calls it."""
        return f'T_{self.number:05}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the text is spread, and what surrounds it."""

    #: How many terms stand in a document; 0 for all of them.
    in_document: int = TERMS_IN_DOCUMENT
    #: Whether a tenth of all references, on the first pages, is to one term.
    popular: bool = False
    #: The locales that have catalogs.  Those but the first have them for documents
    #: with terms alone, and not compiled: nothing else of them is read.
    locales: tuple[str, ...] = (LANGUAGE,)
    #: Configuration values besides those of the flavour.
    settings: dict[str, Any] = field(default_factory=dict)
    #: How many terms and references there are; 0 for as many as are asked for.
    terms: int = 0
    references: int = 0
    #: How many paragraphs there are that have nothing to do with terms.
    further: int = 0
    #: Whether each locale has one catalog, for all documents.
    whole: bool = False


SHAPES = {
    'spread': Shape(),
    'single': Shape(in_document=0),
    'popular': Shape(popular=True),
    'listing': Shape(settings={'convglossary_pages': {'glossary/index': {}}}),
    'locales-1': Shape(settings={'convglossary_other_languages': True}),
    'locales-50': Shape(
        locales=(LANGUAGE, *(name for name in FIFTY_LOCALES if name != LANGUAGE)),
        settings={'convglossary_other_languages': True},
    ),
    'catalogs': Shape(
        locales=(LANGUAGE, *FIFTY_LOCALES[:37]),
        settings={'gettext_compact': 'messages'},
        # 5,000 messages, 1 MB; a twentieth concerns terms.
        terms=50,
        references=300,
        further=4_700,
        whole=True,
    ),
}


class Text:
    """All that the projects say: terms, and pages that refer to them."""

    def __init__(self, terms: int, references: int, shape: Shape = SHAPES['spread']):
        if terms < 2 or references < REFERENCES_IN_DEFINITION * terms:
            raise ValueError('needs two terms and two references for each')
        self.shape = shape
        self._random = random.Random(SEED)
        self._words = list(self._invented(3000))
        # As in a language: few words are frequent.
        self._weights = [1 / rank for rank in range(1, len(self._words) + 1)]
        self._stock: list[str] = []
        named = self._named(terms)
        self.concepts = [self._described(concept, named) for concept in named]
        left = references - REFERENCES_IN_DEFINITION * terms
        popular = references // 10 if shape.popular else 0
        #: Pages, each a list of paragraphs.
        self.pages = list(self._pages(named, left, popular))

    # -- words

    def _invented(self, count: int) -> Iterator[str]:
        heads = ['b', 'br', 'd', 'dr', 'f', 'g', 'gr', 'k', 'l', 'm', 'n', 'p', 'pl']
        heads += ['r', 's', 'st', 't', 'tr', 'v']
        tails = ('a', 'e', 'i', 'o', 'u', 'an', 'en', 'il', 'or', 'us', 'ing', 'ed')
        known: set[str] = set()
        while len(known) < count:
            syllables = self._random.choice((2, 2, 3))
            word = ''.join(
                self._random.choice(heads) + self._random.choice(tails)
                for _ in range(syllables)
            )
            if word not in known:
                known.add(word)
                yield word

    def _some_words(self, count: int) -> list[str]:
        if len(self._stock) < count:
            self._stock += self._random.choices(self._words, self._weights, k=10_000)
        taken, self._stock = self._stock[:count], self._stock[count:]
        return taken

    # -- concepts

    def _named(self, count: int) -> list[Concept]:
        known: set[str] = set()

        def new_name(words: int) -> str:
            while True:
                name = ' '.join(self._random.choices(self._words, k=words)).title()
                if name not in known:
                    known.add(name)
                    return name

        return [
            Concept(
                number=number,
                name=new_name(self._random.choice((2, 2, 3))),
                aliases=tuple(
                    new_name(2) for _ in range(self._random.choice((0, 1, 1, 1, 2)))
                ),
                category=self._random.choice(CATEGORIES),
            )
            for number in range(count)
        ]

    def _described(self, concept: Concept, concepts: Sequence[Concept]) -> Concept:
        others = {self._any(concepts).number for _ in range(self._random.choice(_TWO))}
        others.discard(concept.number)
        return replace(
            concept,
            related=tuple(
                Mention(concept=n, target=concepts[n].name, shown=concepts[n].name)
                for n in sorted(others)
            ),
            definition=(
                self._paragraph([self._mention(self._any(concepts))], words=16),
                self._paragraph([self._mention(self._any(concepts))], words=30),
            ),
        )

    def _any(self, concepts: Sequence[Concept]) -> Concept:
        """Choose a concept; those at the beginning are mentioned more often."""
        return concepts[int(len(concepts) * self._random.random() ** 2)]

    def _mention(self, concept: Concept) -> Mention:
        """Word a mention: mostly by the name, else by an alias or in other words."""
        way = self._random.random()
        target = shown = concept.name
        if way > 0.85:
            shown = ' '.join(self._some_words(2))
        elif way > 0.7 and concept.aliases:
            target = shown = concept.aliases[0]
        return Mention(concept=concept.number, target=target, shown=shown)

    # -- paragraphs

    def _paragraph(self, mentions: Sequence[Mention], words: int) -> Paragraph:
        """Put mentions between words: a sentence for each of them."""
        parts: list[str | Mention] = []
        length = max(6, words // len(mentions))
        for mention in mentions:
            sentence = self._some_words(length)
            half = length // 2
            parts.append(' '.join([sentence[0].capitalize(), *sentence[1:half]]) + ' ')
            parts.append(mention)
            parts.append(' ' + ' '.join(sentence[half:]) + '. ')
        parts[-1] = str(parts[-1]).rstrip()
        return tuple(parts)

    def _pages(
        self, concepts: Sequence[Concept], references: int, popular: int
    ) -> Iterator[list[Paragraph]]:
        mentions = [
            self._mention(concepts[0] if i < popular else self._any(concepts))
            for i in range(references)
        ]
        for start in range(0, references, REFERENCES_ON_PAGE):
            of_page = mentions[start : start + REFERENCES_ON_PAGE]
            yield [
                self._paragraph(of_page[i : i + 5], words=60)
                for i in range(0, len(of_page), 5)
            ]

    def further(self) -> dict[str, list[str]]:
        """Give pages that have nothing to do with terms: a title, and paragraphs."""
        pages: dict[str, list[str]] = {}
        for number in range(self.shape.further):
            page = number // 100 + 1
            title = f'Further page {page}'
            texts = pages.setdefault(f'further/f{page:04}', [title])
            texts.append(_FILLING.format(number))
        return pages

    # -- what is edited

    @cached_property
    def edited(self) -> Concept:
        """The concept that edits change: one in the middle."""
        return self.concepts[len(self.concepts) // 2]

    def renamed(self) -> Concept:
        """Rename it; its old name becomes an alias, so that references hold."""
        old = self.edited
        return replace(old, name=f'{old.name} Anew', aliases=(old.name, *old.aliases))

    def redefined(self) -> Concept:
        """Change the second paragraph of its definition."""
        first, second = self.edited.definition
        return replace(self.edited, definition=(first, (*second, ' One word more.')))

    def documents(self) -> list[list[Concept]]:
        """Give the terms of each document."""
        count = self.shape.in_document or len(self.concepts)
        return [
            self.concepts[start : start + count]
            for start in range(0, len(self.concepts), count)
        ]


#: What paragraphs say that have nothing to do with terms.
_FILLING = 'Whoever reads sentence {} has read one that is about no term at all.'

_TWO = (0, 1, 2, 2, 2, 3, 3)


def translated(text: str) -> str:
    """Translate each word; no two have one translation."""
    return re.sub(r'\w+', lambda word: f'{word[0]}ão', text)


# -- the flavours

#: A message and its translation.
Message = tuple[str, str]


class Flavour:
    """How terms and references are written: here as plain text, the floor."""

    name = 'floor'
    extensions: tuple[str, ...] = ()
    #: Configuration values.
    settings: dict[str, Any] = {}
    #: The module that must be there; '' for none but Sphinx.
    module = ''
    #: The flavour that says the same without any glossary.
    floor = 'floor'

    def reference(self, mention: Mention, concept: Concept) -> str:
        """Refer to a concept."""
        return f'*{mention.shown}*'

    def translated_reference(self, mention: Mention, concept: Concept) -> str:
        """Refer to a concept in translated text."""
        return f'*{translated(mention.shown)}*'

    def before(self) -> str:
        """Give what stands before the first entry of a document."""
        return ''

    def entry(self, concept: Concept, text: Written) -> str:
        """Define a concept."""
        aliases = [self._also_known_as(concept)] if concept.aliases else []
        return _indented(
            concept.name, *aliases, *text.definition(concept), *text.related(concept)
        )

    def further_pages(self, text: Written) -> dict[str, str]:
        """Give documents that repeat what others say, by name."""
        return {}

    def further_catalogs(self, text: Written) -> dict[str, list[Message]]:
        """Give the catalogs of those documents."""
        return {}

    def messages(self, concept: Concept, text: Written) -> Iterator[Message]:
        """Give the messages of an entry."""
        yield concept.name, translated(concept.name)
        if concept.aliases:
            line = self._also_known_as(concept)
            yield line, translated(line)
        yield from text.messages_of(concept.definition)
        yield from zip(
            text.related(concept), text.related(concept, local=True), strict=True
        )

    def _also_known_as(self, concept: Concept) -> str:
        return f'Also known as: {" · ".join(concept.aliases)}'


class Twice(Flavour):
    """No glossary, and the pages that ``everything`` makes written by hand."""

    name = 'twice'

    def further_pages(self, text: Written) -> dict[str, str]:
        """Give a page of all definitions by category, and one of all names."""
        ordered = sorted(text.concepts, key=lambda concept: concept.name)
        definitions = ''.join(
            _title(key.capitalize(), '-')
            + ''.join(self.entry(x, text) for x in ordered if x.category == key)
            for key in CATEGORIES
        )
        names = '\n'.join(f'* {concept.name}' for concept in ordered)
        return {
            'glossary/index': f'{_title("Glossary")}{definitions}',
            'glossary/letters': f'{_title("Names")}{names}\n',
        }

    def further_catalogs(self, text: Written) -> dict[str, list[Message]]:
        """Give the messages of both pages."""
        headings = ['Glossary', *map(str.capitalize, CATEGORIES)]
        names = ['Names', *(concept.name for concept in text.concepts)]
        entries = [x for concept in text.concepts for x in self.messages(concept, text)]
        return {
            'glossary/index': [*map(_title_message, headings), *entries],
            'glossary/letters': [*map(_title_message, names)],
        }


class Builtin(Flavour):
    """Sphinx's own glossary."""

    name = 'builtin'
    # It holds each translated target against the original by spelling
    # (sphinx-doc/sphinx#14162); the check itself is part of what it costs.
    settings = {'suppress_warnings': ['i18n.inconsistent_references']}

    def reference(self, mention: Mention, concept: Concept) -> str:
        """Refer by name or alias."""
        return _role('term', mention.shown, mention.target)

    def translated_reference(self, mention: Mention, concept: Concept) -> str:
        """Refer by translated names: others are not found."""
        return _role('term', translated(mention.shown), translated(mention.target))

    def before(self) -> str:
        """Begin one glossary for all entries of the document."""
        return '.. glossary::\n\n'

    def entry(self, concept: Concept, text: Written) -> str:
        """Define a concept; aliases are further terms of its entry."""
        terms = '\n'.join((concept.name, *concept.aliases))
        entry = _indented(terms, *text.definition(concept), *text.related(concept))
        return re.sub(r'^(?=.)', '   ', entry, flags=re.MULTILINE)

    def messages(self, concept: Concept, text: Written) -> Iterator[Message]:
        """Give the messages: each term is one."""
        for term in (concept.name, *concept.aliases):
            yield term, translated(term)
        yield from text.messages_of(concept.definition)
        yield from zip(
            text.related(concept), text.related(concept, local=True), strict=True
        )


class Needs(Flavour):
    """sphinx-needs: terms are needs, found by their ids."""

    name = 'needs'
    extensions = ('sphinx_needs',)
    settings = {
        'needs_types': [
            {
                'directive': 'concept',
                'title': 'Concept',
                'prefix': 'T_',
                'color': '#ffffff',
                'style': 'node',
            }
        ],
        'needs_fields': {'aliases': {'schema': {'type': 'string'}, 'default': ''}},
        'needs_id_regex': 'T_[0-9]+',
        'needs_role_need_template': '{{ title }}',
    }
    module = 'sphinx_needs'

    def reference(self, mention: Mention, concept: Concept) -> str:
        """Refer by id."""
        own = mention.shown != concept.name
        return _role('need', mention.shown if own else '', concept.identifier)

    def translated_reference(self, mention: Mention, concept: Concept) -> str:
        """Refer by id; the title of a need has no translation, so it is written."""
        return _role('need', translated(mention.shown), concept.identifier)

    def entry(self, concept: Concept, text: Written) -> str:
        """Define a need."""
        options = {
            'id': concept.identifier,
            'aliases': ' · '.join(concept.aliases),
            'links': ', '.join(
                text.concepts[other.concept].identifier for other in concept.related
            ),
        }
        return _directive('concept', concept.name, options, text.definition(concept))

    def messages(self, concept: Concept, text: Written) -> Iterator[Message]:
        """Give the messages: nothing but the definition can be translated."""
        yield from text.messages_of(concept.definition)


class Bare(Flavour):
    """Ours, with everything off."""

    name = 'bare'
    extensions = ('sphinxcontrib_convglossary',)
    settings = BARE

    def reference(self, mention: Mention, concept: Concept) -> str:
        """Refer by name or alias."""
        return _role('term-ref', mention.shown, mention.target)

    def translated_reference(self, mention: Mention, concept: Concept) -> str:
        """Refer by local names; behind a text, by the source name."""
        if mention.shown == mention.target:
            return _role('term-ref', translated(mention.target))
        return _role('term-ref', translated(mention.shown), mention.target)

    def options(self, concept: Concept) -> dict[str, str]:
        """Give the options of a block."""
        return {
            'aliases': ' · '.join(concept.aliases),
            'related': ' · '.join(other.target for other in concept.related),
        }

    def entry(self, concept: Concept, text: Written) -> str:
        """Define a term."""
        options = self.options(concept)
        return _directive('convterm', concept.name, options, text.definition(concept))

    def messages(self, concept: Concept, text: Written) -> Iterator[Message]:
        """Give the messages: all aliases are one."""
        yield concept.name, translated(concept.name)
        if concept.aliases:
            line = ' · '.join(concept.aliases)
            yield line, translated(line)
        yield from text.messages_of(concept.definition)


class Default(Bare):
    """Ours, as it is without any configuration: with cards and ``glossary.json``."""

    name = 'default'
    settings = {}


class Everything(Bare):
    """Ours, with everything on."""

    name = 'everything'
    floor = 'twice'
    settings = EVERYTHING

    def options(self, concept: Concept) -> dict[str, str]:
        """Give the options of a block."""
        return {'category': concept.category, **super().options(concept)}


class Listed(Everything):
    """Ours, with everything on, and each definition on the glossary page alone.

    It is there once, as in the other flavours; ``everything`` writes it twice.
    """

    name = 'listed'
    floor = 'floor'

    def options(self, concept: Concept) -> dict[str, str]:
        """Give the options of a block."""
        return {**super().options(concept), 'hidden': HIDDEN}


FLAVOURS = {
    flavour.name: flavour
    for flavour in (
        Flavour(),
        Twice(),
        Builtin(),
        Needs(),
        Bare(),
        Default(),
        Listed(),
        Everything(),
    )
}
#: Those that know the shapes with settings of ours.
OURS = tuple(name for name, flavour in FLAVOURS.items() if isinstance(flavour, Bare))


def _role(name: str, shown: str, target: str = '') -> str:
    if not shown or shown == target or not target:
        return f':{name}:`{target or shown}`'
    return f':{name}:`{shown} <{target}>`'


def _indented(head: str, *paragraphs: str) -> str:
    body = '\n\n'.join(f'   {paragraph}' for paragraph in paragraphs)
    return f'{head}\n{body}\n\n'


def _directive(
    name: str, argument: str, options: dict[str, str], paragraphs: Iterable[str]
) -> str:
    lines = [
        f'   :{option}: {value}'.rstrip() for option, value in options.items() if value
    ]
    head = '\n'.join([f'.. {name}:: {argument}', *lines])
    return f'{head}\n\n{_indented("", *paragraphs).lstrip(chr(10))}'


# -- writing


class Written:
    """The text in one flavour: its files."""

    def __init__(self, text: Text, flavour: Flavour):
        self.text = text
        self.flavour = flavour
        self.concepts = text.concepts

    # -- sentences

    def paragraph(self, parts: Paragraph, *, local: bool = False) -> str:
        """Write a paragraph, in the language of the sources or in the other one."""
        refer = self.flavour.translated_reference if local else self.flavour.reference
        return ''.join(
            refer(part, self.concepts[part.concept])
            if isinstance(part, Mention)
            else (translated(part) if local else part)
            for part in parts
        )

    def definition(self, concept: Concept) -> list[str]:
        """Write the paragraphs of a definition."""
        return [self.paragraph(parts) for parts in concept.definition]

    def related(self, concept: Concept, *, local: bool = False) -> list[str]:
        """Write the line of related terms, where there are any."""
        parts: list[str | Mention] = []
        for other in concept.related:
            parts += [' · ' if parts else 'Related: ', other]
        return [self.paragraph(tuple(parts), local=local)] if parts else []

    def messages_of(self, paragraphs: Iterable[Paragraph]) -> Iterator[Message]:
        """Give paragraphs as messages."""
        for parts in paragraphs:
            yield self.paragraph(parts), self.paragraph(parts, local=True)

    # -- files

    def sources(self) -> Iterator[tuple[str, str]]:
        """Give each document and its text."""
        names = []
        for number, concepts in enumerate(self.text.documents(), 1):
            names.append(f'terms/t{number:04}')
            yield names[-1], self.terms_document(number, concepts)
        for number, paragraphs in enumerate(self.text.pages, 1):
            names.append(f'pages/p{number:04}')
            body = '\n\n'.join(map(self.paragraph, paragraphs))
            yield names[-1], f'{_title(f"Page {number}")}{body}\n'
        for name, text in self.flavour.further_pages(self).items():
            names.append(name)
            yield name, text
        for name, (head, *texts) in self.text.further().items():
            names.append(name)
            body = '\n\n'.join(texts)
            yield name, f'{_title(head)}{body}\n'
        names += self.generated_pages()
        toctree = '\n'.join(f'   {name}' for name in names)
        head = _title('Contents')
        yield 'index', f'{head}.. toctree::\n   :maxdepth: 1\n\n{toctree}\n'

    def terms_document(self, number: int, concepts: Iterable[Concept]) -> str:
        """Write a document of terms."""
        entries = [self.flavour.entry(concept, self) for concept in concepts]
        head = _title(f'Terms {number}')
        return f'{head}{self.flavour.before()}{"".join(entries)}'

    def catalogs(self) -> Iterator[tuple[str, list[Message]]]:
        """Give each catalog by its name: one for each document."""
        yield 'index', [('Contents', translated('Contents'))]
        for number, concepts in enumerate(self.text.documents(), 1):
            messages = [_title_message(f'Terms {number}')]
            for concept in concepts:
                messages += self.flavour.messages(concept, self)
            yield f'terms/t{number:04}', messages
        for number, paragraphs in enumerate(self.text.pages, 1):
            messages = [_title_message(f'Page {number}')]
            messages += self.messages_of(paragraphs)
            yield f'pages/p{number:04}', messages
        yield from self.flavour.further_catalogs(self).items()
        for name, texts in self.text.further().items():
            yield name, [(text, translated(text)) for text in texts]
        words = [
            *self.settings.get('convglossary_categories', {}).values(),
            *(page['title'] for page in self._pages.values() if 'title' in page),
        ]
        if words:
            yield 'convglossary', [(word, translated(word)) for word in words]

    @property
    def settings(self) -> dict[str, Any]:
        """The configuration values of flavour and shape."""
        return {**self.flavour.settings, **self.text.shape.settings}

    @property
    def _pages(self) -> dict[str, dict[str, Any]]:
        return dict(self.settings.get('convglossary_pages', {}))

    def generated_pages(self) -> list[str]:
        """Give the pages that have no file."""
        return list(self._pages)

    def configuration(self) -> str:
        """Write ``conf.py``: a plain theme, whose pages cost little."""
        values = {
            'project': 'Benchmark',
            'copyright': 'Us',
            'author': 'Us',
            'version': '1',
            'html_theme': 'basic',
            'extensions': list(self.flavour.extensions),
            'locale_dirs': ['locales'],
            # One catalog for each document: the default grows a chain of
            # fallbacks with every document, whatever the flavour.
            'gettext_compact': False,
            **self.settings,
        }
        return ''.join(f'{name} = {value!r}\n' for name, value in values.items())

    def edits(self) -> tuple[str, dict[str, str]]:
        """Give the file that edits change, its text, and that after each edit."""
        edited = self.text.edited
        for number, concepts in enumerate(self.text.documents(), 1):
            if edited not in concepts:
                continue
            after = {}
            for name, new in (
                ('original', edited),
                ('definition', self.text.redefined()),
                ('name', self.text.renamed()),
            ):
                changed = [
                    new if concept is edited else concept for concept in concepts
                ]
                after[name] = self.terms_document(number, changed)
            return f'terms/t{number:04}.rst', after
        raise AssertionError('a concept without a document')

    def facts(self) -> dict[str, Any]:
        """Count what there is."""
        definitions = [p for c in self.concepts for p in c.definition]
        paragraphs = [p for page in self.text.pages for p in page]
        edited = self.text.edited.number
        return {
            'terms': len(self.concepts),
            'references': sum(
                isinstance(part, Mention)
                for parts in (*definitions, *paragraphs)
                for part in parts
            ),
            'aliases': sum(len(concept.aliases) for concept in self.concepts),
            'relations': sum(len(concept.related) for concept in self.concepts),
            'documents_with_terms': len(self.text.documents()),
            'pages': len(self.text.pages),
            'pages_that_mention_the_edited_term': sum(
                any(isinstance(p, Mention) and p.concept == edited for p in parts)
                for parts in (
                    tuple(x for p in page for x in p) for page in self.text.pages
                )
            ),
            'edited': self.edits()[0],
        }


def _title(text: str, sign: str = '=') -> str:
    return f'{text}\n{sign * len(text)}\n\n'


def _title_message(text: str) -> Message:
    return text, translated(text)


def write_project(
    folder: Path,
    flavour: str,
    terms: int,
    references: int,
    shape: Shape = SHAPES['spread'],
) -> dict[str, Any]:
    """Write a project: ``src``, and ``edits`` beside it; give its facts."""
    counts = shape.terms or terms, shape.references or references
    written = Written(Text(*counts, shape), FLAVOURS[flavour])
    src = folder / 'src'
    for docname, text in written.sources():
        _write(src / f'{docname}.rst', text)
    _write(src / 'conf.py', written.configuration())
    if shape.whole:
        _write_whole_catalogs(src, written, shape)
    else:
        _write_catalogs(src, written, shape)
    _, edits = written.edits()
    for name, text in edits.items():
        _write(folder / 'edits' / f'{name}.rst', text)
    facts = written.facts()
    _write(folder / 'facts.json', json.dumps(facts, indent=1))
    return facts


def _write_catalogs(src: Path, written: Written, shape: Shape) -> None:
    """Write a catalog for each document."""
    for name, messages in written.catalogs():
        for locale in shape.locales:
            if locale != shape.locales[0] and not name.startswith('terms/'):
                continue
            path = src / 'locales' / locale / 'LC_MESSAGES' / f'{name}.po'
            _write(path, _po({f'{name}.rst': messages}, locale))
            if locale == shape.locales[0]:
                path.with_suffix('.mo').write_bytes(_mo(messages, locale))


def _write_whole_catalogs(src: Path, written: Written, shape: Shape) -> None:
    """Write one catalog for each locale."""
    documents = {f'{name}.rst': messages for name, messages in written.catalogs()}
    for locale in shape.locales:
        path = src / 'locales' / locale / 'LC_MESSAGES/messages.po'
        _write(path, _po(documents, locale))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')


def _header(locale: str) -> str:
    return f'Language: {locale}\nContent-Type: text/plain; charset=UTF-8\n'


def _po(documents: dict[str, list[Message]], locale: str) -> str:
    """Write a catalog as translators have it; a message that recurs stands once."""
    head = ''.join(f'"{line}\\n"\n' for line in _header(locale).splitlines())
    entries: dict[str, str] = {}
    for source, messages in documents.items():
        for line, (message, translation) in enumerate(dict(messages).items(), 1):
            place = f'#: ../../{source}:{line}'
            text = f'{place}\nmsgid "{message}"\nmsgstr "{translation}"\n'
            entries.setdefault(message, text)
    return '\n'.join([f'msgid ""\nmsgstr ""\n{head}', *entries.values()])


def _mo(messages: Iterable[Message], locale: str) -> bytes:
    """Compile a catalog (GNU gettext manual, "The Format of GNU MO Files")."""
    pairs = sorted(
        (message.encode(), translation.encode())
        for message, translation in {'': _header(locale), **dict(messages)}.items()
    )
    count = len(pairs)
    at = 28 + 16 * count
    tables: list[list[int]] = [[], []]
    data = b''.join(
        text + b'\0' for side in (0, 1) for text in (p[side] for p in pairs)
    )
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), at]
            at += len(pair[side]) + 1
    head = [0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count]
    numbers = [*head, *tables[0], *tables[1]]
    return struct.pack(f'<{len(numbers)}I', *numbers) + data


def main() -> None:
    """Write a project from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('folder', type=Path)
    parser.add_argument('--flavour', choices=FLAVOURS, required=True)
    parser.add_argument('--terms', type=int, default=1000)
    parser.add_argument('--references', type=int, default=10_000)
    parser.add_argument('--shape', choices=SHAPES, default='spread')
    given = parser.parse_args()
    write_project(
        given.folder,
        given.flavour,
        given.terms,
        given.references,
        SHAPES[given.shape],
    )


if __name__ == '__main__':
    main()
