"""Write the page that leads to the documentation in each language.

python tools/start_page.py docs/start/index.html build/html en pt fr
"""

from __future__ import annotations

import argparse
from html import escape
from pathlib import Path
from string import Template

from babel import Locale

LINK = '<li><a href="{path}" hreflang="{tag}" lang="{tag}" dir="{dir}">{name}</a></li>'
ALTERNATE = '<link rel="alternate" href="{path}" hreflang="{tag}">'


def facts(language: str) -> dict[str, str]:
    """Tell what the page says of a language: its name is the one it gives itself."""
    locale = Locale.parse(language)
    name = locale.get_display_name(locale) or language
    return {
        'path': escape(f'{language}/index.html'),
        'tag': escape(language.replace('_', '-')),
        'dir': locale.text_direction,
        'name': escape(name[:1].upper() + name[1:]),
    }


def start_page(template: str, languages: list[str]) -> str:
    """Fill in the template."""
    known = [facts(language) for language in languages]
    return Template(template).substitute(
        alternates='\n'.join(ALTERNATE.format(**each) for each in known),
        links='\n'.join(LINK.format(**each) for each in known),
    )


def main() -> None:
    """Read the arguments, write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').splitlines()[0])
    parser.add_argument('template', type=Path)
    parser.add_argument('site', type=Path, help='the folder that holds the languages')
    parser.add_argument('languages', nargs='+')
    given = parser.parse_args()
    template = given.template.read_text(encoding='utf-8')
    page = start_page(template, given.languages)
    (given.site / 'index.html').write_text(page, encoding='utf-8')


if __name__ == '__main__':
    main()
