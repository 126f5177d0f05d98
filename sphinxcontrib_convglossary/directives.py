"""The directives: what authors write becomes nodes, nothing is stored."""

from __future__ import annotations

import difflib
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.heading import read_heading
from sphinxcontrib_convglossary.languages import is_locale
from sphinxcontrib_convglossary.nodes import (
    elements,
    option_line,
    term_entry,
    term_list,
    term_listing,
    term_map,
    term_name,
)
from sphinxcontrib_convglossary.outline import Detail, Grouping
from sphinxcontrib_convglossary.problems import Problem, comma_hint, hint, report
from sphinxcontrib_convglossary.spelling import (
    contained,
    join_items,
    lost_signs,
    make_id,
    plain,
    printable,
    split_items,
)
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Options of one text, which translators see.
TEXT_OPTIONS = ('abbreviation', 'learn-more', 'sort')
#: Options of several items, which translators see.
LIST_OPTIONS = ('aliases', 'forms', 'deprecated')
#: Options that lead to other terms.
RELATION_OPTIONS = tuple(
    kind.value for kind in RelationKind if kind is not RelationKind.REPLACES
)


#: Words that hold no markup, in reST or MyST.
_WORDS = re.compile(r'[^\W_]+(?:[ -][^\W_]+)*')


class _AnyOption(dict[str, 'Callable[[str], Any]']):
    """An option table that lets unknown options through to the directive.

    docutils drops a whole block for one mistaken option; ours names the option
    and keeps the block.  Tools that read the table see the known ones.
    """

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class _UnreadOption(_AnyOption):
    """A table that docutils and MyST leave to the directive: it is false to them.

    Tools that look for names find them here all the same.
    """

    def __bool__(self) -> bool:
        return False


class _ReadableTerm(Directive):
    """What MyST is told of a block, to read its options as it reads others."""

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[Any] = None


class _Directive(SphinxDirective):
    """What both directives share: options that can be wrong, and say so."""

    option_spec: ClassVar[_AnyOption]

    def complain(self, problem: Problem, **details: object) -> None:
        """Report a problem of this block."""
        given = self.given_name
        block = f'{self.name} "{given}"' if given else self.name
        report(problem, self.get_location(), block=block, **details)

    @property
    def given_name(self) -> str:
        """The argument, in one line."""
        return plain(self.arguments[0]) if self.arguments else ''

    def drop_unknown_options(self) -> None:
        """Report and forget the options that do not exist."""
        known = self.option_spec.keys()
        for option in [option for option in self.options if option not in known]:
            near = difflib.get_close_matches(option, list(known), 1)
            self.complain(Problem.UNKNOWN_OPTION, option=option, hint=hint(tuple(near)))
            del self.options[option]

    def text(self, option: str) -> str:
        """Give an option of one text; without a text it is reported."""
        if option not in self.options:
            return ''
        text = plain(self.options[option])
        if not text:
            self.reject(option, 'it is empty, and ignored')
        return text

    def items(self, option: str) -> tuple[str, ...]:
        """Give an option of several items; without any it is reported."""
        if option not in self.options:
            return ()
        items = split_items(self.options[option])
        if not items:
            self.reject(option, 'it is empty, and ignored')
        return items

    def flag(self, option: str) -> bool:
        """Give an option without a value; a value is reported."""
        if option not in self.options:
            return False
        if value := plain(self.options[option]):
            self.reject(option, f'it takes no value; "{value}" is ignored')
        return True

    def reject(self, option: str, reason: str) -> None:
        """Report an option whose value cannot be, and what is done instead."""
        self.complain(Problem.OPTION_VALUE, option=option, reason=reason)

    def known_category(self, key: str) -> bool:
        """Tell whether a category exists; one that does not is reported."""
        categories = self.config.convglossary_categories
        if key in categories:
            return True
        near = difflib.get_close_matches(key, list(categories), 1)
        self.complain(Problem.UNKNOWN_CATEGORY, category=key, hint=hint(tuple(near)))
        return False


class ConvTerm(_Directive):
    """``.. convterm:: Name``: defines a term where it stands."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = _UnreadOption(
        dict.fromkeys(
            (
                'id',
                'previously',
                'category',
                *LIST_OPTIONS,
                *TEXT_OPTIONS,
                *RELATION_OPTIONS,
                'locales',
                'hidden',
            ),
            directives.unchanged,
        )
    )

    @located
    def run(self) -> list[nodes.Node]:
        """Make the entry; its place, names and relations are attributes."""
        self._read_heading()
        self._drop_unprintable()
        content = self.parse_content_to_nodes()
        if not self.given_name:
            self.complain(Problem.NO_NAME)
            return content
        self.drop_unknown_options()
        lines = self.arguments[0].count('\n') + 1
        if lines > 1 and not content:
            self.complain(Problem.LONG_NAME, lines=lines, name=self.given_name)
        name, messages = self._name()
        entry = term_entry('', name)
        self.set_source_info(entry)
        entry['name'] = plain(name.astext())
        entry['id'], entry['explicit-id'] = self._id(entry['name'])
        entry['previously'] = tuple(self._previous_ids())
        entry['category'] = self._category()
        entry['relations'] = tuple(self._relations())
        entry['locales'] = tuple(self._locales())
        entry['hidden'] = self.flag('hidden')
        entry.extend(self._option_lines(entry['name']))
        definition = nodes.definition('', *content)
        # The parser remembers where it put what it has read last, for good.
        content.clear()
        lifted = self._lift_blocks(definition)
        entry += definition
        return [term_list('', entry, classes=['glossary']), *lifted, *messages]

    def _read_heading(self) -> None:
        """Tell name, options and definition apart."""
        state: object = self.state
        if not isinstance(state, RSTState):
            self._read_options_of_myst()
            return
        lines = self.arguments[0].split('\n') if self.arguments else []
        named = bool(self.block_text.partition('\n')[0].partition('::')[2].strip())
        heading = read_heading(lines, named=named)
        self.arguments = ['\n'.join(heading.name)] if heading.name else []
        self.options = dict(heading.options)
        for option in heading.doubled:
            reason = f'"{option}" is there twice; the first counts'
            self.complain(Problem.OPTION_BLOCK, reason=reason)
        if heading.rest:
            reason = f'put a blank line before "{heading.rest[0]}"'
            self.complain(Problem.OPTION_BLOCK, reason=reason)
            self._begin_with(heading.rest, len(lines) - len(heading.rest))

    def _begin_with(self, lines: list[str], number: int) -> None:
        """Let the definition begin with lines of the block, by number from 0."""
        source = str(self.get_source_info()[0])
        first = self.lineno - 1 + number
        items = [(source, first + n) for n in range(len(lines))]
        blank = StringList([''], items=[(source, first + len(lines))])
        self.content = StringList(lines, items=items) + blank + self.content
        self.content_offset = first

    def _read_options_of_myst(self) -> None:
        # A block that reStructuredText has not read, MyST has.
        myst = import_module('myst_parser.parsers.directives')
        _ReadableTerm.option_spec = _AnyOption(self.option_spec)
        text = '\n'.join(self.content)
        parsed = myst.parse_directive_text(_ReadableTerm, '', text, line=self.lineno)
        for warning in parsed.warnings:
            self.complain(Problem.OPTION_BLOCK, reason=warning.msg)
        self.options = parsed.options
        self.content = self.content[parsed.body_offset :]
        self.content_offset += parsed.body_offset

    def _drop_unprintable(self) -> None:
        """Report and leave out signs that no output can carry.

        A definition may run in any direction: that ends with its paragraph.
        """
        before = [*self.arguments, *self.options.values(), *self.content]
        if all(map(str.isprintable, before)):
            return
        self.arguments = [contained(printable(text)) for text in self.arguments]
        self.options = {
            name: contained(printable(value)) for name, value in self.options.items()
        }
        self.content.data[:] = map(printable, self.content)
        after = [*self.arguments, *self.options.values(), *self.content]
        if lost := lost_signs(''.join(before), ''.join(after)):
            self.complain(Problem.UNPRINTABLE, signs=lost)

    def _lift_blocks(self, definition: nodes.definition) -> list[term_list]:
        """Take blocks, listings and maps out of a definition: it could list itself."""
        found = list(elements(definition))
        blocks = [node for node in found if isinstance(node, term_list)]
        for block in blocks:
            self.complain(Problem.NESTED, fate='shown after it')
            block.parent.remove(block)
        for inner in found:
            if isinstance(inner, (term_listing, term_map)):
                self.complain(Problem.NESTED, fate='left out')
                inner.parent.remove(inner)
        return blocks

    def _name(self) -> tuple[term_name, list[nodes.system_message]]:
        parsed, messages = self._inline(self.arguments[0])
        name = term_name(self.arguments[0], *map(_as_sign, parsed))
        self.set_source_info(name)
        return name, messages

    def _inline(self, text: str) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if _WORDS.fullmatch(text):
            return [nodes.Text(text)], []  # Most names: nothing is there to parse.
        return self.parse_inline(text, lineno=self.lineno)

    def _id(self, name: str) -> tuple[str, bool]:
        given = self.text('id')
        if not given:
            return make_id(name), False
        if not _is_anchor(given):
            usual = make_id(name)
            reason = f'"{given}" has signs that an anchor cannot have'
            self.reject('id', f'{reason}; "{usual}" is used')
            return usual, False
        return given, True

    def _previous_ids(self) -> Iterator[str]:
        for item in self.items('previously'):
            if _is_anchor(item):
                yield item
            else:
                reason = f'"{item}" has signs that an anchor cannot have'
                self.reject('previously', f'{reason}; it is ignored{comma_hint(item)}')

    def _category(self) -> str:
        key = self.text('category')
        return key if key and self.known_category(key) else ''

    def _relations(self) -> Iterator[tuple[str, str]]:
        for option in RELATION_OPTIONS:
            for target in self.items(option):
                yield option, target

    def _locales(self) -> Iterator[str]:
        for item in self.items('locales'):
            if is_locale(item.removeprefix('!')):
                yield item
            else:
                reason = f'"{item}" is no language code; it is ignored'
                self.reject('locales', f'{reason}{comma_hint(item)}')

    def _option_lines(self, name: str) -> Iterator[option_line]:
        for option in LIST_OPTIONS:
            if items := self.items(option):
                yield self._option_line(option, join_items(items))
        for option in TEXT_OPTIONS:
            if text := self.text(option):
                yield self._option_line(option, text)
        for option in self.config.convglossary_extra_messages:
            if option not in self.options:
                yield self._option_line(option, f'{option}: {name}', extra=True)

    def _option_line(
        self, option: str, message: str, *, extra: bool = False
    ) -> option_line:
        line = option_line(option=option, message=message, translation='', extra=extra)
        self.set_source_info(line)
        return line


def _is_anchor(text: str) -> bool:
    """Tell whether a text can stand in an anchor, in HTML, XML and LaTeX alike."""
    return not any(sign.isspace() or sign in '"\'<>&#%\\{}~^' for sign in text)


def _as_sign(node: nodes.Node) -> nodes.Node:
    """Take ``<x>`` in a name literally: to MyST it is HTML."""
    return nodes.Text(node.astext()) if isinstance(node, nodes.raw) else node


class ConvGlossary(_Directive):
    """``.. convglossary::``: lists terms where it stands."""

    # Content is let in to be reported: docutils would drop the whole listing.
    has_content = True
    option_spec = _AnyOption(
        dict.fromkeys(
            ('categories', 'group-by', 'entries', 'cite', 'filter'),
            directives.unchanged,
        )
    )

    @located
    def run(self) -> list[nodes.Node]:
        """Leave a placeholder: what it lists is known when all has been read."""
        self.drop_unknown_options()
        if any(line.strip() for line in self.content):
            self.complain(Problem.CONTENT)
        keys = tuple(filter(self.known_category, self.items('categories')))
        if 'categories' in self.options and not keys:
            self.complain(Problem.EMPTY_LISTING, reason='none of its categories exists')
            return []
        listing = term_listing(
            categories=keys,
            group_by=self._choice('group-by', list(Grouping)),
            entries=self._choice('entries', list(Detail)),
            cite=self.flag('cite'),
            filter=self.flag('filter'),
        )
        self.set_source_info(listing)
        return [listing]

    def _choice(self, option: str, choices: list[Grouping] | list[Detail]) -> str:
        values = [choice.value for choice in choices]
        value = self.text(option) or values[0]
        if value not in values:
            known = ', '.join(values)
            reason = f'it can be {known}, not "{value}"; {values[0]} is used'
            self.reject(option, reason)
            return values[0]
        return value


class ConvMap(_Directive):
    """``.. convmap:: Name``: draws the relations of terms."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = _AnyOption(
        dict.fromkeys(('term', 'category', 'depth'), directives.unchanged)
    )

    @located
    def run(self) -> list[nodes.Node]:
        """Leave a placeholder: relations are known when all has been read."""
        self.drop_unknown_options()
        if any(line.strip() for line in self.content):
            self.complain(Problem.CONTENT)
        term = self._term()
        if term and self.options.pop('category', None) is not None:
            self.reject('category', 'the map is that of a term; it is ignored')
        category = self.text('category')
        if category and not self.known_category(category):
            self.complain(Problem.EMPTY_MAP, reason='its category does not exist')
            return []
        node = term_map(term=term, category=category, depth=self._depth(term))
        self.set_source_info(node)
        return [node]

    def _term(self) -> str:
        option = self.text('term')
        if option and self.given_name:
            self.reject('term', 'the argument names a term already; it is ignored')
        return self.given_name or option

    def _depth(self, term: str) -> int:
        text = self.text('depth')
        if text and not term:
            self.reject('depth', 'only the map of a term has one; it is ignored')
        if not text or not term:
            return 1
        if not re.fullmatch('[1-9][0-9]?', text):
            reason = f'it is a number from 1 to 99, not "{text}"'
            self.reject('depth', f'{reason}; 1 is used')
            return 1
        return int(text)
