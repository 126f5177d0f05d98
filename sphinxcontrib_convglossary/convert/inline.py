"""Where the roles of a reStructuredText paragraph are, as docutils sees them."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Any

from docutils import utils
from docutils.frontend import get_default_settings
from docutils.languages import get_language
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter

from sphinxcontrib_convglossary.convert.results import OLD_ROLES, Span

#: What may be the role, wherever it stands.
MARK = re.compile(r':(?:std:)?term:', re.IGNORECASE)
_LITERAL = re.compile(r'``.+?``', re.DOTALL)
#: How translators and machines break it: blanks, colons of full width.
_BROKEN = re.compile(
    r'(?<!\\)[:：]\s?(?:std\s?[:：]\s?)?term\s?[:：]\s?[`｀]', re.IGNORECASE
)
#: Before ``:term:``, what makes it another role: ``:external:term:``.
_OTHER_ROLE = re.compile(r':[\w.+-]+\Z')


class _Roles(Inliner):
    """An inliner that notes where roles are named, and calls none."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[Span] = []
        self._length = 0
        self._start = 0
        self._prefixed = False

    def find(self, text: str, memo: SimpleNamespace) -> list[Span]:
        """Give where each ``term`` is named in a text."""
        self.spans = []
        self._length = len(text)
        # No parent: nothing is made of what is parsed.
        self.parse(text, 0, memo, None)  # type: ignore[arg-type]
        return self.spans

    def interpreted_or_phrase_ref(self, match: re.Match[str], lineno: int) -> Any:
        """Note where the text before a backquote begins."""
        at = 'role' if match['role'] else 'backquote'
        # Only the rest of the text is parsed; it ends where the text ends.
        self._start = self._length - len(match.string) + match.start(at)
        self._prefixed = bool(match['role'])
        return super().interpreted_or_phrase_ref(match, lineno)

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> Any:
        """Note a role of ours, which is named before the text or after it."""
        if role and role.lower() in OLD_ROLES:
            start = self._start + 1
            if not self._prefixed:
                start = self._start + len(rawsource) - len(role) - 1
            self.spans.append(Span(start=start, end=start + len(role)))
        return [], []

    def implicit_inline(self, text: str, lineno: int) -> Any:
        """Look for nothing in plain text: addresses hold no roles."""
        return []

    # docutils looks methods up here, by the sign that a construct begins with.
    dispatch: Any = Inliner.dispatch | {'`': interpreted_or_phrase_ref}


@cache
def _settings(anywhere: bool) -> Any:
    settings = get_default_settings(Parser())
    settings.report_level = Reporter.SEVERE_LEVEL + 1
    settings.halt_level = Reporter.SEVERE_LEVEL + 1
    settings.warning_stream = False
    settings.character_level_inline_markup = anywhere
    return settings


@cache
def _inliner(anywhere: bool) -> _Roles:
    # docutils makes its patterns of what the class itself says, not its parents.
    usual = Inliner()
    usual.init_customizations(_settings(anywhere))
    inliner = _Roles()
    inliner.__dict__.update(usual.__dict__)
    return inliner


def find_roles(text: str, *, anywhere: bool = False) -> list[Span]:
    """Give where the roles of a paragraph are named ``term``.

    *anywhere*: markup needs no blanks around it (``character_level_inline_markup``).
    """
    if not MARK.search(text):
        return []
    document = utils.new_document('', _settings(anywhere))
    memo = SimpleNamespace(
        document=document,
        reporter=document.reporter,
        language=get_language('en', document.reporter),
    )
    return _inliner(anywhere).find(text, memo)


def find_wrecks(text: str, found: list[Span]) -> list[int]:
    """Give the places that look like the role and are none, literals apart."""
    literals = [match.span() for match in _LITERAL.finditer(text)]
    return [
        match.start()
        for match in _BROKEN.finditer(text)
        if not any(match.start() < span.start < match.end() for span in found)
        and not any(start <= match.start() < end for start, end in literals)
        and not _OTHER_ROLE.search(text, 0, match.start())
    ]
