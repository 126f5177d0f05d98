"""What other tools have written becomes documents and catalogs, and nothing is lost."""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from projects import REST, Project, words
from rdflib import Graph

from sphinxcontrib_convglossary import config as configuration
from sphinxcontrib_convglossary.cli import main
from sphinxcontrib_convglossary.imports import command
from sphinxcontrib_convglossary.imports.syntax import MYST as SYNTAX_MYST
from sphinxcontrib_convglossary.imports.syntax import REST as SYNTAX_REST
from sphinxcontrib_convglossary.markup import Syntax as Markup
from sphinxcontrib_convglossary.markup import plain_text

# What rdflib 7.6 makes of its own classes, until rdflib 8.
pytestmark = pytest.mark.filterwarnings(
    'ignore:(ConjunctiveGraph|Dataset).* deprecated:DeprecationWarning'
)


BASE = 'https://example.org/'
NAME = 'sphinxcontrib_convglossary'


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
                learnMore='https://agents.example/a_b?c=d&e=%20f#g',
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
                learnMore='https://agents.example/fr',
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
            'en': rendering('Intent', learnMore='/a path; of · the site'),
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
            'en': rendering('Bank', 'Has money.', learnMore='guides/banks.html'),
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
                    text,
                    text,
                    f'{text} and more',
                    f'Of {text}',
                    aliases=[text, 'x'],
                    abbreviation=f'{text} ab',
                    sort=f'so {text}',
                    learnMore=f'/{text}',
                ),
                'fr': rendering(
                    f'{text} fr',
                    f'{text} fr',
                    text,
                    f'{text}.',
                    aliases=[text],
                    abbreviation=text,
                    sort=text,
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
    result = project.configure(smartquotes=False).build(language=language)
    body = result.body('glossary')
    for concept in SIGNED['concepts']:
        said = concept['renderings'][language]
        anchor = f'term-{concept["id"]}'
        entry = body.find('dt', id=anchor)
        assert words(entry.find('dfn')) == said['name']
        texts = [words(x) for x in entry.find_next_sibling('dd').find_all('p')]
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
    before, after = (
        Graph().parse(folder / 'glossary.ttl', publicID=BASE)
        for folder in (site, built)
    )
    assert [*after - before] == []
    assert [*before - after] == []


@pytest.mark.parametrize(
    ('syntax_of_rdf', 'ending'),
    [('xml', 'rdf'), ('json-ld', 'jsonld'), ('nt', 'nt'), ('n3', 'n3')],
)
def test_skos_is_read_in_any_syntax_of_rdf(tmp_path, site, syntax_of_rdf, ending):
    graph = Graph().parse(site / 'glossary.ttl', publicID=BASE)
    file = tmp_path / f'glossary.{ending}'
    graph.serialize(file, format=syntax_of_rdf, encoding='utf-8')
    assert run(file, '--output', tmp_path / 'one') == 0
    assert run(site / 'glossary.ttl', '--output', tmp_path / 'other') == 0
    assert said_in(tmp_path / 'one') == said_in(tmp_path / 'other')


def said_in(folder):
    """Give the lines of all documents of a folder, and items of lists, in no order.

    RDF has no order, so either end may say that two concepts are related.
    """
    texts = [path.read_text(encoding='utf-8') for path in folder.glob('*.rst')]
    lines = (line for text in texts for line in text.splitlines())
    return sorted(
        ' · '.join(sorted(re.split(' · |: ', line)))
        for line in lines
        if ':related:' not in line
    )


def test_a_project_that_was_imported_exports_what_it_imports_again(tmp_path, site):
    project = imported(tmp_path / 'again', site / 'glossary.json')
    built = project.build().path
    name = 'glossary.json'
    assert (built / name).read_text() == (site / name).read_text()


# -- signs


def shown_in_rest(text):
    document = publish_doctree(text, settings_overrides={'report_level': 5})
    assert [type(node) for node in document] == [nodes.paragraph]
    return document.astext()


def shown_in_myst(text):
    tokens = MarkdownIt('commonmark').enable(['table', 'strikethrough']).parse(text)
    kinds = [token.type for token in tokens]
    assert kinds == ['paragraph_open', 'inline', 'paragraph_close']
    pieces = tokens[1].children
    assert {piece.type for piece in pieces} <= {'text', 'text_special', 'code_inline'}
    return ''.join(piece.content for piece in pieces)


@pytest.mark.parametrize('text', ['\\', 'a\\', 'x `\\', 'a``b\\', '`a\\', '1. a\\'])
def test_a_text_may_end_in_a_backslash(text):
    assert shown_in_rest(SYNTAX_REST.inline(text)) == text
    assert shown_in_myst(SYNTAX_MYST.inline(text)) == text


@settings(max_examples=200)
@given(text=st.text(alphabet='ab 1.)(*_`|\\\\:;<>[]{}#-+=~&!@/"\'$%^é', min_size=1))
@pytest.mark.parametrize(
    ('write', 'shown', 'kind'),
    [
        (SYNTAX_REST, shown_in_rest, Markup.REST),
        (SYNTAX_MYST, shown_in_myst, Markup.MYST),
    ],
    ids=['reST', 'MyST'],
)
def test_any_text_is_one_paragraph_that_says_just_that(write, shown, kind, text):
    wanted = ' '.join(text.split())
    assume(wanted)
    for written_text in (write.inline(wanted), write.name(wanted)):
        assert shown(written_text) == wanted
        assert plain_text(written_text, kind, lambda whole: None) == wanted


# -- the formats, as other tools write them


def written(tmp_path, name, text, *options, expect=()):
    """Import a file and give the document; *expect* are the notes, without paths."""
    file = save(tmp_path / name, text)
    assert run(file, '--output', tmp_path / 'src', *options) == 0
    document = next((tmp_path / 'src').glob('glossary.*'))
    return document.read_text(encoding='utf-8')


def catalog(tmp_path, language='fr', name='glossary'):
    """Give the messages of a catalog and their translations."""
    path = tmp_path / 'src' / 'locales' / language / 'LC_MESSAGES' / f'{name}.po'
    with path.open('rb') as stream:
        return {x.id: x.string for x in read_po(stream) if x.id}


def rest(text):
    """Give a document with a title."""
    return f'Glossary\n========\n\n{textwrap.dedent(text)}'


CYCLE = rest(
    """\
    .. convterm:: Cycle lane
       :category: roads
       :aliases: Bike lane · Bicycle lane

       The part of a road that is for bicycles.
    """
)
FRENCH = {
    'Cycle lane': 'Voie cyclable',
    'Bike lane · Bicycle lane': 'Piste cyclable',
    'The part of a road that is for bicycles.': 'Une partie de la route.',
}


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'utf-16'])
@pytest.mark.parametrize('separator', [',', ';', '\t'])
def test_a_table_has_a_column_for_each_language(tmp_path, encoding, separator):
    header = [
        'Term',
        'Definition',
        'Synonyms',
        'Domain',
        'French',
        'definition_fr',
        'aliases (fr)',
    ]
    cells = [
        *('Cycle lane', 'The part of a road that is for bicycles.'),
        *('"Bike lane; Bicycle lane"', 'roads', 'Voie cyclable'),
        *('Une partie de la route.', 'Piste cyclable'),
    ]
    text = '\r\n'.join(separator.join(line) for line in (header, cells))
    file = tmp_path / 'table.csv'
    file.write_bytes(text.encode(encoding))
    assert run(file, '--output', tmp_path / 'src') == 0
    assert (tmp_path / 'src' / 'glossary.rst').read_text() == CYCLE
    assert catalog(tmp_path) == FRENCH


#: What becomes of a term that says where to read on.
READING_ON = """\
.. convterm:: Bell
   :learn-more: https://bells.example/
"""


@pytest.mark.parametrize(
    ('name', 'text'),
    [
        ('x.csv', 'term,fr,learn more\nBell,Sonnette,https://bells.example/\n'),
        ('x.csv', 'term,fr,link\nBell,Sonnette,https://bells.example/\n'),
        (
            'x.tbx',
            '<martif type="TBX" xml:lang="en"><text><body><termEntry id="bell">'
            '<xref type="externalCrossReference" target="https://bells.example/">'
            'Bells</xref><langSet xml:lang="en"><tig><term>Bell</term></tig></langSet>'
            '<langSet xml:lang="fr"><tig><term>Sonnette</term></tig></langSet>'
            '</termEntry></body></text></martif>',
        ),
        (
            'x.tbx',
            '<tbx type="TBX-Min" style="dct" xml:lang="en" '
            'xmlns="urn:iso:std:iso:30042:ed-2" '
            'xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>'
            '<conceptEntry id="bell"><langSec xml:lang="en">'
            '<min:externalCrossReference target="https://bells.example/"/>'
            '<termSec><term>Bell</term></termSec></langSec><langSec xml:lang="fr">'
            '<termSec><term>Sonnette</term></termSec></langSec>'
            '</conceptEntry></body></text></tbx>',
        ),
        (
            'x.ttl',
            '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n'
            '@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n'
            '<https://x.example/bell> a skos:Concept ; skos:notation "bell" ;\n'
            ' skos:prefLabel "Bell"@en, "Sonnette"@fr ;\n'
            ' rdfs:seeAlso <https://bells.example/> .',
        ),
    ],
    ids=['csv', 'csv-link', 'tbx-2', 'tbx-3', 'skos'],
)
def test_where_to_read_on_is_brought_over(tmp_path, capsys, name, text):
    assert written(tmp_path, name, text) == rest(READING_ON)
    assert catalog(tmp_path) == {'Bell': 'Sonnette', 'https://bells.example/': ''}
    assert capsys.readouterr().err == ''


def test_where_to_read_on_in_another_language_needs_a_place_in_the_source(
    tmp_path, capsys
):
    text = 'term,fr,learn more fr\nBell,Sonnette,https://cloches.example/\n'
    assert written(tmp_path, 'x.csv', text) == rest('.. convterm:: Bell\n')
    assert capsys.readouterr().err.splitlines() == [
        f'{tmp_path}/x.csv:2: where to read on in "fr" has nothing in the source '
        'beside it; it is left out'
    ]


def test_a_table_has_a_line_for_each_language(tmp_path):
    text = """\
        id,lang,term,definition,category,synonyms
        cycle-lane,en,Cycle lane,The part of a road that is for bicycles.,roads,Bike lane; Bicycle lane
        cycle-lane,fr,Voie cyclable,Une partie de la route.,,Piste cyclable
        """
    assert written(tmp_path, 'table.csv', text) == CYCLE
    assert catalog(tmp_path) == FRENCH


def test_a_cell_that_was_made_harmless_is_restored(tmp_path):
    text = "term,aliases\n'=1+1,'-x\n''@home,'quoted'\n"
    assert written(tmp_path, 'table.csv', text) == rest(
        """\
        .. convterm:: =1+1
           :aliases: -x

        .. convterm:: '@home
           :aliases: 'quoted'
        """
    )


def test_a_column_that_nobody_knows_is_named(tmp_path, capsys):
    written(tmp_path, 'table.csv', 'term,Owner\nBell,Jo\n')
    assert capsys.readouterr().err == (
        f'{tmp_path}/table.csv:1: the column "Owner" is left out: '
        'nobody knows what it holds\n'
    )


MARTIF = """\
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
    <martif type="TBX-Basic" xml:lang="en">
     <martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
     <text><body>
      <termEntry id="cycle-lane">
       <descripGrp><descrip type="subjectField">roads</descrip></descripGrp>
       <langSet xml:lang="en">
        <descripGrp>
         <descrip type="definition">The part of a <hi>road</hi> that is for bicycles.</descrip>
        </descripGrp>
        <tig><term>Bike lane</term>
         <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
        <ntig><termGrp><term>Cycle lane</term>
         <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
        <tig><term>Bicycle lane</term></tig>
       </langSet>
       <langSet xml:lang="fr">
        <descrip type="definition">Une partie de la route.</descrip>
        <tig><term>Voie cyclable</term></tig>
        <tig><term>Piste cyclable</term></tig>
       </langSet>
      </termEntry>
     </body></text>
    </martif>
    """
DCA = """\
    <?xml version="1.0" encoding="UTF-8"?>
    <tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
     <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
     <text><body>
      <conceptEntry id="cycle-lane">
       <descrip type="subjectField">roads</descrip>
       <langSec xml:lang="en">
        <descripGrp><descrip type="definition">The part of a road that is for bicycles.</descrip></descripGrp>
        <termSec><term>Cycle lane</term>
         <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
        <termSec><term>Bike lane</term></termSec>
        <termSec><term>Bicycle lane</term></termSec>
       </langSec>
       <langSec xml:lang="fr">
        <descrip type="definition">Une partie de la route.</descrip>
        <termSec><term>Voie cyclable</term></termSec>
        <termSec><term>Piste cyclable</term></termSec>
       </langSec>
      </conceptEntry>
     </body></text>
    </tbx>
    """
DCT = """\
    <?xml version="1.0" encoding="UTF-8"?>
    <tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
         xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
     <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
     <text><body>
      <conceptEntry id="cycle-lane">
       <min:subjectField>roads</min:subjectField>
       <langSec xml:lang="en">
        <basic:definition>The part of a road that is for bicycles.</basic:definition>
        <termSec><term>Bike lane</term>
         <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>Cycle lane</term>
         <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>Bicycle lane</term></termSec>
       </langSec>
       <langSec xml:lang="fr">
        <basic:definition>Une partie de la route.</basic:definition>
        <termSec><term>Voie cyclable</term></termSec>
        <termSec><term>Piste cyclable</term></termSec>
       </langSec>
      </conceptEntry>
     </body></text>
    </tbx>
    """


@pytest.mark.parametrize('text', [MARTIF, DCA, DCT], ids=['martif', 'DCA', 'DCT'])
def test_tbx_is_read_in_each_of_its_versions_and_styles(tmp_path, text):
    file = save(tmp_path / 'terms.tbx', textwrap.dedent(text))
    assert run(file, '--output', tmp_path / 'src') == 0
    assert (tmp_path / 'src' / 'glossary.rst').read_text() == CYCLE
    assert catalog(tmp_path) == FRENCH


def test_tbx_tells_abbreviations_wordings_to_avoid_and_relations(tmp_path):
    text = """\
        <tbx type="TBX-Basic" style="dca" xml:lang="en-US" xmlns="urn:iso:std:iso:30042:ed-2">
         <text><body>
          <conceptEntry id="c1">
           <ref type="crossReference" target="c2"/>
           <langSec xml:lang="en-US">
            <termSec><term>HSM</term><termNote type="termType">acronym</termNote></termSec>
            <termSec><term>Message template</term></termSec>
            <termSec><term>Form letter</term>
             <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
           </langSec>
          </conceptEntry>
          <conceptEntry id="c2">
           <descrip type="superordinateConceptGeneric" target="c1"/>
           <langSec xml:lang="en-US"><termSec><term>Pricing</term></termSec></langSec>
          </conceptEntry>
         </body></text>
        </tbx>
        """
    assert written(tmp_path, 'x.tbx', text, '--ids-from-names') == rest(
        """\
        .. convterm:: Message template
           :deprecated: Form letter
           :abbreviation: HSM
           :related: Pricing

        .. convterm:: Pricing
           :broader: Message template
        """
    )


def test_skos_that_others_have_written_is_read(tmp_path):
    text = """\
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
        @prefix : <https://example.org/vocabulary/> .

        :roads a skos:Collection ; skos:prefLabel "roads"@en ; skos:member :cycle-lane .
        :cycle-lane a skos:Concept ;
            skos:prefLabel "Cycle lane"@en, "Voie cyclable"@fr ;
            skos:altLabel "Bike lane"@en, "Piste cyclable"@fr ;
            xl:altLabel [ xl:literalForm "Bicycle lane"@en ] ;
            skos:definition "The part of a road that is for bicycles."@en ;
            skos:definition "Une partie de la route."@fr .
        """
    assert written(tmp_path, 'terms.ttl', text) == CYCLE
    assert catalog(tmp_path) == FRENCH


GLOSSARIST_1 = {
    'cycle-lane.yaml': """\
        ---
        termid: cycle-lane
        term: Cycle lane
        groups: [roads]
        eng:
          terms:
          - type: expression
            designation: Bike lane
            normative_status: admitted
          - type: expression
            designation: Cycle lane
            normative_status: preferred
          - type: expression
            designation: Bicycle lane
          definition: The part of a {{road}} that is for {{urn:x:2, bicycles}}.
          notes: []
          examples: []
          language_code: eng
          date_accepted: 2020-01-01 00:00:00.000000000 +00:00
        fra:
          terms:
          - designation: Voie cyclable
            type: expression
          - designation: Piste cyclable
            type: expression
          definition:
          - content: Une partie de la route.
          language_code: fra
        """,
}
GLOSSARIST_2 = {
    'concept/1.yaml': """\
        ---
        data:
          identifier: cycle-lane
          localized_concepts:
            eng: e1
            fra: f1
          domains:
          - content: roads
        id: c1
        status: valid
        """,
    'localized_concept/e.yaml': """\
        ---
        data:
          terms:
          - {type: expression, normative_status: preferred, designation: Cycle lane}
          - {type: expression, normative_status: admitted, designation: Bike lane}
          - {type: expression, normative_status: admitted, designation: Bicycle lane}
          definition:
          - content: The part of a road that is for bicycles.
          language_code: eng
        id: e1
        """,
    'localized_concept/f.yaml': """\
        ---
        data:
          terms:
          - {type: expression, normative_status: preferred, designation: Voie cyclable}
          - {type: expression, normative_status: admitted, designation: Piste cyclable}
          definition:
          - content: Une partie de la route.
          language_code: fra
        id: f1
        """,
}
GLOSSARIST_3 = {
    'all.yaml': ''.join(textwrap.dedent(text) for text in GLOSSARIST_2.values()),
}


@pytest.mark.parametrize('files', [GLOSSARIST_1, GLOSSARIST_2, GLOSSARIST_3])
def test_glossarist_is_read_in_each_of_its_layouts(tmp_path, files):
    for name, text in files.items():
        save(tmp_path / 'concepts' / name, text)
    assert run(tmp_path / 'concepts', '--output', tmp_path / 'src') == 0
    assert (tmp_path / 'src' / 'glossary.rst').read_text() == CYCLE
    assert catalog(tmp_path) == FRENCH


def test_what_terms_have_no_place_for_is_counted(tmp_path, capsys):
    tbx = """\
        <tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
             xmlns:min="http://www.tbxinfo.net/ns/min">
         <text><body><conceptEntry id="bell"><note>x</note>
          <langSec xml:lang="en"><termSec><term>Bell <hi>!</hi></term>
           <min:partOfSpeech>noun</min:partOfSpeech></termSec>
          <termSec><term>Ring</term>
           <termNote type="partOfSpeech">verb</termNote></termSec></langSec>
         </conceptEntry></body></text></tbx>
        """
    skos = """\
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix : <https://example.org/> .
        :bell a skos:Concept ; skos:prefLabel "Bell"@en ; skos:note "a", "b" ;
            skos:definition "Rings." ; rdfs:comment "It rings." ;
            rdfs:seeAlso <https://one.example/>, <https://two.example/> .
        :lane a skos:Concept ; skos:prefLabel "Lane"@en ; rdfs:comment "A lane." .
        """
    written(tmp_path, 'x.tbx', tbx)
    written(tmp_path, 'x.ttl', skos, '--force')
    start = 'left out, as terms have no place for it'
    assert capsys.readouterr().err.splitlines() == [
        f'{tmp_path}/x.tbx: {start}: note (1), partOfSpeech (2)',
        f'{tmp_path}/x.ttl: {start}: rdfs:seeAlso (1), skos:note (2), rdfs:comment (1)',
    ]


# -- where things go


def test_each_category_has_a_document_whose_title_is_translated(tmp_path, capsys):
    file = save(tmp_path / 'in.json', json.dumps(EVERYTHING))
    assert run(file, '--output', tmp_path / 'src', '--by-category') == 0
    names = sorted(path.name for path in (tmp_path / 'src').glob('*.rst'))
    assert names == ['bikes.rst', 'glossary.rst', 'talk.rst']
    assert catalog(tmp_path, name='talk')['Talk & more'] == 'Parler'
    assert catalog(tmp_path, name='convglossary') == {'Talk & more': 'Parler'}
    out = capsys.readouterr().out
    assert f'{tmp_path}/src/talk.rst: 2 terms\n' in out
    assert "convglossary_categories = {'talk': 'Talk & more', 'bikes': 'Bikes'}" in out


def test_two_terms_of_one_name_are_in_two_documents_if_translations_differ(tmp_path):
    text = 'id,term,fr\nmoney,Bank,Banque\nriver,Bank,Rive\n'
    written(tmp_path, 'table.csv', text)
    assert catalog(tmp_path) == {'Bank': 'Banque'}
    assert catalog(tmp_path, name='glossary-2') == {'Bank': 'Rive'}


def test_what_one_catalog_cannot_hold_is_named(tmp_path, capsys):
    save(tmp_path / 'src' / 'conf.py', "gettext_compact = 'all'\n")
    text = 'id,term,fr\nmoney,Bank,Banque\nriver,Bank,Rive\n'
    written(tmp_path, 'table.csv', text)
    assert catalog(tmp_path, name='all') == {'Bank': 'Banque'}
    assert capsys.readouterr().err == (
        f'{tmp_path}/table.csv:3: "Bank" is translated in two ways in one catalog; '
        'the first counts (set gettext_compact to False in conf.py)\n'
    )


def test_what_a_term_says_twice_and_translates_in_two_ways_is_named(tmp_path, capsys):
    text = 'term,abbreviation,fr,abbreviation fr\nBell,Bell,Sonnette,S\n'
    written(tmp_path, 'x.csv', text)
    assert catalog(tmp_path) == {'Bell': 'Sonnette'}
    assert capsys.readouterr().err.splitlines() == [
        f'{tmp_path}/x.csv:2: "Bell" is translated in two ways in one term; the first '
        'counts'
    ]


def test_catalogs_are_where_conf_py_says_and_keep_what_others_translated(tmp_path):
    conf = "locale_dirs = ['../po']\ngettext_compact = True\n"
    save(tmp_path / 'src' / 'conf.py', conf)
    po = """\
        msgid ""
        msgstr ""
        "Content-Type: text/plain; charset=utf-8\\n"
        "Last-Translator: Jo\\n"

        #: terms/other.rst:3
        msgid "Other"
        msgstr "Autre"

        #: terms/glossary.rst:9
        msgid "Old"
        msgstr "Vieux"

        #: terms/other.rst:5
        msgid "Bell"
        msgstr "Cloche"
        """
    path = save(tmp_path / 'po' / 'fr' / 'LC_MESSAGES' / 'terms.po', po)
    file = save(tmp_path / 'table.csv', 'term,fr\nBell,Sonnette\nLane,Voie\n')
    assert run(file, '--output', tmp_path / 'src' / 'terms') == 0
    with path.open('rb') as stream:
        found = read_po(stream)
    assert {x.id: x.string for x in found if x.id} == {
        'Other': 'Autre',
        'Bell': 'Cloche',
        'Lane': 'Voie',
    }
    assert found.last_translator == 'Jo'


def test_a_document_that_is_there_is_overwritten_with_force_only(tmp_path, capsys):
    document = save(tmp_path / 'src' / 'glossary.rst', 'Mine\n')
    file = save(tmp_path / 'table.csv', 'term,fr\nBell,Sonnette\n')
    before = tree(tmp_path)
    assert run(file, '--output', tmp_path / 'src') == 1
    assert capsys.readouterr().err == (
        f'{document}: it is there already; --force overwrites it\n'
    )
    assert tree(tmp_path) == before
    assert run(file, '--output', tmp_path / 'src', '--force') == 0
    assert '.. convterm:: Bell' in document.read_text()


def test_a_language_has_aliases_where_the_source_has_none(tmp_path, capsys):
    written(tmp_path, 'table.csv', 'term,fr,aliases_fr\nBell,Sonnette,Cloche\n')
    assert catalog(tmp_path) == {'Bell': 'Sonnette', 'aliases: Bell': 'Cloche'}
    assert "convglossary_extra_messages = ['aliases']" in capsys.readouterr().out


def test_a_folder_of_a_locale_that_is_there_is_used(tmp_path):
    (tmp_path / 'src' / 'locales' / 'pt-BR').mkdir(parents=True)
    written(tmp_path, 'table.csv', 'term,pt_BR\nBell,Campainha\n')
    assert catalog(tmp_path, 'pt-BR') == {'Bell': 'Campainha'}


def test_another_language_is_that_of_the_sources(tmp_path, capsys):
    options = ('--source-language', 'fr')
    text = 'en,fr\nBell,Sonnette\nLane,\n'
    document = written(tmp_path, 'table.csv', text, *options)
    assert document == rest('.. convterm:: Sonnette\n')
    assert catalog(tmp_path, 'en') == {'Sonnette': 'Bell'}
    told = capsys.readouterr()
    assert told.err == (
        f'{tmp_path}/table.csv:3: "Lane" has no name in "fr", and is left out\n'
    )
    assert "convglossary_source_language = 'fr'" in told.out


def test_a_relation_to_nothing_is_named_and_left_out(tmp_path, capsys):
    text = 'term,related\nBell,bike lane\nBike Lane,Nothing\n'
    assert written(tmp_path, 'table.csv', text) == rest(
        """\
        .. convterm:: Bell
           :related: Bike Lane

        .. convterm:: Bike Lane
        """
    )
    assert capsys.readouterr().err == (
        f'{tmp_path}/table.csv:3: related: nothing is called "Nothing"; '
        'it is left out\n'
    )


# -- what is malformed

MALFORMED = {
    'twice.csv': ('id,term\na,Bell\nb,Lane\na,Ring\n', 4, 'the id "a" is there twice'),
    'an open quote.csv': (
        'term,definition\nBell,"Rings\n',
        2,
        'this is no CSV: unexpected end of data',
    ),
    'too many cells.csv': (
        'term,definition\nBell,Rings\nLane,Of, bikes\n',
        3,
        '3 cells, where the header has 2',
    ),
    'no names.csv': ('a,b\n1,2\n', 1, 'no column holds names: call one of them "term"'),
    'nothing.csv': ('', 1, 'no column holds names: call one of them "term"'),
    'columns twice.csv': (
        'term,name\nBell,Bell\n',
        1,
        'two columns hold the same: name',
    ),
    'no ids.csv': (
        'language,term\nen,Bell\n',
        1,
        'beside "language" a column "id" has to tell what belongs together',
    ),
    'source and target.csv': (
        'source,target\nBell,Sonnette\n',
        1,
        'which languages are these? call the columns by their codes: en, fr',
    ),
    'no term.csv': (
        'id,language\na,en\n',
        1,
        'no column holds names: call one of them "term"',
    ),
    'no name.csv': (
        'source,language\na,en\n',
        1,
        'beside "language" a column "term" has to be',
    ),
    'rows twice.csv': (
        'id,language,term\na,en,A\na,en,B\n',
        3,
        '"a" is there twice in "en"',
    ),
    'no language.csv': ('id,language,term\na,,A\n', 2, 'it has no language'),
    'latin.csv': (
        b'term\nBell\nV\xe9lo\n',
        3,
        'this is no UTF-8; save the file as UTF-8',
    ),
    'open.tbx': (
        '<martif xml:lang="en">\n<text>\n</martif>',
        3,
        'this is no XML: mismatched tag',
    ),
    'other.tbx': ('<html/>', 1, '<html> is no TBX'),
    'no term.tbx': (
        '<martif xml:lang="en"><termEntry>\n<langSet xml:lang="en">\n<tig/></langSet></termEntry></martif>',
        3,
        'there is no term in it',
    ),
    'no language.tbx': (
        '<martif>\n<termEntry><langSet/></termEntry></martif>',
        2,
        '<langSet> has no xml:lang',
    ),
    'twice.tbx': (
        '<martif><termEntry id="a"/>\n<termEntry id="a"/></martif>',
        2,
        'the id "a" is there twice',
    ),
    'encoding.tbx': (
        '<?xml version="1.0" encoding="none"?><martif/>',
        1,
        'this is no XML: unknown encoding: none',
    ),
    'laughs.tbx': (
        '<!DOCTYPE martif [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;">]><martif>&b;</martif>',
        2,
        'the entity "a" is refused; write what it stands for',
    ),
    'file.tbx': (
        '<!DOCTYPE martif [\n<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<martif>&a;</martif>',
        2,
        'the entity "a" is refused; write what it stands for',
    ),
    'unknown.tbx': (
        '<!DOCTYPE martif SYSTEM "x.dtd">\n<martif>&eacute;</martif>',
        2,
        'the entity "eacute" is unknown',
    ),
    'laughs.rdf': (
        '<!DOCTYPE x [<!ENTITY a "ha">\n<!ENTITY b "&a;&a;">]>\n<x>&b;</x>',
        2,
        'the entity "b" is refused; write what it stands for',
    ),
    'syntax.rdf': (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:li/></rdf:RDF>',
        2,
        None,
    ),
    'open.ttl': ('@prefix a: <b> .\na:b a:c "d .\n', 2, None),
    'none.ttl': (
        '<https://a> <https://b> "c" .\n',
        1,
        'there is no skos:Concept in it',
    ),
    'open.nq': ('<https://a> <https://b> "c" .\n<https://a> nothing\n', 2, None),
    'address.jsonld': (
        '{\n"@context": "https://example.org/context.json"}',
        1,
        'its "@context" is an address; put it in the file',
    ),
    'open.json': ('{"format":\n"convglossary",\n', 3, None),
    'list.json': ('[1]', 1, 'this is no glossary.json: "format" says so'),
    'version.json': (
        '\n{"format": "convglossary", "version": 2}',
        2,
        '"version" is 2; 1 can be read',
    ),
    'open.yaml': ('data:\n  - [\n', 3, None),
    'list.yaml': ('- a\n', 1, 'document 1 of the file is no mapping'),
    'lost.yaml': (
        'data:\n  localized_concepts:\n    eng: e1\n',
        3,
        'the concept "e1" (eng) is in none of the files',
    ),
    'empty.yaml': ('a: b\n', 1, 'there is no concept in it'),
    'terms.yaml': (
        'termid: 1\neng:\n  terms:\n  - Bell\n',
        3,
        '"terms" is not a list of mappings',
    ),
    'bomb.yaml': (
        'a: &a [ha, ha]\neng:\n  terms: []\n  definition: [*a]\n',
        3,
        '"definition" holds something that is no text',
    ),
    'tag.yaml': ('a: !!python/object:os.system x\n', 1, None),
}
WRONG_CONCEPTS = [
    ({'id': 1.5, 'renderings': []}, '"renderings" is not a mapping'),
    ({'renderings': {}}, '"id" is not a text'),
    ({'id': 'a', 'previously': 'b'}, '"previously" is not a list'),
    ({'id': 'a', 'previously': [1]}, '"previously" is not a list of texts'),
    (
        {'id': 'a', 'relations': [{'kind': 'x', 'target': 'a'}]},
        '"kind" is "x", which is no relation',
    ),
    (
        {'id': 'a', 'renderings': {'en': {'state': 'x'}}},
        '"state" is "x", which is none',
    ),
    ({'id': 'agent'}, 'the id "agent" is there twice'),
]


@pytest.mark.parametrize('name', MALFORMED)
def test_a_malformed_file_is_one_line_with_its_place_and_leaves_nothing(
    tmp_path, capsys, name
):
    data, line, reason = MALFORMED[name]
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    before = tree(tmp_path)
    assert run(file, '--output', tmp_path / 'src') == 1
    told = capsys.readouterr()
    assert told.out == ''
    assert told.err.count('\n') == 1
    assert told.err.startswith(f'{file}:{line}: ')
    if reason:
        assert told.err == f'{file}:{line}: {reason}\n'
    assert tree(tmp_path) == before


@pytest.mark.parametrize(('concept', 'reason'), WRONG_CONCEPTS)
def test_a_mistake_in_our_json_has_the_line_of_its_object(
    tmp_path, capsys, concept, reason
):
    data = glossary_json({'id': 'agent', 'renderings': {'en': rendering('Agent')}})
    text = json.dumps(data)[:-2] + f',\n\n{json.dumps(concept)}]}}'
    file = save(tmp_path / 'glossary.json', text)
    assert run(file, '--output', tmp_path / 'src') == 1
    assert capsys.readouterr().err == f'{file}:3: {reason}\n'


SAMPLES = {
    'x.csv': 'id,language,term,aliases,related\na,en,Bell,"Ring; Ding",b\na,fr,Cloche,,\n',
    'y.csv': "term;fr;definition_fr;id\n'=Bell;Cloche;Sonne;1\n",
    'x.tbx': textwrap.dedent(MARTIF),
    'y.tbx': textwrap.dedent(DCT),
    'x.json': json.dumps(EVERYTHING, indent=1),
    'x.yaml': textwrap.dedent(GLOSSARIST_1['cycle-lane.yaml']),
    'y.yaml': GLOSSARIST_3['all.yaml'],
    'x.ttl': (
        '@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n'
        '<https://e.org/a> a s:Concept ; s:prefLabel "Bell"@en ; s:related <https://e.org/b> .\n'
    ),
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize('name', SAMPLES)
def test_any_damage_is_an_import_or_one_line(tmp_path, capsys, name, data):
    text = SAMPLES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 30, len(text))))
        piece = data.draw(
            st.text(alphabet='ab 1"\'<>&;,:{}[]-\n\t\0\\é@#*_', max_size=6)
        )
        text = text[:start] + piece + text[end:]
    file = tmp_path / name
    file.write_text(text, encoding='utf-8')
    code = run(file, '--output', tmp_path / 'src', '--force')
    told = capsys.readouterr()
    if code:
        assert told.err.count('\n') == 1
        assert 'Error' not in told.err


@pytest.mark.parametrize(
    'value',
    [
        '"zzz"^^xsd:integer',
        '"007"^^xsd:integer',
        '"maybe"^^xsd:boolean',
        '"<a"^^rdf:XMLLiteral',
        '"<a>b</a>"^^rdf:XMLLiteral',
    ],
)
def test_a_value_is_the_text_that_it_is_written_as(tmp_path, value):
    file = save(
        tmp_path / 'terms.ttl',
        f"""\
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        <http://e.x/a> a skos:Concept ; skos:prefLabel "Bell" ;
            skos:definition {value} .
        """,
    )
    # The log of a library reaches the console of a process of its own only.
    done = subprocess.run(
        [sys.executable, '-m', NAME, 'import', file, '--source-language', 'en'],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, '')
    assert value.split('"')[1] in (tmp_path / 'glossary.rst').read_text('utf-8')


def test_an_id_of_digits_keeps_its_zeros(tmp_path):
    text = """\
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <http://e.x/a> a skos:Concept ; skos:prefLabel "Bell"@en ;
        skos:notation "007"^^<http://www.w3.org/2001/XMLSchema#integer> .
    """
    assert ':id: 007\n' in written(tmp_path, 'terms.ttl', textwrap.dedent(text))


RDF = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY e "{entity}">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://e.x/{id}"><skos:prefLabel xml:lang="en">Bell</skos:prefLabel>
<skos:definition {kind}>{text}</skos:definition></skos:Concept></rdf:RDF>
"""


def rdf(text, *, entity='x', kind='xml:lang="en"', id='a'):
    return RDF.format(entity=entity, kind=kind, id=id, text=text)


TRIX = """<TriX xmlns="http://www.w3.org/2004/03/trix/trix-1/"><graph><triple>
<uri>http://e.x/a</uri><uri>http://www.w3.org/2004/02/skos/core#definition</uri>
<plainLiteral xml:lang="en">{}</plainLiteral></triple></graph></TriX>
"""
MARKUP = 'rdf:parseType="Literal"'
#: Files that would take rdflib from ten seconds to hours, and what is wrong with them.
BOMBS = {
    'entity in a text': ('rdf', rdf('&e;' * 16_000, entity='x' * 199), 'entities make'),
    'entity in an id': (
        'rdf',
        rdf('a', entity='x' * 199, id='&e;' * 16_000),
        'entities',
    ),
    'entity with lines': ('rdf', rdf('&e;' * 16_000, entity='x\n' * 99), 'so long a'),
    'lines': ('rdf', rdf('a line of a text\n' * 400_000), 'so long a text'),
    'characters': ('rdf', rdf('&amp;' * 300_000), 'so long a text'),
    'markup': ('rdf', rdf('<b/>' * 5_000, kind=MARKUP), 'so long a text'),
    'nested markup': (
        'rdf',
        rdf('<b>' * 5_000 + '</b>' * 5_000, kind=MARKUP),
        'so long',
    ),
    'text in markup': ('rdf', rdf('<b>a\n</b>' * 5_000, kind=MARKUP), 'so long a text'),
    'lines of TriX': ('trix', TRIX.format('a line\n' * 400_000), 'so long a text'),
}


@pytest.mark.parametrize('kind', BOMBS)
def test_what_would_take_for_ever_is_refused_with_its_line(tmp_path, capsys, kind):
    ending, text, reason = BOMBS[kind]
    file = tmp_path / f'bomb.{ending}'
    file.write_text(text)
    assert run(file, '--output', tmp_path / 'src') == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert re.match(rf'{re.escape(str(file))}:\d+: {reason}', told)
    assert not (tmp_path / 'src').exists()


@pytest.mark.parametrize(
    'text',
    [
        rdf('word ' * 1_200_000),
        rdf('a line of a definition that is long\n' * 10_000),
        rdf('<b>a</b> word ' * 100, kind=MARKUP),
        rdf('&e;' * 2_000, entity='x' * 199),
    ],
    ids=['one line', 'lines', 'markup', 'entity'],
)
def test_a_long_text_is_read(tmp_path, text):
    assert 'Bell' in written(tmp_path, 'terms.rdf', text)


def test_entities_that_abbreviate_a_namespace_are_read_in_rdf(tmp_path):
    text = """\
        <!DOCTYPE rdf:RDF [<!ENTITY skos "http://www.w3.org/2004/02/skos/core#">]>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="&skos;">
        <rdf:Description rdf:about="https://example.org/bell">
         <rdf:type rdf:resource="&skos;Concept"/>
         <skos:prefLabel xml:lang="en">Bell</skos:prefLabel>
        </rdf:Description>
        </rdf:RDF>
        """
    assert written(tmp_path, 'x.rdf', text) == rest('.. convterm:: Bell\n')


@pytest.mark.parametrize(('package', 'name'), [('rdflib', 'x.ttl'), ('yaml', 'x.yaml')])
def test_a_package_that_is_missing_is_named(
    tmp_path, monkeypatch, capsys, package, name
):
    monkeypatch.setitem(sys.modules, package, None)
    file = save(tmp_path / name, '')
    assert run(file, '--output', tmp_path / 'src') == 1
    assert capsys.readouterr().err == (
        f'{file}: {package} is needed to read this: '
        "pip install 'sphinxcontrib-convglossary[import]'\n"
    )


def test_several_files_are_imported_or_none(tmp_path, capsys):
    good = save(tmp_path / 'good.csv', 'term,fr\nBell,Sonnette\n')
    bad = save(tmp_path / 'bad.csv', 'Bell\n')
    assert run(good, bad, '--output', tmp_path / 'src') == 1
    assert capsys.readouterr().err.startswith(f'{bad}:1: ')
    assert not (tmp_path / 'src').exists()


def test_a_catalog_that_cannot_be_read_is_left_alone(tmp_path, capsys):
    path = tmp_path / 'src' / 'locales' / 'fr' / 'LC_MESSAGES' / 'glossary.po'
    save(path, 'msgid "a"\nnonsense\n')
    file = save(tmp_path / 'table.csv', 'term,fr\nBell,Sonnette\n')
    before = tree(tmp_path)
    assert run(file, '--output', tmp_path / 'src') == 1
    assert capsys.readouterr().err.startswith(f'{path}:2: this is no catalog: ')
    assert tree(tmp_path) == before


HEADER = r"""msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset={}\n"
"""
MESSAGE = '\nmsgid "Oven"\nmsgstr "Four"\n'


@pytest.mark.parametrize('message', ['', MESSAGE], ids=['empty', 'filled'])
@pytest.mark.parametrize(
    'charset', ['klingon', 'utf-16', 'utf-7', 'hex', 'iso-8859-1', 'us-ascii', 'a\0b']
)
def test_a_catalog_that_says_it_is_no_utf_8_is_left_alone(
    tmp_path, capsys, charset, message
):
    path = tmp_path / 'src' / 'locales' / 'fr' / 'LC_MESSAGES' / 'glossary.po'
    save(path, HEADER.format(charset) + message)
    file = save(tmp_path / 'table.csv', 'term,fr\nBell,Sonnette\n')
    before = tree(tmp_path)
    assert run(file, '--output', tmp_path / 'src') == 1
    (told,) = capsys.readouterr().err.splitlines()
    shown = charset.replace('\0', r'\x00')
    assert told.startswith(f'{path}:4: its header says "charset={shown}", and ')
    assert tree(tmp_path) == before


def test_a_catalog_with_a_byte_order_mark_is_one_that_sphinx_reads(tmp_path):
    path = tmp_path / 'src' / 'locales' / 'fr' / 'LC_MESSAGES' / 'glossary.po'
    save(path, f'\ufeff{HEADER.format("utf-8")}{MESSAGE}')
    written(tmp_path, 'table.csv', 'term,fr\nBell,Sonnette\n')
    assert path.read_bytes().startswith(b'msgid ""')
    assert catalog(tmp_path) == {'Oven': 'Four', 'Bell': 'Sonnette'}


@pytest.mark.parametrize('charset', ['utf-8', 'UTF8', 'CHARSET'])
def test_a_catalog_of_utf_8_may_spell_it_in_any_way(tmp_path, charset):
    path = tmp_path / 'src' / 'locales' / 'fr' / 'LC_MESSAGES' / 'glossary.po'
    save(path, HEADER.format(charset) + MESSAGE.replace('Four', 'Fourneau à bois'))
    written(tmp_path, 'table.csv', 'term,fr\nBell,Sonnette œuvrée\n')
    assert path.read_text('utf-8').startswith(HEADER.format(charset))
    assert catalog(tmp_path)['Oven'] == 'Fourneau à bois'
    assert catalog(tmp_path)['Bell'] == 'Sonnette œuvrée'


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.text(max_size=4) | st.sampled_from(['\0', '\u202e', '\ufffe']))
@example(key='\0')
def test_what_is_printed_for_conf_py_can_stand_in_it(tmp_path, capsys, key):
    concept = {'id': 'x', 'category': key, 'renderings': {'en': rendering('Bell')}}
    label = {'key': key or 'x', 'label': {'en': key}}
    file = tmp_path / 'glossary.json'
    file.write_text(json.dumps({**glossary_json(concept), 'categories': [label]}))
    capsys.readouterr()
    assert run(file, '--output', tmp_path / 'src', '--force') == 0
    printed = capsys.readouterr().out.partition('convglossary_categories = ')[2]
    for entry in ast.literal_eval(printed or '{}').items():
        assert configuration._category(*entry) is None


@pytest.mark.parametrize('failing', range(1, 5))
def test_what_cannot_be_written_whole_is_not_written(
    tmp_path, monkeypatch, capsys, failing
):
    document = save(tmp_path / 'src' / 'glossary.rst', 'Mine\n')
    file = save(tmp_path / 'table.csv', 'term,fr,de\nBell,Sonnette,Klingel\n')
    before = tree(tmp_path)
    moves = []
    replace = os.replace

    def fail(here, there):
        moves.append(there)
        if len(moves) == failing:
            raise OSError(28, 'No space left on device', str(there))
        replace(here, there)

    monkeypatch.setattr(os, 'replace', fail)
    code = run(file, '--output', tmp_path / 'src', '--force')
    if failing > 3:
        assert code == 0
        assert document.read_text() != 'Mine\n'
    else:
        assert code == 1
        assert capsys.readouterr().err.endswith(': No space left on device\n')
        assert tree(tmp_path) == before


def test_nothing_but_the_files_stays_behind(tmp_path):
    file = save(tmp_path / 'table.csv', 'term,fr\nBell,Sonnette\n')
    assert run(file, '--output', tmp_path / 'src') == 0
    assert sorted(tree(tmp_path / 'src')) == [
        'glossary.rst',
        'locales',
        'locales/fr',
        'locales/fr/LC_MESSAGES',
        'locales/fr/LC_MESSAGES/glossary.po',
    ]


@pytest.mark.parametrize(
    ('arguments', 'reason'),
    [
        (['missing.csv'], 'missing.csv: No such file or directory'),
        (
            ['table.doc'],
            'table.doc: nobody knows what this is: say --from with one of csv, tbx, skos, json, glossarist',
        ),
        (['table.csv', '--source-language', 'x!'], '"x!" is no language code'),
        (
            ['table.csv', '--source-language', 'de'],
            'no term has a name in "de" (names are in: fr, nl); say --source-language',
        ),
        (
            ['table.csv'],
            'the source language is not known (there is: fr, nl): say --source-language',
        ),
        (['table.csv', '--name', '../x'], '"../x" is no name for a document'),
        (['folder'], 'folder: there is no YAML file in this folder'),
        (['empty.csv'], 'empty.csv: there is no term in it'),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path, monkeypatch, capsys, arguments, reason
):
    monkeypatch.chdir(tmp_path)
    save(tmp_path / 'table.doc', '')
    save(tmp_path / 'table.csv', 'fr,nl\nSonnette,Bel\n')
    save(tmp_path / 'empty.csv', 'term\n')
    (tmp_path / 'folder').mkdir()
    assert run(*arguments) == 1
    assert capsys.readouterr().err == f'{reason}\n'


# -- what must not reach a path or a document

NASTY = 'a\n\n.. raw:: html\n\n   <script>'


def test_no_text_of_a_file_is_more_than_text(tmp_path, syntax):
    concept = {
        'id': NASTY,
        'previously': [NASTY],
        'category': NASTY,
        'renderings': {
            'en': rendering(
                NASTY,
                NASTY,
                aliases=[NASTY],
                abbreviation=NASTY,
                forms=[NASTY],
                deprecated=[NASTY],
                sort=NASTY,
            ),
            'fr': rendering(NASTY, NASTY, aliases=[NASTY]),
        },
    }
    data = glossary_json(concept)
    data['title'] = {'en': NASTY}
    data['categories'] = [{'key': NASTY, 'label': {'en': NASTY, 'fr': NASTY}}]
    file = save(tmp_path / 'in.json', json.dumps(data))
    line = 'a .. raw:: html <script>'
    categories = {line: line}
    for options in ((), ('--by-category',)):
        folder = tmp_path / f'new{len(options)}'
        project = imported(folder, file, syntax=syntax, options=options)
        project.configure(convglossary_categories=categories)
        page = project.build(language='fr')
        told = json.loads(page.file('glossary.json'))
        (only,) = told['concepts']
        assert only['renderings']['en']['name'] == line
        assert only['renderings']['en']['aliases'] == [line]
        assert only['category'] == line
        documents = [
            x for x in page.path.rglob('*.html') if '<script> ' in x.read_text()
        ]
        assert documents == []


@pytest.mark.parametrize('code', ['../../x', 'fr/../..', '', 'a b', 'en-x-y'])
def test_a_language_that_is_none_is_left_out(tmp_path, capsys, code):
    languages = {'en': rendering('Bell'), code: rendering('Sonnette')}
    data = glossary_json({'id': 'bell', 'renderings': languages})
    data |= {'languages': ['en', code], 'categories': []}
    file = save(tmp_path / 'in' / 'in.json', json.dumps(data))
    assert run(file, '--output', tmp_path / 'src') == 0
    names = {name for name in tree(tmp_path) if 'in' not in name}
    assert names <= {'src', 'src/glossary.rst', 'src/locales'}
    assert capsys.readouterr().err.count('\n') == bool(code)


@pytest.mark.parametrize(
    ('published', 'option'),
    [
        (['en', 'fr', 'pt', 'pt-BR'], None),
        (['en', 'pt', 'pt-BR'], '!fr'),
        (['en', 'fr', 'pt'], '!pt_BR'),
        (['en', 'fr'], '!pt · !pt_BR'),
        (['en', 'fr', 'pt-BR'], 'fr · pt_BR'),
        (['en', 'pt'], '!fr · !pt_BR'),
        (['en', 'pt-BR'], 'pt_BR'),
        (['en'], '!fr · !pt · !pt_BR'),
    ],
)
def test_a_term_is_published_where_it_was(tmp_path, published, option):
    languages = {code: rendering('Bell') for code in published}
    data = glossary_json(
        {'id': 'bell', 'renderings': languages}, languages=['en', 'fr', 'pt', 'pt-BR']
    )
    file = save(tmp_path / 'in.json', json.dumps(data))
    assert run(file, '--output', tmp_path / 'src') == 0
    text = (tmp_path / 'src' / 'glossary.rst').read_text()
    line = re.search('^   :locales: (.+)$', text, re.MULTILINE)
    assert (line and line[1]) == option


def test_importing_again_changes_nothing(tmp_path):
    file = save(tmp_path / 'in.json', json.dumps(EVERYTHING))
    assert run(file, '--output', tmp_path / 'src') == 0
    before = tree(tmp_path)
    assert run(file, '--output', tmp_path / 'src', '--force') == 0
    assert tree(tmp_path) == before


def test_the_header_of_a_catalog_stays_as_it_is(tmp_path):
    header = (
        '# Of Jo.\n#, fuzzy\nmsgid ""\nmsgstr ""\n'
        '"POT-Creation-Date: 2020-01-01 00:00+0000\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
    )
    path = tmp_path / 'src' / 'locales' / 'fr' / 'LC_MESSAGES' / 'glossary.po'
    save(path, header)
    written(tmp_path, 'table.csv', 'term,fr\n100 % sure,100 % sûr\n')
    assert path.read_text(encoding='utf-8') == (
        f'{header}\n#: glossary.rst:4\nmsgid "100 % sure"\nmsgstr "100 % sûr"\n'
    )


def test_rdf_in_another_encoding_is_read(tmp_path):
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
        '<skos:Concept rdf:about="https://example.org/velo">'
        '<skos:prefLabel xml:lang="fr">Vélo</skos:prefLabel>'
        '</skos:Concept></rdf:RDF>'
    )
    file = tmp_path / 'x.rdf'
    file.write_bytes(text.encode('latin-1'))
    assert run(file, '--output', tmp_path / 'src') == 0
    assert '.. convterm:: Vélo\n' in (tmp_path / 'src' / 'glossary.rst').read_text()


# -- the manual

PAGE = Path(__file__).parent.parent / 'docs' / 'howto' / 'import.rst'
BLOCK = re.compile(
    r'^\.\. code-block:: (?P<language>\w+)\n(?:   :caption: (?P<caption>.+)\n)?\n'
    r'(?P<text>(?:(?:   .*)?\n)+)',
    re.MULTILINE,
)


def test_the_manual_names_every_option():
    parser = argparse.ArgumentParser(add_help=False)
    command.add_arguments(parser)
    options = [action.option_strings[0] for action in parser._actions[1:]]
    assert [x for x in options if f'``{x}' not in PAGE.read_text()] == []


@pytest.mark.parametrize(
    'conf',
    [
        "locale_dirs = 'po'",
        'locale_dirs = 1',
        'locale_dirs = [1]',
        'locale_dirs = x',
        '(',
    ],
)
def test_a_conf_py_that_is_no_use_does_no_harm(tmp_path, conf):
    text = f'{conf}\nconvglossary_extra_messages = 1\nconvglossary_categories = 1\n'
    save(tmp_path / 'src' / 'conf.py', text)
    written(tmp_path, 'table.csv', 'term,fr,aliases_fr\nBell,Sonnette,Cloche\n')
    assert catalog(tmp_path)['Bell'] == 'Sonnette'


def examples():
    """Give each section of the manual that runs the command."""
    text = PAGE.read_text(encoding='utf-8')
    sections = re.split(r'\n(.+)\n-{4,}\n', text)
    for title, body in zip(sections[1::2], sections[2::2], strict=True):
        if '.. code-block:: console' in body:
            yield pytest.param(body, id=title)


@pytest.mark.parametrize('section', [*examples()])
def test_an_example_of_the_manual_does_what_it_says(
    tmp_path, monkeypatch, capsys, section
):
    monkeypatch.chdir(tmp_path)
    ran, code = '', None
    for block in BLOCK.finditer(section):
        text = f'{textwrap.dedent(block["text"]).strip()}\n'
        if block['language'] == 'console':
            ran = text.removeprefix('$ convglossary ').split()
            code = main(ran)
            told = capsys.readouterr()
        elif code is None:
            save(tmp_path / block['caption'], text)
        elif block['caption'] == 'prints':
            assert told.out == text
        elif block['caption'] == 'prints an error':
            assert (told.err, code) == (text, 1)
            assert not (tmp_path / 'docs').exists()
        else:
            assert told.err == ''
            assert (tmp_path / block['caption']).read_text(encoding='utf-8') == text
    assert ran, 'the section runs the command'
