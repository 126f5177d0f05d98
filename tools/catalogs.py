"""Keep the catalogs of the interface words current.

The words stand in the package's Python sources, as ``_('…')``; messages of a
build, ``__('…')``, are not extracted.

python tools/catalogs.py          extract the words, update and compile the catalogs
python tools/catalogs.py --check  say what is not current or not translated
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = 'sphinxcontrib_convglossary'
PACKAGE = ROOT / DOMAIN
LOCALE_DIR = PACKAGE / 'locale'
#: The source language, English, needs no catalog.
LANGUAGES = (
    *('ar', 'bn', 'cs', 'da', 'de', 'es', 'fa', 'fr', 'hi', 'id', 'it', 'ja', 'ko'),
    *('nl', 'pl', 'pt', 'pt_BR', 'ru', 'sv', 'ta', 'tr', 'uk', 'zh_CN', 'zh_TW'),
)

#: One date for all time: catalogs change with their words, not with the calendar.
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = '# Translations template for the words of sphinxcontrib-convglossary.\n#'
#: Header lines that say which Babel wrote the file, or nothing at all.
NEEDLESS = re.compile(
    r'^(Generated-By: .*|.*(EMAIL@ADDRESS|LL@li\.org|YEAR-MO-DA).*)\n', re.MULTILINE
)


class WordCatalog(Catalog):
    """A catalog whose file is the same whenever and with whatever Babel it is made."""

    def __init__(self, language: str | None = None) -> None:
        super().__init__(
            language,
            header_comment=HEADER,
            project='sphinxcontrib-convglossary',
            version='words',
            creation_date=CREATED,
            fuzzy=False,
        )

    def __iter__(self) -> Iterator[Message]:
        for message in super().__iter__():
            if not message.id:
                message.string = NEEDLESS.sub('', str(message.string))
            yield message


def template_path() -> Path:
    """Tell where the template of all catalogs is."""
    return LOCALE_DIR / f'{DOMAIN}.pot'


def catalog_path(language: str) -> Path:
    """Tell where the catalog of a language is."""
    return LOCALE_DIR / language / 'LC_MESSAGES' / f'{DOMAIN}.po'


def extracted() -> WordCatalog:
    """Collect the words from the sources, with the notes to translators."""
    template = WordCatalog()
    found = extract_from_dir(
        PACKAGE,
        [('**.py', 'python')],
        keywords={'_': None},
        comment_tags=('Translators:',),
        strip_comment_tags=True,
    )
    for file, line, word, notes, context in found:
        place = (f'{DOMAIN}/{file}', line)
        template.add(word, None, [place], auto_comments=notes, context=context)
    return template


def updated(language: str, template: WordCatalog) -> WordCatalog:
    """Read the catalog of a language, if there is one, and fit it to the template.

    A word that was reworded keeps its translation, as a fuzzy one to be confirmed.
    """
    catalog = WordCatalog(language)
    path = catalog_path(language)
    if path.exists():
        parser = PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True)
        with path.open('rb') as file:
            parser.parse(file)
        catalog.fuzzy = False
    catalog.update(template)
    return catalog


def as_text(catalog: WordCatalog) -> bytes:
    """Give a catalog as the content of a .po or .pot file."""
    file = BytesIO()
    # Places without line numbers: they would change with every edit of the code.
    write_po(file, catalog, width=0, ignore_obsolete=True, include_lineno=False)
    return file.getvalue().rstrip(b'\n') + b'\n'


def compiled(catalog: WordCatalog) -> bytes:
    """Give a catalog as the content of a .mo file."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def gaps(catalog: WordCatalog) -> Iterator[str]:
    """Name the words that readers of this language would see wrong or in English."""
    for message in catalog:
        if not message.id:
            continue
        if not is_translated(message):
            yield f'not translated: {message.id!r}'
        elif message.fuzzy:
            yield f'fuzzy, to be confirmed: {message.id!r}'
        else:
            yield from (f'{message.id!r}: {wrong}' for wrong in message.check(catalog))


def is_translated(message: Message) -> bool:
    """Tell whether a message has a translation, in each plural form if it has any."""
    given = message.string or ''
    return bool(given) and (isinstance(given, str) or all(given))


def current() -> tuple[dict[Path, bytes], list[str]]:
    """Give the files as they should be, and the gaps that only translators can fill."""
    template = extracted()
    files = {template_path(): as_text(template)}
    problems = []
    for language in LANGUAGES:
        catalog = updated(language, template)
        path = catalog_path(language)
        files[path] = as_text(catalog)
        files[path.with_suffix('.mo')] = compiled(catalog)
        problems += [f'{path.relative_to(ROOT)}: {gap}' for gap in gaps(catalog)]
    return files, problems


def stale(files: dict[Path, bytes]) -> Iterator[Path]:
    """Yield the files that are missing or not as they should be."""
    for path, content in files.items():
        if not path.exists() or path.read_bytes() != content:
            yield path


def unknown(files: dict[Path, bytes]) -> Iterator[Path]:
    """Yield the files that belong to no language of ours."""
    for path in sorted(LOCALE_DIR.rglob('*')):
        if path.is_file() and path not in files:
            yield path


def write(files: dict[Path, bytes]) -> None:
    """Write what is not current, and say so."""
    for path in stale(files):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
        print(f'written: {path.relative_to(ROOT)}')


def complaints(files: dict[Path, bytes]) -> Iterator[str]:
    """Say what is not current."""
    for path in stale(files):
        yield f'{path.relative_to(ROOT)}: not current; run python tools/catalogs.py'
    for path in unknown(files):
        yield f'{path.relative_to(ROOT)}: not of a language that the package has'


def main() -> int:
    """Update the catalogs, or check them; a check that finds something gives 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').splitlines()[0])
    parser.add_argument('--check', action='store_true', help='change nothing')
    check = parser.parse_args().check
    files, problems = current()
    if check:
        problems = [*complaints(files), *problems]
    else:
        write(files)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if check and problems else 0


if __name__ == '__main__':
    sys.exit(main())
