"""Nothing that an author or a translator wrote is missing, however it is broken."""

from __future__ import annotations

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from projects import MYST, REST

#: One example is a whole build, and says which of its messages fail.
FEW = settings(max_examples=6, phases=[Phase.generate])
TERMS = ['Wheel', '轮子', 'Source archive']
#: What the random messages consist of; each ``W`` becomes a word of its own.
REFERENCES = [
    'Q',
    'Q <Wheel>',
    'Q <轮子>',
    'Q <Source archive>Q',
    'Q <nothing>',
    'Q <Wheel',
    'Q <Wheel Q',
    'Q&lt;Wheel&gt;Q',
    'Q＜轮子＞',
    'Wheel',
    '!Q',
]
ROLES = ['term-ref', 'conv:term', 'term', 'kbd']
BETWEEN = [
    ' ',
    'Q',
    ' Q ',
    '，',
    '。Q',
    '`',
    ' `',
    '` ',
    '``Q``',
    '*Q*',
    ' *',
    '**',
    ' : ',
]


def message(syntax):
    """Give the strategy for messages, still without their words."""
    references = st.builds(
        syntax.ref, st.sampled_from(REFERENCES), st.sampled_from(ROLES)
    )
    parts = st.one_of(references, references, st.sampled_from(BETWEEN))
    return st.lists(parts, max_size=8).map(''.join)


def with_words(messages):
    """Write the messages with words of their own between their two ends."""
    counted = iter(range(10_000))
    written = []
    for number, text in enumerate(messages):
        said = re.sub('Q', lambda _: f'{next(counted)}字', text)
        written.append(f'Begin{number} {said} End{number}')
    return written


def missing(written, shown):
    """Give the words of each message that its paragraph does not show."""
    lost = {}
    for number, text in enumerate(written):
        found = re.search(rf'Begin{number}\b(.*?)\bEnd{number}\b', shown)
        paragraph = found[1] if found else ''
        words = [f'{word}字' for word in re.findall(r'(\d+)字', text)]
        seen = [f'{word}字' for word in re.findall(r'(\d+)字', paragraph)]
        if seen != words:
            lost[text] = paragraph
    return lost


def terms(syntax):
    return '\n'.join(map(syntax.term, TERMS))


@pytest.mark.parametrize('syntax', [REST, MYST], ids=['reST', 'MyST'])
def test_no_word_of_a_source_is_missing(new_project, syntax):
    @FEW
    @given(st.lists(message(syntax), min_size=40, max_size=40))
    def check(messages):
        written = with_words(messages)
        body = '\n\n'.join([syntax.title('Page'), *written, terms(syntax)])
        project = new_project().write_in(syntax, {'index': body})
        result = project.build(expect=None)
        assert not missing(written, result.text('index'))

    check()


@pytest.mark.parametrize('syntax', [REST, MYST], ids=['reST', 'MyST'])
def test_no_word_of_a_translation_is_missing(new_project, syntax):
    @FEW
    @given(st.lists(message(syntax), min_size=40, max_size=40))
    def check(messages):
        written = with_words(messages)
        originals = [
            f'Message {number} of {syntax.ref("Wheel")} and {syntax.ref("轮子")}.'
            for number in range(len(written))
        ]
        body = '\n\n'.join([syntax.title('Page'), *originals, terms(syntax)])
        project = new_project().write_in(syntax, {'index': body})
        project.translate('zh_CN', 'index', dict(zip(originals, written, strict=True)))
        result = project.build(language='zh_CN', expect=None)
        assert not missing(written, result.text('index'))

    check()


SAMPLE = 'The :term-ref:`轮子 <Wheel>`是，:term:`源包 <Source archive>`否，和 :conv:term:`Wheel` 。'
BROKEN = (
    'index.rst:4: WARNING: the markup of "{}" is broken; put a backslash and a space '
    'behind the closing backtick [convglossary.broken_reference]'
)


def test_what_an_author_wrote_behind_a_reference_is_read(project):
    page = f'{REST.title("Page")}\n{SAMPLE}\n\n{terms(REST)}'
    warned = map(BROKEN.format, ['轮子 <Wheel>', '源包 <Source archive>'])
    result = project.write({'index.rst': page}).build(expect=list(warned))
    assert 'The 轮子是，源包否，和 Wheel 。' in result.text('index')
    assert result.all_links('index') == [
        ('轮子', '#term-wheel'),
        ('源包', '#term-source-archive'),
        ('Wheel', '#term-wheel'),
    ]


def test_what_stands_behind_a_reference_in_a_title_is_in_its_copies(project):
    title = '见 :term-ref:`轮子 <Wheel>`和 :term-ref:`源包 <Source archive>s` 。'
    page = f'{REST.title("Page")}\n.. toctree::\n\n   more\n\n{terms(REST)}'
    more = f'{title}\n{"=" * 99}\n'
    project.write({'index.rst': page, 'more.rst': more})
    result = project.build(
        expect=[
            BROKEN.format('轮子 <Wheel>').replace('index.rst:4', 'more.rst:1'),
            'more.rst:1: WARNING: the markup of "源包 <Source archive>s" is broken; it '
            'is `text <target>`, with nothing behind the ">" '
            '[convglossary.broken_reference]',
        ]
    )
    assert result.text('more') == '见 轮子和 源包s 。'
    assert '见 轮子和 源包s 。' in result.text('index')
    assert '见 轮子和 源包s 。' in result.html('more').title.text


def test_the_name_of_a_term_keeps_what_stands_behind_a_reference(project):
    name = '*The* :term-ref:`轮子`和 :term-ref:`Wheel` '
    page = f'{REST.title("Page")}\n{REST.term(name)}\n{terms(REST)}'
    result = project.write({'index.rst': page}).build(expect=None)
    assert result.names('index')[0] == 'The 轮子和 Wheel'


def test_what_a_term_has_brackets_in_its_name_is_found_by_it(project, syntax):
    name = 'vector<T>::iterator'
    text = f'A {syntax.ref(name)} and {syntax.ref(f"another <{name}>")}.'
    page = f'{syntax.title("Page")}\n{text}\n\n{syntax.term(name)}'
    result = project.write_in(syntax, {'index': page}).build()
    assert [text for text, _ in result.all_links('index')] == [name, 'another']


def test_thousands_of_broken_references_in_one_paragraph_are_read(project):
    text = ':term-ref:`轮子 <Wheel>`和 ' * 1000 + ':term-ref:`a :term-ref:`b ' * 500
    page = f'{REST.title("Page")}\n{text} :term-ref:`Wheel`\n\n{terms(REST)}'
    result = project.write({'index.rst': page}).build(expect=None)
    assert '轮子和 ' * 1000 in result.text('index')
    assert len(result.all_links('index')) > 1000
