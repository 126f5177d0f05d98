"""No input reaches what it must not: scripts, other folders, older pickles."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from fuzz_input import Trouble
from projects import words

import sphinxcontrib_convglossary
from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.domain import ConvDomain
from sphinxcontrib_convglossary.guarded_files import write_whole

if TYPE_CHECKING:
    from projects import Project

ONE = '.. convterm:: One\n   :learn-more: {address}\n\n   Text.\n'


def with_address(project: Project, address: str, **conf: object) -> Project:
    return project.write(
        {'index.rst': f'Home\n====\n\n{ONE.format(address=address)}'}, **conf
    )


class TestAnAddressToLearnMore:
    @pytest.mark.parametrize(
        'address',
        [
            'http://x.example/a',
            'https://x.example/a?b=c&d#e',
            'HTTPS://x.example/',
            'mailto:us@x.example',
        ],
    )
    def test_is_linked(self, project, address):
        result = with_address(project, address).build()
        # docutils hides the "@" from robots.
        links = {text: unquote(link) for text, link in result.links('index').items()}
        assert links == {address: address}

    @pytest.mark.parametrize(
        'base', ['https://x.example', 'https://x.example/', '/', '/a']
    )
    def test_that_is_a_path_is_linked_below_the_base(self, project, base):
        conf = {'convglossary_learn_more_base': base}
        result = with_address(project, '/b c', **conf).build()
        assert result.links('index') == {'/b c': f'{base.rstrip("/")}/b c'}

    @pytest.mark.parametrize(
        'address',
        [
            'javascript:alert(1)',
            'JavaScript:alert(1)',
            '\x01javascript:alert(1)',
            'java\x00script:alert(1)',
            '\u202ejavascript:alert(1)',
            'data:text/html,<script>alert(1)</script>',
            'vbscript:x',
            'file:///etc/passwd',
            'blob:x',
            'C:\\x',
            'https://[x',
        ],
    )
    def test_of_another_kind_is_text_and_named(self, project, address):
        conf = {'convglossary_learn_more_base': 'https://x.example'}
        result = with_address(project, address, **conf).build(expect=None)
        assert result.links('index') == {}
        assert Trouble().of(result.file('index.html')) == []
        assert result.warnings[-1].startswith('index.rst:4: WARNING: the address "')
        assert result.warnings[-1].endswith('[convglossary.address]')

    @pytest.mark.parametrize(
        'address',
        [
            'javascript&colon;alert(1)',
            'javascript&#58;alert(1)',
            'java script:alert(1)',
            'java\tscript:alert(1)',
            '&#106;avascript:alert(1)',
            '//x.example',
            '"onclick="alert(1)',
        ],
    )
    def test_that_only_looks_like_a_scheme_is_a_path(self, project, address):
        conf = {'convglossary_learn_more_base': 'https://y.example'}
        result = with_address(project, address, **conf).build()
        (target,) = result.links('index').values()
        assert target.startswith('https://y.example/')
        assert Trouble().of(result.file('index.html')) == []

    def test_of_another_kind_is_text_in_a_translation_too(self, project):
        with_address(project, '/a', convglossary_learn_more_base='/')
        project.translate('fr', 'index', {'/a': 'javascript:alert(1)'})
        result = project.build(language='fr', expect=None)
        assert result.links('index') == {}
        assert result.warnings[-1].endswith('[convglossary.address]')


BAD_SITES = [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'https:alert(1)',
    'https:///x',
    'https://[x',
    'https://x.example/"><script>',
    'https://x.example/a b',
    'https://x.example/\x07',
    'https://x.example\n',
    '/\\x.example',
    'data:text/html,x',
    'mailto:us@x.example',
    'ftp://x.example',
    'x.example',
    '&#47;x',
]


@pytest.mark.parametrize('address', BAD_SITES)
def test_the_address_of_a_site_is_http_https_or_a_path(address):
    (sites,) = (one for one in OPTIONS if one.name == 'convglossary_sites')
    (base,) = (one for one in OPTIONS if one.name == 'convglossary_learn_more_base')
    told: list[str] = []
    assert sites.sift({'fr': address, 'en': '/en/'}, told.append) == {'en': '/en/'}
    assert told == [f"must have an http or https address for 'fr', not {address!r}"]
    assert base.check(address)


def test_another_address_of_a_site_is_nowhere_on_the_page(project):
    address = 'javascript:alert(1)'
    with_address(project, '/a')
    project.configure(
        convglossary_sites={'fr': address, 'en': '/en/'},
        convglossary_learn_more_base=address,
    )
    result = project.build(expect=None)
    assert [w.endswith('[convglossary.config]') for w in result.warnings] == [True] * 2
    assert result.links('index') == {}
    alternates = result.html('index').find_all('link', hreflang=True)
    assert {link['hreflang']: link['href'] for link in alternates} == {
        'en': '/en/index.html',
        'x-default': '/en/index.html',
    }
    # Nothing is told of a page that shows no term.
    project.write({'other.rst': ':orphan:\n\nOther\n=====\n'})
    other = project.build(expect=None).html('other')
    assert other.find_all('link', hreflang=True) == []


@pytest.mark.parametrize(
    'address', ['https://x.example', 'HTTP://x.example/a/', '/', '/fr', '//x.example']
)
def test_such_an_address_is_used(project, address):
    with_address(project, '/a')
    project.configure(
        convglossary_sites={'fr': address}, convglossary_learn_more_base=address
    )
    result = project.build()
    assert result.links('index') == {'/a': f'{address.rstrip("/")}/a'}


def test_signs_of_an_address_are_escaped(project):
    address = 'https://x.example/?a=1&copy=2'
    project.write(
        {'index.rst': 'Home\n====\n\n.. convterm:: One\n'},
        convglossary_sites={'fr': address},
        convglossary_other_languages=True,
    )
    project.translate('fr', 'index', {'One': 'Un'})
    page = project.build().file('index.html')
    assert page.count('/?a=1&amp;copy=2/index.html') == 2
    assert '&copy=2' not in page.replace('&amp;copy=2', '')


BAD_PAGES = [
    '../../x',
    '..',
    'a/../../x',
    '/x',
    '//x',
    'C:\\x',
    'C:/x',
    'a\\..\\..\\x',
    '',
    ' ',
    '.',
    'x/',
    'a//x',
    'a/ x',
    'x\0',
    'x\x07',
    'x\n',
    'x\u202ey',
    'x\ud800',
    '<script>',
    'x"y',
    'x|y',
    'x*',
    'x' * 300,
    'x/' * 300 + 'y',
    'one.convglossary/x',
]


def test_no_page_is_written_outside_its_folder(new_project):
    project = new_project()
    project.write(
        {'index.rst': 'Home\n====\n\n.. convterm:: One\n\n.. toctree::\n\n   one\n'},
        convglossary_pages={**{docname: {} for docname in BAD_PAGES}, 'one': {}},
    )
    before = set(project.folder.parent.rglob('*'))
    result = project.build(expect=None)
    place = project.line_of('convglossary_pages')
    reason = 'convglossary_pages has a page with an impossible document name: '
    assert len(result.warnings) == len(BAD_PAGES)
    for warning in result.warnings:
        assert warning.startswith(f'{place}: WARNING: {reason}')
        assert warning.endswith('that entry is not used [convglossary.config]')
    assert result.names('one') == ['One'], 'the other page is there'
    made = set(project.folder.parent.rglob('*')) - before
    inside = (project.folder / 'out', project.folder / 'doctrees')
    assert all(any(path.is_relative_to(i) for i in inside) for path in made)
    assert [path.name for path in made if path.suffix == '.convglossary'] == [
        'one.convglossary'
    ]


BAD_IDS = [
    'a b',
    'a"b',
    "a'b",
    '"><script>alert(1)</script>',
    'a<b',
    'a&b',
    'a#b',
    'a%20b',
    'a\\b',
    'a{b}',
    'a}b',
    'a\N{NO-BREAK SPACE}b',
]


class TestAnId:
    @pytest.mark.parametrize('given', BAD_IDS)
    def test_that_would_break_its_anchor_is_named(self, project, given):
        project.write(
            {
                'index.rst': f'Home\n====\n\n.. convterm:: One\n   :id: {given}\n'
                f'   :previously: {given} · uno\n\n:term-ref:`One` :term-ref:`uno`\n'
            }
        )
        result = project.build(expect=None)
        told = [warning.partition(':4: WARNING: ')[2] for warning in result.warnings]
        assert [text.split()[1] for text in told] == ['"id"', '"previously"']
        assert all(text.endswith('[convglossary.option_value]') for text in told)
        assert Trouble().of(result.file('index.html')) == []
        assert set(result.links('index').values()) == {'#term-one'}
        assert result.body('index').find(id='term-uno')

    @pytest.mark.parametrize('given', ['a/b', '../../x', 'a.b', 'a:b', 'é', 'a(b', '-'])
    def test_with_other_signs_is_an_anchor(self, project, syntax, given):
        project.write_in(
            syntax,
            {
                'index': syntax.title('Home')
                + syntax.term(
                    'One', 'Text.', id=f'"{given}"' if syntax.suffix == '.md' else given
                )
                + f'\n{syntax.ref("One")}\n'
            },
        )
        result = project.build()
        assert result.entry('index', f'term-{given}')
        assert Trouble().of(result.file('index.html')) == []


@pytest.mark.parametrize('step', ['write_bytes', 'replace'])
def test_a_file_stays_whole_when_writing_it_fails(tmp_path, monkeypatch, step):
    path = tmp_path / 'record.json'
    write_whole(path, b'before')

    def fail(self, *args):
        if step == 'write_bytes':
            with self.open('wb') as file:
                file.write(b'half')
        raise OSError(28, 'No space left on device')

    monkeypatch.setattr(type(path), step, fail)
    with pytest.raises(OSError, match='No space'):
        write_whole(path, b'after that')
    assert path.read_bytes() == b'before'


class TestARecordOfABuild:
    """What is kept beside the doctrees is no source, and may be damaged all the same."""

    @pytest.fixture
    def built(self, project):
        project.write({'index.rst': 'Home\n====\n\n.. convterm:: One\n'})
        project.build()
        return project

    @staticmethod
    def files_of(built):
        files = built.build().files()
        # Its order is another one where a page is written again (#12599).
        del files['searchindex.js']
        return files

    @pytest.mark.parametrize('kind', ['journals', 'exports'])
    @pytest.mark.parametrize(
        'data', [b'', b'\xff', b'{', b'null', b'7', b'[]', b'{}', b'{"names": 7}',
                 b'{"names": [7], "pages": [7], "state": "x"}', rb'"\ud800"']
    )  # fmt: skip
    def test_counts_as_empty_when_it_is_damaged(self, built, kind, data):
        before = self.files_of(built)
        folder = built.folder / 'doctrees' / 'html-en' / f'convglossary-{kind}'
        (path,) = folder.iterdir()
        path.write_bytes(data)
        assert self.files_of(built) == before
        assert json.loads(path.read_text())['state']

    def test_lets_no_file_be_removed_outside_the_output(self, built):
        (path,) = (built.folder / 'doctrees/html-en/convglossary-exports').iterdir()
        record = json.loads(path.read_text())
        name = '../../src/index.rst'
        assert (built.folder / 'out' / 'html-en' / name).is_file()
        path.write_text(
            json.dumps({**record, 'names': [name, 'gone.json'], 'state': ''})
        )
        built.build()
        assert (built.src / 'index.rst').is_file()


class TestAnEnvironment:
    TEXT = 'Home\n====\n\n.. convterm:: One\n\n:term-ref:`One` :doc:`other`\n'
    OTHER = ':orphan:\n\nOther\n=====\n\n:term-ref:`one`\n'

    @pytest.fixture
    def built(self, project):
        project.write({'index.rst': self.TEXT, 'other.rst': self.OTHER})
        assert project.build().read == ['index', 'other']
        assert project.build().read == [], 'or nothing below is said'
        return project

    @staticmethod
    def check(project):
        result = project.build()
        assert result.read == ['index', 'other']
        assert result.links('index')['One'] == '#term-one'
        assert words(result.entry('index', 'term-one').dfn) == 'One'

    def test_of_another_version_of_ours_is_thrown_away(self, built, monkeypatch):
        monkeypatch.setattr(ConvDomain, 'data_version', ConvDomain.data_version + 1)
        self.check(built)

    def test_of_another_release_is_thrown_away_and_every_page_written(
        self, built, monkeypatch
    ):
        """Its pages may be made in another way, of the same records."""
        monkeypatch.setattr(sphinxcontrib_convglossary, '__version__', '99.0')
        result = built.build()
        assert result.read == result.written == ['index', 'other']
        assert built.build().read == []

    def test_whose_records_say_another_version_is_thrown_away(self, built):
        path = built.folder / 'doctrees' / 'html-en' / 'environment.pickle'
        env = pickle.loads(path.read_bytes())
        env.domaindata['conv'] = {'version': -1, 'terms': 'of another shape'}
        path.write_bytes(pickle.dumps(env))
        self.check(built)

    @pytest.mark.parametrize('share', [0, 0.01, 0.5, 0.99])
    def test_that_was_cut_off_is_thrown_away(self, built, share):
        path = built.folder / 'doctrees' / 'html-en' / 'environment.pickle'
        data = path.read_bytes()
        path.write_bytes(data[: int(share * len(data))])
        self.check(built)

    def test_that_is_no_pickle_is_thrown_away(self, built):
        path = built.folder / 'doctrees' / 'html-en' / 'environment.pickle'
        path.write_bytes(b'\0' * 100)
        self.check(built)
