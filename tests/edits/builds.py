"""Builds of the project, in this process and in one beside it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from projects import PACKAGE_PARENT, _unspoiled
from sphinx.application import Sphinx

if TYPE_CHECKING:
    from edits.world import World


@dataclass(frozen=True)
class Built:
    """What a build has made and said."""

    files: dict[str, bytes]
    warnings: list[str]
    #: The documents that it read.
    read: set[str]
    #: The documents that it read or wrote.
    touched: set[str]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be built."""

    src: str
    out: str
    trees: str
    language: str
    tags: tuple[str, ...]
    jobs: int


def build(order: Order) -> str:
    """Build a project, and give what is warned."""
    warned = StringIO()
    with _unspoiled():
        app = Sphinx(
            order.src,
            order.src,
            order.out,
            order.trees,
            'html',
            {'language': order.language},
            None,
            warned,
            tags=order.tags,
            parallel=order.jobs,
        )
        app.build()
    return warned.getvalue()


def serve() -> None:
    """Build whatever is ordered, line by line."""
    for line in sys.stdin:
        told = {'warned': '', 'error': ''}
        try:
            told['warned'] = build(Order(**json.loads(line)))
        except Exception:
            told['error'] = traceback.format_exc()
        print(json.dumps(told), flush=True)


#: Where a process beside this one finds the package, and these tests.
_PATH = (str(PACKAGE_PARENT), str(Path(__file__).parent.parent))


class Laboratory:
    """A folder in which a project is edited and built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.src = folder / 'src'
        self.src.mkdir(parents=True)
        self._texts: dict[str, str] = {}
        self._time = 0
        self._builder: subprocess.Popen[str] | None = None

    def write(self, world: World, *, all_anew: bool = False) -> None:
        """Write what has changed, newer than all that was built or written before."""
        files = world.files()
        self._time = max(time.time_ns(), self._time + 1)
        for name in self._texts.keys() - files.keys():
            path = self.src / name
            path.unlink()
            # Sphinx goes on using what was compiled.
            path.with_suffix('.mo').unlink(missing_ok=True)
        for name, text in files.items():
            if self._texts.get(name) != text or (
                all_anew and name.endswith(('.rst', '.md'))
            ):
                path = self.src / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding='utf-8')
                os.utime(path, ns=(self._time, self._time))
        self._texts = files
        # What the builds write is newer, even where the clock of the files is coarse.
        time.sleep(0.01)

    def build(
        self, world: World, language: str, *, clean: bool = False, jobs: int = 1
    ) -> Built:
        """Build what is written."""
        kept = self.folder / ('clean' if clean else 'kept') / language
        out, trees = kept / 'html', kept / 'doctrees'
        if clean:
            shutil.rmtree(kept, ignore_errors=True)
        trees.mkdir(parents=True, exist_ok=True)
        (trees / 'touched.json').unlink(missing_ok=True)
        order = Order(
            src=str(self.src),
            out=str(out),
            trees=str(trees),
            language=language,
            tags=tuple(world.tags),
            jobs=jobs,
        )
        warned = build(order) if jobs == 1 else self._apart(order)
        touched = json.loads((trees / 'touched.json').read_text('utf-8'))
        return Built(
            files={
                path.relative_to(out).as_posix(): path.read_bytes()
                for path in sorted(out.rglob('*'))
                if path.is_file() and path.name != '.buildinfo'
            },
            warnings=self._lines(warned, trees),
            read=set(touched['read']),
            touched={*touched['read'], *touched['written']},
        )

    def _apart(self, order: Order) -> str:
        """Build in a process of its own, which forks better than one that tests."""
        if self._builder is None:
            # Whatever depends on the order of sets differs between the two.
            self._builder = subprocess.Popen(
                [sys.executable, '-m', 'edits', '--serve'],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding='utf-8',
                cwd=PACKAGE_PARENT,
                env={
                    **os.environ,
                    'PYTHONPATH': os.pathsep.join(_PATH),
                    'PYTHONHASHSEED': '7',
                },
            )
        assert self._builder.stdin
        assert self._builder.stdout
        self._builder.stdin.write(json.dumps(asdict(order)) + '\n')
        self._builder.stdin.flush()
        told = json.loads(self._builder.stdout.readline())
        if told['error']:
            raise RuntimeError(told['error'])
        return str(told['warned'])

    def close(self) -> None:
        """End what was started."""
        if self._builder is not None:
            self._builder.communicate()

    def _lines(self, warned: str, trees: Path) -> list[str]:
        plain = re.sub(r'\x1b\[[0-9;]*m', '', warned)
        for folder in (self.src, trees):
            plain = plain.replace(f'{folder}{os.sep}', '')
        return [line.rstrip() for line in plain.splitlines() if line.strip()]
