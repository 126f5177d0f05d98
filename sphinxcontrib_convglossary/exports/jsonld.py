"""Terms as JSON-LD in pages: what search engines and assistants read (schema.org)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.exports.tags import tag_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxcontrib_convglossary.vocabulary import Rendering

#: What HTML or JavaScript would read as its own within a ``<script>``.
_ESCAPES = {ord(sign): f'\\u{ord(sign):04x}' for sign in '<>&\u2028\u2029'}

#: An address with a scheme or a path from the root of its host: of no page.
_OF_NO_PAGE = re.compile(r'/|[A-Za-z][A-Za-z0-9+.-]*:')

#: The address of a term, and all else that is said of it, in JSON.
Body = tuple[str, str]


def body_of(identifier: str, shown: Rendering, source: Rendering) -> Body:
    """Write what every page says of a term.

    *shown* is in the language of the page.  What it lacks is in the language of
    the sources, and says so.
    """
    wording, original = shown.wording, source.wording
    named = shown if wording.name else source
    described = shown if shown.summary else source
    others = wording.aliases or original.aliases
    short = wording.abbreviation or original.abbreviation
    told: dict[str, Any] = {'name': _text(named.wording.name, named, shown)}
    alternates = [
        _text(short, shown if wording.abbreviation else source, shown),
        *(_text(one, shown if wording.aliases else source, shown) for one in others),
    ]
    told['alternateName'] = _distinct(alternates)
    told['description'] = _text(described.summary, described, shown)
    told['termCode'] = identifier
    filled = {key: value for key, value in told.items() if value}
    return shown.url, _dump(filled)[1:]


def _text(text: str, spoken: Rendering, shown: Rendering) -> Any:
    """Give a text, with its language where that is not the language of the page."""
    if not text or spoken.wording.language == shown.wording.language:
        return text
    return {'@value': text, '@language': tag_of(spoken.wording.language)}


def _distinct(texts: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for text in texts:
        if text and text not in kept:
            kept.append(text)
    return kept


def page(bodies: Iterable[Body], *, address: str, title: str, tag: str, up: str) -> str:
    """Write what a page says: the glossary, and those of its terms that it shows.

    *address* and *title* are those of the glossary, *tag* that of the language of
    the page; *up* leads from the page to the root of the site.
    """
    glossary = _dump(_from(up, address))
    head = _dump({'name': title, 'inLanguage': tag})[1:-1]
    terms = ',\n'.join(_term(_dump(_from(up, url)), glossary, x) for url, x in bodies)
    return (
        '{"@context":"https://schema.org","@type":"DefinedTermSet",'
        f'"@id":{glossary},"url":{glossary},{head},"hasDefinedTerm":[\n{terms}]}}'
    )


def _term(url: str, glossary: str, body: str) -> str:
    own = f'"@type":"DefinedTerm","@id":{url},"url":{url}'
    return f'{{{own},"inDefinedTermSet":{{"@id":{glossary}}},{body}'


def _from(up: str, address: str) -> str:
    """Give an address as the page has to write it."""
    return address if _OF_NO_PAGE.match(address) else f'{up}{address}'


def _dump(told: Any) -> str:
    text = json.dumps(told, ensure_ascii=False, separators=(',', ':'))
    return text.translate(_ESCAPES)
