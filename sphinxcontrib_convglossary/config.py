"""The configuration: each value once, with its default, its check and its help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinxcontrib_convglossary.languages import is_locale
from sphinxcontrib_convglossary.outline import Detail, Grouping
from sphinxcontrib_convglossary.problems import Problem, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Says what is wrong with a value, or nothing where it is right.
Check = Callable[[Any], str | None]

#: The options whose messages ``convglossary_extra_messages`` may add.
EXTRA_MESSAGES = ('aliases', 'forms', 'sort')

#: How the addresses of sites begin.
SITE_SCHEMES = ('https://', 'http://', '/')

#: The options of a page of ``convglossary_pages``.
PAGE_OPTIONS = ('title', 'categories', 'group-by', 'entries', 'cite', 'filter')


def _is_a(kind: type, words: str) -> Check:
    def check(value: Any) -> str | None:
        return None if isinstance(value, kind) else f'must be {words}, not {value!r}'

    return check


def _language(value: Any) -> str | None:
    if isinstance(value, str) and is_locale(value):
        return None
    return f"must be a language code such as 'en', not {value!r}"


def _categories(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return f'must be a dict of keys and labels, not {value!r}'
    for key, label in value.items():
        if not (isinstance(key, str) and key.strip()):
            return f'has a key that is no text: {key!r}'
        if not (isinstance(label, str) and label.strip()):
            return f'has no label for the key {key!r}'
    return None


def _extra_messages(value: Any) -> str | None:
    if isinstance(value, str) or not isinstance(value, (list, tuple, set, frozenset)):
        return f'must be a list, not {value!r}'
    unknown = [item for item in value if item not in EXTRA_MESSAGES]
    if unknown:
        return f'can have {", ".join(EXTRA_MESSAGES)}, not {unknown[0]!r}'
    return None


def _base(value: Any) -> str | None:
    if isinstance(value, str) and (not value or value.startswith(SITE_SCHEMES)):
        return None
    return f"must be an address such as 'https://example.org/', not {value!r}"


def _sites(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return f'must be a dict of languages and addresses, not {value!r}'
    for language, address in value.items():
        known = isinstance(address, str) and address.startswith(SITE_SCHEMES)
        if not isinstance(language, str) or not known:
            return f'must have an http or https address for {language!r}'
    return None


def _coverage(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return f'must be a dict of languages and shares, not {value!r}'
    for language, share in value.items():
        number = isinstance(share, (int, float)) and not isinstance(share, bool)
        if not isinstance(language, str) or not number or not 0 <= share <= 1:
            return f'must have a share from 0 to 1 for {language!r}, not {share!r}'
    return None


def _pages(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return f'must be a dict of document names and options, not {value!r}'
    for docname, options in value.items():
        if complaint := _page(docname, options):
            return complaint
    return None


def _page(docname: Any, options: Any) -> str | None:
    if not isinstance(docname, str) or not _inside(docname):
        return f'has a page with an impossible document name: {docname!r}'
    if not isinstance(options, Mapping):
        return f'must have a dict of options for the page {docname!r}'
    for option, value in options.items():
        if option not in PAGE_OPTIONS:
            known = ', '.join(PAGE_OPTIONS)
            return f'has the unknown option {option!r} of {docname!r} (known: {known})'
        if complaint := _page_option(option, value):
            return f'has a wrong option of {docname!r}: {complaint}'
    return None


def _inside(docname: str) -> bool:
    """Tell whether a document name stays in the folder of the sources."""
    parts = docname.split('/')
    return all(p.strip() == p and p not in ('', '.', '..') for p in parts) and not (
        set('\\:\0') & set(docname)
    )


def _page_option(option: str, value: Any) -> str | None:
    choices: dict[str, list[str]] = {
        'group-by': [grouping.value for grouping in Grouping],
        'entries': [detail.value for detail in Detail],
    }
    if option in choices and value not in choices[option]:
        return f'{option} must be one of {", ".join(choices[option])}, not {value!r}'
    if option in ('cite', 'filter') and not isinstance(value, bool):
        return f'{option} must be True or False, not {value!r}'
    if option == 'title' and not (isinstance(value, str) and value.strip()):
        return f'title must be a text, not {value!r}'
    if option == 'categories':
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, (list, tuple)) or not all(
            isinstance(key, str) for key in keys
        ):
            return f'categories must be a key or a list of keys, not {value!r}'
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A configuration value."""

    #: Begins with ``convglossary_``.
    name: str
    default: Any
    #: What a change makes Sphinx do again: read everything, or write everything.
    rebuild: Literal['env', 'html', '']
    check: Check
    #: What the manual says of it.
    help: str


OPTIONS = (
    Option(
        name='convglossary_source_language',
        default='en',
        rebuild='env',
        check=_language,
        help='The language that the sources are written in. In a build with '
        '``-D language=fr`` nothing else says so.',
    ),
    Option(
        name='convglossary_categories',
        default={},
        rebuild='env',
        check=_categories,
        help='The categories in their order: a dict of keys, which terms and '
        'listings use, and labels, which readers see. Labels are translated in '
        'the catalog ``convglossary.po``.',
    ),
    Option(
        name='convglossary_pages',
        default={},
        rebuild='env',
        check=_pages,
        help='Glossary pages that need no file: a dict of document names and '
        'options. The options are those of the ``convglossary`` directive and '
        '``title``. Put the names in a toctree.',
    ),
    Option(
        name='convglossary_learn_more_base',
        default='',
        rebuild='html',
        check=_base,
        help='The address that paths in ``learn-more`` are joined to. Without it '
        'they are shown as text.',
    ),
    Option(
        name='convglossary_inverse_relations',
        default=False,
        rebuild='html',
        check=_is_a(bool, 'True or False'),
        help='Whether an entry also shows the relations that other terms declare '
        'to it.',
    ),
    Option(
        name='convglossary_local_text',
        default=True,
        rebuild='html',
        check=_is_a(bool, 'True or False'),
        help='Whether a reference in translated text that gives an id or the '
        'source name shows the translated name. With ``False`` it shows what the '
        'translator wrote.',
    ),
    Option(
        name='convglossary_sites',
        default={},
        rebuild='html',
        check=_sites,
        help="The addresses of the sites in each language, such as ``{'en': "
        "'https://example.org/en/'}``. References to a term that is not "
        'published in the language of the page lead to the site of the source '
        'language, and pages that list terms name their alternates.',
    ),
    Option(
        name='convglossary_other_languages',
        default=False,
        rebuild='html',
        check=_is_a(bool, 'True or False'),
        help='Whether an entry shows the names of its term in other languages.',
    ),
    Option(
        name='convglossary_required_coverage',
        default={},
        rebuild='',
        check=_coverage,
        help='What share of the glossary must be translated: a dict of languages '
        "and shares from 0 to 1, such as ``{'fr': 0.9}``. Less makes "
        '``sphinx-build -b convglossary`` fail.',
    ),
    Option(
        name='convglossary_extra_messages',
        default=(),
        rebuild='env',
        check=_extra_messages,
        help='Options (``aliases``, ``forms``, ``sort``) that translators may fill '
        'in although the source has no such line: the catalogs get a message such '
        'as ``aliases: AI Agent`` for each term without one.',
    ),
)


def place_in_conf(confdir: Path, text: str) -> str:
    """Give the place of a text in ``conf.py``: its path and the first such line.

    That is the first line of all where the text is not there as it stands.
    """
    conf = Path(confdir) / 'conf.py'
    lines = conf.read_text('utf-8', 'replace').splitlines() if conf.is_file() else []
    found = (number for number, line in enumerate(lines, 1) if text in line)
    return f'{conf}:{next(found, 1)}'


def add_options(app: Sphinx) -> None:
    """Register every value with Sphinx."""
    for option in OPTIONS:
        # Any: what Sphinx would say of a wrong type names no way out; ours does.
        app.add_config_value(
            option.name, option.default, option.rebuild, Any, option.help
        )


def check_options(app: Sphinx, config: Config) -> None:
    """Name every value that cannot be, and go on with its default."""
    for option in OPTIONS:
        if isinstance(option.default, bool) and option.name in config.overrides:
            # From the command line (-D convglossary_local_text=0).
            switch = {'0': False, '1': True}
            value = config[option.name]
            setattr(config, option.name, switch.get(value, value))
        reason = option.check(config[option.name])
        if reason is not None:
            report(
                Problem.CONFIG,
                place_in_conf(app.confdir, option.name),
                option=option.name,
                reason=reason,
                default=repr(option.default),
            )
            setattr(config, option.name, option.default)
