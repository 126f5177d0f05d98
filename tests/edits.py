"""Random edits of a small project: what is built on what was there, and from nothing.

After each edit the project is built in two languages, each in its own folder as it
was left by the edit before, and each anew.  Both must give the same files and the
same warnings.

    python tests/edits.py --steps 3000 --seed 7

does it as long as one likes; ``--shrink`` looks for the fewest edits that still fail.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import difflib
import importlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from projects import PACKAGE_PARENT, _unspoiled
from sphinx.application import Sphinx, builtin_extensions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random
    from typing import Any

# What is imported during a build keeps words in the language of that build.
for _module in builtin_extensions:
    importlib.import_module(_module)

LANGUAGES = ('en', 'pt_BR')
#: The second one is never built: its names are shown beside the others.
TRANSLATIONS = ('pt_BR', 'fr')

NAMES = (
    'Agent',
    'Channel',
    'Gateway',
    'Inbox',
    'Payment Link',
    'Queue',
    'Status',
    'Webhook',
)
#: What no term is called.
UNKNOWN = ('Nowhere', 'Nemo', 'Chanel')
#: The names of entries of Sphinx's own glossary.
STANDARD = ('Cookie', 'Session', 'Header', 'Hook')
ALIASES = ('Alpha', 'Beta', 'Gamma', 'Status', 'Hook')
CATEGORIES = ('basic', 'money', 'other')
EXPRESSIONS = ('html', 'latex', 'draft', 'not draft')
LISTINGS = (
    {},
    {'entries': 'summary'},
    {'entries': 'names', 'group-by': 'none'},
    {'group-by': 'letter'},
    {'categories': 'money'},
    {'categories': 'basic · other', 'filter': ''},
    {'cite': ''},
)
PAGES = (
    {},
    {'glossary/index': {}},
    {'glossary/index': {'title': 'All Terms'}},
    {'glossary/index': {'group-by': 'letter', 'filter': True}},
    {'glossary/index': {}, 'glossary/money': {'categories': 'money'}},
    {'glossary/names': {'entries': 'names', 'title': 'Names'}},
)

#: Builds are told apart from what they cost: no search index (Sphinx #12599: it
#: differs), no styles.  Sphinx itself leaves the links to the previous and the next
#: document, and the titles of those above, as they were (test_edits.py shows it).
SETUP = """
import json
from pathlib import Path

from jinja2 import FileSystemBytecodeCache


def setup(app):
    touched = {'read': [], 'written': []}

    def note_reading(app, env, docnames):
        touched['read'] += docnames

    def note_writing(app, doctree, docname):
        touched['written'].append(docname)

    def hurry(app):
        app.builder.search = False
        app.builder.copy_assets = lambda *args: None
        compiled = Path(app.srcdir).parent / 'templates'
        compiled.mkdir(exist_ok=True)
        cache = FileSystemBytecodeCache(str(compiled))
        app.builder.templates.environment.bytecode_cache = cache

    def forget_neighbours(app, pagename, templatename, context, doctree):
        links = [link for link in context.get('rellinks', []) if link[2] not in 'NP']
        context.update(prev=None, next=None, parents=[], rellinks=links)

    def tell(app, error):
        path = Path(app.doctreedir) / 'touched.json'
        path.write_text(json.dumps(touched))

    app.connect('builder-inited', hurry)
    app.connect('env-before-read-docs', note_reading, priority=900)
    app.connect('doctree-resolved', note_writing)
    app.connect('html-page-context', forget_neighbours)
    app.connect('build-finished', tell)
"""


# -- what a project is made of


@dataclass
class Ref:
    """A reference."""

    target: str
    text: str = ''
    role: str = 'term-ref'

    def rst(self) -> str:
        shown = f'{self.text} <{self.target}>' if self.text else self.target
        return f':{self.role}:`{shown}`'


@dataclass
class Text:
    """A paragraph: some words that nothing else says, and references."""

    words: str
    refs: list[Ref] = field(default_factory=list)
    only: str = ''

    def message(self) -> str:
        return ' and '.join([self.words, *(ref.rst() for ref in self.refs)]) + '.'

    def rst(self) -> str:
        return _only(self.only, f'{self.message()}\n')


@dataclass
class Entry:
    """A ``convterm`` block."""

    name: str
    short: Text
    long: Text | None = None
    options: dict[str, list[str]] = field(default_factory=dict)
    only: str = ''

    @property
    def hidden(self) -> bool:
        return 'hidden' in self.options

    def messages(self) -> Iterator[str]:
        yield self.name
        for option in TRANSLATED_OPTIONS:
            if option in self.options:
                yield ' · '.join(self.options[option])
        yield self.short.message()
        if self.long:
            yield self.long.message()

    def rst(self) -> str:
        lines = [f'.. convterm:: {self.name}']
        for option, items in self.options.items():
            lines.append(f'   :{option}: {" · ".join(items)}'.rstrip())
        lines += ['', _indented(self.short.rst())]
        if self.long:
            lines += [_indented(self.long.rst())]
        return _only(self.only, '\n'.join(lines))


TRANSLATED_OPTIONS = (
    'aliases',
    'forms',
    'deprecated',
    'abbreviation',
    'learn-more',
    'sort',
)


@dataclass
class Doc:
    """A document."""

    title: Text
    texts: list[Text] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    #: The options of a listing, and what it is only for.
    listing: dict[str, str] | None = None
    listing_only: str = ''
    #: Entries of Sphinx's glossary.
    standard: list[str] = field(default_factory=list)
    includes: bool = False

    def messages(self) -> Iterator[str]:
        yield self.title.message()
        for text in self.texts:
            yield text.message()
        for entry in self.entries:
            yield from entry.messages()
        for name in self.standard:
            yield name
            yield f'What a {name.lower()} is.'

    def rst(self, toctree: Sequence[str] = ()) -> str:
        title = self.title.message()
        parts = [f'{title}\n{"=" * len(title)}\n']
        if toctree:
            parts.append('.. toctree::\n\n' + _indented('\n'.join(toctree) + '\n'))
        parts += [text.rst() for text in self.texts]
        parts += [entry.rst() for entry in self.entries]
        if self.standard:
            entries = [f'{n}\n   What a {n.lower()} is.' for n in self.standard]
            parts.append('.. glossary::\n\n' + _indented('\n\n'.join(entries) + '\n'))
        if self.listing is not None:
            options = [f'   :{key}: {v}'.rstrip() for key, v in self.listing.items()]
            listing = '\n'.join(['.. convglossary::', *options, ''])
            parts.append(_only(self.listing_only, listing))
        if self.includes:
            parts.append('.. include:: /shared.txt\n')
        return '\n'.join(parts)


def _indented(text: str) -> str:
    return ''.join(
        f'   {line}' if line.strip() else line for line in text.splitlines(True)
    )


def _only(expression: str, text: str) -> str:
    return f'.. only:: {expression}\n\n{_indented(text)}' if expression else text


@dataclass
class Message:
    """What a catalog says of a message."""

    text: str
    fuzzy: bool = False


@dataclass
class World:
    """The project, as authors and translators see it."""

    docs: dict[str, Doc]
    #: The documents in the order of the toctree.
    order: list[str]
    #: What is included, and a term that may be in it.
    shared: Text
    shared_entry: Entry | None = None
    conf: dict[str, Any] = field(default_factory=dict)
    #: By language and domain.
    catalogs: dict[tuple[str, str], dict[str, Message]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    #: Numbers that make words unlike any other.
    count: int = 0

    def words(self, what: str) -> str:
        self.count += 1
        return f'{what} {self.count}'

    def entries(self) -> list[tuple[str, Entry]]:
        found = [(name, e) for name, doc in self.docs.items() for e in doc.entries]
        return found

    def all_entries(self) -> list[Entry]:
        shared = [self.shared_entry] if self.shared_entry else []
        return [entry for _, entry in self.entries()] + shared

    def texts(self) -> list[Text]:
        """Every text that may hold references, titles apart."""
        found = [text for doc in self.docs.values() for text in doc.texts]
        for entry in self.all_entries():
            found += [entry.short] + ([entry.long] if entry.long else [])
        return [*found, self.shared]

    def shared_messages(self) -> Iterator[str]:
        yield self.shared.message()
        if self.shared_entry:
            yield from self.shared_entry.messages()

    def messages_of(self, docname: str) -> list[str]:
        doc = self.docs[docname]
        messages = list(doc.messages())
        if doc.includes:
            messages += self.shared_messages()
        return messages

    def domains(self) -> dict[str, list[str]]:
        """The messages by the catalog that has them."""
        found: dict[str, dict[str, None]] = {}
        for docname in self.docs:
            domain = docname.split('/')[0]
            messages = dict.fromkeys(self.messages_of(docname))
            found.setdefault(domain, {}).update(messages)
        labels = self.conf['convglossary_categories'].values()
        titles = [
            page['title']
            for page in self.conf['convglossary_pages'].values()
            if 'title' in page
        ]
        found['convglossary'] = dict.fromkeys([*labels, *titles])
        return {domain: list(messages) for domain, messages in found.items()}

    def pages(self) -> list[str]:
        """The generated pages that no document takes the place of."""
        return [p for p in self.conf['convglossary_pages'] if p not in self.docs]

    def files(self) -> dict[str, str]:
        """The project on disk."""
        toctree = [f'/{name}' for name in [*self.order, *sorted(self.pages())]]
        found = {
            f'{name}.rst': doc.rst(toctree if name == 'index' else ())
            for name, doc in self.docs.items()
        }
        shared = [self.shared.rst()]
        if self.shared_entry:
            shared.append(self.shared_entry.rst())
        found['shared.txt'] = '\n'.join(shared)
        conf = [f'{key} = {value!r}' for key, value in self.conf.items()]
        found['conf.py'] = '\n'.join([*conf, SETUP])
        for (language, domain), messages in self.catalogs.items():
            path = f'locales/{language}/LC_MESSAGES/{domain}.po'
            found[path] = _po_text(messages)
        return found

    def local_name(self, language: str, name: str) -> str:
        """What a term is called by translators, as far as they have said."""
        for docname, entry in self.entries():
            if entry.name == name:
                domain = docname.split('/')[0]
                found = self.catalogs.get((language, domain), {}).get(name)
                if found and found.text and not found.fuzzy:
                    return found.text
        return name


def _po_text(messages: dict[str, Message]) -> str:
    parts = ['msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n']
    for source, message in messages.items():
        flag = '#, fuzzy\n' if message.fuzzy else ''
        quoted = [text.replace('"', r'\"') for text in (source, message.text)]
        parts.append('{}msgid "{}"\nmsgstr "{}"\n'.format(flag, *quoted))
    return '\n'.join(parts)


def first_world() -> World:
    """The project before any edit."""
    world = World(
        docs={},
        order=['terms', 'more', 'guide/a', 'guide/b', 'guide/c', 'listing', 'std'],
        shared=Text('Shared text', [Ref('Gateway')]),
        conf={
            'project': 'Test',
            'copyright': 'Us',
            'version': '1',
            'author': 'Us',
            'html_baseurl': '',
            'extensions': ['sphinxcontrib_convglossary'],
            'html_theme': 'basic',
            'html_copy_source': False,
            'locale_dirs': ['locales'],
            'gettext_compact': True,
            'convglossary_source_language': 'en',
            'convglossary_categories': {'basic': 'Basics', 'money': 'Money'},
            'convglossary_pages': {'glossary/index': {}},
            'convglossary_sites': {},
            'convglossary_inverse_relations': False,
            'convglossary_other_languages': False,
            'convglossary_local_text': True,
            'convglossary_learn_more_base': '',
            'convglossary_extra_messages': [],
        },
    )

    def text(what: str, *targets: str) -> Text:
        return Text(world.words(what), [Ref(target) for target in targets])

    def entry(name: str, *targets: str, **options: str) -> Entry:
        return Entry(
            name,
            text('Short', *targets),
            options={key: [value] for key, value in options.items()},
        )

    world.docs = {
        'index': Doc(Text('Start'), [text('Text', 'Gateway')]),
        'terms': Doc(
            Text('Terms'),
            entries=[
                entry('Gateway', category='basic', aliases='Alpha', related='Inbox'),
                entry(
                    'Inbox', 'Gateway', category='money', **{'learn-more': 'guide/a'}
                ),
            ],
        ),
        'more': Doc(
            Text('More'), entries=[entry('Channel', 'Inbox', category='basic')]
        ),
        'guide/a': Doc(Text('A'), [text('Text', 'Gateway', 'Inbox')], includes=True),
        'guide/b': Doc(Text('B'), [text('Text', 'Channel', 'Cookie')]),
        'guide/c': Doc(
            Text('C'),
            [text('Text', 'Alpha')],
            [entry('Queue', hidden='')],
        ),
        'listing': Doc(Text('Listing'), listing={'entries': 'summary'}),
        'std': Doc(Text('Std'), standard=['Cookie']),
    }
    everything_translated(world, random.Random(1))
    return world


# -- translators


def translated(world: World, language: str, message: str, pick: Random) -> str:
    """Translate a message well."""
    if '`' not in message:
        return ' · '.join(f'{item} {language[:2]}' for item in message.split(' · '))

    def reference(match: re.Match[str]) -> str:
        role, whole = match.groups()
        shown, _, target = whole.rpartition(' <')
        target = target.rstrip('>')
        if role != 'term-ref':
            return match[0]
        target = pick.choice([target, world.local_name(language, target)])
        return f':{role}:`{f"{shown} {language} <{target}>" if shown else target}`'

    pieces = re.sub(r':([a-z-]+):`([^`]+)`', reference, message)
    return f'{language[:2].upper()}: {pieces}'


def everything_translated(world: World, pick: Random) -> None:
    """Translate what has no translation in any language, and drop what is gone."""
    for language in TRANSLATIONS:
        for domain, messages in world.domains().items():
            old = world.catalogs.get((language, domain), {})
            world.catalogs[language, domain] = {
                message: old[message]
                if message in old
                else Message(translated(world, language, message, pick))
                for message in messages
            }
    known = world.domains()
    for language, domain in list(world.catalogs):
        if domain not in known:
            del world.catalogs[language, domain]


# -- edits

Deed = 'Callable[[World, Random], str | None]'
#: Every kind of edit: it changes the project and says how; nothing where it cannot.
EDITS: dict[str, Callable[[World, Random], str | None]] = {}
#: Those that authors make, which translators may follow at once.
_SOURCE_EDITS: set[str] = set()


def _source(
    function: Callable[[World, Random], str | None],
) -> Callable[[World, Random], str | None]:
    EDITS[function.__name__] = function
    _SOURCE_EDITS.add(function.__name__)
    return function


def _other(
    function: Callable[[World, Random], str | None],
) -> Callable[[World, Random], str | None]:
    EDITS[function.__name__] = function
    return function


def _an_entry(world: World, pick: Random) -> tuple[str, Entry] | None:
    found = world.entries()
    return pick.choice(found) if found else None


def _a_target(world: World, pick: Random, *, ours_only: bool = False) -> str:
    """Something to refer to: a name, an alias, an id, what is not there."""
    entries = world.all_entries()
    known: list[str] = []
    for entry in entries:
        known += [entry.name] * 3 + entry.options.get('id', [])
        for option in ('aliases', 'forms', 'deprecated', 'abbreviation', 'previously'):
            known += entry.options.get(option, [])
    known += [*UNKNOWN, *NAMES]
    if not ours_only:
        known += [*STANDARD, world.local_name('pt_BR', pick.choice(known))]
    return pick.choice(known)


def _a_ref(world: World, pick: Random) -> Ref:
    role = pick.choice(['term-ref'] * 6 + ['term', 'any', 'conv:term', 'ref'])
    text = world.words('some text') if pick.random() < 0.3 else ''
    if role == 'ref':
        return Ref(f'convglossary-{pick.choice(CATEGORIES)}', text, role)
    target = _a_target(world, pick)
    while role in ('term', 'any') and target in STANDARD:
        # What these find in Sphinx's glossary is Sphinx's affair, and it leaves it
        # stale (test_edits.py shows it).
        target = _a_target(world, pick, ours_only=True)
    return Ref(target, text, role)


def _a_document(world: World, pick: Random) -> str:
    return pick.choice(list(world.docs))


def _an_unused_name(world: World, pick: Random) -> str:
    used = {entry.name for entry in world.all_entries()}
    free = [name for name in NAMES if name not in used]
    return pick.choice(free) if free else world.words('Term')


@_source
def add_term(world: World, pick: Random) -> str:
    docname = _a_document(world, pick)
    name = _an_unused_name(world, pick)
    refs = [_a_ref(world, pick)] if pick.random() < 0.5 else []
    entry = Entry(name, Text(world.words('Short'), refs))
    if pick.random() < 0.6:
        entry.options['category'] = [pick.choice(CATEGORIES)]
    if pick.random() < 0.3:
        entry.options['hidden'] = []
    world.docs[docname].entries.append(entry)
    return f'add term {name!r} to {docname}'


@_source
def rename_term(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    before, entry.name = entry.name, _an_unused_name(world, pick)
    return f'rename term {before!r} of {docname} to {entry.name!r}'


@_source
def recase_term(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    before = entry.name
    entry.name = before.upper() if before.upper() != before else before.lower()
    return f'rename term {before!r} of {docname} to {entry.name!r}'


@_source
def move_term(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    other = _a_document(world, pick)
    world.docs[docname].entries.remove(entry)
    world.docs[other].entries.insert(0, entry)
    return f'move term {entry.name!r} from {docname} to {other}'


@_source
def delete_term(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    world.docs[docname].entries.remove(entry)
    return f'delete term {entry.name!r} of {docname}'


@_source
def toggle_hidden(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    if entry.hidden:
        del entry.options['hidden']
    else:
        entry.options['hidden'] = []
    return f'{"hide" if entry.hidden else "show"} term {entry.name!r} of {docname}'


@_source
def change_short(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    refs = [_a_ref(world, pick) for _ in range(pick.randrange(3))]
    entry.short = Text(world.words('Short'), refs)
    return f'short definition of {entry.name!r} in {docname}: {entry.short.message()}'


@_source
def change_long(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    if entry.long and pick.random() < 0.3:
        entry.long = None
        return f'no long definition of {entry.name!r} in {docname}'
    refs = [_a_ref(world, pick) for _ in range(pick.randrange(2))]
    entry.long = Text(world.words('Long'), refs)
    return f'long definition of {entry.name!r} in {docname}: {entry.long.message()}'


def _set_option(
    option: str,
    values: Callable[[World, Random], list[str]],
) -> None:
    def change(world: World, pick: Random) -> str | None:
        if not (found := _an_entry(world, pick)):
            return None
        docname, entry = found
        if option in entry.options and pick.random() < 0.4:
            del entry.options[option]
            return f'no {option} of {entry.name!r} in {docname}'
        entry.options[option] = values(world, pick)
        told = ' · '.join(entry.options[option])
        return f'{option} of {entry.name!r} in {docname}: {told}'

    change.__name__ = f'change_{option.replace("-", "_")}'
    _source(change)


def _some_aliases(world: World, pick: Random) -> list[str]:
    return pick.sample(ALIASES, pick.randrange(1, 3))


def _some_targets(world: World, pick: Random) -> list[str]:
    found = {
        _a_target(world, pick, ours_only=True) for _ in range(pick.randrange(1, 3))
    }
    return sorted(found)


_set_option('aliases', _some_aliases)
_set_option('forms', lambda world, pick: [pick.choice(['Alphas', 'Hooks', 'Agents'])])
_set_option('deprecated', lambda world, pick: [pick.choice(['Beta', 'Old', 'Nemo'])])
_set_option('abbreviation', lambda world, pick: [pick.choice(['GW', 'PL', 'AI'])])
_set_option('category', lambda world, pick: [pick.choice([*CATEGORIES, 'monei'])])
_set_option('related', _some_targets)
_set_option('broader', _some_targets)
_set_option('replaced-by', _some_targets)
_set_option('locales', lambda world, pick: [pick.choice(['pt', 'fr', '!pt', 'en'])])
_set_option('id', lambda world, pick: [pick.choice(['one', 'two', 'inbox'])])
_set_option('previously', lambda world, pick: [pick.choice(['old', 'one', 'gateway'])])
_set_option('sort', lambda world, pick: [pick.choice(['aaa', 'zzz'])])
_set_option(
    'learn-more',
    lambda world, pick: [
        pick.choice(['guide/a', 'guide/a', 'std', '/path', 'https://example.org/'])
    ],
)


@_source
def duplicate_term(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    names = Counter(entry.name for _, entry in world.entries())
    for docname, entry in world.entries():
        if names[entry.name] > 1:
            world.docs[docname].entries.remove(entry)
            return f'delete the duplicate {entry.name!r} of {docname}'
    docname = _a_document(world, pick)
    world.docs[docname].entries.append(copy.deepcopy(found[1]))
    return f'copy term {found[1].name!r} to {docname}'


@_source
def guard_term(world: World, pick: Random) -> str | None:
    if not (found := _an_entry(world, pick)):
        return None
    docname, entry = found
    entry.only = '' if entry.only else pick.choice(EXPRESSIONS)
    return f'term {entry.name!r} of {docname} only for {entry.only or "all"}'


# Documents


@_source
def add_document(world: World, pick: Random) -> str | None:
    free = [n for n in ('fresh', 'guide/d', 'glossary/index') if n not in world.docs]
    if not free:
        return None
    docname = pick.choice(free)
    texts = [Text(world.words('Text'), [_a_ref(world, pick)])]
    world.docs[docname] = Doc(Text(world.words('Title')), texts)
    if pick.random() < 0.5:
        name = _an_unused_name(world, pick)
        entry = Entry(name, Text(world.words('Short')))
        world.docs[docname].entries.append(entry)
    world.order.insert(pick.randrange(len(world.order) + 1), docname)
    return f'add document {docname} to the toctree: {world.order}'


@_source
def delete_document(world: World, pick: Random) -> str | None:
    if len(world.order) < 5:
        return None
    docname = pick.choice(world.order)
    del world.docs[docname]
    world.order.remove(docname)
    return f'delete document {docname}'


@_source
def rename_document(world: World, pick: Random) -> str | None:
    free = [n for n in ('fresh', 'guide/e', 'aaa', 'zzz') if n not in world.docs]
    if not free:
        return None
    before, after = pick.choice(world.order), pick.choice(free)
    world.docs[after] = world.docs.pop(before)
    world.order[world.order.index(before)] = after
    return f'rename document {before} to {after}'


@_source
def reorder_toctree(world: World, pick: Random) -> str:
    pick.shuffle(world.order)
    return f'toctree: {world.order}'


@_source
def retitle_document(world: World, pick: Random) -> str:
    named = [e.options.get('learn-more', [''])[0] for e in world.all_entries()]
    shown = [docname for docname in named if docname in world.docs]
    docname = pick.choice([_a_document(world, pick), *shown])
    refs = [Ref(_a_target(world, pick, ours_only=True))] if pick.random() < 0.7 else []
    world.docs[docname].title = Text(world.words('Title'), refs)
    return f'title of {docname}: {world.docs[docname].title.message()}'


@_source
def change_listing(world: World, pick: Random) -> str:
    docname = _a_document(world, pick)
    doc = world.docs[docname]
    doc.listing = None if doc.listing and pick.random() < 0.5 else pick.choice(LISTINGS)
    doc.listing_only = pick.choice(EXPRESSIONS) if pick.random() < 0.2 else ''
    return f'listing of {docname}: {doc.listing}, only for {doc.listing_only or "all"}'


@_source
def change_standard(world: World, pick: Random) -> str:
    used = [name for doc in world.docs.values() for name in doc.standard]
    name = pick.choice(STANDARD)
    if name in used:
        for docname, doc in world.docs.items():
            if name in doc.standard:
                doc.standard.remove(name)
                return f"delete {name!r} of Sphinx's glossary in {docname}"
    docname = _a_document(world, pick)
    world.docs[docname].standard.append(name)
    return f"add {name!r} to Sphinx's glossary in {docname}"


# References


@_source
def add_text(world: World, pick: Random) -> str:
    docname = _a_document(world, pick)
    text = Text(world.words('Text'), [_a_ref(world, pick), _a_ref(world, pick)])
    text.only = pick.choice(EXPRESSIONS) if pick.random() < 0.2 else ''
    world.docs[docname].texts.append(text)
    return f'add to {docname}: {text.rst()!r}'


@_source
def remove_text(world: World, pick: Random) -> str | None:
    full = [(name, doc) for name, doc in world.docs.items() if doc.texts]
    if not full:
        return None
    docname, doc = pick.choice(full)
    text = doc.texts.pop(pick.randrange(len(doc.texts)))
    return f'remove from {docname}: {text.rst()!r}'


@_source
def add_reference(world: World, pick: Random) -> str:
    text = pick.choice(world.texts())
    if len(text.refs) > 3:
        del text.refs[0]
    text.refs.append(_a_ref(world, pick))
    return f'add a reference: {text.message()}'


@_source
def change_reference(world: World, pick: Random) -> str | None:
    texts = [text for text in world.texts() if text.refs]
    if not texts:
        return None
    text = pick.choice(texts)
    text.refs[pick.randrange(len(text.refs))] = _a_ref(world, pick)
    return f'change a reference: {text.message()}'


@_source
def remove_reference(world: World, pick: Random) -> str | None:
    texts = [text for text in world.texts() if text.refs]
    if not texts:
        return None
    text = pick.choice(texts)
    del text.refs[pick.randrange(len(text.refs))]
    return f'remove a reference: {text.message()}'


@_source
def change_included(world: World, pick: Random) -> str:
    world.shared = Text(world.words('Shared'), [_a_ref(world, pick)])
    if pick.random() < 0.3:
        name = _an_unused_name(world, pick)
        shared = Entry(name, Text(world.words('Short')))
        world.shared_entry = None if world.shared_entry else shared
    term = world.shared_entry.name if world.shared_entry else 'none'
    return f'shared.txt: {world.shared.message()} (term: {term})'


@_source
def toggle_include(world: World, pick: Random) -> str:
    docname = _a_document(world, pick)
    doc = world.docs[docname]
    doc.includes = not doc.includes
    return f'{docname} includes shared.txt: {doc.includes}'


# Catalogs


def _a_message(
    world: World, pick: Random, language: str, wanted: Sequence[str] = ()
) -> tuple[str, str] | None:
    """Pick the domain and the text of a message, among *wanted* if there are any."""
    found = [
        (domain, message)
        for domain, messages in world.domains().items()
        for message in messages
        if (language, domain) in world.catalogs and (not wanted or message in wanted)
    ]
    return pick.choice(found) if found else None


def _translate_anew(
    world: World, pick: Random, language: str, wanted: Sequence[str]
) -> str | None:
    """Change the translation of one message: good, wrong, missing or fuzzy."""
    if not (found := _a_message(world, pick, language, wanted)):
        return None
    domain, message = found
    catalog = world.catalogs[language, domain]
    if (
        quality := pick.choice(['good', 'good', 'other', 'wrong', 'none', 'fuzzy'])
    ) in (
        'good',
        'fuzzy',
    ):
        told = translated(world, language, message, pick)
    elif quality == 'none':
        told = ''
    elif quality == 'other':
        told = _otherwise(world, pick, message)
    else:
        told = _wrongly(world, pick, message)
    catalog[message] = Message(told, fuzzy=quality == 'fuzzy')
    return f'{language}/{domain}.po, {quality}: {message!r} -> {told!r}'


def _otherwise(world: World, pick: Random, message: str) -> str:
    """Translate with other words; a name maybe as another term is called."""
    if '`' in message:
        return f'{world.words("Outro")}: {message}'
    names = [entry.name for entry in world.all_entries()]
    return pick.choice([world.words('Outro'), 'Comum', pick.choice([*names, 'Comum'])])


def _wrongly(world: World, pick: Random, message: str) -> str:
    """Translate with references to something else, or without one."""
    found = list(re.finditer(r':term-ref:`[^`]+`', message))
    if not found:
        return world.words('Errado')
    match = pick.choice(found)
    new = pick.choice(['', Ref(_a_target(world, pick)).rst(), ':term-ref:`Alph'])
    return f'PT: {message[: match.start()]}{new}{message[match.end() :]}'


@_other
def translate_name(world: World, pick: Random) -> str | None:
    names = [entry.name for entry in world.all_entries()]
    return _translate_anew(world, pick, 'pt_BR', names) if names else None


@_other
def translate_entry(world: World, pick: Random) -> str | None:
    messages = [m for entry in world.all_entries() for m in entry.messages()]
    return _translate_anew(world, pick, 'pt_BR', messages) if messages else None


@_other
def translate_text(world: World, pick: Random) -> str | None:
    messages = [text.message() for text in world.texts()]
    return _translate_anew(world, pick, 'pt_BR', messages)


@_other
def translate_any(world: World, pick: Random) -> str | None:
    return _translate_anew(world, pick, 'pt_BR', ())


@_other
def translate_configuration(world: World, pick: Random) -> str | None:
    wanted = world.domains()['convglossary']
    return _translate_anew(world, pick, 'pt_BR', wanted) if wanted else None


@_other
def translate_elsewhere(world: World, pick: Random) -> str | None:
    names = [entry.name for entry in world.all_entries()]
    return _translate_anew(world, pick, 'fr', names) if names else None


@_other
def update_catalogs(world: World, pick: Random) -> str:
    everything_translated(world, pick)
    return 'translate everything that is not'


# Configuration


@_other
def change_category_label(world: World, pick: Random) -> str:
    categories = dict(world.conf['convglossary_categories'])
    key = pick.choice(list(categories))
    categories[key] = world.words('Label')
    world.conf['convglossary_categories'] = categories
    return f'convglossary_categories: {categories}'


@_other
def reorder_categories(world: World, pick: Random) -> str:
    categories = dict(world.conf['convglossary_categories'])
    keys = list(categories)
    pick.shuffle(keys)
    if pick.random() < 0.4:
        keys = ['other', *keys] if 'other' not in keys else ['basic', 'money']
    label = {'other': 'Others', 'basic': 'Basics', 'money': 'Money'} | categories
    world.conf['convglossary_categories'] = {key: label[key] for key in keys}
    return f'convglossary_categories: {world.conf["convglossary_categories"]}'


def _set_value(option: str, *values: Any) -> None:
    def change(world: World, pick: Random) -> str:
        others = [value for value in values if value != world.conf[option]]
        world.conf[option] = pick.choice(others)
        return f'{option} = {world.conf[option]!r}'

    change.__name__ = f'change_{option.removeprefix("convglossary_")}'
    _other(change)


_set_value('convglossary_pages', *PAGES)
_set_value(
    'convglossary_sites',
    {},
    {'en': 'https://example.org/en/'},
    {'en': 'https://example.org/en/', 'pt_BR': 'https://example.org/pt/'},
)
_set_value('convglossary_inverse_relations', False, True)
_set_value('convglossary_other_languages', False, True)
_set_value('convglossary_local_text', False, True)
_set_value('convglossary_learn_more_base', '', 'https://example.org/', '/docs/')
_set_value('convglossary_extra_messages', [], ['aliases'], ['forms', 'sort'])
_set_value('convglossary_source_language', 'en', 'de')
_set_value('version', '1', '2')
_set_value('author', 'Us', 'Them')
_set_value('html_baseurl', '', 'https://example.org/')


@_other
def toggle_tag(world: World, pick: Random) -> str:
    world.tags = [] if world.tags else ['draft']
    return f'tags: {world.tags}'


@_source
def several(world: World, pick: Random) -> str:
    others = pick.sample([kind for kind in EDITS if kind != 'several'], 4)
    return ', '.join(filter(None, [EDITS[kind](world, pick) for kind in others]))


@dataclass(frozen=True)
class Edit:
    """One edit; *salt* decides all that is random in it."""

    kind: str
    salt: int

    def apply(self, world: World) -> str | None:
        """Change the project, and say how."""
        pick = random.Random(f'{self.kind}:{self.salt}')
        told = EDITS[self.kind](world, pick)
        if told and self.kind in _SOURCE_EDITS and pick.random() < 0.6:
            everything_translated(world, pick)
            told += ' (and translate everything that is not)'
        return told


def random_edits(seed: int, steps: int, without: Sequence[str] = ()) -> list[Edit]:
    """Give edits of all kinds, each as often as the others."""
    pick = random.Random(seed)
    kinds = [kind for kind in EDITS if kind not in without]
    found: list[Edit] = []
    while len(found) < steps:
        pick.shuffle(kinds)
        found += [Edit(kind, pick.randrange(10**6)) for kind in kinds]
    return found[:steps]


# -- builds


@dataclass(frozen=True)
class Built:
    """What a build has made and said."""

    files: dict[str, bytes]
    warnings: list[str]
    #: The documents that it read.
    read: set[str]
    #: The documents that it read or wrote.
    touched: set[str]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be built."""

    src: str
    out: str
    trees: str
    language: str
    tags: tuple[str, ...]
    jobs: int


def build(order: Order) -> str:
    """Build a project, and give what is warned."""
    warned = StringIO()
    with _unspoiled():
        app = Sphinx(
            order.src,
            order.src,
            order.out,
            order.trees,
            'html',
            {'language': order.language},
            None,
            warned,
            tags=order.tags,
            parallel=order.jobs,
        )
        app.build()
    return warned.getvalue()


def serve() -> None:
    """Build whatever is ordered, line by line."""
    for line in sys.stdin:
        told = {'warned': '', 'error': ''}
        try:
            told['warned'] = build(Order(**json.loads(line)))
        except Exception:
            told['error'] = traceback.format_exc()
        print(json.dumps(told), flush=True)


class Laboratory:
    """A folder in which a project is edited and built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.src = folder / 'src'
        self.src.mkdir(parents=True)
        self._texts: dict[str, str] = {}
        self._time = 0
        self._builder: subprocess.Popen[str] | None = None

    def write(self, world: World, *, all_anew: bool = False) -> None:
        """Write what has changed, newer than all that was built or written before."""
        files = world.files()
        self._time = max(time.time_ns(), self._time + 1)
        for name in self._texts.keys() - files.keys():
            path = self.src / name
            path.unlink()
            # Sphinx goes on using what was compiled.
            path.with_suffix('.mo').unlink(missing_ok=True)
        for name, text in files.items():
            if self._texts.get(name) != text or (all_anew and name.endswith('.rst')):
                path = self.src / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding='utf-8')
                os.utime(path, ns=(self._time, self._time))
        self._texts = files
        # What the builds write is newer, even where the clock of the files is coarse.
        time.sleep(0.01)

    def build(
        self, world: World, language: str, *, clean: bool = False, jobs: int = 1
    ) -> Built:
        """Build what is written."""
        kept = self.folder / ('clean' if clean else 'kept') / language
        out, trees = kept / 'html', kept / 'doctrees'
        if clean:
            shutil.rmtree(kept, ignore_errors=True)
        trees.mkdir(parents=True, exist_ok=True)
        (trees / 'touched.json').unlink(missing_ok=True)
        order = Order(
            src=str(self.src),
            out=str(out),
            trees=str(trees),
            language=language,
            tags=tuple(world.tags),
            jobs=jobs,
        )
        warned = build(order) if jobs == 1 else self._apart(order)
        touched = json.loads((trees / 'touched.json').read_text('utf-8'))
        return Built(
            files={
                path.relative_to(out).as_posix(): path.read_bytes()
                for path in sorted(out.rglob('*'))
                if path.is_file() and path.name != '.buildinfo'
            },
            warnings=self._lines(warned, trees),
            read=set(touched['read']),
            touched={*touched['read'], *touched['written']},
        )

    def _apart(self, order: Order) -> str:
        """Build in a process of its own, which forks better than one that tests."""
        if self._builder is None:
            # Whatever depends on the order of sets differs between the two.
            self._builder = subprocess.Popen(
                [sys.executable, __file__, '--serve'],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding='utf-8',
                cwd=PACKAGE_PARENT,
                env={
                    **os.environ,
                    'PYTHONPATH': str(PACKAGE_PARENT),
                    'PYTHONHASHSEED': '7',
                },
            )
        assert self._builder.stdin
        assert self._builder.stdout
        self._builder.stdin.write(json.dumps(asdict(order)) + '\n')
        self._builder.stdin.flush()
        told = json.loads(self._builder.stdout.readline())
        if told['error']:
            raise RuntimeError(told['error'])
        return str(told['warned'])

    def close(self) -> None:
        """End what was started."""
        if self._builder is not None:
            self._builder.communicate()

    def _lines(self, warned: str, trees: Path) -> list[str]:
        plain = re.sub(r'\x1b\[[0-9;]*m', '', warned)
        for folder in (self.src, trees):
            plain = plain.replace(f'{folder}{os.sep}', '')
        return [line.rstrip() for line in plain.splitlines() if line.strip()]


# -- what must be equal

#: Told of the glossary as a whole, whichever documents were read.
_WHOLE = (
    'duplicate_id',
    'duplicate_name',
    'unknown_relation',
    'relation_to_itself',
    'no_home',
    'page',
    'config',
)
#: Told when a block is read, not when it is only written: so it is with all that Sphinx
#: finds wrong while it reads.
_WHEN_READ = (
    'no_name',
    'long_name',
    'unknown_option',
    'option_value',
    'content',
    'nested',
    'unknown_category',
    'empty_listing',
)
_PLACE = re.compile(
    r'(?P<path>[^\s:]+):(?:(?P<line>\d+):)?(?:<translated>:\d+:)? (?:WARNING|ERROR)'
)
_SUBTYPE = re.compile(r'\[convglossary\.(\w+)\]$')


class Judge:
    """Tells how two builds of a project differ."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.files = world.files()

    def complaints(self, kept: Built, clean: Built) -> Iterator[str]:
        """Tell each difference."""
        yield from self._files(kept.files, clean.files)
        yield from self._warnings(kept, clean)

    def _files(self, kept: dict[str, bytes], clean: dict[str, bytes]) -> Iterator[str]:
        for name in sorted(clean.keys() - kept.keys()):
            yield f'{name}: written by the clean build only'
        for name in sorted(kept.keys() & clean.keys()):
            if kept[name] != clean[name]:
                yield f'{name} differs:\n{_difference(kept[name], clean[name])}'
        for name in sorted(kept.keys() - clean.keys()):
            # Sphinx leaves the pages of documents that are no more.
            docname = name.removesuffix('.html')
            if docname in self.world.docs or docname in self.world.pages():
                yield f'{name}: of a document, in the kept output only'

    def _warnings(self, kept: Built, clean: Built) -> Iterator[str]:
        missing = Counter(clean.warnings) - Counter(kept.warnings)
        surplus = Counter(kept.warnings) - Counter(clean.warnings)
        for line in surplus.elements():
            yield f'only the incremental build warns: {line}'
        for line in missing.elements():
            if self._is_due(line, kept):
                yield f'only the clean build warns: {line}'
        for line in kept.warnings:
            if not self._is_allowed(line, kept.touched):
                yield f'repeated about an untouched page: {line}'

    def _is_due(self, line: str, kept: Built) -> bool:
        """Tell whether an incremental build has to warn of it."""
        if self._is_whole(line):
            # Sphinx checks nothing where nothing was read or written.
            return bool(kept.touched)
        subtype = _SUBTYPE.search(line)
        ours = subtype is not None and subtype[1] not in _WHEN_READ
        when_read = not ours and '[ref.' not in line
        return bool(self._documents(line) & (kept.read if when_read else kept.touched))

    def _is_allowed(self, line: str, touched: set[str]) -> bool:
        """Tell whether an incremental build may warn of it."""
        if self._is_whole(line):
            return True
        return bool((self._documents(line) | self._showing(line)) & touched)

    def _is_whole(self, line: str) -> bool:
        match = _SUBTYPE.search(line)
        if match is None:
            return False
        about_relation = match[1] == 'ambiguous_term' and self._at_block(line)
        empty = match[1] == 'empty_listing' and 'no terms to show' in line
        category = match[1] == 'unknown_category' and 'convglossary_pages' in line
        return match[1] in _WHOLE or about_relation or empty or category

    def _source_line(self, line: str) -> str:
        match = _PLACE.match(line)
        if match is None or not match['line']:
            return ''
        lines = self.files.get(match['path'], '').splitlines()
        return lines[int(match['line']) - 1] if int(match['line']) <= len(lines) else ''

    def _at_block(self, line: str) -> bool:
        return '.. convterm::' in self._source_line(line)

    def _documents(self, line: str) -> set[str]:
        """Name the documents in which the place of a warning is."""
        match = _PLACE.match(line)
        if match is None:
            return set()
        path = match['path']
        if path == 'shared.txt':
            return {name for name, doc in self.world.docs.items() if doc.includes}
        if path.endswith('.po'):
            return self._with_message(path, int(match['line'] or 1))
        return {path.rpartition('.')[0]}

    def _with_message(self, path: str, line: int) -> set[str]:
        domain = path.rpartition('/')[2].removesuffix('.po')
        message = self._message_at(path, line)
        return {
            docname
            for docname in self.world.docs
            if docname.split('/')[0] == domain
            and message in self.world.messages_of(docname)
        }

    def _message_at(self, path: str, line: int) -> str:
        lines = self.files[path].splitlines()
        found = next(x for x in lines[line - 1 :] if x.startswith('msgid'))
        return found.removeprefix('msgid "').removesuffix('"').replace(r'\"', '"')

    def _showing(self, line: str) -> set[str]:
        """Name the documents that show a hidden definition at that place."""
        match = _PLACE.match(line)
        if match is None:
            return set()
        if match['path'].endswith('.po'):
            text = self._message_at(match['path'], int(match['line'] or 1))
        else:
            text = self._source_line(line).strip()
        hidden = [entry for entry in self.world.all_entries() if entry.hidden]
        if not any(text in entry.messages() for entry in hidden):
            return set()
        listings = {
            name for name, doc in self.world.docs.items() if doc.listing is not None
        }
        return {*listings, *self.world.pages()}


def _difference(kept: bytes, clean: bytes, limit: int = 30) -> str:
    texts = [_readable(data).splitlines() for data in (kept, clean)]
    lines = difflib.unified_diff(*texts, 'incremental', 'clean', lineterm='', n=1)
    told = list(lines)
    more = [f'… and {len(told) - limit} lines'] if len(told) > limit else []
    return '\n'.join(f'  {line}' for line in [*told[:limit], *more])


def _readable(data: bytes) -> str:
    """Give the text of a file; that of an inventory is compressed."""
    if data.startswith(b'# Sphinx inventory'):
        *head, packed = data.split(b'\n', 4)
        data = b'\n'.join([*head, zlib.decompress(packed)])
    return data.decode('utf-8', 'replace')


# -- experiments


@dataclass(frozen=True)
class Failure:
    """The first difference between two builds."""

    #: How many edits it took.
    edits: int
    #: All edits, in words.
    story: list[str]
    complaints: list[str]

    @property
    def kinds(self) -> set[str]:
        """What is wrong, whichever names and documents it is about."""
        found = set()
        for complaint in self.complaints:
            subtype = ''.join(re.findall(r'\[[\w.]+\]$', complaint))
            what = re.search(
                r'the build fails|differs|written by|in the kept|only the \w+|repeated',
                complaint,
            )
            found.add(f'{what and what[0]} {subtype}')
        return found

    def __str__(self) -> str:
        return '\n'.join([*self.story, '', *self.complaints])


def try_edits(
    edits: Sequence[Edit], folder: Path, *, turn: int | None = None, known: str = ''
) -> Failure | None:
    """Make edits and compare after each.

    With *turn*, compare after the last one only, as if it were the edit of that number.
    """
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.closing(Laboratory(folder)) as laboratory:
        return _try_edits(edits, laboratory, turn=turn, known=known)


def _try_edits(
    edits: Sequence[Edit], laboratory: Laboratory, *, turn: int | None, known: str
) -> Failure | None:
    world, story = first_world(), ['the first build']
    for number, edit in enumerate([None, *edits]):
        if edit is not None:
            told = edit.apply(world)
            story.append(f'{number}. {told}  [{edit.kind} {edit.salt}]')
        compare = turn is None or number == len(edits)
        turn_now = (turn or number) if compare else 0
        jobs = 2 if turn_now % 5 == 4 else 1
        # Sphinx reads in parallel from six documents on.
        laboratory.write(world, all_anew=turn_now % 10 == 4)
        try:
            wrong = list(_differences(laboratory, world, jobs, compare=compare))
        except Exception:
            wrong = [f'the build fails:\n{traceback.format_exc()}']
        if wrong := [x for x in wrong if not (known and re.search(known, x))]:
            return Failure(edits=number, story=story, complaints=wrong)
    return None


def _differences(
    laboratory: Laboratory, world: World, jobs: int, *, compare: bool
) -> Iterator[str]:
    judge = Judge(world)
    for language in LANGUAGES:
        kept = laboratory.build(world, language, jobs=jobs)
        if not compare:
            continue
        clean = laboratory.build(world, language, clean=True)
        for complaint in judge.complaints(kept, clean):
            with_jobs = f' -j {jobs}' if jobs > 1 else ''
            yield f'[{language}{with_jobs}] {complaint}'


def shrink(
    failure: Failure, edits: Sequence[Edit], folder: Path, known: str = ''
) -> Failure:
    """Give the fewest edits that fail likewise."""
    edits, turn = list(edits)[: failure.edits], failure.edits
    if not (found := try_edits(edits, folder, turn=turn, known=known)):
        return failure  # It takes several jobs at an edit before.
    kinds, size = failure.kinds, max(len(edits) // 2, 1)
    while True:
        start = 0
        while start < len(edits):
            fewer = edits[:start] + edits[start + size :]
            again = try_edits(fewer, folder, turn=turn, known=known)
            if again and again.kinds & kinds:
                edits, found = fewer, again
            else:
                start += size
        if size == 1:
            return found
        size //= 2


def main() -> int:
    """Make edits as long as one likes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--steps', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--round', type=int, default=25, help='edits of one project')
    parser.add_argument('--only', type=int, help='the number of one project')
    parser.add_argument('--without', action='append', default=[], choices=sorted(EDITS))
    parser.add_argument('--known', default='', help='differences to pass over')
    parser.add_argument('--shrink', action='store_true')
    parser.add_argument('--go-on', action='store_true', help='after a failure')
    parser.add_argument('--serve', action='store_true', help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve()
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / 'edits'
        edits = random_edits(given.seed, given.steps, given.without)
        for number, start in enumerate(range(0, len(edits), given.round)):
            if given.only not in (None, number):
                continue
            some = edits[start : start + given.round]
            begun = time.monotonic()
            failure = try_edits(some, folder, known=given.known)
            took = time.monotonic() - begun
            print(f'edits {start + 1}-{start + len(some)}: {took:.0f} s', flush=True)
            if failure:
                failed += 1
                shrunk = (
                    shrink(failure, some, folder, given.known)
                    if given.shrink
                    else failure
                )
                print(shrunk, flush=True)
                if not given.go_on:
                    break
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
