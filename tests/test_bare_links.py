"""Links that do not say what kind of thing they mean: ``:any:`` and those of Markdown."""

from __future__ import annotations

import pytest
from projects import MYST, REST

# MyST resolves links by what Sphinx 9 deprecates.
pytestmark = pytest.mark.filterwarnings(
    'ignore:.*MystReferenceResolver.app.* is deprecated'
)

#: The term, and what it is called.
TERM = {
    'id': 'build-backend',
    'aliases': 'Backend · hatch',
    'abbreviation': 'BB',
    'forms': 'backends',
    'deprecated': 'Builder',
    'previously': 'old-backend',
}
KNOWN = ('Build backend', 'Backend', 'hatch', 'BB')
UNKNOWN = (
    'build-backend',
    'old-backend',
    'build backend',
    'Backends',
    'backends',
    'Builder',
    'HATCH',
)


def links(syntax, *targets):
    """Write bare links with a text of their own, one for each target."""
    if syntax is REST:
        return ' '.join(f':any:`x <{target}>`' for target in targets)
    return ' '.join(f'[x](<{target}>)' for target in targets)


def write(project, syntax, *targets, more='', **docs):
    project.write_in(
        syntax,
        {
            'index': f'{syntax.title("Home")}\n{links(syntax, *targets)}\n\n{more}\n\n'
            + syntax.term('Build backend', **TERM),
            **{name: f'{syntax.title("Page")}\n{text}' for name, text in docs.items()},
        },
    )
    # Pages in no toctree are not the matter here.
    return project.configure(suppress_warnings=['toc.not_included'])


def missing(result):
    return [line.rpartition('[')[2].rstrip(']') for line in result.warnings]


class TestABareLink:
    def test_finds_a_term_by_its_names_as_they_are_spelled(self, project, syntax):
        result = write(project, syntax, *KNOWN).build()
        leads = [address for _, address in result.all_links('index')]
        assert leads == ['#term-build-backend'] * len(KNOWN)

    @pytest.mark.parametrize('target', UNKNOWN)
    def test_finds_none_by_anything_else(self, project, syntax, target):
        result = write(project, syntax, target).build(expect=None)
        kind = 'ref.any' if syntax is REST else 'myst.xref_missing'
        assert missing(result) == [kind]
        leads = dict(result.all_links('index'))
        assert leads.get('x') != '#term-build-backend'

    def test_gives_way_to_a_document(self, project, syntax):
        result = write(project, syntax, 'hatch', hatch='Text.').build()
        assert result.links('index') == {'x': 'hatch.html'}

    def test_gives_way_to_a_document_beside_its_own(self, project, syntax):
        page = f'{syntax.title("Page")}\n{links(syntax, "hatch")}\n'
        write(project, syntax, 'Backend', **{'sub/hatch': 'Text.'})
        project.write_in(syntax, {'sub/page': page})
        result = project.build()
        assert result.links('sub/page') == {'x': 'hatch.html'}

    def test_gives_way_to_a_label(self, project, syntax):
        label = '.. _hatch:' if syntax is REST else '(hatch)='
        section = f'{label}\n\n{syntax.title("Section").replace("# ", "## ")}\nText.\n'
        if syntax is REST:
            section = f'{label}\n\nSection\n-------\n\nText.\n'
        result = write(project, syntax, 'hatch', more=section).build()
        assert result.links('index')['x'] == '#hatch'

    def test_gives_way_to_an_object_of_a_domain(self, project, syntax):
        function = syntax.directive('py:function', 'hatch()')
        result = write(project, syntax, 'hatch', more=function).build()
        assert result.links('index')['x'] == '#hatch'

    def test_gives_way_to_an_entry_of_sphinxs_glossary(self, project, syntax):
        entry = syntax.directive('glossary', body='hatch\n   A door.')
        result = write(project, syntax, 'hatch', more=entry).build()
        assert result.links('index')['x'] == '#term-hatch'

    def test_gives_way_when_a_document_of_that_name_comes(self, project, syntax):
        page = f'{syntax.title("Page")}\n{links(syntax, "hatch")}\n'
        write(project, syntax, 'Backend').write_in(syntax, {'page': page})
        before = project.build().links('page')
        project.write_in(syntax, {'hatch': syntax.title('Hatch')})
        after = project.build().links('page')
        assert (before, after) == (
            {'x': 'index.html#term-build-backend'},
            {'x': 'hatch.html'},
        )

    def test_follows_a_name_that_changes(self, project, syntax):
        page = f'{syntax.title("Page")}\n{links(syntax, "Build backend")}\n'
        write(project, syntax, 'Backend').write_in(syntax, {'page': page})
        project.build()
        path = project.src / f'index{syntax.suffix}'
        text = path.read_text('utf-8').replace('Build backend', 'Build system')
        path.write_text(text, encoding='utf-8')
        result = project.build(expect=None)
        assert 'page' in result.written
        assert len(result.warnings) == 1

    def test_counts_as_a_use_of_the_term(self, project, syntax):
        page = f'{syntax.title("Page")}\n{links(syntax, "Backend")}\n'
        write(project, syntax, 'Backend').write_in(syntax, {'page': page})
        project.configure(convglossary_used_in=True)
        assert 'Used in: Page' in project.build().text('index')

    def test_in_a_translation_is_the_same(self, project, syntax):
        write(project, syntax, 'Backend', 'Moteur', hatch='Text.')
        text = links(syntax, 'Backend', 'Moteur')
        project.translate(
            'fr',
            'index',
            {
                text: f'{links(syntax, "Backend", "Moteur")} (fr)',
                'Build backend': 'Moteur',
            },
        )
        result = project.build(language='fr')
        leads = [address for _, address in result.all_links('index')]
        assert leads == ['#term-build-backend'] * 2


class TestALinkOfMarkdown:
    @pytest.mark.parametrize('anchor', ['build-backend', 'old-backend'])
    @pytest.mark.parametrize('text', ['so', ''])
    def test_finds_a_term_by_its_anchor(self, project, anchor, text):
        write(project, MYST, 'Backend', more=f'[{text}](#term-{anchor})')
        result = project.build()
        assert result.all_links('index')[1:] == [
            (text or f'term-{anchor}', '#term-build-backend')
        ]

    def test_asks_the_domains_that_it_is_configured_to(self, project):
        function = MYST.directive('py:function', 'hatch()')
        write(project, MYST, 'hatch', more=function)
        project.configure(myst_ref_domains=['conv'])
        assert project.build().links('index')['x'] == '#term-build-backend'
