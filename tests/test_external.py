"""References to the terms of one other project alone, whatever this one has."""

from __future__ import annotations

import zlib

import pytest
from projects import MYST, REST

SITE = 'https://pots.example/'
KILN = f'{SITE}index.html#term-kiln'
OVEN = f'{SITE}index.html#term-big-oven'
ROLES = ('conv:term', 'term-ref')


@pytest.fixture(scope='module')
def pots(new_project):
    """Build the other project, whose inventory this one reads."""
    project = new_project().configure(project='Pots')
    terms = REST.term('Kiln', aliases='Furnace'), REST.term('Oven', id='big-oven')
    project.write({'index.rst': '\n'.join(['Home\n====\n', *terms])})
    return project.build().path / 'objects.inv'


@pytest.fixture
def mapped(project, pots):
    """Map a project that has a kiln of its own to the other one."""
    return project.use('sphinx.ext.intersphinx').configure(
        intersphinx_mapping={'pots': (SITE, str(pots))}
    )


def write(project, syntax, text):
    page = f'{syntax.title("Home")}\n{text}\n\n{syntax.term("Kiln")}'
    return project.write_in(syntax, {'index': page})


class TestARole:
    @pytest.mark.parametrize('role', ROLES)
    @pytest.mark.parametrize('external', ['external+pots', 'external'])
    def test_means_the_other_project_by_name_alias_and_id(
        self, mapped, syntax, role, external
    ):
        names = (
            'Kiln',
            'Furnace',
            'kiln',
            'furnace',
            'big-oven',
            'the oven <big-oven>',
        )
        found = (syntax.ref(name, f'{external}:{role}') for name in names)
        write(mapped, syntax, ', '.join(found))
        assert mapped.build().all_links('index') == [
            ('Kiln', KILN),
            ('Furnace', KILN),
            # By its id a term is called as its project calls it.
            ('Kiln', KILN),
            ('furnace', KILN),
            ('Oven', OVEN),
            ('the oven', OVEN),
        ]

    @pytest.mark.parametrize('role', ROLES)
    def test_without_a_project_means_this_one(self, mapped, syntax, role):
        write(mapped, syntax, syntax.ref('Kiln', role))
        assert mapped.build().all_links('index') == [('Kiln', '#term-kiln')]

    def test_of_the_domain_of_a_document_means_the_other_project(self, mapped):
        text = '.. default-domain:: conv\n\n:external+pots:term:`Kiln`'
        write(mapped, REST, text)
        assert mapped.build().links('index')['Kiln'] == KILN

    def test_made_of_another_means_the_same(self, mapped):
        text = '.. role:: pots(external+pots:conv:term)\n\n:pots:`Kiln`'
        write(mapped, REST, text)
        assert mapped.build().links('index')['Kiln'] == KILN

    def test_for_the_project_itself_means_that(self, mapped):
        mapped.configure(intersphinx_resolve_self='own')
        write(mapped, REST, ':external+own:term-ref:`Kiln`')
        assert mapped.build().links('index')['Kiln'] == '#term-kiln'

    @pytest.mark.parametrize(
        ('role', 'where'),
        [
            (
                'external+pots:term-ref',
                'in the project "pots" of "intersphinx_mapping"',
            ),
            (
                'external+pans:term-ref',
                'in the project "pans" of "intersphinx_mapping"',
            ),
            (
                'external:conv:term',
                'in another project; "intersphinx_mapping" names those there are',
            ),
        ],
    )
    def test_that_nothing_answers_keeps_its_text(self, mapped, syntax, role, where):
        write(mapped, syntax, f'A {syntax.ref("jug <Jug>", role)}.')
        line = 4 if syntax is REST else 3
        result = mapped.build(
            expect=[
                f'index{syntax.suffix}:{line}: WARNING: no term is called "Jug" {where} '
                '[convglossary.unknown_term]'
            ]
        )
        assert 'A jug.' in result.text('index')

    def test_is_not_counted_as_a_use_of_the_own_term(self, mapped):
        mapped.configure(convglossary_used_in=True)
        page = 'Page\n====\n\n:external+pots:term-ref:`Kiln`\n'
        toctree = '.. toctree::\n\n   page\n'
        write(mapped, REST, toctree).write({'page.rst': page})
        assert 'Used in' not in mapped.build().text('index')

    def test_of_sphinx_is_as_it_was(self, mapped):
        write(mapped, REST, ':external+pots:term:`Kiln`')
        assert mapped.build().links('index')['Kiln'] == KILN


class TestInATranslation:
    MESSAGE = 'A {}, and our {}.'

    def build(self, project, syntax, translated, **options):
        theirs, ours = 'external+pots:term-ref', 'term-ref'
        message = self.MESSAGE.format(
            syntax.ref('Kiln', theirs), syntax.ref('Kiln', ours)
        )
        write(project, syntax, message)
        translation = translated.format(
            syntax.ref('Kiln', theirs), syntax.ref('kiln', ours)
        )
        project.translate('fr', 'index', {message: translation, 'Kiln': 'Four'})
        return project.build(language='fr', **options)

    def test_it_means_the_other_project(self, mapped, syntax):
        result = self.build(mapped, syntax, 'Un {}, et notre {}.')
        assert result.all_links('index') == [('Kiln', KILN), ('Four', '#term-kiln')]

    def test_it_is_not_paired_with_the_own_term(self, mapped, syntax):
        result = self.build(mapped, syntax, 'Notre {1}, et un {0}.')
        assert result.all_links('index') == [('Four', '#term-kiln'), ('Kiln', KILN)]

    def test_it_is_missed_where_it_is_lost(self, mapped, syntax):
        result = self.build(mapped, syntax, 'Notre {1}.', expect=None)
        (line,) = result.warnings
        assert 'has no reference to "Kiln"' in line
        assert line.endswith('[convglossary.lost_reference]')


def test_an_export_of_the_same_project_is_asked_first(mapped, syntax, pots):
    export = (pots.parent / 'glossary.json').read_text('utf-8')
    mapped.write({'pots.json': export})
    mapped.configure(convglossary_inventories={'pots': (f'{SITE}new/', 'pots.json')})
    write(mapped, syntax, syntax.ref('Kiln', 'external+pots:term-ref'))
    assert mapped.build().links('index')['Kiln'] == f'{SITE}new/index.html#term-kiln'


def old_inventory(path):
    """Write an inventory as the first versions did: each name twice, no ids."""
    lines = [
        f'{name} {kind} {rank} index.html#term-{place} {shown}'
        for name, place, shown in (
            ('Kiln', 'kiln', '-'),
            ('Furnace', 'kiln', 'Kiln'),
            ('Oven', 'big-oven', '-'),
        )
        for kind, rank in (('conv:term', 1), ('std:term', -1))
    ]
    head = (
        '# Sphinx inventory version 2\n# Project: Pots\n# Version: \n'
        '# The remainder of this file is compressed using zlib.\n'
    )
    body = zlib.compress(''.join(f'{line}\n' for line in lines).encode())
    path.write_bytes(head.encode() + body)


@pytest.mark.parametrize('role', ROLES)
def test_inventories_of_the_old_shape_go_on_working(project, syntax, role):
    old_inventory(project.folder / 'old.inv')
    project.use('sphinx.ext.intersphinx').configure(
        intersphinx_mapping={'pots': (SITE, str(project.folder / 'old.inv'))}
    )
    texts = [
        syntax.ref(x, f'external+pots:{role}') for x in ('Kiln', 'kiln', 'Furnace')
    ]
    texts += [syntax.ref(name, role) for name in ('Oven', 'oven', 'so <Furnace>')]
    write(project, syntax, ', '.join(texts))
    links = [address for _, address in project.build().all_links('index')]
    assert links == [KILN, KILN, KILN, OVEN, OVEN, KILN]


@pytest.mark.parametrize('role', ROLES)
def test_our_own_role_finds_a_term_of_another_project_by_its_id(mapped, syntax, role):
    write(mapped, syntax, f'{syntax.ref("big-oven", role)}, {syntax.ref("oven", role)}')
    assert mapped.build().all_links('index') == [('Oven', OVEN), ('oven', OVEN)]


class TestMarkdownLinks:
    @pytest.mark.parametrize(
        ('link', 'text'),
        [
            ('[](inv:pots#Kiln)', 'Kiln'),
            ('[](inv:#Furnace)', 'Furnace'),
            ('[](inv:pots:conv:term#kiln)', 'Kiln'),
            ('[so](inv:pots:std:term#Furnace)', 'so'),
            ('<inv:pots#kiln>', 'Kiln'),
        ],
    )
    def test_find_one_term(self, mapped, link, text):
        write(mapped, MYST, link)
        assert mapped.build().all_links('index') == [(text, KILN)]
