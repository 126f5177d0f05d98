"""What readers see of a name, as docutils and MyST-Parser read its markup."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from docutils import nodes, utils
from docutils.frontend import get_default_settings
from docutils.languages import get_language
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter

from sphinxcontrib_convglossary.convert.results import NEW_ROLE, is_old_role, one_line

#: Roles that show all that stands between the backquotes.
_VERBATIM = frozenset({'code', 'emphasis', 'literal', 'strong'})
#: What no Markdown makes anything of, whatever is installed and switched on.
_UNMARKED = re.compile(r'[^\W_](?:[^\W_]| (?! )|[.,:/+-](?![.,:/+-]))*')


def _shown(role: str, text: str) -> tuple[str, bool]:
    """Return what readers see of a role, and whether that is certain.

    In *text*, a NUL is what is left of a backslash, as docutils has it.
    """
    if role in _VERBATIM:
        return text, True
    certain = is_old_role(role) or role == NEW_ROLE
    place = text.rfind('<')
    titled = text.endswith('>') and place > 0 and text[place - 1] != '\0'
    if titled and (title := text[:place].rstrip()):
        return title, certain
    return text.removeprefix('!'), certain or not role


class _Reader(Inliner):
    """An inliner that calls no role."""

    def __init__(self) -> None:
        super().__init__()
        self.certain = True
        # docutils makes its patterns of what the class itself says, not its parents.
        self.__dict__.update(_usual().__dict__)

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> Any:
        """Return what readers see of a role, as a node."""
        shown, certain = _shown(role.lower(), text)
        self.certain = self.certain and certain
        return [nodes.inline(rawsource, shown)], []

    def substitution_reference(self, match: re.Match[str], lineno: int) -> Any:
        """Return a substitution as it is written: its text stands elsewhere."""
        found: Any = super().substitution_reference(match, lineno)
        for node in found[1]:
            if not isinstance(node, nodes.problematic):
                self.certain = False
                node.children = [nodes.Text(f'|{node.astext()}|')]
        return found

    # docutils looks methods up here, by the sign that a construct begins with.
    dispatch: Any = Inliner.dispatch | {'|': substitution_reference}


@cache
def _settings() -> Any:
    settings = get_default_settings(Parser())
    settings.report_level = Reporter.SEVERE_LEVEL + 1
    settings.halt_level = Reporter.SEVERE_LEVEL + 1
    settings.warning_stream = False
    return settings


@cache
def _usual() -> Inliner:
    inliner = Inliner()
    inliner.init_customizations(_settings())
    return inliner


def plain_rest(markup: str) -> tuple[str, bool]:
    """Return the plain text of a reStructuredText name, and whether it is certain."""
    document = utils.new_document('', _settings())
    memo = SimpleNamespace(
        document=document,
        reporter=document.reporter,
        language=get_language('en', document.reporter),
    )
    reader = _Reader()
    found, _ = reader.parse(markup, 0, memo, document)
    return one_line(''.join(node.astext() for node in found)), reader.certain


def plain_myst(
    markup: str, extensions: frozenset[str] = frozenset()
) -> tuple[str, bool]:
    """Return the plain text of a Markdown name, and whether it is certain.

    *extensions* are those of ``myst_enable_extensions``.  Where MyST-Parser is not
    installed, only names without markup are certain.
    """
    if _UNMARKED.fullmatch(markup):
        return one_line(markup), True
    parser = _markdown(extensions)
    if parser is None:
        return one_line(markup), False
    [line] = parser.parseInline(markup)
    text, certain = _said(line)
    return one_line(text), certain


@cache
def _markdown(extensions: frozenset[str]) -> Any:
    """Return MyST's own parser of Markdown; ``None`` without MyST-Parser."""
    try:
        make = import_module('myst_parser.parsers.mdit').create_md_parser
        config = import_module('myst_parser.config.main').MdParserConfig
        renderer = import_module('markdown_it.renderer').RendererHTML
    except ImportError:
        return None
    try:
        return make(config(enable_extensions=set(extensions)), renderer)
    except (TypeError, ValueError):  # One that this MyST-Parser does not know.
        return make(config(), renderer)


#: Tokens whose text readers see.
_TEXTS = frozenset(
    {'text', 'text_special', 'code_inline', 'math_inline', 'html_inline'}
)


def _said(token: Any) -> tuple[str, bool]:
    """Return what readers see of a token of Markdown, and whether that is certain."""
    if token.children is not None:
        said = [_said(child) for child in token.children]
        return ''.join(text for text, _ in said), all(sure for _, sure in said)
    if token.type == 'myst_role':
        return _shown(token.meta['name'].lower(), token.content.strip())
    if token.type in _TEXTS:
        return token.content, True
    # Nothing is said where emphasis begins; anything else may say anything.
    return token.content, token.nesting != 0
