"""What an entry of the glossary shows to readers."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from projects import MYST, REST, words


def page(syntax, *blocks: str) -> str:
    return '\n'.join([syntax.title('Home'), *blocks])


def test_an_entry_is_a_dt_with_the_anchor_and_a_dd_with_everything_else(
    project, syntax
):
    project.write_in(
        syntax,
        {
            'index': page(
                syntax,
                syntax.term(
                    'HSM',
                    'The short definition.\n\nThe long one.',
                    aliases='Template · Canned message',
                    learn_more='https://example.org/hsm',
                ),
            )
        },
    )
    (glossary,) = project.build().body('index').find_all('dl')
    assert glossary['class'] == ['glossary']
    dt, dd = glossary.find_all(True, recursive=False)
    assert (dt.name, dt['id'], dt.dfn.get_text()) == ('dt', 'term-hsm', 'HSM')
    assert dd.name == 'dd'
    assert [words(part) for part in dd.find_all('p', recursive=False)] == [
        'Also known as: Template · Canned message',
        'The short definition.',
        'The long one.',
        'Learn more: https://example.org/hsm',
    ]


def test_an_entry_without_anything_but_a_name_is_complete(project, syntax):
    project.write_in(syntax, {'index': page(syntax, syntax.term('HSM'))})
    result = project.build()
    assert words(result.entry('index', 'term-hsm').dfn) == 'HSM'
    assert words(result.definition('index', 'term-hsm')) == ''


def test_a_permalink_leads_to_the_entry(project, syntax):
    project.write_in(syntax, {'index': page(syntax, syntax.term('HSM', 'A message.'))})
    link = project.build().entry('index', 'term-hsm').find('a')
    assert (link['href'], link['class']) == ('#term-hsm', ['headerlink'])
    assert link['title'] == 'Link to this term'


def test_a_permalink_is_left_out_where_the_theme_wants_none(project):
    project.write({'index.rst': 'Home\n====\n\n.. convterm:: HSM\n'})
    project.configure(html_permalinks=False)
    assert project.build().entry('index', 'term-hsm').find('a') is None


class TestNeighbours:
    def lists(self, project, syntax, *blocks):
        project.write_in(syntax, {'index': page(syntax, *blocks)})
        lists = project.build().body('index').find_all('dl', class_='glossary')
        return [[words(name) for name in found.find_all('dfn')] for found in lists]

    def test_share_one_list(self, project, syntax):
        blocks = (syntax.term('One', 'A.'), syntax.term('Two', 'B.'), syntax.term('3'))
        assert self.lists(project, syntax, *blocks) == [['One', 'Two', '3']]

    def test_share_one_list_across_a_comment(self, project, syntax):
        comment = '% a comment\n' if syntax is MYST else '.. a comment\n'
        blocks = (syntax.term('One'), comment, syntax.term('Two'))
        assert self.lists(project, syntax, *blocks) == [['One', 'Two']]

    def test_share_one_list_across_a_hidden_term(self, project):
        blocks = (
            REST.term('One'),
            REST.term('Secret', hidden=''),
            REST.term('Two'),
            '.. convglossary::\n   :entries: names\n',
        )
        project.write_in(REST, {'index': page(REST, *blocks)})
        result = project.build(
            expect=[
                'index.rst:8: WARNING: term "Secret" is hidden and nothing lists it, so '
                'references to it are plain text; add a ".. convglossary::" with full '
                'entries, or a page to convglossary_pages [convglossary.no_home]'
            ]
        )
        first = result.body('index').find('dl', class_='glossary')
        assert [words(name) for name in first.find_all('dfn')] == ['One', 'Two']

    def test_are_parted_by_a_paragraph(self, project, syntax):
        blocks = (syntax.term('One'), 'Text.\n', syntax.term('Two'))
        assert self.lists(project, syntax, *blocks) == [['One'], ['Two']]

    def test_that_are_lists_of_the_author_stay_apart(self, project):
        blocks = (
            'word\n   Its meaning.\n',
            REST.term('One'),
            '.. glossary::\n\n   Sphinx\n      A tool.\n',
            REST.term('Two'),
        )
        assert self.lists(project, REST, *blocks) == [['One'], [], ['Two']]


class TestAlsoKnownAs:
    def line(self, project, **options):
        project.write_in(REST, {'index': page(REST, REST.term('Name', **options))})
        result = project.build()
        return [
            words(line)
            for line in result.body('index').find_all(class_='convglossary-aliases')
        ]

    def test_shows_each_alias_in_the_order_of_the_author(self, project):
        assert self.line(project, aliases='b · a · c') == ['Also known as: b · a · c']

    def test_shows_the_abbreviation_first(self, project):
        line = self.line(project, aliases='b', abbreviation='N')
        assert line == ['Also known as: N · b']

    def test_shows_no_alias_twice(self, project):
        line = self.line(project, aliases='b · N · b', abbreviation='N')
        assert line == ['Also known as: N · b']

    def test_shows_no_forms_and_no_wordings_to_avoid(self, project):
        assert self.line(project, forms='Names', deprecated='Nome') == []

    def test_is_missing_where_there_are_none(self, project):
        assert self.line(project) == []

    def test_shows_aliases_as_they_are_written(self, project):
        aliases = '*args · "quoted" · it\'s -- so... · a\\;b · - x · <b>'
        line = self.line(project, aliases=aliases)
        assert line == [
            'Also known as: *args · "quoted" · it\'s -- so... · a;b · - x · <b>'
        ]

    def test_takes_aliases_from_several_lines(self, project):
        assert self.line(project, aliases='b\n   c; d') == ['Also known as: b · c · d']


class TestANameWithSigns:
    @pytest.mark.parametrize(
        ('name', 'anchor', 'shown'),
        [
            ('24-Hour Window', '24-hour-window', '24-Hour Window'),
            ('C++', 'c-2b2b', 'C++'),
            ('C#', 'c-23', 'C#'),
            ('``>>>``', '3e3e3e', '>>>'),
            ('Key: value', 'key-value', 'Key: value'),
            ('a < b', 'a-3c-b', 'a < b'),
            ('<b>', '3c-b-3e', '<b>'),
            ('*An* emphasis', 'an-emphasis', 'An emphasis'),
            ('**Strong** `text`', 'strong-text', 'Strong text'),
            ('It\'s "so" -- yes...', 'it-s-so-yes', 'It\'s "so" -- yes...'),
            ('Ação à vista', 'ação-à-vista', 'Ação à vista'),
            ('用語集', '用語集', '用語集'),
            ('مسرد', 'مسرد', 'مسرد'),
            ('हिन्दी', 'हिन्दी', 'हिन्दी'),
            ('R&D', 'r-d', 'R&D'),
            ('100 %', '100', '100 %'),
            ('?', '3f', '?'),
            ('\\*args', 'args', '*args'),
            ('.NET', 'net', '.NET'),
            ('A -- B', 'a-b', 'A -- B'),
        ],
    )
    def test_is_shown_plainly_and_found(self, project, name, anchor, shown):
        target = shown.replace('\\', '\\\\')
        block = REST.term(name, f'See :term-ref:`here <{anchor}>`.')
        project.write_in(
            REST, {'index': page(REST, block, f'Or :term-ref:`{target}`.')}
        )
        result = project.build()
        assert words(result.entry('index', f'term-{anchor}').dfn) == shown
        assert [href for _, href in result.all_links('index')] == [
            f'#term-{anchor}',
            f'#term-{anchor}',
        ]
        assert ('std:term', shown) in result.objects()

    @pytest.mark.parametrize(
        'name', ['-1', ':', '::', '...', '..', '=====', '- x', '1. x', '[x]']
    )
    def test_may_begin_as_markup_does(self, project, name):
        project.write_in(REST, {'index': page(REST, REST.term(name, 'Some text.'))})
        result = project.build()
        assert result.names('index') == [name]
        assert 'Some text.' in result.text('index')

    def test_keeps_its_markup(self, project, syntax):
        project.write_in(syntax, {'index': page(syntax, syntax.term('The *best* key'))})
        dfn = project.build().entry('index', 'term-the-best-key').dfn
        assert dfn.find('em').get_text() == 'best'

    def test_keeps_a_literal(self, project):
        project.write_in(REST, {'index': page(REST, REST.term('``>>>``'))})
        dfn = project.build().entry('index', 'term-3e3e3e').dfn
        assert dfn.find('code').get_text() == '>>>'

    def test_may_run_over_a_line(self, project):
        project.write_in(
            REST, {'index': page(REST, '.. convterm:: A long\n   name\n\n   X.\n')}
        )
        assert project.build().names('index') == ['A long name']


class TestHtmlInTheSource:
    """Nothing that an author writes becomes HTML by itself."""

    EVIL = '<script>alert("1")</script>'

    def test_is_text(self, project):
        block = REST.term(
            self.EVIL,
            f'{self.EVIL}',
            aliases=self.EVIL,
            category='key',
            learn_more=f'/{self.EVIL}',
            abbreviation='"><img>',
        )
        project.write_in(
            REST,
            {'index': page(REST, '.. convglossary::\n   :entries: names\n', block)},
            convglossary_categories={'key': self.EVIL},
        )
        result = project.build()
        assert result.body('index').find(['script', 'img']) is None
        assert result.names('index') == [self.EVIL] * 2
        assert words(result.body('index').find('h2')) == self.EVIL

    @pytest.mark.parametrize(
        'name', ['monotonic <mathematics>', '<script>', '<b>x</b>']
    )
    def test_in_a_name_is_text(self, project, syntax, name):
        block = syntax.term(name, 'A text.', id='x')
        project.write_in(syntax, {'index': page(syntax, block)})
        assert words(project.build().entry('index', 'term-x').dfn) == name

    def test_in_an_address_stays_in_the_address(self, project):
        block = REST.term('One', learn_more='https://x.example/"onclick="alert(1)')
        project.write_in(REST, {'index': page(REST, block)})
        link = project.build().definition('index', 'term-one').find('a')
        assert link['href'] == 'https://x.example/"onclick="alert(1)'
        assert 'onclick' not in link.attrs


class TestLearnMore:
    def link(self, project, address, *, expect=(), syntax=REST, **conf):
        project.write_in(
            syntax,
            {
                'index': page(
                    syntax,
                    syntax.directive('toctree', body='guide/start'),
                    syntax.term('HSM', learn_more=address),
                ),
                'guide/start': syntax.title('How to *start*'),
            },
            **conf,
        )
        line = (
            project.build(expect=expect)
            .definition('index', 'term-hsm')
            .find(class_='convglossary-learn-more')
        )
        link = line.find('a')
        return words(line), link and link['href']

    @pytest.mark.parametrize(
        'address', ['https://example.org/a?b=c&d', 'http://x.example', 'mailto:a@b.c']
    )
    def test_links_an_address(self, project, syntax, address):
        text, link = self.link(project, address, syntax=syntax)
        assert text == f'Learn more: {address}'
        assert unquote(link) == address

    @pytest.mark.parametrize('name', ['guide/start', '/guide/start'])
    def test_links_a_document_by_its_title(self, project, syntax, name):
        shown = self.link(project, name, syntax=syntax)
        assert shown == ('Learn more: How to start', 'guide/start.html')

    def test_shows_a_path_as_text_where_no_base_is_set(self, project):
        assert self.link(project, '/whatsapp') == ('Learn more: /whatsapp', None)

    @pytest.mark.parametrize('base', ['https://x.example', 'https://x.example/'])
    @pytest.mark.parametrize('path', ['/whatsapp', 'whatsapp'])
    def test_joins_a_path_to_the_base(self, project, base, path):
        _, link = self.link(project, path, convglossary_learn_more_base=base)
        assert link == 'https://x.example/whatsapp'

    def test_prefers_a_document_to_a_path(self, project):
        base = 'https://x.example'
        _, link = self.link(project, '/guide/start', convglossary_learn_more_base=base)
        assert link == 'guide/start.html'

    @pytest.mark.parametrize(
        'address', ['javascript:alert(1)', 'data:text/html,x', 'JavaScript:alert(1)']
    )
    def test_links_no_address_that_runs_code(self, project, address):
        warning = (
            f'index.rst:8: WARNING: the address "{address}" of term "HSM" is shown as '
            'text: links lead to http, https and mailto addresses, documents and paths '
            'of the site [convglossary.address]'
        )
        shown = self.link(project, address, expect=[warning])
        assert shown == (f'Learn more: {address}', None)

    def test_links_no_base_that_runs_code(self, project):
        base = 'javascript:alert(1)//'
        project.write_in(
            REST,
            {'index': page(REST, REST.term('HSM', learn_more='x'))},
            convglossary_learn_more_base=base,
            suppress_warnings=['convglossary'],
        )
        assert project.build().links('index') == {}

    @pytest.mark.parametrize(
        'address', ['//evil.example', 'https://[', 'http://[::1', ':', '://']
    )
    def test_survives_an_address_of_any_shape(self, project, address):
        project.write_in(
            REST,
            {'index': page(REST, REST.term('HSM', 'Text.', learn_more=address))},
            suppress_warnings=['convglossary.address'],
        )
        assert 'Text.' in project.build().text('index')

    def test_stays_text_in_a_listing_as_well_and_is_reported_once(self, project):
        project.write_in(
            REST,
            {
                'index': page(
                    REST,
                    REST.term('HSM', learn_more='javascript:x'),
                    '.. convglossary::\n',
                )
            },
        )
        result = project.build(
            expect=[
                'index.rst:4: WARNING: the address "javascript:x" of term "HSM" is shown as '
                'text: links lead to http, https and mailto addresses, documents and paths '
                'of the site [convglossary.address]'
            ]
        )
        assert 'javascript:x' not in result.links('index').values()


class TestRelations:
    BLOCKS = (
        REST.term(
            'One', related='Two · tw · gone', broader='Wide', replaced_by='two-id'
        ),
        REST.term('Two', id='two-id', aliases='tw · deux'),
        REST.term('Wide', narrower='deux'),
    )

    def lines(self, project, anchor, **conf):
        project.write_in(
            REST,
            {'index': page(REST, *self.BLOCKS)},
            suppress_warnings=['convglossary.unknown_relation'],
            **conf,
        )
        definition = project.build().definition('index', anchor)
        return [
            (words(line), [a['href'] for a in line.find_all('a')])
            for line in definition.find_all('p')
        ]

    def test_are_shown_by_kind_with_the_names_of_the_other_ends(self, project):
        assert self.lines(project, 'term-one') == [
            ('Related: Two · gone', ['#term-two-id']),
            ('Broader: Wide', ['#term-wide']),
            ('Replaced by: Two', ['#term-two-id']),
        ]

    def test_are_shown_where_they_were_declared(self, project):
        assert self.lines(project, 'term-two-id') == [('Also known as: tw · deux', [])]

    def test_are_shown_at_the_other_end_where_that_is_wanted(self, project):
        lines = self.lines(project, 'term-two-id', convglossary_inverse_relations=True)
        assert lines == [
            ('Also known as: tw · deux', []),
            ('Related: One', ['#term-one']),
            ('Replaces: One', ['#term-one']),
            ('Broader: Wide', ['#term-wide']),
        ]

    def test_say_the_inverse_of_broader_at_the_other_end(self, project):
        lines = self.lines(project, 'term-wide', convglossary_inverse_relations=True)
        assert lines == [('Narrower: Two · One', ['#term-two-id', '#term-one'])]

    def test_lead_to_other_documents(self, project, syntax):
        project.write_in(
            syntax,
            {
                'index': page(
                    syntax,
                    syntax.directive('toctree', body='a/b'),
                    syntax.term('One', related='Two'),
                ),
                'a/b': page(syntax, syntax.term('Two', related='One')),
            },
        )
        result = project.build()
        assert result.links('index')['Two'] == 'a/b.html#term-two'
        assert result.links('a/b')['One'] == '../index.html#term-one'


class TestTheCategory:
    def test_is_linked_where_a_listing_heads_it(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   all\n\n.. convterm:: One\n   :category: ai\n',
                'all.rst': 'All\n===\n\n.. convglossary::\n',
            },
            convglossary_categories={'ai': 'Artificial intelligence'},
        )
        result = project.build()
        line = result.definition('index', 'term-one').find(
            class_='convglossary-category'
        )
        assert words(line) == 'Category: Artificial intelligence'
        assert line.find('a')['href'] == 'all.html#category-ai'
        assert 'Category:' not in result.text('all'), 'its heading says so'

    def test_is_text_where_no_listing_heads_it(self, project):
        project.write(
            {'index.rst': 'Home\n====\n\n.. convterm:: One\n   :category: ai\n'},
            convglossary_categories={'ai': 'Artificial intelligence'},
        )
        result = project.build()
        assert 'Category: Artificial intelligence' in result.text('index')
        assert result.links('index') == {}

    def test_is_said_where_a_listing_is_by_letter(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convglossary::\n   :group-by: letter\n\n'
                '.. convterm:: One\n   :category: ai\n   :hidden:\n'
            },
            convglossary_categories={'ai': 'AI'},
        )
        assert 'Category: AI' in project.build().text('index')


class TestIds:
    def test_of_before_still_lead_to_the_entry(self, project, syntax):
        project.write_in(
            syntax,
            {'index': page(syntax, syntax.term('New', 'X.', previously='old · older'))},
        )
        entry = project.build().entry('index', 'term-new')
        inside = {one['id'] for one in entry.find_all(id=True)}
        before = entry.parent.find_previous_siblings(id=True)
        assert {'term-old', 'term-older'} <= inside | {one['id'] for one in before}

    def test_of_before_give_way_to_a_term_that_has_them_now(self, project):
        blocks = (REST.term('New', previously='old'), REST.term('Old'))
        project.write_in(REST, {'index': page(REST, *blocks)})
        body = project.build().body('index')
        (only,) = body.find_all(id='term-old')
        assert words(only.dfn) == 'Old'

    def test_are_unique_on_the_page(self, project):
        blocks = (
            REST.term('Key', previously='k'),
            REST.term('key'),
            '.. convglossary::\n',
            '.. convglossary::\n   :group-by: letter\n',
            REST.term('Other', previously='k'),
        )
        project.write_in(REST, {'index': page(REST, *blocks)})
        found = [one['id'] for one in project.build().body('index').find_all(id=True)]
        assert sorted(found) == sorted(set(found))

    def test_are_unique_beside_a_heading_that_reads_like_one(self, project):
        heading = 'Term key\n--------\n\nA section.\n'
        project.write_in(REST, {'index': page(REST, heading, REST.term('Key'))})
        found = [one['id'] for one in project.build().body('index').find_all(id=True)]
        assert sorted(found) == sorted(set(found))

    def test_leave_a_heading_that_reads_like_one_its_links(self, project):
        heading = 'Term key\n--------\n\nSee `Term key`_.\n'
        blocks = '.. contents::\n', heading, REST.term('Key')
        project.write_in(REST, {'index': page(REST, *blocks)})
        result = project.build()
        links = result.body('index').find_all('a', string='Term key')
        assert [a['href'] for a in links if not a.find_parent('h2')] == [
            '#term-key-heading'
        ] * 2
        assert words(result.body('index').find(id='term-key-heading').h2) == 'Term key'

    def test_leave_a_label_that_reads_like_one_its_place(self, project):
        place = '.. _term key:\n\nA heading\n---------\n\nSee :ref:`term key`.\n'
        project.write_in(REST, {'index': page(REST, place, REST.term('Key'))})
        result = project.build()
        assert result.links('index')['A heading'] == '#term-key-heading'
        assert result.body('index').find(id='term-key-heading') is not None

    def test_that_begin_as_those_of_terms_belong_to_terms_alone(self, project):
        blocks = (
            REST.term(
                'Key',
                'See [#]_.\n\n.. [#] Note.\n\n.. _label:\n\nText.',
                previously='k',
            ),
            '.. convglossary::\n',
        )
        project.write_in(REST, {'index': page(REST, *blocks)})
        body = project.build().body('index')
        found = [one['id'] for one in body.find_all(id=True)]
        assert [one for one in found if one.startswith('term-')] == [
            'term-key',
            'term-k',
        ]

    def test_may_be_chosen(self, project, syntax):
        block = syntax.term('A very long name', id='short')
        project.write_in(syntax, {'index': page(syntax, block)})
        assert (
            words(project.build().entry('index', 'term-short').dfn)
            == 'A very long name'
        )


class TestADefinition:
    BODY = {
        '.rst': """
Short, with *emphasis*, ``code`` and :doc:`other`.

* a list

.. code-block:: python

   print(1)

.. note:: A note.

===  ===
a    b
===  ===

.. math:: x^2
""",
        '.md': """
Short, with *emphasis*, `code` and {doc}`other`.

* a list

```python
print(1)
```

:::{note} A note.
:::

| a | b |
|---|---|
| 1 | 2 |
""",
    }

    def test_may_hold_any_markup(self, project, syntax):
        project.write_in(
            syntax,
            {
                'index': page(syntax, syntax.term('One', self.BODY[syntax.suffix])),
                'other': ':orphan:\n\n' * (syntax is REST) + syntax.title('Other'),
            },
            suppress_warnings=['toc.not_included'],
            myst_enable_extensions=['colon_fence'],
        )
        definition = project.build().definition('index', 'term-one')
        assert definition.find('em').get_text() == 'emphasis'
        assert definition.find('a')['href'] == 'other.html'
        for part in ('li', 'table', 'pre'):
            assert definition.find(part) is not None, part
        assert definition.find(class_='admonition') is not None

    def test_is_in_the_page_without_any_script(self, project, syntax):
        project.write_in(syntax, {'index': page(syntax, syntax.term('One', 'Static.'))})
        assert '<p>Static.</p>' in project.build().file('index.html')

    @pytest.mark.parametrize(
        'around',
        [
            '.. note::\n\n{}',
            '* item\n\n{}',
            '.. list-table::\n\n   * - cell\n\n{}',
            '.. container:: x\n\n{}',
            'word\n   Meaning.\n\n{}',
        ],
    )
    def test_may_stand_inside_something_else(self, project, around):
        term = REST.term('One', 'A definition.')
        depth = 9 if 'list-table' in around else 3 if not around.startswith('*') else 2
        indented = '\n'.join(' ' * depth + line for line in term.splitlines())
        project.write_in(REST, {'index': page(REST, around.format(indented))})
        result = project.build()
        assert words(result.definition('index', 'term-one')) == 'A definition.'


def test_an_entry_as_a_whole_is_plain_html(project):
    blocks = (
        REST.term(
            'The *best* key',
            'Opens :term-ref:`doors <Door>`.\n\nAnd more.',
            id='key',
            previously='old-key',
            category='ai',
            aliases='Token · <b>',
            related='Door',
            learn_more='https://example.org/?a=1&b=2',
        ),
        REST.term('Door'),
    )
    project.write_in(
        REST,
        {'index': page(REST, *blocks)},
        convglossary_categories={'ai': 'R & D'},
    )
    dl = project.build().body('index').find('dl')
    assert [line.strip() for line in str(dl).splitlines() if line.strip()] == [
        '<dl class="glossary">',
        '<dt class="convglossary-name" id="term-key"><span id="term-old-key"></span><dfn>The <em>best</em> key</dfn>'
        '<a class="headerlink" href="#term-key" title="Link to this term">¶</a></dt>',
        '<dd><p class="convglossary-line convglossary-aliases"><span class="convglossary-label">Also known as:'
        '</span> <span>Token</span> · <span>&lt;b&gt;</span></p>',
        '<p>Opens <a class="reference internal" href="#term-door">'
        '<span class="xref std std-term conv-term">doors</span></a>.</p>',
        '<p>And more.</p>',
        '<p class="convglossary-line convglossary-related"><span class="convglossary-label">Related:</span> '
        '<a class="reference internal" href="#term-door">'
        '<span class="xref std std-term conv-term">Door</span></a></p>',
        '<p class="convglossary-line convglossary-learn-more"><span class="convglossary-label">Learn more:'
        '</span> <a class="reference external" href="https://example.org/?a=1&amp;b=2">'
        '<span>https://example.org/?a=1&amp;b=2</span></a></p>',
        '<p class="convglossary-line convglossary-category"><span class="convglossary-label">Category:</span> '
        '<span>R &amp; D</span></p>',
        '</dd>',
        '<dt class="convglossary-name" id="term-door"><dfn>Door</dfn>'
        '<a class="headerlink" href="#term-door" title="Link to this term">¶</a></dt>',
        '<dd></dd>',
        '</dl>',
    ]


def test_a_page_in_myst_is_the_page_in_rest(new_project):
    bodies = []
    for syntax in (REST, MYST):
        project = new_project().write_in(
            syntax,
            {
                'index': page(
                    syntax,
                    syntax.directive('toctree', body='more'),
                    syntax.term(
                        'The *best* key',
                        f'Short {syntax.ref("such <WABA>")}.\n\nLong.',
                        id='key',
                        previously='old',
                        category='ai',
                        aliases='Token · Secret',
                        abbreviation='TBK',
                        related='WABA',
                        learn_more='more',
                    ),
                    syntax.term('WABA', 'Another.', hidden=''),
                    'Between.\n',
                    syntax.directive('convglossary', options={'group-by': 'letter'}),
                ),
                'more': page(syntax, syntax.directive('convglossary')),
            },
            convglossary_categories={'ai': 'AI'},
        )
        result = project.build()
        bodies.append((str(result.body('index')), str(result.body('more'))))
    assert bodies[0] == bodies[1]
