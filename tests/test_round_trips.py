"""What an export has written, an import gives back: for any glossary."""

from __future__ import annotations

import json
import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from projects import MYST, REST, Project
from rdflib import Graph

from sphinxcontrib_convglossary.cli import main
from sphinxcontrib_convglossary.spelling import contained, plain, printable
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from projects import Syntax

# What rdflib 7.6 makes of its own classes, until rdflib 8.
pytestmark = pytest.mark.filterwarnings(
    'ignore:(ConjunctiveGraph|Dataset).* deprecated:DeprecationWarning'
)

#: Each example is two builds.
EXAMPLES = int(os.environ.get('CONVGLOSSARY_ROUND_TRIPS', '6'))
#: There for each language to be one of the glossary.
BOTH = {
    'id': 'both',
    'renderings': {
        'en': {'state': 'translated', 'name': 'Both'},
        'fr': {'state': 'translated', 'name': 'Les deux'},
    },
}
BASE = 'https://glossary.example/en/'
CATEGORIES = {'talk': 'Talk', 'bikes': 'Bikes & more'}

#: Signs that are markup to somebody, and letters of several scripts.
SIGNS = '*_`|<>:;·\\"\'#-+.,()[]{}=&%@!~$^/ ?0123456789abcXYZéßıİ’„«–…エ語العن\u05d0💬'


def cleaned(text: str) -> str:
    """Give a text as every format has it: one line, nothing that no page can carry."""
    return plain(contained(printable(text)))


LINE = st.text(SIGNS, min_size=1, max_size=14).map(cleaned).filter(bool)
LINES = st.lists(LINE, max_size=3, unique=True)
ADDRESS = st.text('abc/?=&#%_-.~:@', max_size=10).map('https://x.example/{}'.format)


@st.composite
def renderings(draw: Callable[..., Any]) -> dict[str, Any]:
    """Give what English, the source, and French call a concept."""
    english = draw(_said(LINE, LINES, LINES))
    french = draw(_said(LINE | st.just(''), LINES, LINES))
    paragraphs = draw(st.lists(LINE, max_size=3))
    english['definition'] = paragraphs
    french['definition'] = [draw(LINE | st.just('')) for _ in paragraphs]
    if not english['abbreviation']:
        french['abbreviation'] = ''
    if not english['deprecated']:
        french['deprecated'] = []
    if not english['learnMore']:
        french['learnMore'] = ''
    said = {'en': _rendering(english)}
    # A catalog has one translation of a message: no two parts of a term are one.
    assume(len(set(_parts(english))) == len(_parts(english)))
    if draw(st.booleans()) or draw(st.booleans()):
        said['fr'] = _rendering(french)
    return said


def _parts(said: dict[str, Any]) -> list[str]:
    lists = (' · '.join(said[x]) for x in ('aliases', 'forms', 'deprecated'))
    lines = (said[x] for x in ('name', 'abbreviation', 'sort', 'learnMore'))
    return [x for x in (*lists, *lines, *said['definition']) if x]


def _said(name: Any, some: Any, others: Any) -> Any:
    return st.fixed_dictionaries(
        {
            'name': name,
            'aliases': some,
            'abbreviation': LINE | st.just(''),
            'forms': others,
            'deprecated': others,
            'sort': LINE | st.just(''),
            'learnMore': ADDRESS | st.just(''),
        }
    )


def _rendering(said: dict[str, Any]) -> dict[str, Any]:
    paragraphs = [
        {'state': 'translated', 'text': x} if x else {'state': 'missing'}
        for x in said['definition']
    ]
    state = 'translated' if said['name'] else 'missing'
    told = {**said, 'definition': paragraphs, 'state': state}
    return {key: value for key, value in told.items() if value}


@st.composite
def glossaries(draw: Callable[..., Any]) -> dict[str, Any]:
    """Give what is in ``glossary.json``."""
    size = draw(st.integers(1, 6))
    kinds = [kind.value for kind in RelationKind if kind.value != 'replaces']
    concepts = []
    for number in range(size):
        ends = draw(st.sets(st.integers(0, size - 1), max_size=2)) - {number}
        concept = {
            'id': f'c{number}',
            'previously': draw(st.lists(st.sampled_from(['a-', 'b-']), unique=True)),
            'category': draw(st.sampled_from(['', *CATEGORIES])),
            'renderings': draw(renderings()),
            'relations': [
                {
                    'kind': draw(st.sampled_from(kinds)),
                    'target': f'c{end}',
                    'declared': True,
                }
                for end in sorted(ends)
            ],
        }
        concept['previously'] = [f'{x}{number}' for x in concept['previously']]
        concepts.append({key: value for key, value in concept.items() if value})
    return {
        'format': 'convglossary',
        'version': 1,
        'project': 'Test',
        'title': {'en': 'Glossary'},
        'sourceLanguage': 'en',
        'languages': ['en', 'fr'],
        'categories': [
            {'key': key, 'label': {'en': label}} for key, label in CATEGORIES.items()
        ],
        'concepts': [*concepts, BOTH],
    }


def rebuilt(folder: Path, file: Path, syntax: Syntax) -> Path:
    """Import a file into a new project, build that, and give the site."""
    project = Project(folder).use(*syntax.extensions)
    project.configure(
        convglossary_exports=['json', 'skos', 'tbx', 'csv'],
        convglossary_categories=CATEGORIES,
        convglossary_extra_messages=['aliases', 'forms', 'sort'],
        convglossary_sites={'fr': 'https://glossary.example/fr/'},
        html_baseurl=BASE,
        exclude_patterns=['locales'],
    )
    where = ['--format', syntax.suffix[1:], '--output', str(project.src)]
    assert main(['import', str(file), *where]) == 0
    documents = sorted(path.stem for path in project.src.glob(f'*{syntax.suffix}'))
    contents = '\n   '.join(documents)
    project.write({'index.rst': f'Home\n====\n\n.. toctree::\n\n   {contents}\n'})
    # One spelling may well be that of two terms, and a relation of both kinds.
    return project.build(expect=None).path


def told(data: dict[str, Any]) -> dict[str, Any]:
    """Give what a file tells of concepts, without the addresses of the site."""
    found = {}
    for concept in json.loads(json.dumps(data['concepts'])):
        for said in concept['renderings'].values():
            said.pop('url', None)
        relations = [x for x in concept.pop('relations', []) if x['declared']]
        relations.sort(key=lambda x: (x['kind'], x['target']))
        found[concept.pop('id')] = concept | {'relations': relations}
    return found


@pytest.fixture
def numbered(tmp_path):
    """Give a folder for each example."""
    numbers = iter(range(10_000))
    return lambda: tmp_path / str(next(numbers))


lasting = partial(
    settings,
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize('syntax', [REST, MYST], ids=['rst', 'md'])
@lasting()
@given(data=glossaries())
def test_json_comes_back(numbered, syntax, data):
    folder = numbered()
    folder.mkdir()
    file = folder / 'glossary.json'
    file.write_text(json.dumps(data), encoding='utf-8')
    site = rebuilt(folder / 'one', file, syntax)
    built = json.loads((site / 'glossary.json').read_text('utf-8'))
    assert told(built) == told(data)


@lasting()
@given(data=glossaries())
def test_every_other_format_comes_back_as_it_was_written(numbered, data):
    folder = numbered()
    folder.mkdir()
    file = folder / 'glossary.json'
    file.write_text(json.dumps(data), encoding='utf-8')
    site = rebuilt(folder / 'one', file, REST)
    for name in ('glossary.csv', 'glossary.en-fr.tbx'):
        again = rebuilt(folder / name, site / name, REST)
        assert _lines(again / name) == _lines(site / name)
    name = 'glossary.ttl'
    again = rebuilt(folder / name, site / name, REST)
    before, after = (Graph().parse(x / name, publicID=BASE) for x in (site, again))
    assert set(after - before) == set(before - after) == set()


def _lines(path: Path) -> list[str]:
    # In the order of their documents, which differs where names clash.
    return sorted(path.read_text('utf-8').splitlines())
