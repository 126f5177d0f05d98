"""The command: make edits as long as one likes."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import edits as package
from edits.builds import serve
from edits.edit import EDITS, random_edits
from edits.trials import shrink, try_edits


def main() -> int:
    """Make edits as long as one likes."""
    parser = argparse.ArgumentParser(
        prog='python -m edits', description=(package.__doc__ or '').splitlines()[0]
    )
    parser.add_argument('--steps', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--round', type=int, default=25, help='edits of one project')
    parser.add_argument('--only', type=int, help='the number of one project')
    parser.add_argument('--without', action='append', default=[], choices=sorted(EDITS))
    parser.add_argument('--known', default='', help='differences to pass over')
    parser.add_argument('--shrink', action='store_true')
    parser.add_argument('--go-on', action='store_true', help='after a failure')
    parser.add_argument('--serve', action='store_true', help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve()
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / 'edits'
        edits = random_edits(given.seed, given.steps, given.without)
        for number, start in enumerate(range(0, len(edits), given.round)):
            if given.only not in (None, number):
                continue
            some = edits[start : start + given.round]
            begun = time.monotonic()
            failure = try_edits(some, folder, known=given.known)
            took = time.monotonic() - begun
            print(f'edits {start + 1}-{start + len(some)}: {took:.0f} s', flush=True)
            if failure:
                failed += 1
                shrunk = (
                    shrink(failure, some, folder, given.known)
                    if given.shrink
                    else failure
                )
                print(shrunk, flush=True)
                if not given.go_on:
                    break
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
