"""``convglossary import``: files of other tools become documents and catalogs."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from pprint import pformat
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.atomic_files import write_all
from sphinxcontrib_convglossary.console import complain, one_line, say
from sphinxcontrib_convglossary.exports.tags import tag_of
from sphinxcontrib_convglossary.guarded_files import read_bytes
from sphinxcontrib_convglossary.imports import csv, glossarist, json, skos, tbx
from sphinxcontrib_convglossary.imports.catalogs import (
    Book,
    configuration_messages,
    read_book,
)
from sphinxcontrib_convglossary.imports.documents import (
    Message,
    Plan,
    Translation,
    write,
)
from sphinxcontrib_convglossary.imports.material import (
    MalformedError,
    Material,
    Source,
    locale_of,
)
from sphinxcontrib_convglossary.imports.project import Project, project_around
from sphinxcontrib_convglossary.imports.settling import NoSourceLanguageError, settle
from sphinxcontrib_convglossary.imports.syntax import MYST, REST
from sphinxcontrib_convglossary.languages import is_locale
from sphinxcontrib_convglossary.progress import Progress
from sphinxcontrib_convglossary.registry import State

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from sphinxcontrib_convglossary.imports.documents import Document, Written

FORMATS = ('csv', 'tbx', 'skos', 'json', 'glossarist')
_ENDINGS = {
    'csv': ('csv', 'tsv', 'txt'),
    'tbx': ('tbx',),
    'skos': ('ttl', 'nt', 'n3', 'rdf', 'owl', 'jsonld', 'trig', 'nq', 'trix'),
    'glossarist': ('yaml', 'yml'),
}
_BY_ENDING = {ending: x for x, endings in _ENDINGS.items() for ending in endings}
#: The catalog of category labels, as ``translation`` names it.
_CONFIGURATION = 'convglossary'


class _UsageError(Exception):
    """What is asked for cannot be done."""


#: What ends an import, in one line.
_ERRORS = (MalformedError, NoSourceLanguageError, _UsageError, OSError)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        'files',
        nargs='+',
        metavar='FILE',
        help='what to read; a folder of YAML files, for Glossarist',
    )
    parser.add_argument(
        '--from',
        dest='origin',
        choices=FORMATS,
        help='what the files are (default: what their names and contents tell)',
    )
    parser.add_argument(
        '--format',
        choices=('rst', 'md'),
        default='rst',
        help='what to write: reStructuredText or MyST (default: rst)',
    )
    parser.add_argument(
        '--output',
        metavar='DIR',
        default='.',
        help='the folder for the documents (default: this one)',
    )
    parser.add_argument(
        '--name',
        default='glossary',
        help='the name of the document (default: glossary)',
    )
    parser.add_argument(
        '--by-category',
        action='store_true',
        help='write a document for each category',
    )
    parser.add_argument(
        '--source-language',
        metavar='CODE',
        default='',
        help='the language to write the documents in (default: what the files tell)',
    )
    parser.add_argument(
        '--locale-dir',
        metavar='DIR',
        help='the folder for the catalogs (default: that of conf.py)',
    )
    parser.add_argument(
        '--ids-from-names',
        action='store_true',
        help='give each term the id that its name makes, not that of the file',
    )
    parser.add_argument(
        '--force', action='store_true', help='overwrite documents that are there'
    )


def run(arguments: Namespace) -> int:
    """Import files; the exit code says whether that was possible."""
    try:
        _Import(arguments).run()
    except _ERRORS as error:
        complain(error)
    else:
        return 0
    return 1


def read_files(names: Sequence[str], origin: str | None = None) -> list[Material]:
    """Read files, each by what it is; those of Glossarist belong together."""
    groups: dict[str, list[Source]] = defaultdict(list)
    with Progress() as progress:
        for source in _sources(names):
            progress.show(f'reading {source.name}')
            groups[origin or _format_of(source)].append(source)
    readers = {'csv': csv.read, 'tbx': tbx.read, 'skos': skos.read, 'json': json.read}
    materials = []
    for kind, sources in groups.items():
        if kind == 'glossarist':
            materials.append(glossarist.read(sources))
        else:
            materials += map(readers[kind], sources)
    return materials


def _sources(names: Sequence[str]) -> Iterator[Source]:
    for name in names:
        path = Path(name)
        if not path.is_dir():
            yield Source(name=name, data=_data(path))
            continue
        found = sorted(x for x in path.rglob('*') if x.suffix in ('.yaml', '.yml'))
        if not found:
            raise _UsageError(f'{name}: there is no YAML file in this folder')
        for file in found:
            yield Source(name=str(file), data=read_bytes(file))


def _data(path: Path) -> bytes:
    """Return what is in a file; a pipe of the shell is one that is written to.

    Nobody may ever write to a FIFO that lies somewhere.
    """
    is_pipe = path.is_relative_to('/dev/fd') or path == Path('/dev/stdin')
    return path.read_bytes() if is_pipe else read_bytes(path)


def _format_of(source: Source) -> str:
    ending = source.name.rpartition('.')[2].lower()
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if ending == 'xml':
        return 'tbx' if re.search(rb'<(martif|tbx)[\s>]', source.data) else 'skos'
    if ending == 'json':
        return 'skos' if re.search(rb'"@(context|graph|id)"', source.data) else 'json'
    known = ', '.join(FORMATS)
    reason = 'nobody knows what this is: say --from with one of'
    raise _UsageError(f'{source.name}: {reason} {known}')


class _Import:
    def __init__(self, arguments: Namespace) -> None:
        self._arguments = arguments
        self._output = Path(arguments.output).resolve()
        self._project: Project = project_around(self._output)
        self._syntax = MYST if arguments.format == 'md' else REST
        own = arguments.locale_dir
        self._locale_dir = Path(own) if own else self._project.locale_dir
        language = locale_of(arguments.source_language)
        if language and not is_locale(language):
            raise _UsageError(f'"{arguments.source_language}" is no language code')
        self._language = language
        name = arguments.name.removesuffix(self._syntax.suffix)
        if not name or re.search(r'[/\\:]|^\.', name) or one_line(name) != name:
            raise _UsageError(f'"{arguments.name}" is no name for a document')
        self._name = name

    def run(self) -> None:
        arguments = self._arguments
        materials = read_files(arguments.files, arguments.origin)
        if not any(material.entries for material in materials):
            raise _UsageError(f'{arguments.files[0]}: there is no term in it')
        material = settle(
            materials, self._language, ids_from_names=arguments.ids_from_names
        )
        inside = self._output.relative_to(self._project.root).as_posix()
        plan = Plan(
            syntax=self._syntax,
            folder='' if inside == '.' else f'{inside}/',
            name=self._name,
            by_category=arguments.by_category,
            catalog=self._project.catalog,
        )
        written = write(material, plan)
        documents = {
            self._project.root / self._file(x): x.text.encode()
            for x in written.documents
        }
        self._refuse_overwriting(documents)
        catalogs, notes = self._catalogs(material, written)
        write_all({**documents, **catalogs})
        for note in (*material.notes, *written.notes, *notes):
            complain(note)
        self._report(material, written, catalogs)

    def _file(self, document: Document) -> str:
        return f'{document.docname}{self._syntax.suffix}'

    def _refuse_overwriting(self, paths: Mapping[Path, bytes]) -> None:
        there = next((path for path in paths if path.is_file()), None)
        if there and not self._arguments.force:
            reason = 'it is there already; --force overwrites it'
            raise _UsageError(f'{_shown(there)}: {reason}')

    # -- catalogs

    def _catalogs(
        self, material: Material, written: Written
    ) -> tuple[dict[Path, bytes], list[str]]:
        books: dict[Path, Book] = {}
        files = [self._file(document) for document in written.documents]
        for locale in material.languages[1:]:
            folder = self._locale_dir / self._folder(locale) / 'LC_MESSAGES'
            for document in written.documents:
                path = folder / f'{self._project.catalog(document.docname)}.po'
                if path not in books:
                    books[path] = _book(path, locale)
                    books[path].forget(files)
                for message in document.messages:
                    books[path].add(message, self._file(document), _shown(path))
            labels = self._labels(material, locale)
            if labels:
                path = folder / f'{_CONFIGURATION}.po'
                books[path] = _book(path, locale)
                for message in labels:
                    books[path].add(message, 'conf.py', _shown(path))
        notes = [note for book in books.values() for note in book.notes]
        filled = {path: x.data() for path, x in books.items() if len(x.catalog)}
        return filled, notes

    def _folder(self, locale: str) -> str:
        """Give the folder of a locale: one that is there may have another name."""
        if self._locale_dir.is_dir() and not (self._locale_dir / locale).exists():
            for folder in sorted(self._locale_dir.iterdir()):
                if folder.is_dir() and tag_of(folder.name) == tag_of(locale):
                    return folder.name
        return locale

    def _labels(self, material: Material, locale: str) -> list[Message]:
        labels = configuration_messages(
            (category.labels for category in material.categories),
            material.source_language,
        )
        return [
            Message(text=label, line=1, translations={locale: _label(told[locale])})
            for label, told in labels.items()
            if told.get(locale)
        ]

    # -- what is left to do

    def _report(
        self, material: Material, written: Written, catalogs: Mapping[Path, bytes]
    ) -> None:
        for document in written.documents:
            path = self._project.root / self._file(document)
            noun = 'term' if document.terms == 1 else 'terms'
            say(f'{_shown(path)}: {document.terms} {noun}')
        for path in catalogs:
            say(_shown(path))
        settings = [*self._settings(material, written)]
        if settings:
            print('\nconf.py needs:\n')
            for line in '\n'.join(settings).split('\n'):
                say(line)

    def _settings(self, material: Material, written: Written) -> Iterator[str]:
        """Give the lines that ``conf.py`` does not have yet."""
        conf = self._project.conf
        known = conf.get('convglossary_source_language', 'en')
        if known != material.source_language:
            yield f'convglossary_source_language = {material.source_language!r}'
        categories = {
            x.key: x.labels[material.source_language] for x in material.categories
        }
        told = conf.get('convglossary_categories', {})
        if not isinstance(told, dict) or not categories.keys() <= told.keys():
            laid_out = pformat(categories, sort_dicts=False, width=72)
            yield f'convglossary_categories = {laid_out}'
        extra = conf.texts('convglossary_extra_messages')
        if not set(written.extra) <= {*extra}:
            yield f'convglossary_extra_messages = {[*written.extra]!r}'


def _label(text: str) -> Translation:
    return Translation(text=text, state=State.TRANSLATED)


def _book(path: Path, locale: str) -> Book:
    data = read_bytes(path) if path.is_file() else None
    return read_book(locale, data, _shown(path))


def _shown(path: Path) -> str:
    """Name a file as the user would, from where the command runs."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
