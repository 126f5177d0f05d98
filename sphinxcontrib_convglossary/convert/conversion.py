"""Convert a project: every text in memory, nothing written."""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.convert import inline, myst, project
from sphinxcontrib_convglossary.convert.catalogs import convert_catalog
from sphinxcontrib_convglossary.convert.myst import convert_myst
from sphinxcontrib_convglossary.convert.project import ConversionError
from sphinxcontrib_convglossary.convert.rest import Settings, convert_rest
from sphinxcontrib_convglossary.convert.results import is_old_role
from sphinxcontrib_convglossary.convert.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinxcontrib_convglossary.conf_file import Conf
    from sphinxcontrib_convglossary.convert.results import Converted, Entry

_GLOSSARY = re.compile(
    r'^[^\S\n]*(?:[-*+] +)?'
    r'(?:\.\. (?:std:)?glossary::|[`:~]{3,}\{(?:std:)?glossary\})',
    re.M,
)
_TERM = re.compile(r'\.\. convterm::|\{convterm\}')
_WANTED = re.compile(r'term|glossary', re.IGNORECASE)
EXTENSION = 'sphinxcontrib_convglossary'
_NO_DIRECTORIES = (
    'locale_dirs is no plain list of texts: name the directories with --locale-dir'
)


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of the project, read."""

    path: Path
    #: Without a byte-order mark, with the line ends of Unix.
    text: str
    mark: str = ''
    newline: str = '\n'

    @classmethod
    def read(cls, path: Path) -> File:
        """Read a file.

        Raises:
            ConversionError: It cannot be read, or it is no UTF-8.
        """
        text = project.read(path)
        bare = text.removeprefix('\ufeff')
        mark = text[: len(text) - len(bare)]
        windows = bare.count('\r\n')
        if windows and windows == bare.count('\n'):
            bare = bare.replace('\r\n', '\n')
            return cls(path=path, text=bare, mark=mark, newline='\r\n')
        return cls(path=path, text=bare, mark=mark)

    def encoded(self, text: str) -> bytes:
        """Give the bytes of a new text of this file."""
        return (self.mark + text.replace('\n', self.newline)).encode('utf-8')


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to look at, and where; lines are counted from 1."""

    path: Path
    #: In the file as it was, and as it will be.
    line_before: int
    line_after: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file that is to be written anew."""

    file: File
    text: str


@dataclass(kw_only=True)
class Outcome:
    """What the conversion of a project gives."""

    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    #: What a person does in ``conf.py``.
    advice: list[str] = field(default_factory=list)
    #: How many terms, references, glossaries, documents and catalogs.
    counts: Counter[str] = field(default_factory=Counter)
    #: Translated names that hold the name of the source as well.
    bilingual: list[str] = field(default_factory=list)

    def note(self, path: Path, line: int, text: str) -> None:
        """Add a remark about a file that does not change."""
        remark = Remark(path=path, line_before=line, line_after=line, text=text)
        self.remarks.append(remark)

    def take(self, file: File, converted: Converted) -> None:
        """Add the conversion of a file."""
        text = '\n'.join(converted.lines)
        if text != file.text:
            self.changes.append(Change(file=file, text=text))
        origins = converted.origins
        for note in converted.notes:
            before = origins[note.line] + 1 if note.line < len(origins) else 1
            after = note.line + 1
            self.remarks.append(
                Remark(
                    path=file.path,
                    line_before=before,
                    line_after=after,
                    text=note.text,
                )
            )


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked for."""

    source: Path
    #: Folders of catalogs; none: those of ``conf.py``.
    locales: Sequence[Path] = ()
    text_directives: frozenset[str] = frozenset()


def convert_project(request: Request, progress: Callable[[str], None]) -> Outcome:
    """Convert all documents and catalogs of a project.

    Raises:
        ConversionError: A file cannot be read.
    """
    source = request.source
    if not source.is_dir():
        raise ConversionError(f'{source}: this is no folder')
    conf_path = source / 'conf.py'
    conf = project.read_conf(conf_path)
    outcome = Outcome()
    folders = _locales(request, conf, outcome)
    documents = list(_documents(source, conf, outcome, progress))
    settings = _settings(documents, request, conf)
    sources = _convert_documents(documents, settings, source, outcome, progress)
    catalogs = {
        path: project.domain_of(path, folders)
        for path in project.catalogs(folders, named=bool(request.locales))
    }
    sources = replace(sources, domains=frozenset(catalogs.values()))
    for path, domain in catalogs.items():
        progress(str(path))
        file = _readable(path, outcome)
        wanted = sources.renames or sources.names_in(domain)
        if file is None or not (wanted or _WANTED.search(file.text)):
            continue
        converted = convert_catalog(file.text.split('\n'), domain, sources)
        outcome.take(file, converted)
        changed = '\n'.join(converted.lines) != file.text
        outcome.counts['catalogs'] += changed
        outcome.counts['references in catalogs'] += converted.references
        outcome.bilingual += converted.bilingual
    outcome.advice += _advice(conf, conf_path, outcome)
    return outcome


def _locales(request: Request, conf: Conf, outcome: Outcome) -> list[Path]:
    for folder in request.locales:
        if not folder.is_dir():
            raise ConversionError(f'{folder}: this is no folder')
    if request.locales:
        return list(request.locales)
    named = conf.texts('locale_dirs')
    if not named and 'locale_dirs' in conf.lines and conf.get('locale_dirs') != []:
        path, line = request.source / 'conf.py', conf.line_of('locale_dirs')
        outcome.note(path, line, _NO_DIRECTORIES)
    names = named or ['locales']
    folders = [Path(os.path.normpath(request.source / name)) for name in names]
    return [folder for folder in folders if folder.is_dir()]


def _readable(path: Path, outcome: Outcome) -> File | None:
    """Read a file; one that is no UTF-8 is named, and left."""
    try:
        return File.read(path)
    except ConversionError as error:
        if isinstance(error.__cause__, UnicodeDecodeError):
            data = error.__cause__.object[: error.__cause__.start]
            outcome.note(path, data.count(b'\n') + 1, 'this is no UTF-8: it is left')
            return None
        raise


def _documents(
    source: Path, conf: Conf, outcome: Outcome, progress: Callable[[str], None]
) -> Iterator[tuple[File, bool]]:
    """Give each document, and whether it is Markdown; included files as well."""
    suffixes = project.suffixes_of(conf)
    seen: set[Path] = set()
    waiting: deque[tuple[Path, bool]] = deque()
    for path in project.walk(source):
        if path.suffix in suffixes:
            waiting.append((path, suffixes[path.suffix]))
        elif path.suffix == '.ipynb':
            file = _readable(path, outcome)
            if file is not None and myst.MARK.search(file.text):
                line = file.text.count('\n', 0, _place(myst.MARK, file.text)) + 1
                outcome.note(path, line, 'notebooks are left, with their references')
    while waiting:
        path, markdown = waiting.popleft()
        # A link to a file is that file: it is written once.
        if path.resolve() in seen or not path.is_file():
            continue
        seen.add(path.resolve())
        progress(str(path))
        file = _readable(path, outcome)
        if file is not None:
            yield file, markdown
            known = project.included(path, file.text, source)
            waiting += [
                (other, suffixes.get(other.suffix, markdown)) for other in known
            ]


def _place(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else 0


def _settings(
    documents: list[tuple[File, bool]], request: Request, conf: Conf
) -> Settings:
    glossaries = sum(len(_GLOSSARY.findall(file.text)) for file, _ in documents)
    terms = any(_TERM.search(file.text) for file, _ in documents)
    return Settings(
        text_directives=request.text_directives,
        anywhere=project.markup_anywhere(request.source),
        myst_extensions=frozenset(conf.texts('myst_enable_extensions')),
        # A listing shows all terms of a project: it stands for all its glossaries.
        listing=glossaries == 1 and not terms,
    )


def _convert_documents(
    documents: list[tuple[File, bool]],
    settings: Settings,
    source: Path,
    outcome: Outcome,
    progress: Callable[[str], None],
) -> Sources:
    entries: dict[str, list[Entry]] = {}
    left: list[str] = []
    texts: list[str] = []
    mixed: set[str] = set()
    for file, markdown in documents:
        if not _WANTED.search(file.text):
            continue
        progress(str(file.path))
        convert = convert_myst if markdown else convert_rest
        try:
            converted = convert(file.text.split('\n'), settings)
        except RecursionError:
            # As deep as Python goes; no parser reads that either.
            outcome.note(file.path, 1, 'this is nested too deeply: it is left')
            continue
        outcome.take(file, converted)
        name = file.path.relative_to(source).as_posix()
        if converted.entries:
            entries[name] = converted.entries
        if markdown and '{eval-rst}' in file.text:
            mixed.add(name)
        left += converted.left
        texts += converted.texts
        outcome.counts['documents'] += '\n'.join(converted.lines) != file.text
        outcome.counts['terms'] += len(converted.entries)
        outcome.counts['glossaries'] += converted.glossaries
        outcome.counts['references'] += converted.references
    return Sources(
        entries=entries,
        left=left,
        texts=texts,
        suffixes=frozenset(file.path.suffix for file, _ in documents),
        markdown=frozenset(
            file.path.suffix for file, is_markdown in documents if is_markdown
        ),
        mixed=frozenset(mixed),
        anywhere=settings.anywhere,
        myst_extensions=settings.myst_extensions,
    )


def _advice(conf: Conf, path: Path, outcome: Outcome) -> Iterator[str]:
    """Give what is to be done in ``conf.py``."""
    if not outcome.changes:
        return
    if EXTENSION not in conf.text:
        place = f'{path}:{conf.line_of("extensions")}'
        if 'extensions' in conf.lines:
            yield f"{place}: add '{EXTENSION}' to extensions"
        else:
            yield f"{place}: add the line: extensions = ['{EXTENSION}']"
    language = conf.get('language')
    known = 'convglossary_source_language' in conf.lines
    if isinstance(language, str) and language not in ('', 'en') and not known:
        place = f'{path}:{conf.line_of("language")}'
        yield f'{place}: add the line: convglossary_source_language = {language!r}'
    if is_old_role(str(conf.get('default_role'))):
        place = f'{path}:{conf.line_of("default_role")}'
        yield f"{place}: make it default_role = 'term-ref'"
    for number, line in enumerate(conf.text.split('\n'), 1):
        is_comment = line.lstrip().startswith('#')
        if not is_comment and (inline.MARK.search(line) or myst.MARK.search(line)):
            yield f'{path}:{number}: this text has a reference: rename its role'
