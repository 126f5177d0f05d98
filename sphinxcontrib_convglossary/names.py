"""What terms are called in the languages that are not those of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.pofiles import locales, look_up_in
from sphinxcontrib_convglossary.registry import wording_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.registry import Messages, Translated
    from sphinxcontrib_convglossary.terms import Designation, Term


class Names:
    """The names of terms in all languages but that of the build."""

    def __init__(
        self,
        env: BuildEnvironment,
        messages: Mapping[str, tuple[Messages, ...]],
        texts: Mapping[str, frozenset[str]],
    ) -> None:
        self._env = env
        self._messages = messages
        self._texts = texts
        config = env.config
        every = {config.convglossary_source_language, *locales(env)}
        #: The locales, in order.
        self.locales = sorted(every - {config.language})
        self._look_ups: dict[tuple[str, str], Callable[[str], Translated]] = {}

    def of(self, term: Term) -> list[Designation]:
        """Give the names of a term where it has one and is published."""
        return [
            name
            for locale in self.locales
            if term.published_in(locale) and (name := self._name(term, locale))
        ]

    def _name(self, term: Term, locale: str) -> Designation | None:
        if locale == term.source.language:
            wording = term.source
        else:
            messages = self._messages[term.docname][term.ordinal]
            wording = wording_in(locale, messages, self._look_up(term, locale))
        return next(wording.designations(), None) if wording.name else None

    def _look_up(self, term: Term, locale: str) -> Callable[[str], Translated]:
        key = term.docname, locale
        if key not in self._look_ups:
            texts = self._texts[term.docname]
            self._look_ups[key] = look_up_in(self._env, locale, term.docname, texts)
        return self._look_ups[key]
