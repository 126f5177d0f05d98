"""The house stands as it was drawn: what may import what."""

from __future__ import annotations

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import sphinxcontrib_convglossary

PACKAGE = Path(sphinxcontrib_convglossary.__file__).parent
NAME = PACKAGE.name
FILES = {
    '.'.join(path.relative_to(PACKAGE).with_suffix('').parts): path
    for path in sorted(PACKAGE.rglob('*.py'))
}
PURE = (
    'terms',
    'spelling',
    'addresses',
    'bilingual',
    'others',
    'inventories',
    'likeness',
    'heading',
    'kept',
    'markup',
    'packing',
    'citation',
    'collation',
    'diagram',
    'dot',
    'po_messages',
    'expansion',
    'guarded_files',
    'glossary',
    'outline',
    'registry',
    'sifting',
    'vocabulary',
    'witness',
    'written',
    'exports.csv',
    'exports.formats',
    'exports.json',
    'exports.jsonld',
    'exports.markdown',
    'exports.omegat',
    'exports.skos',
    'exports.tags',
    'exports.tbx',
    'cli',
    'conf_file',
    'atomic_files',
    'console',
    'progress',
    'convert.anchors',
    'convert.content',
    'convert.glossaries',
    'convert.polines',
    'convert.project',
    'convert.results',
    'imports.catalogs',
    'imports.cleaning',
    'imports.command',
    'imports.csv',
    'imports.documents',
    'imports.glossarist',
    'imports.json',
    'imports.material',
    'imports.placed',
    'imports.project',
    'imports.settling',
    'imports.skos',
    'imports.syntax',
    'imports.tbx',
    'imports.xml',
)
BUILDING = ('sphinx', 'docutils')


def imports(module: str, *, typing: bool = False) -> set[str]:
    """Give the full names that a module imports, wherever in it.

    Imports for type checkers alone count with *typing* only.
    """
    tree = ast.parse(FILES[module].read_text(encoding='utf-8'))
    return set(_imports(tree, typing=typing))


def _imports(node: ast.AST, *, typing: bool):
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, 'imports are absolute'
        for alias in node.names:
            yield f'{node.module}.{alias.name}'
    if (
        isinstance(node, ast.If)
        and 'TYPE_CHECKING' in ast.dump(node.test)
        and not typing
    ):
        children = node.orelse
    else:
        children = list(ast.iter_child_nodes(node))
    for child in children:
        yield from _imports(child, typing=typing)


def inner(names: set[str]) -> set[str]:
    """Give the modules of the package among what is imported."""
    modules = set()
    for name in names:
        if name != NAME and not name.startswith(f'{NAME}.'):
            continue
        rest = name.removeprefix(NAME).lstrip('.')
        while rest and rest not in FILES:
            rest = rest.rpartition('.')[0]
        modules.add(rest or '__init__')
    return modules


def top(names: set[str]) -> set[str]:
    return {name.partition('.')[0] for name in names}


@pytest.mark.parametrize('module', PURE)
def test_a_pure_file_knows_neither_sphinx_nor_docutils(module):
    assert top(imports(module, typing=True)).isdisjoint(BUILDING)


@pytest.mark.parametrize('module', PURE)
def test_a_pure_file_imports_none_that_is_not_pure(module):
    reached, waiting = set(), [module]
    while waiting:
        for other in inner(imports(waiting.pop())) - reached:
            reached.add(other)
            waiting.append(other)
    for other in reached:
        assert top(imports(other)).isdisjoint(BUILDING), f'{module} imports {other}'


@pytest.mark.parametrize('module', ['directives', 'roles', 'nodes'])
def test_what_makes_nodes_does_not_know_the_domain(module):
    reached, waiting = set(), [module]
    while waiting:
        for other in inner(imports(waiting.pop(), typing=True)) - reached:
            reached.add(other)
            waiting.append(other)
    assert 'domain' not in reached


def test_arrows_point_one_way():
    graph = {module: inner(imports(module)) - {module} for module in FILES}
    assert set(TopologicalSorter(graph).static_order()) == set(FILES)


def test_no_file_imports_setup():
    for module in FILES:
        assert '__init__' not in inner(imports(module, typing=True)), module


@pytest.mark.parametrize('module', FILES)
def test_a_file_needs_nothing_but_python_and_what_sphinx_brings(module):
    # urllib3 comes with requests, which does not hide what it raises.
    known = {NAME, *BUILDING, 'babel', 'urllib3', *sys.stdlib_module_names}
    assert top(imports(module)) <= known


@pytest.mark.parametrize('module', FILES)
def test_a_file_says_what_it_is_about(module):
    tree = ast.parse(FILES[module].read_text(encoding='utf-8'))
    docstring = ast.get_docstring(tree)
    assert docstring
    assert docstring.splitlines()[0].endswith('.')
