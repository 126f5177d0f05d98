"""The project, as authors and translators see it, and as it is on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from projects import REST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from edits.documents import Doc, Entry, Text

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
        # What is resolved on trial is not written.
        if not app.env.get_domain('conv').on_trial:
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

    app.add_config_value('edition', 'full', 'env')
    app.connect('builder-inited', hurry)
    app.connect('env-before-read-docs', note_reading, priority=900)
    app.connect('doctree-resolved', note_writing)
    app.connect('html-page-context', forget_neighbours)
    app.connect('build-finished', tell)
"""


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
            found += entry.texts()
        return [*found, self.shared]

    def text_messages(self) -> list[str]:
        """The messages of every text that may hold references, titles apart."""
        found = [self.shared.message()]
        for doc in self.docs.values():
            for text in doc.texts:
                found += text.messages(doc.syntax)
        return found + self.entry_messages()

    def entry_messages(self, *, hidden_only: bool = False) -> list[str]:
        """The messages of the terms."""
        found = [(self.docs[name].syntax, entry) for name, entry in self.entries()]
        if self.shared_entry:
            found.append((REST, self.shared_entry))
        return [
            message
            for syntax, entry in found
            if entry.hidden or not hidden_only
            for message in entry.messages(syntax)
        ]

    def shared_messages(self) -> Iterator[str]:
        yield from self.shared.messages(REST)
        if self.shared_entry:
            yield from self.shared_entry.messages(REST)

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
            f'{name}{doc.syntax.suffix}': doc.written(
                toctree if name == 'index' else ()
            )
            for name, doc in self.docs.items()
        }
        shared = [self.shared.written(REST)]
        if self.shared_entry:
            shared.append(self.shared_entry.written(REST))
        found['shared.txt'] = '\n'.join(shared)
        found['picture.png'] = ''
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
