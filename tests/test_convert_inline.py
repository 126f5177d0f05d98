"""Roles are found where docutils finds them, whatever stands around them."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import pytest
from docutils.frontend import get_default_settings
from docutils.languages import get_language
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_convglossary.convert.inline import find_roles, find_wrecks
from sphinxcontrib_convglossary.convert.results import Span, is_old_role


class Witness(Inliner):
    """docutils' own inliner, which notes where roles are named, and calls none."""

    def find(self, text: str, memo: SimpleNamespace) -> list[Span]:
        """Give where each ``term`` is named in a text."""
        self.spans: list[Span] = []
        self.length = len(text)
        self.parse(text, 0, memo, None)
        return self.spans

    def interpreted_or_phrase_ref(self, match, lineno):
        """Note where the text before a backquote begins."""
        at = 'role' if match['role'] else 'backquote'
        # Only the rest of the text is parsed; it ends where the text ends.
        self.start = self.length - len(match.string) + match.start(at)
        self.prefixed = bool(match['role'])
        return super().interpreted_or_phrase_ref(match, lineno)

    def interpreted(self, rawsource, text, role, lineno):
        """Note a role of ours, which is named before the text or after it."""
        if role and is_old_role(role):
            start = self.start + 1
            if not self.prefixed:
                start = self.start + len(rawsource) - len(role) - 1
            self.spans.append(Span(start=start, end=start + len(role)))
        return [], []

    dispatch = Inliner.dispatch | {'`': interpreted_or_phrase_ref}


@cache
def settings(anywhere):
    found = get_default_settings(Parser())
    found.report_level = found.halt_level = 6
    found.warning_stream = False
    found.character_level_inline_markup = anywhere
    return found


@cache
def witness(anywhere):
    # docutils makes its patterns of what the class itself says, not its parents.
    usual, found = Inliner(), Witness()
    usual.init_customizations(settings(anywhere))
    found.__dict__.update(usual.__dict__)
    return found


def found_by_docutils(text, *, anywhere):
    document = new_document('', settings(anywhere))
    language = get_language('en', document.reporter)
    memo = SimpleNamespace(
        document=document, reporter=document.reporter, language=language
    )
    return witness(anywhere).find(text, memo)


PIECES = st.sampled_from(
    [
        *'ab _`*|[]:.-+<>\\"\'()\n#1é語「」',
        ':term:`x`',
        ':term:',
        '`',
        '``',
        '**',
        ':a:`',
        '`:term:',
        '_ ',
        '__ ',
        '[1]_',
        'a:b',
        '_`',
        '|x|',
        'py:term',
        ':py:term:`x`',
    ]
)


@pytest.mark.parametrize('anywhere', [False, True])
@given(st.lists(PIECES, max_size=14).map(''.join))
def test_roles_are_found_where_docutils_finds_them(anywhere, text):
    for whole in (text, f'{text}:term:`x` {text}'):
        found = find_roles(whole, anywhere=anywhere)
        assert found == found_by_docutils(whole, anywhere=anywhere)


@given(st.lists(PIECES, max_size=14).map(''.join))
def test_what_is_found_is_no_wreck(text):
    found = find_roles(text)
    for place in find_wrecks(text, found):
        assert not any(place <= span.start <= place + 1 for span in found)


@pytest.mark.parametrize(
    ('text', 'places'),
    [
        ('a:term:`b`', [1]),
        ('a:py:term:`b`', [1]),
        ('語：term：`b`', [1]),
        (':term: `b`', [0]),
        ('a:external:term:`b` a:external+x:std:term:`b` a:conv:term:`b`', []),
        ('``a:term:`b```', []),
        (':term:`b`', []),
    ],
)
def test_what_looks_like_a_role_and_is_none_is_found(text, places):
    assert find_wrecks(text, find_roles(text)) == places
