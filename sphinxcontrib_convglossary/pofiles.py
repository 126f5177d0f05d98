"""The catalogs as translators keep them: ``.po`` files, read with Babel."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from sphinxcontrib_convglossary.problems import Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True, kw_only=True)
class PoFile:
    """A catalog in one language."""

    path: Path
    #: Messages by their text in the sources.
    messages: dict[str, Message]


def place_of_message(env: BuildEnvironment, domain: str, text: str) -> str | None:
    """Give the path and line of a translated message, ``path:line``.

    ``None`` where no ``.po`` file holds it (a team may keep compiled catalogs
    only).
    """
    for file in po_files(env, domain):
        message = file.messages.get(text)
        if message is not None and message.string and message.lineno:
            return f'{file.path}:{message.lineno}'
    return None


def po_files(env: BuildEnvironment, domain: str) -> Iterator[PoFile]:
    """Give the catalogs of a domain, in the order in which Sphinx asks them."""
    language = env.config.language
    for folder in env.config.locale_dirs:
        for locale in dict.fromkeys([language, language.partition('_')[0]]):
            path = env.srcdir / folder / locale / 'LC_MESSAGES' / f'{domain}.po'
            if path.is_file():
                normal = Path(os.path.normpath(path))
                file = _read(normal, normal.stat().st_mtime_ns)
                if file is not None:
                    yield file


@lru_cache(maxsize=256)
def _read(path: Path, changed: int) -> PoFile | None:
    """Read a catalog once for each time it changed; a damaged one is reported."""
    try:
        with path.open('rb') as stream:
            catalog = read_po(stream, abort_invalid=True)
    except (PoFileError, ValueError, LookupError, OSError) as error:
        report(Problem.CATALOG, f'{path}:1', reason=error)
        return None
    messages = {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalog
        if message.id
    }
    return PoFile(path=path, messages=messages)
