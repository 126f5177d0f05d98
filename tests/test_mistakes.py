"""A mistake is named with its place and a way out, and nothing else is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from projects import MYST, words

from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.problems import Problem

CATEGORIES = {'ai': 'Artificial intelligence', 'pay': 'Payment'}


@dataclass(frozen=True)
class Case:
    """A source with a mistake in it, and what is said of it."""

    problem: Problem
    #: What the author wrote; it begins in line 4 of ``index.rst``.
    source: str
    #: The warnings, without their type; ``index.rst:`` stands before a number.
    says: list[str]
    #: What is on the page nevertheless.
    shows: list[str] = field(default_factory=list)
    #: Values of ``conf.py``.
    conf: dict[str, Any] = field(default_factory=dict)
    #: Further documents.
    files: dict[str, str] = field(default_factory=dict)
    #: A message and its translation; then the build is French, and in what is said
    #: ``po:`` stands for the place of the message in its catalog.
    french: tuple[str, str] = ()


TERMS = '\n\n.. convterm:: Agent\n\n.. convterm:: Bot\n\n.. convterm:: Webhook\n'
ONE = 'See :term-ref:`Agent`.'
BOTH = 'See :term-ref:`Agent` and :term-ref:`Bot`.'

CASES = {
    'a term without a name': Case(
        Problem.NO_NAME,
        '.. convterm::\n   :id: x\n\n   A definition.\n',
        ['4: a convterm block has no name; write one: ".. convterm:: The name"'],
        ['A definition.'],
    ),
    'a term with nothing at all': Case(
        Problem.NO_NAME,
        '.. convterm::\n',
        ['4: a convterm block has no name; write one: ".. convterm:: The name"'],
    ),
    'a misspelt option of a term': Case(
        Problem.UNKNOWN_OPTION,
        '.. convterm:: One\n   :alias: Uno\n   :related: Two\n\n   A definition.\n\n.. convterm:: Two\n',
        [
            '4: unknown option "alias" of convterm "One" is ignored (did you mean "aliases"?)'
        ],
        ['A definition.', 'Related: Two'],
    ),
    'an option like no other': Case(
        Problem.UNKNOWN_OPTION,
        '.. convterm:: One\n   :qwxz: Uno\n\n   A definition.\n',
        ['4: unknown option "qwxz" of convterm "One" is ignored'],
        ['A definition.'],
    ),
    'a misspelt option of a listing': Case(
        Problem.UNKNOWN_OPTION,
        '.. convglossary::\n   :groupby: letter\n\n.. convterm:: One\n   :hidden:\n',
        [
            '4: unknown option "groupby" of convglossary is ignored (did you mean "group-by"?)'
        ],
        ['One'],
    ),
    'an option without a value': Case(
        Problem.OPTION_VALUE,
        '.. convterm:: One\n   :aliases:\n   :id:\n   :learn-more:\n   :related: ·\n\n   A definition.\n',
        [
            f'4: option "{option}" of convterm "One": it is empty, and ignored'
            for option in ('aliases', 'id', 'learn-more', 'related')
        ],
        ['A definition.'],
    ),
    'a flag with a value': Case(
        Problem.OPTION_VALUE,
        '.. convterm:: One\n   :hidden: no\n\n.. convglossary::\n',
        ['4: option "hidden" of convterm "One": it takes no value; "no" is ignored'],
        ['One'],
    ),
    'an id that is no anchor': Case(
        Problem.OPTION_VALUE,
        '.. convterm:: One two\n   :id: a "b"\n\n   A definition.\n\n:term-ref:`one-two`\n',
        [
            '4: option "id" of convterm "One two": "a "b"" has signs that an anchor '
            'cannot have; "one-two" is used'
        ],
        ['A definition.'],
    ),
    'a grouping that does not exist': Case(
        Problem.OPTION_VALUE,
        '.. convglossary::\n   :group-by: size\n\n.. convterm:: One\n',
        [
            '4: option "group-by" of convglossary: it can be category, letter, none, not '
            '"size"; category is used'
        ],
        ['One'],
    ),
    'entries that do not exist': Case(
        Problem.OPTION_VALUE,
        '.. convglossary::\n   :entries: some\n\n.. convterm:: One\n',
        [
            '4: option "entries" of convglossary: it can be full, summary, names, not '
            '"some"; full is used'
        ],
        ['One'],
    ),
    'signs that no page can carry': Case(
        Problem.UNPRINTABLE,
        '.. convterm:: O\x07ne\n   :aliases: U\u202eno\n\n   A defi\x1bnition.\n',
        [
            '4: convterm "One" has signs that no page can carry (U+0007, U+202E, U+001B); '
            'they are left out'
        ],
        ['One Also known as: Uno A definition.'],
    ),
    'a reference with such signs': Case(
        Problem.UNPRINTABLE,
        '.. convterm:: One\n\nSee :term-ref:`O\x07ne`.\n',
        [
            '6: the reference "One" has signs that no page can carry (U+0007); they are '
            'left out'
        ],
        ['See One.'],
    ),
    'a translation with such signs': Case(
        Problem.UNPRINTABLE,
        '.. convterm:: One\n',
        [
            'po: the translation of "One" has signs that no page can carry (U+0007); '
            'they are left out'
        ],
        ['Un'],
        french=('One', 'U\x07n'),
    ),
    'former ids that are no anchors': Case(
        Problem.OPTION_VALUE,
        '.. convterm:: One\n   :previously: uno · "><b>\n',
        [
            '4: option "previously" of convterm "One": ""><b>" has signs that an anchor '
            'cannot have; it is ignored'
        ],
        ['One'],
    ),
    'a listing with content': Case(
        Problem.CONTENT,
        '.. convglossary::\n\n   Some text.\n\n.. convterm:: One\n',
        [
            '4: the content of convglossary is ignored: it lists the terms that convterm '
            'blocks define'
        ],
        ['One'],
    ),
    'a category of a term that does not exist': Case(
        Problem.UNKNOWN_CATEGORY,
        '.. convterm:: One\n   :category: payment\n\n   A definition.\n\n.. convglossary::\n',
        [
            '4: convterm "One" has the unknown category "payment" (did you mean "pay"?); '
            'categories are the keys of convglossary_categories in conf.py'
        ],
        ['A definition.'],
    ),
    'a category of a listing that does not exist': Case(
        Problem.UNKNOWN_CATEGORY,
        '.. convglossary::\n   :categories: pay · nothing\n\n.. convterm:: One\n   :category: pay\n',
        [
            '4: convglossary has the unknown category "nothing"; categories are the keys '
            'of convglossary_categories in conf.py'
        ],
        ['Payment'],
    ),
    'an id that is taken': Case(
        Problem.DUPLICATE_ID,
        '.. convterm:: One\n   :id: x\n\n   First.\n\n.. convterm:: Two\n   :id: x\n\n   Second.\n',
        [
            '9: term "Two" has the id "x" of "One" at index.rst:4; give one of them '
            'another with ":id:"'
        ],
        ['First.', 'Second.'],
    ),
    'a name that is taken': Case(
        Problem.DUPLICATE_NAME,
        '.. convterm:: One\n\n   First.\n\n.. convterm:: One\n\n   Second.\n',
        [
            '8: term "One" is defined at index.rst:4 already; remove one of them, or give '
            'both an ":id:" if they are two concepts with one name'
        ],
        ['First.', 'Second.'],
    ),
    'a relation to nothing': Case(
        Problem.UNKNOWN_RELATION,
        '.. convterm:: One\n   :related: Webhok · Qwxz\n   :broader: Qwxz\n\n   A definition.\n\n.. convterm:: Webhook\n',
        [
            '4: option "related" of term "One" names "Webhok", which is no term (did you '
            'mean "Webhook"?)',
            '4: option "related" of term "One" names "Qwxz", which is no term',
            '4: option "broader" of term "One" names "Qwxz", which is no term',
        ],
        ['A definition.', 'Related: Webhok · Qwxz'],
    ),
    'a relation to itself': Case(
        Problem.RELATION_TO_ITSELF,
        '.. convterm:: One\n   :aliases: Uno\n   :narrower: Uno\n\n   A definition.\n',
        ['4: option "narrower" of term "One" names the term itself; remove "Uno"'],
        ['A definition.'],
    ),
    'a relation to one of two': Case(
        Problem.AMBIGUOUS_TERM,
        '.. convterm:: One\n   :related: x\n\n.. convterm:: Two\n   :aliases: x\n\n.. convterm:: Three\n   :aliases: x\n',
        [
            '4: "x" may be any of "two" (index.rst:7), "three" (index.rst:10); it is taken '
            'as "three": refer to the one you mean by its id'
        ],
        ['Related: Three'],
    ),
    'a reference to nothing': Case(
        Problem.UNKNOWN_TERM,
        'See :term-ref:`Webhok`.\n\n.. convterm:: Webhook\n',
        ['4: no term is called "Webhok" (did you mean "Webhook"?)'],
        ['See Webhok.'],
    ),
    'a reference to one of two': Case(
        Problem.AMBIGUOUS_TERM,
        'See :term-ref:`x`.\n\n.. convterm:: Two\n   :aliases: x\n\n.. convterm:: Three\n   :aliases: x\n',
        [
            '4: "x" may be any of "two" (index.rst:6), "three" (index.rst:9); it is taken '
            'as "three": refer to the one you mean by its id'
        ],
        ['See x.'],
    ),
    'a reference by a wording to avoid': Case(
        Problem.DEPRECATED_WORDING,
        'See :term-ref:`Uno`.\n\n.. convterm:: One\n   :deprecated: Uno\n',
        ['4: "Uno" is a wording to avoid; write "One"'],
        ['See Uno.'],
    ),
    'a listing of nothing': Case(
        Problem.EMPTY_LISTING,
        '.. convglossary::\n   :categories: pay\n\n.. convterm:: One\n',
        ['4: this convglossary lists nothing: it has no terms to show'],
        ['One'],
    ),
    'a listing of categories that do not exist': Case(
        Problem.EMPTY_LISTING,
        '.. convglossary::\n   :categories: qwxz\n\n.. convterm:: One\n',
        [
            '4: convglossary has the unknown category "qwxz"; categories are the keys '
            'of convglossary_categories in conf.py [convglossary.unknown_category]',
            '4: this convglossary lists nothing: none of its categories exists',
        ],
        ['One'],
    ),
    'a map of nothing': Case(
        Problem.EMPTY_MAP,
        '.. convmap:: One\n\n.. convterm:: One\n',
        ['4: this convmap shows nothing: nothing is related to the term "One"'],
        ['One'],
    ),
    'a map without Graphviz': Case(
        Problem.NO_PICTURE,
        '.. convmap::\n\n.. convterm:: One\n   :related: Two\n\n.. convterm:: Two\n',
        [
            '4: relations are listed and not drawn: add "sphinx.ext.graphviz" to the '
            'extensions in conf.py'
        ],
        ['One Related: Two'],
    ),
    'a hidden term that nothing lists': Case(
        Problem.NO_HOME,
        '.. convterm:: One\n   :hidden:\n\nSee :term-ref:`One`.\n',
        [
            '4: term "One" is hidden and nothing lists it, so references to it are plain '
            'text; add a ".. convglossary::" with full entries, or a page to '
            'convglossary_pages'
        ],
        ['See One.'],
    ),
    'a page whose name is taken': Case(
        Problem.PAGE,
        '.. toctree::\n\n   mine\n\n.. convterm:: One\n',
        [
            'conf: convglossary_pages: the file "mine.rst" is used for the page "mine"; '
            'rename one of them'
        ],
        ['One', 'My page'],
        conf={'convglossary_pages': {'mine': {}}},
        files={'mine.rst': 'My page\n=======\n'},
    ),
    'an address that runs code': Case(
        Problem.ADDRESS,
        '.. convterm:: One\n   :learn-more: javascript:alert(1)\n\n   A definition.\n',
        [
            '4: the address "javascript:alert(1)" of term "One" is shown as text: links '
            'lead to http, https and mailto addresses, documents and paths of the site'
        ],
        ['A definition.', 'Learn more: javascript:alert(1)'],
    ),
    'a page of a category that does not exist': Case(
        Problem.UNKNOWN_CATEGORY,
        '.. toctree::\n\n   all\n\n.. convterm:: One\n',
        [
            'conf: page "all" of convglossary_pages has the unknown category "bots"; '
            'categories are the keys of convglossary_categories in conf.py'
        ],
        ['One'],
        conf={'convglossary_pages': {'all': {'categories': 'bots'}}},
    ),
    'a block within a block': Case(
        Problem.NESTED,
        '.. convterm:: One\n\n   First.\n\n   .. convterm:: Two\n\n      Inner.\n\n   Last.\n',
        [
            '4: convterm "One" contains another block, which is shown after it; end its '
            'definition before'
        ],
        ['One First. Last. Two Inner.'],
    ),
    'a listing within a block': Case(
        Problem.NESTED,
        '.. convterm:: One\n\n   First.\n\n   .. convglossary::\n\n   Last.\n',
        [
            '4: convterm "One" contains another block, which is left out; end its '
            'definition before'
        ],
        ['One First. Last.'],
    ),
    'a translation that lost a reference': Case(
        Problem.LOST_REFERENCE,
        BOTH + TERMS,
        ['po: the translation has no reference to "Bot", the original has'],
        ['Voir Agent.'],
        french=(BOTH, 'Voir :term-ref:`Agent`.'),
    ),
    'a translation with a reference of its own': Case(
        Problem.ADDED_REFERENCE,
        ONE + TERMS,
        ['po: the translation refers to "Bot", the original does not'],
        ['Voir Agent et Bot.'],
        french=(ONE, 'Voir :term-ref:`Agent` et :term-ref:`Bot`.'),
    ),
    'a translation that refers to another term': Case(
        Problem.OTHER_REFERENCE,
        ONE + TERMS,
        ['po: "bot" leads to "Bot", where the original refers to "Agent"'],
        ['Voir bot.'],
        french=(ONE, 'Voir :term-ref:`bot`.'),
    ),
    'a translation that refers to nothing': Case(
        Problem.UNKNOWN_TRANSLATION,
        ONE + TERMS,
        ['po: no term is called "Webhok" (did you mean "Webhook"?)'],
        ['Voir Agent et Webhok.'],
        french=(ONE, 'Voir :term-ref:`Agent` et :term-ref:`Webhok`.'),
    ),
    'a translation that may refer to either of two': Case(
        Problem.UNKNOWN_TRANSLATION,
        BOTH + TERMS,
        ['po: no term is called "un"; the original refers to "Agent", "Bot"'],
        ['Voir un.'],
        french=(BOTH, 'Voir :term-ref:`un`.'),
    ),
    'a definition without a blank line after the options': Case(
        Problem.OPTION_BLOCK,
        '.. convterm:: One\n   :aliases: Uno\n   The first.\n\n   Of all.\n',
        [
            '4: the options of convterm "One": put a blank line before "The first."',
        ],
        ['One Also known as: Uno The first. Of all.'],
    ),
    'an option that is there twice': Case(
        Problem.OPTION_BLOCK,
        '.. convterm:: One\n   :aliases: Uno\n   :aliases: Eins\n\n   The first.\n',
        [
            '4: the options of convterm "One": "aliases" is there twice; the first counts'
        ],
        ['One Also known as: Uno The first.'],
    ),
    'a definition without a blank line before it': Case(
        Problem.LONG_NAME,
        '.. convterm:: One\n   The first.\n',
        [
            '4: the name of this convterm has 2 lines, "One The first."; if the '
            'definition begins there, put a blank line before it'
        ],
        ['One The first.'],
    ),
    'commas between related terms': Case(
        Problem.UNKNOWN_RELATION,
        '.. convterm:: One\n   :related: Agent, Bot\n\n   The first.\n' + TERMS,
        [
            '4: option "related" of term "One" names "Agent, Bot", which is no term; '
            'separate items with "·" or ";", not with a comma'
        ],
        ['Agent'],
    ),
    'a language that is none': Case(
        Problem.OPTION_VALUE,
        '.. convterm:: One\n   :locales: german · fr\n\n   The first.\n',
        [
            '4: option "locales" of convterm "One": "german" is no language code; it '
            'is ignored'
        ],
        ['One'],
    ),
    'a translation that lost a backtick': Case(
        Problem.BROKEN_REFERENCE,
        BOTH + TERMS,
        [
            'po: the markup of "agent <Agent>)" is broken; it is `text <target>`, '
            'with nothing behind the ">"'
        ],
        ['Voir agent) et bot.'],
        french=(BOTH, 'Voir :term-ref:`agent <Agent>)` et :term-ref:`bot <Bot>`.'),
    ),
    'a translation whose references are paired': Case(
        Problem.PAIRED_REFERENCES,
        BOTH + TERMS,
        [
            'po: no terms are called "un", "deux"; they are taken as "Agent", "Bot", in '
            'the order of the original; write `text <name>` to be sure'
        ],
        ['Voir un et deux.'],
        french=(BOTH, 'Voir :term-ref:`un` et :term-ref:`deux`.'),
    ),
    'terms that are broader than each other': Case(
        Problem.EXPORT,
        '.. convterm:: One\n   :broader: Two\n\n.. convterm:: Two\n   :broader: One\n',
        [
            '7: the relation "broader" of term "Two" to "One" is left out of '
            'glossary.ttl: it closes a circle; remove one of them'
        ],
        ['One Broader: Two Two Broader: One'],
        conf={'convglossary_exports': ['skos']},
    ),
    'terms that are related and broader': Case(
        Problem.EXPORT,
        '.. convterm:: One\n   :broader: Two\n\n.. convterm:: Two\n   :related: One\n',
        [
            '7: the relation "related" of term "Two" to "One" is left out of '
            'glossary.ttl: one of the two is broader than the other; remove one of them'
        ],
        ['One Broader: Two Two Related: One'],
        conf={'convglossary_exports': ['skos']},
    ),
    'the export of another project that is not there': Case(
        Problem.INVENTORY,
        'Text.',
        [
            'conf: the glossary "handbook" of convglossary_inventories: handbook.json '
            'cannot be had (No such file or directory); its terms are not known'
        ],
        ['Text.'],
        conf={
            'convglossary_inventories': {
                'handbook': ('https://handbook.example/', 'handbook.json')
            }
        },
    ),
    'a configuration value of another type': Case(
        Problem.CONFIG,
        '.. convterm:: One\n',
        [
            'conf: convglossary_pages must be a dict of document names and options, not '
            "['glossary']; the default ({}) is used instead"
        ],
        ['One'],
        conf={'convglossary_pages': ['glossary']},
    ),
}


@pytest.mark.parametrize('name', CASES)
def test_the_mistake_is_named_and_the_page_is_there(project, name):
    case = CASES[name]
    project.write(
        {
            'index.rst': f'Home\n====\n\n{case.source}\nThe last words.\n',
            **case.files,
        },
        **{'convglossary_categories': CATEGORIES, **case.conf},
    )
    places = {}
    for option in ('convglossary_pages', 'convglossary_inventories'):
        if option in case.conf:
            places['conf'] = project.line_of(option)
    if case.french:
        message, translation = case.french
        project.translate('fr', 'index', {message: translation})
        places['po'] = project.place('fr', 'index', message)
    expect = []
    for said in case.says:
        place, _, text = said.partition(': ')
        place = places.get(place, f'index.rst:{place}')
        kind = '' if said.endswith(']') else f' [convglossary.{case.problem.subtype}]'
        expect.append(f'{place}: WARNING: {text}{kind}')
    language = 'fr' if case.french else 'en'
    text = project.build(language=language, expect=expect).text('index')
    for shown in (*case.shows, 'The last words.'):
        assert shown in text


def test_a_damaged_catalog_is_named_and_its_compiled_form_is_used(project):
    project.write({'index.rst': f'Home\n====\n\n{ONE}{TERMS}'})
    project.translate('fr', 'index', {ONE: 'Voir :term-ref:`Bot`.'})
    warning = '"Bot" leads to "Bot", where the original refers to "Agent"'
    kind = '[convglossary.other_reference]'
    place = project.place('fr', 'index', ONE)
    project.build(language='fr', expect=[f'{place}: WARNING: {warning} {kind}'])
    catalog = project.src / 'locales' / 'fr' / 'LC_MESSAGES' / 'index.po'
    catalog.write_bytes(b'msgid "\xff"\nmsgstr ""\n')
    project.configure(gettext_auto_build=False)
    result = project.build(
        language='fr',
        fresh=True,
        expect=[
            'locales/fr/LC_MESSAGES/index.po:1: WARNING: the catalog cannot be read '
            "('utf-8' codec can't decode byte 0xff in position 7: invalid start byte); "
            'messages in it have no place [convglossary.catalog]',
            f'index.rst:4: WARNING: {warning} {kind}',
        ],
    )
    assert 'Voir Bot.' in result.text('index')


def test_a_language_with_too_little_translated_is_named_in_the_report(project):
    project.write({'index.rst': f'Home\n====\n\n{ONE}{TERMS}'})
    project.translate('fr', 'index', {'Nothing of it': 'Rien'})
    project.configure(convglossary_required_coverage={'fr': 0.9})
    place = project.line_of('convglossary_required_coverage')
    project.build(
        'convglossary',
        expect=[
            f'{place}: WARNING: 0% of the glossary is translated into "fr", and '
            'convglossary_required_coverage wants 90%; the report names the gaps '
            '[convglossary.coverage]'
        ],
    )


def test_every_problem_has_a_case():
    seen = {case.problem for case in CASES.values()}
    # These have tests of their own.
    above = {Problem.CATALOG, Problem.COVERAGE, Problem.READ_TWICE}
    above |= {Problem.UNWRITTEN, Problem.TAKEN}
    assert seen | above == set(Problem)


def test_every_problem_has_a_subtype_of_its_own_and_a_help():
    assert len({problem.subtype for problem in Problem}) == len(Problem)
    for problem in Problem:
        assert problem.message
        assert problem.help.endswith('.'), problem
        assert not problem.message[0].isupper(), problem


@pytest.mark.parametrize('name', CASES)
def test_the_mistake_may_be_suppressed(project, name):
    case = CASES[name]
    project.write(
        {'index.rst': f'Home\n====\n\n{case.source}\n', **case.files},
        suppress_warnings=['convglossary'],
        **{'convglossary_categories': CATEGORIES, **case.conf},
    )
    assert 'Home' in project.build('text').file('index.txt')


def test_a_definition_after_a_lost_blank_line_keeps_its_lines(project):
    text = '   Text :qwertz:`x`.\n\n   More :asdf:`x`.\n'
    project.write(
        {'index.rst': f'Home\n====\n\n.. convterm:: One\n   :aliases: Uno\n{text}'},
        suppress_warnings=['convglossary.option_block'],
    )
    project.build(
        expect=[
            'index.rst:6: ERROR: Unknown interpreted text role "qwertz". [docutils]',
            'index.rst:8: ERROR: Unknown interpreted text role "asdf". [docutils]',
        ]
    )


class TestInMarkdown:
    def build(self, project, source, expect):
        project.write_in(MYST, {'index': f'# Home\n\n{source}\nThe last words.\n'})
        result = project.build(expect=expect)
        assert 'The last words.' in result.text('index')
        return result

    def test_a_misspelt_option_keeps_its_block(self, project):
        result = self.build(
            project,
            MYST.term('One', 'A definition.', alias='Uno'),
            [
                'index.md:3: WARNING: unknown option "alias" of convterm "One" is ignored '
                '(did you mean "aliases"?) [convglossary.unknown_option]'
            ],
        )
        assert 'A definition.' in result.text('index')

    def test_a_term_without_a_name_keeps_its_text(self, project):
        result = self.build(
            project,
            MYST.term('', 'A definition.'),
            [
                'index.md:3: WARNING: a convterm block has no name; write one: '
                '".. convterm:: The name" [convglossary.no_name]'
            ],
        )
        assert 'A definition.' in result.text('index')

    def test_what_is_wrong_in_a_definition_has_its_line(self, project):
        self.build(
            project,
            MYST.term('One', 'Text.\n\nMore {qwertz}`x`.', aliases='Uno', sort='O'),
            [
                'index.md:9: WARNING: Unknown interpreted text role "qwertz". '
                '[myst.role_unknown]'
            ],
        )

    def test_a_reference_to_nothing_has_its_line(self, project):
        self.build(
            project,
            'See {term-ref}`Nothing`.\n',
            [
                'index.md:3: WARNING: no term is called "Nothing" [convglossary.unknown_term]'
            ],
        )


WRONG_VALUES = [
    (
        'convglossary_source_language',
        None,
        "must be a language code such as 'en', not None",
    ),
    ('convglossary_source_language', 7, "must be a language code such as 'en', not 7"),
    (
        'convglossary_source_language',
        ' ',
        "must be a language code such as 'en', not ' '",
    ),
    (
        'convglossary_categories',
        ['ai'],
        "must be a dict of keys and labels, not ['ai']",
    ),
    (
        'convglossary_pages',
        'glossary',
        "must be a dict of document names and options, not 'glossary'",
    ),
    (
        'convglossary_learn_more_base',
        None,
        "must be an address such as 'https://example.org/', not None",
    ),
    ('convglossary_inverse_relations', 'no', "must be True or False, not 'no'"),
    ('convglossary_local_text', 0, 'must be True or False, not 0'),
    ('convglossary_cards', 'all', "must be True or False, not 'all'"),
    ('convglossary_other_languages', 'fr', "must be True or False, not 'fr'"),
    ('convglossary_used_in', 'yes', "must be True or False, not 'yes'"),
    ('convglossary_expand_first', None, 'must be True or False, not None'),
    (
        'convglossary_citation',
        'Us',
        "must be a dict of what a citation says, not 'Us'",
    ),
    (
        'convglossary_sites',
        'https://x.example',
        "must be a dict of languages and addresses, not 'https://x.example'",
    ),
    (
        'convglossary_inventories',
        ['https://x.example'],
        "must be a dict of keys and pairs, not ['https://x.example']",
    ),
    (
        'convglossary_required_coverage',
        0.5,
        'must be a dict of languages and shares, not 0.5',
    ),
    ('convglossary_extra_messages', 'aliases', "must be a list, not 'aliases'"),
    ('convglossary_exports', 'json', "must be a list, not 'json'"),
    ('convglossary_exports', {'json': True}, "must be a list, not {'json': True}"),
]


@pytest.mark.parametrize(('option', 'value', 'reason'), WRONG_VALUES)
def test_a_wrong_configuration_value_is_named_and_its_default_is_used(
    project, option, value, reason
):
    default = next(one.default for one in OPTIONS if one.name == option)
    project.write({'index.rst': 'Home\n====\n\n.. convterm:: One\n\n:term-ref:`One`\n'})
    project.configure(**{option: value})
    result = project.build(
        expect=[
            f'{project.line_of(option)}: WARNING: {option} {reason}; the default '
            f'({default!r}) is used instead [convglossary.config]'
        ]
    )
    assert result.links('index') == {'One': '#term-one'}


#: Each beside others that are right, which stay.
WRONG_ENTRIES = [
    ('convglossary_categories', {1: 'AI'}, 'has a key that is no text: 1'),
    ('convglossary_categories', {'ai': None}, "has no label for the key 'ai'"),
    ('convglossary_categories', {'ai': ''}, "has no label for the key 'ai'"),
    (
        'convglossary_pages',
        {'../out': {}},
        "has a page with an impossible document name: '../out'",
    ),
    (
        'convglossary_pages',
        {'/etc/x': {}},
        "has a page with an impossible document name: '/etc/x'",
    ),
    ('convglossary_pages', {'': {}}, "has a page with an impossible document name: ''"),
    ('convglossary_pages', {3: {}}, 'has a page with an impossible document name: 3'),
    ('convglossary_pages', {'a': None}, "must have a dict of options for the page 'a'"),
    (
        'convglossary_pages',
        {'a': {'titel': 'A'}},
        "has the unknown option 'titel' of 'a' (known: title, categories, group-by, entries, cite, filter)",
    ),
    (
        'convglossary_pages',
        {'a': {'group-by': 'size'}},
        "has a wrong option of 'a': group-by must be one of category, letter, none, not 'size'",
    ),
    (
        'convglossary_pages',
        {'a': {'entries': ['full']}},
        "has a wrong option of 'a': entries must be one of full, summary, names, not ['full']",
    ),
    (
        'convglossary_pages',
        {'a': {'title': ''}},
        "has a wrong option of 'a': title must be a text, not ''",
    ),
    (
        'convglossary_pages',
        {'a': {'categories': 7}},
        "has a wrong option of 'a': categories must be a key or a list of keys, not 7",
    ),
    (
        'convglossary_sites',
        {'en': 'javascript:alert(1)'},
        "must have an http or https address for 'en', not 'javascript:alert(1)'",
    ),
    (
        'convglossary_sites',
        {'en': None},
        "must have an http or https address for 'en', not None",
    ),
    (
        'convglossary_citation',
        {'authors': 'Us'},
        "has the unknown key 'authors' (known: author, title, version, date, publisher, url, entries)",
    ),
    (
        'convglossary_citation',
        {'author': {'name': 'Us'}},
        "must have a name, or a list of names for 'author', not {'name': 'Us'}",
    ),
    (
        'convglossary_citation',
        {'author': []},
        "must have a name, or a list of names for 'author', not []",
    ),
    (
        'convglossary_citation',
        {'date': '20.11.2026'},
        "must have a date such as '2026-11-20', '2026-11' or '2026' for 'date', not '20.11.2026'",
    ),
    (
        'convglossary_citation',
        {'url': 'javascript:alert(1)'},
        "must have an http or https address for 'url', not 'javascript:alert(1)'",
    ),
    (
        'convglossary_citation',
        {'title': ' '},
        "must have a text for 'title', not ' '",
    ),
    (
        'convglossary_citation',
        {'entries': 'yes'},
        "must have True or False for 'entries', not 'yes'",
    ),
    (
        'convglossary_required_coverage',
        {'fr': 90},
        "must have a share from 0 to 1 for 'fr', not 90",
    ),
    (
        'convglossary_required_coverage',
        {'fr': True},
        "must have a share from 0 to 1 for 'fr', not True",
    ),
    (
        'convglossary_exports',
        ['csv', 'xml'],
        "can have json, jsonld, skos, tbx, omegat, csv, markdown, not 'xml'",
    ),
    (
        'convglossary_exports',
        [['json'], 'csv'],
        "can have json, jsonld, skos, tbx, omegat, csv, markdown, not ['json']",
    ),
    (
        'convglossary_extra_messages',
        ['alias'],
        "can have aliases, forms, sort, not 'alias'",
    ),
    (
        'convglossary_extra_messages',
        [['aliases']],
        "can have aliases, forms, sort, not ['aliases']",
    ),
]


@pytest.mark.parametrize(('option', 'value', 'reason'), WRONG_ENTRIES)
def test_a_wrong_entry_of_a_configuration_value_is_named_and_left_out(
    project, option, value, reason
):
    project.write({'index.rst': 'Home\n====\n\n.. convterm:: One\n\n:term-ref:`One`\n'})
    # A page of which one option is wrong is a page.
    project.configure(suppress_warnings=['toc.not_included'], **{option: value})
    result = project.build(
        expect=[
            f'{project.line_of(option)}: WARNING: {option} {reason}; that entry is not '
            'used [convglossary.config]'
        ]
    )
    assert result.links('index') == {'One': '#term-one'}


def test_every_configuration_value_can_be_wrong():
    assert {option for option, _, _ in WRONG_VALUES} == {one.name for one in OPTIONS}


def test_a_value_that_is_wrong_stays_wrong_in_the_next_build(project):
    project.write({'index.rst': 'Home\n====\n\n.. convterm:: One\n'})
    project.configure(convglossary_categories=['ai'])
    warning = (
        f'{project.line_of("convglossary_categories")}: WARNING: convglossary_categories '
        "must be a dict of keys and labels, not ['ai']; the default ({}) is used instead "
        '[convglossary.config]'
    )
    project.build(expect=[warning])
    again = project.build(expect=[warning])
    assert again.read == [], 'nothing but the warning'


def test_a_switch_may_be_set_on_the_command_line(project):
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. convterm:: One\n   :related: Two\n\n.. convterm:: Two\n'
        }
    )
    result = project.build(convglossary_inverse_relations='1')
    assert words(result.definition('index', 'term-two')) == 'Related: One'


class TestMistakesOfTheWholeGlossary:
    def test_name_the_second_block_by_document_and_line(self, project):
        term = 'X\n=\n\n.. convterm:: One\n'
        others = {f'p{n}.rst': f':orphan:\n\nP\n=\n\nText {n}.\n' for n in range(6)}
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   z\n   a\n',
                'a.rst': term,
                'z.rst': term,
                **others,
            }
        )
        expect = [
            'z.rst:4: WARNING: term "One" is defined at a.rst:4 already; remove one of '
            'them, or give both an ":id:" if they are two concepts with one name '
            '[convglossary.duplicate_name]'
        ]
        for jobs in (1, 2):
            result = project.build(jobs=jobs, fresh=True, expect=expect)
            assert result.entry('a', 'term-one') is not None
            assert result.entry('z', 'term-one-2') is not None

    def test_are_named_again_in_a_build_that_reads_nothing_of_them(self, project):
        term = ':orphan:\n\nX\n=\n\n.. convterm:: One\n'
        project.write({'index.rst': 'Home\n====\n', 'a.rst': term, 'z.rst': term})
        warning = (
            'z.rst:6: WARNING: term "One" is defined at a.rst:6 already; remove one of '
            'them, or give both an ":id:" if they are two concepts with one name '
            '[convglossary.duplicate_name]'
        )
        project.build(expect=[warning])
        project.write({'index.rst': 'Home\n====\n\nNew.\n'})
        project.build(expect=[warning])

    def test_are_gone_when_they_are_mended(self, project):
        term = ':orphan:\n\nX\n=\n\n.. convterm:: One\n'
        project.write({'index.rst': 'Home\n====\n', 'a.rst': term, 'z.rst': term})
        with pytest.raises(AssertionError, match='duplicate_name'):
            project.build()
        project.remove('a.rst')
        result = project.build()
        assert words(result.entry('z', 'term-one').dfn) == 'One'

    @pytest.mark.parametrize(
        'blocks',
        [
            '.. convterm:: Bank\n   :id: river-bank\n\n.. convterm:: Bank\n   :id: money-bank\n',
            '.. convterm:: Internet\n\n.. convterm:: internet\n',
        ],
        ids=['homonyms', 'names that differ in case alone'],
    )
    def test_are_not(self, project, blocks):
        project.write({'index.rst': f'Home\n====\n\n{blocks}'})
        assert len(project.build().names('index')) == 2

    def test_are_not_equal_translations(self, project):
        project.write(
            {'index.rst': 'Home\n====\n\n.. convterm:: One\n\n.. convterm:: Two\n'}
        )
        project.translate('fr', 'index', {'One': 'Un', 'Two': 'Un'})
        assert project.build(language='fr').names('index') == ['Un', 'Un']


@pytest.mark.parametrize(
    'source',
    [
        '.. convterm:: \\ \n',
        '.. convterm:: ``\n',
        '.. convterm:: |x|\n',
        '.. convterm:: :term-ref:`One`\n',
        '.. convterm:: One [#]_\n',
        '.. convterm:: `a <b>`_\n',
        '.. convterm:: {0} %s %(x)s\n   :aliases: {1} · %d\n   :related: {2}\n',
        '.. convterm:: One\n   :previously: one · one · \\\n',
        '.. convterm:: One\n   :locales: !\n',
        '.. convterm:: One\n   :locales: ! · ,\n   :category: {x}\n',
        '.. convterm:: One\n\n   .. convterm:: Two\n\n      Within.\n',
        '.. convterm:: One\n\n   .. convglossary::\n',
        '.. convterm:: One\n   :hidden:\n\n   .. convglossary::\n\n.. convglossary::\n',
        '.. convglossary:: argument\n',
        '.. only:: ((\n\n   .. convterm:: One\n',
        '.. convterm:: One\n   :id: ../../x\n',
        '.. convterm:: \x07\n',
        f'.. convterm:: {"x" * 5000}\n',
        '.. convterm:: One\n\n   Sub\n   ---\n\n   Text.\n',
    ],
)
@pytest.mark.parametrize('builder', ['html', 'text', 'gettext'])
def test_no_source_whatever_stops_the_build(project, source, builder):
    project.write({'index.rst': f'Home\n====\n\n{source}\n\nThe last words.\n'})
    result = project.build(builder, expect=None)
    name = {'html': 'index.html', 'text': 'index.txt', 'gettext': 'index.pot'}[builder]
    assert 'The last words.' in result.file(name)
