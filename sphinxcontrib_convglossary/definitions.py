"""What terms are said to mean, as plain text, in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.i18n import docname_to_domain

from sphinxcontrib_convglossary.bilingual import is_bilingual
from sphinxcontrib_convglossary.glossary import Level
from sphinxcontrib_convglossary.markup import plain_text
from sphinxcontrib_convglossary.registry import State, Translated
from sphinxcontrib_convglossary.spelling import folded_key
from sphinxcontrib_convglossary.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.glossary import Glossary
    from sphinxcontrib_convglossary.names import Names
    from sphinxcontrib_convglossary.registry import Messages
    from sphinxcontrib_convglossary.terms import Term

_Paragraphs = tuple[Translated, ...]


class Definitions:
    """The definitions of terms in every language."""

    def __init__(
        self,
        env: BuildEnvironment,
        glossary: Glossary,
        names: Names,
        messages: Mapping[str, tuple[Messages, ...]],
    ) -> None:
        self._env = env
        self._glossary = glossary
        self._names = names
        self._messages = messages
        self._translators: dict[str, Callable[[str], str]] = {}
        # What pages show is asked for more than once; other languages by exports.
        config = env.config
        self._kept = {config.language, config.convglossary_source_language}
        self._found: dict[tuple[tuple[str, int, int], str], _Paragraphs] = {}

    def of(self, term: Term, locale: str) -> _Paragraphs:
        """Give the paragraphs of a definition in a language, without markup.

        A paragraph that is not translated has no text there but its state.
        References show what the language calls their terms.
        """
        asked = term.place, locale
        if asked in self._found:
            return self._found[asked]
        found = self._paragraphs(term, locale)
        if locale in self._kept:
            self._found[asked] = found
        return found

    def _paragraphs(self, term: Term, locale: str) -> _Paragraphs:
        messages = self._messages[term.docname][term.ordinal].definition
        look_up = self._look_up(term, locale)
        return tuple(
            Translated(
                text=self._plain(found.text, term.docname, locale),
                state=found.state,
                place=found.place,
            )
            for found in map(look_up, messages)
        )

    def _look_up(self, term: Term, locale: str) -> Callable[[str], Translated]:
        if locale == term.source.language:
            return lambda message: Translated(text=message, state=State.TRANSLATED)
        look_up = self._names.look_up(term, locale)
        if locale != self._env.config.language:
            return look_up
        # What readers of this build see; the catalog may be there compiled only.
        compiled = self._compiled(term.docname)

        def seen(message: str) -> Translated:
            found = look_up(message)
            if text := compiled(message):
                # What is compiled is sure, unless the project wants all compiled.
                state = found.state if found.text else State.TRANSLATED
                return Translated(text=text, state=state, place=found.place)
            return found

        return seen

    def _compiled(self, docname: str) -> Callable[[str], str]:
        catalog = docname_to_domain(docname, self._env.config.gettext_compact)
        if catalog not in self._translators:
            self._translators[catalog] = translate(self._env, catalog)
        return self._translators[catalog]

    def _plain(self, message: str, docname: str, locale: str) -> str:
        syntax = self._names.syntax(docname)
        return plain_text(message, syntax, lambda whole: self._shown(whole, locale))

    def _shown(self, whole: str, locale: str) -> str | None:
        """Give what a language calls the term that is referred to by another's word.

        Any other word is the translator's own, and stays.
        """
        match = self._glossary.find(whole)
        if match is None:
            return None
        term = match.term
        own = self._names.name_in(term, locale)
        if not own or match.level is Level.ID:
            return own or whole
        source = term.source.name
        same = folded_key(whole) == folded_key(source)
        local = locale != term.source.language and not is_bilingual(own, source)
        return own if same and local else whole
