"""After reading: which pages show something that has changed, and are written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.answers import Answers
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.journal import Journal

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Freshness:
    """What the pages of one output show, and what they ought to.

    Sphinx writes a page again only when its own source or catalog changed, and
    would leave links to a renamed term as they were.  So each page is told again
    what it asks, once everything has been read, and written if that is news.
    """

    def __init__(self) -> None:
        self._journal: Journal | None = None
        self._told: dict[str, str] = {}
        self._state = ''
        self._written: set[str] = set()
        self._read: list[str] = []

    def note_read(
        self, app: Sphinx, env: BuildEnvironment, docnames: list[str]
    ) -> None:
        """Note what is read: Sphinx keeps that before it has written the pages."""
        self._read = docnames

    def stale_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Give the documents to write again, and note that they are owed."""
        if isinstance(app.builder.get_outdated_docs(), str):
            return []  # "all documents": a builder of one file, which is never stale.
        self._journal = Journal.of(app)
        self._written.clear()
        self._state = domain_of(env).noted
        if self._journal.state == self._state:
            self._told = dict(self._journal.pages)
            return []
        self._told = _told(env)
        # Killed before they are written, Sphinx would forget those whose catalog or
        # included file has changed: it compares the times of sources alone.
        read = set(self._read) & self._told.keys()
        owed = self._journal.owed(self._told) | read
        self._journal.owe(owed)
        return sorted(owed)

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that a page is being written: whether it is, the end will show."""
        if not domain_of(app.env).on_trial:
            self._written.add(docname)

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Note what pages show now, unless the build was cut short."""
        if self._journal is not None and error is None:
            unsound = domain_of(app.env).unsound
            sound = self._journal.sound if unsound is None else not unsound
            self._journal.pay(self._told, self._written, self._state, sound=sound)

    @property
    def known_sound(self) -> bool:
        """Whether the glossary is as it was when nothing was wrong with it."""
        journal = self._journal
        unchanged = journal is not None and journal.state == self._state != ''
        return unchanged and journal is not None and journal.sound


def _told(env: BuildEnvironment) -> dict[str, str]:
    domain = domain_of(env)
    answers = Answers(domain)
    asking = {*domain.questions, *domain.terms, *domain.listings}
    told = {name: answers.told(name) for name in sorted(asking & env.all_docs.keys())}
    # Nobody asks for most of them again, and memory is short when pages are written.
    domain.questions.pack()
    domain.contents.pack()
    return told
