"""Pages that show a change are written again, and no others; none is forgotten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from projects import PACKAGE_PARENT

if TYPE_CHECKING:
    from projects import Project

PAGES = {
    'index': """
        Index
        =====

        .. toctree::

           bikes
           trains
           user
           other
           all
           wheels
           rails
        """,
    'bikes': """
        Bikes
        =====

        .. convterm:: Rim
           :id: rim
           :category: wheels
           :related: Spoke

           The edge of a wheel.

           It holds the tyre.

        .. convterm:: Spoke
           :category: wheels

           A thin rod.
        """,
    'trains': """
        Trains
        ======

        .. convterm:: Track
           :category: rails

           What trains run on.

        .. convterm:: Shed
           :category: rails
           :hidden:

           Where trains sleep.
        """,
    'user': """
        User
        ====

        The :term-ref:`rim <Rim>` and the :term-ref:`spoke`.
        """,
    'other': """
        Other
        =====

        A :term-ref:`Track`, and :ref:`convglossary-wheels`.
        """,
}
CONF = {
    'convglossary_cards': False,
    'convglossary_categories': {'wheels': 'Wheels', 'rails': 'Rails'},
    'convglossary_pages': {
        'all': {'entries': 'summary'},
        'wheels': {'categories': 'wheels'},
        'rails': {'categories': 'rails'},
    },
}


@pytest.fixture
def site(project: Project) -> Project:
    project.write({f'{name}.rst': text for name, text in PAGES.items()}, **CONF)
    project.build()
    return project


def edit(project: Project, name: str, before: str, after: str) -> None:
    """Change a source."""
    path = project.src / name
    text = path.read_text(encoding='utf-8')
    assert before in text
    path.write_text(text.replace(before, after), encoding='utf-8')


def listed_second(site: Project, category: str) -> str:
    """List a category on a page that another of that text may precede."""
    listing = f'Some\n====\n\n.. convglossary::\n   :categories: {category}\n'
    site.write({'second.rst': listing}, convglossary_pages={})
    edit(site, 'index.rst', '   bikes\n', '   first\n   second\n   bikes\n')
    return listing


class TestAPageIsWrittenAgain:
    """The toctree's page is written with each page in it: Sphinx does so."""

    def written(self, site: Project, **options) -> set[str]:
        documents = {*PAGES, *CONF['convglossary_pages']} - {'index'}
        return documents & set(site.build(**options).written)

    def test_where_the_definition_is_shown(self, site):
        edit(site, 'bikes.rst', 'It holds the tyre.', 'It carries the tyre.')
        assert self.written(site) == {'bikes', 'wheels'}

    def test_where_the_summary_is_shown(self, site):
        edit(site, 'bikes.rst', 'A thin rod.', 'A thin bar.')
        assert self.written(site) == {'bikes', 'all', 'wheels'}

    def test_where_names_alone_are_shown_no_summary_is(self, site):
        pages = {**CONF['convglossary_pages'], 'all': {'entries': 'names'}}
        # With "jsonld" the head of each page has the summary, for machines.
        site.configure(convglossary_pages=pages, convglossary_exports=['json']).build()
        edit(site, 'bikes.rst', 'A thin rod.', 'A thin bar.')
        assert self.written(site) == {'bikes', 'wheels'}

    def test_where_a_card_shows_the_summary(self, site):
        site.configure(convglossary_cards=True).build()
        edit(site, 'bikes.rst', 'A thin rod.', 'A thin bar.')
        assert self.written(site) == {'bikes', 'all', 'wheels', 'user'}

    def test_where_a_card_is_of_a_term_on_another_site(self, project):
        other = 'Other\n=====\n\n.. convterm:: Rim\n   :locales: en\n   :aliases: {}\n'
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   bikes\n   other\n',
                'bikes.rst': 'Bikes\n=====\n\n.. convterm:: Spoke\n   :related: Rim\n',
                'other.rst': other.format('Hoop'),
            },
            convglossary_sites={'en': 'https://example.org/en/'},
        )
        project.translate('fr', 'other', {'Rim': 'Jante'})
        project.build(language='fr')
        project.write({'other.rst': other.format('Ring')})
        assert 'bikes' in project.build(language='fr').written

    def test_where_no_card_shows_what_changed_it_is_not(self, site):
        site.configure(convglossary_cards=True).build()
        edit(site, 'bikes.rst', 'It holds the tyre.', 'It carries the tyre.')
        assert self.written(site) == {'bikes', 'wheels'}

    def test_where_a_name_is_shown(self, site):
        edit(site, 'bikes.rst', 'convterm:: Rim', 'convterm:: RIM')
        assert self.written(site) == {'bikes', 'all', 'wheels'}

    def test_where_an_alias_is_shown(self, site):
        # With "jsonld" the head of each page has it as well.
        site.configure(convglossary_exports=['json']).build()
        edit(site, 'bikes.rst', ':id: rim', ':id: rim\n   :aliases: Felly')
        assert self.written(site) == {'bikes', 'all', 'wheels'}

    def test_where_an_anchor_is_taken_by_another_term(self, site):
        first = 'First\n=====\n\n.. convterm:: Rim\n   :id: rim\n\n   Another.\n'
        site.configure(convglossary_exports=['json']).build()
        site.write({'a.rst': f':orphan:\n\n{first}'})
        again = self.written(site, expect=None)
        assert again == {'bikes', 'all', 'wheels', 'user'}

    def test_where_a_former_anchor_is_taken_by_another_term_of_the_page(self, site):
        hidden = ':id: rim\n   :hidden:\n   :previously: shed'
        edit(site, 'bikes.rst', ':id: rim', hidden)
        edit(
            site,
            'bikes.rst',
            ':category: wheels\n   :related',
            ':category: rails\n   :related',
        )
        edit(
            site,
            'trains.rst',
            ':category: rails\n   :hidden:',
            ':id: depot\n   :category: rails\n   :hidden:',
        )
        before = site.build().body('rails')
        assert before.find(id='term-shed').find_parent('dt')['id'] == 'term-rim'
        edit(site, 'trains.rst', ':id: depot', ':id: shed')
        assert site.build().body('rails').find(id='term-shed').dfn.text == 'Shed'

    def test_where_a_former_anchor_is_taken_by_a_term_elsewhere_it_stays(self, site):
        edit(site, 'bikes.rst', ':id: rim', ':id: rim\n   :previously: felly')
        assert 'id="term-felly"' in site.build().file('bikes.html')
        edit(
            site,
            'trains.rst',
            'convterm:: Track\n',
            'convterm:: Track\n   :id: felly\n',
        )
        assert 'id="term-felly"' in site.build().file('bikes.html')

    def test_where_a_term_is_no_longer_published(self, site):
        site.build(language='fr')
        edit(site, 'trains.rst', 'Track\n', 'Track\n   :locales: !fr\n')
        again = site.build(language='fr', expect=None)
        assert {'trains', 'all', 'rails', 'other'} <= set(again.written)
        assert 'Track' not in again.links('other')

    def test_where_another_term_relates_in_another_way(self, site):
        edit(
            site,
            'trains.rst',
            'convterm:: Track\n',
            'convterm:: Track\n   :related: Rim\n',
        )
        site.configure(convglossary_inverse_relations=True).build()
        edit(site, 'trains.rst', ':related: Rim', ':broader: Rim')
        assert self.written(site) == {'trains', 'bikes', 'rails', 'wheels'}

    def test_where_the_page_that_is_cited_has_another_title(self, site):
        listing = 'Round\n=====\n\n.. convglossary::\n   :entries: names\n'
        edit(site, 'index.rst', '   bikes\n', '   first\n   bikes\n')
        site.write(
            {'first.rst': listing},
            convglossary_citation={'entries': True},
            convglossary_exports=['json'],
            convglossary_pages={'wheels': {'cite': True}},
        )
        site.build(expect=None)
        site.write({'first.rst': listing.replace('Round', 'Words')})
        again = site.build(expect=None)
        assert {'bikes', 'wheels'} <= set(again.written)
        cited = again.body('bikes').find(class_='convglossary-cite').em.text
        assert cited == 'Words'

    @pytest.mark.parametrize('role', ['term-ref', 'term', 'any'])
    def test_where_a_link_leads_to_another_anchor(self, site, role):
        edit(site, 'user.rst', ':term-ref:`rim', f':{role}:`rim')
        site.build()
        edit(site, 'bikes.rst', ':id: rim', ':id: the-rim')
        assert self.written(site) == {'bikes', 'all', 'wheels', 'user'}

    def test_where_the_markup_of_a_name_is_shown(self, site):
        edit(site, 'trains.rst', 'convterm:: Track', 'convterm:: *Track*')
        assert self.written(site) == {'trains', 'all', 'rails'}

    def test_where_a_relation_leads_elsewhere(self, site):
        edit(
            site,
            'trains.rst',
            'convterm:: Track',
            'convterm:: Railway\n   :aliases: Track',
        )
        assert self.written(site) == {'trains', 'all', 'rails', 'other'}

    def test_where_a_hidden_term_is_no_longer_at_home(self, site):
        edit(site, 'trains.rst', '   :hidden:\n', '')
        assert self.written(site) == {'trains', 'all', 'rails'}

    def test_where_a_reference_lost_its_target_which_is_said(self, site):
        edit(site, 'trains.rst', 'convterm:: Track', 'convterm:: Rail')
        said = 'other.rst:5: WARNING: no term is called "Track" [convglossary.unknown_term]'
        assert self.written(site, expect=[said]) == {'trains', 'all', 'rails', 'other'}

    def test_where_a_hidden_definition_lost_one_which_is_said(self, site):
        edit(site, 'trains.rst', 'Where trains sleep.', 'No :term-ref:`spoke` is here.')
        site.build()
        edit(site, 'bikes.rst', 'convterm:: Spoke', 'convterm:: Rod')
        edit(site, 'bikes.rst', ':related: Spoke', ':related: Rod')
        edit(site, 'user.rst', 'spoke', 'rod')
        said = (
            'trains.rst:14: WARNING: no term is called "spoke" '
            '[convglossary.unknown_term]'
        )
        site.build(expect=[said])

    def test_and_nothing_is_repeated_of_pages_that_are_not(self, site):
        edit(site, 'trains.rst', 'convterm:: Track', 'convterm:: Rail')
        site.build(expect=None)
        edit(site, 'bikes.rst', 'A thin rod.', 'A thin bar.')
        assert self.written(site) == {'bikes', 'all', 'wheels'}

    def test_where_the_label_of_a_category_is_shown(self, site):
        site.configure(
            convglossary_categories={'wheels': 'Round things', 'rails': 'Rails'}
        )
        assert 'Round things' in site.build().text('other')

    def test_where_the_glossary_of_sphinx_has_the_name_now(self, site):
        edit(site, 'user.rst', 'The :term-ref:`rim <Rim>`', 'The :term:`Rim`')
        before = site.build().links('user')['Rim']
        own = 'Own\n===\n\n.. glossary::\n\n   Rim\n      A rim.\n'
        site.write({'own.rst': own})
        after = site.build(expect=None).links('user')['Rim']
        assert (before, after) == ('bikes.html#term-rim', 'own.html#term-Rim')

    def test_where_a_label_leads_to_another_page(self, site):
        listing = listed_second(site, 'wheels')
        site.build(expect=None)
        site.write({'first.rst': listing})
        again = site.build(expect=None)
        assert 'other' in again.written
        assert again.links('other')['Wheels'] == 'first.html#category-wheels'

    @pytest.mark.parametrize(
        'link',
        [
            ':ref:`there <inside>`',
            ':any:`there <inside>`',
            ':numref:`there %s <inside>`',
            '[there](#inside)',
            '[there](inside)',
        ],
    )
    # MyST resolves what begins with "#" by what Sphinx 9 deprecates.
    @pytest.mark.filterwarnings('ignore:.*MystReferenceResolver.app.* is deprecated')
    def test_where_a_label_in_a_hidden_definition_moves_with_it(self, site, link):
        figure = '   .. _inside:\n\n   .. figure:: x.png\n\n      A shed.\n\n   Where'
        edit(site, 'trains.rst', '   Where trains', f'{figure} trains')
        site.write({'x.png': ''}, numfig=True)
        if link.startswith('['):
            site.use('myst_parser').remove('other.rst')
            site.write({'other.md': f'# Other\n\nSee {link}.\n'})
        else:
            edit(site, 'other.rst', ':ref:`convglossary-wheels`', link)
        listing = listed_second(site, 'rails')
        site.build(expect=None)
        site.write({'first.rst': listing})
        again = site.build(expect=None)
        assert 'other' in again.written
        (text,) = {'there', 'there 1'} & again.links('other').keys()
        assert again.links('other')[text] == 'first.html#inside'

    @pytest.mark.parametrize('name', ['other', 'trains'])
    @pytest.mark.parametrize('link', [':eq:`sum`', ':math:numref:`sum`'])
    def test_where_an_equation_in_a_hidden_definition_moves_with_it(
        self, site, link, name
    ):
        equation = '   .. math:: a + b\n      :label: sum\n\n   Where'
        edit(site, 'trains.rst', '   Where trains', f'{equation} trains')
        edit(site, f'{name}.rst', '=====\n', f'=====\n\nSee {link}.\n')
        listing = listed_second(site, 'rails')
        before = site.build(expect=None).links(name)['(1)']
        site.write({'first.rst': listing})
        again = site.build(expect=None)
        assert name in again.written
        after = again.links(name)['(1)']
        assert (before, after) == (
            'second.html#equation-sum',
            'first.html#equation-sum',
        )

    @pytest.mark.parametrize('link', ['`so <here_>`__', ':ref:`so <here>`'])
    def test_where_a_link_within_a_document_leads_to_what_is_shown_elsewhere(
        self, site, link
    ):
        edit(site, 'trains.rst', '   Where trains', '   .. _here:\n\n   Where trains')
        edit(site, 'trains.rst', '======\n', f'======\n\nSee {link}.\n')
        listing = listed_second(site, 'rails')
        before = site.build(expect=None).links('trains')['so']
        site.write({'first.rst': listing})
        after = site.build(expect=None).links('trains')['so']
        assert (before, after) == ('second.html#here', 'first.html#here')

    def test_where_a_figure_in_a_hidden_definition_has_another_number(self, site):
        figure = '.. figure:: x.png\n\n{}   A picture.\n\n'
        inside = f'   .. _inside:\n\n   {figure.format("   ")}'
        edit(site, 'trains.rst', '   Where trains', f'{inside}   Where trains')
        site.write({'x.png': ''}, numfig=True, convglossary_pages={})
        site.write({'list.rst': 'List\n====\n\n.. convglossary::\n'})
        edit(site, 'index.rst', '   user\n', '   user\n   list\n')
        before = site.build(expect=None)
        assert 'Fig. 1 A picture.' in before.text('list')
        edit(
            site,
            'bikes.rst',
            '.. convterm:: Rim',
            f'{figure.format("")}.. convterm:: Rim',
        )
        after = site.build(expect=None)
        assert 'list' in after.written
        assert 'Fig. 2 A picture.' in after.text('list')

    def test_where_a_hidden_term_is_at_home_elsewhere(self, site):
        edit(site, 'other.rst', ':term-ref:`Track`', ':term-ref:`Shed`')
        listing = listed_second(site, 'rails')
        before = site.build(expect=None).links('other')['Shed']
        site.write({'first.rst': listing})
        after = site.build(expect=None).links('other')['Shed']
        assert (before, after) == ('second.html#term-shed', 'first.html#term-shed')

    def test_where_nothing_changed_not_at_all(self, site):
        result = site.build()
        assert result.written == []

    def test_and_what_is_wrong_with_the_whole_is_said_in_every_build(self, site):
        edit(site, 'bikes.rst', ':related: Spoke', ':related: Gear')
        said = (
            'bikes.rst:5: WARNING: option "related" of term "Rim" names "Gear", which '
            'is no term [convglossary.unknown_relation]'
        )
        for _ in range(3):
            site.build(expect=[said])
        edit(site, 'bikes.rst', ':related: Gear', ':related: Spoke')
        for _ in range(3):
            site.build()
        site.configure(html_title='Another').build()

    def test_where_only_a_catalog_changed(self, site):
        site.build(language='fr')
        site.translate('fr', 'bikes', {'Spoke': 'Rayon'})
        assert self.written(site, language='fr') == {'bikes', 'all', 'wheels', 'user'}

    def test_where_the_label_of_a_category_is_translated_anew(self, site):
        pages = {**CONF['convglossary_pages'], 'letters': {'group-by': 'letter'}}
        site.configure(convglossary_pages=pages)
        site.translate('fr', 'convglossary', {'Wheels': 'Roues'})
        site.build(language='fr', expect=None)
        site.translate('fr', 'convglossary', {'Wheels': 'Pneus'})
        again = set(site.build(language='fr', expect=None).written)
        assert again >= {'bikes', 'all', 'wheels', 'other', 'letters'}
        assert not again & {'trains', 'user', 'rails'}

    def test_where_a_name_in_a_translation_is_an_alias_now(self, site):
        original = 'The :term-ref:`rim <Rim>` and the :term-ref:`spoke`.'
        local = 'La :term-ref:`Rim` et le :term-ref:`spoke`.'
        site.translate('fr', 'user', {original: local})
        site.translate('fr', 'bikes', {'Rim': 'Jante', 'Felly': 'Jante'})
        assert 'Jante' in site.build(language='fr').links('user')
        edit(
            site,
            'bikes.rst',
            'convterm:: Rim\n',
            'convterm:: Felly\n   :aliases: Rim\n',
        )
        assert 'Rim' in site.build(language='fr').links('user')

    def test_where_a_translation_refers_to_what_its_original_does_not(self, site):
        original = 'A :term-ref:`Track`, and :ref:`convglossary-wheels`.'
        local = 'Un :term-ref:`Rayon`, et :ref:`convglossary-wheels`.'
        site.translate('fr', 'other', {original: local})
        site.translate('fr', 'bikes', {'Spoke': 'Rayon'})
        site.build(language='fr', expect=None)
        site.translate('fr', 'bikes', {'Spoke': 'Barre'})
        again = self.written(site, language='fr', expect=None)
        assert again == {'bikes', 'all', 'wheels', 'user', 'other'}

    def test_where_an_original_means_another_term_of_the_same_names(self, site):
        edit(site, 'bikes.rst', ':id: rim', ':id: rim\n   :aliases: Hoop')
        edit(site, 'trains.rst', 'Track\n', 'Track\n   :id: a\n   :aliases: Tie\n')
        edit(site, 'other.rst', 'A :term-ref:`Track`', 'A :term-ref:`Hoop`')
        site.translate('fr', 'bikes', {'Hoop': 'Hoop', 'Loop': 'Hoop'})
        site.translate('fr', 'trains', {'Tie': 'Hoop'})
        made = site.build(language='fr', expect=None)
        assert made.links('other')['Hoop'] == 'bikes.html#term-rim'
        edit(site, 'bikes.rst', ':aliases: Hoop', ':aliases: Loop')
        made = site.build(language='fr', expect=None)
        assert made.links('other')['Hoop'] == 'trains.html#term-a'

    def test_where_the_catalog_of_another_language_changed(self, site):
        site.configure(convglossary_other_languages=True)
        site.build()
        site.translate('fr', 'bikes', {'Spoke': 'Rayon'})
        assert self.written(site) == {'bikes', 'wheels'}


class TestEachOutput:
    def test_has_a_journal_of_its_own_in_shared_doctrees(self, site):
        trees = site.folder / 'shared'
        for builder in ('html', 'text'):
            site.build(builder, doctrees=trees)
        edit(site, 'bikes.rst', ':related: Spoke', ':related: Track')
        edit(site, 'trains.rst', 'Track', 'Tracks')
        edit(site, 'bikes.rst', ':related: Track', ':related: Tracks')
        edit(site, 'other.rst', ':term-ref:`Track`', ':term-ref:`tracks`')
        for builder in ('html', 'text'):
            again = site.build(builder, doctrees=trees)
        clean = site.build('text', fresh=True)
        assert again.files() == clean.files()

    def test_shows_the_change_in_a_format_without_links(self, site):
        site.translate(
            'fr',
            'user',
            {
                'The :term-ref:`rim <Rim>` and the :term-ref:`spoke`.': 'La :term-ref:`jante <Rim>` et le :term-ref:`spoke`.'
            },
        )
        site.build('text', language='fr')
        site.translate('fr', 'bikes', {'Spoke': 'Rayon'})
        result = site.build('text', language='fr')
        assert 'et le *Rayon*.' in result.file('user.txt')

    def test_of_one_file_needs_none(self, site):
        site.build('singlehtml')
        folder = site.folder / 'doctrees' / 'singlehtml-en'
        assert folder.is_dir()
        assert not (folder / 'convglossary-journals').exists()

    def test_may_be_built_in_parts(self, site):
        edit(site, 'bikes.rst', ':id: rim', ':id: the-rim')
        out, trees = site.folder / 'out/html-en', site.folder / 'doctrees/html-en'
        only = ['-d', str(trees), str(site.src), str(out), str(site.src / 'bikes.rst')]
        assert sphinx(*only).returncode == 0
        again = site.build()
        assert '#term-the-rim' in again.file('user.html')

    @pytest.mark.parametrize('damage', ['', '[]', '{"pages": 1}', '\0'])
    def test_survives_a_damaged_journal(self, site, damage):
        (journal,) = (site.folder / 'doctrees/html-en').glob('convglossary-journals/*')
        journal.write_text(damage)
        edit(site, 'bikes.rst', ':id: rim', ':id: the-rim')
        again = site.build()
        assert pages(again) == pages(site.build(fresh=True))

    def test_names_no_folder_of_the_machine_in_its_journal(self, site):
        (journal,) = (site.folder / 'doctrees/html-en').glob('convglossary-journals/*')
        assert str(site.folder) not in journal.read_text()
        assert json.loads(journal.read_text())['pages'].keys() >= {'user', 'all'}


DEADLY = """
import os

calls = []

def die(app, *arguments):
    calls.append(1)
    if len(calls) == int(os.environ['DIE_AFTER']):
        if 'DIE_SAYING' in os.environ:
            raise RuntimeError(os.environ['DIE_SAYING'])
        os._exit(9)

def setup(app):
    if 'DIE_AT' in os.environ:
        app.connect(os.environ['DIE_AT'], die, priority=900)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
"""


class TestABuildThatIsKilled:
    """It ends as a process does that is killed: nothing is tidied up."""

    @pytest.fixture
    def kill(self, site, monkeypatch):
        """Give what kills a build at an event, when it comes for the n-th time."""
        site.write({'deadly.py': DEADLY}).use('deadly')
        monkeypatch.syspath_prepend(site.src)
        site.build()

        def kill(event: str, number: int, **saying: str) -> None:
            out, trees = site.folder / 'out/html-en', site.folder / 'doctrees/html-en'
            mortal = {'DIE_AT': event, 'DIE_AFTER': str(number), **saying}
            done = sphinx(
                '-d', str(trees), str(site.src), str(out), path=site.src, **mortal
            )
            assert done.returncode == (2 if saying else 9), done.stderr

        return kill

    @pytest.mark.parametrize(
        ('event', 'number'),
        [
            ('source-read', 1),
            ('env-updated', 1),
            ('write-started', 1),
            ('html-page-context', 1),
            ('html-page-context', 3),
            ('build-finished', 1),
        ],
    )
    def test_leaves_no_stale_page(self, site, kill, event, number):
        edit(site, 'bikes.rst', ':id: rim', ':id: the-rim')
        edit(site, 'trains.rst', 'What trains run on.', 'Two rails.')
        kill(event, number)
        assert pages(site.build()) == pages(site.build(fresh=True))

    @pytest.mark.parametrize('number', [1, 3])
    def test_leaves_none_where_an_error_ends_it(self, site, kill, number):
        edit(site, 'bikes.rst', ':id: rim', ':id: the-rim')
        kill('html-page-context', number, DIE_SAYING='no more')
        assert pages(site.build()) == pages(site.build(fresh=True))

    def test_leaves_none_of_an_included_file(self, site, kill):
        """Sphinx alone would: it compares the time of the document itself."""
        site.write({'part.txt': 'Before.\n'})
        edit(
            site,
            'user.rst',
            'The :term-ref:',
            '.. include:: part.txt\n\nThe :term-ref:',
        )
        site.build(expect=None)
        site.write({'part.txt': 'After.\n'})
        kill('write-started', 1)
        assert 'After.' in site.build(expect=None).text('user')

    @pytest.mark.parametrize(
        ('event', 'number'),
        [('write-started', 1), ('html-page-context', 6), ('build-finished', 1)],
    )
    def test_leaves_none_where_the_edit_is_undone(self, site, kill, event, number):
        edit(site, 'bikes.rst', ':id: rim', ':id: the-rim')
        kill(event, number)
        edit(site, 'bikes.rst', ':id: the-rim', ':id: rim')
        assert pages(site.build()) == pages(site.build(fresh=True))


def sphinx(
    *arguments: str, path=None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run ``sphinx-build`` in a process of its own."""
    paths = [str(PACKAGE_PARENT), *([str(path)] if path else [])]
    return subprocess.run(
        [sys.executable, '-m', 'sphinx', '-q', *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **variables, 'PYTHONPATH': os.pathsep.join(paths)},
        cwd=PACKAGE_PARENT,
    )


def pages(result) -> dict[str, bytes]:
    """Give the pages of an output: the search index is Sphinx's affair (#12599)."""
    return {n: text for n, text in result.files().items() if n.endswith('.html')}
