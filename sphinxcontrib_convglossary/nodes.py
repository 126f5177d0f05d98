"""What directives and roles leave in a document, until the glossary is known.

They subclass the nodes of docutils that they end up as, and take their tag names,
so that every writer can show them, none needs code for them, and an XML file
holds nothing that docutils does not define.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.ext.graphviz import graphviz

if TYPE_CHECKING:
    from collections.abc import Iterator


def elements(root: nodes.Element) -> Iterator[nodes.Element]:
    """Give an element and all in it, in order.

    Quicker than ``findall`` where elements of several kinds are wanted: one way
    through the tree, and texts are passed over.
    """
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        for child in reversed(element.children):
            if isinstance(child, nodes.Element):
                waiting.append(child)


def is_repeated(node: nodes.Element) -> bool:
    """Tell whether a node is in a copy of what is at home elsewhere."""
    return bool(node.get('repeated'))


class unseen(nodes.Invisible, nodes.Element):
    """What is shown elsewhere and must be resolved here, for its warnings."""


class term_list(nodes.definition_list):
    """Entries that stand together: a ``<dl class="glossary">``."""

    tagname = 'definition_list'


class term_entry(nodes.definition_list_item):
    """One ``convterm`` block.

    Its attributes are those options that no translator touches; its children a
    :class:`term_name`, any :class:`option_line` and a ``definition``.
    """

    tagname = 'definition_list_item'

    @property
    def lines(self) -> list[option_line]:
        """The options that are messages."""
        return [child for child in self.children if isinstance(child, option_line)]


class term_name(nodes.term):
    """The name of a term.

    It has no id until it is shown: Sphinx takes over a ``nodes.term`` that has
    one when it translates (``make_glossary_term``).
    """

    tagname = 'term'

    def __init__(self, rawsource: str = '', *children: Any, **options: Any) -> None:
        # Names are never rewritten: look-ups compare them with what is written.
        options.setdefault('support_smartquotes', False)
        super().__init__(rawsource, '', *children, **options)


class option_line(addnodes.translatable, nodes.Invisible, nodes.Element):
    """An option whose text is a message of its own in the catalogs.

    Sphinx parses a message as markup, and more than once, where an alias is
    plain text (``*args``, ``- Agent``).  So the message stays out of Sphinx's
    sight until the domain looks at the document, which Sphinx has translated by then,
    and comes to light for the gettext builder only.  Attributes: ``option``,
    ``message``, ``translation`` and ``extra`` (the source has no such line).
    """

    def preserve_original_messages(self) -> None:
        """Nothing to preserve: a translation is stored beside the message."""

    def apply_translated_message(
        self, original_message: str, translated_message: str
    ) -> None:
        """Nothing to apply: the translation has been stored before."""

    def extract_original_messages(self) -> list[str]:
        """Give the message once Sphinx has translated the document."""
        return [self['message']] if self.get('released') else []


class term_reference(nodes.inline):
    """A ``:term-ref:`` as written.

    Attributes: ``whole`` (all the text between the backticks), ``target`` and
    ``explicit`` (whether text and target are apart), ``translated`` (whether it
    stands in translated text).  One that means a term of another project alone has
    ``inventory``, the key of that in ``intersphinx_mapping``, or '' for any.
    Where its markup is broken: ``fault`` (a value of
    :class:`~sphinxcontrib_convglossary.written.Fault`), ``text``, ``rest`` (what
    stands behind the closing bracket) and ``closed`` (whether there is one).
    """

    tagname = 'inline'


class foreign_text(nodes.inline):
    """Words in the other direction than their page; attribute ``dir``."""

    tagname = 'inline'


class foreign_block(nodes.container):
    """A block in the other direction than its page; attribute ``dir``."""

    tagname = 'container'


def directed(way: str, *blocks: nodes.Element) -> list[nodes.Element]:
    """Lay out blocks from right to left, where *way* says so.

    Sphinx does not say so of the page, and not every theme does.
    """
    return [foreign_block('', *blocks, dir=way)] if way == 'rtl' else list(blocks)


class filter_box(nodes.General, nodes.Element):
    """The field that filters a listing; only HTML has it."""


class jump_list(nodes.General, nodes.Element):
    """A row of links to headings; only HTML has it.

    Attribute ``links``: pairs of a text and an anchor, '' where it leads nowhere.
    """


class term_map(nodes.General, nodes.Element):
    """The place of a map; attributes ``term``, ``category`` and ``depth``."""


class map_picture(graphviz):
    """A picture of relations.

    Attributes beside those of ``graphviz``: ``addresses``, where the terms of the
    picture lead in HTML, by their names in it.
    """


class folded(nodes.container):
    """What readers unfold who want it; attribute ``summary``.  Only HTML has it."""

    tagname = 'container'


class copied_text(nodes.General, nodes.Element):
    """A text for other programs, which a script offers to copy; only HTML has it.

    It is the attribute ``text``, not a child: nobody searches a page for it.
    """


class term_link(nodes.reference):
    """A mention of a term that leads to it, in HTML.

    Its writer adds the ``<span>`` that other formats have as a node of its own:
    there is one such node for each reference of a project.
    """

    tagname = 'reference'


class term_line(nodes.paragraph):
    """A line of an entry, in HTML: one node for what is a node a word elsewhere.

    Attributes: ``line``, and ``addresses``, where each of its items leads.  Its child
    is what the search finds of it.
    """

    tagname = 'paragraph'


class site_reference(nodes.reference):
    """A link to a page in another language; attribute ``hreflang``."""

    tagname = 'reference'


class term_listing(nodes.General, nodes.Element):
    """The place of a listing; attribute ``ordinal``, counted in its document."""


#: Registered with Sphinx, so that docutils' own writers know them (xml).
ALL_NODES = (
    term_list,
    term_entry,
    term_name,
    option_line,
    term_reference,
    term_listing,
    filter_box,
    jump_list,
    term_map,
    map_picture,
    folded,
    copied_text,
    foreign_text,
    foreign_block,
    site_reference,
    term_line,
    term_link,
)
