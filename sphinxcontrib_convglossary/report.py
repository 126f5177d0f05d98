"""The translation report: ``sphinx-build -b convglossary``."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinxcontrib_convglossary.config import place_in_conf
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.lookups import LookUps
from sphinxcontrib_convglossary.outputs import write
from sphinxcontrib_convglossary.pofiles import locales
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.registry import Part, State, coverage_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinxcontrib_convglossary.registry import Coverage, Translated
    from sphinxcontrib_convglossary.terms import Term

logger = logging.getLogger(__name__)


class ReportBuilder(Builder):
    """Tells translators what is left to do, in each language and term by term."""

    name = 'convglossary'
    epilog = __('The translation report is in %(outdir)s.')
    allow_parallel = True
    #: What share of the glossary is translated, by language.
    shares: dict[str, float]

    def get_outdated_docs(self) -> list[str]:
        """Write no document: the report is of the glossary as a whole."""
        return []

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Links lead nowhere in a report."""
        return ''

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing of a document."""

    @located
    def finish(self) -> None:
        """Write the report as text and as JSON, and print the text."""
        covered = list(self._coverage())
        text = as_text(covered)
        outdir = Path(self.outdir)
        write(outdir / 'coverage.txt', text.encode())
        told = as_json(covered, outdir)
        self.shares = {locale: found['share'] for locale, found in told.items()}
        data = json.dumps(told, ensure_ascii=False, indent=2)
        write(outdir / 'coverage.json', f'{data}\n'.encode())
        logger.info('\n%s', text)

    def _coverage(self) -> Iterator[Coverage]:
        domain = domain_of(self.env)
        source = self.config.convglossary_source_language
        terms = [
            (term, domain.messages[term.docname][term.ordinal])
            for term in domain.glossary.terms
        ]
        look_ups = LookUps(self.env, domain.messages)
        wanted = [locale for locale in locales(self.env) if locale != source]
        for locale in status_iterator(
            wanted, __('reading catalogs... '), 'purple', len(wanted)
        ):
            yield coverage_of(locale, terms, partial(_look_up, look_ups, locale))


def _look_up(look_ups: LookUps, locale: str, term: Term) -> Callable[[str], Translated]:
    """Only the catalog of the document that defines a term counts."""
    return look_ups.of(term.docname, locale)


def as_text(covered: list[Coverage]) -> str:
    """Give the report as a table, with what is behind each number below it."""
    lines = [f'{"":10}{"":12}' + ''.join(f'{state.value:>12}' for state in State)]
    for coverage in covered:
        for part in Part:
            counter = coverage.counts[part]
            head = coverage.locale if part is Part.NAME else ''
            numbers = ''.join(f'{counter[state]:>12}' for state in State)
            lines.append(f'{head:10}{part.value:12}{numbers}')
        lines.append(f'{"":10}{"":12}{coverage.share:>12.0%}')
    for coverage in covered:
        lines += ['', f'{coverage.locale}: {len(coverage.gaps)} left to do']
        for gap in coverage.gaps:
            place = f'  {_relative(gap.place)}' if gap.place else ''
            what = f'{gap.part.value} {gap.state.value}'
            lines.append(f'  {gap.term.source.name}: {what}{place}')
    return '\n'.join([*lines, ''])


def _relative(place: str) -> str:
    path, _, line = place.rpartition(':')
    return f'{os.path.relpath(path)}:{line}'


def as_json(covered: list[Coverage], outdir: Path) -> dict[str, Any]:
    """Give the report as data; paths are relative to the folder of the report."""

    def relative(place: str) -> str:
        path, _, line = place.rpartition(':')
        return f'{Path(os.path.relpath(path, outdir)).as_posix()}:{line}'

    return {
        coverage.locale: {
            'share': round(coverage.share, 4),
            'counts': {
                part.value: {
                    state.value: coverage.counts[part][state] for state in State
                }
                for part in Part
            },
            'gaps': [
                {
                    'id': gap.term.id,
                    'name': gap.term.source.name,
                    'part': gap.part.value,
                    'state': gap.state.value,
                    'place': relative(gap.place) if gap.place else None,
                }
                for gap in coverage.gaps
            ],
        }
        for coverage in covered
    }


def require_coverage(app: Sphinx, error: Exception | None) -> None:
    """Fail the build where less is translated than ``conf.py`` requires."""
    if error is not None or not isinstance(app.builder, ReportBuilder):
        return
    for locale, required in app.config.convglossary_required_coverage.items():
        share = app.builder.shares.get(locale, 0.0)
        if share < required:
            app.statuscode = 1
            report(
                Problem.COVERAGE,
                place_in_conf(app.confdir, 'convglossary_required_coverage'),
                locale=locale,
                share=f'{share:.0%}',
                required=f'{required:.0%}',
            )
