"""A translated build: local names, right links, and no false warnings."""

from __future__ import annotations

import pytest
from projects import REST, words

TERMS = """
Terms
=====

.. convterm:: Payment Link
   :aliases: Pay Link · Checkout Link
   :abbreviation: PL
   :forms: payment links
   :deprecated: Money URL
   :learn-more: https://example.org/en

   A link to pay.

   It opens a page.

.. convterm:: Agent

   Who answers.

.. convterm:: Webhook

   A call back.
"""

FRENCH = {
    'Terms': 'Termes',
    'Payment Link': 'Lien de paiement',
    'Pay Link · Checkout Link': 'Lien de règlement · Paylien · Lien marchand',
    'PL': 'LP',
    'payment links': 'liens de paiement',
    'Money URL': 'Lien à sous',
    'https://example.org/en': 'https://example.org/fr',
    'A link to pay.': 'Un lien pour payer.',
    'It opens a page.': 'Il ouvre une page.',
    'Agent': 'Agent humain',
}


def write(project, text, french, *, terms=TERMS, names=FRENCH, **conf):
    """Write a page of one paragraph, and its translation."""
    project.write(
        {
            'index.rst': f'Home\n====\n\n.. toctree::\n\n   terms\n\n{text}\n',
            'terms.rst': terms,
        },
        **conf,
    )
    project.translate('fr', 'terms', names)
    if french:
        project.translate('fr', 'index', {text: french})
    return project


LINK = 'terms.html#term-payment-link'


class TestAnEntry:
    @pytest.fixture
    def definition(self, project):
        result = write(project, 'Text.', '').build(language='fr')
        return result.definition('terms', 'term-payment-link')

    def test_has_its_local_name_at_the_same_anchor(self, project):
        result = write(project, 'Text.', '').build(language='fr')
        assert result.names('terms') == ['Lien de paiement', 'Agent humain', 'Webhook']
        assert words(result.entry('terms', 'term-agent').dfn) == 'Agent humain'

    def test_has_the_aliases_of_its_language_however_many(self, definition):
        line = words(definition.find(class_='convglossary-aliases'))
        assert line.endswith('LP · Lien de règlement · Paylien · Lien marchand')

    def test_has_its_definition_in_the_language(self, definition):
        paragraphs = [words(p) for p in definition.find_all('p')]
        assert 'Un lien pour payer.' in paragraphs
        assert 'Il ouvre une page.' in paragraphs

    def test_leads_on_to_the_page_of_its_language(self, definition):
        line = definition.find(class_='convglossary-learn-more')
        assert line.find('a')['href'] == 'https://example.org/fr'

    def test_keeps_what_its_language_has_not(self, project):
        result = write(project, 'Text.', '', names={}).build(language='fr')
        assert result.names('terms') == ['Payment Link', 'Agent', 'Webhook']
        assert 'PL · Pay Link · Checkout Link' in result.text('terms')

    def test_is_the_same_in_markdown(self, project, syntax):
        project.write_in(
            syntax,
            {
                'index': syntax.title('Home')
                + '\n'
                + syntax.term('Payment Link', 'A link to pay.', aliases='Pay Link')
            },
        )
        project.translate('fr', 'index', {**FRENCH, 'Pay Link': 'Paylien'})
        result = project.build(language='fr')
        assert result.names('index') == ['Lien de paiement']
        assert 'Paylien' in result.text('index')
        assert 'Un lien pour payer.' in result.text('index')

    def test_with_markup_in_its_name_is_translated(self, project):
        terms = 'Terms\n=====\n\n.. convterm:: The *best* ``key``\n'
        names = {'The *best* ``key``': 'La *meilleure* ``clé``'}
        write(project, 'Text :term-ref:`the best key`.', '', terms=terms, names=names)
        result = project.build(language='fr')
        assert result.names('terms') == ['La meilleure clé']
        assert (
            result.entry('terms', 'term-the-best-key').dfn.em.get_text() == 'meilleure'
        )

    def test_keeps_a_colon_in_its_french_name(self, project):
        names = {'Agent': 'Agent : humain'}
        result = write(project, 'Text.', '', names=names).build(language='fr')
        assert words(result.entry('terms', 'term-agent').dfn) == 'Agent : humain'
        assert (
            result.objects()['std:term', 'Agent : humain'][0] == 'terms.html#term-agent'
        )

    def test_leaves_the_quotes_of_its_name_alone(self, project):
        names = {'Agent': 'L\'agent "humain" -- so...'}
        result = write(project, 'Text.', '', names=names).build(language='fr')
        assert words(result.entry('terms', 'term-agent').dfn) == names['Agent']


class TestAReferenceInATranslatedSentence:
    """Whatever the translator writes, the link is right and nothing is warned of."""

    TEXT = 'Send a :term-ref:`Payment Link` now.'

    @pytest.mark.parametrize(
        ('written', 'shown'),
        [
            ('Payment Link', 'Lien de paiement'),
            ('payment-link', 'Lien de paiement'),
            ('Lien de paiement', 'Lien de paiement'),
            ('lien de paiement', 'lien de paiement'),
            ('Paylien', 'Paylien'),
            ('Lien marchand', 'Lien marchand'),
            ('Pay Link', 'Pay Link'),
            ('LP', 'LP'),
            ('liens de paiement', 'liens de paiement'),
            ('payment links', 'payment links'),
            ('ce lien <Payment Link>', 'ce lien'),
            ('ce lien <Lien de paiement>', 'ce lien'),
            ('ce lien <payment-link>', 'ce lien'),
            ('ce lien <paylien>', 'ce lien'),
        ],
    )
    def test_leads_to_the_term_and_reads_as_its_language_does(
        self, project, written, shown
    ):
        french = f'Envoyez un :term-ref:`{written}`.'
        result = write(project, self.TEXT, french).build(language='fr')
        assert (shown, LINK) in result.all_links('index')
        assert f'Envoyez un {shown}.' in result.text('index')

    def test_shows_what_is_written_where_local_names_are_not_wanted(self, project):
        french = 'Envoyez un :term-ref:`Payment Link`, :term-ref:`payment-link`.'
        write(project, self.TEXT, french, convglossary_local_text=False)
        links = project.build(language='fr').all_links('index')
        assert ('Payment Link', LINK) in links
        assert ('payment-link', LINK) in links

    def test_may_be_one_of_several_in_another_order(self, project):
        text = ':term-ref:`Payment Link`, :term-ref:`Agent`, :term-ref:`Webhook`.'
        french = (
            ':term-ref:`Webhook`, :term-ref:`Agent humain`, :term-ref:`payment-link`.'
        )
        result = write(project, text, french).build(language='fr')
        assert result.all_links('index')[-3:] == [
            ('Webhook', 'terms.html#term-webhook'),
            ('Agent humain', 'terms.html#term-agent'),
            ('Lien de paiement', LINK),
        ]

    def test_may_be_repeated(self, project):
        french = ':term-ref:`Payment Link` et encore :term-ref:`Paylien`.'
        result = write(project, self.TEXT, french).build(language='fr')
        assert result.all_links('index')[-2:] == [
            ('Lien de paiement', LINK),
            ('Paylien', LINK),
        ]

    def test_works_in_every_syntax_and_with_two_processes(self, project, syntax):
        original = f'See {syntax.ref("Agent")} and {syntax.ref("such <Webhook>")}.'
        french = f'Voir {syntax.ref("tels <Webhook>")}, {syntax.ref("agent humain")}.'
        others = {f'p{n}': syntax.title(f'Page {n}') for n in range(6)}
        names = '\n'.join(others)
        project.write_in(
            syntax,
            {
                'index': '\n'.join(
                    [
                        syntax.title('Home'),
                        syntax.directive('toctree', body=f'terms\n{names}'),
                        original,
                    ]
                ),
                'terms': '\n'.join(
                    [
                        syntax.title('Terms'),
                        syntax.term('Agent'),
                        syntax.term('Webhook'),
                    ]
                ),
                **others,
            },
        )
        project.translate('fr', 'terms', {'Agent': 'Agent humain'})
        project.translate('fr', 'index', {original: french})
        result = project.build(language='fr', jobs=2)
        assert result.all_links('index')[-2:] == [
            ('tels', 'terms.html#term-webhook'),
            ('agent humain', 'terms.html#term-agent'),
        ]

    def test_means_the_local_name_before_a_source_name(self, project):
        terms = 'Terms\n=====\n\n.. convterm:: Agent\n\n.. convterm:: Bot\n'
        names = {'Agent': 'Employé', 'Bot': 'Agent'}
        text, french = 'A :term-ref:`Bot`.', 'Un :term-ref:`Agent`.'
        result = write(project, text, french, terms=terms, names=names).build(
            language='fr'
        )
        assert result.all_links('index')[-1] == ('Agent', 'terms.html#term-bot')

    def test_means_the_source_name_before_a_local_one_where_it_is_not_translated(
        self, project
    ):
        terms = 'Terms\n=====\n\n.. convterm:: Agent\n\n.. convterm:: Bot\n'
        names = {'Agent': 'Employé', 'Bot': 'Agent'}
        result = write(
            project, 'A :term-ref:`Agent`.', '', terms=terms, names=names
        ).build(language='fr')
        assert result.all_links('index')[-1] == ('Agent', 'terms.html#term-agent')

    def test_by_a_wording_to_avoid_warns(self, project):
        french = 'Envoyez un :term-ref:`lien à sous`.'
        write(project, self.TEXT, french)
        result = project.build(
            language='fr',
            expect=[
                f'{project.place("fr", "index", self.TEXT)}: WARNING: "lien à sous" is a '
                'wording to avoid; write "Lien de paiement" '
                '[convglossary.deprecated_wording]'
            ],
        )
        assert ('lien à sous', LINK) in result.all_links('index')

    def test_that_is_not_translated_keeps_its_text(self, project):
        result = write(project, self.TEXT, '').build(language='fr')
        assert ('Payment Link', LINK) in result.all_links('index')

    def test_by_the_term_role_is_found_too(self, project):
        text, french = 'A :term:`Agent`.', 'Un :term:`Agent`.'
        result = write(project, text, french).build(language='fr')
        assert ('Agent', 'terms.html#term-agent') in result.all_links('index')

    @pytest.mark.parametrize('where', ['title', 'cell', 'footnote', 'definition'])
    def test_may_stand_anywhere(self, project, where):
        original, french = 'About :term-ref:`Agent`', 'Un :term-ref:`Agent humain`'
        pages = {
            'title': f'{original}\n{"-" * 40}\n',
            'cell': f'.. list-table::\n\n   * - {original}\n',
            'footnote': f'Text [#]_.\n\n.. [#] {original}\n',
            'definition': f'.. convterm:: Bot\n\n   {original}\n',
        }
        write(project, pages[where], '')
        project.translate('fr', 'index', {original: french})
        links = project.build(language='fr').all_links('index')
        assert ('Agent humain', 'terms.html#term-agent') in links


class TestOptionLines:
    """Each option line is one message, of plain text."""

    def test_are_messages_of_their_own_with_their_place(self, project):
        write(project, 'Text.', '')
        messages = project.messages('terms')
        for line in (
            'Pay Link · Checkout Link',
            'PL',
            'payment links',
            'Money URL',
            'https://example.org/en',
        ):
            (place,) = messages[line]
            assert place.startswith('terms.rst:'), place
            assert 5 <= int(place.partition(':')[2]) <= 10

    def test_are_joined_into_one_line(self, project):
        terms = (
            'Terms\n=====\n\n.. convterm:: One\n   :aliases: a; b\n      c · d\\;e\n'
        )
        write(project, 'Text.', '', terms=terms)
        assert r'a · b · c · d\;e' in project.messages('terms')

    @pytest.mark.parametrize(
        'alias',
        ['*args', '- Agent', '.. note', '=====', '1. one', '|x|', '`a', ':a: b', '#'],
    )
    def test_may_look_like_markup_in_both_languages(self, project, alias):
        terms = 'Terms\n=====\n\n.. convterm:: One\n   :aliases: *kwargs\n'
        names = {'*kwargs': alias}
        write(project, 'Text.', '', terms=terms, names=names)
        result = project.build(language='fr')
        assert words(result.definition('terms', 'term-one')).endswith(alias)
        assert ('std:term', alias) in result.objects()

    def test_are_translated_in_a_second_build_too(self, project):
        write(project, 'Text.', '').build(language='fr')
        project.translate('fr', 'terms', {**FRENCH, 'PL': 'LDP'})
        result = project.build(language='fr')
        assert 'LDP · Lien de règlement' in result.text('terms')

    def test_give_no_message_for_what_nobody_translates(self, project):
        terms = 'Terms\n=====\n\n.. convterm:: One\n   :id: some-id\n   :related: One two\n   :locales: en\n\n.. convterm:: One two\n'
        write(project, 'Text.', '', terms=terms)
        assert set(project.messages('terms')) == {'Terms', 'One', 'One two'}


def test_templates_are_made_without_a_word_about_references(project):
    text = 'See :term-ref:`Nothing` and :term-ref:`Money URL <Money URL>`.'
    write(project, text, '')
    assert f'msgid "{text}"' in project.build('gettext').file('index.pot')


class TestExtraMessages:
    def test_let_a_language_have_what_the_source_lacks(self, project):
        write(
            project,
            'See :term-ref:`Agent`.',
            'Voir :term-ref:`opérateur`, :term-ref:`agents`.',
            names={
                'aliases: Agent': 'Opérateur · Conseiller',
                'forms: Agent': 'agents',
                'sort: Agent': 'zzz',
            },
            convglossary_extra_messages=['aliases', 'forms', 'sort'],
        )
        result = project.build(language='fr')
        definition = result.definition('terms', 'term-agent')
        assert 'Opérateur · Conseiller' in words(definition)
        targets = [href for _, href in result.all_links('index')]
        assert targets.count('terms.html#term-agent') == 2

    def test_are_in_the_template_for_each_term_without_such_a_line(self, project):
        write(project, 'Text.', '', convglossary_extra_messages=['aliases'])
        messages = project.messages('terms')
        assert 'aliases: Agent' in messages
        assert 'aliases: Payment Link' not in messages
        assert 'forms: Agent' not in messages

    def test_mean_nothing_untranslated(self, project):
        write(project, 'Text.', '', convglossary_extra_messages=['aliases', 'sort'])
        result = project.build(language='fr')
        assert 'aliases:' not in result.text('terms')
        assert ('std:term', 'aliases: Agent') not in result.objects()
        assert 'aliases:' not in project.build().text('terms')

    def test_sort_a_term_in_its_language(self, project):
        write(
            project,
            '.. convglossary::\n   :entries: names',
            '',
            names={'sort: Agent': 'zzz'},
            convglossary_extra_messages=['sort'],
        )
        assert project.build(language='fr').names('index') == [
            'Payment Link',
            'Webhook',
            'Agent',
        ]


class TestACatalog:
    def test_that_is_fuzzy_is_not_used(self, project):
        write(project, 'Text.', '')
        project.translate(
            'fr', 'terms', FRENCH, fuzzy=['Agent', 'Pay Link · Checkout Link']
        )
        result = project.build(language='fr')
        assert words(result.entry('terms', 'term-agent').dfn) == 'Agent'
        assert 'Pay Link · Checkout Link' in result.text('terms')

    def test_of_another_document_names_no_term(self, project):
        write(project, 'Text.', '', names={})
        project.translate(
            'fr', 'index', {'Agent': 'Faux', 'PL': 'FX', 'Payment Link': 'X'}
        )
        result = project.build(language='fr')
        assert result.names('terms') == ['Payment Link', 'Agent', 'Webhook']
        assert 'FX' not in result.text('terms')

    def test_that_is_empty_is_survived(self, project):
        write(project, 'Text.', '', names={'Agent': '', 'PL': ''})
        assert 'Agent' in project.build(language='fr').names('terms')

    def test_that_is_broken_is_survived(self, project):
        write(project, 'Text.', '')
        folder = project.src / 'locales' / 'fr' / 'LC_MESSAGES'
        (folder / 'terms.po').unlink()
        (folder / 'terms.mo').write_bytes(b'no catalog at all')
        project.configure(gettext_auto_build=False)
        result = project.build(language='fr', expect=None)
        assert 'Agent' in result.names('terms')
        (warned,) = result.warnings
        assert warned.startswith('locales/fr/LC_MESSAGES/terms.mo:1: WARNING: ')
        assert warned.endswith(' [convglossary.catalog]')

    def test_of_the_configuration_that_is_broken_is_survived(self, project):
        write(project, 'Text.', '', names={})
        project.configure(
            gettext_auto_build=False, convglossary_categories={'ai': 'AI'}
        )
        folder = project.src / 'locales' / 'fr' / 'LC_MESSAGES'
        (folder / 'convglossary.mo').write_bytes(b'no catalog at all')
        result = project.build(language='fr', expect=None)
        assert 'Agent' in result.names('terms')
        (warned,) = result.warnings
        assert warned.startswith('locales/fr/LC_MESSAGES/convglossary.mo:1: WARNING: ')
        assert warned.endswith(' [convglossary.catalog]')

    def test_older_than_its_source_is_survived(self, project):
        names = {'A term of old': 'Un vieux', **FRENCH}
        write(project, 'Text.', '', names=names)
        assert 'Agent humain' in project.build(language='fr').names('terms')

    def test_with_broken_markup_is_survived(self, project):
        french = 'Voir :term-ref:`Agent, et *plus.'
        write(project, 'See :term-ref:`Agent`.', french)
        project.configure(suppress_warnings=['docutils', 'convglossary', 'i18n'])
        assert 'Home' in project.build(language='fr').text('index')

    def test_of_a_language_without_a_territory_serves_one_with(self, project):
        write(project, 'Text.', '')
        project.translate('pt', 'terms', {'Agent': 'Agente', 'PL': 'LP'})
        project.build(language='pt')  # Sphinx compiles those of its language alone.
        result = project.build(language='pt_BR')
        assert 'Agente' in result.names('terms')
        assert 'LP' in result.text('terms')

    def test_may_leave_a_word_as_it_is_for_all_of_its_territories(self, project):
        names = {'Agent': 'Agent', 'Pay Link · Checkout Link': 'Pay Link'}
        write(project, 'Text.', '', names={})
        project.translate('pt', 'terms', names)
        project.translate('pt_BR', 'terms', {'Webhook': 'Gancho'})
        project.build(language='pt')
        result = project.build(language='pt_BR')
        assert result.names('terms') == ['Payment Link', 'Agent', 'Gancho']
        entry = result.entry('terms', 'term-agent')
        assert entry.find(lang=True) is None
        aliases = result.definition('terms', 'term-payment-link').find(
            class_='convglossary-aliases'
        )
        assert words(aliases).endswith('Pay Link')
        assert aliases.find_all(string='Pay Link')[0].parent.get('lang') is None

    def test_means_no_message_with_a_context(self, project):
        write(project, 'Text.', '', names={}, convglossary_other_languages=True)
        project.translate('fr', 'terms', FRENCH)
        path = project.src / 'locales' / 'fr' / 'LC_MESSAGES' / 'terms.po'
        said = 'msgid "Agent"'
        catalog = path.read_text('utf-8')
        assert said in catalog
        path.write_text(catalog.replace(said, f'msgctxt "people"\n{said}'), 'utf-8')
        result = project.build()
        assert 'Lien de paiement' in result.text('terms')
        assert 'Agent humain' not in result.text('terms')
        assert 'Agent humain' not in project.build(language='fr').names('terms')

    def test_in_a_locale_that_babel_does_not_know_is_used(self, project):
        write(project, 'Text.', '')
        folder = project.src / 'locales'
        (folder / 'fr').rename(folder / 'xx_YY')
        project.configure(suppress_warnings=['i18n'])
        assert 'Agent humain' in project.build(language='xx_YY').names('terms')

    def test_may_serve_a_whole_folder(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   deep/terms\n',
                'deep/terms.rst': TERMS,
            },
            gettext_compact=True,
        )
        project.translate('fr', 'deep', FRENCH)
        result = project.build(language='fr')
        assert 'Lien de paiement' in result.names('deep/terms')
        assert 'LP · Lien de règlement' in result.text('deep/terms')


class TestWhatIsNotTranslated:
    """It is marked as text of the source language; interface words never are."""

    def languages(self, element):
        """Give the pieces of text with the language that each is marked with."""
        found = {}
        for text in element.find_all(string=True):
            if text.strip():
                up = next((p for p in text.parents if p.get('lang')), None)
                found[text.strip()] = up['lang'] if up else ''
        return found

    def page(self, project, names, language='fr', **conf):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n   :aliases: Alias\n   :abbreviation: Abb\n'
                '   :related: Two\n   :category: ai\n   :learn-more: https://example.org\n\n   Short.\n\n   * Item.\n\n   Long.\n\n'
                '.. convterm:: Two\n'
            },
            convglossary_categories={'ai': 'AI'},
            **conf,
        )
        project.translate(language, 'index', names)
        return project.build(language=language)

    def test_is_marked_part_by_part(self, project):
        result = self.page(project, {'Short.': 'Court.', 'Alias': 'Surnom'})
        said = self.languages(result.definition('index', 'term-one'))
        assert said['Court.'] == 'fr'
        assert said['Surnom'] == 'fr'
        assert said['Abb'] == said['Item.'] == said['Long.'] == said['Two'] == 'en'
        name = self.languages(result.entry('index', 'term-one').dfn)
        assert name == {'One': 'en'}

    def test_is_not_marked_where_it_is_translated(self, project):
        names = {
            'One': 'Un', 'Two': 'Deux', 'Alias': 'Surnom', 'Abb': 'Abr', 'Short.': 'Court.',
            'Item.': 'Point.', 'Long.': 'Longue.',
        }  # fmt: skip
        result = self.page(project, names)
        assert result.body('index').find(lang='en') is None

    def test_is_not_marked_in_the_source_language(self, project):
        result = self.page(project, {}, language='en')
        assert result.body('index').find(lang=True) is None

    def test_is_marked_with_the_language_that_the_sources_are_written_in(self, project):
        result = self.page(project, {}, convglossary_source_language='pt_BR')
        assert self.languages(result.entry('index', 'term-one').dfn) == {'One': 'pt-BR'}

    def test_leaves_interface_words_in_the_language_of_the_page(self, project):
        result = self.page(project, {})
        for label in result.body('index').find_all(class_='convglossary-label'):
            assert label.find_parent(lang='en') is None, label
        for link in result.body('index').find_all('a', class_='headerlink'):
            assert link.find_parent(lang='en') is None, link

    def test_has_the_direction_of_its_language(self, project):
        result = self.page(project, {}, language='ar')
        name = result.entry('index', 'term-one').dfn.find(string='One')
        marked = next(p for p in name.parents if p.get('lang'))
        assert (marked['lang'], marked.get('dir')) == ('en', 'ltr')

    def test_stands_in_a_list_that_is_laid_out_as_the_language_is_written(
        self, project
    ):
        arabic = self.page(project, {}, language='ar')
        entry = arabic.entry('index', 'term-one')
        assert entry.find_parent('dl').parent['dir'] == 'rtl'
        french = self.page(project, {}, language='fr')
        entry = french.entry('index', 'term-one')
        assert entry.find_parent(dir=True) is None


class TestInterfaceWords:
    PAGE = 'Home\n====\n\n.. convterm:: One\n   :aliases: Alias\n'

    @pytest.mark.parametrize(
        ('language', 'word'),
        [('en', 'Also known as'), ('fr', 'Aussi appelé'), ('xx', 'Also known as')],
    )
    def test_are_in_the_language_of_the_page(self, project, language, word):
        project.write({'index.rst': self.PAGE}, suppress_warnings=['i18n'])
        text = project.build(language=language).text('index')
        assert word in text

    @pytest.mark.parametrize(
        ('language', 'line'),
        [
            ('en', 'In other languages: German: Eins'),
            ('fr', 'Dans d’autres langues\xa0: allemand\xa0: Eins'),
            ('ja', '他の言語：ドイツ語：Eins'),
        ],
    )
    def test_end_in_the_colon_of_their_language(self, project, language, line):
        project.write({'index.rst': self.PAGE}, convglossary_other_languages=True)
        project.translate('de', 'index', {'One': 'Eins'})
        for builder in ('html', 'text'):
            result = project.build(builder, language=language)
            page = (
                result.definition('index', 'term-one').get_text()
                if builder == 'html'
                else result.file('index.txt')
            )
            assert line in page

    def test_before_a_citation_end_in_the_colon_of_their_language(self, project):
        project.write({'index.rst': f'{self.PAGE}\n.. convglossary::\n   :cite:\n'})
        french = project.build(language='fr').body('index').find(id='cite')
        assert french.strong.get_text() == 'Citation'
        assert french.p.get_text().startswith('Citation\xa0: ')

    def test_of_portuguese_serve_a_country_without_words_of_its_own(self, project):
        project.write({'index.rst': self.PAGE})
        european = project.build(language='pt').definition('index', 'term-one')
        african = project.build(language='pt_AO').definition('index', 'term-one')
        label = european.find(class_='convglossary-label')
        assert words(label) != 'Also known as:'
        assert words(african.find(class_='convglossary-label')) == words(label)

    def test_of_brazil_are_its_own(self, project):
        project.write({'index.rst': self.PAGE})
        brazilian = project.build(language='pt_BR').definition('index', 'term-one')
        label = words(brazilian.find(class_='convglossary-label'))
        assert label
        assert label != 'Also known as:'


def test_a_category_label_is_the_same_message_everywhere(project):
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. convglossary::\n   :entries: names\n\n'
            '.. convterm:: One\n   :category: ai\n\n:ref:`convglossary-ai`\n'
        },
        convglossary_categories={'ai': 'AI "so"'},
    )
    project.translate('fr', 'convglossary', {'AI "so"': 'IA "donc"'})
    result = project.build(language='fr')
    assert words(result.body('index').h2) == 'IA "donc"'
    assert result.links('index')['IA "donc"'] == '#category-ai'
    assert result.definition('index', 'term-one').get_text().count('IA "donc"') == 1


def test_two_languages_built_in_turn_do_not_mix(project):
    write(project, 'Text.', '')
    english = project.build().names('terms')
    french = project.build(language='fr').names('terms')
    assert english == ['Payment Link', 'Agent', 'Webhook']
    assert french == ['Lien de paiement', 'Agent humain', 'Webhook']
    assert project.build().names('terms') == english


def test_a_translated_build_with_two_processes_is_the_serial_one(project):
    write(project, 'See :term-ref:`Agent`.', 'Voir :term-ref:`Agent humain`.')
    project.write({f'p{n}.rst': f':orphan:\n\nP{n}\n===\n' for n in range(6)})
    serial = project.build(language='fr')
    parallel = project.build(language='fr', jobs=2, fresh=True)
    for docname in ('index', 'terms'):
        assert str(serial.body(docname)) == str(parallel.body(docname))
    assert serial.objects() == parallel.objects()


def test_a_reference_links_alike_in_every_language_of_the_alphabet(project):
    pages = {
        'ar': ('وكيل', 'انظر :term-ref:`وكيل`.'),
        'ja': ('エージェント', ':term-ref:`エージェント` を参照。'),
        'tr': ('İstemci', 'Bkz. :term-ref:`istemci`.'),
        'de': ('Straße', 'Siehe :term-ref:`STRASSE`.'),
    }
    project.write(
        {'index.rst': f'Home\n====\n\nSee :term-ref:`Agent`.\n\n{REST.term("Agent")}'}
    )
    for language, (name, sentence) in pages.items():
        messages = {'Agent': name, 'See :term-ref:`Agent`.': sentence}
        project.translate(language, 'index', messages)
        links = project.build(language=language).all_links('index')
        assert [href for _, href in links] == ['#term-agent'], language


def test_the_contents_of_a_page_with_a_listing_name_the_term_of_its_title(project):
    title = 'All about :term-ref:`Agent`'
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. toctree::\n   :hidden:\n\n   all\n   terms\n',
            'all.rst': f'{title}\n{"=" * 40}\n\n.. convglossary::\n',
            'terms.rst': 'Terms\n=====\n\n.. convterm:: Agent\n   :category: ai\n',
        },
        html_theme='alabaster',
        html_sidebars={'**': ['localtoc.html']},
        convglossary_categories={'ai': 'AI'},
    )
    project.translate('fr', 'terms', {'Agent': 'Assistant'})
    project.translate('fr', 'all', {title: 'Tout sur :term-ref:`Agent`'})
    page = project.build(language='fr').html('all')
    contents = page.find('div', class_='sphinxsidebar')
    assert words(contents.find('a', href='#')) == 'Tout sur Assistant'
    assert words(page.find('h1')).startswith('Tout sur Assistant')


def test_contents_within_a_page_name_the_terms_of_its_titles(project, syntax):
    heading = f'Of {syntax.ref("Rim")}'
    text = [
        '.. contents::' if syntax is REST else '~~~{contents}\n~~~',
        syntax.title(heading),
        syntax.term('Rim'),
    ]
    project.write_in(syntax, {'index': '\n\n'.join(text)})
    names = {heading: heading.replace('Of', 'De la')}
    for name in ('Jante', 'Anneau'):
        project.translate('fr', 'index', {**names, 'Rim': name})
        body = project.build(language='fr').body('index')
        assert words(body.find('ul')) == words(body.find('h1')) == f'De la {name}'


def test_a_title_says_again_what_was_written_when_its_term_is_gone(project):
    title = 'All about :term-ref:`Agent`'
    terms = 'Terms\n=====\n\n.. convterm:: Agent\n'
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. toctree::\n\n   page\n   terms\n',
            'page.rst': f'{title}\n{"=" * 40}\n',
            'terms.rst': terms,
        }
    )
    project.translate('fr', 'terms', {'Agent': 'Assistant'})
    project.translate('fr', 'page', {title: 'Tout sur :term-ref:`Agent`'})
    built = project.build(language='fr')
    assert (
        words(built.body('index').find('a', href='page.html')) == 'Tout sur Assistant'
    )
    project.write({'terms.rst': terms.replace('Agent', 'Other')})
    built = project.build(language='fr', expect=None)
    assert words(built.body('index').find('a', href='page.html')) == 'Tout sur Agent'


class TestWhatStandsInThePlaceOfAPicture:
    """An ``alt`` is in the language that it is in, whatever is around it."""

    PICTURE = (
        'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
    )

    def shown(self, project, syntax, block, french):
        text = f'{syntax.title("Home")}\n{syntax.term("Kiln", block)}'
        project.write_in(syntax, {'index': text})
        project.translate('fr', 'index', {'Kiln': 'Four', **french})
        result = project.build(language='fr')
        return result.definition('index', 'term-kiln')

    def language(self, picture):
        """Give the language that readers take it to be in."""
        return next(
            x['lang'] for x in [picture, *picture.parents] if x.has_attr('lang')
        )

    @pytest.mark.parametrize('caption', ['', 'A kiln.'])
    @pytest.mark.parametrize('alt', ['', 'Un four'])
    def test_is_marked_if_it_is_not_translated(self, project, syntax, alt, caption):
        name = 'figure' if caption else 'image'
        block = syntax.directive(name, self.PICTURE, {'alt': 'The kiln'}, caption)
        shown = self.shown(project, syntax, block, {'The kiln': alt})
        assert shown.img['alt'] == (alt or 'The kiln')
        assert self.language(shown.img) == ('fr' if alt else 'en')
        if caption:
            assert self.language(shown.find(string='A kiln.').parent) == 'en'

    def test_is_marked_in_a_translated_figure(self, project, syntax):
        block = syntax.directive('figure', self.PICTURE, {'alt': 'The kiln'}, 'A kiln.')
        shown = self.shown(project, syntax, block, {'A kiln.': 'Un four.'})
        assert self.language(shown.img) == 'en'
        assert self.language(shown.find(string='Un four.').parent) == 'fr'

    def test_is_marked_in_a_sentence_as_well(self, project):
        block = f'See |it| here.\n\nSee |it| there.\n\n.. |it| image:: {self.PICTURE}\n   :alt: The kiln\n'
        french = {'See |it| here.': 'Voir |it| ici.'}
        shown = self.shown(project, REST, block, french)
        assert [self.language(img) for img in shown.find_all('img')] == ['en', 'en']
        french |= {'The kiln': 'Le four'}
        shown = self.shown(project, REST, block, french)
        assert [self.language(img) for img in shown.find_all('img')] == ['fr', 'fr']
        assert self.language(shown.find(string='See ').parent) == 'en'


@pytest.mark.parametrize(
    'around', ['ifconfig:: True', 'ifconfig:: False', 'only:: html']
)
def test_what_may_be_taken_away_is_marked_by_what_is_in_it(project, around):
    """A class on a node that its extension takes away ends the build."""
    body = f'Mud.\n\n.. {around}\n\n   Red.\n\n   Or white.\n'
    project.use('sphinx.ext.ifconfig')
    project.write({'index.rst': f'Home\n====\n\n{REST.term("Clay", body)}'})
    project.translate('fr', 'index', {'Mud.': 'Boue.'})
    shown = project.build(language='fr').definition('index', 'term-clay')
    marked = [words(one) for one in shown.find_all('p', lang='en')]
    assert marked == ([] if 'False' in around else ['Red.', 'Or white.'])
