"""The configuration: each value once, with its default, its check and its help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinxcontrib_convglossary.addresses import is_site
from sphinxcontrib_convglossary.citation import is_date
from sphinxcontrib_convglossary.exports.formats import FORMATS
from sphinxcontrib_convglossary.languages import is_locale
from sphinxcontrib_convglossary.outline import Detail, Grouping
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.spelling import contained, lost_signs, printable
from sphinxcontrib_convglossary.values import base_of, plain_value, text_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Says what is wrong with a value, or nothing where it is right.
Check = Callable[[Any], str | None]

#: Takes what is wrong with an entry, and what is done where that is not to drop it.
Complain = Callable[..., None]

#: Gives the entries of a value that can be, and hands over what is wrong with others.
Sift = Callable[[Any, Complain], Any]

#: The options whose messages ``convglossary_extra_messages`` may add.
EXTRA_MESSAGES = ('aliases', 'forms', 'sort')

#: The options of a page of ``convglossary_pages``.
PAGE_OPTIONS = ('title', 'categories', 'group-by', 'entries', 'cite', 'filter')

#: In bytes; longer paths are more than some file systems can take.
_LONGEST_NAME = 200


def _is_a(kind: type | tuple[type, ...], words: str) -> Check:
    def check(value: Any) -> str | None:
        return None if isinstance(value, kind) else f'must be {words}, not {value!r}'

    return check


def _sift_by(wrong: Callable[[Any, Any], str | None]) -> Sift:
    """Sift a dict by what is wrong with a key and its value."""

    def sift(value: Any, complain: Complain) -> dict[Any, Any]:
        kept = {}
        for key, entry in value.items():
            reason = wrong(key, entry)
            if reason is None:
                kept[key] = entry
            else:
                complain(reason)
        return kept

    return sift


def _language(value: Any) -> str | None:
    if isinstance(value, str) and is_locale(value):
        return None
    return f"must be a language code such as 'en', not {value!r}"


def _sift_categories(value: Any, complain: Complain) -> dict[str, str]:
    known = _sift_by(_category)(value, complain)
    return {key: _in_line(label, complain) for key, label in known.items()}


def _category(key: Any, label: Any) -> str | None:
    if not (isinstance(key, str) and key.strip()) or printable(key) != key:
        return f'has a key that is no text: {key!r}'
    if not (isinstance(label, str) and _in_line(label)):
        return f'has no label for the key {key!r}'
    return None


def _in_line(text: str, complain: Complain | None = None) -> str:
    """Give a label or a title in one line, without signs that no page can carry."""
    clean = contained(printable(text))
    if complain and (lost := lost_signs(text, clean)):
        reason = f'has signs that no page can carry ({lost}) in {text!r}'
        complain(reason, 'they are left out')
    return clean if clean.isprintable() else ' '.join(clean.split())


def _sift_extra_messages(value: Any, complain: Complain) -> Any:
    known = ', '.join(EXTRA_MESSAGES)
    for item in value:
        if item not in EXTRA_MESSAGES:
            complain(f'can have {known}, not {item!r}')
    # In an order of ours: a set has none.
    return tuple(item for item in EXTRA_MESSAGES if item in value)


def _sift_exports(value: Any, complain: Complain) -> Any:
    known = ', '.join(FORMATS)
    for item in value:
        # "-D convglossary_exports=" is a list of one empty text.
        if item not in FORMATS and item != '':
            complain(f'can have {known}, not {item!r}')
    return tuple(item for item in FORMATS if item in value)


def _base(value: Any) -> str | None:
    if value == '' or is_site(value):
        return None
    return f"must be an address such as 'https://example.org/', not {value!r}"


def _site(language: Any, address: Any) -> str | None:
    if isinstance(language, str) and is_locale(language) and is_site(address):
        return None
    return f'must have an http or https address for {language!r}, not {address!r}'


def _sift_inventories(value: Any, complain: Complain) -> dict[str, Any]:
    """Sift the exports of other projects; of each there may be several files."""
    kept = _sift_by(_inventory)(value, complain)
    return {
        key: (address, tuple(files) if isinstance(files, (list, tuple)) else (files,))
        for key, (address, files) in kept.items()
    }


def _inventory(key: Any, entry: Any) -> str | None:
    if not _is_text(key) or printable(key) != key:
        return f'has a key that is no text: {key!r}'
    pair = isinstance(entry, (list, tuple)) and len(entry) == 2
    if not (pair and is_site(entry[0]) and _are_files(entry[1])):
        return (
            f'must have, for {key!r}, a pair of an http or https address and of a file '
            'or None'
        )
    return None


def _are_files(value: Any) -> bool:
    each = value if isinstance(value, (list, tuple)) else [value]
    return bool(each) and all(
        x is None or (_is_text(x) and '\0' not in x) for x in each
    )


def _sift_citation(value: Any, complain: Complain) -> dict[str, Any]:
    kept: dict[str, Any] = _sift_by(_citation)(value, complain)
    for key in ('title', 'version', 'publisher'):
        if key in kept:
            kept[key] = _in_line(kept[key], complain)
    if 'author' in kept:
        given = kept['author']
        authors = given if isinstance(given, (list, tuple)) else [given]
        kept['author'] = [_author_in_line(author, complain) for author in authors]
    return kept


def _author_in_line(author: Any, complain: Complain) -> Any:
    if isinstance(author, str):
        return _in_line(author, complain)
    return {part: _in_line(name, complain) for part, name in author.items()}


def _citation(key: Any, value: Any) -> str | None:
    if key not in _CITED:
        known = ', '.join(_CITED)
        return f'has the unknown key {key!r} (known: {known})'
    wanted, is_right = _CITED[key]
    return None if is_right(value) else f'must have {wanted} for {key!r}, not {value!r}'


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(_in_line(value).strip())


def _is_authors(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return bool(value) and all(map(_is_author, value))
    return _is_author(value)


def _is_author(value: Any) -> bool:
    if isinstance(value, Mapping):
        return set(value) == {'family', 'given'} and all(map(_is_text, value.values()))
    return _is_text(value)


def _is_web_address(value: Any) -> bool:
    return is_site(value) and not value.startswith('/')


#: What a citation can say: what that must be, and whether a value is.
_CITED: dict[str, tuple[str, Callable[[Any], bool]]] = {
    'author': ('a name, or a list of names', _is_authors),
    'title': ('a text', _is_text),
    'version': ('a text', _is_text),
    'date': ("a date such as '2026-11-20', '2026-11' or '2026'", is_date),
    'publisher': ('a text', _is_text),
    'url': ('an http or https address', _is_web_address),
    'entries': ('True or False', lambda value: isinstance(value, bool)),
}


def _coverage(language: Any, share: Any) -> str | None:
    number = isinstance(share, (int, float)) and not isinstance(share, bool)
    if not isinstance(language, str) or not number or not 0 <= share <= 1:
        return f'must have a share from 0 to 1 for {language!r}, not {share!r}'
    return None


def _sift_pages(value: Any, complain: Complain) -> dict[str, Any]:
    """Sift pages, and the options of each: a wrong option loses no page."""
    return {
        docname: _sift_page(docname, options, complain)
        for docname, options in _sift_by(_page)(value, complain).items()
    }


def _page(docname: Any, options: Any) -> str | None:
    if not isinstance(docname, str) or not _inside(docname):
        return f'has a page with an impossible document name: {docname!r}'
    if not isinstance(options, Mapping):
        return f'must have a dict of options for the page {docname!r}'
    return None


def _sift_page(docname: str, options: Any, complain: Complain) -> dict[str, Any]:
    kept: dict[str, Any] = _sift_by(partial(_page_option, docname))(options, complain)
    if 'title' in kept:
        kept['title'] = _in_line(kept['title'], complain)
    return kept


def _inside(docname: str) -> bool:
    """Tell whether a document name stays in the folder of the sources.

    Signs that a file name cannot have on some system are left out on all.
    """
    return (
        all(map(_is_file_name, docname.split('/')))
        and contained(printable(docname)) == docname
        and len(docname.encode()) <= _LONGEST_NAME
    )


def _is_file_name(part: str) -> bool:
    return (
        part.strip() == part
        and part not in ('', '.', '..')
        and not set('\\:*?"<>|\n\r\t') & set(part)
        # The name of another page's file would be that of a folder.
        and not part.endswith('.convglossary')
    )


def _page_option(docname: str, option: Any, value: Any) -> str | None:
    if option not in PAGE_OPTIONS:
        known = ', '.join(PAGE_OPTIONS)
        return f'has the unknown option {option!r} of {docname!r} (known: {known})'
    complaint = _page_value(option, value)
    return complaint and f'has a wrong option of {docname!r}: {complaint}'


def _page_value(option: str, value: Any) -> str | None:
    choices: dict[str, list[str]] = {
        'group-by': [grouping.value for grouping in Grouping],
        'entries': [detail.value for detail in Detail],
    }
    if option in choices and value not in choices[option]:
        return f'{option} must be one of {", ".join(choices[option])}, not {value!r}'
    if option in ('cite', 'filter') and not isinstance(value, bool):
        return f'{option} must be True or False, not {value!r}'
    if option == 'title' and not (isinstance(value, str) and _in_line(value)):
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
    #: For a dict or a list: one wrong entry does not lose the others.
    sift: Sift | None = None


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
        check=_is_a(Mapping, 'a dict of keys and labels'),
        sift=_sift_categories,
        help='The categories in their order: a dict of keys, which terms and '
        'listings use, and labels, which readers see. Labels are translated in '
        'the catalog ``convglossary.po``.',
    ),
    Option(
        name='convglossary_pages',
        default={},
        rebuild='env',
        check=_is_a(Mapping, 'a dict of document names and options'),
        sift=_sift_pages,
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
        'translator wrote. So it does where the translated name holds the source name '
        'beside the local one.',
    ),
    Option(
        name='convglossary_sites',
        default={},
        rebuild='html',
        check=_is_a(Mapping, 'a dict of languages and addresses'),
        sift=_sift_by(_site),
        help="The addresses of the sites in each language, such as ``{'en': "
        "'https://example.org/en/'}``. References to a term that is not "
        'published in the language of the page lead to the site of the source '
        'language, and pages that list terms name their alternates.',
    ),
    Option(
        name='convglossary_inventories',
        # What pages show of it is part of what they are told.
        default={},
        rebuild='',
        check=_is_a(Mapping, 'a dict of keys and pairs'),
        sift=_sift_inventories,
        help='The glossaries of other projects that use this extension: a dict of '
        'keys, by which you call the projects, and pairs of the address of the site '
        "and of its ``glossary.json``, such as ``{'handbook': "
        "('https://handbook.example.org/en/', None)}``. ``None`` stands for the file "
        'at that address; a path begins in the folder of the sources; of several, in '
        'a list, the first that can be read counts.',
    ),
    Option(
        name='convglossary_other_languages',
        default=False,
        rebuild='html',
        check=_is_a(bool, 'True or False'),
        help='Whether an entry shows the names of its term in other languages.',
    ),
    Option(
        name='convglossary_cards',
        default=True,
        rebuild='html',
        check=_is_a(bool, 'True or False'),
        help='Whether a link to a term shows, in a browser, a card with what the term '
        'means. With ``False`` nothing of it is in the pages.',
    ),
    Option(
        name='convglossary_used_in',
        default=False,
        rebuild='html',
        check=_is_a(bool, 'True or False'),
        help='Whether an entry shows which pages refer to its term.',
    ),
    Option(
        name='convglossary_expand_first',
        default=False,
        rebuild='html',
        check=_is_a(bool, 'True or False'),
        help='Whether a reference by an abbreviation, such as ``BSP``, shows the long '
        'form as well where a page uses it first: *Business Solution Provider '
        '(BSP)*.',
    ),
    Option(
        name='convglossary_citation',
        default={},
        rebuild='html',
        check=_is_a(Mapping, 'a dict of what a citation says'),
        sift=_sift_citation,
        help='What a citation says: a dict with ``author`` (a name, or a list of '
        'names; a person may be a dict of ``family`` and ``given``), ``title``, '
        '``version``, ``date``, ``publisher`` and ``url``. What is not there is taken '
        'from ``author``, the title of the page, ``version`` and ``html_baseurl``. '
        "With ``'entries': True`` each entry can be cited, too.",
    ),
    Option(
        name='convglossary_exports',
        default=['json', 'jsonld'],
        rebuild='html',
        check=_is_a((list, tuple, set, frozenset), 'a list'),
        sift=_sift_exports,
        help='What is written for machines in HTML: ``json``, ``jsonld``, ``skos``, '
        '``tbx``, ``omegat``, ``csv``, ``markdown``. Pages that show terms link to '
        'the files, which are at the root of the site; JSON-LD is in the pages.',
    ),
    Option(
        name='convglossary_required_coverage',
        default={},
        rebuild='',
        check=_is_a(Mapping, 'a dict of languages and shares'),
        sift=_sift_by(_coverage),
        help='What share of the glossary must be translated: a dict of languages '
        "and shares from 0 to 1, such as ``{'fr': 0.9}``. Less makes "
        '``sphinx-build -b convglossary`` fail.',
    ),
    Option(
        name='convglossary_extra_messages',
        default=(),
        rebuild='env',
        check=_is_a((list, tuple, set, frozenset), 'a list'),
        sift=_sift_extra_messages,
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
    """Name every value that cannot be, and go on without it."""
    for option in OPTIONS:
        value = plain_value(config[option.name])
        if isinstance(option.default, bool) and option.name in config.overrides:
            # From the command line (-D convglossary_local_text=0).
            value = value == '1' if value in ('0', '1') else value
        setattr(config, option.name, _usable(option, value, app.confdir))
    base = text_of(config, 'html_baseurl')
    if base and not base_of(config):
        report(
            Problem.CONFIG,
            place_in_conf(app.confdir, 'html_baseurl'),
            option='html_baseurl',
            reason=_base(base),
            remedy='terms go without addresses',
        )


def _usable(option: Option, value: Any, confdir: Path) -> Any:
    """Give what can be used of a value, and report what cannot."""

    def complain(reason: str, remedy: str = 'that entry is not used') -> None:
        place = place_in_conf(confdir, option.name)
        report(Problem.CONFIG, place, option=option.name, reason=reason, remedy=remedy)

    reason = option.check(value)
    if reason is not None:
        complain(reason, f'the default ({option.default!r}) is used instead')
        return option.default
    return option.sift(value, complain) if option.sift else value
