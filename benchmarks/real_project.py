"""Measure the extension on a published project: its texts, its translations.

The project must have a ``.. glossary::`` and catalogs.  It is built twice in each
language: as published, and converted to ``convterm`` and ``:term-ref:`` in the
sources and in the catalogs.  Every reference in translated text and every warning
is then held against the meaning of the original message::

    git clone -b translation/source https://github.com/pypa/packaging.python.org
    pip install -r packaging.python.org/requirements.txt
    python benchmarks/real_project.py packaging.python.org --source source \
        --locales locales --languages eo,ja,ru --work measured

It prints two tables and leaves, in the work folder, the two copies, their builds,
the warnings, and ``findings.jsonl``: each warning with its original, its
translation and the verdict, to be read by somebody who knows the language.

How a verdict comes about.  Every entry of the glossary is a concept, known by its
names in the source and in the catalogs.  A translated message *agrees* with its
original if both refer to the same concepts; a target that is nobody's name is
taken to mean what is left over, when as many are left on both sides, unless it is
a piece of broken markup.  A warning about a message that agrees is false.  The
rules are written down here once more instead of being asked of the extension: it
must not judge itself.

The same file is the Sphinx extension that watches the builds (``setup``).
Standard library, Sphinx and Babel only; other projects' inventories are not used.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import normalize, read_po
from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx

#: How the two copies are called.
PUBLISHED, CONVERTED = 'published', 'converted'
#: What the watcher writes into the folder of a build.
RECORDS = 'real_project.json'
#: What the build itself was like.
RUN = 'run.json'


# -- converting the sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a glossary: one concept."""

    #: The lines of its names as written, without classifiers.
    lines: tuple[str, ...]
    #: What it says, without the indentation that all its lines share.
    definition: tuple[str, ...]


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _block_after(lines: Sequence[str], start: int) -> int:
    """Give the end of the block that the directive at *start* - 1 opens."""
    outer = _indentation(lines[start - 1])
    end = start
    for position in range(start, len(lines)):
        if lines[position].strip():
            if _indentation(lines[position]) <= outer:
                break
            end = position + 1
    return end


def _dedented(lines: Sequence[str]) -> tuple[str, ...]:
    filled = [line for line in lines if line.strip()]
    margin = min(map(_indentation, filled), default=0)
    text = '\n'.join(line[margin:].rstrip() for line in lines)
    return tuple(text.strip('\n').split('\n'))


def entries_of(body: Sequence[str]) -> Iterator[Entry]:
    """Read the content of a ``.. glossary::``, options included."""
    margin = min(_indentation(line) for line in body if line.strip())
    names: list[str] = []
    definition: list[str] = []
    comment = False
    for line in body:
        if line.strip() and _indentation(line) == margin:
            text = line.strip()
            comment = text == '..' or text.startswith('.. ')
            if comment or re.match(r':(sorted):', text):
                continue
            if any(map(str.strip, definition)):
                yield Entry(lines=tuple(names), definition=_dedented(definition))
                names, definition = [], []
            names.append(re.split(r' +: +', text)[0])
        elif names and not comment:
            definition.append(line)
    if names:
        yield Entry(lines=tuple(names), definition=_dedented(definition))


def plain(text: str) -> str:
    """Give the text of a name without its markup."""
    bare = re.sub(r':[\w:+-]+:(?=`)', '', text)
    bare = re.sub(r'(`+|\*\*?)(.+?)\1', r'\2', bare)
    return ' '.join(re.sub(r'\\(.)', r'\1', bare).split())


def _escaped(alias: str) -> str:
    return re.sub(r'([·;\\])', r'\\\1', plain(alias))


def convterm(entry: Entry) -> Iterator[str]:
    """Write an entry as a block of the extension; its other names are aliases."""
    yield f'.. convterm:: {entry.lines[0]}'
    if aliases := entry.lines[1:]:
        yield f'   :aliases: {" · ".join(map(_escaped, aliases))}'
    yield ''
    for line in entry.definition:
        yield f'   {line}' if line else ''
    yield ''


def convert_source(text: str) -> tuple[str, list[Entry]]:
    """Convert a document; give its glossary entries, too."""
    lines = text.expandtabs(8).splitlines()
    converted: list[str] = []
    found: list[Entry] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if not re.fullmatch(r' *\.\. glossary::\s*', line):
            converted.append(line)
            continue
        end = _block_after(lines, position)
        margin = ' ' * _indentation(line)
        for entry in entries_of(lines[position:end]):
            found.append(entry)
            converted += [(margin + new).rstrip() for new in convterm(entry)]
        position = end
    return convert_roles('\n'.join(widened(converted)) + '\n'), found


def widened(lines: Sequence[str]) -> Iterator[str]:
    """Make room for the longer role in the cells of grid tables."""
    table: list[str] = []
    for line in [*lines, '']:
        if line.lstrip().startswith(('+-', '+=', '|')):
            table.append(line)
            continue
        yield from _widened_table(table)
        table = []
        yield line


def _widened_table(table: Sequence[str]) -> Iterator[str]:
    growth = len(':term-ref:') - len(':term:')
    room: dict[int, int] = {}  # What a column needs, by the place of its right edge.
    for line in table:
        for edge, roles in _roles_by_edge(line).items():
            room[edge] = max(room.get(edge, 0), roles)
    for line in table:
        own = _roles_by_edge(line)
        for edge in sorted(room, reverse=True):
            filler = line[edge - 1] if line.lstrip().startswith('+') else ' '
            blanks = filler * growth * (room[edge] - own.get(edge, 0))
            line = line[:edge] + blanks + line[edge:]
        yield line


def _roles_by_edge(line: str) -> Counter[int]:
    found = re.finditer(r':term:`', line)
    return Counter(line.find('|', match.end()) for match in found)


#: A catalog may break its lines within a role.
_BREAK = r'(?:"\n")?'
_ROLE = re.compile(rf'([:：]\s?{_BREAK})(?:std:)?term({_BREAK}\s?[:：]\s?{_BREAK}`)')


def convert_roles(text: str) -> str:
    """Convert the role, however badly it may be spelled in a translation."""
    return _ROLE.sub(r'\1term-ref\2', text)


# -- converting the catalogs

#: Source text to its translation.
Catalog = dict[str, str]


def read_catalog(path: Path) -> Catalog:
    """Read what a catalog translates, as Sphinx does: without what is fuzzy."""
    with path.open('rb') as stream:
        catalog = read_po(stream)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.string
        and message.id
        and not message.fuzzy
    }


def alias_messages(entries: Iterable[Entry], catalog: Catalog) -> Iterator[str]:
    """Give the messages of option lines: the aliases' translations, joined."""
    known = set(catalog)
    for entry in entries:
        aliases = entry.lines[1:]
        message = ' · '.join(map(_escaped, aliases))
        if message in known or not any(alias in catalog for alias in aliases):
            continue
        known.add(message)
        translated = (catalog.get(alias, alias) for alias in aliases)
        joined = ' · '.join(map(_escaped, translated))
        yield f'\nmsgid {normalize(message)}\nmsgstr {normalize(joined)}\n'


def convert_catalog(path: Path, entries: Sequence[Entry]) -> None:
    """Convert a catalog in its place; no line of it moves."""
    text = path.read_text(encoding='utf-8')
    names = {name for entry in entries for name in entry.lines[1:]}
    converted = convert_roles(text)
    if any(normalize(name) in text for name in names):
        converted = converted.rstrip('\n') + '\n'
        converted += ''.join(alias_messages(entries, read_catalog(path)))
    if converted != text:
        path.write_text(converted, encoding='utf-8')


# -- the two copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Where things are, and what is to be built."""

    checkout: Path
    #: Folders of the documents and of the catalogs, relative to the checkout.
    source: Path
    locales: Path
    languages: tuple[str, ...]
    work: Path
    #: Patterns of the documents to build; none: all.
    only: tuple[str, ...] = ()
    builder: str = 'dummy'
    jobs: str = '2'
    #: ``-D`` settings.
    settings: tuple[str, ...] = ()

    def copy(self, kind: str) -> Path:
        """Give the folder of a copy."""
        return self.work / kind

    def output(self, kind: str, language: str) -> Path:
        """Give the folder of a build."""
        return self.work / 'builds' / f'{kind}-{language}'

    def catalogs(self, kind: str, language: str) -> list[Path]:
        """Give the catalogs of a language."""
        folder = self.copy(kind) / self.locales / language
        return sorted(folder.rglob('*.po'))


def configure(project: Project, kind: str) -> None:
    """Let a copy be watched, without other projects' inventories."""
    extensions = ['real_project']
    if kind == CONVERTED:
        extensions.append('sphinxcontrib_convglossary')
    lines = [
        f'extensions = [*globals().get("extensions", ()), *{extensions}]',
        'intersphinx_mapping = {}',
        'show_warning_types = True',
    ]
    if project.only:
        lines.append(f'include_patterns = {list(project.only)}')
    conf = project.copy(kind) / project.source / 'conf.py'
    conf.write_text(
        conf.read_text(encoding='utf-8') + '\n' + '\n'.join(lines) + '\n',
        encoding='utf-8',
    )


def _unwanted(project: Project) -> Any:
    locales = project.checkout / project.locales

    def ignored(folder: str, names: list[str]) -> list[str]:
        if Path(folder) == locales:
            return [name for name in names if name not in project.languages]
        return [name for name in names if name == '.git' or name.endswith('.mo')]

    return ignored


def make_copies(project: Project) -> list[Entry]:
    """Copy the checkout twice, convert one; give the entries of the glossary."""
    for kind in (PUBLISHED, CONVERTED):
        shutil.rmtree(project.copy(kind), ignore_errors=True)
        shutil.copytree(project.checkout, project.copy(kind), ignore=_unwanted(project))
    entries: list[Entry] = []
    for path in sorted((project.copy(CONVERTED) / project.source).rglob('*.rst')):
        text = path.read_text(encoding='utf-8')
        if re.search(r'term:`|\.\. glossary::', text):
            converted, found = convert_source(text)
            path.write_text(converted, encoding='utf-8')
            entries += found
    for language in project.languages:
        for path in project.catalogs(CONVERTED, language):
            convert_catalog(path, entries)
    for kind in (PUBLISHED, CONVERTED):
        configure(project, kind)
    return entries


# -- watching a build (this file as a Sphinx extension)

_NOTE = 'real-project'


def _references(node: nodes.Element) -> list[nodes.Element]:
    """Give the references to terms, of Sphinx or of the extension."""
    found: list[nodes.Element] = []
    for element in node.findall(nodes.Element):
        if isinstance(element, addnodes.pending_xref):
            if element['reftype'] == 'term' and element['refdomain'] == 'std':
                found.append(element)
        elif type(element).__name__ == 'term_reference':
            found.append(element)
    return found


def _described(reference: nodes.Element) -> dict[str, Any]:
    ours = 'whole' in reference
    return {
        'target': reference['target' if ours else 'reftarget'],
        'explicit': bool(reference['explicit' if ours else 'refexplicit']),
        'text': reference.astext(),
    }


class NoteOriginals(SphinxTransform):
    """Note what each message of the source refers to."""

    #: Before ``Locale`` (20).
    default_priority = 14

    def apply(self, **kwargs: Any) -> None:
        """Keep the notes on the nodes, which ``Locale`` keeps."""
        for term in self.document.findall(nodes.term):
            if term['ids']:
                term['real-name'] = term.astext()
        for node, message in extract_messages(self.document):
            originals = [_described(reference) for reference in _references(node)]
            node[_NOTE] = {'message': message, 'originals': originals}


class NoteTranslations(SphinxTransform):
    """Note what each translated message refers to."""

    #: After ``Locale`` (20).
    default_priority = 23

    def apply(self, **kwargs: Any) -> None:
        """Drop the notes on what has nothing to do with terms."""
        noted = [
            node
            for node in self.document.findall(nodes.Element)
            if _NOTE in node.attributes
        ]
        for node in noted:
            note = node.attributes.pop(_NOTE)
            note['targets'] = [_described(reference) for reference in _references(node)]
            note['line'] = node.line or 0
            if node.get('translated') and (note['originals'] or note['targets']):
                # Sphinx unwraps an inline message (``versionadded``); its parent stays.
                stays = node.parent if isinstance(node, nodes.inline) else node
                stays[_NOTE] = note


def _links(message: nodes.Element) -> list[dict[str, str]]:
    """Give text and anchor of each link to a term; '' where there is no link."""
    links = []
    for inline in message.findall(nodes.inline):
        if 'std-term' not in inline['classes']:
            continue
        parent = inline.parent
        anchor = ''
        if isinstance(parent, nodes.reference):
            anchor = parent.get('refid') or parent.get('refuri', '')
        links.append({'text': inline.astext(), 'anchor': anchor.rpartition('#')[2]})
    return links


def _watch(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    watched: dict[str, Any] = app.real_project  # type: ignore[attr-defined]
    for term in doctree.findall(nodes.term):
        for anchor in term['ids'] if 'real-name' in term else ():
            watched['anchors'][anchor] = term['real-name']
    for node in doctree.findall(nodes.Element):
        if _NOTE in node.attributes:
            found = {'docname': docname, 'links': _links(node)}
            watched['messages'].append(node[_NOTE] | found)


def _write_records(app: Sphinx, exception: Exception | None) -> None:
    watched: dict[str, Any] = app.real_project  # type: ignore[attr-defined]
    if 'conv' in app.env.domains:
        glossary: Any = app.env.get_domain('conv').glossary  # type: ignore[attr-defined]
        for term in glossary.terms:
            watched['anchors'][glossary.anchor_of(term)] = term.source.name
    text = json.dumps(watched, ensure_ascii=False, indent=1)
    (app.outdir / RECORDS).write_text(text, encoding='utf-8')


def setup(app: Sphinx) -> dict[str, bool]:
    """Watch a build: Sphinx calls this in both copies."""
    app.real_project = {'anchors': {}, 'messages': []}  # type: ignore[attr-defined]
    app.add_transform(NoteOriginals)
    app.add_transform(NoteTranslations)
    app.connect('doctree-resolved', _watch, priority=900)
    app.connect('build-finished', _write_records)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}


# -- building


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build."""

    #: Seconds, of this process and its children.
    wall: float
    cpu: float
    warnings: str
    #: Whether it came to its end.
    ended: bool


def build(project: Project, kind: str, language: str) -> Run:
    """Build a copy in a language, from nothing."""
    output = project.output(kind, language)
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    log = output / 'warnings.log'
    settings = [f'language={language}', *project.settings]
    command = [sys.executable, '-m', 'sphinx', '-q', '-E', '-b', project.builder]
    command += ['-j', project.jobs, '-w', str(log)]
    command += [part for setting in settings for part in ('-D', setting)]
    command += [str(project.copy(kind) / project.source), str(output)]
    path = [str(Path(__file__).parent), os.environ.get('PYTHONPATH', '')]
    variables = os.environ | {'PYTHONPATH': os.pathsep.join(filter(None, path))}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env=variables, capture_output=True, text=True)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    (output / 'stderr.log').write_text(done.stderr, encoding='utf-8')
    run = Run(
        wall=wall,
        cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        warnings=log.read_text(encoding='utf-8') if log.exists() else '',
        ended=done.returncode == 0 and (output / RECORDS).exists(),
    )
    (output / RUN).write_text(json.dumps(asdict(run)), encoding='utf-8')
    return run


def judged_again(project: Project, kind: str, language: str) -> Run:
    """Give a build that has been made before."""
    text = (project.output(kind, language) / RUN).read_text(encoding='utf-8')
    return Run(**json.loads(text))


def entries_before(project: Project) -> list[Entry]:
    """Read the entries of copies that have been made before."""
    entries: list[Entry] = []
    for path in sorted((project.copy(PUBLISHED) / project.source).rglob('*.rst')):
        text = path.read_text(encoding='utf-8')
        if '.. glossary::' in text:
            entries += convert_source(text)[1]
    return entries


# -- judging


def key(text: str) -> str:
    """Give what spellings share that a reader would call the same."""
    return ' '.join(unicodedata.normalize('NFKC', plain(text)).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """Every entry by its names: the number of the entry is the concept."""

    source: dict[str, set[int]]
    local: dict[str, set[int]]
    #: Those source names, as keys, that are translated to something else.
    translated: set[str]

    def called(self, target: str) -> set[int]:
        """Give the concepts that a target in translated text may mean."""
        return self.local.get(key(target), set()) | self.original(target)

    def original(self, target: str) -> set[int]:
        """Give the concept that a target of the source means."""
        return self.source.get(key(target), set())


def concepts_of(entries: Sequence[Entry], catalog: Catalog) -> Concepts:
    """Read the names of all entries in a language."""
    source: dict[str, set[int]] = defaultdict(set)
    local: dict[str, set[int]] = defaultdict(set)
    translated: set[str] = set()
    for number, entry in enumerate(entries):
        for line in entry.lines:
            source[key(line)].add(number)
            if line in catalog:
                local[key(catalog[line])].add(number)
            if key(catalog.get(line, line)) != key(line):
                translated.add(key(line))
    return Concepts(source=source, local=local, translated=translated)


def names_in(project: Project, language: str, entries: Sequence[Entry]) -> Catalog:
    """Read the translated names, from the catalog that translates most of them."""
    lines = {line for entry in entries for line in entry.lines}
    found: list[Catalog] = []
    for path in project.catalogs(PUBLISHED, language):
        catalog = read_catalog(path)
        found.append({line: catalog[line] for line in lines if line in catalog})
    return max(found, key=len, default={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a translated message agrees with its original."""

    agrees: bool
    #: How that is known, or what is wrong.
    reason: str
    #: What the original refers to.
    expected: frozenset[int]


def judge(message: dict[str, Any], concepts: Concepts) -> Judgement:
    """Hold a translated message against its original."""
    expected: set[int] = set()
    foreign = []  # What the original itself does not find.
    for original in message['originals']:
        found = concepts.original(original['target'])
        expected |= found
        foreign += [] if found else [key(original['target'])]
    left, added = set(expected), []
    unknown = dict.fromkeys(
        key(target['target'])
        for target in message['targets']
        if not concepts.called(target['target'])
    )
    for target in message['targets']:
        readings = concepts.called(target['target'])
        left -= readings
        if readings and not readings & expected:
            added.append(target['target'])
    strange = [target for target in unknown if target not in foreign]
    broken = [
        target['target']
        for target in message['targets']
        if key(target['target']) in unknown
        and re.search(r'`|<.*>' if not target['explicit'] else '`', target['target'])
    ]
    verdict: tuple[bool, str]
    if broken:
        verdict = False, f'broken markup: {broken}'
    elif added:
        verdict = False, f'leads elsewhere: {added}'
    elif len(strange) == len(left):
        verdict = True, 'by what is left over' if strange else 'by name'
    else:
        verdict = False, f'left: {len(left)}, unknown: {strange}'
    agrees, reason = verdict
    return Judgement(agrees=agrees, reason=reason, expected=frozenset(expected))


@dataclass(kw_only=True)
class Row:
    """What a build says and shows in one language."""

    language: str
    #: References in translated text.
    references: int = 0
    linked: int = 0
    unresolved: int = 0
    #: Links that do not lead to what the original refers to, though the message
    #: agrees with it.
    wrong: int = 0
    #: References without a text of their own that show a source name although that
    #: name is translated.
    foreign_text: int = 0
    false: int = 0
    true: int = 0
    #: Warnings that ask to look whether an order was rightly taken for a meaning.
    doubts: int = 0
    #: Warnings of Sphinx about the number or spelling of references to terms.
    inconsistent: int = 0
    #: The same about other roles.
    inconsistent_others: int = 0
    subtypes: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    disagreeing: int = 0
    #: Messages that disagree although nothing is said of them.
    missed: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    ended: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to be looked at by hand."""

    kind: str
    language: str
    what: str
    verdict: str
    place: str = ''
    original: str = ''
    translation: str = ''


def count_links(
    row: Row, message: dict[str, Any], concepts: Concepts, anchors: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Count the references of a message; give those that are not right."""
    judgement = judge(message, concepts)
    row.messages += 1
    row.disagreeing += not judgement.agrees
    links, targets = message['links'], message['targets']
    explicit = [target['explicit'] for target in targets]
    explicit += [False] * (len(links) - len(targets))
    for link, own_text in zip(links, explicit, strict=False):
        row.references += 1
        text = f'{link["text"]!r} -> {link["anchor"] or "nothing"}'
        meant = concepts.original(anchors.get(link['anchor'], ''))
        row.linked += bool(link['anchor'])
        if not link['anchor']:
            row.unresolved += 1
            yield 'unresolved', text
        elif (
            judgement.agrees and judgement.expected and not (meant & judgement.expected)
        ):
            row.wrong += 1
            yield 'wrong', text
        if not own_text and key(link['text']) in concepts.translated:
            row.foreign_text += 1
            yield 'foreign text', text


_WARNING = re.compile(
    r'^(?P<path>.*?):(?:(?P<line>\d+|<\w+>:\d+):)? WARNING: (?P<text>.*?)'
    r' \[(?P<type>[\w.]+)\]$',
    re.MULTILINE,
)


_TERM_ROLE = re.compile(r':(std:)?term(-ref)?:')


def _differences(text: str) -> tuple[bool, bool]:
    """Tell whether Sphinx complains of references to terms, and of others."""
    told = re.fullmatch(r'.*term references.*original: (\[.*\]), .*: (\[.*\])', text)
    if told is None:
        return False, False
    both = [ast.literal_eval(found) for found in told.groups()]
    terms = [sorted(filter(_TERM_ROLE.match, found)) for found in both]
    others = [sorted(r for r in found if not _TERM_ROLE.match(r)) for found in both]
    return terms[0] != terms[1], others[0] != others[1]


@dataclass(kw_only=True)
class Places:
    """The messages of a build, by the places that warnings name."""

    messages: list[dict[str, Any]]
    translations: Catalog
    #: Message by the line of its entry in each catalog, by path.
    catalogs: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_text = {message['message']: message for message in self.messages}
        self._by_line = defaultdict(list)
        for message in self.messages:
            self._by_line[message['docname'], message['line']].append(message)

    def find(self, path: str, line: int) -> list[dict[str, Any]]:
        """Give the messages at a line of a source or of a catalog."""
        if path.endswith('.po'):
            if path not in self.catalogs:
                with open(path, 'rb') as stream:
                    self.catalogs[path] = [
                        (m.lineno or 0, str(m.id)) for m in read_po(stream) if m.id
                    ]
            texts = [text for number, text in self.catalogs[path] if number == line]
            return [self._by_text[text] for text in texts if text in self._by_text]
        for (docname, number), messages in self._by_line.items():
            if number == line and path.removesuffix('.rst').endswith(docname):
                return messages
        return []


def count_warnings(
    row: Row, log: str, places: Places, concepts: Concepts
) -> Iterator[Finding]:
    """Count the warnings about references to terms, and judge each."""
    heard: set[str] = set()
    for match in _WARNING.finditer(log):
        kind, text = match['type'], match['text']
        ours = kind.startswith('convglossary.')
        if kind == 'i18n.inconsistent_references':
            terms, others = _differences(text)
            row.inconsistent += terms
            row.inconsistent_others += others
            if not terms:
                continue
        elif not (ours or kind == 'ref.term'):
            continue
        row.subtypes[kind] += 1
        line = int(match['line']) if (match['line'] or '').isdigit() else 0
        at = places.find(match['path'], line)
        heard |= {message['message'] for message in at}
        if kind == 'ref.term':
            continue  # Counted as unresolved.
        verdicts = [judge(message, concepts) for message in at]
        true = any(not verdict.agrees for verdict in verdicts)
        doubt = kind.endswith('.paired_references') and not true
        row.true += true
        row.doubts += doubt
        row.false += not true and not doubt
        reasons = '; '.join(verdict.reason for verdict in verdicts) or 'no message'
        yield Finding(
            kind=kind,
            language=row.language,
            what=text,
            verdict=f'{"true" if true else "doubt" if doubt else "false"} ({reasons})',
            place=f'{match["path"]}:{match["line"]}',
            original=' | '.join(message['message'] for message in at),
            translation=' | '.join(
                places.translations.get(message['message'], '') for message in at
            ),
        )
    yield from missed(row, places, concepts, heard)


def missed(
    row: Row, places: Places, concepts: Concepts, heard: set[str]
) -> Iterator[Finding]:
    """Give the messages that disagree although nothing was said of them."""
    for text, message in places._by_text.items():
        verdict = judge(message, concepts)
        if verdict.agrees or text in heard:
            continue
        row.missed += 1
        yield Finding(
            kind='missed',
            language=row.language,
            what=str([target['target'] for target in message['targets']]),
            verdict=verdict.reason,
            place=f'{message["docname"]}:{message["line"]}',
            original=text,
            translation=places.translations.get(text, ''),
        )


def evaluate(
    project: Project, kind: str, language: str, run: Run, entries: Sequence[Entry]
) -> tuple[Row, list[Finding]]:
    """Count and judge all that a build says and shows."""
    row = Row(language=language, wall=[run.wall], cpu=[run.cpu], ended=run.ended)
    if not run.ended:
        return row, []
    text = (project.output(kind, language) / RECORDS).read_text(encoding='utf-8')
    records = json.loads(text)
    concepts = concepts_of(entries, names_in(project, language, entries))
    translations: Catalog = {}
    for path in project.catalogs(kind, language):
        translations = read_catalog(path) | translations
    findings = []
    for message in records['messages']:
        for problem, what in count_links(row, message, concepts, records['anchors']):
            findings.append(
                Finding(
                    kind=problem,
                    language=language,
                    what=what,
                    verdict=judge(message, concepts).reason,
                    place=f'{message["docname"]}:{message["line"]}',
                    original=message['message'],
                    translation=translations.get(message['message'], ''),
                )
            )
    places = Places(messages=records['messages'], translations=translations)
    findings += count_warnings(row, run.warnings, places, concepts)
    return row, findings


# -- telling

_COLUMNS = (
    'language',
    'references',
    'linked',
    'unresolved',
    'wrong',
    'foreign_text',
    'inconsistent',
    'false',
    'true',
    'doubts',
    'missed',
)


def table(rows: Sequence[Row]) -> str:
    """Give a table in Markdown, with the sums below."""
    cells = [[str(getattr(row, column)) for column in _COLUMNS] for row in rows]
    sums = [str(sum(getattr(row, column) for row in rows)) for column in _COLUMNS[1:]]
    seconds = [f'{statistics.median(row.cpu):.1f}' for row in rows] + ['']
    lines = [
        f'| {" | ".join(_COLUMNS)} | CPU s |',
        f'|---|{"---:|" * len(_COLUMNS)}',
    ]
    for line, second in zip([*cells, ['all', *sums]], seconds, strict=True):
        lines.append(f'| {" | ".join(line)} | {second} |')
    subtypes = sum((row.subtypes for row in rows), Counter())
    told = ', '.join(f'{kind}: {number}' for kind, number in sorted(subtypes.items()))
    failed = [row.language for row in rows if not row.ended]
    lines += ['', f'Warnings: {told or "none"}.']
    others = sum(row.inconsistent_others for row in rows)
    lines.append(f'Inconsistent references of other roles: {others}.')
    if failed:
        lines.append(f'Builds that did not end: {", ".join(failed)}.')
    return '\n'.join(lines)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    summary, _, description = (__doc__ or '').partition('\n\n')
    parser = argparse.ArgumentParser(
        description=summary,
        epilog=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add('checkout', type=Path, help='the project, with its catalogs')
    add('--languages', required=True, help='locale names, with commas between them')
    add('--source', type=Path, default=Path('docs'), help='where conf.py is')
    add('--locales', type=Path, default=Path('locales'), help='where catalogs are')
    add('--work', type=Path, required=True, help='a folder to build in')
    add('--only', action='append', default=[], help='a pattern of documents')
    add('-D', action='append', default=[], dest='settings', help='a setting')
    add('--builder', default='dummy')
    add('--jobs', default='2')
    add('--repeat', type=int, default=1, help='how often to build, for the times')
    add('--again', action='store_true', help='judge the builds of the last time')
    return parser.parse_args()


def main() -> None:
    """Convert, build, judge and tell."""
    given = arguments()
    project = Project(
        checkout=given.checkout.resolve(),
        source=given.source,
        locales=given.locales,
        languages=tuple(given.languages.split(',')),
        work=given.work.resolve(),
        only=tuple(given.only),
        builder=given.builder,
        jobs=given.jobs,
        settings=tuple(given.settings),
    )
    again = given.again
    entries = entries_before(project) if again else make_copies(project)
    print(f'{len(entries)} entries, {sum(len(e.lines) for e in entries)} names')
    rows: dict[str, list[Row]] = {PUBLISHED: [], CONVERTED: []}
    with (project.work / 'findings.jsonl').open('w', encoding='utf-8') as stream:
        for language in project.languages:
            for turn in range(given.repeat):
                for kind, told in rows.items():
                    run = (judged_again if again else build)(project, kind, language)
                    if turn:
                        told[-1].wall.append(run.wall)
                        told[-1].cpu.append(run.cpu)
                        continue
                    row, findings = evaluate(project, kind, language, run, entries)
                    told.append(row)
                    for finding in findings:
                        line = asdict(finding) | {'copy': kind}
                        stream.write(json.dumps(line, ensure_ascii=False) + '\n')
    for kind, told in rows.items():
        print(f'\n## {kind}\n\n{table(told)}')


if __name__ == '__main__':
    main()
