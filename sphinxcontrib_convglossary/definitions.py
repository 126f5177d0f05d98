"""What terms are said to mean, as plain text, in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import get_filetype
from sphinx.util.i18n import docname_to_domain

from sphinxcontrib_convglossary.markup import Syntax, plain_text
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

    def of(self, term: Term, locale: str) -> tuple[Translated, ...]:
        """Give the paragraphs of a definition in a language, without markup.

        A paragraph that is not translated has no text there but its state.
        References show what the language calls their terms.
        """
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
        compact = self._env.config.gettext_compact
        compiled = translate(self._env, docname_to_domain(term.docname, compact))

        def seen(message: str) -> Translated:
            if text := compiled(message):
                place = look_up(message).place
                return Translated(text=text, state=State.TRANSLATED, place=place)
            return look_up(message)

        return seen

    def _plain(self, message: str, docname: str, locale: str) -> str:
        path = self._env.doc2path(docname)
        suffixes = self._env.config.source_suffix
        rest = get_filetype(suffixes, path) == 'restructuredtext'
        syntax = Syntax.REST if rest else Syntax.MYST
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
        ids = {folded_key(f'{start}{i}') for i in _ids(term) for start in ('', 'term-')}
        foreign = locale != term.source.language and folded_key(term.source.name)
        key = folded_key(whole)
        return own if own and (key in ids or key == foreign) else whole


def _ids(term: Term) -> tuple[str, ...]:
    return (term.id, *term.previously)
