"""What machines read of a glossary: each format, by a tool that others wrote."""

from __future__ import annotations

import csv
import json
import re
import sys
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from projects import words
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, Namespace
from translate.convert.tbx2po import converttbx
from translate.storage.csvl10n import csvfile
from translate.storage.omegat import OmegaTFile
from translate.storage.po import pofile
from translate.storage.tbx import tbxfile

import sphinxcontrib_convglossary
from sphinxcontrib_convglossary.exports import jsonld
from sphinxcontrib_convglossary.exports.csv import COLUMNS, harmless, restored
from sphinxcontrib_convglossary.exports.formats import FORMATS, files
from sphinxcontrib_convglossary.exports.skos import omissions
from sphinxcontrib_convglossary.exports.tags import tag_of
from sphinxcontrib_convglossary.exports.tbx import entry_id
from sphinxcontrib_convglossary.registry import State, Translated
from sphinxcontrib_convglossary.spelling import printable
from sphinxcontrib_convglossary.terms import RelationKind, Wording
from sphinxcontrib_convglossary.vocabulary import Concept, Link, Rendering, Vocabulary

# What rdflib 7.6 and pyshacl 0.40 make of each other's classes, until rdflib 8.
pytestmark = pytest.mark.filterwarnings(
    'ignore:(ConjunctiveGraph|Dataset).* deprecated:DeprecationWarning'
)

EXPORTS = Path(sphinxcontrib_convglossary.__file__).parent / 'exports'
SHAPES = Path(__file__).parent / 'exports' / 'skos.ttl'
SCHEMA = Namespace('https://schema.org/')

DOCUMENTS = {
    'index.rst': """\
        Home
        ====

        .. toctree::

           terms/talk
           terms/vehicles
           glossary
           glossary/talk

        Every :term-ref:`agent` answers.
        """,
    'terms/talk.rst': """\
        Talk
        ====

        .. convterm:: Agent
           :category: talk
           :previously: bot
           :aliases: Helper · Human agent
           :forms: agents
           :deprecated: Operator
           :related: intent

           Somebody who answers an ``utterance``, see :term-ref:`intent`.

           More: *"quoted"*, a \\\\ backslash & <script>alert(1)</script>.

        .. convterm:: Intent
           :id: intent
           :category: talk
           :abbreviation: INT
           :broader: Purpose

           What somebody wants.

        .. convterm:: Purpose
           :hidden:
           :aliases: =1+1 · Aim; @home

           What anything is for.

        .. convterm:: ``#hash`` [1] *
           :replaced-by: Agent
        """,
    'terms/vehicles.rst': """\
        Bikes
        =====

        .. convterm:: Bell
           :category: bikes
           :locales: !fr

           Rings.
        """,
}
FRENCH = {
    'Agent': 'Agent (fr)',
    'aliases: Helper · Human agent': 'aliases: Aide',
    'Helper · Human agent': 'Aide · =SOMME(1)',
    'Operator': 'Opérateur',
    'Somebody who answers an ``utterance``, see :term-ref:`intent`.': (
        'Quelqu’un qui répond à un ``énoncé``, voir :term-ref:`intent`.'
    ),
    'Intent': 'Intention',
    'What anything is for.': 'À quoi tout sert.',
}
BRAZILIAN = {'Agent': 'Agente'}
SITES = {
    'en': 'https://example.org/en/',
    'fr': 'https://example.org/fr/',
    'pt_BR': 'https://example.org/pt-br/',
}
CONF = {
    'author': 'Us & them',
    'convglossary_categories': {'talk': 'Talk "& more"', 'bikes': 'Bikes'},
    'convglossary_exports': list(FORMATS),
    'convglossary_pages': {
        'glossary': {'title': 'Our words'},
        'glossary/talk': {'categories': 'talk'},
    },
}
NAMES = ['Agent', 'Intent', 'Purpose', '#hash [1] *', 'Bell']


def fill(project):
    project.write(DOCUMENTS, **CONF)
    project.translate('fr', 'terms/talk', FRENCH)
    project.translate('pt_BR', 'terms/talk', BRAZILIAN)
    configured = {'Our words': 'Nos mots', 'Talk "& more"': 'Parler'}
    project.translate('fr', 'convglossary', configured)
    return project


@pytest.fixture(scope='module')
def built(new_project):
    """Give the English and the French site of one project, as they know each other."""
    project = fill(new_project()).configure(convglossary_sites=SITES)
    return {language: project.build(language=language) for language in ('en', 'fr')}


@pytest.fixture(scope='module')
def alone(new_project):
    """Give sites that know no address, not even their own."""
    project = fill(new_project())
    return {language: project.build(language=language) for language in ('en', 'fr')}


@pytest.fixture(scope='module')
def schema():
    read = json.loads((EXPORTS / 'schema.json').read_text('utf-8'))
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)


def glossary(result):
    return json.loads(result.file('glossary.json'))


def by_id(result):
    return {concept['id']: concept for concept in glossary(result)['concepts']}


def test_the_files_have_the_names_that_the_manual_gives(built):
    files = [name for name in built['en'].files() if name.startswith('glossary.')]
    assert sorted(files) == [
        'glossary.csv',
        'glossary.en-fr.tbx',
        'glossary.en-fr.tsv',
        'glossary.en-pt_BR.tbx',
        'glossary.en-pt_BR.tsv',
        'glossary.en.md',
        'glossary.fr.md',
        'glossary.html',
        'glossary.json',
        'glossary.pt_BR.md',
        'glossary.ttl',
    ]


@pytest.mark.parametrize(
    ('locale', 'tag'),
    [
        ('pt_BR', 'pt-BR'),
        ('zh_Hans_CN', 'zh-Hans-CN'),
        ('sr@latin', 'sr-Latn'),
        ('ca_ES@valencia', 'ca-ES-valencia'),
        ('../x', ''),
        ('a b', ''),
    ],
)
def test_a_locale_has_the_tag_of_its_language_or_none(locale, tag):
    assert tag_of(locale) == tag


def test_a_folder_that_is_no_language_makes_no_file(project):
    fill(project)
    (project.src / 'locales' / 'no language' / 'LC_MESSAGES').mkdir(parents=True)
    result = project.build()
    assert glossary(result)['languages'] == ['en', 'fr', 'pt-BR']
    assert not [name for name in result.files() if 'no language' in name]


class TestJson:
    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_is_what_its_schema_says(self, built, alone, schema, language):
        schema.validate(glossary(built[language]))
        schema.validate(glossary(alone[language]))

    def test_has_a_schema_that_finds_what_is_wrong(self, built, schema):
        wrong = [('version', 2), ('languages', ['en fr']), ('concepts', [{'id': 'x'}])]
        for key, value in wrong:
            assert not schema.is_valid(glossary(built['en']) | {key: value})

    def test_has_a_schema_that_names_all_that_is_written(self, built, schema):
        def close(part):
            if isinstance(part, dict):
                if 'properties' in part:
                    part['additionalProperties'] = False
                for value in part.values():
                    close(value)
            return part

        strict = Draft202012Validator(close(json.loads(json.dumps(schema.schema))))
        strict.validate(glossary(built['en']))

    def test_says_all_that_is_known(self, built):
        agent = by_id(built['en'])['agent']
        assert agent['previously'] == ['bot']
        assert agent['category'] == 'talk'
        assert agent['relations'] == [
            {'kind': 'related', 'target': 'intent', 'declared': True},
            {'kind': 'replaces', 'target': '23-hash-1', 'declared': False},
        ]
        assert agent['usedIn'] == [
            {'page': 'index', 'url': 'https://example.org/en/index.html'}
        ]
        assert agent['renderings']['fr'] == {
            'state': 'translated',
            'name': 'Agent (fr)',
            'aliases': ['Aide', '=SOMME(1)'],
            'deprecated': ['Opérateur'],
            'definition': [
                {
                    'state': 'translated',
                    'text': 'Quelqu’un qui répond à un énoncé, voir Intention.',
                },
                {'state': 'missing'},
            ],
            'url': 'https://example.org/fr/terms/talk.html#term-agent',
        }
        assert agent['renderings']['pt-BR']['name'] == 'Agente'
        assert agent['renderings']['en']['forms'] == ['agents']

    def test_says_what_the_glossary_is_called_in_every_language(self, built):
        told = glossary(built['fr'])
        assert told['title'] == {'en': 'Our words', 'fr': 'Nos mots'}
        assert told['url']['fr'] == 'https://example.org/fr/glossary.html'
        assert told['categories'][0] == {
            'key': 'talk',
            'label': {'en': 'Talk "& more"', 'fr': 'Parler'},
        }

    def test_is_the_same_in_the_builds_of_all_languages(self, built):
        def rest(told):
            for concept in told['concepts']:
                concept.pop('usedIn', None)
            return told

        assert rest(glossary(built['en'])) == rest(glossary(built['fr']))

    def test_is_the_same_but_for_permalinks_where_no_site_is_known(self, alone):
        def rest(part):
            if isinstance(part, dict):
                return {k: rest(v) for k, v in part.items() if k != 'url'}
            return [rest(one) for one in part] if isinstance(part, list) else part

        assert rest(glossary(alone['en'])) == rest(glossary(alone['fr']))
        told = by_id(alone['fr'])['agent']['renderings']
        assert told['fr']['url'] == 'terms/talk.html#term-agent'
        assert 'url' not in told['en']

    def test_has_a_term_that_the_language_of_the_build_lacks(self, built):
        bell = by_id(built['fr'])['bell']
        assert list(bell['renderings']) == ['en', 'pt-BR']

    def test_names_no_folder_of_the_machine(self, built):
        text = built['en'].file('glossary.json')
        assert str(built['en'].path.parent.parent) not in text
        assert '.po' not in text

    def test_has_names_without_their_markup_whatever_language_is_built(self, project):
        fill(project).translate('fr', 'terms/talk', {'Intent': '*Intention* ``x``'})
        for language in ('en', 'fr'):
            told = by_id(project.build(language=language))['intent']
            assert told['renderings']['fr']['name'] == 'Intention x'

    @pytest.mark.parametrize(
        'base', ['javascript:alert(1)//', 'JavaScript:x', 'data:text/html,x', 'docs']
    )
    def test_leads_nowhere_by_an_html_baseurl_that_is_no_site(self, project, base):
        fill(project).configure(
            html_baseurl=base,
            convglossary_citation={'entries': True},
            convglossary_exports=list(FORMATS),
        )
        place = project.line_of('html_baseurl')
        reason = f"must be an address such as 'https://example.org/', not {base!r}"
        result = project.build(
            expect=[
                f'{place}: WARNING: html_baseurl {reason}; terms go without addresses '
                '[convglossary.config]'
            ]
        )
        for name, data in result.files().items():
            text = data.decode(errors='replace')
            if name.endswith('.html'):
                page = result.html(name)
                # Sphinx's own.
                for link in page.find_all('link', rel='canonical'):
                    link.decompose()
                text = str(page)
            if name.endswith(('.html', '.json', '.ttl', '.csv', '.tbx', '.tsv', '.md')):
                assert f'"{base}' not in text, name
                assert f'<{base}' not in text, name

    def test_takes_its_address_from_html_baseurl(self, project):
        fill(project).configure(html_baseurl='https://example.com/docs')
        told = by_id(project.build())['agent']['renderings']
        home = 'https://example.com/docs/terms/talk.html#term-agent'
        assert told['en']['url'] == home
        assert 'url' not in told['fr']


def in_page(result, docname):
    """Give what a page says as JSON-LD; it is one script."""
    scripts = result.html(docname).find_all('script', type='application/ld+json')
    assert len(scripts) == 1
    return scripts[0].string


def graph_of(text, base):
    """Read JSON-LD with a context of ours in the place of that on the web."""
    told = json.loads(text)
    assert told['@context'] == 'https://schema.org'
    context = {'@vocab': str(SCHEMA), 'url': {'@type': '@id'}}
    graph = Graph()
    source = json.dumps({**told, '@context': context})
    return graph.parse(data=source, format='json-ld', publicID=base)


class TestJsonLd:
    PAGES = ('glossary', 'glossary/talk', 'terms/talk')

    @pytest.mark.parametrize('page', PAGES)
    def test_is_one_set_of_terms_in_the_language_of_the_page(self, built, page):
        graph = graph_of(in_page(built['fr'], page), 'https://elsewhere.org/')
        home = URIRef('https://example.org/fr/glossary.html')
        assert list(graph.subjects(RDF.type, SCHEMA.DefinedTermSet)) == [home]
        assert list(graph.subject_objects(SCHEMA.inLanguage)) == [(home, Literal('fr'))]
        assert graph.value(home, SCHEMA.name) == Literal('Nos mots')
        terms = set(graph.subjects(RDF.type, SCHEMA.DefinedTerm))
        assert set(graph.objects(home, SCHEMA.hasDefinedTerm)) == terms
        for term in terms:
            assert graph.value(term, SCHEMA.url) == term
            assert graph.value(term, SCHEMA.inDefinedTermSet) == home

    @pytest.mark.parametrize('page', PAGES)
    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_has_permalinks_that_lead_to_a_term(self, built, alone, language, page):
        for sites in (built, alone):
            address = f'{SITES[language]}{page}.html'
            graph = graph_of(in_page(sites[language], page), address)
            terms = list(graph.subjects(RDF.type, SCHEMA.DefinedTerm))
            assert len(terms) > 1
            for term in terms:
                assert term.startswith(SITES[language])
                home, _, anchor = term.removeprefix(SITES[language]).partition('#')
                sites[language].entry(home, anchor)

    def test_says_what_the_page_shows(self, built):
        graph = graph_of(in_page(built['fr'], 'glossary'), 'https://elsewhere.org/')
        agent = URIRef('https://example.org/fr/terms/talk.html#term-agent')
        said = {
            kind.removeprefix(SCHEMA): [*map(str, graph.objects(agent, kind))]
            for kind in set(graph.predicates(agent))
        }
        assert sorted(said['alternateName']) == ['=SOMME(1)', 'Aide']
        assert said['name'] == ['Agent (fr)']
        assert said['termCode'] == ['agent']
        assert said['description'] == [
            'Quelqu’un qui répond à un énoncé, voir Intention.'
        ]

    def test_says_the_language_of_what_is_not_translated(self, built):
        graph = graph_of(in_page(built['fr'], 'glossary'), 'https://elsewhere.org/')
        literals = {
            str(o): o.language for o in graph.objects() if isinstance(o, Literal)
        }
        assert literals['What somebody wants.'] == 'en'
        assert literals['Purpose'] == 'en'
        assert literals['Aim'] == 'en'
        assert literals['À quoi tout sert.'] is None

    def test_lists_the_terms_that_the_page_shows_and_no_others(self, built):
        for page in self.PAGES:
            graph = graph_of(in_page(built['fr'], page), 'https://elsewhere.org/')
            names = {str(name) for name in graph.objects(None, SCHEMA.name)}
            assert names - {'Nos mots'} == set(built['fr'].names(page))

    def test_is_on_no_other_page(self, built):
        for page in ('index', 'genindex', 'search'):
            assert 'ld+json' not in built['en'].file(f'{page}.html')

    def test_cannot_end_its_script(self, project):
        project.write(
            {
                'index.rst': """\
                    Home
                    ====

                    .. convterm:: </script><script>alert(1)</script>
                       :aliases: <!-- & \u2028

                       ]]> </SCRIPT>
                    """
            }
        )
        page = project.build()
        text = in_page(page, 'index')
        assert not set('<>&\u2028') & set(text)
        told = json.loads(text)['hasDefinedTerm'][0]
        assert told['name'] == '</script><script>alert(1)</script>'
        assert told['description'] == ']]> </SCRIPT>'

    def test_has_all_terms_on_the_one_page_of_singlehtml(self, project):
        result = fill(project).build('singlehtml')
        told = json.loads(in_page(result, 'index'))
        assert sorted(x['name'] for x in told['hasDefinedTerm']) == sorted(NAMES)
        for term in told['hasDefinedTerm']:
            address, _, anchor = term['url'].partition('#')
            result.entry(address, anchor)

    def test_is_there_with_nothing_else(self, project):
        fill(project).configure(convglossary_exports=['jsonld'])
        result = project.build()
        in_page(result, 'glossary')
        head = result.html('glossary').head
        assert head.find('link', rel='alternate') is None
        assert not (result.path / 'glossary.json').exists()


def conforms(graph):
    agrees, _, report = validate(graph, shacl_graph=str(SHAPES))
    return agrees, report


def skos(result, base='https://example.org/en/'):
    text = result.file('glossary.ttl')
    return Graph().parse(data=text, format='turtle', publicID=f'{base}glossary.ttl')


class TestSkos:
    HOME = 'https://example.org/en/terms/talk.html#term-'

    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_keeps_the_conditions_of_skos(self, built, alone, language):
        for sites in (built, alone):
            agrees, report = conforms(skos(sites[language]))
            assert agrees, report

    @pytest.mark.parametrize(
        'wrong',
        [
            ':s a skos:Concept .',
            ':a skos:altLabel "A"@en .',
            ':a skos:prefLabel "B"@en .',
            ':a skos:related :c .',
            ':g a skos:Concept .',
            ':a skos:exactMatch :b ; skos:broadMatch :b .',
            ':c skos:broader :a .',
        ],
    )
    def test_is_held_against_conditions_that_can_fail(self, wrong):
        sound = """
            @prefix : <urn:x:> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            :s a skos:ConceptScheme .
            :a a skos:Concept ; skos:inScheme :s ; skos:prefLabel "A"@en ;
                skos:broader :b .
            :b a skos:Concept ; skos:inScheme :s ; skos:prefLabel "B"@en ;
                skos:broader :c .
            :c a skos:Concept ; skos:inScheme :s ; skos:prefLabel "C"@en .
            :g a skos:Collection ; skos:member :a .
            """
        assert conforms(Graph().parse(data=sound, format='turtle'))[0]
        assert not conforms(Graph().parse(data=f'{sound}{wrong}', format='turtle'))[0]

    def test_has_every_label_in_its_language(self, built):
        graph = skos(built['en'])
        agent = URIRef(f'{self.HOME}agent')
        assert set(graph.objects(agent, SKOS.prefLabel)) == {
            Literal('Agent', lang='en'),
            Literal('Agent (fr)', lang='fr'),
            Literal('Agente', lang='pt-BR'),
        }
        assert set(graph.objects(agent, SKOS.hiddenLabel)) == {
            Literal('agents', lang='en'),
            Literal('Operator', lang='en'),
            Literal('Opérateur', lang='fr'),
        }
        assert graph.value(agent, SKOS.notation) == Literal('agent')

    def test_has_definitions_word_for_word_in_the_language_they_are_in(self, built):
        graph = skos(built['fr'])
        said = set(graph.objects(URIRef(f'{self.HOME}agent'), SKOS.definition))
        assert said == {
            Literal(
                'Somebody who answers an utterance, see Intent.\n\n'
                'More: "quoted", a \\ backslash & <script>alert(1)</script>.',
                lang='en',
            ),
            Literal('Quelqu’un qui répond à un énoncé, voir Intention.', lang='fr'),
        }
        intent = set(graph.objects(URIRef(f'{self.HOME}intent'), SKOS.definition))
        assert intent == {Literal('What somebody wants.', lang='en')}

    def test_has_relations_and_categories(self, built):
        graph = skos(built['en'])
        agent, intent = URIRef(f'{self.HOME}agent'), URIRef(f'{self.HOME}intent')
        purpose = URIRef('https://example.org/en/glossary.html#term-purpose')
        assert (agent, SKOS.related, intent) in graph
        assert (intent, SKOS.related, agent) in graph
        assert (intent, SKOS.broader, purpose) in graph
        assert (purpose, SKOS.narrower, intent) in graph
        assert (URIRef(f'{self.HOME}23-hash-1'), DCTERMS.isReplacedBy, agent) in graph
        talk = URIRef('https://example.org/en/glossary.html#category-talk')
        assert set(graph.objects(talk, SKOS.member)) == {agent, intent}
        assert Literal('Parler', lang='fr') in set(graph.objects(talk, SKOS.prefLabel))

    def test_calls_a_concept_the_same_in_the_builds_of_all_languages(self, built):
        every = [set(skos(built[language]).subjects()) for language in ('en', 'fr')]
        assert every[0] == every[1]

    def test_goes_without_what_would_close_a_circle(self, project):
        source = (
            'Home\n====\n\n'
            '.. convterm:: One\n   :broader: Two\n   :related: Three\n\n'
            '.. convterm:: Two\n   :broader: Three\n\n'
            '.. convterm:: Three\n   :broader: One\n'
        )
        project.write({'index.rst': source}, convglossary_exports=['skos'])
        said = [
            'index.rst:11: WARNING: the relation "broader" of term "Three" to "One" '
            'is left out of glossary.ttl: it closes a circle; remove one of them '
            '[convglossary.export]',
            'index.rst:4: WARNING: the relation "related" of term "One" to "Three" '
            'is left out of glossary.ttl: one of the two is broader than the other; '
            'remove one of them [convglossary.export]',
        ]
        for _ in range(2):  # As of all that is wrong with the glossary as a whole.
            result = project.build(expect=said)
        graph = skos(result)
        agrees, report = conforms(graph)
        assert agrees, report
        assert len(list(graph.triples((None, SKOS.broader, None)))) == 2

    def test_survives_a_chain_of_thousands(self):
        assert omissions(_vocabulary(_chain(3000))) == ()

    def test_has_no_label_twice(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n   :aliases: One · Uno\n'
                '   :forms: Uno · Ones\n   :deprecated: Ones\n'
            },
            convglossary_exports=['skos'],
        )
        graph = skos(project.build())
        agrees, report = conforms(graph)
        assert agrees, report
        assert [*map(str, graph.objects(None, SKOS.hiddenLabel))] == ['Ones']

    def test_writes_every_sign_so_that_it_comes_back(self, project):
        signs = '"\\ \' \u00a0 \U0001f600 {} <> ` ^ | @en .'
        name = signs.replace('\\', '\\\\')
        project.write(
            {'index.rst': f'Home\n====\n\n.. convterm:: {name}\n   :id: x|y`z\n'},
            convglossary_exports=['skos'],
        )
        graph = skos(project.build(expect=None))
        labels = [str(label) for label in graph.objects(None, SKOS.prefLabel)]
        assert len(labels) == 1
        assert labels[0].split() == signs.split()
        (concept,) = graph.subjects(RDF.type, SKOS.Concept)
        assert str(concept).endswith('#term-x%7Cy%60z')

    def test_relates_no_concept_to_itself(self):
        itself = [Link(kind=RelationKind.RELATED, target='x', declared=True)]
        concept = Concept(
            id='x', renderings={'en': _rendering('en', 'X')}, links=tuple(itself)
        )
        vocabulary = _vocabulary([concept])
        (file,) = (x for x in files(['skos'], 'en') if x.name == 'glossary.ttl')
        assert 'skos:related' not in file.text(vocabulary)
        assert len(omissions(vocabulary)) == 1

    def test_has_a_collection_of_its_own_for_each_category(self, project):
        terms = '.. convterm:: One\n   :category: a b\n\n.. convterm:: Two\n   :category: a-b\n'
        project.write(
            {'index.rst': f'Home\n====\n\n{terms}'},
            convglossary_categories={'a b': 'A', 'a-b': 'B'},
            convglossary_exports=['skos'],
        )
        graph = skos(project.build(expect=None))
        labels = {
            str(graph.value(one, SKOS.prefLabel)): len(
                [*graph.objects(one, SKOS.member)]
            )
            for one in graph.subjects(RDF.type, SKOS.Collection)
        }
        assert labels == {'A': 1, 'B': 1}


def _vocabulary(concepts, **more):
    """Give a vocabulary without a build."""
    told = {
        'project': 'Test',
        'titles': {'en': 'Words'},
        'urls': {'en': 'index.html'},
        'language': 'en',
        'source_language': 'en',
        'languages': ('en', 'fr'),
        'words': {key: {'also known as': 'Aka %s'} for key in ('en', 'fr')},
    }
    return Vocabulary(**told | more, concepts=tuple(concepts))


def _rendering(language, name, *paragraphs, **wording):
    state = State.TRANSLATED if name else State.MISSING
    definition = [
        Translated(text=x, state=State.TRANSLATED if x else State.MISSING)
        for x in paragraphs
    ]
    return Rendering(
        wording=Wording(language=language, name=name, **wording),
        state=state,
        definition=tuple(definition),
    )


def _chain(length):
    """Give a vocabulary in which each concept has one that is broader."""
    for n in range(length):
        above = [Link(kind=RelationKind.BROADER, target=str(n + 1))]
        yield Concept(
            id=str(n),
            renderings={'en': _rendering('en', f'n{n}')},
            links=tuple(above if n + 1 < length else ()),
        )


# What pages can carry: the rest is taken out on reading.
TEXTS = st.text(max_size=30).map(lambda text: ' '.join(printable(text).split()))


@given(
    name=TEXTS.filter(bool),
    french=TEXTS,
    paragraphs=st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=3),
    aliases=st.lists(TEXTS.filter(bool), max_size=2),
    title=TEXTS.filter(bool),
)
@settings(max_examples=60)
def test_every_format_can_be_read_whatever_a_term_says(
    name, french, paragraphs, aliases, title
):
    concept = Concept(
        id='x',
        renderings={
            'en': _rendering(
                'en', name, *(a for a, _ in paragraphs), aliases=tuple(aliases)
            ),
            'fr': _rendering('fr', french, *(b for _, b in paragraphs)),
        },
    )
    vocabulary = _vocabulary(
        # What Sphinx takes from conf.py, nobody has looked at.
        [concept],
        titles={'en': title},
        author=f'{title}\a',
        project=f'{title}\a',
    )
    texts = {file.name: file.text(vocabulary) for file in files(FORMATS, 'en', 'fr')}
    graph = Graph().parse(
        data=texts['glossary.ttl'], format='turtle', publicID='https://example.org/'
    )
    labels = {str(label) for label in graph.objects(None, SKOS.prefLabel)}
    assert labels == {x for x in (name, french) if x}
    root = fromstring(texts['glossary.en-fr.tbx'].encode())
    assert root.find('.//term').text == name
    lines = texts['glossary.en-fr.tsv'].split('\n')
    assert [line.count('\t') for line in lines] == ([2, 0] if french else [0])
    table = list(csv.DictReader(StringIO(texts['glossary.csv'], newline='')))
    assert table[0]['target'] in (name, f"'{name}")
    assert json.loads(texts['glossary.json'])['concepts'][0]['id'] == 'x'
    for language in ('en', 'fr'):
        tokens = MarkdownIt().parse(texts[f'glossary.{language}.md'])
        assert {token.type for token in tokens} <= {
            *('heading_open', 'heading_close', 'paragraph_open', 'paragraph_close'),
            *('blockquote_open', 'blockquote_close', 'inline'),
        }
    body = jsonld.body_of('x', concept.renderings['fr'], concept.renderings['en'])
    page = jsonld.page([body], address='a.html', title=title, tag='fr', up='../')
    assert not set('<>&\u2028\u2029') & set(page)
    said = json.loads(page)['hasDefinedTerm'][0]['name']
    assert said == french or said == {'@value': name, '@language': 'en'}


class TestTbx:
    def store(self, result, target='fr'):
        data = BytesIO(result.file(f'glossary.en-{target}.tbx').encode())
        return tbxfile(data, sourcelanguage='en', targetlanguage=target)

    def test_becomes_a_catalog_with_every_term_that_is_published_there(self, built):
        for target, names in (('fr', NAMES[:-1]), ('pt-BR', NAMES)):
            made = BytesIO()
            name = f'glossary.en-{target.replace("-", "_")}.tbx'
            converttbx(
                BytesIO(built['en'].file(name).encode()),
                made,
                None,
                sourcelanguage='en',
                targetlanguage=target,
            )
            catalog = pofile(BytesIO(made.getvalue()))
            found = {unit.source: unit.target for unit in catalog.units if unit.source}
            assert list(found) == names
        assert found['Agent'] == 'Agente'

    def test_has_names_other_names_and_definitions_in_both_languages(self, built):
        unit = self.store(built['en']).units[0]
        assert [term.text for term in unit.get_source_terms()] == [
            *('Agent', 'Helper', 'Human agent')
        ]
        assert [term.text for term in unit.get_target_terms()] == [
            *('Agent (fr)', 'Aide', '=SOMME(1)')
        ]
        assert [note.text for note in unit.get_common_notes(source=False)] == [
            'talk',
            'Quelqu’un qui répond à un énoncé, voir Intention.',
        ]

    def test_leaves_out_wordings_to_avoid_and_forms(self, built):
        text = built['en'].file('glossary.en-fr.tbx')
        for word in ('Operator', 'Opérateur', 'agents'):
            assert f'<term>{word}</term>' not in text

    def test_has_the_shape_and_ids_that_do_not_change(self, built):
        root = fromstring(built['en'].file('glossary.en-fr.tbx').encode())
        assert root.tag == 'martif'
        assert root.get('type') == 'TBX-Basic'
        assert [x.tag for x in root] == ['martifHeader', 'text']
        ids = [entry.get('id') for entry in root.iter('termEntry')]
        assert ids == ['term-agent', 'term-intent', 'term-purpose', 'term-23-hash-1']
        french = fromstring(built['fr'].file('glossary.en-fr.tbx').encode())
        assert [entry.get('id') for entry in french.iter('termEntry')] == ids

    @pytest.mark.parametrize(
        ('identifier', 'expected'),
        [
            ('24-hour-window', 'term-24-hour-window'),
            ('naïveté', 'term-naïveté'),
            ('a/b', 'term-a_x2f_b'),
            ('a_x2f_b', 'term-a_x5f_x2f_b'),
        ],
    )
    def test_has_ids_that_xml_allows_and_no_two_alike(self, identifier, expected):
        assert entry_id(identifier) == expected

    def test_is_well_formed_whatever_a_name_has(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: a\x0b <&"\'> ]]> \x1b b\n\n'
                '.. convterm:: x\n'
            },
            convglossary_exports=['tbx'],
        )
        project.translate('fr', 'index', {'x': 'y'})
        result = project.build(expect=None)
        root = fromstring(result.file('glossary.en-fr.tbx').encode())
        assert '<&"\'> ]]>' in root.find('.//term').text


class TestOmegat:
    def test_is_read_line_by_line(self, built):
        store = OmegaTFile(BytesIO(built['en'].file('glossary.en-fr.tsv').encode()))
        told = [(u.source, u.target, u.getnotes()) for u in store.units if u.source]
        assert told == [
            (
                'Agent',
                'Agent (fr)',
                'Quelqu’un qui répond à un énoncé, voir Intention.',
            ),
            ('Intent', 'Intention', 'What somebody wants.'),
        ]

    def test_has_three_columns_and_no_comment(self, project):
        name = '#one  two'
        project.write(
            {'index.rst': f'Home\n====\n\n.. convterm:: {name}\n\n   A\tb\n   c.\n'},
            convglossary_exports=['omegat'],
        )
        project.translate('fr', 'index', {'#one  two': 'un\tdeux'})
        text = project.build().file('glossary.en-fr.tsv')
        assert text == ' #one two\tun deux\tA b c.\n'


class TestCsv:
    def rows(self, result):
        data = result.files()['glossary.csv'].decode('utf-8')
        assert data.replace('\r\n', '').count('\r') == 0
        return list(csv.DictReader(StringIO(data, newline=''), strict=True))

    def test_has_a_line_for_each_term_in_each_language(self, built):
        rows = self.rows(built['en'])
        assert list(rows[0]) == list(COLUMNS)
        assert [(row['id'], row['language']) for row in rows[:4]] == [
            ('agent', 'en'),
            ('agent', 'fr'),
            ('agent', 'pt-BR'),
            ('intent', 'en'),
        ]
        agent = rows[0]
        assert agent['aliases'] == 'Helper · Human agent'
        assert agent['related'] == 'intent'
        assert agent['previously'] == 'bot'
        assert agent['definition'].split('\n\n')[1].startswith('More: "quoted"')

    def test_is_read_by_the_tools_of_translators(self, built):
        store = csvfile(BytesIO(built['en'].files()['glossary.csv']))
        told = {(unit.id, unit.source, unit.target) for unit in store.units}
        assert ('agent', 'Agent', 'Agent (fr)') in told
        assert {unit.source for unit in store.units} >= set(NAMES)

    def test_has_no_cell_that_a_spreadsheet_calculates(self, built):
        cells = [cell for row in self.rows(built['en']) for cell in row.values()]
        assert "'=1+1 · Aim · @home" in cells
        assert not [cell for cell in cells if cell[:1] in set('=+-@\t\r')]

    @pytest.mark.parametrize('cell', ['=1', '+1', '-1', '@a', '\t=1', "'=1", "'", 'a'])
    def test_says_of_each_cell_whether_it_was_made_harmless(self, cell):
        made = harmless(cell)
        assert made[:1] not in set('=+-@\t\r')
        assert restored(made) == cell

    #: What some programs on the way take out: zero width, byte order marks, NUL (which
    #: LibreOffice 7.4 takes out itself, and calculates what follows).
    UNSEEN = ('', '\u200b', '\ufeff', '\0', '\u2060\u200f', '\xad')

    @pytest.mark.parametrize('sign', '=+-@＝＋－＠﹦﹢﹣﹫')
    @pytest.mark.parametrize('before', UNSEEN, ids=ascii)
    def test_begins_no_cell_with_what_any_spreadsheet_calculates(self, before, sign):
        cell = f'{before}{sign}1+1'
        assert harmless(cell) == f"'{cell}"
        assert restored(harmless(cell)) == cell
        assert restored(harmless(f"'{cell}")) == f"'{cell}"

    @pytest.mark.parametrize(
        'cell', ['a=1', '\u200ba', 'Ｗｏｒｔ', '−1', "'tis", ' =1']
    )
    def test_leaves_other_cells_as_they_are(self, cell):
        assert harmless(cell) == cell
        assert restored(cell) == cell


class TestMarkdown:
    def tokens(self, result, language):
        return MarkdownIt().parse(result.file(f'glossary.{language}.md'))

    def headings(self, result, language):
        tokens = self.tokens(result, language)
        return [
            (token.tag, ''.join(child.content for child in inline.children))
            for token, inline in pairwise(tokens)
            if token.type == 'heading_open'
        ]

    def test_has_headings_for_the_glossary_its_categories_and_terms(self, built):
        assert self.headings(built['en'], 'en') == [
            ('h1', 'Our words'),
            ('h2', 'Talk "& more"'),
            ('h3', 'Agent'),
            ('h3', 'Intent'),
            ('h2', 'Bikes'),
            ('h3', 'Bell'),
            ('h2', 'Other terms'),
            ('h3', 'Purpose'),
            ('h3', '#hash [1] *'),
        ]

    def test_marks_what_is_not_translated(self, built):
        assert self.headings(built['en'], 'fr') == [
            ('h1', 'Nos mots'),
            ('h2', 'Parler'),
            ('h3', 'Agent (fr)'),
            ('h3', 'Intention'),
            ('h2', 'Autres termes'),
            ('h3', 'Purpose (en)'),
            ('h3', '#hash [1] * (en)'),
        ]
        text = built['en'].file('glossary.fr.md')
        assert '\n(en) What somebody wants.\n' in text
        assert '\nÀ quoi tout sert.\n' in text

    def test_has_nothing_but_text_and_links(self, built):
        kinds = {
            child.type
            for token in self.tokens(built['en'], 'en')
            if token.type == 'inline'
            for child in token.children
        }
        assert kinds <= {'text', 'text_special', 'link_open', 'link_close'}

    def test_links_to_every_term(self, built):
        links = [
            child.attrs['href']
            for token in self.tokens(built['en'], 'en')
            if token.type == 'inline'
            for child in token.children
            if child.type == 'link_open'
        ]
        assert links[:2] == [
            'https://example.org/en/glossary.html',
            'https://example.org/en/terms/talk.html#term-agent',
        ]
        assert len(links) == 1 + len(NAMES)

    def test_is_the_same_in_the_builds_of_all_languages(self, built):
        for name in ('glossary.en.md', 'glossary.fr.md', 'glossary.ttl'):
            assert built['en'].file(name) == built['fr'].file(name)

    @pytest.mark.parametrize(
        'start', ['1. a', '- a', '# a', '+ a', '> a', '1) a', '==']
    )
    def test_keeps_a_definition_that_looks_like_markup(self, project, start):
        escaped = start.replace('1', '\\1') if start[0] == '1' else f'\\{start}'
        project.write(
            {'index.rst': f'Home\n====\n\n.. convterm:: One\n\n   {escaped}\n'},
            convglossary_exports=['markdown'],
        )
        tokens = self.tokens(project.build(), 'en')
        shown = [
            ''.join(child.content for child in token.children)
            for token in tokens
            if token.type == 'inline'
        ]
        assert start in shown


class TestLinks:
    @pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml'])
    def test_lead_from_pages_with_terms_to_the_files(self, project, builder):
        result = fill(project).build(builder)
        pages = {
            'html': ['glossary.html', 'glossary/talk.html', 'terms/talk.html'],
            'dirhtml': ['glossary/index.html', 'glossary/talk/index.html'],
            'singlehtml': ['index.html'],
        }
        for page in pages[builder]:
            links = result.html(page).find_all('link', rel='alternate', type=True)
            assert len(links) == 10
            for link in links:
                path = (result.path / page).parent / link['href']
                assert path.resolve().parent == result.path.resolve()
                assert path.is_file()

    def test_say_what_a_file_is(self, built):
        links = (
            built['en'].html('glossary').find_all('link', rel='alternate', type=True)
        )
        assert {link['type'] for link in links} == {
            'application/json',
            'application/x-tbx',
            'text/csv',
            'text/markdown',
            'text/tab-separated-values',
            'text/turtle',
        }

    def test_are_on_no_other_page(self, built):
        page = built['en'].html('index')
        assert page.find('link', rel='alternate', type=True) is None


class TestFiles:
    def files(self, result):
        return {
            name: data
            for name, data in result.files().items()
            if re.fullmatch(r'glossary\..*(json|ttl|tbx|tsv|csv|md)', name)
        }

    def test_are_json_alone_where_nothing_is_configured(self, project):
        project.write(DOCUMENTS, **CONF)
        conf = project.src / 'conf.py'
        lines = conf.read_text('utf-8').splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith('convglossary_exports')]
        conf.write_text(''.join(kept), encoding='utf-8')
        result = project.build()
        assert list(self.files(result)) == ['glossary.json']
        in_page(result, 'glossary')

    def test_are_none_where_none_are_wanted(self, project):
        result = fill(project).configure(convglossary_exports=[]).build()
        assert self.files(result) == {}
        page = result.html('glossary')
        assert page.find('script', type='application/ld+json') is None
        assert page.find('link', rel='alternate') is None

    @pytest.mark.parametrize('builder', ['epub', 'text', 'latex', 'gettext', 'xml'])
    def test_are_made_for_sites_only(self, project, builder):
        result = fill(project).build(builder, expect=None)
        assert self.files(result) == {}
        text = b''.join(result.files().values())
        assert b'ld+json' not in text

    def test_may_be_chosen_on_the_command_line(self, project):
        result = fill(project).build(convglossary_exports='csv,json')
        assert list(self.files(result)) == ['glossary.csv', 'glossary.json']

    def test_are_none_where_there_is_no_term(self, project):
        project.write({'index.rst': 'Home\n====\n'}, convglossary_exports=list(FORMATS))
        project.translate('fr', 'index', {'Home': 'Accueil'})
        assert self.files(project.build()) == {}

    def test_are_gone_when_the_last_term_is_gone(self, project):
        page = 'Home\n====\n\n'
        project.write({'index.rst': f'{page}.. convterm:: Kiln\n'})
        assert list(self.files(project.build())) == ['glossary.json']
        project.write({'index.rst': page})
        assert self.files(project.build()) == {}

    @pytest.mark.parametrize('language', ['en', 'fr', 'de', 'ja'])
    def test_are_in_the_languages_that_say_something_of_a_term(self, project, language):
        project.write(
            {'index.rst': 'Home\n====\n\n.. convterm:: Kiln\n\n   It bakes.\n'},
            convglossary_exports=list(FORMATS),
        )
        project.translate('fr', 'index', {'Kiln': 'Four'})
        project.translate('de', 'index', {'It bakes.': 'Er brennt.', 'Home': 'Start'})
        project.translate('ja', 'index', {'Home': 'ホーム'})
        result = project.build(language=language)
        assert set(self.files(result)) == {
            'glossary.json',
            'glossary.ttl',
            'glossary.csv',
            'glossary.en.md',
            'glossary.fr.md',
            'glossary.de.md',
            'glossary.en-fr.tbx',
            'glossary.en-de.tbx',
            # Of names alone.
            'glossary.en-fr.tsv',
        }
        links = {x['href'] for x in result.html('index').find_all('link', type=True)}
        made = {x for x in links if x.startswith('glossary.')}
        assert made == set(self.files(result))

    def test_have_a_title_in_languages_with_interface_words(self, project):
        project.write({'index.rst': 'Home\n====\n\n.. convterm:: Kiln\n'})
        for language, name in (('fr', 'Four'), ('eo', 'Forno'), ('en_GB', 'Oven')):
            project.translate(language, 'index', {'Kiln': name})
        for language in ('en', 'fr', 'eo'):
            titles = glossary(project.build(language=language, expect=None))['title']
            expected = {'en': 'Glossary', 'en-GB': 'Glossary', 'fr': 'Glossaire'}
            assert titles == expected

    def test_have_the_project_as_title_where_the_sources_have_no_words(
        self, project, schema
    ):
        project.write(
            {'index.rst': 'Hejmo\n=====\n\n.. convterm:: Forno\n'},
            convglossary_source_language='eo',
        )
        told = glossary(project.build(language='eo', expect=None))
        schema.validate(told)
        assert told['title'] == {'eo': 'Test'}

    def test_are_gone_when_they_are_wanted_no_more(self, project):
        fill(project).build()
        result = project.configure(convglossary_exports=['csv']).build()
        assert list(self.files(result)) == ['glossary.csv']
        result = project.configure(convglossary_exports=[]).build()
        assert self.files(result) == {}

    def test_are_written_again_when_they_were_deleted(self, project):
        result = fill(project).build()
        (result.path / 'glossary.json').unlink()
        assert 'glossary.json' in self.files(project.build())

    def test_stay_as_they_are_when_nothing_changes(self, project):
        before = fill(project).build().path / 'glossary.json'
        time = before.stat().st_mtime_ns
        again = project.build()
        assert before.stat().st_mtime_ns == time
        assert again.written == []

    EDITS = {
        'a name that a definition refers to by id': (
            'terms/talk.rst',
            'convterm:: Intent',
            'convterm:: Intention',
        ),
        'a definition': ('terms/talk.rst', 'What somebody wants', 'What anyone wants'),
        'an alias': ('terms/talk.rst', 'Helper', 'Assistant'),
        'a page that uses a term': ('index.rst', 'agent', 'intent'),
        'the title of the glossary': ('conf.py', 'Our words', 'Our terms'),
        'the label of a category': ('conf.py', "'Bikes'", "'Bicycles'"),
        'the author': ('conf.py', 'Us & them', 'Them'),
        'the address': ('conf.py', "html_baseurl = ''", "html_baseurl = '/x/'"),
        'a translation in another language': (
            'locales/fr/LC_MESSAGES/terms/talk.po',
            'À quoi tout sert',
            'À quoi ça sert',
        ),
    }

    @pytest.mark.parametrize('edit', EDITS)
    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_are_after_an_edit_what_a_clean_build_makes(self, project, edit, language):
        name, old, new = self.EDITS[edit]
        fill(project).configure(html_baseurl='')
        before = self.site(project.build(language=language))
        path = project.src / name
        text = path.read_text('utf-8')
        assert old in text
        path.write_text(text.replace(old, new), encoding='utf-8')
        path.with_suffix('.mo').unlink(missing_ok=True)
        after = self.site(project.build(language=language, expect=None))
        clean = self.site(project.build(language=language, fresh=True, expect=None))
        assert after == clean
        assert after != before

    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_know_a_language_that_is_new(self, project, language):
        fill(project).build(language=language)
        project.translate('es', 'terms/talk', {'Agent': 'Agente'})
        after = self.site(project.build(language=language))
        assert 'glossary.en-es.tbx' in after
        assert after == self.site(project.build(language=language, fresh=True))

    @staticmethod
    def site(result):
        """Give what the two builds share: pages and exports."""
        return {
            name: data
            for name, data in result.files().items()
            if name.endswith('.html') or name.startswith('glossary.')
        }

    def test_are_the_same_with_several_processes(self, project):
        one = self.site(fill(project).build())
        assert self.site(project.build(jobs=2, fresh=True)) == one

    def test_are_told_of_in_one_line(self, project):
        from projects import _unspoiled
        from sphinx.application import Sphinx

        fill(project).configure(convglossary_exports=['json', 'jsonld'])
        status = StringIO()
        out, trees = project.folder / 'out', project.folder / 'trees'
        with _unspoiled():
            Sphinx(
                project.src,
                project.src,
                out,
                trees,
                'html',
                status=status,
                warning=None,
            ).build()
        lines = [x for x in status.getvalue().splitlines() if 'exports' in x]
        assert lines == ['writing exports... json, jsonld']


def test_the_title_of_a_page_of_the_authors_is_known_in_every_language(project):
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. toctree::\n\n   words\n',
            'words.rst': 'The "words" of *bikes*\n======================\n\n'
            '.. convterm:: Bell\n\n   Rings.\n\n.. convglossary::\n',
        }
    )
    project.translate('fr', 'words', {'The "words" of *bikes*': 'Les *mots*'})
    for language in ('en', 'fr'):
        told = glossary(project.build(language=language))
        assert told['title'] == {'en': 'The "words" of bikes', 'fr': 'Les mots'}
        assert words(project.build(language=language).body('words').find('h1'))


DOCS = Path(__file__).parent.parent / 'docs'
WRITTEN = sorted((DOCS / 'examples' / 'exports' / 'expected' / 'files').iterdir())


@pytest.fixture(scope='module')
def example(tmp_path_factory):
    """Give the site of the manual's example."""
    sys.path.insert(0, str(DOCS / '_ext'))
    from example_projects import example_of

    first, *_ = example_of('exports').projects()
    return first.render('html', cache=tmp_path_factory.mktemp('example')).folder


@pytest.mark.parametrize('path', WRITTEN, ids=lambda path: path.name)
def test_the_example_of_the_manual_becomes_the_files_that_it_shows(example, path):
    assert (example / path.name).read_bytes() == path.read_bytes()


def test_the_manual_shows_every_file_of_its_example(example):
    made = [path.name for path in example.glob('glossary.*')]
    assert sorted(made) == [path.name for path in WRITTEN]


@pytest.fixture(scope='module')
def site(new_project):
    """Give the sites of a project that says where to read on in each way there is."""

    def term(name, more):
        return f'.. convterm:: {name}\n   :learn-more: {more}\n\n   Text.\n\n'

    terms = [
        term('Address', 'https://a.example/b?c=d&e#f'),
        term('Document', 'guide'),
        term('Place', '/plans "<x>"'),
        term('Script', 'javascript:alert(1)'),
        term('Both', 'https://en.example/'),
    ]
    project = new_project().write(
        {
            'index.rst': f'Home\n====\n\n.. toctree::\n\n   guide\n\n{"".join(terms)}',
            'guide.rst': 'Guide\n=====\n',
        },
        convglossary_exports=list(FORMATS),
        convglossary_sites=SITES,
        suppress_warnings=['convglossary.address'],
    )
    messages = {'https://en.example/': 'https://fr.example/', 'guide': 'guide'}
    project.translate('fr', 'index', messages | {'Both': 'Les deux'})
    return {language: project.build(language=language) for language in ('en', 'fr')}


class TestLearnMore:
    """Where to read on: as readers are led there, and in each language that says so."""

    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_json_has_it_in_each_language_that_says_so(self, site, schema, language):
        schema.validate(glossary(site[language]))
        found = {
            name: {x: said.get('learnMore') for x, said in each['renderings'].items()}
            for name, each in by_id(site[language]).items()
        }
        guide = 'https://example.org/en/guide.html'
        assert found['address'] == {'en': 'https://a.example/b?c=d&e#f', 'fr': None}
        assert found['document']['en'] == guide
        assert found['place'] == {'en': '/plans "<x>"', 'fr': None}
        assert found['script'] == {'en': None, 'fr': None}
        assert found['both'] == {
            'en': 'https://en.example/',
            'fr': 'https://fr.example/',
        }

    def test_skos_has_it_as_see_also(self, site):
        graph = Graph().parse(data=site['en'].file('glossary.ttl'), format='turtle')
        found = {
            str(graph.value(subject, SKOS.notation)): value
            for subject, value in graph.subject_objects(RDFS.seeAlso)
            if getattr(value, 'language', None) is None
        }
        assert found == {
            'address': URIRef('https://a.example/b?c=d&e#f'),
            'document': URIRef('https://example.org/en/guide.html'),
            'place': Literal('/plans "<x>"'),
            'both': URIRef('https://en.example/'),
        }
        both = URIRef(f'{SITES["en"]}index.html#term-both')
        assert (both, RDFS.seeAlso, Literal('https://fr.example/', lang='fr')) in graph

    def test_csv_has_a_column_of_it(self, site):
        rows = csv.DictReader(StringIO(site['en'].file('glossary.csv'), newline=''))
        found = {(row['id'], row['language']): row['learn-more'] for row in rows}
        assert found['both', 'fr'] == 'https://fr.example/'
        assert found['address', 'en'] == 'https://a.example/b?c=d&e#f'
        assert found['address', 'fr'] == ''

    def test_tbx_refers_to_it_and_is_still_read(self, site):
        text = site['en'].file('glossary.en-fr.tbx')
        found = [x.get('target') for x in fromstring(text).iter('xref')]
        assert found[:2] == [
            'https://a.example/b?c=d&e#f',
            'https://example.org/en/guide.html',
        ]
        assert 'https://fr.example/' in found
        store = tbxfile.parsestring(text.encode())
        units = [(unit.source, unit.target) for unit in store.units]
        assert ('Both', 'Les deux') in units
        assert len(units) == 5

    def test_markdown_says_it_in_words(self, site):
        assert 'Learn more: <https://en.example/>' in site['en'].file('glossary.en.md')
        text = site['fr'].file('glossary.fr.md')
        assert '<https://fr.example/>' in text
        assert '<https://a.example/b?c=d&e#f>' in text
        assert 'javascript' not in text


def test_markdown_has_no_sign_in_an_address_that_would_end_it(project):
    text = '.. convterm:: Plans\n   :learn-more: https://x.example/a b<c>\n'
    project.write({'index.rst': f'Home\n====\n\n{text}'})
    project.configure(convglossary_exports=['markdown'])
    said = project.build().file('glossary.en.md')
    assert '<https://x.example/a%20b%3Cc%3E>' in said


def test_paths_to_read_on_are_joined_to_the_address_that_is_configured(project):
    text = '.. convterm:: Plans\n   :learn-more: /plans\n'
    project.write({'index.rst': f'Home\n====\n\n{text}'})
    project.configure(convglossary_learn_more_base='https://x.example/')
    said = by_id(project.build())['plans']['renderings']['en']
    assert said['learnMore'] == 'https://x.example/plans'
