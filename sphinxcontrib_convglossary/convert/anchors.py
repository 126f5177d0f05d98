"""The anchors that Sphinx's own glossary has given to names."""

from __future__ import annotations

import re

from sphinxcontrib_convglossary.spelling import normalized

#: Letters that decomposition does not make ASCII, as docutils and Sphinx write them.
_LETTERS = {
    **dict(
        zip(
            'øđħıłŧƀƃƈƌƒƙƚƞƥƫƭƴƶǥȥȴȵȶȷȼȿɀɇɉɋɍɏ',
            'odhiltbbcdfklnpttyzgzlntjcszejqry',
            strict=True,
        )
    ),
    'ß': 'sz',
    'æ': 'ae',
    'œ': 'oe',
    'ȸ': 'db',
    'ȹ': 'qp',
}
_TABLE = str.maketrans(_LETTERS)
_PREFIX = 'term'


def _identifier(text: str) -> str:
    """Make what Sphinx makes of a text: ASCII letters, digits, ``.``, ``_``, ``-``."""
    decomposed = normalized('NFKD', text.translate(_TABLE))
    ascii_only = decomposed.encode('ascii', 'ignore').decode('ascii')
    joined = re.sub(r'[^a-zA-Z0-9._]+', '-', ' '.join(ascii_only.split()))
    return re.sub(r'^[-0-9._]+|-+$', '', joined)


class OldAnchors:
    """The anchors of the names of one document, in the order of the document."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbered = 0

    def of(self, name: str) -> str:
        """Give the anchor of the next name, as Sphinx has made it.

        A name without ASCII letters, and one whose anchor is taken, has a number.
        """
        anchor = _identifier(f'{_PREFIX}-{name}')
        while anchor in ('', _PREFIX) or anchor in self._taken:
            anchor = f'{_PREFIX}-{self._numbered}'
            self._numbered += 1
        self._taken.add(anchor)
        return anchor

    def id_of(self, name: str) -> str:
        """Give the id that a term needs so that the anchor stays."""
        return self.of(name).removeprefix(f'{_PREFIX}-')
