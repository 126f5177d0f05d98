"""Whatever the input: no exception, well-formed output, nothing else lost."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from defusedxml.ElementTree import fromstring
from fuzz_input import GOOD, MARK, PROPERTIES, Trouble, attempt, french
from projects import MYST, REST, words

from sphinxcontrib_convglossary import pofiles
from sphinxcontrib_convglossary.citation import shown_date
from sphinxcontrib_convglossary.languages import direction, language_name
from sphinxcontrib_convglossary.report import ReportBuilder
from sphinxcontrib_convglossary.spelling import contained, printable, split_items

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project, Result

CONTROLS = '\x00\x01\x07\x08\x1b\x7f\x80\x9b\ufdd0\ufffe\uffff'
#: What each kind of text begins and ends with, to be found again on the page.
HOSTILE = {
    'script': f'<script>{MARK}()</script>',
    'the end of a script': f'</script><{MARK}>',
    'the end of a section': f']]><{MARK}><![CDATA[',
    'quotes': f'"><{MARK} {MARK}="\' {MARK}=\'',
    'ampersands': f'& &amp; &lt;{MARK}&gt; &#60;{MARK}>',
    'TeX': '$ % # _ { } ~ ^ }{ \\\\input',
    'placeholders': '%s %(x)s {0} {name} {{ x }}',
}


def long_words(length: int) -> str:
    return ('word ' * (length // 5)).strip()


# MyST's, where it looks for what a link leads to.
@pytest.mark.filterwarnings('ignore:.*MystReferenceResolver.app.* is deprecated')
@pytest.mark.parametrize('name', PROPERTIES)
def test_anything_is_survived(name):
    attempt(name, 6 if 'markup' in name else 12, derandomize=True)()


def check_xml(result: Result) -> None:
    """Every file that says it is XML is."""
    for name, data in result.files().items():
        if name.endswith(('.xml', '.xhtml', '.opf', '.ncx')):
            fromstring(data, forbid_dtd=False)
            assert f'<{MARK}'.encode() not in data, name


def check_html(result: Result) -> None:
    for name in result.files():
        if name.endswith('.html'):
            trouble = Trouble().of(result.file(name))
            assert not trouble, (name, trouble)


def document(text: str, *, bad: str = '') -> str:
    """Write a document that has a text wherever one can be."""
    return f"""\
Home
====

The first words.

.. convterm:: Name {text}{bad} end
   :id: one
   :category: ai
   :aliases: Alias {text}{bad}
   :abbreviation: Abbr {text}
   :forms: Form {text}
   :deprecated: Old {text}
   :sort: Sort {text}
   :learn-more: path {text}
   :related: Two

   Definition {text}{bad} end.

.. convterm:: Two
   :related: one

See :term-ref:`Alias {text}{bad}` and :term-ref:`shown {text} <one>`.

.. toctree::

   all

The last words, :term-ref:`Two`.
"""


#: How the names of files end that readers see.
SHOWN = ('.html', '.xhtml', '.xml', '.tex', '.txt')
#: In these, a file may be XML, HTML, TeX or a catalog.
BUILDERS = ['html', 'singlehtml', 'text', 'xml', 'latex', 'epub', 'gettext']


def build_everywhere(
    project: Project, builder: str, text: str, bad: str = ''
) -> Result:
    project.write({'index.rst': document(text, bad=bad)})
    project.configure(
        convglossary_categories={'ai': f'Label {text}{bad}'},
        convglossary_pages={'all': {'title': f'Title {text}{bad}'}},
        convglossary_sites={'en': "https://example.org/?a='b'&c", 'fr': '/fr'},
        smartquotes=False,
    )
    result = project.build(builder, expect=None)
    check_xml(result)
    check_html(result)
    return result


class TestHostileText:
    @pytest.mark.parametrize('builder', BUILDERS)
    def test_is_text_in_every_builder(self, project, builder):
        result = build_everywhere(project, builder, ' '.join(HOSTILE.values()))
        assert [w for w in result.warnings if 'convglossary' not in w] == []

    @pytest.mark.parametrize('kind', HOSTILE)
    def test_is_shown_as_written(self, project, kind):
        text = HOSTILE[kind].replace('\\\\', '')
        aliases = split_items(f'Alias {text}')
        result = build_everywhere(project, 'html', text)
        definition = result.definition('index', 'term-one')
        assert words(result.entry('index', 'term-one').dfn) == f'Name {text} end'
        assert f'Definition {text} end.' in words(definition)
        shown = words(definition.find(class_='convglossary-aliases'))
        assert shown.endswith(' · '.join(aliases))
        assert f'Learn more: path {text}' in words(definition)
        assert f'Label {text}' in words(definition)
        assert words(result.body('all').h1) == f'Title {text}'
        assert result.links('index')['Two'] == '#term-two'

    def test_is_no_command_of_tex(self, project):
        tex = build_everywhere(project, 'latex', HOSTILE['TeX']).file('test.tex')
        assert '\\input }' not in tex
        assert '}{ \\' not in tex
        written = [line for line in tex.splitlines() if 'Definition' in line]
        assert written
        for line in written:
            assert r'\$ \% \# \_ \{ \}' in line

    @pytest.mark.parametrize('builder', BUILDERS)
    def test_is_text_in_a_translation(self, project, builder):
        text = ' '.join(HOSTILE[kind] for kind in ('script', 'quotes', 'ampersands'))
        project.write({'index.rst': document('x')})
        project.configure(convglossary_categories={'ai': 'Label x'})
        project.translate(
            'fr',
            'index',
            {
                'Name x end': f'Nom {text}',
                'Alias x': f'Alias {text}',
                'Definition x end.': f'Texte {text}',
            },
        )
        project.translate('fr', 'convglossary', {'Label x': f'Étiquette {text}'})
        result = project.build(builder, language='fr', expect=None)
        check_xml(result)
        check_html(result)


class TestSignsThatNoPageCanCarry:
    # Without the extension, docutils writes such signs into XML and EPUB, which no
    # reader of those then opens, and TeX stops at them.  A paragraph that refers to
    # a term is a message as it was written: it is like that in catalogs.

    @pytest.mark.parametrize('builder', BUILDERS)
    def test_are_left_out_of_terms(self, project, builder):
        result = build_everywhere(project, builder, 'x', bad=CONTROLS)
        for name, data in result.files().items():
            if '_sources' not in name and name.endswith(SHOWN):
                text = data.decode()
                assert not set(CONTROLS) & set(text), name
        kinds = [w for w in result.warnings if '[convglossary.unprintable]' in w]
        assert len(kinds) == 2, kinds
        assert all(w.startswith('index.rst:') for w in kinds)
        told = [w for w in result.warnings if '[convglossary.config]' in w]
        assert len(told) == 2, 'the label and the title'

    def test_do_not_keep_a_reference_from_its_term(self, project, syntax):
        project.write_in(
            syntax,
            {
                'index': syntax.title('Home')
                + syntax.term('O\x07ne', 'Text.')
                + '\n'
                + syntax.ref('O\x1bne')
                + f' {syntax.ref("One")}\n'
            },
        )
        result = project.build(expect=None)
        assert result.all_links('index') == [('One', '#term-one')] * 2
        assert ['[convglossary.unprintable]' in w for w in result.warnings] == [
            True
        ] * 2

    @pytest.mark.parametrize('builder', ['html', 'xml', 'epub', 'latex'])
    def test_are_left_out_of_translations(self, project, builder):
        project.write({'index.rst': document('x')})
        project.configure(convglossary_categories={'ai': 'Label x'})
        bad = '\x01\x07\x1b\ufffe'
        project.translate(
            'fr',
            'index',
            {
                'Name x end': f'Nom{bad} un',
                'Alias x': f'Alias{bad} un',
                'Definition x end.': f'Texte{bad} un',
            },
        )
        project.translate('fr', 'convglossary', {'Label x': f'Étiquette{bad}'})
        project.configure(suppress_warnings=['toc.not_readable'])
        result = project.build(builder, language='fr', expect=None)
        check_xml(result)
        place = project.place('fr', 'index', 'Alias x')
        signs = 'U+0001, U+0007, U+001B, U+FFFE'
        assert (
            f'{place}: WARNING: the translation of "Alias x" has signs that no page can '
            f'carry ({signs}); they are left out [convglossary.unprintable]'
        ) in result.warnings
        assert sum('unprintable' in warning for warning in result.warnings) == 3

    def test_are_left_out_of_names_in_other_languages(self, project):
        text = 'Home\n====\n\n.. convterm:: Rim\n'
        project.write({'index.rst': text}, convglossary_other_languages=True)
        project.translate('fr', 'index', {'Rim': 'Jan\u202ete\x07'})
        result = project.build()
        assert 'Jante' in result.text('index')
        for name in ('index.html', 'glossary.json'):
            assert not {'\u202e', '\x07'} & set(result.file(name)), name
            assert '\\u202e' not in result.file(name)

    def test_command_no_console(self, project):
        project.write(
            {'index.rst': 'Home\n====\n\n.. convterm:: One\n   :\x1b[31mred: x\n'}
        )
        result = project.build(expect=None)
        assert result.warnings
        assert '\x1b' not in ''.join(result.warnings)

    def test_are_left_out_in_the_pure_functions(self):
        assert printable(f'a{CONTROLS}b\x0bc\x85d\ud800e\U0010ffff') == 'ab c de'
        for kept in ('a\tb\nc', 'a\u200db', 'क्‍ष', '\U0001f468\u200d\U0001f469', 'é'):
            assert printable(kept) == kept


class TestMarksOfDirection:
    @pytest.mark.parametrize(
        ('text', 'left'),
        [
            ('a\u202eb', 'ab'),
            ('a\u202eb\u202c', 'ab'),
            ('a\u202bb', 'ab'),
            ('a\u2069b', 'ab'),
            ('a\u2067b\u202cc', 'abc'),
            ('a\u2067b\u2069c', 'a\u2067b\u2069c'),
            ('\u2067\u202bb\u202c\u2069', '\u2067\u202bb\u202c\u2069'),
            ('\u200fa\u200e', '\u200fa\u200e'),
        ],
    )
    def test_turn_nothing_but_their_own_text(self, text, left):
        assert contained(text) == left

    def test_of_a_name_do_not_turn_the_line_that_refers_to_it(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: a\u202eb\n   :aliases: c\u202ed\n\n'
                'See :term-ref:`a\u202eb` and :term-ref:`x <c\u202ed>`.\n'
            }
        )
        result = project.build(expect=None)
        assert '\u202e' not in result.file('index.html')
        assert result.text('index').endswith('See ab and x.')
        assert all('U+202E' in warning for warning in result.warnings)

    def test_of_a_translated_name_do_not_turn_what_follows(self, project):
        project.write({'index.rst': 'Home\n====\n\n.. convterm:: One\n\n   Text.\n'})
        project.translate('fr', 'index', {'One': 'U\u202en', 'Text.': 'Un \u2067t.'})
        result = project.build(language='fr', expect=None)
        assert words(result.entry('index', 'term-one').dfn) == 'Un'
        assert '\u202e' not in result.file('index.html')
        # A run in a text ends with its paragraph.
        assert 'Un \u2067t.' in result.text('index')
        (warning,) = result.warnings
        assert 'has signs that no page can carry (U+202E)' in warning

    def test_leave_what_is_literal_in_a_reference_literal(self, project):
        text = 'See :term-ref:`a\u202e \\<b\\> <One>`.'
        project.write({'index.rst': f'Home\n====\n\n.. convterm:: One\n\n{text}\n'})
        result = project.build(expect=None)
        assert result.text('index').endswith('See a <b>.')
        assert result.links('index') == {'a <b>': '#term-one'}


class TestSize:
    def test_a_hundred_thousand_characters_are_a_name(self, project, syntax):
        # In one word, Sphinx's text builder takes minutes, with a paragraph as well.
        name = 'x' * 100_000
        project.write_in(
            syntax,
            {
                'index': syntax.title('Home')
                + syntax.term(name, long_words(100_000), id='big', aliases=name + 'y')
                + f'\n{syntax.ref(name)} {syntax.ref("big")}\n'
            },
        )
        result = project.build()
        assert [target for _, target in result.all_links('index')] == ['#term-big'] * 2

    @pytest.mark.parametrize(
        'sign', ['<', '>', 'a<', '&lt;', ' <', 'a ', '`', '(', '·']
    )
    def test_a_hundred_thousand_signs_are_a_reference(self, project, sign):
        # A search that begins anew at each of them takes minutes.
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n\n'
                f':term-ref:`x{sign * (100_000 // len(sign))}x` :term-ref:`One`\n'
            }
        )
        result = project.build(expect=None)
        assert result.links('index')['One'] == '#term-one'
        assert max(map(len, result.warnings), default=0) < 5000

    @pytest.mark.parametrize('builder', ['html', 'latex', 'text', 'epub'])
    def test_a_thousand_aliases_find_their_term(self, project, builder):
        aliases = [f'Alias {number}' for number in range(1000)]
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n   :aliases: '
                f'{" · ".join(aliases)}\n\nSee :term-ref:`Alias 999`.\n'
            }
        )
        result = project.build(builder)
        if builder == 'html':
            assert result.links('index') == {'Alias 999': '#term-one'}
            assert ' · '.join(aliases) in result.text('index')


class TestRelationsInCycles:
    @pytest.mark.parametrize('inverse', [False, True])
    def test_are_shown_and_end(self, project, inverse):
        project.write(
            {
                'index.rst': 'Home\n====\n\n'
                '.. convterm:: A\n   :broader: B\n   :replaced-by: B\n\n'
                '.. convterm:: B\n   :broader: A\n   :replaced-by: C\n\n'
                '.. convterm:: C\n   :replaced-by: A\n'
            },
            convglossary_inverse_relations=inverse,
        )
        result = project.build()
        assert 'Broader: B' in words(result.definition('index', 'term-a'))
        assert 'Broader: A' in words(result.definition('index', 'term-b'))

    @pytest.mark.parametrize('inverse', [False, True])
    def test_of_one_are_named(self, project, inverse):
        project.write(
            {'index.rst': 'Home\n====\n\n.. convterm:: A\n   :broader: A\n'},
            convglossary_inverse_relations=inverse,
        )
        project.build(
            expect=[
                'index.rst:4: WARNING: option "broader" of term "A" names the term '
                'itself; remove "A" [convglossary.relation_to_itself]'
            ]
        )


HEADER = b"""\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
MESSAGES = b"""
msgid "One"
msgstr "Un"

msgid "See :term-ref:`One`."
msgstr "Voir :term-ref:`Two`."
"""
CATALOGS = {
    'nothing': b'',
    'no text': b'\0' * 100,
    'a NUL in a text': HEADER + MESSAGES.replace(b'"Un"', b'"U\0n"'),
    'a NUL in the header': HEADER.replace(b'fr', b'f\0r') + MESSAGES,
    'another charset than it says': HEADER + MESSAGES.replace(b'Un', b'U\xe9'),
    'a charset that is none': HEADER.replace(b'utf-8', b'nonsense') + MESSAGES,
    'a charset that is no text': HEADER.replace(b'utf-8', b'base64') + MESSAGES,
    'a charset of lone surrogates': HEADER.replace(b'utf-8', b'unicode_escape')
    + MESSAGES.replace(b'Un', b'U\\\\ud800n'),
    'a byte-order mark': b'\xef\xbb\xbf' + HEADER + MESSAGES,
    'UTF-16': (HEADER + MESSAGES).decode().encode('utf-16'),
    'plural forms that are none': HEADER
    + b'"Plural-Forms: nplurals=x; plural=(;\\n"\n'
    + MESSAGES,
    'no plural forms': HEADER + b'"Plural-Forms: nonsense\\n"\n' + MESSAGES,
    'a plural without end': HEADER
    + MESSAGES
    + b'\nmsgid "a"\nmsgid_plural "b"\nmsgstr[7] "c"\nmsgstr[x] "d"\n',
    'an end in mid-text': (HEADER + MESSAGES)[:-9],
    'a language that is none': HEADER.replace(b'fr', b'qwxz_!') + MESSAGES,
    'a date that is none': HEADER + b'"POT-Creation-Date: never\\n"\n' + MESSAGES,
    'no catalog': b'<html><body>404</body></html>',
}
SEE = """\
Home
====

The first words.

.. convterm:: One

.. convterm:: Two

See :term-ref:`One`.

The last words, :term-ref:`two`.
"""


def put_catalog(project: Project, name: str, data: bytes) -> Path:
    path = project.src / 'locales' / 'fr' / 'LC_MESSAGES' / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def check_survived(result: Result) -> None:
    check_html(result)
    text = result.text('index')
    assert 'The first words.' in text
    assert 'The last words, ' in text
    assert '#term-two' in result.links('index').values()
    assert words(result.entry('index', 'term-two').dfn)


class TestACatalogWith:
    @pytest.mark.parametrize('kind', CATALOGS)
    def test_whatever_is_survived(self, project, kind):
        project.write({'index.rst': SEE}, convglossary_other_languages=True)
        put_catalog(project, 'index.po', CATALOGS[kind])
        put_catalog(project, 'convglossary.po', CATALOGS[kind])
        check_survived(project.build(language='fr', expect=None))
        check_survived(project.build(language='en', expect=None))
        project.build('convglossary', expect=None)

    @pytest.mark.parametrize(
        'change',
        [
            lambda data: b'',
            lambda data: data[:10],
            lambda data: data[:30],
            lambda data: data[:-5],
            lambda data: b'\0' * len(data),
            lambda data: data.replace(b'charset=utf-8', b'charset=utf-9'),
            lambda data: data.replace(b'; plural=(n', b'; plural=[n'),
            lambda data: data.replace(b'; plural=', b'; qwxzab='),
            lambda data: b'\xef\xbb\xbf' + data,
        ],
        ids=[
            'nothing',
            'part of a head',
            'a head',
            'a lost end',
            'zeros',
            'a charset that is none',
            'plural forms that are none',
            'no plural forms',
            'a byte-order mark',
        ],
    )
    def test_something_damaged_in_its_compiled_form_is_named(self, project, change):
        project.write(
            {'index.rst': SEE},
            gettext_auto_build=False,
            convglossary_categories={'ai': 'x'},
        )
        stream = BytesIO()
        write_mo(stream, french(GOOD))
        data = change(stream.getvalue())
        assert data != stream.getvalue()
        put_catalog(project, 'index.mo', data)
        put_catalog(project, 'convglossary.mo', data)
        result = project.build(language='fr', expect=None)
        check_survived(result)
        for name in ('index', 'convglossary'):
            named = [w for w in result.warnings if f'{name}.mo:1: ' in w]
            assert len(named) in ((1,) if name == 'index' else (0, 1))
            for warning in named:
                assert 'the catalog cannot be read (' in warning
                assert warning.endswith(
                    'what it translates is shown untranslated [convglossary.catalog]'
                )

    def test_a_folder_of_its_name_is_none(self, project):
        # Without the extension, Sphinx stops when it compiles it, as it does at a
        # catalog that it has no right to read.
        project.write({'index.rst': SEE}, convglossary_other_languages=True)
        project.configure(gettext_auto_build=False)
        folder = project.src / 'locales' / 'fr' / 'LC_MESSAGES'
        for name in ('index.po', 'convglossary.po', 'index.mo'):
            (folder / name).mkdir(parents=True)
        check_survived(project.build(language='fr', expect=None))
        assert project.build(language='en', expect=None).warnings == []

    def test_damage_that_sphinx_tells_of_is_told_by_sphinx_alone(self, project):
        project.write({'index.rst': SEE})
        data = CATALOGS['another charset than it says']
        path = put_catalog(project, 'index.po', data)
        (told,) = project.build(language='fr', expect=None).warnings
        assert path.name in told
        assert 'convglossary' not in told
        (told,) = project.build(language='en', expect=None).warnings
        assert path.name in told
        assert told.endswith('[convglossary.catalog]')

    def test_a_line_that_means_nothing_prints_nothing(self, project, capfd):
        # Babel prints what it thinks of it.
        project.write({'index.rst': SEE}, convglossary_other_languages=True)
        data = HEADER + MESSAGES + b'\nwhat is this\n'
        path = put_catalog(project, 'index.po', data)
        read_po(BytesIO(data))
        assert 'what is this' in capfd.readouterr().out
        opened = pofiles._Opened(path)
        assert opened.ask(lambda catalog: catalog.messages(['Agent'])) is not None
        assert capfd.readouterr().out == ''

    def test_no_right_to_be_read_is_damaged(self, project, monkeypatch):
        path = put_catalog(project, 'index.po', HEADER + MESSAGES)

        def refuse(*args, **kwargs):
            raise PermissionError(13, 'Permission denied')

        monkeypatch.setattr(type(path), 'read_bytes', refuse)
        opened = pofiles._Opened(path)
        assert 'Permission denied' in opened.damage
        assert opened.ask(lambda catalog: catalog.messages(['Agent'])) is None

    @pytest.mark.skipif(sys.platform != 'linux', reason='names are text elsewhere')
    def test_a_folder_whose_name_is_no_text_is_none(self, project):
        project.write({'index.rst': SEE}, convglossary_other_languages=True)
        name = os.fsencode(project.src) + b'/locales/f\xff/LC_MESSAGES'
        os.makedirs(name)
        with open(name + b'/index.po', 'wb') as file:
            file.write(HEADER + MESSAGES)
        check_survived(project.build(expect=None))
        report = project.build('convglossary', expect=None)
        assert report.file('coverage.json') == '{}\n'


ENTRIES = [
    (
        'convglossary_categories',
        {'ai': 'Good', 'bad': None, 7: 'x', 'a\x07': 'y'},
        ['has no label for the key', 'has a key that is no text: 7', r"'a\x07'"],
        {'ai': 'Good'},
    ),
    (
        'convglossary_pages',
        {
            'good': {'title': 'T', 'entries': 'some', 'qwxz': 1},
            '../../x': {},
            'C:\\x': {},
            'bad': [],
        },
        ['has a wrong option', 'unknown option', "'../../x'", "'C:", "the page 'bad'"],
        {'good': {'title': 'T'}},
    ),
    (
        'convglossary_sites',
        {'en': 'HTTPS://x.example/en', 'fr': 'javascript:x', 'pt': '/pt', 'x y': '/'},
        ["for 'fr'", "for 'x y'"],
        {'en': 'HTTPS://x.example/en', 'pt': '/pt'},
    ),
    (
        'convglossary_required_coverage',
        {'fr': 0, 'pt': 2, 'de': 'all'},
        ["for 'pt', not 2", "for 'de', not 'all'"],
        {'fr': 0},
    ),
    (
        'convglossary_extra_messages',
        ['sort', 'alias', 'aliases', 3],
        ["not 'alias'", 'not 3'],
        ('aliases', 'sort'),
    ),
]


@pytest.mark.parametrize(
    ('option', 'value', 'reasons', 'left'), ENTRIES, ids=[e[0] for e in ENTRIES]
)
def test_a_wrong_entry_loses_none_of_the_others(
    project, monkeypatch, option, value, reasons, left
):
    project.write({'index.rst': SEE}, suppress_warnings=['toc.not_included'])
    project.configure(**{option: value})
    used: list[object] = []
    finish = ReportBuilder.finish

    def tell(builder):
        used.append(builder.config[option])
        finish(builder)

    monkeypatch.setattr(ReportBuilder, 'finish', tell)
    result = project.build('convglossary', expect=None)
    assert used == [left]
    assert len(result.warnings) == len(reasons)
    for reason in reasons:
        assert any(reason in warning for warning in result.warnings), reason
    for warning in result.warnings:
        assert warning.startswith(f'{project.line_of(option)}: WARNING: {option} ')
        assert warning.endswith('that entry is not used [convglossary.config]')


def test_a_configuration_in_another_encoding_is_survived(project):
    project.write({'index.rst': SEE}, convglossary_cards='no', author='Zoé')
    conf = project.src / 'conf.py'
    text = f'# coding: latin-1\n{conf.read_text("utf-8")}'
    conf.write_bytes(text.encode('latin-1'))
    (warning,) = project.build(expect=None).warnings
    _, line = project.line_of('convglossary_cards').split(':')
    assert warning.startswith(f'conf.py:{int(line) + 1}: WARNING: convglossary_cards ')


def test_no_configuration_at_all_is_survived(tmp_path):
    (tmp_path / 'index.rst').write_text(SEE, encoding='utf-8')
    values = ('extensions=sphinxcontrib_convglossary', 'convglossary_source_language=!')
    options = [part for value in values for part in ('-D', value)]
    build = ['sphinx', '-q', '-C', *options, str(tmp_path), str(tmp_path / 'out')]
    done = subprocess.run(
        [sys.executable, '-m', *build], capture_output=True, text=True, check=True
    )
    (warning,) = done.stderr.splitlines()
    assert (
        "convglossary_source_language must be a language code such as 'en'" in warning
    )
    assert (tmp_path / 'out' / 'index.html').is_file()


class TestALocaleThatNobodyKnows:
    """Babel says of some that it does not know them, of others that they are none."""

    @pytest.mark.parametrize('locale', ['qx', 'x', '!', 'en_QX', ''])
    def test_is_called_by_its_code_and_runs_as_most_do(self, locale):
        assert language_name(locale, 'en') == locale
        assert language_name('fr', locale) == 'fr'
        assert direction(locale) == 'ltr'
        assert shown_date('2026-11-20', locale) == '2026-11-20'

    @pytest.mark.skipif(sys.platform != 'linux', reason='no such names elsewhere')
    def test_is_text_whatever_its_folder_is_called(self, project):
        project.write({'index.rst': SEE}, convglossary_other_languages=True)
        project.translate(f'x<{MARK}>', 'index', {'One': 'Un'})
        result = project.build(expect=None)
        assert result.body('index').find(MARK) is None


def test_signs_of_labels_and_titles_are_left_out_and_lines_joined(project):
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. convterm:: One\n   :category: ai\n\n.. toctree::\n\n   p\n'
        },
        convglossary_categories={'ai': 'La\x07bel\nof two \ud800lines'},
        convglossary_pages={'p': {'title': 'Ti\u202etle'}},
    )
    result = project.build(expect=None)
    assert words(result.body('p').h1) == 'Title'
    assert 'Label of two lines' in result.file('glossary.json')
    assert [words(heading) for heading in result.body('p').find_all('h2')] == [
        'Label of two lines'
    ]
    assert len(result.warnings) == 2
    for warning in result.warnings:
        assert warning.endswith('they are left out [convglossary.config]')


@pytest.mark.parametrize('syntax', [REST, MYST], ids=['reST', 'MyST'])
def test_text_of_options_is_never_markup(project, syntax):
    text = f'*a* `b` |c| <{MARK}> :term-ref:x ** https://x.example'
    project.write_in(
        syntax,
        {
            'index': syntax.title('Home')
            + syntax.term('One', 'Text.', aliases=f'"{text}"')
        },
    )
    result = project.build()
    shown = result.definition('index', 'term-one').find(class_='convglossary-aliases')
    assert text in words(shown)
    assert shown.find(['em', 'a', 'code', MARK]) is None
