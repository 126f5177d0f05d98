"""Twice the terms and references are at most twice the work: counted, not timed."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

import sphinxcontrib_convglossary
from sphinxcontrib_convglossary.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

PACKAGE = str(Path(sphinxcontrib_convglossary.__file__).parent)
#: What a build does whatever its size, and what is rounded.
ROOM = 1.05


def written(number: int, *, together: bool) -> dict[str, str]:
    """Write terms that refer to each other, ten to a document or all in one."""
    blocks = [
        f'.. convterm:: Term {n}\n   :aliases: Alias {n} · Other {n}\n'
        f'   :related: Term {(n + 1) % number} · Alias {(n + 7) % number}\n\n'
        f'   See :term-ref:`Term {(n + 3) % number}` and '
        f':term-ref:`that <other {(n + 5) % number}>`.\n'
        for n in range(number)
    ]
    size = number if together else 10
    documents = {
        f'terms{start // size}.rst': '\n'.join(
            ['Terms', '=====', '', *blocks[start : start + size]]
        )
        for start in range(0, number, size)
    }
    pages = {
        f'page{page}.rst': 'Page\n====\n\n'
        + ' '.join(f':term-ref:`term {(page * 7 + n) % number}`' for n in range(30))
        for page in range(number // 10)
    }
    index = 'Index\n=====\n\n.. toctree::\n   :glob:\n\n   *\n'
    return {'index.rst': index, **documents, **pages}


class Work:
    """What a build has done, by kind."""

    def __init__(self, project: Project, files: dict[str, str], **conf) -> None:
        project.write(files, **conf)
        self.calls = 0
        self.visits = 0
        find = nodes.Node._fast_findall

        def visit(node, cls):
            for found in find(node, cls):
                self.visits += 1
                yield found

        def count(frame, event, argument) -> None:
            if event == 'call' and frame.f_code.co_filename.startswith(PACKAGE):
                self.calls += 1

        before = sys.getprofile()
        nodes.Node._fast_findall = visit
        sys.setprofile(count)
        try:
            env = project.environment()
        finally:
            sys.setprofile(before)
            nodes.Node._fast_findall = find
        self.bytes = len(pickle.dumps(domain_of(env).data))


CASES = {
    'terms in many documents': ({'together': False}, {}),
    'terms in one document': ({'together': True}, {}),
    'a listing of all': (
        {'together': False},
        {'convglossary_pages': {'all': {'filter': True}}},
    ),
    'all that can be shown': (
        {'together': False},
        {
            'convglossary_pages': {'all': {'group-by': 'letter'}},
            'convglossary_inverse_relations': True,
            'convglossary_other_languages': True,
            'convglossary_used_in': True,
            'convglossary_expand_first': True,
        },
    ),
}


@pytest.mark.parametrize(('shape', 'conf'), CASES.values(), ids=CASES)
def test_twice_the_glossary_is_at_most_twice_the_work(
    new_project: Callable[[], Project], shape, conf
):
    once = Work(new_project(), written(100, **shape), **conf)
    twice = Work(new_project(), written(200, **shape), **conf)
    for kind in ('calls', 'visits', 'bytes'):
        assert getattr(once, kind) > 1000, 'something was counted'
        ratio = getattr(twice, kind) / getattr(once, kind)
        assert ratio <= 2 * ROOM, f'{kind}: {ratio:.2f} times as many'
