"""Concepts become documents, and messages for the catalogs beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.imports.settling import homonyms
from sphinxcontrib_convglossary.imports.syntax import Option
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.spelling import exact_key, join_items, make_id
from sphinxcontrib_convglossary.terms import RelationKind, Term, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinxcontrib_convglossary.imports.material import Entry, Material
    from sphinxcontrib_convglossary.imports.syntax import Syntax
    from sphinxcontrib_convglossary.registry import Translated
    from sphinxcontrib_convglossary.vocabulary import Concept, Rendering

#: Options that a language can have where the source has none, by
#: ``convglossary_extra_messages``.
_EXTRA = ('aliases', 'forms', 'sort')
#: Relations that authors write.
_RELATIONS = (
    RelationKind.RELATED,
    RelationKind.BROADER,
    RelationKind.NARROWER,
    RelationKind.REPLACED_BY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A message in a language."""

    #: '' where it is not translated.
    text: str = ''
    state: State = State.MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What translators translate."""

    text: str
    #: Where it stands in its document, counted from 1.
    line: int
    #: By locale.
    translations: Mapping[str, Translation]


@dataclass(slots=True, kw_only=True)
class Document:
    """A document, as it grows."""

    docname: str
    #: The key of the category that it is about; '' for none.
    category: str = ''
    lines: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    #: How many terms are in it.
    terms: int = 0

    @property
    def text(self) -> str:
        """Give what stands in the file."""
        return '\n'.join([*self.lines, ''])


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where documents go."""

    syntax: Syntax
    #: What the names of documents begin with: a folder, and '/'.
    folder: str = ''
    #: The name of the document, or of that for terms without a category.
    name: str = 'glossary'
    title: str = 'Glossary'
    by_category: bool = False
    #: Gives the catalog of a document.
    catalog: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What has become of a glossary."""

    documents: tuple[Document, ...]
    #: The options of which some language has what the source lacks.
    extra: tuple[str, ...]
    notes: tuple[str, ...]


def write(material: Material, plan: Plan) -> Written:
    """Write the documents of a glossary, which is settled."""
    return _Writing(material, plan).written()


class _Writing:
    def __init__(self, material: Material, plan: Plan) -> None:
        self._material = material
        self._plan = plan
        self._source = material.source_language
        self._homonyms = homonyms(material)
        self._concepts = {entry.concept.id: entry.concept for entry in material.entries}
        self._labels = {x.key: x.labels for x in material.categories}
        self._documents: dict[str, Document] = {}
        #: What each catalog says of each message.
        self._said: dict[str, dict[str, dict[str, Translation]]] = defaultdict(dict)
        self._extra: set[str] = set()
        self._notes: list[str] = []

    def written(self) -> Written:
        for entry in self._material.entries:
            self._add(entry)
        for document in self._documents.values():
            self._translate_title(document)
        return Written(
            documents=tuple(self._documents.values()),
            extra=tuple(option for option in _EXTRA if option in self._extra),
            notes=tuple(self._notes),
        )

    # -- documents

    def _add(self, entry: Entry) -> None:
        block, messages = self._block(entry)
        self._note_repetitions(messages, entry)
        category = entry.concept.category if self._plan.by_category else ''
        document = self._place(category, messages, entry)
        document.lines.append('')
        first = len(document.lines) + 1
        document.lines += block
        document.terms += 1
        said = self._said[self._plan.catalog(document.docname)]
        for message in messages:
            kept = said.setdefault(message.text, dict(message.translations))
            there = replace(message, line=first + message.line, translations=kept)
            document.messages.append(there)

    def _place(
        self, category: str, messages: Sequence[Message], entry: Entry
    ) -> Document:
        """Give the first document whose catalog can hold the messages.

        A catalog has one translation of a message: two terms of one name that are
        translated in two ways have to be in two documents.
        """
        slug = make_id(category) if category else self._plan.name
        catalogs: set[str] = set()
        for number in count(1):
            name = slug if number == 1 else f'{slug}-{number}'
            docname = f'{self._plan.folder}{name}'
            catalog = self._plan.catalog(docname)
            if not (clashes := self._clashes(catalog, messages)):
                break
            if catalog in catalogs:
                self._note_clashes(clashes, entry)
                docname = f'{self._plan.folder}{slug}'
                break
            catalogs.add(catalog)
        if docname not in self._documents:
            title = self._title(category)
            lines = self._plan.syntax.title(title)
            self._documents[docname] = Document(
                docname=docname, category=category, lines=lines
            )
        return self._documents[docname]

    def _clashes(self, catalog: str, messages: Sequence[Message]) -> list[Message]:
        said = self._said[catalog]
        return [
            message
            for message in messages
            if said.get(message.text, message.translations) != message.translations
        ]

    def _note_repetitions(self, messages: Sequence[Message], entry: Entry) -> None:
        """Name what a term says twice: no other document can hold a part of it."""
        said: dict[str, Mapping[str, Translation]] = {}
        for message in messages:
            if said.setdefault(message.text, message.translations) != (
                message.translations
            ):
                reason = f'"{message.text}" is translated in two ways in one term'
                self._notes.append(f'{entry.place}: {reason}; the first counts')

    def _note_clashes(self, clashes: Sequence[Message], entry: Entry) -> None:
        for message in clashes:
            reason = f'"{message.text}" is translated in two ways in one catalog'
            remedy = 'set gettext_compact to False in conf.py'
            self._notes.append(f'{entry.place}: {reason}; the first counts ({remedy})')

    def _title(self, category: str) -> str:
        if category:
            return self._labels[category][self._source]
        return self._material.title or self._plan.title

    def _translate_title(self, document: Document) -> None:
        """Translate a title by the label of its category, unless a term has it."""
        message = document.lines[0].removeprefix('# ')
        said = self._said[self._plan.catalog(document.docname)]
        if not document.category or message in said:
            return
        labels = self._labels[document.category]
        said[message] = {
            locale: self._translated(labels.get(locale, ''))
            for locale in self._material.languages[1:]
        }
        title = Message(text=message, line=1, translations=said[message])
        document.messages.insert(0, title)

    def _translated(self, text: str, state: State = State.MISSING) -> Translation:
        if not text:
            return Translation(state=state)
        written = self._plan.syntax.inline(text)
        return Translation(text=written, state=State.TRANSLATED)

    # -- a term

    def _block(self, entry: Entry) -> tuple[list[str], list[Message]]:
        concept = entry.concept
        source = concept.renderings[self._source]
        others = {x: self._whole(r, entry) for x, r in self._others(concept).items()}
        syntax = self._plan.syntax
        name = syntax.name(source.wording.name)
        kept = [n for n, x in enumerate(source.definition) if x.text]
        paragraphs = [syntax.inline(source.definition[n].text) for n in kept]
        options = [*self._options(concept)]
        block = syntax.block(name, options, paragraphs)
        names = {
            locale: self._translated(x.wording.name, x.state)
            for locale, x in others.items()
        }
        messages = [Message(text=name, line=0, translations=names)]
        messages += self._messages_of_options(source, others)
        for number, (text, line) in enumerate(
            zip(paragraphs, block.places, strict=True)
        ):
            last = number == len(paragraphs) - 1
            translations = {
                locale: self._paragraph(rendering, kept[number], last=last)
                for locale, rendering in others.items()
            }
            messages.append(Message(text=text, line=line, translations=translations))
        return [*block.lines], messages

    def _others(self, concept: Concept) -> dict[str, Rendering]:
        return {
            locale: concept.renderings[locale]
            for locale in self._material.languages[1:]
            if locale in concept.renderings
        }

    def _whole(self, rendering: Rendering, entry: Entry) -> Rendering:
        """Move what a language cannot say where the source says nothing."""
        source = entry.concept.renderings[self._source]
        wording, there = rendering.wording, source.wording
        language = wording.language
        if wording.abbreviation and not there.abbreviation:
            aliases = (wording.abbreviation, *wording.aliases)
            wording = wording._replace(abbreviation='', aliases=aliases)
        if wording.deprecated and not there.deprecated:
            forms = (*wording.forms, *wording.deprecated)
            wording = wording._replace(deprecated=(), forms=forms)
            reason = f'wordings to avoid in "{language}" have none in the source'
            self._notes.append(f'{entry.place}: {reason} beside them; they are forms')
        if rendering.definition and not any(x.text for x in source.definition):
            reason = f'the definition in "{language}" has none in the source beside it'
            self._notes.append(f'{entry.place}: {reason}; it is left out')
        more = rendering.learn_more
        if more and not source.learn_more:
            reason = f'where to read on in "{language}" has nothing in the source'
            self._notes.append(f'{entry.place}: {reason} beside it; it is left out')
            more = ''
        return replace(rendering, wording=wording, learn_more=more)

    def _paragraph(
        self, rendering: Rendering, number: int, *, last: bool
    ) -> Translation:
        """Translate a paragraph; the last one takes what is too much."""
        said: Sequence[Translated] = rendering.definition[number : number + 1]
        text = (
            ' '.join(x.text for x in rendering.definition[number:] if x.text)
            if last
            else ''.join(x.text for x in said)
        )
        state = said[0].state if said else State.MISSING
        usual = State.MISSING if state is State.TRANSLATED else state
        return self._translated(text, usual)

    def _options(self, concept: Concept) -> Iterator[Option]:
        wording = concept.renderings[self._source].wording
        usual = make_id(wording.name)
        if concept.id != usual or exact_key(wording.name) in self._homonyms:
            yield Option(name='id', value=concept.id)
        found = {
            'previously': join_items(concept.previously),
            'category': concept.category,
            **_lines(concept.renderings[self._source]),
        }
        for kind in _RELATIONS:
            ends = (x.target for x in concept.links if x.kind is kind)
            found[kind.value] = join_items(tuple(map(self._designation, ends)))
        found['locales'] = join_items(tuple(self._locales(concept)))
        yield from (Option(name=x, value=text) for x, text in found.items() if text)

    def _designation(self, identifier: str) -> str:
        """Name the other end of a relation, by its id where its name is not its own."""
        name = self._concepts[identifier].renderings[self._source].wording.name
        return identifier if exact_key(name) in self._homonyms else name

    def _locales(self, concept: Concept) -> Iterator[str]:
        """Say where a term is published, in as few words as there are."""
        others = self._material.languages[1:]
        lacking = [x for x in others if x not in concept.renderings]
        if not self._material.complete or not lacking:
            return
        excluded = tuple(f'!{x}' for x in lacking)
        if not self._says(excluded, concept):
            included = [x for x in others if x in concept.renderings]
            needed = [
                x for x in lacking if _published(self._source, tuple(included), x)
            ]
            excluded = (*(included or [self._source]), *(f'!{x}' for x in needed))
        yield from excluded

    def _says(self, locales: tuple[str, ...], concept: Concept) -> bool:
        return all(
            _published(self._source, locales, x) == (x in concept.renderings)
            for x in self._material.languages[1:]
        )

    def _messages_of_options(
        self, source: Rendering, others: Mapping[str, Rendering]
    ) -> Iterator[Message]:
        here = _lines(source)
        there = {locale: _lines(x) for locale, x in others.items()}
        for option in _OPTIONS:
            message = here.get(option, '')
            if not message and not any(x.get(option) for x in there.values()):
                continue
            if not message:
                # Only an option that the source lacks altogether has such a message.
                self._extra.add(option)
                message = f'{option}: {source.wording.name}'
            translations = {
                locale: _verbatim(x.get(option, '')) for locale, x in there.items()
            }
            yield Message(text=message, line=0, translations=translations)


_OPTIONS = ('aliases', 'forms', 'deprecated', 'abbreviation', 'sort', 'learn-more')


def _lines(rendering: Rendering) -> dict[str, str]:
    """Give the options of a language that say something, as lines."""
    wording = rendering.wording
    lines = {
        'aliases': join_items(wording.aliases),
        'forms': join_items(wording.forms),
        'deprecated': join_items(wording.deprecated),
        'abbreviation': wording.abbreviation,
        'sort': wording.sort,
        'learn-more': rendering.learn_more,
    }
    return {option: line for option, line in lines.items() if line}


def _verbatim(text: str) -> Translation:
    """Translate a line that is never parsed."""
    return Translation(text=text, state=State.TRANSLATED) if text else Translation()


def _published(source: str, locales: tuple[str, ...], language: str) -> bool:
    """Ask a term that is published so whether it is in a language."""
    wording = Wording(language=source)
    term = Term(
        id='',
        docname='',
        line=0,
        ordinal=0,
        source=wording,
        local=wording,
        locales=locales,
    )
    return term.published_in(language)
