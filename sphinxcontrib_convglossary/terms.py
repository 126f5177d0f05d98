"""What a glossary is made of: terms, what they are called, how they relate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """The part that a designation plays for its term."""

    NAME = 'name'
    ALIAS = 'alias'
    ABBREVIATION = 'abbreviation'
    FORM = 'form'
    DEPRECATED = 'deprecated'


#: What readers see that a term is called, and what anybody may find it by.
PUBLIC = (Kind.NAME, Kind.ALIAS, Kind.ABBREVIATION)


class RelationKind(StrEnum):
    """How one term relates to another; the values are the option names."""

    RELATED = 'related'
    BROADER = 'broader'
    NARROWER = 'narrower'
    REPLACED_BY = 'replaced-by'
    #: Never declared, only read off ``replaced-by`` at its other end.
    REPLACES = 'replaces'

    @property
    def inverse(self) -> RelationKind:
        """What the other end of such a relation is called."""
        return _INVERSES.get(self, self)


_INVERSES = {
    RelationKind.BROADER: RelationKind.NARROWER,
    RelationKind.NARROWER: RelationKind.BROADER,
    RelationKind.REPLACED_BY: RelationKind.REPLACES,
    RelationKind.REPLACES: RelationKind.REPLACED_BY,
}


class Designation(NamedTuple):
    """One way of calling a term, in one language."""

    kind: Kind
    #: Plain text, as the author or the translator wrote it.
    text: str
    #: A locale name such as ``pt_BR``.
    language: str


class Wording(NamedTuple):
    """Everything that a term is called in one language.

    An empty field says that this language has no words of its own there.
    """

    #: A locale name such as ``pt_BR``.
    language: str
    #: The preferred name.
    name: str = ''
    aliases: tuple[str, ...] = ()
    abbreviation: str = ''
    #: Spellings to find the term by that readers never see.
    forms: tuple[str, ...] = ()
    #: Spellings to avoid.
    deprecated: tuple[str, ...] = ()
    #: The reading to sort by, where the name does not tell (Japanese).
    sort: str = ''

    def spellings(self) -> Iterator[tuple[Kind, str]]:
        """Give the kind and the text of every designation, the name first."""
        if self.name:
            yield Kind.NAME, self.name
        for alias in self.aliases:
            yield Kind.ALIAS, alias
        if self.abbreviation:
            yield Kind.ABBREVIATION, self.abbreviation
        for form in self.forms:
            yield Kind.FORM, form
        for avoided in self.deprecated:
            yield Kind.DEPRECATED, avoided

    def designations(self) -> Iterator[Designation]:
        """Give every designation, the name first."""
        for kind, text in self.spellings():
            yield Designation(kind=kind, text=text, language=self.language)


class Relation(NamedTuple):
    """A relation as its author declared it."""

    kind: RelationKind
    #: A designation or id of the other term.
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept of the glossary, as one ``convterm`` block defines it."""

    #: Stable, the same in every language.
    id: str
    #: Whether the author chose the id.
    explicit_id: bool = False
    #: Where the block stands.
    docname: str
    line: int
    #: The file that the line is one of, where it is not that of the document: it was
    #: included, or is a docstring.  Relative to the source directory.
    path: str = ''
    #: Which block of its document it is, counted from 0.
    ordinal: int
    #: What the sources call it.
    source: Wording
    #: What the language of this build calls it.
    local: Wording
    #: Ids that it had before.
    previously: tuple[str, ...] = ()
    #: A key of ``convglossary_categories``; empty for none.
    category: str = ''
    relations: tuple[Relation, ...] = ()
    #: A URL, document name or path; in the language of the build.
    learn_more: str = ''
    #: As the author wrote them (``fr``, ``!pt_BR``); none means every language.
    locales: tuple[str, ...] = ()
    #: Whether nothing shows where the block stands.
    hidden: bool = False
    #: The expressions of the ``only`` directives around the block.
    conditions: tuple[str, ...] = ()

    #: Anchors inside the definition of a hidden term: they go where it is shown.
    anchors: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int, int]:
        """What terms are ordered by where no language has a say."""
        return self.docname, self.ordinal, self.line

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The wording of the source and, where it is another one, the local one."""
        same = self.local is self.source or self.local == self.source
        return (self.source,) if same else (self.source, self.local)

    @property
    def name(self) -> Designation:
        """The name that a reader of this build sees."""
        wording = self.local if self.local.name else self.source
        return Designation(kind=Kind.NAME, text=wording.name, language=wording.language)

    @property
    def aliases(self) -> tuple[Designation, ...]:
        """The aliases that a reader of this build sees, abbreviation first."""
        others = self._seen(Kind.ABBREVIATION) + self._seen(Kind.ALIAS)
        each: dict[str, Designation] = {}
        for other in others:
            each.setdefault(other.text, other)
        return tuple(each.values())

    @property
    def reading(self) -> str:
        """What this term is sorted by in the language of this build."""
        if self.local.name:
            return self.local.sort or self.local.name
        return self.local.sort or self.source.sort or self.source.name

    def _seen(self, kind: Kind) -> tuple[Designation, ...]:
        for wording in (self.local, self.source):
            texts = wording.aliases if kind is Kind.ALIAS else (wording.abbreviation,)
            if any(texts):
                return tuple(
                    Designation(kind=kind, text=text, language=wording.language)
                    for text in texts
                )
        return ()

    def published_in(self, language: str) -> bool:
        """Tell whether the author publishes the term in a language.

        ``pt`` includes ``pt_BR``; ``!fr`` excludes French.  The source language
        always counts as published.
        """
        if not self.locales or language == self.source.language:
            return True
        included = [locale for locale in self.locales if not locale.startswith('!')]
        excluded = [locale[1:] for locale in self.locales if locale.startswith('!')]
        if any(_covers(locale, language) for locale in excluded):
            return False
        return not included or any(_covers(locale, language) for locale in included)


def _covers(locale: str, language: str) -> bool:
    wanted = locale.strip().replace('-', '_').lower()
    given = language.replace('-', '_').lower()
    return given == wanted or given.startswith(f'{wanted}_')
