"""Names that hold the source name beside the local one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import MYST, REST

from sphinxcontrib_convglossary.bilingual import is_bilingual
from sphinxcontrib_convglossary.cli import main

BILINGUAL = [
    ('mutable -- 可变对象', 'mutable'),
    ('Mutable — 可变对象', 'mutable'),
    ('mutable - modifiable', 'mutable'),
    ('mutable 可变对象', 'mutable'),
    ('可变对象（mutable）', 'mutable'),
    ('可变对象 (mutable)', 'mutable'),
    ('bytes-like object (바이트열류 객체)', 'bytes-like object'),
    ('bytes‑like  object (바이트열류 객체)', 'Bytes-like object'),
    ('abstract base class(抽象基底クラス)', 'abstract base class'),
    ('mutable (modifiable)', 'mutable'),
    ('mutable/可变对象', 'mutable'),
    ('mutable: modifiable', 'mutable'),
    ('C++ (언어)', 'C++'),
    ('>>> -- 提示符', '>>>'),
    ('Python 3000 (파이썬 3000)', 'Python 3000'),
]
OF_ONE_LANGUAGE = [
    ('mutable', 'mutable'),
    ('Mutable', 'mutable'),
    ('Agent humain', 'Agent'),
    ('agent-conseiller', 'agent'),
    ('immutable (不可变对象)', 'mutable'),
    ('mutables -- 可变对象', 'mutable'),
    ('C++ (언어)', 'C'),
    ('C# -- 语言', 'C'),
    ('TCP/IP', 'TCP'),
    ('Python 3', 'Python'),
    ('abstract base class -- 抽象基类', 'base class'),
    ('可变对象', 'mutable'),
    ("l'agent", 'agent'),
]


@pytest.mark.parametrize(('name', 'source'), BILINGUAL)
def test_a_name_may_hold_the_source_name(name, source):
    assert is_bilingual(name, source)


@pytest.mark.parametrize(('name', 'source'), OF_ONE_LANGUAGE)
def test_a_word_of_a_name_does_not_make_it_bilingual(name, source):
    assert not is_bilingual(name, source)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_have_an_answer(name, source):
    assert isinstance(is_bilingual(f'{name}{source}', source), bool)


@pytest.mark.parametrize('syntax', [REST, MYST], ids=['reST', 'MyST'])
@pytest.mark.parametrize(
    ('name', 'local', 'shown'),
    [
        ('mutable', 'mutable -- 可变对象', 'mutable'),
        (
            'bytes-like object',
            'bytes-like object (바이트열류 객체)',
            'bytes-like object',
        ),
        ('mutable', '可变对象', '可变对象'),
    ],
)
def test_a_reference_by_the_source_name_shows_a_bilingual_name_as_written(
    project, syntax, name, local, shown
):
    text = f'Any {syntax.ref(name)} is {syntax.ref(f"one <{name}>")}.'
    translation = text.replace('Any', '任').replace('is', '是')
    title = f'About {syntax.ref(name)}'
    page = f'{syntax.title("Page")}\n{text}\n\n{syntax.term(name)}'
    project.write_in(syntax, {'index': f'{page}\n\n{syntax.title(title)}'})
    messages = {text: translation, name: local, title: title.replace('About', '关于')}
    result = project.translate('zh_CN', 'index', messages).build(language='zh_CN')
    assert [text for text, _ in result.all_links('index')] == [shown, 'one', shown]
    assert result.names('index') == [local]


def test_a_reference_by_the_id_shows_the_whole_name(project):
    text = 'Any :term-ref:`bytes-like-object`.'
    page = f'{REST.title("Page")}\n{text}\n\n{REST.term("bytes-like object")}'
    local = 'bytes-like object (바이트열류 객체)'
    project.write({'index.rst': page})
    messages = {text: text.replace('Any', '모든'), 'bytes-like object': local}
    result = project.translate('ko', 'index', messages).build(language='ko')
    assert [text for text, _ in result.all_links('index')] == [local]


def test_the_conversion_of_a_project_counts_bilingual_names(project, syntax, capsys):
    entries = 'mutable\n   Changes.\n\nimmutable\n   Stays.\n\nhash\n   A digest.\n'
    glossary = syntax.directive('glossary', '', body=entries)
    project.write_in(syntax, {'index': f'{syntax.title("Page")}\n{glossary}'})
    names = {'mutable': 'mutable -- 可变对象', 'immutable': '不可变对象'}
    project.translate(
        'zh_CN', 'index', names | {'hash': 'hash -- 哈希'}, fuzzy=['hash']
    )
    project.translate('ko', 'index', {'mutable': 'mutable (가변)'})
    assert main(['convert', str(project.src)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert (
        '2 translated names with the original name beside the local one '
        '("mutable (가변)"): references by the original name show that alone'
    ) in said
