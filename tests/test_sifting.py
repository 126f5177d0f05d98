"""What is asked of a catalog is answered as Babel reads it, whatever its file holds."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import BytesIO, StringIO

import pytest
from babel.messages.pofile import read_po
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxcontrib_convglossary import po_messages
from sphinxcontrib_convglossary.po_messages import Message
from sphinxcontrib_convglossary.sifting import Catalog

HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def read_by_babel(data: bytes) -> dict[str, Message]:
    """Return all messages of a catalog, read as a whole."""
    with redirect_stdout(StringIO()):
        catalog = read_po(BytesIO(data))
    return {
        message.id: Message(
            text=str(message.string),
            line=message.lineno or 0,
            fuzzy=message.fuzzy,
            changed=any(x.startswith('|') for x in message.user_comments),
            sources=tuple(dict.fromkeys(path for path, _ in message.locations)),
        )
        for message in catalog
        if isinstance(message.id, str) and message.id and not message.context
    }


TEXTS = ['Kiln', 'Clay', 'a "kiln"', 'two\nlines', 'back\\slash', 'tab\tbed', 'é', '"']
#: Lines of catalogs, of those that nobody should write as well.
LINES = [
    *('', ' ', '#', '# kept by hand', '#. of the program', '#, fuzzy', '#, fuzzy, c'),
    *('#: kiln.rst:3', '#: a/kiln.rst:4 b.rst', '#: \u2068my kiln.rst\u2069:3'),
    *('#| msgid "Oven"', '#| "more"', '#~ msgid "Kiln"', '#~ msgstr "x"', '#~ "y"'),
    *('#~| msgid "Oven"', '#-#-#-#', ' #, fuzzy', '#~msgid "Kiln"', '#~ msgctxt "c"'),
    *('msgid "Kiln"', 'msgid "Clay"', 'msgid ""', 'msgid ', 'msgid', 'msgid  "Kiln"'),
    *(' msgid "Kiln"', 'msgid "Kiln" ', 'msgid "Kiln"\r', 'msgid "Ki"', '"ln"', '""'),
    *('msgid "a \\"kiln\\""', 'msgid "a "kiln""', 'msgid "two\\nlines"', '"two\\n"'),
    *('"lines"', 'msgid "back\\\\slash"', 'msgid "back\\slash"', 'msgid "back\\"'),
    *('"slash"', 'msgid "tab\\tbed"', 'msgid "tab\tbed"', 'msgid "é"', 'msgid "\\""'),
    *('msgstr "Ofen"', 'msgstr ""', 'msgstr', ' msgstr "Ton"', 'msgstr  "Ton"', '"n"'),
    *('msgstr[0] "eins"', 'msgstr[x] "?"', 'msgid_plural "Kilns"', 'msgctxt "c"'),
    *('msgid"Kiln"', 'nonsense', '"', 'msgstr "msgid \\"Kiln\\""', '\x0c', '\ufeff'),
    *('msgstr "Content-Type: text/plain; charset=latin-1\\n"', '# msgid "Kiln"'),
]
ENTRIES = [
    f'{comments}msgid "{key}"\nmsgstr "{text}"\n\n'
    for comments in (
        '',
        '#: kiln.rst:3\n',
        '#, fuzzy\n#| msgid "Oven"\n',
        '# by hand\n',
        '# a | b\n# | c\n#| msgid "Oven"\n',
        '#: a/kiln.rst:3 kiln.rst:4\n#: a/kiln.rst:5\n#, fuzzy\n',
    )
    for key in ('Kiln', 'Clay', 'a \\"kiln\\"', '"\n"Ki"\n"ln', 'two\\nlines', 'Other')
    for text in ('', 'Ofen', '"\n"O\\n"\n"fen')
]
#: Mostly as usual: else little would ever be cut.
catalogs = st.lists(
    st.sampled_from(ENTRIES) | st.sampled_from(LINES).map('{}\n'.format), max_size=12
).map(''.join)


@given(catalogs, st.booleans(), st.sets(st.sampled_from(TEXTS)), st.booleans())
@example('msgid "Kiln"\n#~ "more"\nmsgstr "x"\n', True, {'Kiln'}, False)
@example(
    'msgid "A"\nmsgstr "B"\n# c\nmsgstr "C"\nmsgid "Kiln"\n', True, {'Kiln'}, False
)
@example('msgid "Kiln"\n# c\nmsgstr "C"\n', True, {'Kiln'}, False)
@example('#, fuzzy\n\nmsgid "Kiln"\nmsgstr "C"', False, {'Kiln'}, True)
def test_what_is_asked_for_is_what_babel_reads(lines, has_header, texts, bare):
    data = (HEADER if has_header else b'') + lines.encode()
    data = data.rstrip(b'\n') if bare else data
    try:
        every = read_by_babel(data)
    except Exception as error:
        # Whatever the one stumbles over, the other does.
        with pytest.raises(type(error)):
            Catalog(data).messages(texts)
        return
    wanted = {text: every[text] for text in texts & every.keys()}
    catalog = Catalog(data)
    assert catalog.messages(texts) == wanted
    assert {x: catalog.messages([x]).get(x) for x in texts} == {
        text: every.get(text) for text in texts
    }


@given(catalogs, st.sets(st.sampled_from(TEXTS)))
def test_the_others_of_a_document_are_those_that_babel_reads(lines, texts):
    data = HEADER + lines.encode()
    try:
        every = read_by_babel(data)
    except Exception:
        return  # Nothing is compared with what cannot be read.
    found = Catalog(data).of_document('kiln.rst', texts)
    wanted = {
        text: message
        for text, message in every.items()
        if text not in texts and any('kiln.rst' in x for x in message.sources)
    }
    assert found.keys().isdisjoint(texts)
    assert found.items() >= wanted.items()
    assert found.items() <= every.items()


@given(st.binary(max_size=60), st.sets(st.sampled_from(TEXTS)))
def test_any_bytes_are_read_as_babel_reads_them(tail, texts):
    data = HEADER + b'msgid "Kiln"\nmsgstr "Ofen"\n\n' + tail
    try:
        every = read_by_babel(data)
    except Exception as error:
        with pytest.raises(type(error)):
            Catalog(data).messages(texts)
        return
    wanted = {text: every[text] for text in texts & every.keys()}
    assert Catalog(data).messages(texts) == wanted


def test_babel_reads_no_message_that_is_written_as_usual(monkeypatch):
    handed = []

    def count(lines):
        handed.extend(lines)
        return read_po(lines)

    monkeypatch.setattr(po_messages, 'read_po', count)
    entry = (
        '# by hand\n#: a.rst:3 b.rst:4\n#, fuzzy\nmsgid "Kiln"\nmsgstr ""\n"Of"\n"en"\n'
    )
    found = Catalog(HEADER + entry.encode()).messages(['Kiln'])
    assert found['Kiln'] == Message('Ofen', 7, fuzzy=True, sources=('a.rst', 'b.rst'))
    assert b'msgid "Kiln"' not in handed


def test_babel_reads_no_more_than_is_asked_for(monkeypatch):
    entries = ''.join(
        f'#: kiln.rst:{n}\nmsgid "Sentence {n}"\nmsgstr "\\"Satz\\" {n}"\n\n'
        for n in range(500)
    )
    handed = []

    def count(lines):
        handed.extend(lines)
        return read_po(lines)

    monkeypatch.setattr(po_messages, 'read_po', count)
    found = Catalog(HEADER + entries.encode()).messages(['Sentence 250', 'None such'])
    assert found['Sentence 250'].text == '"Satz" 250'
    assert found['Sentence 250'].line == 4 + 4 * 250 + 1
    assert len(handed) < 20


def test_a_catalog_of_windows_is_cut_too():
    data = (HEADER + b'msgid "Kiln"\nmsgstr "Ofen"\n').replace(b'\n', b'\r\n')
    catalog = Catalog(data)
    assert catalog._cut is not None
    assert catalog.messages(['Kiln'])['Kiln'].text == 'Ofen'
