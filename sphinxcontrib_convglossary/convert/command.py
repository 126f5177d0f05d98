"""``convglossary convert``: what is asked, done and told."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.atomic_files import write_all
from sphinxcontrib_convglossary.console import complain, say
from sphinxcontrib_convglossary.convert.conversion import Request, convert_project
from sphinxcontrib_convglossary.convert.project import ConversionError
from sphinxcontrib_convglossary.progress import Progress

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.convert.conversion import Change, Outcome

DESCRIPTION = """\
Make a project with Sphinx's own glossary one with convterm and term-ref: in its
reStructuredText and MyST documents, and in the messages of its catalogs, whose
translations stay.  Code and literals are not touched.  What cannot be converted
safely is left as it is, which goes on working, and named with its file and line.
conf.py is not changed: the last lines say what to write into it.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = DESCRIPTION
    add = parser.add_argument
    add('source', type=Path, metavar='SOURCE_DIR', help='the folder of conf.py')
    add(
        '--locale-dir',
        type=Path,
        action='append',
        default=[],
        metavar='DIR',
        help='a folder of catalogs (default: what locale_dirs in conf.py says); '
        'may be repeated',
    )
    add(
        '--text-directive',
        action='append',
        default=[],
        metavar='NAME',
        help='a directive whose content is text, with references to convert, '
        'if the command does not know it; may be repeated',
    )
    add('--dry-run', action='store_true', help='write nothing')
    add('--diff', action='store_true', help='show every change')


def run(arguments: argparse.Namespace) -> int:
    """Convert a project; give the exit code."""
    request = Request(
        source=arguments.source,
        locales=arguments.locale_dir,
        text_directives=frozenset(name.lower() for name in arguments.text_directive),
    )
    try:
        with Progress() as progress:
            outcome = convert_project(request, progress.show)
        if not arguments.dry_run:
            write_all(
                {c.file.path.resolve(): c.file.encoded(c.text) for c in outcome.changes}
            )
    except (ConversionError, OSError) as error:
        complain(error)
        return 1
    if arguments.diff:
        for change in outcome.changes:
            sys.stdout.writelines(_diff(change))
    _tell(outcome, dry_run=arguments.dry_run)
    return 0


def _diff(change: Change) -> Iterator[str]:
    name = change.file.path.as_posix()
    # Not splitlines: it ends lines at signs that end none for others.
    before, after = (
        re.findall(r'[^\n]*\n|[^\n]+', text) for text in (change.file.text, change.text)
    )
    for line in difflib.unified_diff(before, after, name, name):
        yield line if line.endswith('\n') else f'{line}\n\\ No newline at end of file\n'


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    remarks = outcome.remarks
    for remark in remarks:
        line = remark.line_before if dry_run else remark.line_after
        complain(f'{remark.path}:{line}: {remark.text}')
    counts = outcome.counts
    if not outcome.changes:
        print('There is nothing to convert.')
        return
    done = 'would be converted' if dry_run else 'converted'
    names = ('term', 'reference', 'document', 'reference', 'catalog')
    keys = ('terms', 'references', 'documents', 'references in catalogs', 'catalogs')
    told = [_counted(counts[key], name) for key, name in zip(keys, names, strict=True)]
    print('{}: {} and {} in {}, {} in {}'.format(done, *told).capitalize())
    if remarks:
        print(f'To look at: {len(remarks)}, named above')
    if outcome.bilingual:
        count = _counted(len(outcome.bilingual), 'translated name')
        example = outcome.bilingual[0]
        say(
            f'{count} with the original name beside the local one ("{example}"): '
            'references by the original name show that alone'
        )
    for advice in outcome.advice:
        say(advice)


def _counted(number: int, name: str) -> str:
    return f'{number} {name}' if number == 1 else f'{number} {name}s'
