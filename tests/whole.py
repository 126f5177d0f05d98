"""A project that uses everything, for tests of whole builds.

Without its mistakes it is built without a warning, by any builder, in any of its
languages.  It has more than five documents: with fewer Sphinx reads in one process.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from projects import PACKAGE_PARENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from projects import Project

_DOT = base64.b64decode(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6k'
    'gAAAABJRU5ErkJggg=='
)

_DOCUMENTS = {
    'index.rst': """\
        Home
        ====

        .. toctree::

           agents
           chapters/speech
           chapters/machines
           hidden
           conditions
           markdown
           standard
           glossary
           glossary/speech
           glossary/names

        An :term-ref:`agent` answers; a :term-ref:`bot <Automaton>` does too, by
        :term-ref:`intent` and :term-ref:`NLU`, and so on (:term-ref:`!Agent`).

        See :term:`Agent`, :any:`Utterance`, :term:`Plain word`, :term-ref:`Plain word`,
        :ref:`convglossary-speech`, :ref:`a place inside <inside-hidden>`.
        """,
    'agents.rst': """\
        Agents
        ======

        .. convterm:: Agent
           :id: the-agent
           :previously: bot
           :category: people
           :aliases: Helper · Human agent
           :forms: agents
           :deprecated: Operator
           :related: Intent · Utterance
           :narrower: Automaton
           :learn-more: chapters/speech

           Somebody who answers an :term-ref:`utterance`.

           .. versionadded:: 1
              Agents know each :term-ref:`intent`.

           >>> 1 + 1
           2

        .. convterm:: Automaton
           :category: people
           :aliases: Bot; Robot
           :broader: Agent
           :locales: en · fr

           Answers by itself.
        """,
    'chapters/speech.rst': """\
        About an :term-ref:`utterance`
        ==============================

        .. convterm:: Utterance
           :category: speech
           :related: Intent

           What is said. It has an :term-ref:`intent <Intent>`.

        .. convterm:: ``Intent``
           :category: speech
           :aliases: Purpose

           What an :term-ref:`utterance` is for.

        .. convterm:: Natural Language Understanding
           :abbreviation: NLU
           :category: speech

           From :term-ref:`utterances <utterance>` to :term-ref:`intents <intent>`.
        """,
    'chapters/machines.rst': """\
        Machines
        ========

        .. convterm:: Machine
           :replaced-by: Automaton
           :deprecated: Apparatus

           - a list with an :term-ref:`automaton`

           .. list-table::

              * - a table with :term:`machine`
                - and more

        .. convglossary::
           :categories: people
           :entries: summary
           :group-by: letter
        """,
    'hidden.rst': """\
        Hidden
        ======

        .. convterm:: Zebra <&> "Ω"
           :hidden:
           :category: speech
           :aliases: C++

           A figure:

           .. _inside-hidden:

           .. figure:: dot.png

              A dot, and an :term-ref:`agent` [#]_.

           .. [#] Footnote.

           Second paragraph, with :doc:`agents` and :doc:`chapters/speech`.

        .. convterm:: Éclair
           :hidden:

           Another, like :term-ref:`Zebra <&> "Ω"`.
        """,
    'conditions.rst': """\
        Conditions
        ==========

        .. only:: html

           .. convterm:: Browser
              :category: people

              Where HTML is shown.

        .. only:: not html

           .. convterm:: Printer
              :category: people

              Where all else is shown.

        .. only:: html

           A :term-ref:`browser` shows this.
        """,
    'markdown.md': """\
        # Markdown

        Hello, {term-ref}`agent`, {term}`utterance` and {any}`Machine`.

        ```{convterm} Markdown
        :category: speech
        :aliases: MD

        A {term-ref}`machine` reads it.
        ```
        """,
    'standard.rst': """\
        Standard
        ========

        .. glossary::

           Plain word
              Of Sphinx. See :term-ref:`agent`.
        """,
}

_CATALOGS = {
    ('fr', 'convglossary'): {
        'People': 'Gens',
        'Speech': 'Parole',
        'All names': 'Tous les noms',
    },
    ('fr', 'agents'): {
        'Agent': 'Agente',
        'Helper · Human agent': 'Assistante · Agente humaine',
        'Somebody who answers an :term-ref:`utterance`.': 'Quelqu’un qui répond à un :term-ref:`énoncé`.',
        'Automaton': 'Automate',
        'Answers by itself.': 'Répond tout seul.',
    },
    ('fr', 'chapters/speech'): {
        'About an :term-ref:`utterance`': 'Sur un :term-ref:`énoncé`',
        'Utterance': 'Énoncé',
        '``Intent``': '``Intention``',
        'What is said. It has an :term-ref:`intent <Intent>`.': 'Ce qui est dit. Il a une :term-ref:`intention`.',
    },
    ('fr', 'index'): {
        'An :term-ref:`agent` answers; a :term-ref:`bot <Automaton>` does too, by '
        ':term-ref:`intent` and :term-ref:`NLU`, and so on (:term-ref:`!Agent`).': 'Par :term-ref:`Intention` et :term-ref:`NLU`, une :term-ref:`agente` répond, un '
        ':term-ref:`automate` aussi (:term-ref:`!Agente`).',
    },
    ('fr', 'hidden'): {'Zebra <&> "Ω"': 'Zèbre <&> « Ω »', 'C++': 'C++ · Cpp'},
    ('pt', 'agents'): {'Agent': 'Agente', 'Automaton': 'Autómato'},
    ('pt', 'hidden'): {'Zebra <&> "Ω"': 'Zebra <&> "Ω"'},
}

_MISTAKES = {
    'mistakes.rst': """\
        :orphan:

        Mistakes
        ========

        .. convterm:: Twin
           :aliases: Same · Shared
           :related: Nobody · Twin · Other
           :category: nowhere
           :colour: blue

           First :term-ref:`shared`, :term-ref:`Unheard-of`, :term-ref:`Operator`.

        .. convterm:: Other
           :aliases: Shared

           The :term-ref:`agent`, the :term-ref:`utterance`.

        .. convglossary::
           :categories: people · nowhere

        .. convterm::
        """,
    'more-mistakes.rst': """\
        :orphan:

        More mistakes
        =============

        .. convterm:: Twin

           Second :term-ref:`shared`, :any:`Shared`, :term:`shared`.

        .. convterm:: Fourth
           :id: twin

           An :term-ref:`agent` and an :term-ref:`utterance` have an :term-ref:`intent`.

        An :term-ref:`agent` and an :term-ref:`utterance`.

        Only an :term-ref:`agent`.

        .. convterm:: Nowhere shown
           :hidden:
           :category: empty
        """,
}

_MISTAKEN_CATALOGS = {
    ('fr', 'more-mistakes'): {
        'An :term-ref:`agent` and an :term-ref:`utterance`.': 'Une :term-ref:`dame` et un :term-ref:`mot`.',
        'Only an :term-ref:`agent`.': 'Une :term-ref:`Agente`, un :term-ref:`énoncé`, :term-ref:`inconnu`.',
        'An :term-ref:`agent` and an :term-ref:`utterance` have an :term-ref:`intent`.': 'Une :term-ref:`agente <Agent> ` et rien.',
    },
    ('fr', 'mistakes'): {
        'The :term-ref:`agent`, the :term-ref:`utterance`.': 'Le :term-ref:`agent`.'
    },
}


def write_whole(project: Project, *, mistakes: bool = False) -> Project:
    """Write the project that uses everything, with every mistake if asked for."""
    categories = {'people': 'People', 'speech': 'Speech'}
    documents: dict[str, str] = dict(_DOCUMENTS)
    catalogs: dict[tuple[str, str], Mapping[str, str]] = dict(_CATALOGS)
    if mistakes:
        categories['empty'] = 'Empty'
        documents |= _MISTAKES
        catalogs |= _MISTAKEN_CATALOGS
    project.write(
        documents,
        extensions=[
            'sphinxcontrib_convglossary',
            'myst_parser',
            'sphinx.ext.coverage',
            'sphinx.ext.doctest',
        ],
        # The day is Sphinx's to write; of this project it is always the same.
        today='That day',
        author='Us',
        html_baseurl='https://example.org/en/',
        man_pages=[('index', 'test', 'Test', 'Us', 1)],
        texinfo_documents=[('index', 'test', 'Test', 'Us', 'Test', 'A test', 'Misc')],
        epub_copyright='Us',
        # No test asks the network.
        linkcheck_ignore=['https://example.org/'],
        convglossary_categories=categories,
        convglossary_pages={
            'glossary': {'cite': True, 'filter': True},
            'glossary/speech': {'categories': 'speech'},
            'glossary/names': {
                'title': 'All names',
                'group-by': 'letter',
                'entries': 'names',
            },
        },
        convglossary_inverse_relations=True,
        convglossary_other_languages=True,
        convglossary_sites={
            'en': 'https://example.org/en/',
            'fr': 'https://example.org/fr/',
        },
    )
    (project.src / 'dot.png').write_bytes(_DOT)
    for (language, catalog), messages in catalogs.items():
        project.translate(language, catalog, messages)
    if mistakes:
        damaged = project.src / 'locales' / 'pt' / 'LC_MESSAGES' / 'markdown.po'
        damaged.write_bytes(b'msgid "Markdown"\nmsgstr "\xff\n')
    return project


def start_build(
    source: Path, out: Path, *options: str, env: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start a build in a process of its own; its doctrees are beside its output."""
    command = [sys.executable, '-m', 'sphinx', '-q', '--no-color', *options]
    command += ['-d', f'{out}-doctrees', str(source), str(out)]
    path = f'{PACKAGE_PARENT}{os.pathsep}{source.parent}'
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding='utf-8',
        cwd=source,
        env={**os.environ, 'PYTHONPATH': path, **(env or {})},
    )
