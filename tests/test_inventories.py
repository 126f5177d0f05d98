"""Terms of other projects, as their exports tell them."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import socket
import threading
import time
import tracemalloc
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import MYST, REST, words

from sphinxcontrib_convglossary import downloading, fetching
from sphinxcontrib_convglossary.addresses import is_site, permalink, without_password
from sphinxcontrib_convglossary.imports.material import MalformedError, Source
from sphinxcontrib_convglossary.inventories import Languages, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from projects import Project, Result, Syntax

SITE = 'https://handbook.example/en/'


def export(*concepts: dict[str, Any], **said: Any) -> dict[str, Any]:
    """Give what is in a file."""
    return {
        'format': 'convglossary',
        'version': 1,
        'project': 'Handbook',
        'projectVersion': '2.1',
        'title': {'en': 'Glossary'},
        'sourceLanguage': 'en',
        'languages': ['en', 'fr'],
        'categories': [],
        'concepts': list(concepts),
        **said,
    }


def rendering(name: str, definition: str = '', **said: Any) -> dict[str, Any]:
    """Give a concept in one language."""
    paragraphs = [{'state': 'translated', 'text': definition}] if definition else []
    told = {'state': 'translated', 'name': name, 'definition': paragraphs, **said}
    return {key: value for key, value in told.items() if value}


CASSETTE = {
    'id': 'cassette',
    'previously': ['cogset'],
    'renderings': {
        'en': rendering(
            'Cassette',
            'A stack of sprockets.',
            aliases=['Cluster'],
            abbreviation='CS',
            forms=['cassettes'],
            deprecated=['Freewheel block'],
            url='index.html#term-cassette',
        ),
        'fr': rendering(
            'Cassette de pignons',
            'Un empilement de pignons.',
            aliases=['Bloc'],
            url='https://handbook.example/fr/index.html#term-cassette',
        ),
    },
}
CRANK = {
    'id': 'crank',
    'renderings': {
        'en': rendering('Crank', 'Turns the axle.', url='parts.html#term-crank')
    },
}


def give(at: Project, /, *concepts: dict[str, Any], **said: Any) -> None:
    """Write the export of the other project beside the sources."""
    text = json.dumps(export(*concepts, **said), indent=1)
    (at.src / 'handbook.json').write_text(text, encoding='utf-8')


@pytest.fixture
def mapped(project: Project) -> Project:
    """Give a project that knows the terms of a handbook."""
    give(project, CASSETTE, CRANK)
    return project.configure(
        convglossary_inventories={'handbook': (SITE, 'handbook.json')}
    )


def write(project: Project, text: str, syntax: Syntax = REST) -> Project:
    return project.write_in(syntax, {'index': f'{syntax.title("Home")}\n{text}\n'})


def cards(result: Result, docname: str = 'index') -> dict[str, list[Any]]:
    found = result.html(docname).find('script', id='convglossary-terms')
    return json.loads(found.string) if found else {}


@pytest.mark.parametrize('syntax', [REST, MYST], ids=['rst', 'md'])
class TestReferences:
    def test_a_reference_leads_to_the_permalink_of_the_term(self, mapped, syntax):
        ref = syntax.ref
        write(
            mapped,
            f'{ref("Cassette")}, {ref("that <cluster>")}, {ref("crank")}',
            syntax,
        )
        assert mapped.build().links('index') == {
            'Cassette': f'{SITE}index.html#term-cassette',
            'that': f'{SITE}index.html#term-cassette',
            'crank': f'{SITE}parts.html#term-crank',
        }

    def test_any_designation_and_id_finds_it(self, mapped, syntax):
        said = ['Cluster', 'CS', 'cassettes', 'cogset', 'term-cassette']
        said += ['handbook:Cassette', 'cassette']
        write(mapped, ', '.join(map(syntax.ref, said)), syntax)
        links = mapped.build().links('index')
        shown = {x.removeprefix('handbook:') for x in said}
        assert links == dict.fromkeys(shown, f'{SITE}index.html#term-cassette')

    def test_a_wording_to_avoid_is_named(self, mapped, syntax):
        write(mapped, syntax.ref('Freewheel block'), syntax)
        line = 4 if syntax is REST else 3
        message = '"Freewheel block" is a wording to avoid; write "Cassette"'
        kind = '[convglossary.deprecated_wording]'
        place = f'index{syntax.suffix}:{line}'
        mapped.build(expect=[f'{place}: WARNING: {message} {kind}'])

    def test_a_term_of_this_project_comes_first(self, mapped, syntax):
        write(mapped, f'{syntax.ref("Crank")}\n\n{syntax.term("Crank")}', syntax)
        assert mapped.build().links('index')['Crank'] == '#term-crank'

    def test_an_entry_of_the_built_in_glossary_comes_first(self, mapped, syntax):
        glossary = syntax.directive('glossary', body='Crank\n   Ours.')
        write(mapped, f'{syntax.ref("crank")}\n\n{glossary}', syntax)
        assert mapped.build().links('index')['crank'] == '#term-Crank'

    def test_term_and_any_find_it_too(self, mapped, syntax):
        both = syntax.ref('Crank', 'term'), syntax.ref('Cluster', 'any')
        more = syntax.ref('so <handbook:Crank>', 'term')
        last = syntax.ref('handbook:CS', 'term')
        write(mapped, ', '.join((*both, more, last)), syntax)
        links = mapped.build().links('index')
        assert links == {
            'Crank': f'{SITE}parts.html#term-crank',
            'Cluster': f'{SITE}index.html#term-cassette',
            'so': f'{SITE}parts.html#term-crank',
            'CS': f'{SITE}index.html#term-cassette',
        }


def test_the_link_is_that_of_intersphinx(mapped, new_project):
    other = new_project()
    write(other, REST.term('Cassette'))
    inventory = other.configure(project='Handbook', version='2.1').build()
    plain = new_project().configure(
        intersphinx_mapping={'handbook': (SITE, str(inventory.path / 'objects.inv'))}
    )
    plain.use('sphinx.ext.intersphinx')
    links = []
    for project in (plain, mapped):
        write(project, f'About :term-ref:`Cassette`.\n\n{REST.term("Own")}')
        found = project.build().body('index').find('a', class_='external')
        links.append(str(found))
    assert links[0] == links[1]


def test_it_comes_before_what_intersphinx_finds(mapped, new_project):
    other = new_project()
    write(other, f'{REST.term("Cassette")}\n{REST.term("Saddle")}')
    inventory = other.build().path / 'objects.inv'
    mapped.use('sphinx.ext.intersphinx').configure(
        intersphinx_mapping={'other': ('https://other.example/', str(inventory))}
    )
    write(mapped, ':term-ref:`Cassette` :term-ref:`Saddle`')
    assert mapped.build().links('index') == {
        'Cassette': f'{SITE}index.html#term-cassette',
        'Saddle': 'https://other.example/index.html#term-saddle',
    }


def test_of_two_projects_the_first_that_has_a_term_counts(mapped):
    text = json.dumps(export(CRANK | {'id': 'other'}))
    (mapped.src / 'second.json').write_text(text, encoding='utf-8')
    second = ('https://second.example/', 'second.json')
    first = (SITE, 'handbook.json')
    write(mapped, ':term-ref:`Crank`, :term-ref:`there <second:Crank>`')
    mapped.configure(convglossary_inventories={'handbook': first, 'second': second})
    assert mapped.build().links('index') == {
        'Crank': f'{SITE}parts.html#term-crank',
        'there': 'https://second.example/parts.html#term-crank',
    }


class TestLanguages:
    def test_in_a_translation_the_page_of_its_language_is_linked(self, mapped):
        write(mapped, 'About :term-ref:`Cassette` and :term-ref:`crank`.')
        mapped.translate(
            'fr',
            'index',
            {
                'About :term-ref:`Cassette` and :term-ref:`crank`.': ''
                'Avec une :term-ref:`crank` et une :term-ref:`Cassette`.'
            },
        )
        body = mapped.build(language='fr').body('index')
        cassette, crank = (
            body.find('a', string='Cassette de pignons'),
            body.find('a', string='crank'),
        )
        assert cassette is None or 'hreflang' not in cassette.attrs
        links = {words(a): a.attrs for a in body.find_all('a', class_='external')}
        assert links['Cassette de pignons']['href'].startswith(
            'https://handbook.example/fr/'
        )
        assert 'hreflang' not in links['Cassette de pignons']
        assert links['crank']['href'] == f'{SITE}parts.html#term-crank'
        assert links['crank']['hreflang'] == 'en'
        assert links['crank']['title'] == '(dans Handbook v2.1)'
        assert crank is not None

    @pytest.mark.parametrize(
        ('written', 'shown'),
        [
            ('Cassette', 'Cassette de pignons'),
            ('cogset', 'Cassette de pignons'),
            ('handbook:Cassette', 'Cassette de pignons'),
            ('Bloc', 'Bloc'),
            ('cluster', 'cluster'),
            ('cassette de pignons', 'cassette de pignons'),
            ('bloc <Cassette>', 'bloc'),
            # An inflected form: the witness tells what it means.
            ('cassettes de pignons', 'cassettes de pignons'),
        ],
    )
    def test_the_text_is_that_of_a_term_of_ones_own(self, mapped, written, shown):
        write(mapped, 'About :term-ref:`Cassette`.')
        messages = {'About :term-ref:`Cassette`.': f'Sur :term-ref:`{written}`.'}
        mapped.translate('fr', 'index', messages)
        there = 'https://handbook.example/fr/index.html#term-cassette'
        assert mapped.build(language='fr').links('index') == {shown: there}

    def test_a_heading_has_the_local_name_in_the_contents_too(self, mapped):
        title = ':term-ref:`Cassette`'
        pages = {
            'index.rst': 'Home\n====\n\n.. toctree::\n\n   page\n',
            'page.rst': f'{title}\n{"=" * 30}\n',
        }
        mapped.write(pages).translate('fr', 'page', {title: title})
        result = mapped.build(language='fr')
        assert 'Cassette de pignons' in result.links('index')
        assert 'Cassette de pignons' in result.links('page')

    def test_what_is_not_translated_shows_the_text_as_written(self, mapped):
        write(mapped, 'About :term-ref:`cassettes`.')
        there = 'https://handbook.example/fr/index.html#term-cassette'
        assert mapped.build(language='fr').links('index') == {'cassettes': there}

    def test_a_reference_lost_or_added_is_named_at_the_catalog(self, mapped):
        write(mapped, 'A :term-ref:`Cassette`.\n\nA :term-ref:`Crank`.\n\nNothing.')
        messages = {
            'A :term-ref:`Cassette`.': 'Une cassette.',
            'A :term-ref:`Crank`.': 'Un :term-ref:`Bloc`.',
            'Nothing.': 'Une :term-ref:`Crank`.',
        }
        mapped.translate('fr', 'index', messages)
        places = {x: mapped.place('fr', 'index', x) for x in messages}
        expected = [
            f'{places["A :term-ref:`Cassette`."]}: WARNING: the translation has no '
            'reference to "Cassette", the original has [convglossary.lost_reference]',
            f'{places["A :term-ref:`Crank`."]}: WARNING: "Bloc" leads to "Cassette", '
            'where the original refers to "Crank" [convglossary.other_reference]',
            f'{places["Nothing."]}: WARNING: the translation refers to "Crank", the '
            'original does not [convglossary.added_reference]',
        ]
        mapped.build(language='fr', expect=expected)

    def test_the_original_tells_which_of_two_terms_of_one_name_is_meant(self, mapped):
        twins = [
            {
                'id': name.lower(),
                'renderings': {
                    'en': rendering(name, url=f'index.html#term-{name.lower()}'),
                    'fr': rendering('Roue', url=f'fr.html#term-{name.lower()}'),
                },
            }
            for name in ('Gear', 'Wheel')
        ]
        give(mapped, *twins)
        message = 'A :term-ref:`Wheel`.'
        write(mapped, message)
        mapped.translate('fr', 'index', {message: 'Une :term-ref:`Roue`.'})
        links = mapped.build(language='fr').links('index')
        assert links == {'Roue': f'{SITE}fr.html#term-wheel'}

    def test_brazilians_are_led_to_portuguese(self, mapped):
        names = {
            'en': rendering('Chain', 'Pulls.', url='en.html#term-chain'),
            'pt': rendering('Corrente', 'Puxa.', url='pt.html#term-chain'),
        }
        give(mapped, {'id': 'chain', 'renderings': names})
        write(mapped, 'A :term-ref:`Chain`.')
        messages = {'A :term-ref:`Chain`.': 'Uma :term-ref:`Chain`.'}
        mapped.translate('pt_BR', 'index', messages)
        result = mapped.build(language='pt_BR')
        there = f'{SITE}pt.html#term-chain'
        assert result.links('index') == {'Corrente': there}
        assert ['summary', ['Puxa.', 'pt']] in cards(result)[there]

    def test_a_project_written_in_another_language_is_found_by_ours(self, mapped):
        names = {
            'fr': rendering('Chaîne', 'Elle tire.', url='fr.html#term-chain'),
            'en': rendering('Chain', url='en.html#term-chain'),
        }
        give(mapped, {'id': 'chain', 'renderings': names}, sourceLanguage='fr')
        write(mapped, ':term-ref:`Chain` :term-ref:`chaîne`')
        result = mapped.build()
        there = f'{SITE}en.html#term-chain'
        assert result.links('index') == {'Chain': there, 'chaîne': there}
        assert cards(result)[there][1] == ['summary', ['Elle tire.', 'fr']]


class TestCards:
    def test_a_card_says_what_the_export_says(self, mapped):
        write(mapped, ':term-ref:`CS`, :term:`Cluster`, :any:`Cassette`')
        assert cards(mapped.build()) == {
            f'{SITE}index.html#term-cassette': [
                ['name', 'Cassette'],
                ['aliases', 'Also known as: CS · Cluster'],
                ['summary', 'A stack of sprockets.'],
                ['project', '(in Handbook v2.1)'],
            ]
        }

    def test_a_card_is_in_the_language_of_the_page(self, mapped):
        write(mapped, ':term-ref:`Cassette`, :term-ref:`Crank`')
        found = cards(mapped.build(language='fr'))
        cassette, crank = found.values()
        assert ['name', 'Cassette de pignons'] in cassette
        assert ['summary', 'Un empilement de pignons.'] in cassette
        assert ['name', ['Crank', 'en']] in crank
        assert ['summary', ['Turns the axle.', 'en']] in crank

    def test_a_link_that_is_no_mention_has_no_card(self, mapped):
        write(mapped, f'`that <{SITE}index.html#term-cassette>`__')
        assert cards(mapped.build()) == {}

    def test_without_cards_there_are_links(self, mapped):
        write(mapped, ':term-ref:`Cassette`')
        result = mapped.configure(convglossary_cards=False).build()
        assert result.links('index')
        assert cards(result) == {}


class TestFreshness:
    def test_pages_that_show_a_term_are_written_again(self, mapped):
        mapped.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   one\n   two\n',
                'one.rst': 'One\n===\n\n:term-ref:`Cassette`\n',
                'two.rst': 'Two\n===\n\n:term-ref:`Crank`\n',
            }
        )
        mapped.build()
        changed = json.loads(json.dumps(CASSETTE))
        changed['renderings']['en']['definition'][0]['text'] = 'Many sprockets.'
        give(mapped, changed, CRANK)
        result = mapped.build()
        assert 'two' not in result.written
        assert 'one' in result.written
        assert 'Many sprockets.' in result.file('one.html')
        assert _same(result, mapped.build(fresh=True))

    def test_pages_follow_a_term_to_another_address(self, mapped):
        write(mapped.configure(convglossary_cards=False), ':term-ref:`Cassette`')
        mapped.build()
        changed = json.loads(json.dumps(CASSETTE))
        changed['renderings']['en']['url'] = 'gears.html#term-cassette'
        give(mapped, changed, CRANK)
        links = mapped.build().links('index')
        assert links == {'Cassette': f'{SITE}gears.html#term-cassette'}

    def test_pages_tell_which_version_of_a_project_they_link_to(self, mapped):
        write(mapped.configure(convglossary_cards=False), ':term-ref:`Cassette`')
        mapped.build()
        give(mapped, CASSETTE, CRANK, projectVersion='2.2')
        result = mapped.build()
        assert '2.2' in result.file('index.html')
        assert _same(result, mapped.build(fresh=True))

    def test_nothing_is_written_where_nothing_changed(self, mapped):
        write(mapped, ':term-ref:`Cassette`')
        mapped.build()
        os.utime(mapped.src / 'handbook.json', (1, 1))
        assert mapped.build().written == []

    def test_a_term_that_goes_is_missed_and_one_that_comes_is_found(self, mapped):
        write(mapped, 'A :term-ref:`Crank`.\n')
        give(mapped, CASSETTE)
        missing = (
            'index.rst:4: WARNING: no term is called "Crank" '
            '[convglossary.unknown_term]'
        )
        assert mapped.build(expect=[missing]).links('index') == {}
        give(mapped, CASSETTE, CRANK)
        assert mapped.build().links('index')
        give(mapped, CASSETTE)
        result = mapped.build(expect=[missing])
        assert result.links('index') == {}
        assert _same(result, mapped.build(fresh=True, expect=[missing]))

    def test_a_project_that_is_mapped_later_is_found(self, mapped):
        write(mapped, 'A :term-ref:`Crank`.\n')
        mapped.configure(convglossary_inventories={})
        mapped.build(expect=None)
        given = {'handbook': (SITE, 'handbook.json')}
        result = mapped.configure(convglossary_inventories=given).build()
        assert result.links('index') == {'Crank': f'{SITE}parts.html#term-crank'}

    def test_a_translated_page_is_written_again(self, mapped):
        write(mapped, 'A :term-ref:`Cassette`.')
        messages = {'A :term-ref:`Cassette`.': 'Une :term-ref:`Cassette`.'}
        mapped.translate('fr', 'index', messages)
        mapped.build(language='fr')
        changed = json.loads(json.dumps(CASSETTE))
        changed['renderings']['fr']['name'] = 'Cassette à pignons'
        give(mapped, changed)
        result = mapped.build(language='fr')
        assert 'Cassette à pignons' in result.links('index')
        assert _same(result, mapped.build(language='fr', fresh=True))

    def test_several_processes_write_the_same(self, mapped):
        pages = {
            f'p{n}.rst': f'P{n}\n===\n\n:term-ref:`Cassette` :term:`crank`\n'
            for n in range(12)
        }
        listed = ''.join(f'   p{n}\n' for n in range(12))
        mapped.write({'index.rst': f'Home\n====\n\n.. toctree::\n\n{listed}', **pages})
        alone = mapped.build(fresh=True).files()
        together = mapped.build(fresh=True, jobs=2).files()
        for files in (alone, together):
            files.pop('searchindex.js')
        assert alone == together


def _same(one: Result, other: Result) -> bool:
    return one.file('index.html') == other.file('index.html')


@pytest.mark.parametrize('builder', ['text', 'man', 'latex', 'xml', 'epub', 'gettext'])
def test_every_builder_takes_it(mapped, builder):
    write(mapped, 'A :term-ref:`Cassette`.')
    mapped.build(builder, epub_basename='a', expect=None)


class TestWhatGoesWrong:
    def expected(self, project, reason, remedy='its terms are not known', place=''):
        place = place or project.line_of('convglossary_inventories')
        return (
            f'{place}: WARNING: the glossary "handbook" of convglossary_inventories: '
            f'{reason}; {remedy} [convglossary.inventory]'
        )

    def test_a_file_that_is_not_there_is_one_warning(self, mapped):
        write(mapped, 'Text.')
        (mapped.src / 'handbook.json').unlink()
        reason = 'handbook.json cannot be had (No such file or directory)'
        mapped.build(expect=[self.expected(mapped, reason)])

    @pytest.mark.parametrize(
        ('text', 'line', 'reason'),
        [
            ('', 1, 'this is no JSON: Expecting value'),
            ('[' * 100_000, 1, 'this is no JSON: it is nested too deep'),
            ('[]', 1, 'this is no glossary.json: "format" says so'),
            ('{"format": "convglossary"}', 1, '"version" is None; 1 can be read'),
            (
                json.dumps(export(version=2)),
                1,
                '"version" is 2; 1 can be read',
            ),
            (
                json.dumps(export({'id': 'a', 'renderings': 7})).replace('[', '[\n'),
                4,
                '"renderings" is not a mapping',
            ),
        ],
    )
    def test_a_file_that_is_malformed_is_one_warning_at_its_line(
        self, mapped, text, line, reason
    ):
        write(mapped, 'Text.')
        (mapped.src / 'handbook.json').write_text(text, encoding='utf-8')
        expected = self.expected(mapped, reason, place=f'handbook.json:{line}')
        mapped.build(expect=[expected])

    @pytest.mark.parametrize(
        'address',
        [
            'javascript:alert(1)',
            'JavaScript:alert(1)',
            'data:text/html,x',
            'index.html" onclick="x',
            'http://[broken',
            '//[broken',
            'a\x07b.html',
        ],
    )
    def test_an_address_that_is_no_page_is_refused(self, mapped, address):
        write(mapped, 'Text.')
        evil = {'id': 'x', 'renderings': {'en': rendering('Evil', url=address)}}
        give(mapped, evil, CRANK)
        shown = address.replace('\x07', '\\x07')
        reason = (
            f'terms without the address of a page ("Evil" has the address "{shown}")'
        )
        expected = self.expected(
            mapped, reason, 'they are left out', place='handbook.json:1'
        )
        result = mapped.build(expect=[expected])
        assert 'alert' not in result.file('index.html')

    def test_nothing_that_a_file_says_is_more_than_text(self, mapped):
        bad = '</script><script>alert(1)</script>"\'&'
        evil = rendering(bad, bad, aliases=[bad], url='index.html#term-x')
        give(mapped, {'id': 'x', 'renderings': {'en': evil, 'fr': evil}}, project=bad)
        write(mapped, ':term-ref:`x`')
        result = mapped.build()
        assert '<script>alert' not in result.file('index.html')
        assert cards(result)[f'{SITE}index.html#term-x'][0] == ['name', bad]

    @pytest.mark.parametrize(
        'entry',
        [
            'https://handbook.example/',
            ('https://handbook.example/',),
            ('javascript:alert(1)', None),
            (SITE, 7),
            (SITE, ''),
            (SITE, []),
            (SITE, 'a\0b'),
        ],
    )
    def test_a_wrong_entry_loses_no_other(self, mapped, entry):
        write(mapped, ':term-ref:`Crank`')
        right = (SITE, ['none.json', 'handbook.json'])
        mapped.configure(convglossary_inventories={'bad': entry, 'handbook': right})
        message = (
            "convglossary_inventories must have, for 'bad', a pair of an http or "
            'https address and of a file or None; that entry is not used'
        )
        place = mapped.line_of('convglossary_inventories')
        expected = f'{place}: WARNING: {message} [convglossary.config]'
        assert mapped.build(expect=[expected]).links('index')

    @pytest.mark.parametrize('key', ['', ' ', 7, 'a\x07b'])
    def test_a_key_that_is_no_text_is_none(self, mapped, key):
        write(mapped, ':term-ref:`Crank`')
        right = (SITE, 'handbook.json')
        mapped.configure(convglossary_inventories={key: right, 'handbook': right})
        place = mapped.line_of('convglossary_inventories')
        expected = (
            f'{place}: WARNING: convglossary_inventories has a key that is no text: '
            f'{key!r}; that entry is not used [convglossary.config]'
        )
        assert mapped.build(expect=[expected]).links('index')

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(data=st.data())
    def test_any_damage_is_read_or_named(self, data):
        """Cut something out of a file, or put something in."""
        text = json.dumps(export(CASSETTE, CRANK), indent=1)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        put = data.draw(st.text('{}[]":,0x\\ \n\u202e', max_size=4))
        damaged = f'{text[:start]}{put}{text[end:]}'.encode()
        languages = Languages(shown='fr', source='en')
        with contextlib.suppress(MalformedError):
            read(Source(name='a.json', data=damaged), 'key', SITE, languages)


class TestAddresses:
    @pytest.mark.parametrize(
        ('site', 'address', 'whole'),
        [
            (SITE, 'a.html#b', f'{SITE}a.html#b'),
            (SITE.rstrip('/'), 'a.html#b', f'{SITE}a.html#b'),
            ('/docs/', 'a.html', '/docs/a.html'),
            ('/docs/', '/fr/a.html', '/fr/a.html'),
            (SITE, 'http://x.example/a', 'http://x.example/a'),
            (SITE, 'ftp://x.example/a', ''),
            (SITE, 'a b', ''),
        ],
    )
    def test_an_address_is_that_of_a_page_or_none(self, site, address, whole):
        assert permalink(site, address) == whole

    def test_no_password_is_shown(self):
        assert without_password('http://a:b@c.example/d') == 'http://c.example/d'

    def test_half_an_address_is_none(self):
        assert not is_site('http://[::1')


class Server:
    """A site on this machine: what it serves, and what it was asked."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """Serve, and give the address."""
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                served.asked.append((self.path, self.headers['User-Agent']))
                text = served.files.get(self.path)
                self.send_response(404 if text is None else 200)
                self.end_headers()
                self.wfile.write((text or '').encode())

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f'http://127.0.0.1:{server.server_port}/en/'
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture
def server() -> Server:
    return Server()


class Stubborn(Server):
    """A site that sends what it likes, over a connection of its own."""

    def __init__(self, *parts: bytes, pause: float = 0) -> None:
        super().__init__()
        self.parts = parts
        self.pause = pause

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        with socket.create_server(('127.0.0.1', 0)) as listener:
            threading.Thread(target=self._serve, args=(listener,), daemon=True).start()
            yield f'http://127.0.0.1:{listener.getsockname()[1]}/en/'

    def _serve(self, listener: socket.socket) -> None:
        # The reader goes away in the middle, and the listener when the test ends.
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, contextlib.suppress(ConnectionError):
                    connection.recv(2**16)
                    for part in self.parts:
                        connection.sendall(part)
                        time.sleep(self.pause)


OK = b'HTTP/1.1 200 OK\r\n'
GZIP = OK + b'Content-Encoding: gzip\r\nConnection: close\r\n\r\n'


class TestAServerThatSendsWhatItLikes:
    """The build goes on, with one warning."""

    def said(self, project: Project, server: Server) -> str:
        write(project, 'Text.')
        with server.running() as site:
            project.configure(convglossary_inventories={'handbook': (site, None)})
            start = time.monotonic()
            (warned,) = project.build(expect=None).warnings
        assert time.monotonic() - start < 30
        assert warned.endswith('its terms are not known [convglossary.inventory]')
        return warned.partition('cannot be had (')[2].partition(')')[0]

    def test_300_mb_of_compressed_blanks_are_not_taken_in(self, project):
        pack = zlib.compressobj(9, wbits=31)
        blanks = [pack.compress(b' ' * 2**20) for _ in range(300)]
        server = Stubborn(GZIP, *blanks, pack.flush())
        tracemalloc.start()
        try:
            assert self.said(project, server) == 'it is larger than 64 MB'
            assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
        finally:
            tracemalloc.stop()

    def test_more_than_fits_is_not_taken_in(self, project, monkeypatch):
        monkeypatch.setattr(downloading, 'LARGEST', 2**20)
        server = Stubborn(OK + b'\r\n', *([b' ' * 2**16] * 20))
        assert self.said(project, server) == 'it is larger than 1 MB'

    @pytest.mark.parametrize(
        'sent',
        [OK + b'Content-Length: 5000\r\n\r\n' + b' ' * 5000, OK + b'X: ' + b'x' * 5000],
        ids=['text', 'headers'],
    )
    def test_one_byte_after_the_other_is_not_waited_for(
        self, project, monkeypatch, sent
    ):
        monkeypatch.setattr(fetching, '_LONGEST', 1)
        server = Stubborn(*(sent[at : at + 1] for at in range(len(sent))), pause=0.02)
        assert self.said(project, server) == 'it takes too long'

    @pytest.mark.parametrize(
        ('sent', 'reason'),
        [
            (GZIP + b'{"no": "gzip"}', 'what is compressed is damaged'),
            (GZIP + gzip.compress(b'{}' * 99)[:20], 'it ends too early'),
            (
                OK + b'Content-Encoding: br\r\n\r\n{}',
                'it is encoded as "br"',
            ),
            (OK + b'Content-Length: 99\r\n\r\n{}', 'the connection breaks off'),
            (
                b'HTTP/1.1 302 Found\r\nLocation: /en/glossary.json\r\n'
                b'Connection: close\r\n\r\n',
                'it leads in a circle',
            ),
        ],
        ids=['no gzip', 'half of it', 'another encoding', 'cut off', 'a circle'],
    )
    def test_what_is_no_whole_file_is_named(self, project, sent, reason):
        assert reason in self.said(project, Stubborn(sent))


def test_what_is_compressed_in_one_part_or_several_is_read(project):
    text = json.dumps(export(CRANK)).encode()
    sent = gzip.compress(text[:50]) + gzip.compress(text[50:])
    write(project, ':term-ref:`Crank`')
    with Stubborn(GZIP + sent).running() as site:
        project.configure(convglossary_inventories={'handbook': (site, None)})
        assert project.build().links('index') == {
            'Crank': f'{site}parts.html#term-crank'
        }


@pytest.mark.parametrize(
    ('location', 'leads'),
    [
        ('/b.json', 'http://me:secret@a.example/b.json'),
        ('http://a.example/b.json', 'http://me:secret@a.example/b.json'),
        ('http://b.example/b.json', 'http://b.example/b.json'),
        ('https://you@a.example/', 'https://you@a.example/'),
    ],
)
def test_a_redirection_takes_the_password_to_no_other_site(location, leads):
    address = 'http://me:secret@a.example/en/a.json'
    assert downloading._followed(address, location) == leads


class TestFetching:
    def serve(self, server: Server, *concepts: dict[str, Any]) -> None:
        server.files['/en/glossary.json'] = json.dumps(export(*concepts))

    def test_a_file_is_fetched_once_and_kept(self, project, server):
        self.serve(server, CRANK)
        write(project, ':term-ref:`Crank`')
        with server.running() as site:
            project.configure(
                convglossary_inventories={'handbook': (site, None)}, user_agent='Ours'
            )
            links = project.build().links('index')
            assert links == {'Crank': f'{site}parts.html#term-crank'}
            project.build()
            assert server.asked == [('/en/glossary.json', 'Ours')]

    def test_what_was_kept_too_long_is_fetched_again(self, project, server):
        self.serve(server, CRANK)
        write(project, ':term-ref:`Crank`')
        with server.running() as site:
            project.configure(convglossary_inventories={'handbook': (site, None)})
            project.build()
            self.serve(server, CASSETTE, CRANK)
            for cache in project.folder.rglob('convglossary-inventories/*.json'):
                os.utime(cache, (1, 1))
            write(project, ':term-ref:`Crank` :term-ref:`Cassette`')
            assert 'Cassette' in project.build().links('index')
            assert len(server.asked) == 2

    def test_the_limit_of_intersphinx_holds(self, project, server):
        self.serve(server, CRANK)
        write(project, 'Text.')
        with server.running() as site:
            project.use('sphinx.ext.intersphinx').configure(
                convglossary_inventories={'handbook': (site, None)},
                intersphinx_cache_limit=0,
            )
            project.build()
            for cache in project.folder.rglob('convglossary-inventories/*.json'):
                os.utime(cache, (1, 1))
            project.build()
            assert len(server.asked) == 2
            project.configure(intersphinx_cache_limit=-1)
            for cache in project.folder.rglob('convglossary-inventories/*.json'):
                os.utime(cache, (1, 1))
            project.build()
            assert len(server.asked) == 2

    def test_a_site_that_is_away_is_one_warning_and_its_copy_is_used(
        self, project, server
    ):
        self.serve(server, CRANK)
        write(project, ':term-ref:`Crank`')
        with server.running() as site:
            project.configure(convglossary_inventories={'handbook': (site, None)})
            project.build()
        for cache in project.folder.rglob('convglossary-inventories/*.json'):
            os.utime(cache, (1, 1))
        expected = (
            f'{project.line_of("convglossary_inventories")}: WARNING: the glossary '
            f'"handbook" of convglossary_inventories: {site}glossary.json cannot be had '
            '(ConnectionError); the copy of an earlier build is used '
            '[convglossary.inventory]'
        )
        assert project.build(expect=[expected]).links('index')

    def test_what_cannot_be_had_is_one_warning_without_the_password(
        self, project, server
    ):
        write(project, 'Text.')
        with server.running() as site:
            secret = site.replace('http://', 'http://me:secret@')
            project.configure(convglossary_inventories={'handbook': (secret, None)})
            expected = (
                f'{project.line_of("convglossary_inventories")}: WARNING: the glossary '
                f'"handbook" of convglossary_inventories: {site}glossary.json cannot be '
                'had (404 Not Found); its terms are not known [convglossary.inventory]'
            )
            project.build(expect=[expected])

    def test_links_have_no_password(self, project, server):
        self.serve(server, CRANK)
        write(project, ':term-ref:`Crank`')
        with server.running() as site:
            secret = site.replace('http://', 'http://me:secret@')
            project.configure(convglossary_inventories={'handbook': (secret, None)})
            links = project.build().links('index')
        assert links == {'Crank': f'{site}parts.html#term-crank'}

    def test_what_is_malformed_is_not_kept(self, project, server):
        server.files['/en/glossary.json'] = '{'
        write(project, 'Text.')
        with server.running() as site:
            project.configure(convglossary_inventories={'handbook': (site, None)})
            for _ in range(2):
                result = project.build(expect=None)
                (warned,) = result.warnings
                assert warned.startswith(f'{site}glossary.json:1: WARNING: ')
                assert 'this is no JSON' in warned
        assert len(server.asked) == 2


def test_a_site_of_ours_is_read_back(project, new_project):
    """What one project writes, another reads: nothing is lost on the way."""
    other = new_project()
    write(other, REST.term('Cassette', 'A stack.', aliases='Cluster', forms='stacks'))
    other.translate('fr', 'index', {'Cassette': 'Pignons', 'A stack.': 'Une pile.'})
    made = other.build(
        project='Handbook',
        convglossary_sites={'fr': 'https://handbook.example/fr/'},
        html_baseurl=SITE,
    )
    write(project, 'A :term-ref:`stacks`.')
    project.configure(
        convglossary_inventories={'handbook': (SITE, str(made.path / 'glossary.json'))}
    )
    project.translate(
        'fr', 'index', {'A :term-ref:`stacks`.': 'Des :term-ref:`Cassette`.'}
    )
    result = project.build(language='fr')
    there = 'https://handbook.example/fr/index.html#term-cassette'
    assert result.links('index') == {'Pignons': there}
    assert ['summary', 'Une pile.'] in cards(result)[there]
