"""The vocabulary as JSON: all that is known, for programs.

``schema.json`` describes it.  Every other format can be made from this one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.exports.tags import tag_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxcontrib_convglossary.registry import Translated
    from sphinxcontrib_convglossary.vocabulary import Concept, Rendering, Vocabulary

#: What a program looks for to know the file again.
FORMAT = 'convglossary'
#: Grows when a reader of the version before would misread the file.
VERSION = 1


def text(vocabulary: Vocabulary) -> str:
    """Write a vocabulary, the same in the builds of all languages.

    Only permalinks may differ: those of this site, and those of sites that a
    build knows nothing of.
    """
    return f'{json.dumps(data(vocabulary), ensure_ascii=False, indent=1)}\n'


def data(vocabulary: Vocabulary) -> dict[str, Any]:
    """Give a vocabulary as JSON has it; what is empty is not there."""
    told = {
        'format': FORMAT,
        'version': VERSION,
        'project': vocabulary.project,
        'projectVersion': vocabulary.version,
        'author': vocabulary.author,
        'title': _by_tag(vocabulary.titles),
        'url': _by_tag(vocabulary.urls),
        'sourceLanguage': tag_of(vocabulary.source_language),
        'languages': [tag_of(language) for language in vocabulary.languages],
    }
    categories = [
        {'key': category.key, 'label': _by_tag(category.labels)}
        for category in vocabulary.categories
    ]
    concepts = [_concept(concept) for concept in vocabulary.concepts]
    return {**_filled(told), 'categories': categories, 'concepts': concepts}


def _by_tag(texts: Mapping[str, str]) -> dict[str, str]:
    return {tag_of(language): said for language, said in texts.items() if said}


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}


def _concept(concept: Concept) -> dict[str, Any]:
    relations = [
        {'kind': link.kind.value, 'target': link.target, 'declared': link.declared}
        for link in concept.links
    ]
    used_in = [{'page': page.docname, 'url': page.url} for page in concept.used_in]
    renderings = {
        tag_of(language): _rendering(rendering)
        for language, rendering in concept.renderings.items()
    }
    told = {
        'id': concept.id,
        'previously': concept.previously,
        'category': concept.category,
        'renderings': renderings,
        'relations': relations,
        'usedIn': used_in,
    }
    return _filled(told)


def _rendering(rendering: Rendering) -> dict[str, Any]:
    wording = rendering.wording
    told = {
        'state': rendering.state.value,
        'name': wording.name,
        'aliases': wording.aliases,
        'abbreviation': wording.abbreviation,
        'forms': wording.forms,
        'deprecated': wording.deprecated,
        'sort': wording.sort,
        'definition': [_paragraph(paragraph) for paragraph in rendering.definition],
        'learnMore': rendering.learn_more,
        'url': rendering.url,
    }
    return _filled(told)


def _paragraph(paragraph: Translated) -> dict[str, str]:
    # Not where the translator finds it: that is a path of one machine.
    return _filled({'state': paragraph.state.value, 'text': paragraph.text})
