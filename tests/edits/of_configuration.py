"""Edits of ``conf.py``, and of the tags that builds are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects import MYST, REST

from edits.documents import Ref
from edits.kinds import Kinds
from edits.picking import a_target

if TYPE_CHECKING:
    from random import Random
    from typing import Any

    from edits.world import World

PAGES = (
    {},
    {'glossary/index': {}},
    {'glossary/index': {'title': 'All Terms'}},
    {'glossary/index': {'group-by': 'letter', 'filter': True}},
    {'glossary/index': {}, 'glossary/money': {'categories': 'money'}},
    {'glossary/names': {'entries': 'names', 'title': 'Names'}},
)

KINDS = Kinds()


def define_substitutions(world: World, words: str, target: str) -> None:
    """Define substitutions for documents in either syntax: words, and a reference."""
    reference = Ref(target)
    world.conf['rst_prolog'] = (
        f'.. |gas| replace:: {words}\n.. |gate| replace:: {reference.written(REST)}\n'
    )
    world.conf['myst_substitutions'] = {'gas': words, 'gate': reference.written(MYST)}


@KINDS.other
def change_substitutions(world: World, pick: Random) -> str:
    define_substitutions(world, world.words('Gas'), a_target(world, pick))
    return f'rst_prolog: {world.conf["rst_prolog"]!r}'


@KINDS.other
def change_category_label(world: World, pick: Random) -> str:
    categories = dict(world.conf['convglossary_categories'])
    key = pick.choice(list(categories))
    categories[key] = world.words('Label')
    world.conf['convglossary_categories'] = categories
    return f'convglossary_categories: {categories}'


@KINDS.other
def reorder_categories(world: World, pick: Random) -> str:
    categories = dict(world.conf['convglossary_categories'])
    keys = list(categories)
    pick.shuffle(keys)
    if pick.random() < 0.4:
        keys = ['other', *keys] if 'other' not in keys else ['basic', 'money']
    label = {'other': 'Others', 'basic': 'Basics', 'money': 'Money'} | categories
    world.conf['convglossary_categories'] = {key: label[key] for key in keys}
    return f'convglossary_categories: {world.conf["convglossary_categories"]}'


def _set_value(option: str, *values: Any) -> None:
    def change(world: World, pick: Random) -> str:
        others = [value for value in values if value != world.conf[option]]
        world.conf[option] = pick.choice(others)
        return f'{option} = {world.conf[option]!r}'

    change.__name__ = f'change_{option.removeprefix("convglossary_")}'
    KINDS.other(change)


_set_value('convglossary_pages', *PAGES)
_set_value(
    'convglossary_sites',
    {},
    {'en': 'https://example.org/en/'},
    {'en': 'https://example.org/en/', 'pt_BR': 'https://example.org/pt/'},
)
_set_value('convglossary_inverse_relations', False, True)
_set_value('convglossary_other_languages', False, True)
_set_value('convglossary_local_text', False, True)
_set_value('convglossary_learn_more_base', '', 'https://example.org/', '/docs/')
_set_value('convglossary_extra_messages', [], ['aliases'], ['forms', 'sort'])
_set_value('convglossary_source_language', 'en', 'de')
_set_value('edition', 'full', 'small')
_set_value('todo_include_todos', False, True)
_set_value('numfig', True, False)
_set_value('numfig_format', {}, {'figure': 'Picture %s'})
_set_value('version', '1', '2')
_set_value('author', 'Us', 'Them')
_set_value('html_baseurl', '', 'https://example.org/')


@KINDS.other
def toggle_tag(world: World, pick: Random) -> str:
    world.tags = [] if world.tags else ['draft']
    return f'tags: {world.tags}'
