"""No link within the built site is dead, in any language."""

from __future__ import annotations

from functools import cache
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup


@cache
def anchors(path):
    """Give the ids of a page; none for a file of another kind."""
    if path.suffix != '.html':
        return frozenset()
    soup = BeautifulSoup(path.read_text('utf-8'), 'lxml')
    return frozenset(node['id'] for node in soup.find_all(id=True))


def dead_links(root):
    for path in sorted(root.rglob('*.html')):
        soup = BeautifulSoup(path.read_text('utf-8'), 'lxml')
        for node in soup.find_all(href=True):
            href = node['href']
            if urlsplit(href).scheme or href.startswith('//'):
                continue
            address, fragment = urldefrag(href)
            address = address.partition('?')[0]
            target = (path.parent / unquote(address)).resolve() if address else path
            if not target.is_file() or (
                fragment and unquote(fragment) not in anchors(target)
            ):
                yield path.relative_to(root), href


@pytest.mark.parametrize('language', ['en', 'pt', 'fr', 'es'])
def test_every_internal_link_leads_somewhere(build, language):
    root = build(language)
    pages = list(root.rglob('*.html'))
    assert len(pages) > 10
    assert list(dead_links(root)) == []


@pytest.mark.parametrize('language', ['en', 'pt', 'fr', 'es'])
def test_no_page_has_an_id_twice(build, language):
    for path in build(language).rglob('*.html'):
        soup = BeautifulSoup(path.read_text('utf-8'), 'lxml')
        ids = [node['id'] for node in soup.find_all(id=True)]
        twice = {name for name in ids if ids.count(name) > 1}
        assert not twice, f'{path.name}: {twice}'


def test_anchors_of_terms_are_the_same_in_all_languages(build):
    def term_anchors(language):
        path = build(language) / 'glossary' / 'index.html'
        return {name for name in anchors(path) if name.startswith('term-')}

    english = term_anchors('en')
    assert term_anchors('es') == english
    assert term_anchors('pt') == english - {'term-shared-inbox'}
    assert term_anchors('fr') == english - {'term-payment-link'}
