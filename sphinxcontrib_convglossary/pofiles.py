"""The catalogs as translators keep them: ``.po`` files, read with Babel."""

from __future__ import annotations

import os
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.pofile import read_po
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinxcontrib_convglossary.guarded_files import find, status_of
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.registry import State, Translated
from sphinxcontrib_convglossary.spelling import contained, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

    from babel.messages.catalog import Message as BabelMessage
    from sphinx.environment import BuildEnvironment


class Message(NamedTuple):
    """What is kept of a message: those of Babel are several times as large."""

    #: The translation as it stands in the catalog; '' for none.
    text: str
    #: The line that it begins in.
    line: int
    #: Whether somebody has to look at it before it may be used.
    fuzzy: bool = False
    #: Whether the text in the sources is known to have been another one before.
    changed: bool = False
    #: The paths of the sources that it is in.
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PoFile:
    """A catalog in one language."""

    path: Path
    #: Messages by their text in the sources.
    messages: dict[str, Message]
    #: Why it cannot be read; '' where it can.
    damage: str = ''

    def strays(self, name: str, texts: Set[str], others: Iterable[str] = ()) -> bool:
        """Tell whether it holds a translation of what a document said before.

        *name* is how the path of the document ends, *texts* what it says today;
        *others* are documents in whose paths that end occurs as well
        (``sub/index`` for ``index``).
        """
        ends = tuple(f'/{other}' for other in others)

        def is_of_document(path: str) -> bool:
            full = f'/{path}'
            return full.endswith(f'/{name}') and not full.endswith(ends)

        return any(
            message.text
            and text not in texts
            and any(map(is_of_document, message.sources))
            for text, message in self.messages.items()
        )


def locale_folders(env: BuildEnvironment) -> list[Path]:
    """Return the directories of catalogs.  Sphinx warns of what can be none."""
    wanted = env.config.locale_dirs
    listed = wanted if isinstance(wanted, (list, tuple, set, frozenset)) else []
    return [Path(env.srcdir, x) for x in listed if isinstance(x, (str, os.PathLike))]


def locales(env: BuildEnvironment) -> list[str]:
    """Give the locales that have catalogs, in order.

    A folder whose name no text can hold (bytes that are no UTF-8) is none.
    """
    found = set()
    for folder in locale_folders(env):
        for path in find(folder, '*/LC_MESSAGES'):
            found.add(path.parent.name)
    return sorted(name for name in found if printable(name) == name)


def all_catalogs(env: BuildEnvironment) -> list[tuple[str, int, int]]:
    """Give path, time and size of each catalog of each locale, compiled or not.

    In order.  What is no file is left out: an editor that has a catalog open may keep
    a link beside it that leads nowhere (``.#index.po``).
    """
    found: set[tuple[str, int, int]] = set()
    for folder in locale_folders(env):
        for suffix in ('po', 'mo'):
            for path in find(folder, f'*/LC_MESSAGES/**/*.{suffix}'):
                if status := status_of(path):
                    known = path.as_posix(), status.st_mtime_ns, status.st_size
                    found.add(known)
    return sorted(found)


class LookUps:
    """What looks up the messages of documents, each made once for a locale."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._made: dict[tuple[str, str], Callable[[str], Translated]] = {}
        self._texts: dict[str, frozenset[str]] = {}

    def of(self, docname: str, locale: str) -> Callable[[str], Translated]:
        """Give what looks messages of a document up in a locale."""
        key = docname, locale
        if key not in self._made:
            self._made[key] = self._look_up(docname, locale)
        return self._made[key]

    def _look_up(self, docname: str, locale: str) -> Callable[[str], Translated]:
        env = self._env
        domain = docname_to_domain(docname, env.config.gettext_compact)
        files = list(po_files(env, domain, locale))
        path = env.doc2path(docname, base=False).as_posix()

        @cache
        def stale() -> bool:
            # Asked where a message is missing: it tells a stale catalog from an
            # incomplete one.
            texts, others = self._texts_of(docname), self._longer(path)
            return any(file.strays(path, texts, others) for file in files)

        def look_up(text: str) -> Translated:
            for file in files:
                message = file.messages.get(text)
                if message is not None:
                    return _translated(file, message)
            return Translated(state=State.STALE if stale() else State.MISSING)

        return look_up

    def _longer(self, path: str) -> list[str]:
        """Give the paths of the documents that end as one does."""
        every = (
            self._env.doc2path(docname, base=False).as_posix()
            for docname in self._env.all_docs
        )
        return [other for other in every if other.endswith(f'/{path}')]

    def _texts_of(self, docname: str) -> frozenset[str]:
        """Give all messages of a document."""
        if docname not in self._texts:
            messages = extract_messages(self._env.get_doctree(docname))
            self._texts[docname] = frozenset(text for _, text in messages)
        return self._texts[docname]


def _translated(file: PoFile, message: Message) -> Translated:
    place = f'{file.path}:{message.line}'
    text = contained(printable(message.text))
    if message.fuzzy and text:
        state = State.STALE if message.changed else State.FUZZY
        return Translated(state=state, place=place)
    if not text.strip():
        return Translated(state=State.MISSING, place=place)
    return Translated(text=text, state=State.TRANSLATED, place=place)


def place_of_message(env: BuildEnvironment, domain: str, text: str) -> str | None:
    """Give the path and line of a translated message, ``path:line``.

    ``None`` where no ``.po`` file holds it (a team may keep compiled catalogs
    only).
    """
    for file in po_files(env, domain, env.config.language):
        message = file.messages.get(text)
        if message is not None and message.text:
            return f'{file.path}:{message.line}'
    return None


def po_files(env: BuildEnvironment, domain: str, locale: str) -> Iterator[PoFile]:
    """Give the catalogs of a domain, in the order in which Sphinx asks them.

    ``pt_BR`` is followed by ``pt``.
    """
    for folder in locale_folders(env):
        for name in dict.fromkeys([locale, locale.partition('_')[0]]):
            path = folder / name / 'LC_MESSAGES' / f'{domain}.po'
            if status := status_of(path):
                normal = Path(os.path.normpath(path))
                file = _read(normal, status.st_mtime_ns, status.st_size)
                # Of the catalogs that Sphinx compiles it says so itself.
                own = locale == env.config.language and env.config.gettext_auto_build
                if file.damage and not own:
                    place = f'{normal}:1'
                    loss = 'messages in it have no place'
                    report(Problem.CATALOG, place, reason=file.damage, loss=loss)
                yield file


@lru_cache(maxsize=256)
def _read(path: Path, changed: int, size: int) -> PoFile:
    """Read a catalog, once for each time that it changed."""
    try:
        # Like Sphinx: a line that Babel does not understand is passed over.  It
        # prints what it thinks of it.
        with path.open('rb') as stream, redirect_stdout(StringIO()):
            catalog = read_po(stream)
    except Exception as error:  # Babel raises whatever it stumbles over.
        return PoFile(path=path, messages={}, damage=str(error))
    messages = {
        message.id: _kept(message)
        for message in catalog
        # Sphinx asks without a context, and for no plural.
        if isinstance(message.id, str) and message.id and not message.context
    }
    return PoFile(path=path, messages=messages)


def _kept(message: BabelMessage) -> Message:
    # Babel takes "#| msgid", the text before, for a comment.
    before = any(comment.startswith('|') for comment in message.user_comments)
    return Message(
        # Without a plural the translation is one text; Babel's types do not say so.
        text=str(message.string),
        line=message.lineno or 0,
        fuzzy=message.fuzzy,
        changed=bool(message.previous_id) or before,
        # The same for whole documents: one text for all.
        sources=tuple(dict.fromkeys(intern(path) for path, _ in message.locations)),
    )
