"""The documentation builds without a warning in every format and language."""

from __future__ import annotations

import shutil
import subprocess
from zipfile import ZipFile

import pytest
from programs import found, needs

LANGUAGES = ('en', 'pt', 'fr', 'es')
NAMES = {'en': '24-Hour Window', 'pt': '24-Hour Window', 'fr': '24-Hour Window'}
NAMES['es'] = 'Ventana de 24 horas'
#: Where each format puts the whole glossary.
FILES = {
    'html': 'glossary/index.html',
    'dirhtml': 'glossary/index.html',
    'singlehtml': 'index.html',
    'latex': '*.tex',
    'text': 'glossary/index.txt',
    'man': '*.7',
    'texinfo': '*.texi',
    'xml': 'glossary/index.xml',
}


#: Formats that treat one language as another; tests of the extension itself
#: (``test_every_builder``) make them of a translation, too.
ALIKE = ('dirhtml', 'singlehtml', 'man', 'texinfo', 'xml')


@pytest.mark.parametrize(
    ('builder', 'language'),
    [
        (builder, language)
        for builder in FILES
        for language in (LANGUAGES[:2] if builder in ALIKE else LANGUAGES)
    ],
)
def test_each_format_shows_the_terms(build, builder, language):
    out = build(language, builder)
    (file,) = out.glob(FILES[builder])
    text = file.read_text('utf-8')
    for hyphen in (r'\-', r'\sphinxhyphen{}'):
        text = text.replace(hyphen, '-')
    assert NAMES[language] in text


@pytest.mark.parametrize('language', LANGUAGES)
def test_an_epub_shows_the_terms(build, language):
    (file,) = build(language, 'epub').glob('*.epub')
    page = ZipFile(file).read('glossary/index.xhtml').decode()
    assert NAMES[language] in page


@pytest.mark.parametrize('language', LANGUAGES[:2])
def test_catalogs_are_made_whatever_language_is_built(build, language):
    out = build(language, 'gettext')
    template = (out / 'glossary.pot').read_text('utf-8')
    assert 'msgid "24-Hour Window"' in template
    assert 'msgid "Service Window · Customer Service Window"' in template
    assert 'msgid "AI & automation"' in (out / 'convglossary.pot').read_text('utf-8')


@needs('latexmk', 'make', 'xelatex', 'xindy')
@pytest.mark.parametrize('language', LANGUAGES)
def test_latex_compiles_to_a_pdf(build, tmp_path, language):
    folder = tmp_path / 'latex'
    shutil.copytree(build(language, 'latex'), folder)
    command = ['make', 'all-pdf', 'LATEXMKOPTS=-silent -halt-on-error']
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    log = (folder / 'convglossary.log').read_text('utf-8', 'replace')
    assert done.returncode == 0, log[-4000:]
    # Pictures of the manual are files of that kind, too.
    assert (folder / 'convglossary.pdf').stat().st_size > 50_000
    undefined = [x for x in log.splitlines() if 'undefined' in x and 'Hyper' in x]
    assert undefined == []


@needs('epubcheck', 'java')
@pytest.mark.parametrize('language', LANGUAGES)
def test_an_epub_is_valid(build, language):
    (file,) = build(language, 'epub').glob('*.epub')
    # Debian's command is a Java archive, which not every system runs by itself.
    command = ['java', '-jar', str(found('epubcheck')), '-q', str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 'Exception' not in done.stderr
    errors = [x for x in done.stderr.splitlines() if x.startswith(('ERROR', 'FATAL'))]
    assert errors == []
