"""Around Sphinx's translation of a document: what it must not see, and what it did.

Sphinx replaces text by its translation in the ``Locale`` transform, at priority
20, from the catalog of the document alone.
"""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.guarded_files import status_of
from sphinxcontrib_convglossary.nodes import option_line, term_name, term_reference
from sphinxcontrib_convglossary.pofiles import locale_folders, place_of_message
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.spelling import contained, lost_signs, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: The catalog of what ``conf.py`` says to readers: category labels, page titles.
CONFIGURATION_CATALOG = 'convglossary'


#: What readers lose where a compiled catalog is damaged.
UNTRANSLATED = 'what it translates is shown untranslated'


def _catalogs(env: BuildEnvironment, domain: str) -> Iterator[gettext.NullTranslations]:
    """Give the compiled catalogs of a domain, in the order in which Sphinx asks.

    A catalog that cannot be read counts as absent, as to Sphinx, which does not
    say so.  The standard library keeps what it has read.
    """
    language = env.config.language
    languages = list(dict.fromkeys([language, language.partition('_')[0]]))
    for path in locale_folders(env):
        found = gettext.find(domain, path, languages, all=True)
        if odd := [file for file in found if not status_of(Path(file))]:
            # gettext would wait for a FIFO.
            place, reason = f'{os.path.normpath(odd[0])}:1', 'this is no regular file'
            report(Problem.CATALOG, place, reason=reason, loss=UNTRANSLATED)
            continue
        try:
            yield gettext.translation(domain, path, languages)
        except FileNotFoundError:
            continue
        except Exception as error:
            # gettext raises whatever it stumbles over: a LookupError for a charset,
            # an IndexError for plural forms.
            place = f'{os.path.normpath(found[0] if found else path)}:1'
            reason = f'{type(error).__name__}: {error}'
            report(Problem.CATALOG, place, reason=reason, loss=UNTRANSLATED)


def translate(env: BuildEnvironment, domain: str) -> Callable[[str], str]:
    """Give the function that translates a message; '' where there is none.

    Fuzzy messages are not in a compiled catalog, unless Sphinx is configured so
    (``gettext_allow_fuzzy_translations``).
    """
    catalogs = list(_catalogs(env, domain))

    def translated(message: str) -> str:
        for catalog in catalogs:
            found = catalog.gettext(message)
            if found != message or _holds(catalog, message):
                return found
        return ''

    return translated


def _holds(catalog: gettext.NullTranslations | None, message: str) -> bool:
    """Tell whether a message is translated as itself, which gettext does not."""
    while catalog is not None:
        if message in getattr(catalog, '_catalog', {}):
            return True
        # gettext has no public way from a catalog to the next; Sphinx goes this one.
        catalog = catalog._fallback  # type: ignore[attr-defined]
    return False


def translates(config: Config) -> bool:
    """Tell whether a build is in another language than its sources."""
    return bool(config.language != config.convglossary_source_language)


def configured_words(env: BuildEnvironment) -> Callable[[str], str]:
    """Give the function that translates labels and titles of ``conf.py``."""
    translated = translate(env, CONFIGURATION_CATALOG)
    return lambda message: contained(printable(translated(message))) or message


class TranslateOptions(SphinxTransform):
    """Translate the option lines of terms, as plain text."""

    #: After ``Locale`` (20), before the domain looks at the document (850).
    default_priority = 22

    @located
    def apply(self, **kwargs: Any) -> None:
        """Store translations beside their messages."""
        if not translates(self.config):
            return
        _drop_unprintable(self.env, self.document)
        lines = list(self.document.findall(option_line))
        if not lines:
            return
        docname = self.env.current_document.docname
        domain = docname_to_domain(docname, self.config.gettext_compact)
        translated = translate(self.env, domain)
        for line in lines:
            found = translated(line['message'])
            line['translation'] = contained(printable(found))
            if lost := lost_signs(found, line['translation']):
                _report_signs(self.env, line, line['message'], lost)


def _drop_unprintable(env: BuildEnvironment, document: nodes.document) -> None:
    """Leave out of the translations of terms what no page can carry."""
    for name in document.findall(term_name):
        if not name.parent.astext().isprintable():
            for message in name.parent.findall(nodes.TextElement):
                if message.get('translated'):
                    _clean(env, message)


def _clean(env: BuildEnvironment, message: nodes.TextElement) -> None:
    """Take the signs out of one message; only a name has to end its runs."""
    change = _name_signs if isinstance(message, term_name) else printable
    before = message.astext()
    for text in list(message.findall(nodes.Text)):
        # Not "str", which leaves the joining sign of reST (a backslash and a blank).
        text.parent.replace(text, nodes.Text(change(text.astext())))
    if lost := lost_signs(before, message.astext()):
        _, original = next(iter(extract_messages(message)), (None, before))
        _report_signs(env, message, original, lost)


def _name_signs(text: str) -> str:
    return contained(printable(text))


def _report_signs(
    env: BuildEnvironment, node: nodes.Element, message: str, signs: str
) -> None:
    domain = docname_to_domain(env.current_document.docname, env.config.gettext_compact)
    place = place_of_message(env, domain, message) or node
    block = f'the translation of "{message}"'
    report(Problem.UNPRINTABLE, place, block=block, signs=signs)


class Mention(NamedTuple):
    """A reference to a term as its author wrote it."""

    #: All the text between the backticks; '' for ``:term:``.
    whole: str
    target: str
    #: The key of the project that has the term, '' for any other one; ``None`` where
    #: this project comes first.
    inventory: str | None = None

    @classmethod
    def of(cls, reference: term_reference) -> Mention:
        """Return what a reference asks."""
        inventory = reference.get('inventory')
        return cls(reference['whole'], reference['target'], inventory)


#: What no reference is without.
_MARKUP = re.compile(r'[`|\[{]')


class KeepOriginals(SphinxTransform):
    """Keep what each message refers to, to hold its translation against."""

    #: Before ``Locale`` (20), which puts the translation in its place.
    default_priority = 15

    @located
    def apply(self, **kwargs: Any) -> None:
        """Note the mentions of each message on its node, as ``originals``.

        Those that substitutions will put there (at 220) are ``substituted``; and
        where the message has lost its markup on the way, it is ``unmarked``.
        """
        if not translates(self.config):
            return
        for reference in self.document.findall(term_reference):
            for message in _messages_with(reference):
                found = [*message.get('originals', ()), Mention.of(reference)]
                message['originals'] = found
                if not _MARKUP.search(message.rawsource):
                    message['unmarked'] = True
        for put in self.document.findall(nodes.substitution_reference):
            if mentions := list(_substituted(self.document, put)):
                message = block_around(put)
                message['substituted'] = [*message.get('substituted', ()), *mentions]
                message.attributes.setdefault('originals', [])
        for picture in self.document.findall(nodes.image):
            if picture.get('alt'):
                picture['original'] = picture['alt']


def _messages_with(reference: nodes.Element) -> Iterator[nodes.Element]:
    """Return the elements whose messages hold a reference.

    The message of a term in a list is its whole line, with what Sphinx hands out
    again as messages of the classifiers.
    """
    message = block_around(reference)
    yield message
    if isinstance(message, nodes.classifier):
        yield cast('nodes.Element', message.parent[0])


def _substituted(document: nodes.document, put: nodes.Element) -> Iterator[Mention]:
    """Return the mentions that a substitution puts in its place."""
    waiting, seen = [put], set()
    while waiting:
        name = waiting.pop()['refname']
        if name not in document.substitution_defs:
            name = document.substitution_names.get(nodes.fully_normalize_name(name), '')
        definition = document.substitution_defs.get(name)
        # Each once: one that holds another twice, and so on, has no end of them.
        if definition is None or name in seen:
            continue
        seen.add(name)
        for node in definition.findall(nodes.Element):
            if isinstance(node, term_reference):
                yield Mention.of(node)
            elif isinstance(node, nodes.substitution_reference):
                waiting.append(node)


class MarkTranslated(SphinxTransform):
    """Note which references stand in translated text."""

    #: After ``Locale`` (20).
    default_priority = 22

    @located
    def apply(self, **kwargs: Any) -> None:
        """Ask the text around each reference."""
        if not translates(self.config):
            return
        for reference in self.document.findall(term_reference):
            message = block_around(reference)
            translated = bool(message.get('translated'))
            reference['translated'] = translated
            if translated:
                message.attributes.setdefault('originals', [])
                # Sphinx says "index.rst:8:<translated>:1" of a parsed translation.
                reference.source, reference.line = message.source, message.line
        for put in self.document.findall(nodes.substitution_reference):
            message = block_around(put)
            if message.get('translated') and any(_substituted(self.document, put)):
                message.attributes.setdefault('originals', [])
        for message in translated_messages(self.document):
            if message.get('translated'):
                _, message['message'] = next(iter(extract_messages(message)))
            else:
                forget_message(message)
        for picture in self.document.findall(nodes.image):
            # Sphinx does not note it of what stands in the place of a picture.
            original = picture.attributes.pop('original', None)
            if original is not None and original != picture['alt']:
                picture['translated'] = True


class HandOverMessages(SphinxTransform):
    """Let what is known of a message outlive the node that Sphinx takes away.

    The first paragraph below ``versionadded`` and its like is an inline of its
    own for translators, which ``RemoveTranslatableInline`` (999) unwraps.
    """

    default_priority = 998

    @located
    def apply(self, **kwargs: Any) -> None:
        """Hand the notes to the paragraph around, which stays."""
        if not translates(self.config):
            return
        for message in translated_messages(self.document):
            if isinstance(message, nodes.inline):
                for note in ('translated', *NOTES):
                    if note in message:
                        message.parent[note] = message[note]
                forget_message(message)


#: What translated messages that have to do with terms know of their originals.
NOTES = ('originals', 'substituted', 'unmarked', 'message', 'repeated')


def forget_message(message: nodes.Element) -> None:
    """Take off a node what is known of its original."""
    for note in NOTES:
        message.attributes.pop(note, None)


def block_around(node: nodes.Node) -> nodes.Element:
    """Give the element whose text is one message."""
    block = cast('nodes.Element', node.parent)
    while isinstance(block, nodes.Inline):
        inline = cast('nodes.Element', block)
        if 'translatable' in inline.attributes:
            break
        block = inline.parent
    return block


def translated_messages(document: nodes.Element) -> list[nodes.Element]:
    """Return the translated messages that have to do with terms.

    The attribute ``originals`` of each holds the mentions of its original, that of
    substitutions ``substituted``, and ``message`` the text of the original.
    """
    blocks = document.findall(nodes.Element)
    return [block for block in blocks if 'originals' in block.attributes]
