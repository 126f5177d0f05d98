"""The command ``convglossary``: what needs no build."""

from __future__ import annotations

import argparse
import importlib
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DISTRIBUTION = 'sphinxcontrib-convglossary'
#: As after Ctrl+C in a shell.
_INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcommand:
    """A subcommand: a module with ``add_arguments(parser)`` and ``run(arguments)``."""

    name: str
    #: Imported when the subcommand is asked for: some take their time.
    module: str
    help: str


SUBCOMMANDS = (
    Subcommand(
        name='convert',
        module='sphinxcontrib_convglossary.convert.command',
        help="turn Sphinx's own glossary and :term: into terms and :term-ref:",
    ),
    Subcommand(
        name='import',
        module='sphinxcontrib_convglossary.imports.command',
        help='make documents and catalogs of a glossary of another tool',
    ),
)


def _version() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return 'unknown (not installed)'


def _parser(wanted: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog='convglossary',
        description='Work on glossaries without a build.',
        epilog='Exit codes: 0, it is done; 1, it failed, and nothing was written; '
        '2, the command line is wrong.',
    )
    parser.add_argument('--version', action='version', version=f'%(prog)s {_version()}')
    subparsers = parser.add_subparsers(dest='command', required=True, metavar='COMMAND')
    for subcommand in SUBCOMMANDS:
        subparser = subparsers.add_parser(subcommand.name, help=subcommand.help)
        if subcommand.name == wanted:
            module = importlib.import_module(subcommand.module)
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # The first word that is no option: options of the command itself take no value.
    wanted = next((word for word in given if not word.startswith('-')), None)
    parsed = _parser(wanted).parse_args(given)
    try:
        return int(parsed.run(parsed))
    except KeyboardInterrupt:
        print('interrupted; nothing was written', file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # Who reads has read enough (``| head``).
        sys.stderr.close()
        return 0
