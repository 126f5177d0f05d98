"""The addresses that pages link by: each computed once for a folder."""

from __future__ import annotations

import pytest
from sphinx.builders import Builder

from sphinxcontrib_convglossary.links import Addresses


class Site(Builder):
    """A builder of pages."""

    name = format = 'html'

    def __init__(self) -> None:
        """Make no application."""

    def get_target_uri(self, docname, typ=None):
        return f'{docname}.html'


class OwnWay(Site):
    """A builder in whose pages an address depends on the page."""

    def get_relative_uri(self, from_, to, typ=None):
        return f'/{from_}?to={to}'


@pytest.mark.parametrize(
    ('page', 'address'),
    [('a/x', '../b/y.html'), ('index', 'b/y.html'), ('b/w', 'y.html'), ('b/y', '')],
)
def test_are_relative_to_the_folder_of_the_page(page, address):
    addresses = Addresses(Site())
    addresses.address('a/before', 'b/y', 'term-z')
    assert addresses.address(page, 'b/y', 'term-z') == f'{address}#term-z'


def test_are_asked_for_each_page_where_the_builder_has_a_way_of_its_own():
    addresses = Addresses(OwnWay())
    assert addresses.relative('a', 'c') == '/a?to=c'
    assert addresses.relative('b', 'c') == '/b?to=c'


def test_are_computed_once_for_a_folder(monkeypatch):
    asked = []

    def ask(self, page, docname):
        asked.append((page, docname))
        return 'x'

    monkeypatch.setattr(Addresses, '_ask', ask)
    addresses = Addresses(Site())
    for page in ('a/x', 'a/y', 'b/x', 'a/z'):
        addresses.relative(page, 'c')
    assert asked == [('a/x', 'c'), ('b/x', 'c')]
