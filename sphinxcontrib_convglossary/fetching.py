"""The exports of other projects are fetched when a build begins, and kept a while.

That is how intersphinx gets its inventories; its configuration values hold for these
files as well, where it is among the extensions.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, time
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util.logging import getLogger

from sphinxcontrib_convglossary.addresses import without_password
from sphinxcontrib_convglossary.config import place_in_conf
from sphinxcontrib_convglossary.downloading import download
from sphinxcontrib_convglossary.glossary import Glossary
from sphinxcontrib_convglossary.guarded_files import (
    UNREADABLE,
    read_bytes,
    status_of,
    write_whole,
)
from sphinxcontrib_convglossary.imports.material import MalformedError, Source
from sphinxcontrib_convglossary.inventories import Inventory, Languages, read
from sphinxcontrib_convglossary.others import Inventories
from sphinxcontrib_convglossary.problems import Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = getLogger(__name__)

#: What the export of a site is called.
_FILE = 'glossary.json'
#: In days and in seconds, where intersphinx is not there to be asked.
_KEPT, _PATIENCE = 5, 30
#: How many seconds a build waits for all that is fetched, however it comes.
_LONGEST = 60


def load(app: Sphinx) -> Inventories:
    """Read the exports of ``convglossary_inventories``, and report what cannot be."""
    wanted = app.config.convglossary_inventories
    languages = Languages(
        shown=app.config.language, source=app.config.convglossary_source_language
    )
    places = [
        _Place(app, key, address, locations, languages, monotonic() + _LONGEST)
        for key, (address, locations) in wanted.items()
    ]
    # They wait, and do not work: each has a thread, so that none waits for another.
    with ThreadPoolExecutor(max(len(places), 1)) as pool:
        found = [*pool.map(_Place.inventory, places)]
    glossaries, state = {}, hashlib.blake2b(digest_size=12)
    for place, inventory in zip(places, found, strict=True):
        place.report()
        state.update(f'{place.key}\0{place.digest}\0'.encode())
        if inventory is not None:
            _report_unreachable(place, inventory)
            glossaries[place.key] = Glossary(
                terms=inventory.terms, language=app.config.language
            )
    return Inventories(glossaries=glossaries, state=state.hexdigest())


def _report_unreachable(place: _Place, inventory: Inventory) -> None:
    if not inventory.unreachable:
        return
    name, address = inventory.unreachable[0]
    reason = (
        f'"{name}" has the address "{address}"' if address else f'"{name}" has none'
    )
    report(
        Problem.INVENTORY,
        f'{place.used}:1',
        key=place.key,
        reason=f'terms without the address of a page ({reason})',
        number=len(inventory.unreachable),
        remedy='they are left out',
    )


@dataclass
class _Place:
    """Where the export of a project is to be had."""

    app: Sphinx
    key: str
    #: Of the site.
    address: str
    locations: tuple[str | None, ...]
    languages: Languages
    #: When nothing is waited for any more.
    until: float
    #: What went wrong: where, and what.
    failures: list[tuple[str, str]] = field(default_factory=list)
    #: The place of the file that was read, and what tells it from others.
    used: str = ''
    digest: str = ''

    def inventory(self) -> Inventory | None:
        """Read the first file that can be; at last one that was kept too long."""
        for data, name, cache in self._found():
            try:
                inventory = self._read(data, name)
            except MalformedError as error:
                self.failures.append((error.place, error.reason))
                continue
            if cache is not None:
                _keep(cache, data)
            return inventory
        for cache in map(self._cache, self._places()):
            with suppress(MalformedError, *UNREADABLE):
                return self._read(read_bytes(cache), cache.name)
        return None

    def _read(self, data: bytes, name: str) -> Inventory:
        source = Source(name=name, data=data)
        site = without_password(self.address)
        inventory = read(source, self.key, site, self.languages)
        self.used = name
        self.digest = hashlib.blake2b(data, digest_size=12).hexdigest()
        return inventory

    def _found(self) -> Iterator[tuple[bytes, str, Path | None]]:
        """Give each file that is there, its name, and where it is to be kept."""
        for place in self._places():
            try:
                if '://' not in place:
                    path = Path(self.app.srcdir, place)
                    yield read_bytes(path), str(path), None
                    continue
                cache, name = self._cache(place), without_password(place)
                if _is_fresh(cache, self.app.config):
                    failures = len(self.failures)
                    with suppress(*UNREADABLE):
                        yield read_bytes(cache), name, None
                    # It is damaged, and counts as none.
                    del self.failures[failures:]
                yield self._fetch(place, name), name, cache
            except UNREADABLE as error:
                self.failures.append((self._in_conf, _reason(place, error)))

    def _fetch(self, place: str, name: str) -> bytes:
        logger.info(__('convglossary: fetching %s ...'), name)
        config = self.app.config
        return download(
            place,
            self.until - monotonic(),
            timeout=_setting(config, 'intersphinx_timeout', _PATIENCE),
            _user_agent=config.user_agent,
            _tls_info=(config.tls_verify, config.tls_cacerts),
        )

    def _places(self) -> list[str]:
        usual = f'{self.address.rstrip("/")}/{_FILE}'
        return [location or usual for location in self.locations]

    def _cache(self, place: str) -> Path:
        said = place.encode(errors='surrogatepass')
        name = hashlib.blake2b(said, digest_size=12).hexdigest()
        return Path(self.app.doctreedir, 'convglossary-inventories', f'{name}.json')

    @property
    def _in_conf(self) -> str:
        return place_in_conf(self.app.confdir, 'convglossary_inventories')

    def report(self) -> None:
        """Report what went wrong, unless another file could be read instead."""
        if self.used and not self._is_kept:
            for _, reason in self.failures:
                logger.info(__('convglossary: the glossary "%s": %s'), self.key, reason)
            return
        remedy = (
            'the copy of an earlier build is used'
            if self.used
            else 'its terms are not known'
        )
        for place, reason in self.failures:
            report(Problem.INVENTORY, place, key=self.key, reason=reason, remedy=remedy)

    @property
    def _is_kept(self) -> bool:
        return any(self.used == self._cache(place).name for place in self._places())


def _is_fresh(cache: Path, config: Config) -> bool:
    limit = _setting(config, 'intersphinx_cache_limit', _KEPT)
    status = status_of(cache)
    if status is None:
        return False
    return limit < 0 or status.st_mtime >= time() - limit * 86400


def _setting(config: Config, name: str, usual: float) -> float:
    """Give a number of intersphinx, where that is among the extensions."""
    found = getattr(config, name, None)
    return found if isinstance(found, (int, float)) else usual


def _reason(place: str, error: Exception) -> str:
    """Say why a file is not to be had; what libraries say may hold a password."""
    if isinstance(error, OSError) and error.strerror:
        why = error.strerror
    elif type(error) is OSError:
        why = str(error)
    else:
        why = type(error).__name__
    return f'{without_password(place)} cannot be had ({why})'


def _keep(cache: Path, data: bytes) -> None:
    """Keep a file, whole or not at all: other builds may read it."""
    # What cannot be kept is fetched again, as if for the first time.
    with suppress(*UNREADABLE):
        write_whole(cache, data, f'{os.getpid()}')
