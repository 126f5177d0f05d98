"""A map draws how terms relate, and says the same as a list."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ElementTree

import pytest
from programs import needs
from projects import words

from sphinxcontrib_convglossary import pictures
from sphinxcontrib_convglossary.diagram import Scope, diagram_of
from sphinxcontrib_convglossary.dot import as_dot, quoted, svg_for_page
from sphinxcontrib_convglossary.glossary import Glossary
from sphinxcontrib_convglossary.terms import Relation, RelationKind, Term, Wording


def term(name, category='', **relations):
    wording = Wording(language='en', name=name)
    return Term(
        id=name.lower(),
        docname='d',
        line=1,
        ordinal=ord(name[0]),
        source=wording,
        local=wording,
        category=category,
        relations=tuple(
            Relation(kind=RelationKind(kind.replace('_', '-')), target=target)
            for kind, targets in relations.items()
            for target in targets.split()
        ),
    )


def diagram(*terms, **scope):
    ordered = tuple(sorted(terms, key=lambda term: term.place))
    glossary = Glossary(terms=ordered, language='en', homes={})
    return diagram_of(glossary, Scope(**scope))


def shown(*terms, **scope):
    """Give names and relations of a map, as texts."""
    made = diagram(*terms, **scope)
    if made is None:
        return None
    names = ' '.join(term.name.text for term in made.terms)
    edges = [
        f'{edge.start.name.text} {edge.kind} {edge.end.name.text}'
        for edge in made.edges
    ]
    return names, edges


CHAIN = (
    term('A', related='B'),
    term('B', related='C'),
    term('C', related='D'),
    term('D'),
    term('E'),
)


class TestWhatAMapShows:
    def test_everything_that_is_related(self):
        assert shown(*CHAIN) == (
            'A B C D',
            ['A related B', 'B related C', 'C related D'],
        )

    def test_the_surroundings_of_a_term_which_comes_first(self):
        assert shown(*CHAIN, term='C') == (
            'C B D',
            ['B related C', 'C related D'],
        )

    @pytest.mark.parametrize(
        ('depth', 'names'), [(1, 'A B'), (2, 'A B C'), (3, 'A B C D'), (9, 'A B C D')]
    )
    def test_as_far_as_wanted(self, depth, names):
        assert shown(*CHAIN, term='A', depth=depth)[0] == names

    def test_a_term_by_any_of_its_designations(self):
        assert shown(*CHAIN, term='term-a')[0] == 'A B'

    def test_nothing_of_a_term_that_there_is_not(self):
        assert shown(*CHAIN, term='X') is None

    def test_a_term_alone_where_nothing_is_related_to_it(self):
        assert shown(*CHAIN, term='E') == ('E', [])

    def test_names_by_the_alphabet_wherever_they_stand(self):
        assert shown(term('Z', related='a'), term('a')) == ('a Z', ['Z related a'])

    def test_relations_of_one_term_in_the_order_of_an_entry(self):
        terms = (
            term('A', broader='B'),
            term('B', broader='C', related='D'),
            term('C'),
            term('D'),
        )
        first, edges = next(diagram(*terms, term='B').by_term())
        kinds = [edge.seen_from(first)[0] for edge in edges]
        assert kinds == ['related', 'broader', 'narrower']

    def test_relations_within_a_category(self):
        terms = (
            term('A', 'x', related='B C'),
            term('B', 'x'),
            term('C', 'y'),
            term('D', 'x'),
        )
        assert shown(*terms, category='x') == ('A B', ['A related B'])

    def test_each_relation_once_whoever_declared_it(self):
        terms = (
            term('A', related='B', broader='C', replaced_by='D'),
            term('B', related='A'),
            term('C', narrower='A B'),
            term('D'),
        )
        assert shown(*terms)[1] == [
            'A related B',
            'A broader C',
            'B broader C',
            'A replaced-by D',
        ]

    def test_relations_between_the_neighbours_of_a_term(self):
        terms = (term('A', related='B C'), term('B', broader='C'), term('C'))
        assert 'B broader C' in shown(*terms, term='A')[1]

    def test_cycles_end_and_a_relation_to_itself_is_none(self):
        terms = (
            term('A', broader='A B'),
            term('B', broader='C'),
            term('C', broader='A'),
        )
        assert shown(*terms, term='A', depth=50)[1] == [
            'A broader B',
            'B broader C',
            'C broader A',
        ]

    def test_no_term_that_is_not_published(self):
        hidden = Term(
            id='b',
            docname='d',
            line=1,
            ordinal=ord('B'),
            source=Wording(language='fr', name='B'),
            local=Wording(language='en'),
            locales=('!en',),
        )
        assert shown(term('A', related='B C'), hidden, term('C'))[0] == 'A C'


def dot_of(*terms):
    glossary = Glossary(terms=terms, language='en', homes={})
    diagram = diagram_of(glossary, Scope())
    return as_dot(diagram, {RelationKind.BROADER: 'Is "a"'})


class TestTheLanguageOfGraphviz:
    def test_kinds_are_told_apart_by_lines_and_ends(self):
        lines = dot_of(
            term('A', related='B', broader='B', replaced_by='B'), term('B')
        ).splitlines()
        styles = [re.search(r'\[(.*)\]', line)[1] for line in lines if '->' in line]
        assert styles == [
            'dir=none',
            r'arrowhead=empty, label="Is \"a\""',
            'style=dashed, arrowhead=vee',
        ]

    @pytest.mark.parametrize(
        ('text', 'written'),
        [
            ('a "b"', r'"a \"b\""'),
            (r'C:\new', r'"C:\\new"'),
            ('a\\', '"a\\\\"'),
            ('<b>x</b>', '"<b>x</b>"'),
            ('&lt;', '"&amp;lt;"'),
            (r'\N \G', r'"\\N \\G"'),
            ('用語', '"用語"'),
        ],
    )
    def test_signs_are_taken_as_they_are(self, text, written):
        assert quoted(text) == written

    def test_a_long_name_is_broken_into_lines(self):
        name = 'Payment Card Industry Data Security Standard'
        drawn = dot_of(term(name, related='B'), term('B'))
        assert r'[label="Payment Card Industry\nData Security Standard"]' in drawn


SVG = (
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
    '<!-- by a program --><svg width="75pt" height="30pt" viewBox="0 0 75 30" '
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<g id="graph0" class="graph"><title>map</title>'
    '<g id="node1" class="node"><title>n0</title><path stroke="black" fill="none"/>'
    '<text>A &lt;b&gt;</text></g>'
    '<g id="edge1" class="edge"><title>n0&#45;&gt;n1</title><path stroke="black"/></g>'
    '</g></svg>'
)


class TestTheDrawingInAPage:
    def root(self, addresses=None):
        addresses = {'n0': 'a.html#x"y'} if addresses is None else addresses
        made = svg_for_page(SVG, addresses, 'A "map"')
        names = re.sub(r'(xmlns|style)="[^"]*"', '', made)
        assert ':' not in names, 'HTML has no prefixes'
        assert '<!' not in made
        return ElementTree.fromstring(
            made.replace(' xmlns="http://www.w3.org/2000/svg"', '')
        )

    def test_terms_are_links(self):
        link = self.root().find('.//g[@class="node"]/a')
        assert link.get('href') == 'a.html#x"y'
        assert link.find('text').text == 'A <b>'

    def test_a_term_without_a_home_is_none(self):
        root = self.root({})
        assert root.find('.//a') is None
        assert root.find('.//text').text == 'A <b>'

    def test_it_has_the_colours_of_the_page(self):
        root = self.root()
        assert root.find('.//text').get('fill') == 'currentColor'
        assert {path.get('stroke') for path in root.iter('path')} == {'currentColor'}

    def test_it_has_a_name_and_lines_are_not_read_out(self):
        root = self.root()
        assert (root.get('role'), root.get('aria-label')) == ('group', 'A "map"')
        assert root.find('.//g[@class="edge"]').get('aria-hidden') == 'true'

    def test_two_of_them_share_no_ids_and_no_titles_of_graphviz(self):
        root = self.root()
        assert all('id' not in element.attrib for element in root.iter())
        assert root.find('.//title') is None

    def test_each_text_runs_in_its_own_direction(self):
        arabic = SVG.replace('A &lt;b&gt;', '24 ساعة')
        assert self.root().find('.//text').get('direction') == 'ltr'
        assert 'direction="rtl"' in svg_for_page(arabic, {}, 'map')

    def test_its_size_is_in_pixels(self):
        root = self.root()
        assert (root.get('width'), root.get('height')) == ('100', '40')
        assert root.get('style') == '--convglossary-map-width: 100px'


DOCS = {
    'index.rst': """
        Home
        ====

        .. toctree::

           terms/bikes
           deep/map

        .. convterm:: Wheel
           :category: parts
           :related: Rim

           Round.
        """,
    'terms/bikes.rst': r"""
        Bikes
        =====

        .. convterm:: Rim
           :category: parts
           :broader: Wheel part
           :replaced-by: The "new" \\ <b>rim</b> &amp\;

           An edge.

        .. convterm:: Wheel part
           :category: parts

        .. convterm:: The "new" \\ <b>rim</b> &amp;

        .. convterm:: Alone
        """,
    'deep/map.rst': """
        Map
        ===

        .. convmap:: Rim
        """,
}
LIST = [
    'Rim Related: Wheel Broader: Wheel part Replaced by: The "new" \\ <b>rim</b> &amp;',
]


@pytest.fixture
def site(project):
    project.use('sphinx.ext.graphviz')
    return project.write(DOCS, convglossary_categories={'parts': 'Parts'})


def map_of(result, docname='deep/map'):
    found = result.body(docname).find(class_='convglossary-map')
    assert found is not None
    return found


def listed(shown):
    return [words(item) for item in shown.ul.find_all('li', recursive=False)]


def ask(site, *lines):
    text = '\n'.join(['Map', '===', '', *lines, ''])
    (site.src / 'deep' / 'map.rst').write_text(text, encoding='utf-8')


@needs('dot')
class TestAPicture:
    def links(self, result, docname='deep/map'):
        return {
            words(link): link['href']
            for link in map_of(result, docname).svg.find_all('a')
        }

    def test_its_terms_lead_to_their_homes(self, site):
        assert self.links(site.build()) == {
            'Rim': '../terms/bikes.html#term-rim',
            'Wheel': '../index.html#term-wheel',
            'Wheel part': '../terms/bikes.html#term-wheel-part',
            'The "new" \\ <b>rim</b> &amp;': (
                '../terms/bikes.html#term-the-new-3c-b-3e-rim-3c-b-3e-amp'
            ),
        }

    def test_so_they_do_in_dirhtml(self, site):
        links = self.links(site.build('dirhtml'), 'deep/map/index.html')
        assert links['Rim'] == '../../terms/bikes/#term-rim'
        assert links['Wheel'] == '../../#term-wheel'

    def test_so_they_do_on_one_page(self, site):
        assert self.links(site.build('singlehtml'), 'index')['Rim'] == '#term-rim'

    def test_on_the_page_of_their_home_they_lead_there(self, site):
        path = site.src / 'terms' / 'bikes.rst'
        path.write_text(path.read_text() + '\n.. convmap:: Rim\n')
        assert self.links(site.build(), 'terms/bikes')['Rim'] == '#term-rim'

    def test_the_list_is_folded_under_it(self, site):
        fold = map_of(site.build()).details
        assert words(fold.summary) == 'The same as a list'
        assert listed(fold) == LIST

    def test_it_is_named_by_what_it_shows(self, site):
        ask(
            site,
            '.. convmap:: rim',
            '',
            '.. convmap::',
            '   :category: parts',
            '',
            '.. convmap::',
        )
        drawn = site.build().body('deep/map').find_all('svg')
        assert [one['aria-label'] for one in drawn] == [
            'Relations: Rim',
            'Relations: Parts',
            'Relations of all terms',
        ]

    def test_names_and_words_are_local(self, site):
        site.translate('fr', 'terms/bikes', {'Rim': 'Jante'})
        site.translate('fr', 'index', {'Wheel': 'Roue'})
        shown = map_of(site.build(language='fr'))
        assert {'Jante', 'Roue', 'Wheel part'} <= {
            words(x) for x in shown.svg.find_all('a')
        }
        assert 'Remplacé par' in words(shown.svg)
        assert shown.svg['aria-label'] == 'Relations\xa0: Jante'
        assert shown.details.find(lang='en').string == 'Wheel part'

    def test_it_runs_from_right_to_left_where_the_language_does(self, site):
        def places(language):
            links = map_of(site.build(language=language)).svg.find_all('a')
            return {words(link): float(link.find('text')['x']) for link in links}

        english, arabic = places('en'), places('ar')
        assert english['Rim'] < english['Wheel part']
        assert arabic['Rim'] > arabic['Wheel part']
        shown = map_of(site.build(language='ar'))
        assert shown.parent['dir'] == 'rtl'

    def test_latex_has_a_picture_and_the_list(self, site):
        text = site.build('latex').file('test.tex')
        assert re.search(r'\\sphinxincludegraphics.*map-\w+\.pdf', text)
        assert 'Replaced by' in text

    def test_a_book_has_an_image_and_the_list(self, site):
        result = site.build('epub', epub_show_urls='no')
        page = result.html('deep/map.xhtml')
        assert page.find('svg') is None
        assert page.img['alt'] == 'Relations: Rim'
        assert page.find('details') is None
        drawn = (result.path / 'deep' / page.img['src']).resolve().read_text('utf-8')
        assert '<!DOCTYPE' not in drawn
        assert ElementTree.fromstring(drawn).get('role') == 'img'
        assert '../index.xhtml#term-wheel' in [a['href'] for a in page.find_all('a')]

    def test_a_book_calls_its_image_by_any_name(self, site):
        name = 'The "new" \\ <b>rim</b> &amp;'
        ask(site, f'.. convmap:: {name}')
        page = site.build('epub', epub_show_urls='no').html('deep/map.xhtml')
        assert page.img['alt'] == f'Relations: {name}'

    def test_two_builds_and_two_processes_draw_the_same(self, site):
        once = site.build(fresh=True).file('deep/map.html')
        assert site.build(fresh=True).file('deep/map.html') == once
        assert site.build(fresh=True, jobs=2).file('deep/map.html') == once


class TestAList:
    @pytest.mark.parametrize(
        ('builder', 'file'),
        [
            ('text', 'deep/map.txt'),
            ('man', 'test.1'),
            ('texinfo', 'test.texi'),
            ('xml', 'deep/map.xml'),
        ],
    )
    def test_stands_in_formats_without_pictures(self, site, builder, file):
        site.configure(graphviz_dot='no-such-program')
        text = site.build(builder).file(file)
        for word in ('Broader:', 'Wheel part', 'Related:', 'Replaced by:'):
            assert word in text

    def test_stands_where_there_is_no_graphviz_and_one_warning_says_so(self, site):
        ask(site, '.. convmap:: Rim', '', '.. convmap::')
        site.configure(graphviz_dot='no-such-program')
        result = site.build(
            expect=[
                'deep/map.rst:4: WARNING: relations are listed and not drawn: there is '
                'no program "no-such-program"; install Graphviz or set graphviz_dot '
                '[convglossary.no_picture]'
            ]
        )
        shown = map_of(result)
        assert shown.find('svg') is None
        assert shown.find('details') is None
        assert listed(shown) == LIST

    @pytest.mark.parametrize(
        ('script', 'said'),
        [
            ('echo broken >&2; exit 1', 'dot exited with error'),
            ('exit 0', 'dot did not produce an output file'),
            ('for last; do :; done; echo "<svg" >"${last#-o}"', 'drawn is no SVG'),
        ],
        ids=['error', 'nothing', 'garbage'],
    )
    def test_stands_where_graphviz_fails_and_a_warning_says_so(
        self, site, script, said
    ):
        ask(site, '.. convmap:: Rim')
        program = site.folder / 'dot.sh'
        program.write_text(f'#!/bin/sh\ncat >/dev/null\n{script}\n')
        program.chmod(0o755)
        result = site.configure(graphviz_dot=str(program)).build(expect=None)
        (warned,) = [x for x in result.warnings if 'convglossary' in x]
        assert warned.startswith('deep/map.rst:4: WARNING: relations are listed and')
        assert said in warned
        assert map_of(result).find('svg') is None
        assert listed(map_of(result)) == LIST

    def test_stands_where_graphviz_takes_too_long_and_a_warning_says_so(
        self, site, monkeypatch
    ):
        monkeypatch.setattr(pictures, '_PATIENCE', 0.5)
        ask(site, '.. convmap:: Rim')
        program = site.folder / 'dot.sh'
        program.write_text('#!/bin/sh\nexec sleep 60\n')
        program.chmod(0o755)
        site.configure(graphviz_dot=str(program))
        for builder in ('html', 'latex'):
            result = site.build(
                builder,
                expect=[
                    'deep/map.rst:4: WARNING: relations are listed and not drawn: dot '
                    'needs more than 0.5 seconds; draw some of them '
                    '[convglossary.no_picture]'
                ],
            )
        assert not [*result.path.glob('map-*')]

    @needs('dot')
    def test_stands_alone_where_more_terms_are_related_than_can_be_drawn(self, project):
        number = 100
        project.use('sphinx.ext.graphviz').write(
            {
                'index.rst': 'Map\n===\n\n.. convmap::\n\n'
                + ''.join(
                    f'.. convterm:: T{term}\n   :related: '
                    f'{" · ".join(f"T{other}" for other in range(number) if other != term)}\n\n'
                    for term in range(number)
                )
            }
        )
        start = time.monotonic()
        result = project.build(
            expect=[
                'index.rst:4: WARNING: relations are listed and not drawn: there are '
                '4950, and nobody can read more than 300 in a picture; draw what is '
                'near a term, or a category [convglossary.no_picture]'
            ]
        )
        assert time.monotonic() - start < 60
        shown = map_of(result, 'index')
        assert shown.svg is None
        assert shown.find('details') is None
        assert len(listed(shown)) == number - 1

    def test_stands_where_the_extension_is_not_loaded_and_one_warning_says_so(
        self, site
    ):
        site.configure(extensions=['sphinxcontrib_convglossary'])
        result = site.build(
            expect=[
                'deep/map.rst:5: WARNING: relations are listed and not drawn: add '
                '"sphinx.ext.graphviz" to the extensions in conf.py '
                '[convglossary.no_picture]'
            ]
        )
        assert listed(map_of(result)) == LIST

    def test_leads_to_the_homes(self, site):
        site.configure(extensions=['sphinxcontrib_convglossary'])
        links = site.build(expect=None).links('deep/map')
        assert links['Wheel part'] == '../terms/bikes.html#term-wheel-part'
        assert links['Wheel'] == '../index.html#term-wheel'


class TestAMistake:
    @pytest.fixture(autouse=True)
    def lists(self, site):
        site.configure(
            graphviz_dot='no-such-program',
            suppress_warnings=['convglossary.no_picture'],
        )

    def test_a_term_that_there_is_not(self, site):
        ask(site, '.. convmap:: Rimm', '', 'Text.')
        result = site.build(
            expect=[
                'deep/map.rst:4: WARNING: no term is called "Rimm" (did you mean '
                '"Rim"?) [convglossary.unknown_term]'
            ]
        )
        assert result.text('deep/map') == 'Map Text.'

    def test_a_term_without_relations(self, site):
        ask(site, '.. convmap:: Alone')
        site.build(
            expect=[
                'deep/map.rst:4: WARNING: this convmap shows nothing: nothing is '
                'related to the term "Alone" [convglossary.empty_map]'
            ]
        )

    @pytest.mark.parametrize(
        ('lines', 'said'),
        [
            (
                ['.. convmap::', '   :category: part'],
                [
                    'convmap has the unknown category "part" (did you mean "parts"?); '
                    'categories are the keys of convglossary_categories in conf.py '
                    '[convglossary.unknown_category]',
                    'this convmap shows nothing: its category does not exist '
                    '[convglossary.empty_map]',
                ],
            ),
            (
                ['.. convmap:: Rim', '   :depth: x'],
                [
                    'option "depth" of convmap "Rim": it is a number from 1 to 99, not '
                    '"x"; 1 is used [convglossary.option_value]'
                ],
            ),
            (
                ['.. convmap::', '   :depth: 2'],
                [
                    'option "depth" of convmap: only the map of a term has one; it is '
                    'ignored [convglossary.option_value]'
                ],
            ),
            (
                ['.. convmap:: Rim', '   :term: Wheel', '   :category: parts'],
                [
                    'option "term" of convmap "Rim": the argument names a term already; '
                    'it is ignored [convglossary.option_value]',
                    'option "category" of convmap "Rim": the map is that of a term; it '
                    'is ignored [convglossary.option_value]',
                ],
            ),
            (
                ['.. convmap:: Rim', '   :size: 2'],
                [
                    'unknown option "size" of convmap "Rim" is ignored '
                    '[convglossary.unknown_option]'
                ],
            ),
        ],
    )
    def test_an_option(self, site, lines, said):
        ask(site, *lines)
        site.build(expect=[f'deep/map.rst:4: WARNING: {line}' for line in said])

    def test_a_map_in_a_definition(self, site):
        path = site.src / 'index.rst'
        path.write_text(
            path.read_text().replace('Round.', 'Round.\n\n   .. convmap:: Rim')
        )
        said = [
            'convterm "Wheel" contains another block, which is left out; end its '
            'definition before [convglossary.nested]'
        ]
        line = path.read_text().splitlines().index('.. convterm:: Wheel') + 1
        site.build(expect=[f'index.rst:{line}: WARNING: {x}' for x in said])


def test_a_term_may_be_given_as_an_option(site):
    site.configure(
        graphviz_dot='no-such-program', suppress_warnings=['convglossary.no_picture']
    )
    ask(site, '.. convmap::', '   :term: Wheel')
    assert listed(map_of(site.build())) == ['Wheel Related: Rim']


def test_a_term_that_is_not_published_has_no_map_and_no_warning(site):
    path = site.src / 'terms' / 'bikes.rst'
    path.write_text(
        path.read_text().replace(':broader:', ':locales: !fr\n   :broader:')
    )
    result = site.build(language='fr')
    assert result.body('deep/map').find(class_='convglossary-map') is None


def test_a_map_is_in_no_catalog(site):
    assert set(site.messages('deep/map')) == {'Map'}


@needs('dot')
class TestAPageIsWrittenAgain:
    def edit(self, site, name, before, after):
        path = site.src / name
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))

    @pytest.fixture
    def built(self, site):
        site.build()
        return site

    def test_where_a_term_on_its_map_is_renamed(self, built):
        self.edit(built, 'terms/bikes.rst', 'Wheel part', 'Part of wheels')
        result = built.build()
        assert 'deep/map' in result.written
        assert 'Part of wheels' in words(map_of(result).svg)

    def test_where_a_relation_comes_to_its_map(self, built):
        self.edit(built, 'index.rst', ':related: Rim', ':related: Rim · Wheel part')
        result = built.build()
        assert 'deep/map' in result.written
        fresh = built.build(fresh=True)
        assert result.file('deep/map.html') == fresh.file('deep/map.html')

    def test_where_a_term_on_its_map_has_another_home(self, built):
        self.edit(built, 'index.rst', ':related: Rim', ':id: rad\n   :related: Rim')
        result = built.build()
        assert '../index.html#term-rad' in str(map_of(result).svg)

    def test_not_where_something_else_changes(self, built):
        self.edit(built, 'terms/bikes.rst', 'An edge.', 'The edge.')
        self.edit(built, 'terms/bikes.rst', 'convterm:: Alone', 'convterm:: Lonely')
        assert 'deep/map' not in built.build().written
