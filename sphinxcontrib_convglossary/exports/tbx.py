"""The vocabulary as TBX, version 2 (ISO 30042:2008): for the tools of translators.

Its shape is that of TBX-Basic.  Version 3 is of no use here: translate-toolkit,
Weblate and OmegaT do not read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from sphinxcontrib_convglossary.exports.tags import tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.vocabulary import Concept, Rendering, Vocabulary

#: Characters that XML 1.0 cannot have, escaped or not.
_IMPOSSIBLE = re.compile('[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
#: What cannot stand in an XML id, and what would look like its replacement.
_NO_NAME = re.compile(
    r'_(?=x[0-9a-f]+_)|[^-.0-9A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff'
    r'\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff'
    r'\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]'
)


def text(vocabulary: Vocabulary, language: str) -> str:
    """Write the terms in the language of the sources and in another.

    A term without a name in *language* is there: it is to be translated.  Wordings
    to avoid and spellings that readers never see are not.
    """
    return '\n'.join([*_lines(vocabulary, language), ''])


def _lines(vocabulary: Vocabulary, language: str) -> Iterator[str]:
    source = vocabulary.source_language
    title = vocabulary.titles.get(source) or vocabulary.project
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<martif type="TBX-Basic" xml:lang={_attribute(tag_of(source))}>'
    yield '<martifHeader>'
    yield f'<fileDesc><titleStmt><title>{_escaped(title)}</title></titleStmt>'
    yield f'<sourceDesc><p>{_escaped(vocabulary.project)}</p></sourceDesc></fileDesc>'
    yield '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
    yield '</martifHeader>'
    yield '<text><body>'
    for concept in vocabulary.concepts:
        yield from _entry(concept, source, language)
    yield '</body></text>'
    yield '</martif>'


def _entry(concept: Concept, source: str, target: str) -> Iterator[str]:
    if target not in concept.renderings:
        return  # The author does not publish it there.
    yield f'<termEntry id={_attribute(entry_id(concept.id))}>'
    if concept.category:
        yield f'<descrip type="subjectField">{_escaped(concept.category)}</descrip>'
    for language in (source, target):
        yield from _language(concept.renderings[language])
    yield '</termEntry>'


def entry_id(identifier: str) -> str:
    """Give the id of an entry, which has to be an XML name.

    >>> entry_id('24-hour-window'), entry_id('a/b')
    ('term-24-hour-window', 'term-a_x2f_b')
    """
    name = _NO_NAME.sub(lambda sign: f'_x{ord(sign[0]):x}_', identifier)
    return f'term-{name}'


def _language(rendering: Rendering) -> Iterator[str]:
    wording = rendering.wording
    if not wording.name:
        return
    yield f'<langSet xml:lang={_attribute(tag_of(wording.language))}>'
    if rendering.text:
        yield f'<descrip type="definition">{_escaped(rendering.text)}</descrip>'
    if more := rendering.learn_more:
        kind = 'type="externalCrossReference"'
        yield f'<xref {kind} target={_attribute(more)}>{_escaped(more)}</xref>'
    yield _term(wording.name, 'preferredTerm-admn-sts')
    others = dict.fromkeys((wording.abbreviation, *wording.aliases))
    for other in others:
        if other and other != wording.name:
            kind = 'acronym' if other == wording.abbreviation else ''
            yield _term(other, 'admittedTerm-admn-sts', kind)
    yield '</langSet>'


def _term(text: str, status: str, kind: str = '') -> str:
    notes = f'<termNote type="termType">{kind}</termNote>' if kind else ''
    notes += f'<termNote type="administrativeStatus">{status}</termNote>'
    return f'<tig><term>{_escaped(text)}</term>{notes}</tig>'


def _escaped(text: str) -> str:
    return escape(_IMPOSSIBLE.sub('', text))


def _attribute(text: str) -> str:
    # No control sign comes so far, in a tag, an id or an option.
    return quoteattr(text)
