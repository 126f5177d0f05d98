"""What other tools have written becomes documents and catalogs, and nothing is lost."""

from __future__ import annotations

import argparse
import json
import textwrap

import pytest
from babel.messages.pofile import read_po
from projects import REST, Project, words
from rdflib import Graph

from sphinxcontrib_convglossary.imports import command

# What rdflib 7.6 makes of its own classes, until rdflib 8.
pytestmark = pytest.mark.filterwarnings(
    'ignore:(ConjunctiveGraph|Dataset).* deprecated:DeprecationWarning'
)


def run(*arguments):
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(argument) for argument in arguments]))


def save(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding='utf-8')
    return path


def tree(folder):
    """Give every file and folder below a folder, and what is in the files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file()
        else b''
        for path in sorted(folder.rglob('*'))
    }


# -- round trips

#: Names and texts with signs that mean something to somebody.
SIGNS = [
    '*args',
    '**kwargs',
    '`tick`',
    '``literal``',
    '|bar|',
    'trailing_',
    'two__',
    '_leading',
    'snake_case_name',
    ':colon: at the start',
    'a: b',
    '<tag>',
    'x <y>',
    '-1',
    '- dash',
    '+ plus',
    '>>> prompt',
    '.. note:: this',
    '...',
    '=====',
    '1. first',
    '(a) letter',
    'A. Einstein',
    '#. auto',
    '#hash',
    '# heading',
    '~~~tilde~~~',
    '$x^2$',
    '{term-ref}`x`',
    ':term-ref:`x`',
    '[1]_',
    '[text](url)',
    '![image](url)',
    '[^1]: note',
    '[label]: http://example.org',
    r'back\slash',
    r'end\\',
    'http://example.org/a_b_',
    'somebody@example.org',
    '&amp; and & and &#42;',
    '<!-- comment -->',
    '% comment',
    '(target)=',
    '+++',
    ':::{note}',
    '| line',
    '--option',
    '/V',
    '__ anonymous',
    'double colon::',
    '# noqa',
    'text # noqa',
    '• bullet',
    "'quoted'",
    '"quoted" text',
    '"""',
    '|a|b|',
    'a · b; c',
    '24-Hour Window',
    'C++',
    'エージェント',
    'الوكيل',
    'iv. roman',
    '@home',
    '=1+1',
    "'=1+1",
    '!important',
    '%s and %(name)s',
    '{{ mustache }}',
    'a|b',
    '*',
    '**',
    '_',
    '`',
    '\\',
]


CATEGORIES = [
    {'key': 'talk', 'label': {'en': 'Talk & more', 'fr': 'Parler'}},
    {'key': 'bikes', 'label': {'en': 'Bikes'}},
]


def glossary_json(*concepts, languages=('en', 'fr')):
    return {
        'format': 'convglossary',
        'version': 1,
        'project': 'Test',
        'title': {'en': 'Glossary'},
        'sourceLanguage': 'en',
        'languages': list(languages),
        'categories': CATEGORIES,
        'concepts': list(concepts),
    }


def rendering(name='', *definition, **more):
    said = {'state': 'translated' if name else 'missing'}
    if name:
        said['name'] = name
    said |= more
    if definition:
        said['definition'] = [
            {'state': 'translated', 'text': x} if x else {'state': 'missing'}
            for x in definition
        ]
    return said


EVERYTHING = glossary_json(
    {
        'id': 'agent',
        'previously': ['bot', 'old-agent'],
        'category': 'talk',
        'renderings': {
            'en': rendering(
                'Agent',
                'Somebody who answers.',
                'More; with `signs` and *stars*.',
                'A third.',
                aliases=['Helper', 'a; b', 'c · d', 'back\\slash', '*star*'],
                abbreviation='AG_',
                forms=['agents'],
                deprecated=['Operator; old'],
                sort='agent',
            ),
            'fr': rendering(
                'Agent_',
                '- Quelqu’un qui répond.',
                '',
                'Le troisième.',
                aliases=['Aide; toi'],
                abbreviation='AGF',
                deprecated=['Opérateur'],
                sort='agente',
            ),
            'pt-BR': rendering('Agente', '', '', ''),
        },
        'relations': [
            {'kind': 'related', 'target': 'intent', 'declared': True},
            {'kind': 'narrower', 'target': 'bank-2', 'declared': True},
        ],
    },
    {
        'id': 'intent',
        'category': 'talk',
        'renderings': {
            'en': rendering('Intent'),
            'fr': {'state': 'fuzzy'},
            'pt-BR': {'state': 'stale'},
        },
        'relations': [
            {'kind': 'related', 'target': 'agent', 'declared': False},
            {'kind': 'replaces', 'target': 'bank-2', 'declared': False},
        ],
    },
    {
        'id': 'bank',
        'renderings': {
            'en': rendering('Bank', 'Has money.'),
            'fr': rendering('Banque', 'A de l’argent.'),
            'pt-BR': rendering('', ''),
        },
    },
    {
        'id': 'bank-2',
        'category': 'bikes',
        'renderings': {'en': rendering('Bank', 'Of a river.')},
        'relations': [
            {'kind': 'broader', 'target': 'agent', 'declared': False},
            {'kind': 'replaced-by', 'target': 'intent', 'declared': True},
        ],
    },
    languages=('en', 'fr', 'pt-BR'),
)
SIGNED = glossary_json(
    *(
        {
            'id': f'sign-{n}',
            'renderings': {
                'en': rendering(
                    text, text, f'{text} and more', f'Of {text}', aliases=[text, 'x']
                ),
                'fr': rendering(
                    f'{text} fr', f'{text} fr', text, f'{text}.', aliases=[text]
                ),
            },
        }
        for n, text in enumerate(SIGNS)
    )
)


def told(data):
    """Give what a JSON file tells of concepts, without the addresses of the site."""
    concepts = json.loads(json.dumps(data['concepts']))
    for concept in concepts:
        concept.pop('usedIn', None)
        for said in concept['renderings'].values():
            said.pop('url', None)
        # What follows from other ends is in their order.
        concept.get('relations', []).sort(key=lambda x: (x['kind'], x['target']))
    kept = {key: data[key] for key in ('sourceLanguage', 'languages', 'categories')}
    return [kept, *concepts]


def imported(folder, *files, syntax=REST, options=(), **conf):
    """Import files into a new project, which is ready to be built."""
    project = Project(folder)
    project.use(*syntax.extensions)
    project.configure(
        convglossary_exports=['json', 'skos', 'tbx', 'csv'],
        convglossary_categories={'talk': 'Talk & more', 'bikes': 'Bikes'},
        exclude_patterns=['locales'],
        **conf,
    )
    where = ('--format', syntax.suffix[1:], '--output', project.src)
    assert run(*files, *where, *options) == 0
    documents = sorted(path.stem for path in project.src.glob(f'*{syntax.suffix}'))
    contents = '\n   '.join(documents)
    project.write({'index.rst': f'Home\n====\n\n.. toctree::\n\n   {contents}\n'})
    return project


@pytest.mark.parametrize('data', [EVERYTHING, SIGNED], ids=['everything', 'signs'])
def test_json_is_the_same_after_an_import_and_a_build(tmp_path, syntax, data, capsys):
    file = save(tmp_path / 'in.json', json.dumps(data))
    project = imported(tmp_path / 'new', file, syntax=syntax)
    assert capsys.readouterr().err == ''
    built = json.loads(project.build().file('glossary.json'))
    for one, other in zip(told(built), told(data), strict=True):
        assert one == other


@pytest.mark.parametrize('language', ['en', 'fr'])
def test_readers_see_names_and_texts_as_they_were_written(tmp_path, syntax, language):
    file = save(tmp_path / 'in.json', json.dumps(SIGNED))
    project = imported(tmp_path / 'new', file, syntax=syntax)
    page = project.configure(smartquotes=False).build(language=language)
    for concept in SIGNED['concepts']:
        said = concept['renderings'][language]
        anchor = f'term-{concept["id"]}'
        entry = page.entry('glossary', anchor)
        assert words(entry.find('dfn')) == said['name']
        shown = page.definition('glossary', anchor).find_all('p')
        texts = [words(paragraph) for paragraph in shown]
        for paragraph in said['definition']:
            assert paragraph['text'] in texts


def test_the_catalogs_hold_the_messages_that_sphinx_asks_for(tmp_path, syntax):
    file = save(tmp_path / 'in.json', json.dumps(SIGNED))
    project = imported(tmp_path / 'new', file, syntax=syntax)
    wanted = project.messages('glossary')
    del wanted['Glossary']
    path = project.src / 'locales/fr/LC_MESSAGES/glossary.po'
    with path.open('rb') as stream:
        found = {
            message.id: [f'{name}:{line}' for name, line in message.locations]
            for message in read_po(stream)
            if message.id
        }
    assert found == wanted


@pytest.fixture(scope='module')
def site(tmp_path_factory):
    """Give what a build has written of everything that there is."""
    folder = tmp_path_factory.mktemp('site')
    file = save(folder / 'in.json', json.dumps(EVERYTHING))
    return imported(folder / 'project', file).build().path


def test_csv_is_the_same_after_an_import_and_a_build(tmp_path, site, syntax, capsys):
    project = imported(tmp_path / 'new', site / 'glossary.csv', syntax=syntax)
    assert capsys.readouterr().err == ''
    built = project.build().path
    assert (built / 'glossary.csv').read_text() == (site / 'glossary.csv').read_text()


def test_tbx_is_the_same_after_an_import_and_a_build(tmp_path, site, capsys):
    names = ['glossary.en-fr.tbx', 'glossary.en-pt_BR.tbx']
    project = imported(tmp_path / 'new', *(site / name for name in names))
    assert capsys.readouterr().err == ''
    built = project.build().path
    for name in names:
        text = (site / name).read_text(encoding='utf-8')
        assert (built / name).read_text(encoding='utf-8') == text


def test_skos_is_the_same_after_an_import_and_a_build(tmp_path, site, capsys):
    project = imported(tmp_path / 'new', site / 'glossary.ttl')
    assert capsys.readouterr().err == ''
    built = project.build().path
    before, after = (Graph().parse(folder / 'glossary.ttl') for folder in (site, built))
    assert [*after - before] == []
    assert [*before - after] == []


@pytest.mark.parametrize(
    ('syntax_of_rdf', 'ending'),
    [('xml', 'rdf'), ('json-ld', 'jsonld'), ('nt', 'nt'), ('n3', 'n3')],
)
def test_skos_is_read_in_any_syntax_of_rdf(tmp_path, site, syntax_of_rdf, ending):
    graph = Graph().parse(site / 'glossary.ttl')
    file = tmp_path / f'glossary.{ending}'
    graph.serialize(file, format=syntax_of_rdf, encoding='utf-8')
    assert run(file, '--output', tmp_path / 'one') == 0
    assert run(site / 'glossary.ttl', '--output', tmp_path / 'other') == 0
    one, other = (
        sorted((tmp_path / name / 'glossary.rst').read_text().split())
        for name in ('one', 'other')
    )
    assert one == other
