"""Anything at all as input: strategies, and what has to hold of each build.

``tests/test_any_input.py`` tries a few examples, always the same.  For more::

    python tests/fuzz_input.py --minutes 3 --seed 1
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from markup_input import check_markup, documents
from projects import MYST, REST, Project, words

from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.directives import (
    LIST_OPTIONS,
    RELATION_OPTIONS,
    TEXT_OPTIONS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from projects import Result, Syntax

#: An element and an attribute that nobody but the input would write.
MARK = 'convmark'
#: What breaks out of the places where text ends up, where it is not escaped.
ESCAPES = (
    f'<{MARK}>',
    f'</script><{MARK}>',
    f'"><{MARK} {MARK}="',
    f"' {MARK}='",
    f'" {MARK}="',
    f']]><{MARK}>',
    f'--><{MARK}>',
    f'</title><{MARK}>',
    f'&lt;{MARK}&gt;',
    f'&#60;{MARK}&#62;',
    '&amp;',
    '\\',
    '%s',
    '{0}',
    '{name}',
)
#: Signs that commands, other directions and no signs at all are made of.
STRANGE = (
    '\x00\x01\x07\x08\x1b\x7f\x80\x9b\ufffe\uffff\u200b\u202e\u2066\ufeff\U000e0001'
)

#: A text in one line: anything, what breaks out, what is strange, and their mixture.
PIECE = st.one_of(
    st.text(st.characters(exclude_categories=['Cs']), max_size=12),
    st.sampled_from(ESCAPES),
    st.text(STRANGE, min_size=1, max_size=2),
    st.sampled_from(['·', ';', ',', '\\', '`', '<', '>', '*', ':', '|', '_', '#']),
    st.sampled_from(['One', 'two', 'Sentinel', ' ', '!', '-', 'fr']),
)
ANYTHING = st.lists(PIECE, max_size=4).map(lambda pieces: _one_line(''.join(pieces)))
ID_LIKE = st.one_of(ANYTHING, st.sampled_from(['one', 'x/y', '../x', 'sentinel']))
ADDRESS = st.builds(
    '{}{}'.format,
    st.sampled_from(
        [
            'javascript:',
            'JavaScript:',
            '\x01javascript:',
            'java\tscript:',
            'javascript&colon;',
            'data:text/html,',
            'vbscript:',
            'file:///',
            'http://',
            'https://[',
            'mailto:',
            '//',
            '/',
            '',
        ]
    ),
    ANYTHING,
)

OPTION_VALUES = {
    **dict.fromkeys((*LIST_OPTIONS, *TEXT_OPTIONS, *RELATION_OPTIONS), ANYTHING),
    'id': ID_LIKE,
    'previously': ID_LIKE,
    'category': st.one_of(ANYTHING, st.just('ai')),
    'locales': ANYTHING,
    'hidden': st.one_of(st.just(''), ANYTHING),
    'learn-more': ADDRESS,
    'qwxz': ANYTHING,
}


def _one_line(text: str) -> str:
    """Leave no sign that ends a line: what stands behind it is another matter."""
    return ' '.join(text.splitlines())


@dataclass(frozen=True)
class Block:
    """One block of a document, and a reference."""

    name: str = 'One'
    options: dict[str, str] = field(default_factory=dict)
    content: str = ''
    reference: str = 'One'


BLOCKS = st.lists(
    st.builds(
        Block,
        name=st.one_of(st.just('One'), ANYTHING),
        options=st.fixed_dictionaries({}, optional=OPTION_VALUES),
        content=st.one_of(st.just('Text.'), ANYTHING),
        reference=ANYTHING,
    ),
    min_size=1,
    max_size=3,
)

FIRST, LAST, SENTINEL = 'The first words.', 'The last words.', 'Sentinel term'


def page(syntax: Syntax, blocks: Sequence[Block]) -> str:
    """Write a document with the blocks between words and a term that must stay."""
    parts = [syntax.title('Home'), f'{FIRST}\n']
    for number, block in enumerate(blocks):
        content = block.content
        # In Markdown, HTML is what an author may write.
        if syntax is MYST:
            content = content.replace('<', '')
        reference = re.sub(r'[`\\]', '', block.reference).strip() or 'One'
        parts.append(syntax.directive('convterm', block.name, block.options, content))
        parts.append(f'Between {number} {syntax.ref(reference)} and.\n')
    parts.append(syntax.term(SENTINEL, 'Its definition.'))
    parts.append(f'{LAST} {syntax.ref(SENTINEL)}\n')
    return '\n'.join(parts)


@dataclass
class Trouble(HTMLParser):
    """Finds what is malformed in a page."""

    found: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    VOID = frozenset(
        ('area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta')
    )
    LINKED = re.compile(r'(https?:|mailto:|[#/.\w%-])', re.IGNORECASE)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look for the mark in names; note ids and addresses."""
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in [(tag, ''), *attrs]:
            if not re.fullmatch(r'[a-z][a-z0-9_-]*', name) or MARK in name:
                self.found.append(f'<{tag}> with {name!r}')
            if name == 'id':
                self.ids.append(value or '')
            if name in ('href', 'src'):
                self.addresses.append(value or '')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element that is closed at once as never opened."""
        before = list(self.open)
        self.handle_starttag(tag, attrs)
        self.open = before

    def handle_endtag(self, tag: str) -> None:
        """Look whether it is this one's turn."""
        if not self.open or self.open.pop() != tag:
            self.found.append(f'</{tag}> out of turn')

    def handle_comment(self, data: str) -> None:
        """Look for the mark in comments."""
        if MARK in data:
            self.found.append(f'comment {data!r}')

    def of(self, html: str) -> list[str]:
        """Give all that is wrong with a page."""
        self.feed(html)
        self.close()
        self.found += [f'<{tag}> left open' for tag in self.open]
        self.found += [
            f'id {i!r} twice' for i in set(self.ids) if self.ids.count(i) > 1
        ]
        self.found += [f'id {i!r}' for i in self.ids if re.search(r'\s', i) or not i]
        for address in self.addresses:
            if address and not self.LINKED.match(address):
                self.found.append(f'address {address!r}')
            # "#id1" is docutils' link to a message that Sphinx takes away; with two
            # "#" Sphinx links from one document to another in its singlehtml.
            inner = address.startswith('#') and not re.fullmatch(r'#id\d+', address)
            if inner and address.rpartition('#')[2] not in ['', *self.ids]:
                self.found.append(f'link to nothing {address!r}')
            if re.match(r'\s*(java|vb)script:|data:', address, re.IGNORECASE):
                self.found.append(f'address {address!r}')
        return self.found


_LOCATED = re.compile(
    r'(.*other\.json|index\.(rst|md)|conf\.py|locales/\w+/LC_MESSAGES/\w+\.[pm]o):\d+: '
)


def faults(lines: Sequence[str]) -> Iterator[list[str]]:
    """Give the warnings, the lines of each: docutils' may have several."""
    one: list[str] = []
    for line in lines:
        if _LOCATED.match(line) and one:
            yield one
            one = []
        one.append(line)
    if one:
        yield one


def check_warnings(result: Result) -> None:
    """Each warning is located, has a type and commands no console."""
    for lines in faults(result.warnings):
        text = '\n'.join(lines)
        assert _LOCATED.match(text), text
        assert re.search(r'\[[a-z0-9_.]+\]$', text), text
        if '[convglossary.' in text:
            assert len(lines) == 1, text
            assert not re.search('[\x00-\x1f\x7f-\x9f\u202a-\u202e]', text), repr(text)


def check_page(result: Result) -> None:
    """Nothing else on the page is lost, and the page is well-formed."""
    trouble = Trouble().of(result.file('index.html'))
    assert not trouble, trouble
    text = result.text('index')
    assert FIRST in text
    assert LAST in text
    assert [
        words(a) for a in result.body('index').select('a[href="#term-sentinel-term"]')
    ]
    assert words(result.entry('index', 'term-sentinel-term').dfn) == SENTINEL
    assert words(result.definition('index', 'term-sentinel-term')) == 'Its definition.'


def check_source(syntax: Syntax, blocks: Sequence[Block]) -> None:
    """Build a document of any blocks and references."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / 'project')
        project.write_in(syntax, {'index': page(syntax, blocks)})
        project.configure(convglossary_categories={'ai': 'Label'})
        project.configure(convglossary_learn_more_base='https://example.org')
        result = project.build(expect=None)
        check_warnings(result)
        check_page(result)


TRANSLATED = (
    'One',
    'A · B',
    'Its text, with :term-ref:`One`.',
    'See :term-ref:`One` and :term-ref:`words <Two>`.',
    SENTINEL,
)
SOURCE = f"""\
Home
====

{FIRST}

.. convterm:: One
   :aliases: A · B
   :category: ai

   Its text, with :term-ref:`One`.

.. convterm:: Two

See :term-ref:`One` and :term-ref:`words <Two>`.

.. convterm:: {SENTINEL}

   Its definition.

{LAST} :term-ref:`sentinel-term`
"""


def french(translations: Sequence[str]) -> Catalog:
    """Give a catalog of the document."""
    catalog = Catalog(locale='fr', domain='index', project='Test', fuzzy=False)
    for message, translation in zip(TRANSLATED, translations, strict=True):
        catalog.add(message, translation)
    return catalog


def check_translations(translations: Sequence[str]) -> None:
    """Build with any translation of each message."""
    stream = BytesIO()
    write_po(stream, french(translations), width=0)
    _build_french({'index.po': stream.getvalue()}, names=False)


def _build_french(files: dict[str, bytes], *, names: bool = True, **conf: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / 'project').write({'index.rst': SOURCE})
        project.configure(convglossary_categories={'ai': 'Label'}, **conf)
        project.configure(convglossary_other_languages=True)
        for language in ('fr', 'de'):
            catalogs = project.src / 'locales' / language / 'LC_MESSAGES'
            catalogs.mkdir(parents=True)
            for name, data in files.items():
                (catalogs / name).write_bytes(data)
        result = project.build(language='fr', expect=None)
        trouble = Trouble().of(result.file('index.html'))
        assert not trouble, trouble
        text = result.text('index')
        assert FIRST in text
        assert LAST in text
        assert result.body('index').select('a[href="#term-sentinel-term"]')
        project.build('convglossary', language='en', expect=None)


@dataclass(frozen=True)
class Damage:
    """A change of some bytes."""

    #: Where, as a share of all.
    place: float
    #: How many are taken away, and what is put in.
    lost: int
    put: bytes

    def of(self, data: bytes) -> bytes:
        """Give the damaged bytes."""
        at = int(self.place * len(data))
        return data[:at] + self.put + data[at + self.lost :]


_FRAGMENTS = (
    b'\0',
    b'\xff',
    b'\xef\xbb\xbf',
    b'"',
    b'\\',
    b'\n',
    b'\r',
    b'msgstr[9] "',
    b'msgid "',
    b'#, fuzzy\n',
    b'charset=utf-7',
    b'charset=nonsense',
    b'charset=unicode_escape',
    b'nplurals=x; plural=(',
    b'Language: \n',
)
DAMAGES = st.lists(
    st.builds(
        Damage,
        place=st.floats(0, 1),
        lost=st.sampled_from([0, 1, 7, 10_000]),
        put=st.one_of(st.sampled_from(_FRAGMENTS), st.binary(max_size=8)),
    ),
    min_size=1,
    max_size=3,
)


def _damaged(data: bytes, damages: Sequence[Damage]) -> bytes:
    for damage in damages:
        data = damage.of(data)
    return data


GOOD = ('Un', 'A · C', 'Texte :term-ref:`Un`.', ':term-ref:`Two` :term-ref:`Un`', 'S')


def check_po(damages: Sequence[Damage]) -> None:
    """Build with a catalog that is damaged somewhere."""
    stream = BytesIO()
    write_po(stream, french(GOOD), width=0)
    _build_french({'index.po': _damaged(stream.getvalue(), damages)})


def check_mo(damages: Sequence[Damage]) -> None:
    """Build with a compiled catalog that is damaged somewhere."""
    stream = BytesIO()
    write_mo(stream, french(GOOD))
    damaged = _damaged(stream.getvalue(), damages)
    files = {'index.mo': damaged, 'convglossary.mo': damaged}
    _build_french(files, gettext_auto_build=False)


#: Values of every sort.
VALUE = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-9, 9),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=8),
        ANYTHING,
        ADDRESS,
        st.sampled_from(
            ['en', 'fr', 'ai', 'aliases', 'title', '../../x', 'C:\\x', '/x']
        ),
        st.sampled_from(['\ud800', 'x' * 300, 'glossary', 'a/b', 'letter', 'x/']),
        st.binary(max_size=3),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(
            st.one_of(st.integers(0, 2), ANYTHING, ID_LIKE), inner, max_size=3
        ),
    ),
    max_leaves=6,
)
_PAGE = st.fixed_dictionaries(
    {},
    optional={
        'title': VALUE,
        'categories': VALUE,
        'group-by': VALUE,
        'entries': VALUE,
        'cite': VALUE,
        'filter': VALUE,
        'qwxz': VALUE,
    },
)
_KEY = st.one_of(
    ANYTHING, st.sampled_from(['ai', 'fr', 'en', 'glossary', '../x', 'a/b'])
)
_LIKELY = {
    'convglossary_pages': st.dictionaries(_KEY, _PAGE, max_size=2),
    'convglossary_categories': st.dictionaries(_KEY, ANYTHING, max_size=3),
    'convglossary_sites': st.dictionaries(_KEY, ADDRESS, max_size=3),
    'convglossary_learn_more_base': ADDRESS,
}
CONFIGURATION = st.fixed_dictionaries(
    {},
    optional={
        option.name: st.one_of(VALUE, _LIKELY.get(option.name, VALUE))
        for option in OPTIONS
    },
)


def check_configuration(values: dict[str, Any]) -> None:
    """Build with any configuration: nothing is written elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / 'in' / 'the' / 'project')
        project.write({'index.rst': SOURCE}, **values)
        # Pages that no toctree holds are Sphinx's to name.
        project.configure(suppress_warnings=['toc.not_included'])
        sources = project.listing()
        result = project.build(expect=None)
        check_warnings(result)
        check_page(result)
        pages = [name for name in result.files() if name.endswith('.html')]
        for name in pages:
            trouble = Trouble().of(result.file(name))
            assert not trouble, (name, trouble)
        assert project.listing() == sources
        below = {path.name for path in Path(folder).glob('in/the/*')}
        assert below == {'project'}
        assert {path.name for path in project.folder.iterdir()} == {
            'src',
            'out',
            'doctrees',
        }


#: The keys of what is kept.
_KEYS = ('pages', 'state', 'sound', 'names', 'index', 'format', 'version', 'concepts')
#: What is kept beside the sources, and what may be in it.
KEPT = st.fixed_dictionaries(
    {
        name: st.one_of(
            st.binary(max_size=20),
            st.recursive(
                st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
                lambda inner: st.one_of(
                    st.lists(inner, max_size=3),
                    st.dictionaries(
                        st.one_of(st.sampled_from(_KEYS), st.text(max_size=3)), inner
                    ),
                ),
                max_leaves=8,
            ).map(lambda value: json.dumps(value).encode()),
        )
        for name in ('journals', 'exports', 'catalogs', 'inventory')
    }
)


def check_kept(kept: dict[str, bytes]) -> None:
    """Build again when what was kept of a build is something else."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / 'project').write({'index.rst': SOURCE})
        project.translate('fr', 'index', {'One': 'Un'})
        site = ('https://x.example/', 'other.json')
        project.configure(
            convglossary_other_languages=True,
            convglossary_categories={'ai': 'Label'},
            convglossary_inventories={'other': site},
        )
        (project.src / 'other.json').write_bytes(kept['inventory'])
        before = project.build(expect=None)
        trees = project.folder / 'doctrees' / 'html-en'
        for name, data in kept.items():
            for path in trees.glob(f'convglossary-{name}/*'):
                path.write_bytes(data)
        after = project.build(expect=None)
        check_warnings(after)
        check_page(after)
        assert after.file('index.html') == before.file('index.html')
        assert after.file('glossary.json') == before.file('glossary.json')
        assert (project.src / 'index.rst').is_file()


#: What is tried, and with what.
PROPERTIES: dict[
    str, tuple[Callable[..., None], tuple[st.SearchStrategy[Any], ...]]
] = {
    'reST': (check_source, (st.just(REST), BLOCKS)),
    'MyST': (check_source, (st.just(MYST), BLOCKS)),
    'translations': (
        check_translations,
        (st.tuples(*[ANYTHING] * len(TRANSLATED)),),
    ),
    'po': (check_po, (DAMAGES,)),
    'mo': (check_mo, (DAMAGES,)),
    'configuration': (check_configuration, (CONFIGURATION,)),
    'kept': (check_kept, (KEPT,)),
    'markup of reST': (check_markup, (st.just(REST), documents(REST))),
    'markup of MyST': (check_markup, (st.just(MYST), documents(MYST))),
}


def attempt(name: str, examples: int, **options: Any) -> Callable[[], None]:
    """Give the function that tries a number of examples of a property."""
    check, strategies = PROPERTIES[name]
    limits = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **options,
    )
    return limits(given(*strategies)(check))


def main(arguments: Sequence[str]) -> None:
    """Try examples until the time is over, or one fails."""
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('--minutes', type=float, default=3)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--only', choices=PROPERTIES, help='one property')
    wanted = parser.parse_args(arguments)
    end = time.monotonic() + wanted.minutes * 60
    examples = 0
    for number in count(wanted.seed):
        for name in [wanted.only] if wanted.only else PROPERTIES:
            if time.monotonic() > end:
                print(f'{examples} examples, nothing found')
                return
            print(f'seed {number}: {name}', flush=True)
            seed(number)(attempt(name, 20))()
            examples += 20


if __name__ == '__main__':
    main(sys.argv[1:])
