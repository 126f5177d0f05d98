"""The project before any edit."""

from __future__ import annotations

import random

from edits.documents import Doc, Entry, Ref, Text
from edits.picking import PICTURE
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
            'extensions': ['sphinxcontrib_convglossary'],
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

    world.docs = {
        'index': Doc(Text('Start'), [text('Text', 'Gateway')], [drawing]),
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
        'guide/b': Doc(Text('B'), [text('Text', 'Channel', 'Cookie')]),
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
