"""The examples of the manual do what the manual says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

DOCS = Path(__file__).parent.parent / 'docs'
PACKAGE = 'sphinxcontrib_convglossary'
# The extensions of the manual are no package: their folder comes first, whence E402.
sys.path.insert(0, str(DOCS / '_ext'))

from example_projects import (  # noqa: E402
    REPORT,
    SUFFIXES,
    Example,
    Project,
    all_examples,
)
from framing import framed  # noqa: E402

from sphinxcontrib_convglossary.config import OPTIONS, Option  # noqa: E402
from sphinxcontrib_convglossary.directives import (  # noqa: E402
    ConvGlossary,
    ConvMap,
    ConvTerm,
)
from sphinxcontrib_convglossary.problems import Problem  # noqa: E402

EXAMPLES = all_examples()
PROJECTS = [project for example in EXAMPLES for project in example.projects()]


@pytest.fixture(scope='session')
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where examples are built, each once for all tests of a process."""
    return tmp_path_factory.mktemp('examples')


def _example_of(project: Project) -> Example:
    return Example(folder=project.folder.parent)


@pytest.mark.parametrize('project', PROJECTS, ids=lambda project: project.name)
def test_an_example_becomes_the_pages_that_are_expected(
    project: Project, cache: Path
) -> None:
    assert _example_of(project).expected('text'), 'an example says what is expected'
    for builder in SUFFIXES:
        for (language, docname), path in _example_of(project).expected(builder).items():
            written = project.render(builder, language, cache=cache).page(docname)
            assert written == path.read_text(encoding='utf-8'), path.name


@pytest.mark.parametrize('project', PROJECTS, ids=lambda project: project.name)
def test_an_example_gives_the_translation_report_that_is_expected(
    project: Project, cache: Path
) -> None:
    for name, path in _example_of(project).expected_report().items():
        written = project.render(REPORT, cache=cache).report(name)
        assert written == path.read_text(encoding='utf-8'), name


@pytest.mark.parametrize('project', PROJECTS, ids=lambda project: project.name)
def test_an_example_prints_the_warnings_that_are_expected_and_no_others(
    project: Project, cache: Path
) -> None:
    example = _example_of(project)
    path = example.expected_warnings(project)
    expected = path.read_text(encoding='utf-8') if path.is_file() else ''
    for language in example.languages():
        printed = project.render('text', language, cache=cache).warnings
        assert printed == expected


@pytest.mark.parametrize('example', EXAMPLES, ids=lambda example: example.name)
def test_an_example_is_the_same_page_in_rest_and_in_myst(
    example: Example, cache: Path
) -> None:
    first, *others = example.projects()
    for other in others:
        for language, docname in example.expected('text'):
            pages = [
                project.render('html', language, cache=cache).page(docname)
                for project in (first, other)
            ]
            assert pages[0] == pages[1]


@pytest.mark.parametrize('example', EXAMPLES, ids=lambda example: example.name)
def test_an_example_is_written_in_rest_and_in_myst(example: Example) -> None:
    rest, myst = example.projects()
    stems = [[path.stem for path in p.documents()] for p in (rest, myst)]
    assert (rest.syntax, myst.syntax) == ('rst', 'md')
    assert stems[0] == stems[1]


@pytest.mark.parametrize('project', PROJECTS, ids=lambda project: project.name)
def test_the_catalogs_of_an_example_hold_its_messages(
    project: Project, cache: Path
) -> None:
    catalogs = sorted(project.folder.glob('locales/*/LC_MESSAGES/*.po'))
    if not catalogs:
        return
    templates = project.render('gettext', cache=cache).folder
    for path in catalogs:
        wanted = _messages(templates / f'{path.stem}.pot')
        assert _messages(path) == wanted, path.name


def _messages(path: Path) -> list[str]:
    with path.open('rb') as file:
        return [str(message.id) for message in read_po(file) if message.id]


def test_a_page_in_a_frame_has_ids_of_its_own_and_no_link_that_leads_away() -> None:
    body = (
        '<h1 id="a">A &amp; B</h1><p>&#8212;<a class="x" href="#a">here</a> '
        '<a href="other.html#term-b">there</a> <a href="https://example.org/">out</a>'
        '<br /></p>'
    )
    about_the_page = '<link rel="alternate" hreflang="fr" href="https://e.org/fr/" />'
    page = f'{about_the_page}{body}'
    assert framed(page, prefix='p-', language='fr', depth=2) == (
        '<div class="example-frame" lang="fr">\n'
        '<h3 id="p-a">A &amp; B</h3><p>&#8212;<a class="x" href="#p-a">here</a> '
        '<span title="other.html#term-b">there</span> '
        '<a href="https://example.org/">out</a><br /></p>\n'
        '</div>\n'
    )


def test_headings_in_a_frame_follow_those_of_the_page_around() -> None:
    body = '<h1>A</h1><h2>B</h2>'
    for depth, shown in ((1, '<h2>A</h2><h3>B</h3>'), (5, '<h6>A</h6><h6>B</h6>')):
        assert shown in framed(body, prefix='p-', language='en', depth=depth)


# -- the reference


@pytest.mark.parametrize('directive', [ConvTerm, ConvGlossary, ConvMap])
def test_the_reference_describes_every_option_of_a_directive_and_no_other(
    directive: type[ConvTerm | ConvGlossary | ConvMap],
) -> None:
    page = (DOCS / 'reference' / 'directives.rst').read_text(encoding='utf-8')
    described: dict[str, list[str]] = {}
    for line in page.splitlines():
        kind, _, rest = line.strip().partition(':: ')
        if kind == '.. rst:directive':
            options = described.setdefault(rest.split()[0], [])
        elif kind == '.. rst:directive:option':
            options.append(rest.partition(':')[0])
    name = directive.__name__.lower()
    assert sorted(described[name]) == sorted(directive.option_spec)


@pytest.mark.parametrize('problem', list(Problem))
def test_every_warning_has_help_that_ends_as_a_sentence(problem: Problem) -> None:
    assert problem.help.endswith('.')


def test_the_manual_says_what_every_module_knows() -> None:
    page = (DOCS / 'explanation' / 'how-it-works.rst').read_text(encoding='utf-8')
    modules = [path.stem for path in (DOCS.parent / PACKAGE).glob('*.py')]
    assert [name for name in sorted(modules) if f'``{name}``' not in page] == []


@pytest.mark.parametrize('option', OPTIONS, ids=lambda option: option.name)
def test_the_manual_says_more_of_every_configuration_value_than_its_help(
    option: Option,
) -> None:
    printed = DOCS / 'reference' / 'configuration.rst'
    pages = [*DOCS.glob('*/*.rst'), *DOCS.glob('*/*.md'), *DOCS.glob('*.rst')]
    told = [
        page.relative_to(DOCS).as_posix()
        for page in pages
        if option.name in page.read_text(encoding='utf-8') and page != printed
    ]
    assert told, f'only {printed.name} prints what {option.name} is'
