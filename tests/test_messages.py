r"""Translated messages, one case a file: what translators write, and what comes of it.

``messages/<language>/<case>.txt`` begins with a sentence that says what somebody
experiences.  Sections follow; a line ``-- links`` begins one:

``terms``
    The terms, on a page of their own, and their names in the language:
    ``Payment Link => Lien de paiement``.  Indented lines below a name are its
    options, likewise, and ``definition``.
``catalog``
    Messages of the page and their translations: an original, and below it
    ``=> `` and the translation; ``(fuzzy)`` may stand above.  ``catalog guide``
    is the one of another document.  The file has two lines for each message and
    a blank one between them, and the first message stands in its line 4.
``compiled``
    A catalog likewise, but compiled: there is no file that translators write.
``source``
    What the page says below its title; without it, the originals of the catalog,
    each a paragraph.
``file <path>``
    Any other file of the project, as it is; ``latin <path>`` is one in Latin-1.
``inventory``
    Terms of another project, https://other.example/: ``Name -> address``.
``conf``
    Settings: ``name = value``.
``links``
    All references to terms that the page shows, in order: ``text -> anchor``; the
    anchor is an id on the page of the terms, else an address; ``(no link)`` is
    text without a link.  ``links guide`` is about another page.
``reads``
    What the page says among other things, a line each.
``warnings``
    All warnings of the build, in any order.  Sphinx parses a translation twice and
    says twice what is wrong with its markup: here it is told once.
``only``
    Why the case makes sense in one syntax alone.

Roles are written as in reST, also where only Markdown is meant, and ``\N{…}`` is a
sign that cannot be seen.  A section for one syntax says so: ``-- source (MyST)``;
it comes before the general one.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from projects import MYST, REST, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag
    from projects import Result, Syntax

FOLDER = Path(__file__).parent / 'messages'
LANGUAGES = ('ar', 'de', 'es', 'fr', 'ja', 'pt_BR', 'tr', 'uk', 'zh_CN')
#: What a section may be, and whether it says what is expected.
KINDS = {
    'only': False,
    'conf': False,
    'terms': False,
    'source': False,
    'catalog': False,
    'compiled': False,
    'file': False,
    'latin': False,
    'inventory': False,
    'reads': True,
    'links': True,
    'warnings': True,
}
#: Pages without what a theme puts around them, which takes half of the time.
BARE = {
    'page.html': '<div class="body">{{ body }}</div>',
    'search.html': '',
    'opensearch.xml': '',
}
HABITS = (
    'source-name',
    'local-name',
    'text-and-source-name',
    'text-and-local-name',
)


# -- reading a case


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section of a case."""

    kind: str
    #: The catalog, page or path that it is about; '' for the usual one.
    about: str
    #: ``reST`` or ``MyST``; '' for both.
    syntax: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message of a catalog."""

    original: str
    translation: str
    fuzzy: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case, as its file tells it."""

    path: Path
    sections: tuple[Section, ...]

    @property
    def language(self) -> str:
        """The language that the project is built in."""
        return self.path.parent.name

    @property
    def name(self) -> str:
        """What the test is called."""
        return f'{self.language}/{self.path.stem}'

    def all(self, kind: str, syntax: Syntax) -> dict[str, str]:
        """Give the texts of the sections of a kind, by what they are about."""
        found = [section for section in self.sections if section.kind == kind]
        general = {s.about: s.text for s in found if not s.syntax}
        special = {s.about: s.text for s in found if s.syntax == name_of(syntax)}
        texts = {**general, **special}
        return {about: in_syntax(text, syntax) for about, text in texts.items()}

    def one(self, kind: str, syntax: Syntax) -> str:
        """Give the text of the section of a kind; '' where there is none."""
        return self.all(kind, syntax).get('', '')

    def syntaxes(self) -> Iterator[Syntax]:
        """Give the syntaxes that the case is written in."""
        only = {section.syntax for section in self.sections if section.kind == 'only'}
        for syntax in (REST, MYST):
            if not only or name_of(syntax) in only:
                yield syntax


def read_case(path: Path) -> Case:
    """Read a case; one that expects nothing, or that says nothing, is none."""
    text = path.read_text(encoding='utf-8')
    intro, *parts = re.split(r'^-- ', text, flags=re.MULTILINE)
    assert intro.strip().endswith('.'), f'{path}: a sentence comes first'
    sections = tuple(map(_section, parts))
    for section in sections:
        assert section.kind in KINDS, f'{path}: what is "{section.kind}"?'
        assert section.text, f'{path}: "{section.kind}" is empty'
    case = Case(path=path, sections=sections)
    for syntax in case.syntaxes():
        expected = [case.all(kind, syntax) for kind in ('links', 'warnings')]
        assert any(expected), f'{path}: no link and no warning is expected'
    return case


def _section(part: str) -> Section:
    heading, _, body = part.partition('\n')
    found = re.fullmatch(r'(\w+)(?: ([^\s(]+))?(?: \((reST|MyST)\))?', heading.strip())
    assert found is not None, f'"-- {heading}" is no heading'
    kind, about, syntax = (group or '' for group in found.groups())
    text = re.sub(
        r'\\N\{([^}]+)\}', lambda name: unicodedata.lookup(name[1]), body.strip('\n')
    )
    return Section(kind=kind, about=about, syntax=syntax, text=text)


def name_of(syntax: Syntax) -> str:
    """Give the name of a syntax as cases write it."""
    return 'reST' if syntax is REST else 'MyST'


def in_syntax(text: str, syntax: Syntax) -> str:
    r"""Write roles as a syntax does; Markdown needs no ``\ `` around them."""
    if syntax is REST:
        return text
    text = re.sub(r':([a-z][a-z:-]*):(?=`)', r'{\1}', text)
    text = text.replace('\\ ', '')
    return re.sub(r'\b(\w+)\.rst\b', r'\1.md', text)


def read_messages(text: str) -> Iterator[Message]:
    """Read a section ``catalog``."""
    for block in re.split(r'\n\n+', text):
        fuzzy = block.startswith('(fuzzy)\n')
        original, arrow, translation = block.removeprefix('(fuzzy)\n').partition('\n=>')
        assert arrow, f'no translation: {block}'
        assert '\n' not in block.removeprefix('(fuzzy)\n').replace('\n=>', '', 1), block
        translation = translation.removeprefix(' ')
        yield Message(original=original, translation=translation, fuzzy=fuzzy)


# -- writing its project


def write_project(case: Case, project: Project, syntax: Syntax) -> None:
    """Write what the case tells, in one of the two syntaxes."""
    catalogs = {
        about or 'index': list(read_messages(text))
        for about, text in case.all('catalog', syntax).items()
    }
    source = case.one('source', syntax) or '\n\n'.join(
        message.original for message in catalogs.get('index', ())
    )
    docs = {'index': page(syntax, source)}
    if terms := case.one('terms', syntax):
        docs['terms'], names = read_terms(terms, syntax)
        catalogs.setdefault('terms', []).extend(names)
    settings = ast.parse(case.one('conf', syntax))
    conf = {
        node.targets[0].id: ast.literal_eval(node.value)  # type: ignore[attr-defined]
        for node in settings.body
    }
    project.write({f'bare/{name}': text for name, text in BARE.items()})
    project.configure(templates_path=['bare'], html_use_index=False)
    project.write_in(syntax, docs, **conf)
    for name, messages in catalogs.items():
        write(project, f'locales/{case.language}/LC_MESSAGES/{name}.po', po(messages))
    for name, text in case.all('compiled', syntax).items():
        path = f'locales/{case.language}/LC_MESSAGES/{name or "index"}.mo'
        compile_to(project.src / path, list(read_messages(text)))
    for path, text in case.all('file', syntax).items():
        write(project, in_syntax(path, syntax), text)
    for path, text in case.all('latin', syntax).items():
        write(project, path, text, encoding='latin-1')
    if inventory := case.one('inventory', syntax):
        (project.src / 'other.inv').write_bytes(inventory_file(inventory))
        project.use('sphinx.ext.intersphinx').configure(
            intersphinx_mapping={'other': ('https://other.example/', 'other.inv')}
        )


def page(syntax: Syntax, source: str) -> str:
    """Write the page that a case is about."""
    toctree = syntax.directive('toctree', '', {'hidden': '', 'glob': ''}, '**')
    # What the page says begins in line 4, in both syntaxes.
    title = syntax.title('Page') if syntax is REST else f'\n{syntax.title("Page")}'
    return '\n'.join([title, source, '', toctree])


def read_terms(text: str, syntax: Syntax) -> tuple[str, list[Message]]:
    """Read a section ``terms``: give its document and the names in the language."""
    blocks: list[str] = [syntax.title('Terms')]
    messages: dict[str, str] = {}
    for block in re.split(r'\n(?!\s)', text):
        first, *lines = block.splitlines()
        name = _translated(first, messages)
        options = dict(line.strip().split(': ', 1) for line in lines)
        said = {option: _translated(x, messages) for option, x in options.items()}
        definition = said.pop('definition', '')
        blocks.append(syntax.directive('convterm', name, said, definition))
    names = [Message(original=x, translation=y) for x, y in messages.items()]
    return '\n'.join(blocks), names


def _translated(text: str, messages: dict[str, str]) -> str:
    original, arrow, translation = text.partition(' => ')
    if arrow:
        messages[original] = translation
    return original


def po(messages: list[Message]) -> str:
    """Write a catalog, in lines that one can count."""
    lines = ['msgid ""', r'msgstr "Content-Type: text/plain; charset=UTF-8\n"', '']
    for message in messages:
        lines += ['#, fuzzy'] * message.fuzzy
        lines += [f'msgid {quoted(message.original)}']
        lines += [f'msgstr {quoted(message.translation)}', '']
    return '\n'.join(lines)


def quoted(text: str) -> str:
    """Write a string as catalogs do."""
    escaped = text.replace('\\', '\\\\').replace('"', '\\"')
    return f'"{escaped}"'


def compile_to(path: Path, messages: list[Message]) -> None:
    """Write a catalog as programs read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('wb') as file:
        write_mo(file, read_po(BytesIO(po(messages).encode())))


def inventory_file(text: str) -> bytes:
    """Write the inventory of another project."""
    lines = []
    for line in text.splitlines():
        name, _, address = line.partition(' -> ')
        lines.append(f'{name} std:term -1 {address} -\n')
    head = '# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n'
    head += '# The remainder of this file is compressed using zlib.\n'
    return head.encode() + zlib.compress(''.join(lines).encode())


def write(project: Project, name: str, text: str, encoding: str = 'utf-8') -> None:
    """Write a file of the project."""
    path = project.src / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{text}\n', encoding=encoding)


# -- looking at its pages


def references(result: Result, docname: str) -> list[str]:
    """Give the references to terms that a page shows, as cases write them."""
    return [
        f'{_shown(mention)} -> {_address(mention)}'
        for mention in result.body(docname).find_all(class_='conv-term')
    ]


def _shown(element: Tag) -> str:
    # Only the white space of the markup is folded: a no-break space is a sign.
    return re.sub(r'[ \n\t]+', ' ', element.get_text())


def _address(mention: Tag) -> str:
    link = mention.find_parent('a', href=True)
    if link is None:
        return '(no link)'
    return str(link['href']).removeprefix('terms.html#term-')


def warned(result: Result) -> list[str]:
    """Give all warnings; once, what is no warning of ours."""
    ours = [line for line in result.warnings if '[convglossary.' in line]
    return sorted([*ours, *set(result.warnings).difference(ours)])


def lines_of(text: str) -> list[str]:
    """Give the lines of a section that are not blank."""
    return [line for line in text.splitlines() if line.strip()]


CASES = [read_case(path) for path in sorted(FOLDER.glob('*/*.txt'))]


@pytest.mark.parametrize(
    ('case', 'syntax'),
    [(case, syntax) for case in CASES for syntax in case.syntaxes()],
    ids=lambda value: value.name if isinstance(value, Case) else name_of(value),
)
def test_a_message_means_what_its_original_refers_to(
    case: Case, syntax: Syntax, project: Project
) -> None:
    write_project(case, project, syntax)
    warnings = lines_of(case.one('warnings', syntax))
    result = project.build(language=case.language, expect=None)
    shown = {'': [], **case.all('links', syntax)}
    for docname, expected in shown.items():
        links = lines_of(expected) if expected else []
        assert references(result, docname or 'index') == links
    for docname, expected in case.all('reads', syntax).items():
        for line in lines_of(expected):
            assert line in _shown(result.body(docname or 'index'))
    assert warned(result) == sorted(warnings)


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_language_has_the_habits_of_translators_and_cases_of_its_own(
    language: str,
) -> None:
    names = {case.path.stem for case in CASES if case.language == language}
    assert names >= set(HABITS)
    assert len(names) >= 3 * len(HABITS)


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_language_has_mistakes_and_what_is_none(language: str) -> None:
    cases = [case for case in CASES if case.language == language]
    wrong = [case for case in cases if case.all('warnings', REST)]
    assert len(wrong) >= 2
    assert len(cases) - len(wrong) >= 2 * len(HABITS)


def test_every_file_is_a_case_and_no_two_tell_the_same() -> None:
    paths = [path for path in FOLDER.rglob('*') if path.is_file()]
    assert sorted(paths) == [case.path for case in CASES]
    texts = [path.read_text(encoding='utf-8') for path in paths]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    'text',
    [
        'A sentence.\n\n-- terms\nAgent\n',
        'A sentence.\n\n-- links\n\n-- warnings\n',
        'A sentence.\n\n-- link\nAgent -> agent\n',
        'No sentence\n\n-- links\nAgent -> agent\n',
        'A sentence.\n\n-- links (Word)\nAgent -> agent\n',
        'A sentence.\n\n-- links (reST)\nAgent -> agent\n',
    ],
)
def test_a_file_that_expects_nothing_is_no_case(text: str, tmp_path: Path) -> None:
    path = tmp_path / 'case.txt'
    path.write_text(text, encoding='utf-8')
    with pytest.raises(AssertionError):
        read_case(path)
