"""The benchmarks: the same text in every flavour, fair turns, sums that are right.

No test measures time.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from programs import needs
from projects import PACKAGE_PARENT, words

BENCHMARKS = Path(__file__).parents[1] / 'benchmarks'
sys.path.insert(0, str(BENCHMARKS))

import generate  # noqa: E402 - it is no package
import run  # noqa: E402
import table  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel.messages.catalog import Catalog

    Write = Callable[..., Path]
    Built = Callable[..., tuple[Path, str]]

TERMS, REFERENCES = 60, 340

FLAVOURS = [
    pytest.param(
        name,
        marks=[needs(flavour.module)] if flavour.module else [],
    )
    for name, flavour in generate.FLAVOURS.items()
]


@pytest.fixture(scope='module')
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Give the function that writes a project, once for each flavour and shape."""
    known: dict[tuple[str, str], Path] = {}

    def write(flavour: str, shape: str = 'spread') -> Path:
        if (flavour, shape) not in known:
            folder = tmp_path_factory.mktemp(flavour)
            wanted = generate.SHAPES[shape]
            generate.write_project(folder, flavour, TERMS, REFERENCES, wanted)
            known[flavour, shape] = folder
        return known[flavour, shape]

    return write


@pytest.fixture(scope='module')
def built(write: Write) -> Built:
    """Give the function that builds a project, once for each builder and language.

    It gives the folder of the output and what the build has warned of.
    """
    known: dict[tuple[str, ...], tuple[Path, str]] = {}

    def built(
        flavour: str, builder: str = 'html', language: str = 'en'
    ) -> tuple[Path, str]:
        key = flavour, builder, language
        if key not in known:
            out = write(flavour) / f'{builder}-{language}'
            known[key] = out, build(write(flavour), out, builder, language)
        return known[key]

    return built


def build(folder: Path, out: Path, builder: str = 'html', language: str = 'en') -> str:
    """Build in a process of its own, as the runner does, and give what it warns of."""
    command = [sys.executable, '-m', 'sphinx', '-q', '-b', builder]
    command += ['-D', f'language={language}', str(folder / 'src'), str(out)]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, 'PYTHONPATH': str(PACKAGE_PARENT)},
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob('*')
        if path.is_file()
    }


def sources(folder: Path) -> str:
    paths = sorted((folder / 'src').rglob('*.rst'))
    return '\n'.join(path.read_text(encoding='utf-8') for path in paths)


class TestTheGenerator:
    def test_the_same_arguments_give_the_same_files(self, tmp_path: Path) -> None:
        for seed in ('1', '2'):
            command = [sys.executable, str(BENCHMARKS / 'generate.py')]
            command += [str(tmp_path / seed), '--flavour', 'everything']
            command += ['--terms', '20', '--references', '80']
            environment = {**os.environ, 'PYTHONHASHSEED': seed}
            subprocess.run(command, check=True, env=environment)
        assert files(tmp_path / '1') == files(tmp_path / '2')

    @pytest.mark.parametrize(
        ('flavour', 'term', 'reference'),
        [
            ('builtin', r'^   (?=\S)(?!:)', ':term:`'),
            ('needs', r'^\.\. concept::', ':need:`'),
            ('bare', r'^\.\. convterm::', ':term-ref:`'),
            ('listed', r'^\.\. convterm::', ':term-ref:`'),
            ('everything', r'^\.\. convterm::', ':term-ref:`'),
        ],
    )
    def test_there_are_as_many_terms_and_references_as_asked_for(
        self, write: Write, flavour: str, term: str, reference: str
    ) -> None:
        text = sources(write(flavour)).split('\n')
        facts = run.Place(folder=write(flavour), flavour=flavour, shape='').facts()
        found = sum(line.count(reference) for line in text)
        defined = sum(bool(re.match(term, line)) for line in text)
        if flavour == 'builtin':
            # Aliases are terms, relations are references; the index is no term.
            found -= facts['relations']
            defined -= facts['aliases'] + sum(
                bool(re.match('   (terms|pages)/', line)) for line in text
            )
        assert (defined, found) == (TERMS, REFERENCES)
        assert (facts['terms'], facts['references']) == (TERMS, REFERENCES)

    def test_the_floor_has_as_many_terms_and_emphasises_references(
        self, write: Write
    ) -> None:
        text = sources(write('floor'))
        facts = run.Place(folder=write('floor'), flavour='floor', shape='').facts()
        assert len(re.findall(r'\*[^*]+\*', text)) == REFERENCES + facts['relations']
        assert len(re.findall(r'^(?! |\n|=|\.|.*\n=).+\n   ', text, re.M)) == TERMS

    def test_what_everything_shows_can_be_written_without_a_glossary(
        self, built: Built
    ) -> None:
        def names(flavour: str, page: str, tag: str) -> list[str]:
            html = (built(flavour)[0] / f'glossary/{page}.html').read_text('utf-8')
            found = BeautifulSoup(html, 'html.parser').select(f'.body {tag}')
            return sorted(words(node).removesuffix('¶').strip() for node in found)

        assert len(names('twice', 'index', 'dt')) == TERMS
        assert names('twice', 'index', 'dt') == names('everything', 'index', 'dt')
        assert names('twice', 'letters', 'li') == names('everything', 'letters', 'dt')

    def test_terms_and_pages_are_spread_over_documents(self, write: Write) -> None:
        found = {
            path.relative_to(write('bare') / 'src').as_posix()
            for path in (write('bare') / 'src').rglob('*.rst')
        }
        assert found == {
            'index.rst',
            'terms/t0001.rst',
            'terms/t0002.rst',
            'pages/p0001.rst',
            'pages/p0002.rst',
            'pages/p0003.rst',
        }

    def test_all_terms_can_stand_in_one_document(self, write: Write) -> None:
        (document,) = (write('bare', 'single') / 'src' / 'terms').iterdir()
        assert document.read_text(encoding='utf-8').count('.. convterm::') == TERMS

    def test_a_tenth_of_the_references_can_be_to_one_term(self, write: Write) -> None:
        def mentions(shape: str) -> int:
            folder = write('needs', shape) / 'src' / 'pages'
            pages = (path.read_text(encoding='utf-8') for path in folder.iterdir())
            return sum(len(re.findall('T_00000[`>]', page)) for page in pages)

        assert mentions('popular') >= REFERENCES / 10 > mentions('spread')

    def test_thirty_eight_locales_have_one_catalog_of_which_little_is_of_terms(
        self, write: Write
    ) -> None:
        found = sorted((write('default', 'catalogs') / 'src').rglob('*.po'))
        assert {path.name for path in found} == {'messages.po'}
        assert len({path.parts[-3] for path in found}) == len(found) == 38
        with found[0].open('rb') as stream:
            messages = list(read_po(stream))
        of_terms = [m for m in messages if any('terms/' in x for x, _ in m.locations)]
        assert found[0].stat().st_size > 1_000_000
        assert 0.035 < len(of_terms) / len(messages) < 0.06

    def test_fifty_locales_have_catalogs_of_the_terms(self, write: Write) -> None:
        folder = write('bare', 'locales-50') / 'src' / 'locales'
        found = {path.parts[-4] for path in folder.rglob('terms/t0001.po')}
        assert found == set(generate.FIFTY_LOCALES)
        assert len(found) == 50

    @pytest.mark.parametrize('flavour', FLAVOURS)
    def test_every_message_is_translated_and_nothing_else(
        self, write: Write, built: Built, flavour: str
    ) -> None:
        out, warned = built(flavour, 'gettext')
        assert warned == ''
        asked = catalogs(out, '.pot')
        given = catalogs(write(flavour) / 'src/locales/pt/LC_MESSAGES', '.po')
        assert {name: set(messages) for name, messages in asked.items()} == {
            name: set(messages) for name, messages in given.items()
        }
        assert all(all(messages.values()) for messages in given.values())

    def test_compiled_catalogs_say_the_same(self, write: Write) -> None:
        for path in (write('bare') / 'src').rglob('*.po'):
            with path.with_suffix('.mo').open('rb') as stream:
                assert pairs(read_mo(stream)) == texts(path)

    @pytest.mark.parametrize(
        ('flavour', 'edit', 'lines'),
        [
            ('floor', 'definition', 1),
            ('bare', 'definition', 1),
            ('floor', 'name', 2),
            ('builtin', 'name', 1),
            ('bare', 'name', 2),
        ],
    )
    def test_an_edit_changes_one_term_and_can_be_taken_back(
        self, tmp_path: Path, flavour: str, edit: str, lines: int
    ) -> None:
        generate.write_project(tmp_path, flavour, TERMS, REFERENCES)
        place = run.Place(folder=tmp_path, flavour=flavour, shape='spread')
        before = sources(tmp_path).splitlines()
        place.edit(edit)
        assert place.is_edited()
        assert len(set(sources(tmp_path).splitlines()) - set(before)) == lines
        place.edit('')
        assert sources(tmp_path).splitlines() == before

    @pytest.mark.parametrize('flavour', ['builtin', 'bare'])
    def test_references_hold_when_a_term_has_a_new_name(
        self, tmp_path: Path, flavour: str
    ) -> None:
        generate.write_project(tmp_path, flavour, TERMS, REFERENCES)
        run.Place(folder=tmp_path, flavour=flavour, shape='spread').edit('name')
        assert build(tmp_path, tmp_path / 'out') == ''


def catalogs(folder: Path, suffix: str) -> dict[str, dict[str, str]]:
    """Give messages and translations of each catalog that has any."""
    found = {
        path.relative_to(folder).with_suffix('').as_posix(): texts(path)
        for path in folder.rglob(f'*{suffix}')
    }
    return {name: messages for name, messages in found.items() if messages}


def texts(path: Path) -> dict[str, str]:
    with path.open('rb') as stream:
        return pairs(read_po(stream))


def pairs(catalog: Catalog) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in catalog if m.id}


class TestTheBuilds:
    @pytest.mark.parametrize('language', ['en', 'pt'])
    @pytest.mark.parametrize('flavour', FLAVOURS)
    def test_each_flavour_builds_without_a_warning(
        self, built: Built, flavour: str, language: str
    ) -> None:
        _, warned = built(flavour, language=language)
        assert warned == ''

    @pytest.mark.parametrize('shape', sorted(generate.SHAPES.keys() - {'spread'}))
    def test_each_shape_builds_without_a_warning(
        self, write: Write, tmp_path: Path, shape: str
    ) -> None:
        assert build(write('bare', shape), tmp_path) == ''

    @pytest.mark.parametrize('language', ['en', 'pt'])
    @pytest.mark.parametrize('flavour', FLAVOURS[1:])
    def test_pages_read_the_same_in_each_flavour(
        self, built: Built, flavour: str, language: str
    ) -> None:
        assert page(built, flavour, language) == page(built, 'floor', language)


def page(built: Built, flavour: str, language: str) -> str:
    """Give the text of the first page with references."""
    out, _ = built(flavour, language=language)
    html = (out / 'pages/p0001.html').read_text(encoding='utf-8')
    body = BeautifulSoup(html, 'html.parser').find('div', class_='body')
    assert body is not None
    return words(body)


class TestTheRunner:
    def test_flavours_take_turns_and_some_cases_are_built_once(self) -> None:
        plan = run.rounds(['cold', 'listing'], ['floor', 'builtin', 'bare'], 2)
        assert [(case.name, flavour) for case, flavour in plan] == [
            ('cold', 'floor'),
            ('cold', 'builtin'),
            ('cold', 'bare'),
            ('listing', 'bare'),
            ('cold', 'builtin'),
            ('cold', 'bare'),
            ('cold', 'floor'),
        ]

    def test_every_case_has_a_shape_and_something_to_be_held_against(self) -> None:
        for case in run.CASES.values():
            assert case.shape in generate.SHAPES
            assert 'floor' in case.flavours or case.against in run.CASES

    def test_a_build_that_warns_is_not_measured(self, tmp_path: Path) -> None:
        log = tmp_path / 'warnings.txt'
        log.write_text('index.rst:3: WARNING: something', encoding='utf-8')
        with pytest.raises(SystemExit, match='WARNING: something'):
            run.check_log(log, 0)


def results(references: int, floor: list[float], **others: list[float]) -> dict:
    flavours = {'floor': floor, **others}
    return {
        'measure': 'cpu',
        'repeats': len(floor),
        'versions': {},
        'facts': {
            'terms': 1,
            'references': references,
            'aliases': 1,
            'relations': 1,
            'documents_with_terms': 1,
            'pages': 1,
            'pages_that_mention_the_edited_term': 1,
        },
        'cases': {
            'cold': {
                'help': 'from nothing',
                'against': '',
                'flavours': {name: {'cpu': cpu} for name, cpu in flavours.items()},
            },
            'listing': {
                'help': 'a list',
                'against': 'cold',
                'flavours': {'bare': {'cpu': [9.0 for _ in floor]}},
            },
        },
    }


class TestTheTable:
    def test_overhead_is_the_median_of_differences_in_each_repeat(self) -> None:
        # The second repeat ran on a busy machine: for both.
        found = results(10, [1.0, 5.0, 1.5], bare=[2.0, 6.5, 2.0])
        assert table.overhead(found, 'cold', 'bare') == 1.0

    def test_a_flavour_is_held_against_a_floor_of_its_own(self) -> None:
        found = results(10, [1.0], builtin=[3.0], twice=[1.5], everything=[2.5])
        found['floors'] = {'everything': 'twice', 'builtin': 'floor'}
        assert table.overhead(found, 'cold', 'everything') == 1.0
        (line,) = re.findall(r'\| everything .*', table.describe(found))
        cells = [cell.strip() for cell in line.strip('| ').split('|')]
        assert cells[3:] == ['1.00', '67 %', '0.50']

    def test_where_that_is_not_built_it_is_held_against_the_plain_one(self) -> None:
        found = results(10, [1.0], everything=[2.5])
        found['floors'] = {'everything': 'twice'}
        assert table.overhead(found, 'cold', 'everything') == 1.5

    def test_a_case_of_ours_alone_is_held_against_another(self) -> None:
        found = results(10, [1.0], bare=[2.0])
        assert table.overhead(found, 'listing', 'bare') == 8.0

    def test_the_ratio_to_the_builtin_is_that_of_overheads(self) -> None:
        found = results(10, [1.0], builtin=[5.0], bare=[3.0])
        (line,) = re.findall(r'\| bare .*', table.describe(found).split('## ')[1])
        cells = [cell.strip() for cell in line.strip('| ').split('|')]
        assert cells == ['bare', '3.00', '3.00 … 3.00', '2.00', '200 %', '0.50']

    def test_an_overhead_of_the_builtin_that_is_noise_is_no_measure(self) -> None:
        found = results(10, [1.0], builtin=[1.01], bare=[3.0])
        assert '200.00' not in table.describe(found)

    def test_growth_is_that_of_the_overhead_of_a_reference(self) -> None:
        small = results(10, [1.0], bare=[2.0])
        large = results(100, [10.0], bare=[25.0])
        assert re.search(
            r'cold +\| +bare +\| +100,000 \| +150,000 \| +1.50 \|',
            table.growth(small, large),
        )
