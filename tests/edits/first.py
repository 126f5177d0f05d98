"""The project before any edit."""

from __future__ import annotations

import random

from projects import MYST

from edits.documents import Doc, Entry, Ref, Text
from edits.of_configuration import define_substitutions
from edits.picking import LABELS, PICTURE
from edits.translators import everything_translated
from edits.world import World


def first_world() -> World:
    """The project before any edit."""
    world = World(
        docs={},
        order=['terms', 'more', 'guide/a', 'guide/b', 'guide/c', 'listing', 'std'],
        shared=Text('Shared text', [Ref('Gateway')]),
        conf={
            'project': 'Test',
            'copyright': 'Us',
            'version': '1',
            'author': 'Us',
            'html_baseurl': '',
            'extensions': [
                'sphinxcontrib_convglossary',
                'myst_parser',
                'sphinx.ext.ifconfig',
                'sphinx.ext.todo',
            ],
            'myst_enable_extensions': ['substitution'],
            'edition': 'full',
            'todo_include_todos': False,
            'numfig_format': {},
            'html_theme': 'basic',
            'html_copy_source': False,
            'locale_dirs': ['locales'],
            'gettext_compact': True,
            'numfig': True,
            'convglossary_source_language': 'en',
            'convglossary_categories': {'basic': 'Basics', 'money': 'Money'},
            'convglossary_pages': {'glossary/index': {}},
            'convglossary_sites': {},
            'convglossary_inverse_relations': False,
            'convglossary_other_languages': False,
            'convglossary_local_text': True,
            'convglossary_learn_more_base': '',
            'convglossary_extra_messages': [],
        },
    )

    define_substitutions(world, 'Gas', 'Gateway')

    def text(what: str, *targets: str) -> Text:
        return Text(world.words(what), [Ref(target) for target in targets])

    drawing = Entry(
        'Drawing',
        text('Short', 'Gateway'),
        options={'hidden': [], 'category': ['money']},
        picture=PICTURE,
    )

    def entry(name: str, *targets: str, **options: str) -> Entry:
        return Entry(
            name,
            text('Short', *targets),
            options={key: [value] for key, value in options.items()},
        )

    labelled = Entry('Label', text('Short', 'Inbox'), label='block-label')
    hidden = Entry(
        'Shade',
        Text(world.words('Short'), substitution='gate', note='shade'),
        options={'hidden': []},
        label='hidden-label',
    )

    world.docs = {
        'index': Doc(
            Text('Start'),
            [text('Text', 'Gateway')],
            [drawing, labelled, hidden],
            listing={'entries': 'names', 'group-by': 'none'},
            listing_label='listing-label',
        ),
        'terms': Doc(
            Text('Terms'),
            entries=[
                entry('Gateway', category='basic', aliases='Alpha', related='Inbox'),
                entry(
                    'Inbox', 'Gateway', category='money', **{'learn-more': 'guide/a'}
                ),
            ],
        ),
        'more': Doc(
            Text('More'), entries=[entry('Channel', 'Inbox', category='basic')]
        ),
        'guide/a': Doc(
            Text('A'),
            [
                text('Text', 'Gateway', 'Inbox'),
                Text('Text', [Ref(PICTURE, role='numref'), Ref(PICTURE, 'it', 'ref')]),
            ],
            includes=True,
        ),
        'guide/b': Doc(
            Text('B'),
            [
                text('Text', 'Channel', 'Cookie'),
                Text('Places', [Ref(label, label, 'ref') for label in LABELS]),
                Text(world.words('Text'), substitution='gas', note='guide'),
            ],
            syntax=MYST,
        ),
        'guide/c': Doc(
            Text('C'),
            [text('Text', 'Alpha')],
            [entry('Queue', hidden='')],
        ),
        'listing': Doc(Text('Listing'), listing={'entries': 'summary'}),
        'std': Doc(Text('Std'), standard=['Cookie']),
    }
    everything_translated(world, random.Random(1))
    return world
