"""Definitions as plain text, in every language, with references by concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import MYST

from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.markup import Syntax, plain_text
from sphinxcontrib_convglossary.registry import State

if TYPE_CHECKING:
    from projects import Project

HSM = 'An approved message, sent by a :term-ref:`Business Solution Provider`.'
BSP = 'Who sends an :term-ref:`HSM`.'

REST_CASES = [
    ('plain, *emphasis* and **strong**', 'plain, emphasis and strong'),
    ('``code``, `title` and |version|', 'code, title and version'),
    ('`the site <https://example.org>`_ and `this one`__', 'the site and this one'),
    ('a target_ and a note [1]_.', 'a target and a note.'),
    (':ref:`see it <label>`, :doc:`there`', 'see it, there'),
    (':py:class:`~a.b.C`, :func:`!run`', 'C, run'),
    (':samp:`print {n}`, :guilabel:`OK <now>`', 'print n, OK <now>'),
    (r'2 \* 3 and snake\_case and re\ written', '2 * 3 and snake_case and rewritten'),
    (
        'snake_case, 2 * 3 * 4, `` and f(*args)',
        'snake_case, 2 * 3 * 4, `` and f(*args)',
    ),
    ('``:ref:`x```', ':ref:`x`'),
    ('__slots__, _private_ and a line __', '__slots__, _private_ and a line __'),
    ('any_name_ and other__', 'any_name and other'),
    ('`Kiln`:term: and **no end', 'Kiln and **no end'),
]
MYST_CASES = [
    ('plain, *emphasis* and **strong _words_**', 'plain, emphasis and strong words'),
    ('`code`, ``a ` b``', 'code, a ` b'),
    (
        '[the site](https://example.org), <https://example.org>',
        'the site, https://example.org',
    ),
    ('![a wheel](wheel.png) and \\*no\\*', 'a wheel and *no*'),
    ('{ref}`see it <label>`, {doc}`there`', 'see it, there'),
    ('snake_case, 2 * 3', 'snake_case, 2 * 3'),
    ('see [](#firing).', 'see firing.'),
    ('see [](index.md) and [](<a b.md> "title")', 'see index.md and a b.md'),
    ('so ![](kiln.png)!', 'so !'),
    ('[]() and []( )', ' and '),
    ('```a` ends nowhere', '```a` ends nowhere'),
    ('__init__ and _a_b_', 'init and _a_b_'),
]


@pytest.mark.parametrize(('message', 'text'), REST_CASES)
def test_inline_markup_of_rest_is_left_out(message, text):
    assert plain_text(message, Syntax.REST, lambda whole: None) == text


@pytest.mark.parametrize(('message', 'text'), MYST_CASES)
def test_inline_markup_of_myst_is_left_out(message, text):
    assert plain_text(message, Syntax.MYST, lambda whole: None) == text


def test_a_link_of_myst_to_a_term_says_what_its_language_calls_that():
    known = {'hsm': 'message template'}
    message = 'An [](#term-hsm), not an [](#term-bsp).'
    text = plain_text(message, Syntax.MYST, known.get)
    assert text == 'An message template, not an term-bsp.'


#: Single characters seldom meet as markup: texts, often none, in what makes it.
_TEXT = st.text(alphabet='`*_|\\<>:{}[]()! aé\n', max_size=6)
_FORMS = [
    '{}',
    '[{}]({})',
    '![{}]({})',
    '[{}][{}]',
    '{{ref}}`{}`',
    ':ref:`{} <{}>`',
    '`{} <{}>`__',
    '`{}`_',
    '**{}**',
    '[{}]_',
    '<x:{}>',
]
_MARKUP = st.builds(str.format, st.sampled_from(_FORMS), _TEXT, _TEXT)


@given(st.lists(_MARKUP, max_size=4).map(''.join), st.sampled_from(Syntax))
def test_no_message_is_too_strange(message, syntax):
    assert isinstance(plain_text(message, syntax, lambda whole: None), str)


def test_letters_without_markup_are_never_lost():
    message = 'Ligne 1 : « mot » — œuvre, 50 %'
    assert plain_text(message, Syntax.REST, lambda whole: None) == message


@pytest.fixture
def glossary(project: Project, syntax) -> Project:
    project.write_in(
        syntax,
        {
            'index': '\n\n'.join(
                [
                    syntax.title('Glossary'),
                    syntax.term('HSM', _in(syntax, HSM)),
                    syntax.term(
                        'Business Solution Provider', _in(syntax, BSP), aliases='BSP'
                    ),
                ]
            )
        },
    )
    return project


def _in(syntax, text: str) -> str:
    return text if syntax.suffix == '.rst' else text.replace(':term-ref:', '{term-ref}')


def _definitions(project: Project, language: str = 'en'):
    domain = domain_of(project.environment(language=language))
    terms = {term.source.name: term for term in domain.glossary.terms}
    return domain.definitions, terms


def test_the_source_language_has_every_definition(glossary):
    definitions, terms = _definitions(glossary)
    (found,) = definitions.of(terms['HSM'], 'en')
    assert found.text == 'An approved message, sent by a Business Solution Provider.'
    assert found.state is State.TRANSLATED


def test_a_reference_shows_what_the_language_calls_the_term(glossary, syntax):
    glossary.translate(
        'es',
        'index',
        {
            'Business Solution Provider': 'Proveedor de soluciones',
            _in(syntax, HSM): _in(
                syntax, 'Lo envía un :term-ref:`business-solution-provider`.'
            ),
            _in(syntax, BSP): _in(syntax, 'Quien envía :term-ref:`plantillas <HSM>`.'),
        },
    )
    for language in ('en', 'es', 'fr'):
        definitions, terms = _definitions(glossary, language)
        (hsm,) = definitions.of(terms['HSM'], 'es')
        (bsp,) = definitions.of(terms['Business Solution Provider'], 'es')
        assert hsm.text == 'Lo envía un Proveedor de soluciones.'
        assert bsp.text == 'Quien envía plantillas.'


def test_the_translators_own_word_stays(glossary, syntax):
    glossary.translate(
        'es',
        'index',
        {
            'BSP': 'PSE',
            _in(syntax, HSM): _in(syntax, 'Lo envía un :term-ref:`BSP`.'),
        },
    )
    definitions, terms = _definitions(glossary, 'fr')
    assert definitions.of(terms['HSM'], 'es')[0].text == 'Lo envía un BSP.'


def test_what_is_not_translated_has_a_state_and_no_text(glossary, syntax):
    message = _in(syntax, HSM)
    glossary.translate('es', 'index', {message: 'Lo envía.'}, fuzzy=[message])
    definitions, terms = _definitions(glossary)
    (fuzzy,) = definitions.of(terms['HSM'], 'es')
    (missing,) = definitions.of(terms['Business Solution Provider'], 'es')
    assert (fuzzy.text, fuzzy.state) == ('', State.FUZZY)
    assert (missing.text, missing.state) == ('', State.MISSING)


def test_the_language_of_the_build_may_have_compiled_catalogs_only(glossary, syntax):
    glossary.translate(
        'es', 'index', {_in(syntax, BSP): _in(syntax, 'Envía :term-ref:`HSM`.')}
    )
    glossary.build(language='es')
    (glossary.src / 'locales/es/LC_MESSAGES/index.po').unlink()
    definitions, terms = _definitions(glossary, 'es')
    (found,) = definitions.of(terms['Business Solution Provider'], 'es')
    assert found.text == 'Envía HSM.'


def test_what_another_document_of_that_name_said_before_makes_nothing_stale(project):
    term = '.. convterm:: {}\n\n   Some {}.\n'
    project.write(
        {
            'index.rst': 'Index\n=====\n\n.. toctree::\n\n   sub/index\n\n'
            + term.format('One', 'one'),
            'sub/index.rst': 'Sub\n===\n\n' + term.format('Two', 'two'),
        },
        gettext_compact='all',
    )
    catalog = project.src / 'locales/es/LC_MESSAGES/all.po'
    catalog.parent.mkdir(parents=True)
    catalog.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#: ../../sub/index.rst:6\nmsgid "Some old."\nmsgstr "Algo viejo."\n',
        encoding='utf-8',
    )
    definitions, terms = _definitions(project)
    assert definitions.of(terms['One'], 'es')[0].state is State.MISSING
    assert definitions.of(terms['Two'], 'es')[0].state is State.STALE


# MyST, not we.
myst = pytest.mark.filterwarnings('ignore:.*MystReferenceResolver.app.* is deprecated')

BARE = 'An oven; see [](#firing), [](index.md) and ![](kiln.png).'


def _with_bare_links(project: Project) -> Project:
    page = ['# Kilns', '(firing)=', '## Firing', MYST.term('Kiln', BARE)]
    project.write_in(MYST, {'index': '\n\n'.join(page)})
    (project.src / 'kiln.png').write_bytes(b'')
    return project


@myst
def test_a_definition_may_link_to_what_has_a_name_of_its_own(project):
    result = _with_bare_links(project).build(expect=None)
    assert 'An oven; see Firing, Kilns and .' in result.text('index')
    definitions, terms = _definitions(project)
    (definition,) = definitions.of(terms['Kiln'], 'en')
    assert definition.text == 'An oven; see firing, index.md and .'


@myst
@pytest.mark.parametrize('language', ['en', 'es'])
def test_a_translation_may_link_to_what_has_a_name_of_its_own(project, language):
    translation = 'Un horno: [](#firing), [](index.md), ![](kiln.png).'
    _with_bare_links(project).translate('es', 'index', {BARE: translation})
    result = project.build(language=language, expect=None)
    assert ('Un horno: Firing, Kilns, ' in result.text('index')) == (language == 'es')
    definitions, terms = _definitions(project, language)
    (found,) = definitions.of(terms['Kiln'], 'es')
    assert found.text == 'Un horno: firing, index.md, .'
