"""The example projects of the manual: their files, and what Sphinx makes of them.

An example is a folder of ``docs/examples``.  In it are one small project for each
syntax (``rst``, ``md``) and the folder ``expected``, with what the build
gives::

    first-glossary/
        rst/conf.py  rst/index.rst
        md/conf.py   md/index.md
        expected/index.txt          what the text builder writes
        expected/fr/index.txt       the same in French
        expected/index.html         the body that the html builder writes
        expected/warnings-rst.txt   what the build prints, where it prints anything
        expected/report/            what the translation report consists of, and what
                                    making it prints (warnings.txt)

The manual shows the examples (:mod:`examples`) and the tests build them.
After a change that you want, write the expected files anew::

    python docs/_ext/example_projects.py            all of them
    python docs/_ext/example_projects.py witness    those of one example
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import sphinxcontrib_convglossary

#: Where the examples are.
EXAMPLES = Path(__file__).parent.parent / 'examples'
#: A page that is the body of a document and nothing else.
TEMPLATES = Path(__file__).parent / 'templates'
#: The syntaxes, by the folders of their projects; the first is the one shown.
SYNTAXES = ('rst', 'md')
#: The builders that examples are built with, and how their files end.
SUFFIXES = {'html': '.html', 'text': '.txt'}
#: The builder of the translation report; it fails where too little is translated.
REPORT = 'convglossary'
#: The language that the examples are written in.
SOURCE_LANGUAGE = 'en'

_PACKAGE = Path(sphinxcontrib_convglossary.__file__).parent
#: What an example is built with, apart from the package.
_TOOLS = ('Sphinx', 'docutils', 'myst-parser')


class ExampleError(Exception):
    """An example that does not exist, or that Sphinx cannot build at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What Sphinx made of a project in one language."""

    #: The output of the builder.
    folder: Path
    #: What the build printed, with paths as the author of the project knows them.
    warnings: str

    def page(self, docname: str) -> str:
        """Give what the builder wrote for a document."""
        for suffix in SUFFIXES.values():
            path = self.folder / f'{docname}{suffix}'
            if path.is_file():
                return path.read_text(encoding='utf-8')
        raise ExampleError(f'the example has no document "{docname}"')

    def report(self, name: str) -> str:
        """Give a file of the translation report, or the warnings of its build."""
        if name == 'warnings.txt':
            return self.warnings
        return (self.folder / name).read_text(encoding='utf-8')


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An example in one syntax: a folder with a ``conf.py``."""

    folder: Path

    @property
    def syntax(self) -> str:
        """The syntax, which is also how the files of its documents end."""
        return self.folder.name

    @property
    def name(self) -> str:
        """What tests and messages call it."""
        return f'{self.folder.parent.name}/{self.syntax}'

    def files(self) -> list[Path]:
        """Give its files; compiled catalogs are made of others."""
        return _files(self.folder)

    def documents(self) -> list[Path]:
        """Give the files that are documents, the start page first."""
        found = [path for path in self.files() if path.suffix == f'.{self.syntax}']
        return sorted(found, key=lambda path: (path.stem != 'index', path))

    def render(
        self, builder: str, language: str = SOURCE_LANGUAGE, *, cache: Path
    ) -> Rendering:
        """Build the project, or take what was built of the very same files."""
        kept = cache / self._key(builder, language)
        if not kept.is_dir():
            _build(self.folder, builder, language, kept)
        warnings = (kept / 'warnings.txt').read_text(encoding='utf-8')
        return Rendering(folder=kept / 'output', warnings=warnings)

    def _key(self, builder: str, language: str) -> str:
        """Sum up all that the result depends on."""
        digest = hashlib.sha256(repr((self.name, builder, language)).encode())
        for tool in _TOOLS:
            digest.update(version(tool).encode())
        for root in (self.folder, _PACKAGE, TEMPLATES):
            for path in _files(root):
                digest.update(f'{path.relative_to(root)}\0'.encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example of the manual."""

    folder: Path

    @property
    def name(self) -> str:
        """What the manual calls it."""
        return self.folder.name

    def projects(self) -> list[Project]:
        """Give its project in each syntax, the one whose result is shown first."""
        folders = (self.folder / syntax for syntax in SYNTAXES)
        return [Project(folder=path) for path in folders if path.is_dir()]

    def expected(self, builder: str) -> dict[tuple[str, str], Path]:
        """Give the expected pages of a builder by language and document name."""
        root = self.folder / 'expected'
        pages = {}
        for path in sorted(root.rglob(f'*{SUFFIXES[builder]}')):
            inside = path.relative_to(root).with_suffix('')
            if not inside.name.startswith('warnings-') and inside.parts[0] != 'report':
                language, docname = _language_and_docname(inside.as_posix())
                pages[language, docname] = path
        return pages

    def languages(self) -> list[str]:
        """Give the languages that it is expected in."""
        return sorted({language for language, _ in self.expected('text')})

    def expected_report(self) -> dict[str, Path]:
        """Give the expected files of the translation report by name."""
        return {path.name: path for path in self.folder.glob('expected/report/*')}

    def expected_warnings(self, project: Project) -> Path:
        """Give the file of the expected warnings; it is absent where none are."""
        return self.folder / 'expected' / f'warnings-{project.syntax}.txt'


def example_of(name: str) -> Example:
    """Give an example by its name."""
    example = Example(folder=EXAMPLES / name)
    if not example.projects():
        raise ExampleError(f'there is no example "{name}"')
    return example


def all_examples() -> list[Example]:
    """Give every example, by name."""
    folders = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
    return [Example(folder=folder) for folder in folders]


def package_files() -> list[Path]:
    """Give the files of the package, which every result depends on."""
    return _files(_PACKAGE)


def _files(root: Path) -> list[Path]:
    return sorted(
        path
        for path in root.rglob('*')
        if path.is_file() and path.suffix not in ('.mo', '.pyc')
    )


def _language_and_docname(inside: str) -> tuple[str, str]:
    """Read a path in ``expected``: a folder of two letters is a language."""
    first, _, rest = inside.partition('/')
    if rest and len(first) == 2:
        return first, rest
    return SOURCE_LANGUAGE, inside


def _build(project: Path, builder: str, language: str, kept: Path) -> None:
    """Build a copy of a project, and keep the result.

    A copy, because Sphinx compiles catalogs beside their sources; a process of its
    own, because a Sphinx inside another shares roles, translations and loggers with
    it.  The result appears at once and whole: other readers may be looking for it.
    """
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as name:
        place = Path(name).resolve()
        source, made = place / 'source', place / 'made'
        shutil.copytree(project, source, ignore=shutil.ignore_patterns('*.mo'))
        made.mkdir()
        printed = _run_sphinx(builder, language, source, made / 'output')
        warnings = printed.replace(f'{source}{os.sep}', '')
        (made / 'warnings.txt').write_text(warnings, encoding='utf-8')
        try:
            made.rename(kept)
        except OSError:
            # Another process was first, with the same result.
            if not kept.is_dir():
                raise


def _run_sphinx(builder: str, language: str, source: Path, output: Path) -> str:
    """Run ``sphinx-build`` and give the warnings."""
    command = [sys.executable, '-P', '-m', 'sphinx', '-q', '-n', '-N', '-b', builder]
    settings = [
        '-D',
        f'language={language}',
        '-D',
        f'templates_path={TEMPLATES}',
        '-d',
        str(output.parent.parent / 'doctrees'),
    ]
    if shutil.which('dot') is None:
        # As in the conf.py of the manual, which needs no Graphviz.
        settings += ['-D', 'suppress_warnings=convglossary.no_picture']
    done = subprocess.run(
        [*command, *settings, str(source), str(output)],
        # The report names catalogs as they are called from here.
        cwd=source,
        # Messages in English, whoever builds.
        env={**os.environ, 'LC_ALL': 'C', 'PYTHONUTF8': '1'},
        capture_output=True,
        encoding='utf-8',
        check=False,
    )
    if done.returncode and builder != REPORT:
        raise ExampleError(f'{source} cannot be built: {done.stderr}')
    return done.stderr


def write_expected(examples: list[Example]) -> None:
    """Write the expected files of examples anew."""
    with tempfile.TemporaryDirectory() as name:
        for example in examples:
            _write_pages(example, Path(name))
            _write_report(example, Path(name))
            for project in example.projects():
                _write_warnings(example, project, Path(name))


def _write_pages(example: Example, cache: Path) -> None:
    first, *_ = example.projects()
    for builder in SUFFIXES:
        for (language, docname), path in example.expected(builder).items():
            rendering = first.render(builder, language, cache=cache)
            path.write_text(rendering.page(docname), encoding='utf-8')


def _write_report(example: Example, cache: Path) -> None:
    first, *_ = example.projects()
    for name, path in example.expected_report().items():
        report = first.render(REPORT, cache=cache).report(name)
        path.write_text(report, encoding='utf-8')


def _write_warnings(example: Example, project: Project, cache: Path) -> None:
    path = example.expected_warnings(project)
    path.unlink(missing_ok=True)
    for language in example.languages():
        if printed := project.render('text', language, cache=cache).warnings:
            path.write_text(printed, encoding='utf-8')


if __name__ == '__main__':
    write_expected([*map(example_of, sys.argv[1:])] or all_examples())
