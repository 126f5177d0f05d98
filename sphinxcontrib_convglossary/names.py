"""What terms are called in the languages that are not those of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.pofiles import LookUps, locales
from sphinxcontrib_convglossary.registry import wording_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.registry import Messages
    from sphinxcontrib_convglossary.terms import Designation, Term


class Names:
    """The names of terms in all languages but that of the build."""

    def __init__(
        self,
        env: BuildEnvironment,
        messages: Mapping[str, tuple[Messages, ...]],
        texts: Mapping[str, frozenset[str]],
    ) -> None:
        self._messages = messages
        config = env.config
        every = {config.convglossary_source_language, *locales(env)}
        #: The locales, in order.
        self.locales = sorted(every - {config.language})
        self._look_ups = LookUps(env, texts)

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
            wording = wording_in(
                locale, messages, self._look_ups.of(term.docname, locale)
            )
        return next(wording.designations(), None) if wording.name else None
