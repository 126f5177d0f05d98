"""Show what one HTML build of a project has that another one lacks.

To be run on the builds of a project before ``convglossary convert`` and after it::

    python benchmarks/compare_builds.py before/html after/html --expect expected.txt

It prints a line for each page, text, anchor, reference and name that is lost:

* *text*: what each block (paragraph, heading, cell, term, code) says must stand on the
  same page, wherever on it;
* *anchor*: each ``id`` must be on the same page;
* *reference*: each link must lead where it led.  An anchor may have another name now:
  two are one place where they are on one entry.  What leads nowhere, and did not
  before, is named as well;
* *name*: what other projects link to by ``objects.inv`` must be in it, and be there.

*expected.txt* holds a regular expression on each line, for lines that are no loss;
blank lines and those that begin with ``#`` are none.  What is expected and not found is
named.  The exit code is 1 where something is lost that was not expected.

Standard library and Beautiful Soup only.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
import unicodedata
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What text is compared in: no block of the list holds another.
BLOCKS = ('p', 'pre', 'dt', 'th', 'td', 'caption', 'li', 'h1', 'h2', 'h3', 'h4', 'h5')
#: Where themes put what a document says, best first.
CONTENT = ('div.body', 'div[role=main]', 'article[role=main]', 'article', 'main')
#: Links that themes and Sphinx add: permalinks, line numbers, buttons.
ADDED = 'a.headerlink, a.viewcode-link, a.viewcode-back, span.linenos, button, script'
#: Anchors that are numbered in the order of the page.
NUMBERED = re.compile(r'(?:id|index-|footnote-reference-|citation-reference-)\d+\Z')
#: Pages that Sphinx makes of others.
GENERATED = re.compile(r'(?:genindex.*|search|py-modindex|_modules/.*)\.html\Z')
_INVENTORY = re.compile(r'(.+?)\s+(\S+)\s+(-?\d+)\s+(\S*)\s+(.*)')


def words(text: str) -> str:
    """Return a text as it is compared: in one line, whatever spaces it has."""
    return ' '.join(unicodedata.normalize('NFC', text).split())


@dataclass(frozen=True, order=True)
class Address:
    """Where a link leads: a page of the build and an anchor, or another site."""

    page: str
    anchor: str = ''

    def __str__(self) -> str:
        """Return the address as links write it."""
        return f'{self.page}#{self.anchor}' if self.anchor else self.page


@dataclass(kw_only=True)
class Page:
    """A page, read."""

    name: str
    content: Tag
    #: Every element that links may lead to, the theme's own ones as well.
    anchors: dict[str, Tag]

    @classmethod
    def read(cls, folder: Path, path: Path) -> Page:
        """Return a page of a build."""
        soup = BeautifulSoup(path.read_bytes(), 'html.parser')
        anchors = {str(tag['id']): tag for tag in soup.find_all(id=True)}
        for tag in soup.select(ADDED):
            tag.extract()
        content = next(filter(None, map(soup.select_one, CONTENT)), soup)
        return cls(
            name=path.relative_to(folder).as_posix(), content=content, anchors=anchors
        )

    @cached_property
    def text(self) -> str:
        """Return all that the page says."""
        return words(self.content.get_text(' '))

    @cached_property
    def squeezed(self) -> str:
        """Return all that the page says, without spaces: markup may add some."""
        return self.text.replace(' ', '')

    def blocks(self) -> Iterator[str]:
        """Return what each block says that has no further block in it."""
        for block in self.content.find_all(BLOCKS):
            if block.find(BLOCKS) is None and (text := words(block.get_text(' '))):
                yield text

    def own_anchors(self) -> set[str]:
        """Return the anchors of what the document says."""
        return {str(tag['id']) for tag in self.content.find_all(id=True)}

    def links(self) -> Iterator[Address]:
        """Return where each link of the document leads."""
        for link in self.content.find_all('a', href=True):
            address, anchor = urldefrag(urljoin(self.name, str(link['href'])))
            yield Address(unquote(posixpath.normpath(address)), unquote(anchor))

    def place(self, anchor: str) -> int | None:
        """Return what is the same for all anchors of one place: an entry, a section."""
        tag = self.anchors.get(anchor)
        if tag is None:
            return None
        if tag.name in ('span', 'a') and not tag.get_text(strip=True):
            tag = tag.find_parent('dt') or tag.find_next('dt') or tag
        else:
            tag = tag if tag.name == 'dt' else tag.find_parent('dt') or tag
        # An entry may have several names: all belong to one definition.
        while tag.name == 'dt' and isinstance(after := tag.find_next_sibling(), Tag):
            tag = after
        return id(tag)


@dataclass(kw_only=True)
class Build:
    """An HTML build, read page by page."""

    folder: Path
    _pages: dict[str, Page | None] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Return the pages that are made of documents."""
        found = (
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob('*.html')
        )
        return sorted(x for x in found if not x.startswith('_static/'))

    def page(self, name: str) -> Page | None:
        """Return a page; ``None`` where there is none."""
        if name not in self._pages:
            path = self.folder / name
            is_page = path.suffix == '.html' and path.is_file()
            self._pages[name] = Page.read(self.folder, path) if is_page else None
        return self._pages[name]

    def leads_somewhere(self, address: Address) -> bool:
        """Return whether something is at an address; of other sites, nobody knows."""
        if ':' in address.page.partition('/')[0]:
            return True
        page = self.page(address.page)
        if page is None:
            return (self.folder / address.page).exists()
        return not address.anchor or address.anchor in page.anchors

    def place(self, address: Address) -> object:
        """Return what is the same for all addresses of one place."""
        page = self.page(address.page)
        if page is None or not address.anchor:
            return address
        return address.page, page.place(address.anchor) or address.anchor

    def inventory(self) -> dict[tuple[str, str], Address]:
        """Return what others may link to: the address by role and name."""
        path = self.folder / 'objects.inv'
        if not path.is_file():
            return {}
        *_, packed = path.read_bytes().split(b'\n', 4)
        found = {}
        for line in zlib.decompress(packed).decode().splitlines():
            if match := _INVENTORY.fullmatch(line):
                name, role, _, location, _ = match.groups()
                location = location[:-1] + name if location[-1:] == '$' else location
                page, anchor = urldefrag(location)
                found[role, name] = Address(unquote(page), unquote(anchor))
        return found


def compare(before: Build, after: Build) -> Iterator[str]:
    """Return a line for each thing that the second build lacks."""
    for name in before.names():
        if GENERATED.search(name):
            continue
        old, new = before.page(name), after.page(name)
        if old is None or new is None:
            yield f'{name}: page: it is gone'
            continue
        yield from _texts(old, new)
        for anchor in sorted(old.own_anchors() - new.anchors.keys()):
            if not NUMBERED.match(anchor):
                yield f'{name}: anchor: #{anchor}'
        yield from _references(before, old, after, new)
    yield from _names(before, after)


def _texts(old: Page, new: Page) -> Iterator[str]:
    for text in dict.fromkeys(old.blocks()):
        if text not in new.text and text.replace(' ', '') not in new.squeezed:
            yield f'{old.name}: text: {text}'


def _references(before: Build, old: Page, after: Build, new: Page) -> Iterator[str]:
    had = Counter(after.place(address) for address in old.links())
    has = Counter(after.place(address) for address in new.links())
    lost = had - has
    for address in old.links():
        if lost[place := after.place(address)]:
            lost[place] -= 1
            yield f'{old.name}: reference: to {address}'
    dead = {address for address in old.links() if not before.leads_somewhere(address)}
    for address in dict.fromkeys(new.links()):
        if address not in dead and not after.leads_somewhere(address):
            yield f'{old.name}: reference: to nothing at {address}'


def _names(before: Build, after: Build) -> Iterator[str]:
    has = after.inventory()
    for (role, name), address in sorted(before.inventory().items()):
        if GENERATED.search(address.page):
            continue
        there = has.get((role, name))
        if there is None:
            yield f'objects.inv: name: {role} "{name}"'
        elif not after.leads_somewhere(there) or after.place(there) != after.place(
            address
        ):
            yield f'objects.inv: name: {role} "{name}" leads to {there}, not {address}'


def unexpected(found: Iterable[str], patterns: Iterable[str]) -> Iterator[str]:
    """Return the lines that no pattern matches, and the patterns that match none."""
    waiting = dict.fromkeys(patterns, False)
    for line in found:
        matching = [pattern for pattern in waiting if re.search(pattern, line)]
        if not matching:
            yield line
        waiting |= dict.fromkeys(matching, True)
    for pattern, was_found in waiting.items():
        if not was_found:
            yield f'expected and not found: {pattern}'


def _patterns(path: Path | None) -> list[str]:
    lines = path.read_text('utf-8').splitlines() if path else []
    return [line for line in lines if line.strip() and not line.startswith('#')]


def main(arguments: list[str] | None = None) -> int:
    """Compare two builds; the exit code is 1 where something is lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    parser.add_argument('before', type=Path)
    parser.add_argument('after', type=Path)
    parser.add_argument('--expect', type=Path, metavar='FILE')
    given = parser.parse_args(arguments)
    before, after = Build(folder=given.before), Build(folder=given.after)
    lines = [*unexpected(compare(before, after), _patterns(given.expect))]
    print(*lines, sep='\n', end='\n' if lines else '')
    pages = [name for name in before.names() if not GENERATED.search(name)]
    print(f'{len(pages)} pages: {len(lines)} lost', file=sys.stderr)
    return 1 if lines else 0


if __name__ == '__main__':
    sys.exit(main())
