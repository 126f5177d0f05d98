"""What the messages of terms are in every language, and how far they are translated."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinxcontrib_convglossary.pofiles import po_files
from sphinxcontrib_convglossary.registry import State, Translated
from sphinxcontrib_convglossary.spelling import contained, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.po_messages import Message
    from sphinxcontrib_convglossary.pofiles import PoFile
    from sphinxcontrib_convglossary.registry import Messages


class LookUps:
    """What looks up the messages of documents, each made once for a locale."""

    def __init__(
        self, env: BuildEnvironment, messages: Mapping[str, tuple[Messages, ...]]
    ) -> None:
        self._env = env
        #: The messages of the terms, by document.
        self._messages = messages
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
        wanted, fuzzy = self._wanted[domain], uses_fuzzy(env)
        path = env.doc2path(docname, base=False).as_posix()

        @cache
        def longer() -> list[str]:
            return self._longer(path)

        def was_there(text: str) -> bool:
            # Asked where a message is missing: it tells one that was reworded from a
            # new one.
            read, say = env.all_docs[docname], partial(self._texts_of, docname)
            return any(file.knew(text, path, longer(), read, say) for file in files)

        def look_up(text: str) -> Translated:
            for file in files:
                message = file.find(text, wanted)
                if message is not None:
                    return _translated(file, message, fuzzy=fuzzy)
            return Translated(state=State.STALE if was_there(text) else State.MISSING)

        return look_up

    @cached_property
    def _wanted(self) -> dict[str, set[str]]:
        """All messages of terms, by catalog."""
        wanted: dict[str, set[str]] = defaultdict(set)
        compact = self._env.config.gettext_compact
        for docname, terms in self._messages.items():
            for term in terms:
                wanted[docname_to_domain(docname, compact)].update(term.all())
        return wanted

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


def uses_fuzzy(env: BuildEnvironment) -> bool:
    """Return whether readers see what a translator has yet to look at."""
    return bool(env.config.gettext_allow_fuzzy_translations)


def _translated(file: PoFile, message: Message, *, fuzzy: bool) -> Translated:
    """Return what a message says; *fuzzy* where readers see what is not sure."""
    place = f'{file.path}:{message.line}'
    text = contained(printable(message.text))
    if message.fuzzy and text:
        state = State.STALE if message.changed else State.FUZZY
        return Translated(text=text if fuzzy else '', state=state, place=place)
    if not text.strip():
        return Translated(state=State.MISSING, place=place)
    return Translated(text=text, state=State.TRANSLATED, place=place)
