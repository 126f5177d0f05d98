"""What should not happen ends a build with the names of the document and the term."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

import pytest
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform

import sphinxcontrib_convglossary as package
from sphinxcontrib_convglossary import definitions, directives, entries
from sphinxcontrib_convglossary.domain import ConvDomain
from sphinxcontrib_convglossary.roles import TermRef

if TYPE_CHECKING:
    from projects import Project

for _module in pkgutil.walk_packages(package.__path__, f'{package.__name__}.'):
    if not _module.name.endswith('__main__'):
        importlib.import_module(_module.name)


def fail(*args: object, **options: object) -> None:
    raise LookupError('oh')


@pytest.fixture
def site(project: Project, syntax) -> Project:
    page = [
        syntax.title('Home'),
        syntax.term('Clay', 'Mud.'),
        syntax.term('Kiln', 'An oven.'),
    ]
    return project.write_in(
        syntax,
        {'index': '\n'.join([*page, syntax.ref('Kiln')])},
        convglossary_exports=['json'],
    )


@pytest.mark.parametrize(
    ('place', 'name'),
    [
        ((definitions, 'plain_text'), 'Kiln'),
        ((entries, '_above'), 'Clay'),
        ((directives, 'make_id'), 'Clay'),
        ((ConvDomain, 'holds'), ''),
    ],
)
def test_an_exception_names_document_and_term(site, monkeypatch, syntax, place, name):
    monkeypatch.setattr(*place, fail)
    with pytest.raises(ExtensionError) as raised:
        site.build(expect=None)
    said = str(raised.value)
    assert 'unexpected LookupError (exception: oh)' in said
    assert f'the term "{name}"' in said or not name
    assert 'index' in said or not name


def test_an_exception_in_a_reference_names_its_place(site, monkeypatch, syntax):
    monkeypatch.setattr('sphinxcontrib_convglossary.references.resolve', fail)
    with pytest.raises(ExtensionError, match=rf'index{syntax.suffix}:\d+: unexpected'):
        site.build(expect=None)


class _App(Sphinx):
    """An application that does no more than to note what is registered."""

    def __init__(self) -> None:
        self.connected: list[tuple[str, object]] = []

    def connect(self, event: str, callback: object, priority: int = 500) -> int:
        self.connected.append((event, callback))
        return 0

    def __getattribute__(self, name: str) -> object:
        if name.startswith('add_'):
            return lambda *args, **options: None
        return super().__getattribute__(name)


def test_every_handler_names_what_it_was_busy_with():
    app = _App()
    package.setup(app)
    assert len(app.connected) > 10
    assert [
        event for event, call in app.connected if not hasattr(call, 'located')
    ] == []


def _ours(kind: type) -> set[type]:
    """Give the classes of ours of a kind."""
    found = set()
    for each in kind.__subclasses__():
        found |= _ours(each)
        if each.__module__.startswith(package.__name__):
            found.add(each)
    return found


#: What Sphinx and docutils call, by the classes that have it.
CALLED = {
    Directive: ('run',),
    SphinxTransform: ('apply', 'run'),
    Domain: ('process_doc', 'clear_doc', 'merge_domaindata', 'resolve_any_xref'),
    TermRef: ('__call__',),
}


def test_all_that_sphinx_calls_names_what_it_was_busy_with():
    bare = [
        f'{each.__qualname__}.{name}'
        for kind, names in CALLED.items()
        for each in {*_ours(kind), kind}
        for name in names
        if each.__module__.startswith(package.__name__)
        and inspect.isfunction(call := vars(each).get(name))
        and not hasattr(call, 'located')
    ]
    assert bare == []
