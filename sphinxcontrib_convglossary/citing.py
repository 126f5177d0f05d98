"""How to cite a glossary, and one term of it, as pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.citation import (
    Author,
    Part,
    Work,
    as_bibtex,
    as_csl_json,
    comma,
    key_of,
    pieces,
)
from sphinxcontrib_convglossary.languages import direction, language_tag
from sphinxcontrib_convglossary.nodes import copied_text, directed, folded
from sphinxcontrib_convglossary.translation import configured_words
from sphinxcontrib_convglossary.values import author_of, base_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.config import Config

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term

#: What Sphinx says where a project does not name itself.
_NO_PROJECT = 'Project name not set'

#: What the script finds the text of a citation by.
COPIED = 'convglossary-copied'


def glossary_cited(domain: ConvDomain, docname: str) -> Work:
    """Give what is cited where a page of terms is; made once in a build."""
    if docname not in domain.cited:
        domain.cited[docname] = _glossary_cited(domain, docname)
    return domain.cited[docname]


def _glossary_cited(domain: ConvDomain, docname: str) -> Work:
    config = domain.env.config
    said = config.convglossary_citation
    return Work(
        key=key_of(_project(config), docname),
        title=_title(domain, docname),
        authors=tuple(_authors(config)),
        version=said.get('version', text_of(config, 'version')),
        date=said.get('date', ''),
        publisher=said.get('publisher', ''),
        url=said.get('url', '') or _address(domain, docname),
        language=config.language,
    )


def term_cited(domain: ConvDomain, term: Term, docname: str) -> Work:
    """Give what is cited of a term that is at home in a document."""
    page = _glossary_page(domain, docname)
    whole = glossary_cited(domain, page)
    anchor = domain.glossary.anchor_of(term)
    return Work(
        key=key_of(_project(domain.env.config), anchor),
        title=term.name.text,
        container=whole.title,
        authors=whole.authors,
        version=whole.version,
        date=whole.date,
        publisher=whole.publisher,
        url=_address(domain, docname, anchor),
        language=whole.language,
    )


def cites_terms(config: Config) -> bool:
    """Tell whether each entry says how to cite it."""
    return bool(config.convglossary_citation.get('entries'))


def facts_of(domain: ConvDomain, docname: str) -> object:
    """Give what the citation on a page says that its own source does not."""
    return glossary_cited(domain, docname), _example(domain, docname)


def facts_of_term(domain: ConvDomain, term: Term, docname: str) -> object:
    """Give what the citation of a term says; ``None`` where it has none."""
    if not cites_terms(domain.env.config):
        return None
    return term_cited(domain, term, docname)


def _glossary_page(domain: ConvDomain, docname: str) -> str:
    """Give the page that readers are led to first, else the one of the term."""
    return next((listing.docname for listing in domain.sections), docname)


def _title(domain: ConvDomain, docname: str) -> str:
    title = domain.env.config.convglossary_citation.get('title')
    if title:
        return configured_words(domain.env)(title)
    return domain.env.titles[docname].astext()


def _project(config: Config) -> str:
    project = text_of(config, 'project')
    return '' if project == _NO_PROJECT else project


def _authors(config: Config) -> Iterator[Author]:
    given = config.convglossary_citation.get('author')
    if given is None:
        given = [author_of(config)]
    for author in filter(None, given):
        if isinstance(author, str):
            yield Author(name=author)
        else:
            yield Author(name=author['family'], given=author['given'])


def _address(domain: ConvDomain, docname: str, anchor: str = '') -> str:
    """Give the address of a page or a term; '' where nobody knows it.

    Builders of other formats do not know where a page of the site is.
    """
    base = base_of(domain.env.config)
    if not base:
        return ''
    site = f'{base.rstrip("/")}/'
    if not makes_a_site(domain.builder):
        return '' if anchor else site
    page = domain.builder.get_target_uri(docname)
    if anchor:
        return f'{site}{page.partition("#")[0]}#{anchor}'
    return f'{site}{page}'


# -- nodes


def cite(docname: str, domain: ConvDomain) -> list[nodes.Element]:
    """Say who made a glossary, what it is called, which version, and where it is."""
    work = glossary_cited(domain, docname)
    word = words.citation()
    introduced = nodes.strong('', word)
    # The colon is no part of the word that readers look for.
    colon = nodes.Text(words.labelled(word, '').removeprefix(word))
    text = nodes.inline('', '', *_text(work), classes=[COPIED])
    shown: list[nodes.Element] = [nodes.paragraph('', '', introduced, colon, text)]
    if example := _example(domain, docname):
        shown.append(_said_with(example))
    if makes_a_site(domain.builder):
        shown += _sources(work)
    return directed(direction(work.language), *shown)


def _example(domain: ConvDomain, docname: str) -> str:
    """Give the address of a term of the page, the first one; '' for none."""
    for listing, sections in domain.sections.items():
        for section in sections if listing.docname == docname else ():
            for term in section.terms:
                if home := domain.glossary.home_of(term):
                    anchor = domain.glossary.anchor_of(term)
                    return _address(domain, home.docname, anchor)
    return ''


def _said_with(address: str) -> nodes.paragraph:
    link = nodes.reference('', address, refuri=address, internal=False)
    return nodes.paragraph('', '', *_within(words.own_addresses, link))


def cite_term(domain: ConvDomain, term: Term, docname: str) -> folded | None:
    """Say how to cite a term, folded away; on pages for browsers alone."""
    if not cites_terms(domain.env.config) or not makes_a_site(domain.builder):
        return None
    work = term_cited(domain, term, docname)
    language = term.name.language
    foreign = '' if language == work.language else language
    text = nodes.inline('', '', *_text(work, foreign), classes=[COPIED])
    return folded(
        '',
        nodes.paragraph('', '', text),
        *_sources(work),
        summary=words.cite_term(),
        classes=['convglossary-cite'],
    )


def _sources(work: Work) -> Iterable[folded]:
    """Give what programs for bibliographies read."""
    for name, text in (('BibTeX', as_bibtex(work)), ('CSL-JSON', as_csl_json(work))):
        source = copied_text(text=text, classes=[COPIED])
        yield folded('', source, summary=name)


def _text(work: Work, foreign: str = '') -> Iterator[nodes.Node]:
    """Give the text of a citation; commas are between its pieces.

    *foreign* is the language of the title, where it is not that of the page.
    """
    joint = comma(work.language)
    before = ''
    for part, text in pieces(work):
        if part is Part.URL:
            yield nodes.Text('. ')
            yield nodes.reference('', text, refuri=text, internal=False)
            return
        if before:
            yield nodes.Text(before)
        yield from _piece(part, text, foreign)
        before = joint
    yield nodes.Text('.')


def _piece(part: Part, text: str, foreign: str) -> Iterator[nodes.Node]:
    if part is Part.TITLE:
        yield nodes.emphasis('', text)
    elif part is Part.PART_TITLE:
        title: nodes.Node = nodes.Text(text)
        if foreign:
            title = nodes.inline(
                '', text, classes=[f'language-{language_tag(foreign)}']
            )
        yield from _within(words.cited_title, title)
    elif part is Part.CONTAINER:
        yield from _within(words.cited_in, nodes.emphasis('', text))
    else:
        yield nodes.Text(text)


def _within(say: Callable[[str], str], node: nodes.Node) -> Iterator[nodes.Node]:
    """Set a node into the interface words around it."""
    before, _, after = say('\0').partition('\0')
    if before:
        yield nodes.Text(before)
    yield node
    if after:
        yield nodes.Text(after)
