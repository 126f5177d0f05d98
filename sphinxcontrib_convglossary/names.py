"""What terms are called in the languages that are not those of the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import get_filetype

from sphinxcontrib_convglossary.lookups import LookUps
from sphinxcontrib_convglossary.markup import Syntax, plain_text
from sphinxcontrib_convglossary.pofiles import locales
from sphinxcontrib_convglossary.registry import wording_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.registry import Messages, State, Translated
    from sphinxcontrib_convglossary.terms import Designation, Term, Wording


class Names:
    """What terms are called in every language."""

    def __init__(
        self,
        env: BuildEnvironment,
        messages: Mapping[str, tuple[Messages, ...]],
    ) -> None:
        self._env = env
        self._messages = messages
        self._syntaxes: dict[str, Syntax] = {}
        self._wordings: dict[tuple[tuple[str, int, int], str], Wording] = {}
        config = env.config
        every = {config.convglossary_source_language, *locales(env)}
        #: The locales but that of the build, in order.
        self.others = sorted(every - {config.language})
        self._look_ups = LookUps(env, messages)

    def of(self, term: Term) -> list[Designation]:
        """Give the names in other languages where it has one and is published."""
        wordings = [
            self.wording(term, locale)
            for locale in self.others
            if term.published_in(locale)
        ]
        return [next(wording.designations()) for wording in wordings if wording.name]

    def wording(self, term: Term, locale: str) -> Wording:
        """Give all that a term is called in a language."""
        for known in (term.source, term.local):
            if locale == known.language:
                return known
        asked = term.place, locale
        if asked not in self._wordings:
            self._wordings[asked] = self._translated(term, locale)
        return self._wordings[asked]

    def _translated(self, term: Term, locale: str) -> Wording:
        messages = self._messages[term.docname][term.ordinal]
        wording = wording_in(locale, messages, self.look_up(term, locale))
        # Of the languages of a build Sphinx has parsed the names already.
        name = plain_text(wording.name, self.syntax(term.docname), lambda whole: None)
        return wording._replace(name=name)

    def syntax(self, docname: str) -> Syntax:
        """Tell what a document is written in."""
        if docname not in self._syntaxes:
            suffixes = self._env.config.source_suffix
            kind = get_filetype(suffixes, self._env.doc2path(docname))
            rest = kind == 'restructuredtext'
            self._syntaxes[docname] = Syntax.REST if rest else Syntax.MYST
        return self._syntaxes[docname]

    def name_in(self, term: Term, locale: str) -> str:
        """Give the name of a term in a language; '' where it has none."""
        return self.wording(term, locale).name

    def state(self, term: Term, locale: str) -> State:
        """Tell how far the name of a term is translated."""
        messages = self._messages[term.docname][term.ordinal]
        return self.look_up(term, locale)(messages.name).state

    def look_up(self, term: Term, locale: str) -> Callable[[str], Translated]:
        """Give what looks up the messages of a term's document in a language."""
        return self._look_ups.of(term.docname, locale)
