"""Messages become ``.po`` catalogs; what stands in those that are there stays."""

from __future__ import annotations

from codecs import lookup
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from sphinxcontrib_convglossary.imports.material import Source
from sphinxcontrib_convglossary.registry import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxcontrib_convglossary.imports.documents import Message, Translation

_HEADER = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


#: What Babel takes from a text by itself ("100 % sure").
_GUESSED = frozenset({'python-format', 'python-brace-format'})


@dataclass(slots=True)
class Book:
    """The catalog of one domain in one language, as it grows."""

    locale: str
    catalog: Catalog
    #: What the file begins with.
    header: bytes
    notes: list[str] = field(default_factory=list)

    def add(self, message: Message, path: str, name: str) -> None:
        """Add a message of a document; *name* is what notes call the catalog."""
        # A term need not be published in a language.
        if (translation := message.translations.get(self.locale)) is None:
            return
        there = self.catalog.get(message.text)
        if there is not None and there.string and not there.fuzzy:
            if translation.text and there.string != translation.text:
                reason = f'"{message.text}" is translated already, in another way'
                self.notes.append(f'{name}:{there.lineno or 1}: {reason}, which stays')
            there.locations.append((path, message.line))
            return
        if there is not None:
            self.catalog.delete(message.text)
        _add(self.catalog, message.text, translation, [(path, message.line)])

    def forget(self, paths: Iterable[str]) -> None:
        """Forget what documents said that are written anew."""
        ends = tuple(f'/{path}' for path in paths)
        for message in [*self.catalog]:
            kept = [x for x in message.locations if not f'/{x[0]}'.endswith(ends)]
            if message.id and message.locations and not kept:
                self.catalog.delete(message.id)
            else:
                message.locations[:] = kept

    def data(self) -> bytes:
        """Write the catalog."""
        written = BytesIO()
        # Babel would put a date into the header: the same input gives the same file.
        write_po(
            written, self.catalog, width=0, omit_header=True, include_previous=True
        )
        return self.header + b'\n\n' + written.getvalue().strip(b'\n') + b'\n'


def _add(
    catalog: Catalog,
    message: str,
    translation: Translation,
    locations: list[tuple[str, int]],
) -> None:
    fuzzy = translation.state in (State.FUZZY, State.STALE)
    added = catalog.add(
        message,
        # What a translator has yet to look at has a text, which few files tell.
        (translation.text or message) if fuzzy else translation.text,
        locations=locations,
        flags=['fuzzy'] if fuzzy else [],
        previous_id=message if translation.state is State.STALE else '',
    )
    added.flags.difference_update(_GUESSED)


def read_book(locale: str, data: bytes | None, name: str) -> Book:
    """Return the catalog that is there; with no data it is a new one."""
    if data is None:
        return Book(locale, Catalog(fuzzy=False), _own_header(locale))
    source = Source(name=name, data=data)
    text = source.text()
    catalog = _read(text, source)
    if 'python-' not in text:
        for message in catalog:
            message.flags.difference_update(_GUESSED)
    first = b'\n'.join(text.encode().splitlines()).partition(b'\n\n')[0]
    header = first if b'msgid ""' in first else _own_header(locale)
    return Book(locale, catalog, header)


def _read(text: str, source: Source) -> Catalog:
    """Read a catalog as Sphinx does: as UTF-8, whatever its header says.

    What its header says is what ``.mo`` files are written in, so another encoding
    there is refused: it may be unknown, or lack the letters of what is added.
    """
    try:
        with redirect_stdout(StringIO()):  # Babel prints what it thinks of a line.
            catalog = read_po(StringIO(text), abort_invalid=True)
    except PoFileError as error:
        reason = f'this is no catalog: {error.args[0]}'
        raise source.malformed(reason, error.lineno + 1) from error
    except Exception as error:  # Babel raises whatever it stumbles over.
        raise source.malformed(f'this is no catalog: {error}', 1) from error
    if not _is_utf8(catalog.charset):
        line = text.count('\n', 0, text.find('charset=')) + 1
        reason = f'its header says "charset={catalog.charset}", and Sphinx reads UTF-8'
        raise source.malformed(f'{reason}; msgconv --to-code=UTF-8 mends it', line)
    return catalog


def _is_utf8(charset: str) -> bool:
    try:
        return lookup(charset).name == 'utf-8'
    except (LookupError, ValueError):  # Nobody knows it, or it is no name at all.
        return False


def _own_header(locale: str) -> bytes:
    return _HEADER.format(locale=locale).strip().encode()


def configuration_messages(
    labels: Iterable[Mapping[str, str]], source: str
) -> dict[str, dict[str, str]]:
    """Give the labels of categories and their translations, by locale."""
    return {
        label[source]: {x: text for x, text in label.items() if x != source}
        for label in labels
    }
