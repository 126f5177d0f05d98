"""No link leads to a term that something takes out of its page, whoever does it."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import MYST, REST, Project, words

from sphinxcontrib_convglossary.presence import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects import Result, Syntax

#: What takes its content away, and the configuration that lets it.
AWAY = {
    'ifconfig': ('ifconfig', 'project == "Other"'),
    'todo': ('todo', ''),
    'container': ('container', 'internal'),
    'custom': ('convtest-aside', ''),
}

#: An extension that takes away plain nodes, late, and others that its writer skips.
EXTENSION = """\
from docutils import nodes
from sphinx.util.docutils import SphinxDirective


class aside(nodes.Element):
    pass


class Aside(SphinxDirective):
    has_content = True

    def run(self):
        return [aside("", *self.parse_content_to_nodes())]


def skip(translator, node):
    if not translator.config.convtest_show:
        raise nodes.SkipNode


def take_away(app, doctree, docname):
    if not app.config.convtest_show:
        for node in list(doctree.findall(nodes.container)):
            if "internal" in node["classes"]:
                node.parent.remove(node)


def setup(app):
    app.add_config_value("convtest_show", False, "html")
    app.add_node(aside, **{kind: (skip, lambda *_: None) for kind in KINDS})
    app.add_directive("convtest-aside", Aside)
    app.connect("doctree-resolved", take_away, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


KINDS = ("html", "latex", "text", "man", "texinfo")
"""

SHOWN = {
    'ifconfig': {'project': 'Other'},
    'todo': {'todo_include_todos': True},
    'container': {'convtest_show': True},
    'custom': {'convtest_show': True},
}


@pytest.fixture
def meddled(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project whose extensions take something away."""
    monkeypatch.syspath_prepend(project.folder)
    return meddle(project)


def meddle(project: Project) -> Project:
    """Let extensions take something away in a project."""
    (project.folder / 'convtest.py').write_text(EXTENSION)
    extensions = ('sphinx.ext.ifconfig', 'sphinx.ext.todo', 'convtest')
    return project.use(*extensions)


def away(syntax: Syntax, kind: str, body: str) -> str:
    """Return a part of a page that something takes away."""
    name, argument = AWAY[kind]
    if syntax is MYST:
        # Longer than any fence in it.
        return f'{":" * 9}{{{name}}} {argument}\n{body}\n{":" * 9}\n'
    return syntax.directive(name, argument, body=body)


def write(project: Project, syntax: Syntax, kind: str, **options: str) -> Project:
    """Write two documents: a term that goes, one that stays, and references."""
    gone = syntax.term('Oven', 'It is hot.', aliases='Furnace', **options)
    inside = f'{gone}\nAn {syntax.ref("oven")} is here.\n'
    texts = {
        'index': f'{syntax.title("Home")}\n{syntax.directive("toctree", body="more")}\n'
        f'{away(syntax, kind, inside)}\n{syntax.term("Kiln", "It bakes.")}\n'
        f'{syntax.directive("convglossary")}',
        'more': f'{syntax.title("More")}\nA {syntax.ref("kiln")} there.\n',
    }
    project.configure(myst_enable_extensions=['colon_fence'])
    return project.write_in(syntax, texts, todo_include_todos=False)


def dead_links(result: Result) -> Iterator[str]:
    """Return the addresses of terms, on any page, whose anchors are not there."""
    pages = {name: result.file(name) for name in result.files() if _is_page(name)}
    anchors = {name: set(re.findall(r'\bid="([^"]+)"', x)) for name, x in pages.items()}
    for name, page in pages.items():
        for address in re.findall(r'href="([^":]*#term-[^"]+)"', page):
            target, _, anchor = address.partition('#')
            there = (Path(name).parent / target).as_posix() if target else name
            if anchor not in anchors.get(there, ()):
                yield f'{name}: {address}'
    for (_, said), (address, _) in result.objects().items():
        target, _, anchor = address.partition('#')
        if anchor.startswith('term-') and anchor not in anchors[target]:
            yield f'objects.inv: {said} at {address}'


def _is_page(name: str) -> bool:
    return name.endswith('.html')


@pytest.mark.parametrize('kind', AWAY)
@pytest.mark.parametrize('hidden', [{}, {'hidden': ''}], ids=['shown', 'hidden'])
def test_a_term_that_is_taken_away_is_found_nowhere(meddled, syntax, kind, hidden):
    result = write(meddled, syntax, kind, **hidden).build()
    assert set(result.names('index')) == {'Kiln'}
    assert list(dead_links(result)) == []
    assert 'term-oven' not in result.file('genindex.html')
    assert 'Oven' not in result.file('searchindex.js').partition('objects')[2]
    names = {name for _, name in result.objects()}
    assert 'Kiln' in names
    assert names.isdisjoint({'Oven', 'Furnace', 'oven'})
    told = json.loads(result.file('glossary.json'))
    assert 'Kiln' in json.dumps(told)
    assert 'Oven' not in json.dumps(told)


@pytest.mark.parametrize('kind', AWAY)
def test_a_term_in_what_stays_is_a_term(meddled, syntax, kind):
    result = write(meddled, syntax, kind).configure(**SHOWN[kind])
    result = meddled.build()
    assert set(result.names('index')) == {'Kiln', 'Oven'}
    assert result.links('index')['oven'] == '#term-oven'
    assert list(dead_links(result)) == []


@pytest.mark.parametrize('kind', AWAY)
def test_what_is_taken_away_is_asked_again_in_the_next_build(meddled, syntax, kind):
    write(meddled, syntax, kind)
    more = (meddled.src / f'more{syntax.suffix}').read_text()
    text = f'{more}\nAn {syntax.ref("oven")} too.\n'
    meddled.write({f'more{syntax.suffix}': text})
    meddled.configure(suppress_warnings=['convglossary.unknown_term'])
    assert 'oven' not in meddled.build().links('more')
    meddled.configure(**SHOWN[kind])
    assert meddled.build().links('more')['oven'] == 'index.html#term-oven'
    meddled.configure(project='Test', todo_include_todos=False, convtest_show=False)
    again = meddled.build()
    assert 'oven' not in again.links('more')
    assert list(dead_links(again)) == []


@pytest.mark.parametrize('kind', AWAY)
def test_a_build_without_a_change_writes_nothing(meddled, kind):
    write(meddled, REST, kind).build()
    result = meddled.build()
    assert (result.read, result.written) == ([], [])


@pytest.mark.parametrize('kind', AWAY)
@pytest.mark.parametrize('language', ['en', 'fr'])
def test_a_reference_from_outside_is_told_where_the_block_was(
    meddled, syntax, kind, language
):
    write(meddled, syntax, kind)
    name = f'more{syntax.suffix}'
    meddled.write({name: f'{syntax.title("More")}\nThe {syntax.ref("furnace")}.\n'})
    meddled.translate('fr', 'more', {f'The {syntax.ref("furnace")}.': 'Rien.'})
    lines = (meddled.src / f'index{syntax.suffix}').read_text().splitlines()
    line = 1 + next(n for n, text in enumerate(lines) if 'convterm' in text)
    at = 4 if syntax is REST else 3
    result = meddled.build(
        language=language,
        expect=[
            f'{name}:{at}: WARNING: no term is called "furnace"; its block at '
            f'index{syntax.suffix}:{line} is taken out of this build '
            '[convglossary.unknown_term]'
        ],
    )
    assert list(dead_links(result)) == []


def test_a_relation_is_told_where_the_block_was(meddled):
    write(meddled, REST, 'ifconfig')
    meddled.write({'more.rst': f'More\n====\n\n{REST.term("Pot", related="Oven")}'})
    meddled.build(
        expect=[
            'more.rst:4: WARNING: option "related" of term "Pot" names "Oven", which is '
            'no term; its block at index.rst:10 is taken out of this build '
            '[convglossary.unknown_relation]'
        ]
    )


@pytest.mark.parametrize('kind', AWAY)
def test_a_listing_that_is_taken_away_is_nobodys_home(meddled, syntax, kind):
    listing = away(syntax, kind, syntax.directive('convglossary'))
    hidden = syntax.term('Kiln', 'It bakes.', hidden='')
    text = f'{syntax.title("Home")}\n{hidden}\nA {syntax.ref("kiln")}.\n\n{listing}'
    meddled.configure(myst_enable_extensions=['colon_fence'])
    meddled.write_in(syntax, {'index': text}, todo_include_todos=False)
    result = meddled.build(expect=None)
    assert [x.rpartition('[')[2] for x in result.warnings] == ['convglossary.no_home]']
    assert 'kiln' not in result.links('index')
    assert list(dead_links(result)) == []


@pytest.mark.parametrize('builder', ['latex', 'text', 'man', 'texinfo', 'epub'])
@pytest.mark.parametrize('kind', AWAY)
def test_in_every_format_what_is_taken_away_is_gone(meddled, kind, builder):
    write(meddled, REST, kind).configure(
        man_pages=[('index', 'test', 'Test', 'Us', 1)],
        texinfo_documents=[('index', 'test', 'Test', 'Us', 'Test', 'A test', 'Misc')],
    )
    for data in meddled.build(builder).files().values():
        assert b'It is hot' not in data


def test_a_block_that_is_taken_out_while_it_is_read_is_no_term(meddled, syntax):
    take = 'from docutils import nodes\n\ndef take(app, doctree):\n'
    take += '    for node in list(doctree.findall(nodes.container)):\n'
    take += '        node.parent.remove(node)\n\n'
    take += 'def setup(app):\n    app.connect("doctree-read", take)\n'
    (meddled.folder / 'convtest2.py').write_text(take)
    write(meddled, syntax, 'container', hidden='').use('convtest2')
    result = meddled.build()
    assert set(result.names('index')) == {'Kiln'}
    assert list(dead_links(result)) == []


def test_an_extension_that_fails_on_trial_takes_nothing_away(meddled):
    fail = 'tried = []\n\ndef fail(app, doctree, docname):\n'
    fail += '    if not tried:\n        tried.append(docname)\n'
    fail += '        raise ValueError\n\n'
    fail += 'def setup(app):\n    app.connect("doctree-resolved", fail)\n'
    (meddled.folder / 'convtest3.py').write_text(fail)
    write(meddled, REST, 'ifconfig').use('convtest3').configure(project='Other')
    assert 'Oven' in meddled.build().names('index')


class TestAListOfTodos:
    """It shows copies of what stands elsewhere, or on the same page."""

    @pytest.fixture(params=['more', 'index'])
    def listed(self, meddled, syntax, request):
        write(meddled, syntax, 'todo').configure(todo_include_todos=True)
        path = meddled.src / f'{request.param}{syntax.suffix}'
        all_todos = {REST: '.. todolist::', MYST: '```{todolist}\n```'}[syntax]
        path.write_text(f'{path.read_text()}\n{all_todos}\n')
        return meddled, request.param

    def test_repeats_no_anchor_and_leads_to_the_term(self, listed):
        project, docname = listed
        for _ in range(2):
            result = project.build()
            (name,) = result.body('index').find_all(id='term-oven')
            assert words(name) == 'Oven'
            address = 'index.html#term-oven' if docname == 'more' else '#term-oven'
            assert (('Oven', address)) in result.all_links(docname)
            assert result.text(docname).count('It is hot.') >= 1
            (project.folder / 'out/html-en' / f'{docname}.html').unlink()

    @pytest.mark.parametrize('builder', ['latex', 'singlehtml', 'epub', 'xml'])
    def test_is_shown_in_every_format(self, listed, builder):
        project, _ = listed
        project.build(builder)


def test_it_is_so_with_several_processes(meddled):
    files = {f'p{n}.rst': f':orphan:\n\nPage {n}\n======\n' for n in range(8)}
    write(meddled, REST, 'ifconfig').write(files)
    lines = [f'sys.path.insert(0, {str(meddled.folder)!r})']
    conf = meddled.src / 'conf.py'
    conf.write_text('\n'.join(['import sys', *lines, conf.read_text()]))
    result = meddled.build(jobs=2)
    assert set(result.names('index')) == {'Kiln'}
    assert list(dead_links(result)) == []


class TestConfigurationInWords:
    """What was found on trial holds while the configuration says the same."""

    def test_does_not_depend_on_the_order_of_a_set(self):
        # Two small numbers of one remainder stand in a set as they came.
        first, second = {0, 8}, {8, 0}
        assert [*first] != [*second]
        assert in_words([first]) == in_words([second])
        assert in_words({'x': frozenset(first)}) == in_words({'x': frozenset(second)})

    def test_does_not_depend_on_where_objects_lie(self):
        assert in_words([object()]) == in_words([object()])

    def test_tells_values_apart(self):
        values = [None, '', 'x', {}, [], (), {1}, {1: 2}, [1], (1,), ['x'], {'x'}, 1]
        assert len(set(map(in_words, values))) == len(values)

    def test_survives_what_cannot_be_said(self):
        class Odd:
            def __repr__(self) -> str:
                raise ValueError

        loop: list[object] = []
        loop.append(loop)
        assert in_words(Odd())
        assert in_words(loop)


# The property


PLACES = st.lists(
    st.tuples(
        st.sampled_from(['', 'only', *AWAY]),
        st.sampled_from(['term', 'hidden', 'listing', 'map', 'references']),
        st.integers(0, 3),
    ),
    min_size=2,
    max_size=7,
)
NAMES = ('Kiln', 'Oven', 'Hearth', 'Forge')


def page(syntax: Syntax, places: list[tuple[str, str, int]]) -> str:
    """Return a document of blocks, listings and references, some of them taken away."""
    parts = [syntax.title('Home')]
    for around, what, number in places:
        name = NAMES[number]
        inner = {
            'term': syntax.term(name, 'It bakes.', related=NAMES[number - 1]),
            'hidden': syntax.term(name, 'Hot.', hidden='', broader=NAMES[number - 2]),
            'listing': syntax.directive('convglossary', options={'group-by': 'letter'}),
            'map': syntax.directive('convmap', name),
            'references': ' '.join(map(syntax.ref, NAMES)),
        }[what]
        if around == 'only':
            parts.append(syntax.directive('only', 'latex', body=inner))
        else:
            parts.append(away(syntax, around, inner) if around else f'{inner}\n')
    return '\n'.join(parts)


@pytest.mark.parametrize('syntax', [REST, MYST], ids=['reST', 'MyST'])
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(first=PLACES, second=PLACES, shown=st.sampled_from(list(SHOWN)))
def test_no_link_to_a_term_is_dead(syntax, first, second, shown):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        project = meddle(Project(Path(folder) / 'project'))
        patch.syspath_prepend(project.folder)
        docs = {'index': page(syntax, first), 'more': page(syntax, second)}
        project.configure(myst_enable_extensions=['colon_fence'])
        project.write_in(syntax, docs, suppress_warnings=['toc', 'convglossary'])
        for conf in ({}, SHOWN[shown]):
            result = project.configure(**conf).build(expect=None)
            assert list(dead_links(result)) == []
            assert words(result.body('index'))
