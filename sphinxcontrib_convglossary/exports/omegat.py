"""The vocabulary as a glossary of OmegaT: original, translation, comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.vocabulary import Vocabulary


def text(vocabulary: Vocabulary, language: str) -> str:
    """Write the terms that have a name in *language*, one in each line.

    The comment is the short definition, in *language* if there is one.
    """
    return ''.join(f'{line}\n' for line in _lines(vocabulary, language))


def _lines(vocabulary: Vocabulary, language: str) -> Iterator[str]:
    for concept in vocabulary.concepts:
        source = concept.renderings[vocabulary.source_language]
        target = concept.renderings.get(language)
        if target and target.wording.name:
            comment = target.summary or source.summary
            cells = (source.wording.name, target.wording.name, comment)
            line = '\t'.join(map(_in_one_line, cells))
            # OmegaT passes over lines that begin with "#".
            yield f' {line}' if line.startswith('#') else line


def _in_one_line(text: str) -> str:
    return ' '.join(text.split())
