"""Small Sphinx projects: written, translated, built and looked at.

A build with a warning that the test does not expect fails the test.
"""

from __future__ import annotations

import contextlib
import gettext
import importlib
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zlib
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx.locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup
from jinja2 import BytecodeCache
from sphinx.application import Sphinx, builtin_extensions
from sphinx.util.docutils import docutils_namespace, patch_docutils

import sphinxcontrib_convglossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from bs4 import Tag
    from jinja2.bccache import Bucket
    from sphinx.environment import BuildEnvironment

# What is imported during a build keeps words in the language of that build.
for _module in builtin_extensions:
    importlib.import_module(_module)

#: What runs in a process of its own finds the package where this one found it.
PACKAGE_PARENT = Path(sphinxcontrib_convglossary.__file__).parent.parent


@dataclass(frozen=True)
class Syntax:
    """How a document is written."""

    suffix: str

    @property
    def extensions(self) -> list[str]:
        """Give the extensions that read it."""
        return ['myst_parser'] if self.suffix == '.md' else []

    def title(self, text: str) -> str:
        """Write a title."""
        if self.suffix == '.md':
            return f'# {text}\n'
        return f'{text}\n{"=" * 2 * len(text)}\n'

    def directive(
        self,
        name: str,
        argument: str = '',
        options: Mapping[str, str] | None = None,
        body: str = '',
    ) -> str:
        """Write a directive; an option without a value is a flag."""
        lines = [
            f':{option}: {value}'.rstrip() for option, value in (options or {}).items()
        ]
        if self.suffix == '.md':
            # Backticks may stand in the argument, so tildes fence it, more of them
            # than fence what the body holds.
            fence = max(re.findall('^~{4,}', body, re.MULTILINE), default='~~~') + '~'
            opening = f'{fence}{{{name}}} {argument}'.rstrip()
            return '\n'.join([opening, *lines, '', body, fence, ''])
        opening = f'.. {name}:: {argument}'.rstrip()
        content = '\n'.join([*lines, '', textwrap.dedent(body)])
        return f'{opening}\n{textwrap.indent(content, "   ")}\n'

    def term(self, name: str, body: str = '', **options: str) -> str:
        """Write a term: ``learn_more`` is the option ``learn-more``."""
        named = {option.replace('_', '-'): value for option, value in options.items()}
        return self.directive('convterm', name, named, body)

    def ref(self, text: str, role: str = 'term-ref') -> str:
        """Write a reference."""
        return f'{{{role}}}`{text}`' if self.suffix == '.md' else f':{role}:`{text}`'

    def label(self, name: str, block: str) -> str:
        """Write a block with a label before it."""
        target = f'({name})=' if self.suffix == '.md' else f'.. _{name}:\n'
        return f'{target}\n{block}'

    def substitution(self, name: str) -> str:
        """Write a use of a substitution."""
        return f'{{{{ {name} }}}}' if self.suffix == '.md' else f'|{name}|'

    def footnote(self, name: str) -> str:
        """Write a reference to a footnote."""
        return f'[^{name}]' if self.suffix == '.md' else f'[#{name}]_'

    def footnote_text(self, name: str, text: str) -> str:
        """Write a footnote."""
        mark = f'[^{name}]:' if self.suffix == '.md' else f'.. [#{name}]'
        return f'{mark} {text}\n'


REST = Syntax('.rst')
MYST = Syntax('.md')


@dataclass(frozen=True)
class Result:
    """What a build has made."""

    #: The folder of the output.
    path: Path
    #: Each line that was warned, without colours, paths relative to the sources.
    warnings: list[str]
    #: The documents that this build read, and those that it wrote.
    read: list[str]
    written: list[str]

    def file(self, name: str) -> str:
        """Give the text of a file."""
        return (self.path / name).read_text(encoding='utf-8')

    def html(self, docname: str) -> BeautifulSoup:
        """Give a page."""
        name = docname if docname.endswith('html') else f'{docname}.html'
        return BeautifulSoup(self.file(name), 'html.parser')

    def body(self, docname: str) -> Tag:
        """Give what a page says, without what the theme puts around it."""
        found = self.html(docname).find('div', class_='body')
        assert found is not None
        return found

    def text(self, docname: str) -> str:
        """Give what a page says, as a reader reads it, in one line."""
        return words(self.body(docname))

    def entry(self, docname: str, anchor: str) -> Tag:
        """Give the ``<dt>`` of a term."""
        found = self.body(docname).find('dt', id=anchor)
        assert found is not None, f'no <dt id="{anchor}"> in {docname}'
        return found

    def definition(self, docname: str, anchor: str) -> Tag:
        """Give the ``<dd>`` of a term."""
        found = self.entry(docname, anchor).find_next_sibling()
        assert found is not None
        assert found.name == 'dd'
        return found

    def names(self, docname: str) -> list[str]:
        """Give the names of the entries of a page, in order."""
        return [words(dfn) for dfn in self.body(docname).find_all('dfn')]

    def links(self, docname: str) -> dict[str, str]:
        """Give the address of each link of a page by its text, permalinks apart."""
        return dict(self.all_links(docname))

    def all_links(self, docname: str) -> list[tuple[str, str]]:
        """Give text and address of each link of a page, permalinks apart."""
        return [
            (words(link), link['href'])
            for link in self.body(docname).find_all('a', href=True)
            if 'headerlink' not in link.get('class', [])
        ]

    def objects(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Give address and display name of each object by its type and name."""
        data = (self.path / 'objects.inv').read_bytes()
        lines = data.split(b'\n', 4)
        found = {}
        for line in zlib.decompress(lines[4]).decode().splitlines():
            match = re.fullmatch(r'(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)', line)
            assert match is not None
            name, kind, _, address, shown = match.groups()
            if address.endswith('$'):
                address = address[:-1] + name
            found[kind, name] = address, name if shown == '-' else shown
        return found

    def files(self) -> dict[str, bytes]:
        """Give every file of the output by its path."""
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in sorted(self.path.rglob('*'))
            if path.is_file()
        }


def words(element: Tag) -> str:
    """Give the text of an element in one line, without permalinks."""
    text = ''.join(
        piece
        for piece in element.find_all(string=True)
        if not any('headerlink' in up.get('class', []) for up in piece.parents)
    )
    return ' '.join(text.split())


class Project:
    """A Sphinx project in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        #: The sources.
        self.src = folder / 'src'
        self.src.mkdir(parents=True)
        self._conf: dict[str, Any] = {
            'project': 'Test',
            'copyright': 'Us',
            'version': '1',
            'extensions': ['sphinxcontrib_convglossary'],
            'html_theme': 'basic',
            'locale_dirs': ['locales'],
            'gettext_compact': False,
        }
        self.configure()

    def configure(self, **values: Any) -> Project:
        """Set values of ``conf.py``; ``None`` takes one out."""
        self._conf.update(values)
        lines = [f'{key} = {value!r}' for key, value in self._conf.items()]
        (self.src / 'conf.py').write_text('\n'.join([*lines, '']), encoding='utf-8')
        return self

    def line_of(self, value: str) -> str:
        """Give the place of a configuration value as warnings name it."""
        return f'conf.py:{list(self._conf).index(value) + 1}'

    def use(self, *extensions: str) -> Project:
        """Add extensions."""
        known = self._conf['extensions']
        return self.configure(extensions=[*known, *extensions])

    def write(self, files: Mapping[str, str], **conf: Any) -> Project:
        """Write sources, indented as the test is, and set configuration values."""
        for name, text in files.items():
            path = self.src / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding='utf-8')
        return self.configure(**conf)

    def write_in(self, syntax: Syntax, docs: Mapping[str, str], **conf: Any) -> Project:
        """Write documents in one of the two syntaxes."""
        self.use(*syntax.extensions)
        return self.write(
            {f'{docname}{syntax.suffix}': text for docname, text in docs.items()},
            **conf,
        )

    def remove(self, *names: str) -> Project:
        """Delete sources."""
        for name in names:
            (self.src / name).unlink()
        return self

    def translate(
        self,
        language: str,
        catalog: str,
        messages: Mapping[str, str],
        fuzzy: Iterable[str] = (),
    ) -> Project:
        """Write a catalog, the one of a document or ``convglossary``."""
        # What Babel does not know, a translator may still write.
        made = Catalog(domain=catalog, project='Test', fuzzy=False)
        for message, translation in messages.items():
            flags = ['fuzzy'] if message in fuzzy else []
            made.add(message, translation, flags=flags)
        folder = self.src / 'locales' / language / 'LC_MESSAGES'
        path = folder / f'{catalog}.po'
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open('wb') as file:
            write_po(file, made, width=0)
        # What was compiled from an older one would be as new as this one.
        path.with_suffix('.mo').unlink(missing_ok=True)
        return self

    def place(self, language: str, catalog: str, message: str) -> str:
        """Give the place of a translation as warnings name it."""
        name = f'locales/{language}/LC_MESSAGES/{catalog}.po'
        with (self.src / name).open('rb') as file:
            found = read_po(file).get(message)
        assert found is not None
        return f'{name}:{found.lineno}'

    def build(
        self,
        builder: str = 'html',
        *,
        language: str = 'en',
        jobs: int = 1,
        fresh: bool = False,
        expect: Sequence[str] | None = (),
        tags: Sequence[str] = (),
        doctrees: Path | None = None,
        **conf: Any,
    ) -> Result:
        """Build the project, again where it was built, and check the warnings.

        *expect* are the lines that are warned, all of them, in any order; with
        ``None`` they may be whatever they are.
        """
        name = f'{builder}-{language}'
        out = self.folder / 'out' / name
        trees = doctrees or self.folder / 'doctrees' / name
        if fresh:
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(trees, ignore_errors=True)
        if jobs == 1:
            conf = {'language': language, **conf}
            warned, status = self._build_here(builder, out, trees, conf, tags)
        else:
            assert not conf
            warned, status = self._build_apart(
                builder, out, trees, language, tags, jobs
            )
        lines = self._normalised(warned)
        if expect is not None:
            assert sorted(lines) == sorted(expect), '\n'.join(['warned:', *lines])
        return Result(
            path=out,
            warnings=lines,
            read=_documents(status, 'reading sources'),
            written=_documents(status, 'writing output'),
        )

    def messages(self, catalog: str = 'index', **options: Any) -> dict[str, list[str]]:
        """Give the messages that translators get, and where each stands."""
        result = self.build('gettext', **options)
        with (result.path / f'{catalog}.pot').open('rb') as file:
            return {
                str(message.id): [
                    f'{Path(path).name}:{line}' for path, line in message.locations
                ]
                for message in read_po(file)
                if message.id
            }

    def environment(self, *, language: str = 'en') -> BuildEnvironment:
        """Give what a build knows once everything has been read."""
        with _unspoiled():
            app = Sphinx(
                self.src,
                self.src,
                self.folder / 'out' / 'dummy',
                self.folder / 'doctrees' / f'dummy-{language}',
                'dummy',
                {'language': language},
                None,
                None,
                warningiserror=True,
                exception_on_warning=True,
            )
            app.build()
        return app.env

    def listing(self) -> set[str]:
        """Give every file and folder among the sources."""
        return {path.relative_to(self.src).as_posix() for path in self.src.rglob('*')}

    def _build_here(
        self,
        builder: str,
        out: Path,
        trees: Path,
        conf: Mapping[str, Any],
        tags: Sequence[str],
    ) -> tuple[str, str]:
        warned, status = StringIO(), StringIO()
        with _unspoiled():
            app = Sphinx(
                self.src,
                self.src,
                out,
                trees,
                builder,
                dict(conf),
                status,
                warned,
                tags=list(tags),
                verbosity=1,
            )
            if templates := getattr(app.builder, 'templates', None):
                templates.environment.bytecode_cache = _COMPILED
            app.build()
        return warned.getvalue(), status.getvalue()

    def _build_apart(
        self,
        builder: str,
        out: Path,
        trees: Path,
        language: str,
        tags: Sequence[str],
        jobs: int,
    ) -> tuple[str, str]:
        command = [sys.executable, '-m', 'sphinx', '-b', builder, '-j', str(jobs)]
        command += ['-D', f'language={language}', '-d', str(trees), '-v', '--no-color']
        for tag in tags:
            command += ['-t', tag]
        done = subprocess.run(
            [*command, str(self.src), str(out)],
            check=False,
            capture_output=True,
            text=True,
            encoding='utf-8',
            cwd=PACKAGE_PARENT,
            env={**os.environ, 'PYTHONPATH': str(PACKAGE_PARENT)},
        )
        assert done.returncode == 0, done.stderr
        return done.stderr, done.stdout

    def _normalised(self, warned: str) -> list[str]:
        plain = _COLOUR.sub('', warned)
        for folder in (str(self.src), *map(str, (self.folder / 'doctrees').glob('*'))):
            plain = plain.replace(f'{folder}{os.sep}', '')
        return [line.rstrip() for line in plain.splitlines() if line.strip()]


class _Compiled(BytecodeCache):
    """The templates of themes, compiled once in a process: half of a small build."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        # Jinja holds it against the text of the template.
        if (code := self._known.get(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()

_COLOUR = re.compile(r'\x1b\[[0-9;]*m')


def _documents(status: str, phase: str) -> list[str]:
    """Read from what Sphinx tells which documents a phase has dealt with."""
    plain = _COLOUR.sub('', status).replace('\r', '\n')
    found = re.findall(rf'^{phase}\.\.\. \[ *\d+%\] (.+?)\s*$', plain, re.MULTILINE)
    return sorted({name for line in found for name in line.split(' .. ')})


@contextlib.contextmanager
def _unspoiled() -> Iterator[None]:
    """Build as if for the first time: forget catalogs, roles and directives.

    gettext has no public way to forget what it has read.
    """
    gettext._translations.clear()  # type: ignore[attr-defined]
    sphinx.locale.translators.clear()
    path = list(sys.path)
    try:
        with patch_docutils(), docutils_namespace():
            yield
    finally:
        sys.path[:] = path
        gettext._translations.clear()  # type: ignore[attr-defined]
        sphinx.locale.translators.clear()
