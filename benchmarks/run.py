"""Measure what glossaries cost: CPU time, peak memory, pages written, instructions.

The projects of ``generate.py`` are built in each flavour, every build in a process of
its own.  Flavours take turns, so that a busy machine is busy for all of them::

    python benchmarks/run.py                          # 1,000 terms, 10,000 references
    python benchmarks/run.py --size 10k --repeats 3
    python benchmarks/run.py --cases cold,translated --flavours floor,builtin,bare
    python benchmarks/run.py --instructions           # needs valgrind; no noise
    python benchmarks/run.py --profile bare --case cold
    python benchmarks/run.py --profile floor,bare --case cold   # where they differ
    python benchmarks/table.py build/bench/1k.json build/bench/10k.json

The usual cases take about ten minutes on two idle cores, those of ``--size 10k`` more
than an hour.  Results are JSON in ``build/bench``; ``table.py`` prints them again, and
tells how the cost of a reference grows from one size to another.  What is not installed
(sphinx-needs) is left out.  CPU time is that of a build and of all its processes; peak
memory is that of its largest process.  ``os.wait4`` gives both: POSIX only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import profiles
import table
from generate import FLAVOURS, LANGUAGE, OURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
#: Where projects, builds and results are kept.
OUTPUT = HERE.parent / 'build' / 'bench'

#: Terms and references of each size.
SIZES = {
    'tiny': (60, 400),
    'small': (200, 2_000),
    '1k': (1_000, 10_000),
    '5k': (5_000, 50_000),
    '10k': (10_000, 100_000),
}

#: Pages that every build writes, whatever has changed.
ALWAYS_WRITTEN = ('genindex.html', 'search.html')


#: What every case builds: what is on by default is between ``bare`` and ``everything``.
WITHOUT_DEFAULT = tuple(name for name in FLAVOURS if name != 'default')


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One kind of build."""

    name: str
    #: What is measured, for readers of the table.
    help: str
    shape: str = 'spread'
    builder: str = 'html'
    language: str = 'en'
    jobs: int = 1
    #: The case whose build is there already.
    after: str = ''
    #: What is edited before it: ``definition`` or ``name``.
    edit: str = ''
    #: Those to build; the second floor where a case says so, for the time it takes.
    flavours: tuple[str, ...] = tuple(x for x in WITHOUT_DEFAULT if x != 'twice')
    #: The case whose floor and built-in stand in where this one has none.
    against: str = ''
    #: Whether it is built in the first repeat alone: nothing is decided by it.
    once: bool = False
    #: Whether Python collects garbage, which looks through all documents that Sphinx
    #: has read and not written, again and again.
    collected: bool = True


CASES = {
    case.name: case
    for case in (
        Case(name='cold', help='html from nothing', flavours=WITHOUT_DEFAULT),
        Case(
            name='uncollected',
            help='html from nothing, without garbage collection',
            flavours=('floor', 'builtin', 'bare'),
            once=True,
            collected=False,
        ),
        Case(name='no-change', help='html again, nothing changed', after='cold'),
        Case(
            name='definition',
            help='one definition edited',
            after='cold',
            edit='definition',
        ),
        Case(name='name', help='one name edited', after='cold', edit='name'),
        Case(name='parallel', help='html from nothing, -j 2', jobs=2, once=True),
        Case(
            name='translated',
            help='html in another language',
            language=LANGUAGE,
            flavours=WITHOUT_DEFAULT,
        ),
        Case(name='gettext', help='message templates', builder='gettext', once=True),
        Case(
            name='single', help='all terms in one document', shape='single', once=True
        ),
        Case(
            name='popular',
            help='a tenth of the references to one term',
            shape='popular',
            once=True,
        ),
        Case(
            name='listing',
            help='a page that lists all terms',
            shape='listing',
            flavours=('bare',),
            against='cold',
            once=True,
        ),
        Case(
            name='locales-1',
            help='names in 1 other language shown',
            shape='locales-1',
            flavours=('bare',),
            against='cold',
            once=True,
        ),
        Case(
            name='locales-50',
            help='names in 50 other languages shown',
            shape='locales-50',
            flavours=('bare',),
            against='cold',
            once=True,
        ),
        Case(
            name='catalogs',
            help='38 languages, each with a catalog of 1 MB, from nothing',
            shape='catalogs',
            flavours=('floor', 'builtin', 'default'),
        ),
        Case(
            name='catalogs-again',
            help='the same again, nothing changed',
            shape='catalogs',
            flavours=('floor', 'builtin', 'default'),
            after='catalogs',
        ),
        Case(
            name='report',
            help='translation report, from nothing',
            builder='convglossary',
            flavours=tuple(name for name in OURS if name != 'default'),
            against='cold',
            once=True,
        ),
    )
}

#: What is measured unless told otherwise.  The large sizes leave out fifty locales:
#: their catalogs would fill a gigabyte.
DEFAULT_CASES = {
    size: tuple(name for name in CASES if terms <= 1_000 or name != 'locales-50')
    for size, (terms, _) in SIZES.items()
}
#: Cases that count instructions: one process, and what decides.
COUNTED_CASES = ('cold', 'no-change', 'definition', 'translated')


#: Starts Sphinx in a process that collects no garbage.
UNCOLLECTED = (
    'import gc, sys; gc.disable(); '
    'from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A project in one flavour and shape, and the builds of it."""

    folder: Path
    flavour: str
    shape: str

    @property
    def src(self) -> Path:
        """The sources."""
        return self.folder / 'src'

    def out(self, case: Case) -> Path:
        """Give the folder of the output; a case after another builds where that did."""
        return self.folder / 'out' / (case.after or case.name)

    def facts(self) -> dict[str, Any]:
        """Give what the generator has counted."""
        text = (self.folder / 'facts.json').read_text(encoding='utf-8')
        return dict(json.loads(text))

    def command(self, case: Case) -> list[str]:
        """Give the arguments of ``python``: two that start Sphinx, and those of it."""
        out = self.out(case)
        start = ['-m', 'sphinx'] if case.collected else ['-c', UNCOLLECTED]
        arguments = [*start, '-q', '-b', case.builder, '-j', str(case.jobs)]
        arguments += ['-D', f'language={case.language}', '-d', f'{out}.doctrees']
        return [*arguments, str(self.src), str(out)]

    def forget(self, case: Case) -> None:
        """Take away what a build has left."""
        shutil.rmtree(self.out(case), ignore_errors=True)
        shutil.rmtree(f'{self.out(case)}.doctrees', ignore_errors=True)

    @property
    def document(self) -> Path:
        """The document that edits change."""
        return self.src / str(self.facts()['edited'])

    def edit(self, name: str) -> None:
        """Edit that document; '' takes the edit back."""
        edit = self.folder / 'edits' / f'{name or "original"}.rst'
        if name or self.is_edited():
            self.document.write_bytes(edit.read_bytes())

    def is_edited(self) -> bool:
        """Tell whether an edit has not been taken back."""
        original = self.folder / 'edits' / 'original.rst'
        return self.document.read_bytes() != original.read_bytes()

    def pages(self, case: Case) -> dict[str, int]:
        """Give the time of writing of each page."""
        out = self.out(case)
        return {
            path.relative_to(out).as_posix(): path.stat().st_mtime_ns
            for path in out.rglob('*.html')
        }


@dataclass(slots=True, kw_only=True)
class Figures:
    """What the builds of one case and flavour cost, one item for each repeat."""

    #: Seconds of all processes, user and system.
    cpu: list[float] = field(default_factory=list)
    #: Seconds on the clock.
    wall: list[float] = field(default_factory=list)
    #: Megabytes.
    peak: list[float] = field(default_factory=list)
    #: Pages that a build wrote over an earlier one.
    written: list[int] = field(default_factory=list)
    #: Millions, under valgrind.
    instructions: list[float] = field(default_factory=list)


class Bench:
    """The builds of one run."""

    def __init__(self, size: str, python: str, work: Path):
        self.terms, self.references = SIZES[size]
        self.python = python
        self.work = work / size
        # The extension is the one beside this folder, installed or not.
        self.environment = {
            **os.environ,
            'PYTHONHASHSEED': '0',
            'PYTHONPATH': str(HERE.parent),
        }
        # What is installed is compiled already.
        self.environment.pop('PYTHONDONTWRITEBYTECODE', None)
        package = str(HERE.parent / 'sphinxcontrib_convglossary')
        command = [python, '-m', 'compileall', '-q', package]
        subprocess.run(command, check=True, env=self.environment)

    def place(self, flavour: str, case: Case) -> Place:
        """Give a project; it is written the first time."""
        folder = self.work / f'{flavour}-{case.shape}'
        if not (folder / 'facts.json').exists():
            say(f'writing {folder.name}')
            shutil.rmtree(folder, ignore_errors=True)
            # In a process of its own: what this one holds would count as memory
            # of the builds.
            command = [self.python, str(HERE / 'generate.py'), str(folder)]
            command += ['--flavour', flavour, '--shape', case.shape]
            command += ['--terms', str(self.terms)]
            command += ['--references', str(self.references)]
            subprocess.run(command, check=True)
        return Place(folder=folder, flavour=flavour, shape=case.shape)

    def has(self, flavour: str) -> bool:
        """Tell whether the flavour can be built here."""
        module = FLAVOURS[flavour].module
        command = [self.python, '-c', f'import {module or "sphinx"}']
        return not subprocess.run(
            command, check=False, stderr=subprocess.DEVNULL
        ).returncode

    def prepare(self, place: Place, case: Case) -> None:
        """Leave everything as the case wants to find it."""
        if not case.after:
            place.forget(case)
            place.edit('')
            return
        cold = CASES[case.after]
        if place.is_edited() or not place.out(cold).exists():
            place.edit('')
            self.build(place, cold, Figures())
        if case.edit:
            place.edit(case.edit)

    def build(self, place: Place, case: Case, figures: Figures) -> None:
        """Build once, and note what it cost."""
        log = place.folder / 'warnings.txt'
        with log.open('wb') as errors:
            started = time.perf_counter()
            process = subprocess.Popen(
                [self.python, *place.command(case)],
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=self.environment,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        figures.wall.append(round(time.perf_counter() - started, 3))
        figures.cpu.append(round(usage.ru_utime + usage.ru_stime, 3))
        unit = 1 if sys.platform == 'darwin' else 1024
        figures.peak.append(round(usage.ru_maxrss * unit / 1e6, 1))
        check_log(log, process.returncode)

    def count(self, place: Place, case: Case, figures: Figures) -> None:
        """Build once under valgrind, and note how many instructions it took."""
        log = place.folder / 'valgrind.txt'
        command = ['valgrind', '--tool=cachegrind', '--cache-sim=no', '--branch-sim=no']
        command += ['--cachegrind-out-file=/dev/null', f'--log-file={log}', self.python]
        warned = place.folder / 'warnings.txt'
        with warned.open('wb') as errors:
            done = subprocess.run(
                [*command, *place.command(case)],
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=self.environment,
            )
        check_log(warned, done.returncode)
        found = re.search(r'I +refs: +([\d,]+)', log.read_text(encoding='utf-8'))
        if found is None:
            raise SystemExit(f'valgrind counted nothing; see {log}')
        figures.instructions.append(round(int(found[1].replace(',', '')) / 1e6, 1))

    def measure(
        self, place: Place, case: Case, figures: Figures, counted: bool
    ) -> None:
        """Build, and note what is asked for."""
        self.prepare(place, case)
        before = place.pages(case) if case.after else {}
        (self.count if counted else self.build)(place, case, figures)
        if case.after:
            figures.written.append(
                sum(
                    before.get(page) != time_of_writing
                    for page, time_of_writing in place.pages(case).items()
                    if page not in ALWAYS_WRITTEN
                )
            )


def check_log(log: Path, status: int) -> None:
    """Stop at the first build that fails or warns: it would measure something else."""
    text = log.read_text(encoding='utf-8', errors='replace')
    if status or text.strip():
        raise SystemExit(f'a build is not clean, see {log}:\n{text[-2000:]}')


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


def rounds(
    cases: Sequence[str], flavours: Sequence[str], repeats: int
) -> Iterator[tuple[Case, str]]:
    """Give every build to measure: flavours take turns, then cases, then repeats."""
    for turn in range(repeats):
        for name in cases:
            case = CASES[name]
            if case.once and turn:
                continue
            present = [f for f in flavours if f in case.flavours]
            # Nobody is always the first after something else.
            shift = turn % len(present) if present else 0
            for flavour in present[shift:] + present[:shift]:
                yield case, flavour


def run(bench: Bench, given: argparse.Namespace) -> dict[str, Any]:
    """Build all that is asked for, and give the figures."""
    results: dict[str, dict[str, Figures]] = {}
    facts: dict[str, Any] = {}
    plan = list(rounds(given.cases, given.flavours, given.repeats))
    for position, (case, flavour) in enumerate(plan, 1):
        place = bench.place(flavour, case)
        facts = facts or place.facts()
        figures = results.setdefault(case.name, {}).setdefault(flavour, Figures())
        bench.measure(place, case, figures, given.instructions)
        cost = (
            f'{figures.instructions[-1]:,.0f} million instructions'
            if given.instructions
            else f'{figures.cpu[-1]:.2f} s'
        )
        say(f'[{position}/{len(plan)}] {case.name} {flavour}: {cost}')
    return {
        'size': given.size,
        'measure': 'instructions' if given.instructions else 'cpu',
        'facts': facts,
        'versions': versions(bench.python),
        'repeats': given.repeats,
        'floors': {name: FLAVOURS[name].floor for name in given.flavours},
        'cases': {
            name: {
                'help': CASES[name].help,
                'against': CASES[name].against,
                'flavours': {
                    flavour: {
                        key: getattr(figures, key)
                        for key in Figures.__slots__
                        if getattr(figures, key)
                    }
                    for flavour, figures in by_flavour.items()
                },
            }
            for name, by_flavour in results.items()
        },
    }


def versions(python: str) -> dict[str, str]:
    """Give the versions of what was measured."""
    names = ('sphinx', 'docutils', 'sphinx-needs', 'sphinxcontrib-convglossary')
    code = (
        'import importlib.metadata as m, platform, sys\n'
        'print("python", platform.python_version())\n'
        'for name in sys.argv[1:]:\n'
        '    try: print(name, m.version(name))\n'
        '    except m.PackageNotFoundError: pass\n'
    )
    told = subprocess.run(
        [python, '-c', code, *names], check=True, capture_output=True, text=True
    )
    found = dict(line.split(' ', 1) for line in told.stdout.splitlines())
    return {**found, 'machine': f'{platform.machine()}, {os.cpu_count()} cores'}


def names_from(choices: Sequence[str]) -> Any:
    """Give what reads names between commas."""

    def read(text: str) -> list[str]:
        names = text.split(',')
        for name in names:
            if name not in choices:
                known = ', '.join(choices)
                raise argparse.ArgumentTypeError(f'{name!r} is none of {known}')
        return names

    return read


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('--size', choices=SIZES, help='1k; with --instructions small')
    parser.add_argument(
        '--repeats', type=int, help='2; 1 for the large sizes, and with --instructions'
    )
    parser.add_argument('--cases', '--case', type=names_from(list(CASES)))
    parser.add_argument('--flavours', type=names_from(list(FLAVOURS)))
    parser.add_argument('--out', type=Path, help='the file of the results')
    parser.add_argument('--work', type=Path, default=OUTPUT / 'work')
    parser.add_argument('--python', default=sys.executable, help='builds with it')
    parser.add_argument('--instructions', action='store_true')
    parser.add_argument('--profile', type=names_from(list(FLAVOURS)))
    given = parser.parse_args()
    given.size = given.size or ('small' if given.instructions else '1k')
    large = SIZES[given.size][0] > 1_000
    given.repeats = given.repeats or (1 if given.instructions or large else 2)
    given.cases = given.cases or list(
        COUNTED_CASES if given.instructions else DEFAULT_CASES[given.size]
    )
    if given.instructions and shutil.which('valgrind') is None:
        parser.error('--instructions needs valgrind')
    return given


def main() -> None:
    """Run from the command line."""
    given = arguments()
    bench = Bench(given.size, given.python, given.work)
    if given.profile:
        profile(bench, given)
        return
    if not given.flavours:
        given.flavours = [name for name in FLAVOURS if bench.has(name)]
        for name in FLAVOURS.keys() - set(given.flavours):
            say(f'{name} is left out: it is not installed')
    # What an earlier run has left may be of an earlier generator.
    shutil.rmtree(bench.work, ignore_errors=True)
    results = run(bench, given)
    suffix = '-instructions' if given.instructions else ''
    out = given.out or OUTPUT / f'{given.size}{suffix}.json'
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1), encoding='utf-8')
    print(table.describe(results))
    say(f'written: {out}')


def profile(bench: Bench, given: argparse.Namespace) -> None:
    """Profile one case in one flavour, or two flavours and where they differ."""
    case = CASES[given.cases[0]]
    files = []
    OUTPUT.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(bench.work, ignore_errors=True)
    for flavour in given.profile:
        place = bench.place(flavour, case)
        bench.prepare(place, case)
        path = OUTPUT / f'{given.size}-{case.name}-{flavour}.prof'
        say(f'profiling {flavour}: {path}')
        _, _, *of_sphinx = place.command(case)
        subprocess.run(
            [bench.python, str(HERE / 'profiles.py'), str(path), *of_sphinx],
            check=True,
            env=bench.environment,
        )
        files.append(path)
    for path in files:
        print(profiles.describe(path))
    if len(files) > 1:
        print(profiles.compare(files[0], files[1]))


if __name__ == '__main__':
    main()
