"""What a file says, without what no page can carry."""

from __future__ import annotations

from sphinxcontrib_convglossary.imports.material import distinct
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.spelling import contained, plain, printable
from sphinxcontrib_convglossary.terms import Wording
from sphinxcontrib_convglossary.vocabulary import Rendering

#: What ends a line for Python, and so for docutils.
_LINES = dict.fromkeys(map(ord, '\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\t'), ' ')


def line(text: str) -> str:
    """Give a name or the like in one line, with nothing that no page can carry."""
    return plain(contained(printable(text)))


def clean(rendering: Rendering, locale: str) -> Rendering:
    """Give a rendering whose texts are lines, in a language."""
    wording = rendering.wording
    name = line(wording.name)
    definition = tuple(
        paragraph._replace(text=printable(paragraph.text).translate(_LINES).strip())
        for paragraph in rendering.definition
    )
    state = rendering.state
    if not name and state is State.TRANSLATED:
        state = State.MISSING
    return Rendering(
        wording=Wording(
            language=locale,
            name=name,
            aliases=distinct(map(line, wording.aliases)),
            abbreviation=line(wording.abbreviation),
            forms=distinct(map(line, wording.forms)),
            deprecated=distinct(map(line, wording.deprecated)),
            sort=line(wording.sort),
        ),
        state=state,
        definition=definition,
        url=rendering.url,
        learn_more=line(rendering.learn_more),
    )
