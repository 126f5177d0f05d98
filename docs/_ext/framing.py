"""The body of one HTML page, made fit to stand inside another."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

#: Attributes that hold ids of the page.
_ID_ATTRIBUTES = ('id', 'for', 'aria-labelledby', 'aria-describedby')


def framed(body: str, *, prefix: str, language: str, depth: int) -> str:
    """Put the body of a page into a frame.

    *depth* is how many headings of the page around stand above it: those inside are
    so much deeper, and none is left out between them.

    Every id gets *prefix*, so that none occurs twice and none looks like the anchor
    of a term; links within the body follow it; links to other pages of the project
    become text, for those pages are not here.
    """
    framing = _Framing(prefix, depth)
    framing.feed(body.strip())
    framing.close()
    inner = ''.join(framing.written)
    return f'<div class="example-frame" lang="{escape(language)}">\n{inner}\n</div>\n'


class _Framing(HTMLParser):
    """Writes what it reads, tag by tag, with other ids, links and headings."""

    def __init__(self, prefix: str, depth: int) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._prefix = prefix
        self._depth = depth
        #: For each open ``<a>``: the tag that closes it.
        self._anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write_tag(tag, attrs, end='>')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write_tag(tag, attrs, end=' />')

    def _write_tag(
        self, tag: str, attrs: list[tuple[str, str | None]], *, end: str
    ) -> None:
        if tag == 'link':
            # It is about the page, and this is another.
            return
        values = {name: self._value(name, value or '') for name, value in attrs}
        if tag == 'a':
            tag = _link(values)
            self._anchors.append(tag)
        told = ''.join(f' {name}="{escape(text)}"' for name, text in values.items())
        self.written.append(f'<{self._demoted(tag)}{told}{end}')

    def _value(self, name: str, value: str) -> str:
        if name in _ID_ATTRIBUTES:
            return ' '.join(f'{self._prefix}{one}' for one in value.split())
        if name == 'href' and value.startswith('#'):
            return f'#{self._prefix}{value[1:]}'
        return value

    def handle_endtag(self, tag: str) -> None:
        if tag == 'a':
            tag = self._anchors.pop()
        self.written.append(f'</{self._demoted(tag)}>')

    def _demoted(self, tag: str) -> str:
        """Make headings deeper: below two others ``h1`` is ``h3``."""
        if len(tag) == 2 and tag[0] == 'h' and tag[1].isdecimal():
            return f'h{min(int(tag[1]) + self._depth, 6)}'
        return tag

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f'&{name};')

    def handle_charref(self, name: str) -> None:
        self.written.append(f'&#{name};')


def _link(values: dict[str, str]) -> str:
    """Give the tag of a link: one to another page of the example leads nowhere."""
    href = values.get('href', '')
    if href.startswith(('#', 'mailto:')) or '://' in href:
        return 'a'
    values['title'] = values.pop('href', '')
    return 'span'
