"""Whatever stands in ``conf.py``, as values that can be compared and shown.

``conf.py`` is a program: a value of it may compare to no truth value (as an array of
numpy does), or raise an exception when it is walked through or shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.addresses import is_site
from sphinxcontrib_convglossary.spelling import printable

if TYPE_CHECKING:
    from sphinx.config import Config

#: In bits; Python refuses to show longer numbers.
_LONGEST_NUMBER = 1000

#: What Sphinx says where a project does not name its author.
_NO_AUTHOR = 'Author name not set'


class Odd:
    """A value that is of no use here; it is equal to itself alone."""

    def __init__(self, value: object) -> None:
        kind = type(value)
        self._kind = f'{kind.__module__}.{kind.__qualname__}'

    def __repr__(self) -> str:
        return f'a value of the type {self._kind}'


def plain_value(value: Any) -> Any:
    """Return a value made of what Python itself has; what is not is :class:`Odd`."""
    try:
        return _plain(value)
    # Whatever code of others raises, or what holds itself.
    except Exception:
        return Odd(value)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    # Classes made of these may have methods of their own.
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and value.bit_length() < _LONGEST_NUMBER:
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, bytes):
        return bytes.__bytes__(value)
    if isinstance(value, Mapping):
        return {plain_value(key): plain_value(x) for key, x in value.items()}
    for kind in (list, tuple, set, frozenset):
        if isinstance(value, kind):
            return kind(map(plain_value, value))
    return Odd(value)


def text_of(config: Config, name: str) -> str:
    """Return a value of Sphinx's as a text that pages can carry; '' where it is none.

    Sphinx warns of a value of another type (``version = 1.0``) and goes on with it.
    """
    value = plain_value(getattr(config, name, ''))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return printable(value) if isinstance(value, str) else ''


def base_of(config: Config) -> str:
    """Return the address of the site; '' where none is known that is one."""
    base = text_of(config, 'html_baseurl')
    return base if is_site(base) else ''


def author_of(config: Config) -> str:
    """Return the author of a project; '' where it names none."""
    author = text_of(config, 'author')
    return '' if author == _NO_AUTHOR else author
