"""The catalogs as translators keep them: ``.po`` files, read with Babel."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from sphinxcontrib_convglossary.guarded_files import (
    UNREADABLE,
    find,
    read_bytes,
    status_of,
)
from sphinxcontrib_convglossary.kept import KeptCatalogs, Strays
from sphinxcontrib_convglossary.likeness import Likes
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.sifting import Catalog
from sphinxcontrib_convglossary.spelling import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.kept import Kept
    from sphinxcontrib_convglossary.po_messages import Message

_Answer = TypeVar('_Answer')


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


class PoFile:
    """A catalog in one language: what it says is kept from one build to the next."""

    def __init__(
        self, path: Path, status: os.stat_result, kept: Kept, *, own: bool
    ) -> None:
        self.path = path
        self._stamp = status.st_mtime_ns, status.st_size
        self._kept = kept
        self._known = kept.file(path, self._stamp)
        #: Whether Sphinx compiles it in this build, and warns of what is wrong with it.
        self._own = own

    def find(self, text: str, wanted: Iterable[str] = ()) -> Message | None:
        """Return the message with a text in the sources.

        Where the file has to be read, what else is *wanted* of it is read too.
        """
        known = self._known.messages
        if text in known:
            return known[text]
        asked = {text, *wanted}
        found = self._ask(lambda catalog: catalog.messages(asked))
        if found is None:
            return None
        known.update({text: found.get(text) for text in asked})
        return known[text]

    def knew(
        self,
        text: str,
        path: str,
        longer: Sequence[str],
        read: int,
        say: Callable[[], Set[str]],
    ) -> bool:
        """Return whether it holds a translation of what a *text* was before.

        That is what the document said and does not say any more, and what is like the
        text.  *path* is how the path of the document ends; *longer* are those of
        documents that end so as well (``sub/index`` for ``index``).  *say* returns
        what the document says since it was *read*.
        """
        known, asked = self._known.strays, [read, *longer]
        if path not in known or known[path].asked != asked:
            texts = say()
            found = self._ask(lambda catalog: catalog.of_document(path, texts))
            if found is None:
                return False
            old = [
                _folded(before)
                for before, message in found.items()
                if message.text and _is_in(message, path, longer)
            ]
            known[path] = Strays(asked, sorted(old), {})
        strays = known[path]
        if strays.texts and text not in strays.like:
            strays.like[text] = _is_like(_folded(text), tuple(strays.texts))
            self._kept.changed = True
        return strays.like.get(text, False)

    def _ask(self, question: Callable[[Catalog], _Answer]) -> _Answer | None:
        """Return what the file answers; ``None`` where it cannot be read."""
        opened = _opened(self.path, *self._stamp)
        answer = opened.ask(question)
        if answer is not None:
            self._kept.changed = True
        elif not self._own:
            place, loss = f'{self.path}:1', 'messages in it have no place'
            report(Problem.CATALOG, place, reason=opened.damage, loss=loss)
        return answer


@lru_cache(maxsize=1024)
def _is_like(text: str, others: tuple[str, ...]) -> bool:
    """Return whether a text is like others: the same ones in most languages."""
    return _likes(others).any_like(text)


@lru_cache(maxsize=4)
def _likes(others: tuple[str, ...]) -> Likes:
    """Return texts to be compared with: a catalog is asked for one after the other."""
    return Likes(others)


def _folded(text: str) -> str:
    """Return a text as gettext compares it with others."""
    return text.lower().strip()


def _is_in(message: Message, document: str, longer: Sequence[str]) -> bool:
    """Return whether a message is in a document, and not in one with a longer path."""
    ends = tuple(f'/{other}' for other in longer)
    paths = (f'/{path}' for path in message.sources)
    return any(x.endswith(f'/{document}') and not x.endswith(ends) for x in paths)


class _Opened:
    """A catalog that was opened, or cannot be."""

    def __init__(self, path: Path) -> None:
        self.damage = ''
        try:
            self._catalog = Catalog(read_bytes(path))
        except UNREADABLE as error:
            self.damage = str(error)

    def ask(self, question: Callable[[Catalog], _Answer]) -> _Answer | None:
        """Return what it answers; ``None`` where it cannot be read."""
        if self.damage:
            return None
        try:
            return question(self._catalog)
        except Exception as error:  # Babel raises whatever it stumbles over.
            self.damage = str(error) or type(error).__name__
            return None


@lru_cache(maxsize=4)
def _opened(path: Path, changed: int, size: int) -> _Opened:
    """Open a catalog; a few are kept for who asks for one message after the other."""
    return _Opened(path)


def po_files(env: BuildEnvironment, domain: str, locale: str) -> Iterator[PoFile]:
    """Give the catalogs of a domain, in the order in which Sphinx asks them.

    ``pt_BR`` is followed by ``pt``.
    """
    own = locale == env.config.language and bool(env.config.gettext_auto_build)
    for folder in locale_folders(env):
        for name in dict.fromkeys([locale, locale.partition('_')[0]]):
            path = folder / name / 'LC_MESSAGES' / f'{domain}.po'
            if status := status_of(path):
                normal = Path(os.path.normpath(path))
                yield PoFile(normal, status, _kept(env).of(name), own=own)


def place_of_message(env: BuildEnvironment, domain: str, text: str) -> str | None:
    """Give the path and line of a translated message, ``path:line``.

    ``None`` where no ``.po`` file holds it (a team may keep compiled catalogs
    only).
    """
    for file in po_files(env, domain, env.config.language):
        message = file.find(text)
        if message is not None and message.text:
            return f'{file.path}:{message.line}'
    return None


_KEPT: WeakKeyDictionary[BuildEnvironment, KeptCatalogs] = WeakKeyDictionary()


def _kept(env: BuildEnvironment) -> KeptCatalogs:
    """Return what is kept of the catalogs of a project, beside its doctrees."""
    if env not in _KEPT:
        _KEPT[env] = KeptCatalogs(Path(env.doctreedir) / 'convglossary-catalogs')
    return _KEPT[env]


def save_kept(app: Sphinx, error: Exception | None) -> None:
    """Keep what has been read of catalogs, at the end of a build."""
    if app.env is not None:
        # Where it cannot be kept it is read again.
        with suppress(*UNREADABLE):
            _kept(app.env).save()
