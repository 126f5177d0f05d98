"""The vocabulary in one language as Markdown, for an assistant to read whole.

It is a companion to an ``llms.txt``: a title, a line about it, and sections.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.exports.tags import tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.vocabulary import Concept, Rendering, Vocabulary

#: Signs that are markup wherever they stand, and those that open a block.
_INLINE = re.compile(r'[\\`*_\[\]<>&~|$#]')
_OPENING = re.compile(r'\A(?:\d+(?=[.)])|(?=[+=:-]))')
_SCHEME = re.compile(r'[A-Za-z][A-Za-z0-9+.-]+:')
_NO_ADDRESS = re.compile(r'[<>\s]')


def text(vocabulary: Vocabulary, language: str) -> str:
    """Write the terms that are published in a language.

    What is not translated is in the language of the sources, and begins or ends
    with the tag of that.
    """
    blocks = '\n\n'.join(_Document(vocabulary, language).blocks())
    return f'{blocks}\n'


class _Document:
    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self._vocabulary = vocabulary
        self._language = language
        self._source = vocabulary.source_language
        self._words = vocabulary.words[language]

    def blocks(self) -> Iterator[str]:
        vocabulary = self._vocabulary
        yield f'# {_inline(vocabulary.title_in(self._language))}'
        yield f'> {self._about()}'
        for heading, concepts in self._sections():
            if heading:
                yield f'## {heading}'
            for concept in concepts:
                yield from self._entry(concept)

    def _about(self) -> str:
        vocabulary = self._vocabulary
        told = [vocabulary.project, vocabulary.version, vocabulary.author]
        parts = [_inline(part) for part in told if part]
        if url := vocabulary.urls.get(self._language):
            parts.append(_address(url))
        return ' · '.join([*parts, tag_of(self._language)])

    def _sections(self) -> Iterator[tuple[str, list[Concept]]]:
        """Give the concepts by category, those without one last."""
        groups: dict[str, list[Concept]] = defaultdict(list)
        for concept in self._vocabulary.concepts:
            if self._language in concept.renderings:
                groups[concept.category].append(concept)
        for category in self._vocabulary.categories:
            if category.key in groups:
                label = category.labels.get(self._language, '')
                yield (
                    self._said(label, category.labels[self._source]),
                    groups[category.key],
                )
        if '' in groups:
            heading = _inline(self._words['other terms']) if len(groups) > 1 else ''
            yield heading, groups['']

    def _entry(self, concept: Concept) -> Iterator[str]:
        shown = concept.renderings[self._language]
        source = concept.renderings[self._source]
        yield f'### {self._said(shown.wording.name, source.wording.name)}'
        if others := self._others(shown, source):
            yield self._line('also known as', others)
        for paragraph, original in zip(
            shown.definition, source.definition, strict=True
        ):
            yield self._paragraph(paragraph.text, original.text)
        for kind, ends in self._relations(concept).items():
            yield self._line(kind, ' · '.join(ends))
        if more := shown.learn_more or source.learn_more:
            yield self._line('learn-more', _address(more))
        if shown.url:
            yield _address(shown.url)

    def _said(self, text: str, original: str) -> str:
        """Give a text, else the original with the tag of its language."""
        return (
            _inline(text) if text else f'{_inline(original)} ({tag_of(self._source)})'
        )

    def _paragraph(self, text: str, original: str) -> str:
        if text:
            return _paragraph(text)
        return f'({tag_of(self._source)}) {_paragraph(original)}'

    def _others(self, shown: Rendering, source: Rendering) -> str:
        own, original = shown.wording, source.wording
        short = (own.abbreviation, original.abbreviation)
        told = [self._said(*short)] if any(short) else []
        if own.aliases:
            told += map(_inline, own.aliases)
        else:
            told += [self._said('', alias) for alias in original.aliases]
        return ' · '.join(dict.fromkeys(told))

    def _relations(self, concept: Concept) -> dict[str, list[str]]:
        ends: dict[str, list[str]] = defaultdict(list)
        for link in concept.links:
            other = self._vocabulary.concept(link.target)
            if self._language in other.renderings:
                own = other.renderings[self._language].wording.name
                name = self._said(own, other.renderings[self._source].wording.name)
                ends[link.kind.value].append(name)
        return ends

    def _line(self, word: str, said: str) -> str:
        # The pattern may be of any language; only what is filled in is escaped.
        before, _, after = self._words[word].partition('%s')
        return f'{_inline(before)}{said}{_inline(after)}'


def _inline(text: str) -> str:
    """Give a text within a line; no sign of it is markup."""
    return _INLINE.sub(r'\\\g<0>', text)


def _paragraph(text: str) -> str:
    """Give a text as one line of its own, which opens no other block."""
    line = _inline(' '.join(text.split()))
    # A backslash goes before a sign, and behind a number.
    return _OPENING.sub(r'\g<0>\\', line)


def _address(url: str) -> str:
    """Give an address; only those with a scheme are links by themselves."""
    clean = _NO_ADDRESS.sub(_percent, url)
    return f'<{clean}>' if _SCHEME.match(clean) else _inline(clean)


def _percent(sign: re.Match[str]) -> str:
    return ''.join(f'%{byte:02X}' for byte in sign[0].encode())
