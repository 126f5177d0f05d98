"""A reference leads to the term that its author means, however it is written."""

from __future__ import annotations

import pytest
from projects import words

TERMS = """
.. convterm:: Highly Structured Message
   :id: hsm-term
   :previously: template-message
   :abbreviation: HSM
   :aliases: Message Template · Canned Message
   :forms: message templates

   A message approved before it is sent.

.. convterm:: C++

   A language.

.. convterm:: monotonic <mathematics>

   Never decreasing.

.. convterm:: mathematics

   The science.

.. convterm:: Internet

   The network of networks.

.. convterm:: internet

   Any network of networks.

.. convterm:: don't repeat yourself

   Say it once.

.. convterm:: Straße

   A street.
"""

WAYS = {
    'its name': ('Highly Structured Message', 'term-hsm-term'),
    'its id': ('hsm-term', 'term-hsm-term'),
    'a former id': ('template-message', 'term-hsm-term'),
    'its abbreviation': ('HSM', 'term-hsm-term'),
    'an alias': ('Message Template', 'term-hsm-term'),
    'another alias': ('Canned Message', 'term-hsm-term'),
    'a form': ('message templates', 'term-hsm-term'),
    'other case': ('highly STRUCTURED message', 'term-hsm-term'),
    'full width': ('ＨＳＭ', 'term-hsm-term'),
    'a no-break space': ('Message\N{NO-BREAK SPACE}Template', 'term-hsm-term'),
    'a soft line break': ('Canned\n  Message', 'term-hsm-term'),
    'signs': ('C++', 'term-c-2b2b'),
    'the id of signs': ('c-2b2b', 'term-c-2b2b'),
    'a capital letter': ('Internet', 'term-internet'),
    'a small letter': ('internet', 'term-internet-2'),
    'a curly apostrophe': ('don’t repeat yourself', 'term-don-t-repeat-yourself'),
    'a straight apostrophe': ("don't repeat yourself", 'term-don-t-repeat-yourself'),
    'a decomposed letter': ('STRASSE', 'term-straße'),
    'angle brackets in its name': (
        'monotonic <mathematics>',
        'term-monotonic-3c-mathematics-3e',
    ),
}


@pytest.fixture(scope='module')
def ways(new_project):
    """Build a page that refers to terms in each way, one paragraph each."""
    lines = [f'* :term-ref:`{text}`' for text, _ in WAYS.values()]
    project = new_project().write(
        {
            'index.rst': 'Home\n====\n\n.. toctree::\n\n   ways\n   terms\n',
            'terms.rst': f'Terms\n=====\n{TERMS}',
            'ways.rst': '\n'.join(['Ways', '====', '', *lines, '']),
        }
    )
    return project.build()


@pytest.mark.parametrize('way', WAYS)
def test_a_term_is_found_by(ways, way):
    text, anchor = WAYS[way]
    number = list(WAYS).index(way)
    shown, address = ways.all_links('ways')[number]
    assert address == f'terms.html#{anchor}'
    assert shown == ' '.join(text.split()), 'the text stays as written'


def test_every_link_leads_to_an_anchor_that_is_there(ways):
    anchors = {f'terms.html#{dt["id"]}' for dt in ways.body('terms').find_all('dt')}
    assert {address for _, address in ways.all_links('ways')} <= anchors


@pytest.fixture(scope='module')
def texts_and_targets(new_project):
    project = new_project().write(
        {
            'index.rst': f"""
Home
====

* :term-ref:`such messages <HSM>`
* :term-ref:`sums <mathematics>`
* :term-ref:`monotonic <mathematics>`
* :term-ref:`growing <monotonic <mathematics>>`
* :term-ref:`"so-called" C -- and more <c-2b2b>`
* :term-ref:`with a
  line break <Internet>`
{TERMS}"""
        }
    )
    return project.build().all_links('index')


class TestTextAndTarget:
    def test_the_text_is_shown_and_the_target_is_found(self, texts_and_targets):
        assert texts_and_targets[0] == ('such messages', '#term-hsm-term')
        assert texts_and_targets[1] == ('sums', '#term-mathematics')

    def test_a_term_of_that_whole_text_comes_first(self, texts_and_targets):
        assert texts_and_targets[2] == (
            'monotonic <mathematics>',
            '#term-monotonic-3c-mathematics-3e',
        )

    def test_a_target_may_hold_angle_brackets(self, texts_and_targets):
        assert texts_and_targets[3] == ('growing', '#term-monotonic-3c-mathematics-3e')

    def test_smart_quotes_leave_the_text_alone(self, texts_and_targets):
        assert texts_and_targets[4] == ('"so-called" C -- and more', '#term-c-2b2b')

    def test_the_text_may_run_over_a_line(self, texts_and_targets):
        assert texts_and_targets[5] == ('with a line break', '#term-internet')


class TestAnExclamationMark:
    def test_makes_styled_text_without_a_link(self, project, syntax):
        ref = syntax.ref
        project.write_in(
            syntax,
            {
                'index': f'{syntax.title("Home")}\n{syntax.term("HSM", "A message.")}\n'
                f'See {ref("!HSM")}, {ref("!Not a term")}.\n'
            },
        )
        result = project.build()
        assert result.links('index') == {}
        styled = result.body('index').find_all(class_='conv-term')
        assert [one.get_text() for one in styled] == ['HSM', 'Not a term']
        assert 'See HSM, Not a term.' in result.text('index')


def test_both_syntaxes_link_alike(project, syntax):
    ref = syntax.ref
    project.write_in(
        syntax,
        {
            'index': f'{syntax.title("Home")}\n'
            f'{syntax.term("HSM", "A message.", aliases="Template")}\n'
            f'See {ref("HSM")}, {ref("such a thing <template>")}, '
            f'{ref("Template", "term")}, {ref("Template", "any")}, '
            f'{ref("HSM", "conv:term")}.\n'
        },
    )
    assert project.build().all_links('index') == [
        ('HSM', '#term-hsm'),
        ('such a thing', '#term-hsm'),
        ('Template', '#term-hsm'),
        ('Template', '#term-hsm'),
        ('HSM', '#term-hsm'),
    ]


class TestTheOrder:
    """Which term is meant, where a spelling fits several."""

    def build(self, project, terms, *refs, expect=()):
        lines = '\n'.join(f'    * :term-ref:`{ref}`' for ref in refs)
        project.write({'index.rst': f'    Home\n    ====\n\n{lines}\n\n{terms}'})
        return [link for _, link in project.build(expect=expect).all_links('index')]

    def test_a_name_wins_over_the_alias_of_another_without_a_warning(self, project):
        terms = """
    .. convterm:: WhatsApp Business API
       :aliases: WABA · WhatsApp Cloud API

       One.

    .. convterm:: WABA

       Two.
"""
        links = self.build(project, terms, 'WABA', 'WhatsApp Cloud API')
        assert links == ['#term-waba', '#term-whatsapp-business-api']

    def test_a_name_wins_over_the_id_of_another(self, project):
        terms = """
    .. convterm:: One
       :id: two

    .. convterm:: two
       :id: three
"""
        assert self.build(project, terms, 'two') == ['#term-three']

    def test_an_id_wins_over_an_alias(self, project):
        terms = """
    .. convterm:: One
       :aliases: key

    .. convterm:: Two
       :id: key
"""
        assert self.build(project, terms, 'key') == ['#term-key']

    def test_a_former_id_wins_over_an_alias(self, project):
        terms = """
    .. convterm:: One
       :aliases: key

    .. convterm:: Two
       :previously: key
"""
        assert self.build(project, terms, 'key') == ['#term-two']

    def test_an_alias_wins_over_a_wording_to_avoid(self, project):
        terms = """
    .. convterm:: One
       :deprecated: key

    .. convterm:: Two
       :aliases: key
"""
        assert self.build(project, terms, 'key') == ['#term-two']

    def test_an_exact_alias_wins_over_a_name_in_other_case(self, project):
        terms = """
    .. convterm:: Key
       :id: one

    .. convterm:: Two
       :aliases: key
"""
        assert self.build(project, terms, 'key') == ['#term-two']

    def test_an_exact_wording_to_avoid_wins_over_a_name_in_other_case(self, project):
        terms = """
    .. convterm:: Key
       :id: one

    .. convterm:: Two
       :deprecated: key
"""
        warning = (
            'index.rst:4: WARNING: "key" is a wording to avoid; write "Two" '
            '[convglossary.deprecated_wording]'
        )
        assert self.build(project, terms, 'key', expect=[warning]) == ['#term-two']


class TestAmbiguity:
    TERMS = """
    .. convterm:: Zeta
       :aliases: key

    .. convterm:: Alpha
       :aliases: key
"""

    def test_is_warned_of_with_each_place_and_the_smallest_id_is_taken(self, project):
        project.write(
            {'index.rst': f'    Home\n    ====\n\n    :term-ref:`key`\n{self.TERMS}'}
        )
        result = project.build(
            expect=[
                'index.rst:4: WARNING: "key" may be any of "zeta" (index.rst:6), '
                '"alpha" (index.rst:9); it is taken as "alpha": refer to the one you '
                'mean by its id [convglossary.ambiguous_term]'
            ]
        )
        assert result.links('index') == {'key': '#term-alpha'}

    def test_is_decided_alike_whatever_was_read_first(self, project):
        zeta, alpha = self.TERMS.strip().split('\n\n')
        files = {f'p{n}.rst': f'P{n}\n===\n\nNothing.\n' for n in range(6)}
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n:term-ref:`key`\n',
                'a.rst': f'    A\n    =\n\n    {zeta}\n',
                'z.rst': f'    Z\n    =\n\n{alpha}\n',
                **files,
            }
        )
        expect = [
            'index.rst:9: WARNING: "key" may be any of "zeta" (a.rst:4), '
            '"alpha" (z.rst:4); it is taken as "alpha": refer to the one you '
            'mean by its id [convglossary.ambiguous_term]'
        ]
        serial = project.build(expect=expect)
        parallel = project.build(jobs=2, fresh=True, expect=expect)
        for result in (serial, parallel):
            assert result.links('index')['key'] == 'z.html#term-alpha'

    def test_of_the_term_role_is_warned_of_too(self, project):
        project.write(
            {'index.rst': f'    Home\n    ====\n\n    :term:`key`\n{self.TERMS}'}
        )
        result = project.build(
            expect=[
                'index.rst:4: WARNING: "key" may be any of "zeta" (index.rst:6), '
                '"alpha" (index.rst:9); it is taken as "alpha": refer to the one you '
                'mean by its id [convglossary.ambiguous_term]'
            ]
        )
        assert result.links('index') == {'key': '#term-alpha'}


class TestAWordingToAvoid:
    TERM = '\n    .. convterm:: Allowlist\n       :deprecated: Whitelist · Good list\n'

    def test_works_and_names_the_preferred_name(self, project):
        project.write(
            {
                'index.rst': f'    Home\n    ====\n\n    :term-ref:`whitelist`\n{self.TERM}'
            }
        )
        result = project.build(
            expect=[
                'index.rst:4: WARNING: "whitelist" is a wording to avoid; write '
                '"Allowlist" [convglossary.deprecated_wording]'
            ]
        )
        assert result.links('index') == {'whitelist': '#term-allowlist'}

    def test_warns_behind_a_text_of_its_own_as_well(self, project):
        project.write(
            {
                'index.rst': f'    Home\n    ====\n\n    :term-ref:`it <Good list>`\n{self.TERM}'
            }
        )
        result = project.build(
            expect=[
                'index.rst:4: WARNING: "Good list" is a wording to avoid; write '
                '"Allowlist" [convglossary.deprecated_wording]'
            ]
        )
        assert result.links('index') == {'it': '#term-allowlist'}

    def test_warns_in_the_term_role_as_well(self, project):
        project.write(
            {'index.rst': f'    Home\n    ====\n\n    :term:`whitelist`\n{self.TERM}'}
        )
        project.build(
            expect=[
                'index.rst:4: WARNING: "whitelist" is a wording to avoid; write '
                '"Allowlist" [convglossary.deprecated_wording]'
            ]
        )


class TestAnUnknownTerm:
    def test_stays_readable_and_the_warning_says_what_was_meant(self, project):
        project.write(
            {
                'index.rst': """
    Home
    ====

    Get a :term-ref:`Webhok` or :term-ref:`so <Web hooks>`, not :term-ref:`Qwxz`.

    .. convterm:: Webhook

       A call back.
"""
            }
        )
        result = project.build(
            expect=[
                'index.rst:5: WARNING: no term is called "Webhok" (did you mean '
                '"Webhook"?) [convglossary.unknown_term]',
                'index.rst:5: WARNING: no term is called "Web hooks" (did you mean '
                '"Webhook"?) [convglossary.unknown_term]',
                'index.rst:5: WARNING: no term is called "Qwxz" '
                '[convglossary.unknown_term]',
            ]
        )
        assert result.links('index') == {}
        assert 'Get a Webhok or so, not Qwxz.' in result.text('index')

    def test_may_be_suppressed(self, project):
        project.write(
            {'index.rst': 'Home\n====\n\n:term-ref:`Nothing`\n'},
            suppress_warnings=['convglossary.unknown_term'],
        )
        assert 'Nothing' in project.build().text('index')

    @pytest.mark.parametrize(
        'target', ['\\ ', '<>', 'x <>', '<x>', '%s {0}', '!', '\\']
    )
    def test_of_any_shape_is_survived(self, project, target):
        project.write(
            {'index.rst': f'Home\n====\n\nA :term-ref:`{target}` B.\n\nLast.\n'},
            suppress_warnings=['convglossary.unknown_term', 'docutils'],
        )
        assert 'Last.' in project.build().text('index')


class TestSphinxsOwnGlossary:
    FILES = {
        'index.rst': """
    Home
    ====

    .. glossary::

       Own word
          Sphinx knows it.

       Shared word
          Sphinx knows it too.

    .. convterm:: Shared word
       :id: ours

       We know it.

    .. convterm:: Our word

    """
    }

    def build(self, project, line):
        text = self.FILES['index.rst'] + line + '\n'
        return project.write({'index.rst': text}).build().links('index')

    def test_answers_for_what_we_do_not_know(self, project):
        links = self.build(project, ':term-ref:`Own word`, :term-ref:`text <own word>`')
        assert links == {'Own word': '#term-Own-word', 'text': '#term-Own-word'}

    def test_comes_after_our_terms_for_our_role(self, project):
        links = self.build(project, ':term-ref:`Shared word`')
        assert links == {'Shared word': '#term-ours'}

    def test_comes_before_our_terms_for_its_own_role(self, project):
        links = self.build(project, ':term:`Shared word`')
        assert links == {'Shared word': '#term-Shared-word'}

    def test_keeps_its_entry_in_the_inventory(self, project):
        project.write(self.FILES)
        objects = project.build().objects()
        assert objects['std:term', 'Shared word'][0] == 'index.html#term-Shared-word'
        assert objects['conv:term', 'ours'][0] == 'index.html#term-ours'


@pytest.fixture(scope='module')
def term_roles(new_project):
    project = new_project().write(
        {
            'index.rst': f"""
Home
====

* :term:`Highly Structured Message`
* :term:`such messages <HSM>`
* :term:`highly structured message`
* :term:`message templates`
* :term:`monotonic <mathematics>`
* :any:`Canned Message`
* :any:`so <HSM>`
{TERMS}"""
        }
    )
    return project.build().all_links('index')


class TestTheTermRole:
    def test_finds_our_terms_by_every_spelling(self, term_roles):
        assert term_roles[:4] == [
            ('Highly Structured Message', '#term-hsm-term'),
            ('such messages', '#term-hsm-term'),
            ('highly structured message', '#term-hsm-term'),
            ('message templates', '#term-hsm-term'),
        ]

    def test_divides_text_and_target_as_it_always_did(self, term_roles):
        assert term_roles[4] == ('monotonic', '#term-mathematics')

    def test_has_a_companion_in_the_any_role(self, term_roles):
        assert term_roles[5:] == [
            ('Canned Message', '#term-hsm-term'),
            ('so', '#term-hsm-term'),
        ]

    def test_that_nobody_answers_warns_as_sphinx_does(self, project):
        project.write({'index.rst': 'Home\n====\n\n:term:`Nothing`\n'})
        project.build(
            expect=["index.rst:4: WARNING: term not in glossary: 'Nothing' [ref.term]"]
        )


@pytest.fixture(scope='module')
def other(new_project):
    """Build a project whose inventory others read, in French."""
    project = new_project().write(
        {
            'index.rst': f'Home\n====\n\n.. convterm:: Elsewhere\n   :aliases: Far away\n{TERMS}'
        }
    )
    project.translate(
        'fr',
        'index',
        {
            'Elsewhere': 'Ailleurs',
            'Far away': 'Au loin · Là-bas',
            'Internet': 'Réseau',
        },
    )
    return project.build(language='fr')


class TestOtherProjects:
    """The inventory, and those who read it."""

    def test_the_inventory_holds_names_aliases_and_abbreviations_of_both_languages(
        self, other
    ):
        anchors = {
            name: address
            for (found, name), (address, _) in other.objects().items()
            if found == 'std:term' and address.endswith(('elsewhere', 'hsm-term'))
        }
        home = 'index.html#term-'
        assert anchors == {
            'Elsewhere': f'{home}elsewhere',
            'Far away': f'{home}elsewhere',
            'Ailleurs': f'{home}elsewhere',
            'Au loin': f'{home}elsewhere',
            'Là-bas': f'{home}elsewhere',
            'Highly Structured Message': f'{home}hsm-term',
            'HSM': f'{home}hsm-term',
            'Message Template': f'{home}hsm-term',
            'Canned Message': f'{home}hsm-term',
        }

    def test_the_inventory_has_each_term_by_its_id_and_with_its_local_name(self, other):
        terms = {
            name: (address, shown)
            for (found, name), (address, shown) in other.objects().items()
            if found == 'conv:term'
        }
        for name, (address, _) in terms.items():
            assert address == f'index.html#term-{name}'
        assert {name: shown for name, (_, shown) in terms.items()} == {
            'elsewhere': 'Ailleurs',
            'hsm-term': 'Highly Structured Message',
            'internet': 'Réseau',
            'internet-2': 'internet',
            'mathematics': 'mathematics',
            'monotonic-3c-mathematics-3e': 'monotonic <mathematics>',
            'c-2b2b': 'C++',
            'don-t-repeat-yourself': "don't repeat yourself",
            'straße': 'Straße',
        }

    def test_the_inventory_keeps_terms_apart_that_differ_in_case(self, other):
        objects = other.objects()
        assert objects['std:term', 'Internet'][0] == 'index.html#term-internet'
        assert objects['std:term', 'internet'][0] == 'index.html#term-internet-2'

    @pytest.mark.parametrize('name', ['Zebra', 'Abc'])
    def test_the_inventory_looks_a_name_up_before_an_alias_of_another(
        self, project, name
    ):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: WABA\n\n'
                f'.. convterm:: {name}\n   :aliases: WABA\n'
            }
        )
        objects = project.build().objects()
        assert objects['std:term', 'WABA'][0] == 'index.html#term-waba'

    def test_a_term_that_only_another_project_has_is_found_there(self, project, other):
        project.use('sphinx.ext.intersphinx').write(
            {
                'index.rst': """
    Home
    ====

    :term-ref:`Elsewhere`, :term-ref:`so <Far away>`, :term:`Far away`,
    :external+other:conv:term:`Internet`, :term-ref:`Here`

    .. convterm:: Here
"""
            },
            intersphinx_mapping={
                'other': ('https://other.example/', str(other.path / 'objects.inv'))
            },
        )
        links = project.build().links('index')
        site = 'https://other.example/index.html#term-'
        assert links['so'] == links['Far away'] == f'{site}elsewhere'
        assert f'{site}elsewhere' in links.values()
        assert f'{site}internet' in links.values()
        assert links['Here'] == '#term-here'

    def test_a_term_of_this_project_comes_before_that_of_another(self, project, other):
        project.use('sphinx.ext.intersphinx').write(
            {
                'index.rst': """
    Home
    ====

    :term-ref:`Elsewhere`, :term:`Elsewhere`

    .. convterm:: Elsewhere
"""
            },
            intersphinx_mapping={
                'other': ('https://other.example/', str(other.path / 'objects.inv'))
            },
        )
        links = project.build().all_links('index')
        assert links == [('Elsewhere', '#term-elsewhere')] * 2


EVERYWHERE = """
About :term-ref:`HSM`
=====================

.. contents::
   :local:

A section on :term-ref:`it <HSM>`
---------------------------------

Text [#note]_ and [Cit]_.

.. list-table:: A caption of :term-ref:`HSM`

   * - A cell of :term-ref:`HSM`

.. figure:: picture.png

   A picture of :term-ref:`HSM`

   A legend of :term-ref:`HSM`

.. code-block:: text
   :caption: Code of :term-ref:`HSM`

   code

:field: of :term-ref:`HSM`

definition of :term-ref:`HSM`
   A definition :term-ref:`HSM`

.. note:: A note on :term-ref:`HSM`

.. topic:: Topic of :term-ref:`HSM`

   Text.

| A line of :term-ref:`HSM`

.. |sub| replace:: replaced by :term-ref:`HSM`

A text |sub|

.. parsed-literal::

   Literal :term-ref:`HSM`

.. [#note] A note of :term-ref:`HSM`
.. [Cit] A citation of :term-ref:`HSM`
"""


@pytest.fixture(scope='module')
def everywhere_files():
    return {
        'index.rst': """
Home
====

.. toctree::
   :caption: Contents

   page

.. convterm:: HSM

   A definition with :term-ref:`HSM` in it.
""",
        'page.rst': EVERYWHERE,
        'picture.png': '',
    }


@pytest.fixture(scope='module')
def everywhere(new_project, everywhere_files):
    return new_project().write(everywhere_files).build()


class TestAReferenceMayStand:
    """Everywhere that text may stand."""

    @pytest.mark.parametrize(
        'where',
        [
            'About HSM',
            'A caption of HSM',
            'A cell of HSM',
            'A picture of HSM',
            'A legend of HSM',
            'Code of HSM',
            'of HSM',
            'definition of HSM',
            'A definition HSM',
            'A note on HSM',
            'Topic of HSM',
            'A line of HSM',
            'A text replaced by HSM',
            'Literal HSM',
            'A note of HSM',
            'A citation of HSM',
        ],
    )
    def test_in(self, everywhere, where):
        assert where in everywhere.text('page')
        *_, innermost = (
            element
            for element in everywhere.body('page').find_all(True)
            if where in ' '.join(element.get_text().split())
        )
        (link,) = innermost.find_all('a', href='index.html#term-hsm')
        assert link.get_text() in ('HSM', 'it')

    def test_in_a_heading_that_leads_back_to_the_contents_as_text(self, everywhere):
        body = everywhere.body('page')
        (heading,) = (
            element
            for element in body.find_all(['h2', 'h3', 'h4'])
            if 'A section on it' in element.get_text()
        )
        assert heading.find('a', href='index.html#term-hsm') is None

    def test_in_a_definition(self, everywhere):
        definition = everywhere.definition('index', 'term-hsm')
        assert definition.find('a', href='#term-hsm').get_text() == 'HSM'

    def test_in_a_title_that_a_toctree_repeats(self, everywhere):
        assert everywhere.links('index')['About HSM'] == 'page.html'
        assert everywhere.html('page').title.get_text().startswith('About HSM')

    @pytest.mark.parametrize(
        'builder', ['singlehtml', 'latex', 'text', 'man', 'texinfo', 'xml', 'epub']
    )
    def test_there_in_every_builder(self, project, everywhere_files, builder):
        extra = {'man_pages': [('index', 'test', 'Test', 'Us', 1)]}
        project.write(everywhere_files, **extra)
        project.build(builder)

    def test_in_a_manual_page_that_shows_addresses_without_one(
        self, project, everywhere_files
    ):
        pages = [('index', 'test', 'Test', 'Us', 1)]
        project.write(everywhere_files, man_pages=pages, man_show_urls=True)
        page = project.build('man').file('test.1').replace('\\:', '')
        assert 'A line of HSM' in page
        assert '#term' not in page

    def test_in_a_text_where_it_is_marked_as_sphinx_marks_its_own(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: HSM\n\nSee :term-ref:`HSM`.\n',
                'page.rst': ':orphan:\n\nSee :term-ref:`HSM` and :term:`ours`.\n\n'
                '.. glossary::\n\n   ours\n      Of Sphinx.\n',
            }
        )
        result = project.build('text')
        assert 'See *HSM*.' in result.file('index.txt')
        assert 'See *HSM* and *ours*.' in result.file('page.txt')

    def test_twice_in_a_paragraph(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n:term-ref:`HSM`, :term-ref:`HSM`\n\n.. convterm:: HSM\n'
            }
        )
        assert len(project.build().all_links('index')) == 2


class TestWhatChangesElsewhere:
    """A page that nobody touched is written again when its answers change."""

    FILES = {
        'index.rst': 'Home\n====\n\n.. toctree::\n\n   terms\n   page\n   other\n',
        'terms.rst': 'Terms\n=====\n\n.. convterm:: HSM\n   :aliases: Template\n\n   A message.\n',
        'page.rst': 'Page\n====\n\nSee :term-ref:`HSM` and :term:`Template`.\n',
        'other.rst': 'Other\n=====\n\nNothing to see.\n',
    }

    @pytest.fixture
    def built(self, project):
        project.write(self.FILES).build()
        return project

    def test_nothing_is_written_where_nothing_changed(self, built):
        result = built.build()
        assert (result.read, result.written) == ([], [])

    def test_a_deleted_term_is_missed_where_it_was_mentioned(self, built):
        built.write({'terms.rst': 'Terms\n=====\n\nNone.\n'})
        result = built.build(
            expect=[
                'page.rst:4: WARNING: no term is called "HSM" [convglossary.unknown_term]',
                "page.rst:4: WARNING: term not in glossary: 'Template' [ref.term]",
            ]
        )
        assert result.read == ['terms']
        assert result.links('page') == {}

    def test_a_renamed_term_is_missed_where_it_was_mentioned(self, built):
        built.write(
            {'terms.rst': self.FILES['terms.rst'].replace(':: HSM', ':: Message')}
        )
        result = built.build(
            expect=[
                'page.rst:4: WARNING: no term is called "HSM" [convglossary.unknown_term]'
            ]
        )
        assert result.links('page') == {'Template': 'terms.html#term-message'}

    def test_a_term_that_moves_takes_its_links_along(self, built):
        built.write(
            {
                'terms.rst': 'Terms\n=====\n\nNone.\n',
                'other.rst': self.FILES['terms.rst'].replace('Terms', 'Other'),
            }
        )
        result = built.build()
        assert set(result.links('page').values()) == {'other.html#term-hsm'}

    def test_a_deleted_document_takes_its_terms_along(self, built):
        built.remove('terms.rst')
        built.write({'index.rst': self.FILES['index.rst'].replace('   terms\n', '')})
        result = built.build(
            expect=[
                'page.rst:4: WARNING: no term is called "HSM" [convglossary.unknown_term]',
                "page.rst:4: WARNING: term not in glossary: 'Template' [ref.term]",
            ]
        )
        assert result.links('page') == {}

    def test_a_page_that_mentions_no_term_is_left_alone(self, built):
        built.write(
            {'terms.rst': self.FILES['terms.rst'].replace(':: HSM', ':: Message')}
        )
        result = built.build(
            expect=[
                'page.rst:4: WARNING: no term is called "HSM" [convglossary.unknown_term]'
            ]
        )
        assert 'other' not in result.written

    def test_a_new_definition_of_a_term_rewrites_no_page_that_mentions_it(self, built):
        built.configure(convglossary_cards=False).build()
        built.write(
            {'terms.rst': self.FILES['terms.rst'].replace('A message.', 'Another.')}
        )
        assert 'page' not in built.build().written

    def test_a_warning_of_a_page_left_alone_is_not_repeated(self, built):
        built.write({'other.rst': 'Other\n=====\n\n:term-ref:`Nothing`\n'})
        warning = 'other.rst:4: WARNING: no term is called "Nothing" [convglossary.unknown_term]'
        built.build(expect=[warning])
        built.write({'page.rst': 'Page\n====\n\nNothing.\n'})
        assert built.build().warnings == []

    def test_an_incremental_build_ends_as_a_clean_one_does(self, built):
        built.write(
            {
                'terms.rst': 'Terms\n=====\n\n.. convterm:: Template\n   :id: x\n\n   New.\n',
                'other.rst': 'Other\n=====\n\n.. convterm:: HSM\n   :related: x\n\n   New.\n',
            }
        )
        after = built.build().files()
        clean = built.build(fresh=True).files()
        pages = [
            name for name in clean if name.endswith('.html') or name == 'objects.inv'
        ]
        assert {name: after[name] for name in pages} == {
            name: clean[name] for name in pages
        }


def test_a_parallel_build_is_byte_for_byte_a_serial_one(project):
    pages = {
        f'p{n}.rst': f'Page {n}\n======\n\n.. convterm:: Term {n}\n   :related: Term {(n + 1) % 8}\n'
        f'   :aliases: A{n}\n\n   See :term-ref:`Term {(n + 3) % 8}`.\n'
        for n in range(8)
    }
    toctree = 'Home\n====\n\n.. toctree::\n   :glob:\n\n   p*\n\n.. convglossary::\n   :group-by: letter\n'
    project.write({'index.rst': toctree, **pages})
    serial = project.build().files()
    parallel = project.build(jobs=2, fresh=True).files()
    kept = [
        name
        for name in serial
        if not name.startswith(('.doctrees', '.buildinfo')) and name != '.buildinfo'
    ]
    assert [name for name in kept if parallel.get(name) != serial[name]] == []


class TestAHeadingOfTheContents:
    def test_holds_no_link_in_a_link(self, project, syntax):
        contents = syntax.directive('contents', options={'local': ''})
        project.write_in(
            syntax,
            {
                'index': '\n'.join(
                    [
                        syntax.title('Index'),
                        contents,
                        syntax.title(f'About {syntax.ref("HSM")}').replace('# ', '## ')
                        if syntax.suffix == '.md'
                        else f'About {syntax.ref("HSM")}\n{"-" * 40}\n',
                        syntax.term('HSM', 'A message.'),
                    ]
                )
            },
        )
        body = project.build().body('index')
        assert 'About HSM' in body.get_text()
        assert [a for a in body.find_all('a') if a.find_parent('a')] == []


class TestARoleMadeOfOurs:
    """``.. role:: g(term-ref)``."""

    def page(self, syntax):
        made = syntax.directive('role', 'warm(term-ref)', {'class': 'red big'})
        plain = syntax.directive('role', 'cold(conv:term)')
        shown = [
            syntax.ref('HSM', 'warm'),
            syntax.ref('models <HSM>', 'cold'),
            syntax.ref('!HSM', 'warm'),
        ]
        text = ', '.join(shown)
        return (
            f'{syntax.title("Page")}\n{made}\n{plain}\n{text}\n\n{syntax.term("HSM")}'
        )

    def test_keeps_its_classes(self, project, syntax):
        result = project.write_in(syntax, {'index': self.page(syntax)}).build()
        assert result.all_links('index') == [
            ('HSM', '#term-hsm'),
            ('models', '#term-hsm'),
        ]
        body = result.body('index')
        assert [words(span) for span in body.select('.red.big')] == ['HSM', 'HSM']
        assert [words(span) for span in body.select('.cold')] == ['models']

    def test_keeps_them_in_a_translation(self, project, syntax):
        text = f'See {syntax.ref("HSM", "warm")}.'
        french = text.replace('See', 'Voir')
        project.write_in(syntax, {'index': f'{self.page(syntax)}\n\n{text}\n'})
        project.translate('fr', 'index', {text: french, 'HSM': 'Modèle'})
        body = project.build(language='fr').body('index')
        assert words(body.select('.red.big')[-1]) == 'Modèle'
