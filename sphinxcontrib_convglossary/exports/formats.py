"""The files that a vocabulary can become: their names, and what is in each."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinxcontrib_convglossary.vocabulary import Vocabulary

#: What ``convglossary_exports`` may name.  JSON-LD stands in pages, not in a file.
FORMATS = ('json', 'jsonld', 'skos', 'tbx', 'omegat', 'csv', 'markdown')

#: Those whose files are for one language each.
OF_ONE_LANGUAGE = frozenset({'tbx', 'omegat', 'markdown'})


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file at the root of a site."""

    name: str
    media_type: str
    #: One of the formats.
    format: str
    #: The locale that it is for; '' where it is for all.
    language: str = ''

    def text(self, vocabulary: Vocabulary) -> str:
        """Write what is in it."""
        # Only what is wanted is loaded: most projects want few formats.
        written = import_module(f'sphinxcontrib_convglossary.exports.{self.format}')
        if self.format in OF_ONE_LANGUAGE:
            return str(written.text(vocabulary, self.language))
        return str(written.text(vocabulary))


def files(formats: Collection[str], source: str, *others: str) -> Iterator[File]:
    """Give the files of some formats, in the order of :data:`FORMATS`.

    *source* and *others* are the languages of the vocabulary.
    """
    if 'json' in formats:
        yield File(name='glossary.json', media_type='application/json', format='json')
    if 'skos' in formats:
        yield File(name='glossary.ttl', media_type='text/turtle', format='skos')
    if 'tbx' in formats:
        yield from _bilingual('tbx', 'application/x-tbx', 'tbx', source, others)
    if 'omegat' in formats:
        media_type = 'text/tab-separated-values'
        yield from _bilingual('tsv', media_type, 'omegat', source, others)
    if 'csv' in formats:
        yield File(name='glossary.csv', media_type='text/csv', format='csv')
    if 'markdown' in formats:
        for language in (source, *others):
            yield File(
                name=f'glossary.{language}.md',
                media_type='text/markdown',
                format='markdown',
                language=language,
            )


def _bilingual(
    ending: str, media_type: str, format: str, source: str, others: tuple[str, ...]
) -> Iterator[File]:
    for target in others:
        yield File(
            name=f'glossary.{source}-{target}.{ending}',
            media_type=media_type,
            format=format,
            language=target,
        )
