"""Unknown terms are not reported where somebody says so, as for Sphinx's own roles."""

from __future__ import annotations

import pytest
from projects import REST

TYPES = ('conv:term', 'std:term', 'term', 'term-ref')
NO_TERM = 'WARNING: no term is called "{}" [convglossary.unknown_term]'


def write(project, syntax, *targets):
    text = ' '.join(syntax.ref(target) for target in targets)
    page = f'{syntax.title("Home")}\n{text}\n\n{syntax.term("Kiln")}'
    return project.write_in(syntax, {'index': page})


@pytest.mark.parametrize('kind', TYPES)
@pytest.mark.parametrize('nitpicky', [True, False])
class TestALine:
    def test_of_nitpick_ignore_silences_one_term(self, project, syntax, kind, nitpicky):
        project.configure(nitpicky=nitpicky, nitpick_ignore=[(kind, 'nothing')])
        write(project, syntax, 'nothing', 'other')
        (line,) = project.build(expect=None).warnings
        assert line.endswith(NO_TERM.format('other'))

    def test_of_nitpick_ignore_regex_silences_those_that_match(
        self, project, syntax, kind, nitpicky
    ):
        project.configure(nitpicky=nitpicky, nitpick_ignore_regex=[(kind, 'no.*')])
        write(project, syntax, 'so <nothing>', 'other', 'nonsense')
        (line,) = project.build(expect=None).warnings
        assert line.endswith(NO_TERM.format('other'))


def test_a_line_of_another_type_silences_no_term(project, syntax):
    project.configure(nitpicky=True, nitpick_ignore=[('py:class', 'nothing')])
    write(project, syntax, 'nothing')
    (line,) = project.build(expect=None).warnings
    assert line.endswith(NO_TERM.format('nothing'))


@pytest.mark.parametrize('value', ['[', ('term', '['), ('term',), 7, ('term', None)])
def test_what_is_no_pair_of_expressions_ends_no_build(project, value):
    project.configure(nitpick_ignore_regex=[value])
    write(project, REST, 'nothing')
    (line,) = project.build(expect=None).warnings
    assert line.endswith(NO_TERM.format('nothing'))


class TestInATranslation:
    def build(self, project, syntax, original, translated):
        write(project, syntax, *original)
        message = ' '.join(map(syntax.ref, original))
        text = ' '.join(map(syntax.ref, translated))
        project.translate('fr', 'index', {message: text, 'Kiln': 'Four'})
        return project.build(language='fr', expect=None)

    def test_what_the_original_does_not_find_is_silenced(self, project, syntax):
        project.configure(nitpick_ignore=[('term', 'nothing')])
        result = self.build(project, syntax, ['nothing', 'Kiln'], ['rien', 'Four'])
        assert result.warnings == []

    def test_what_the_translation_does_not_find_is_silenced(self, project, syntax):
        project.configure(nitpick_ignore=[('term', 'rien')])
        result = self.build(project, syntax, ['Kiln'], ['Four', 'rien'])
        assert result.warnings == []
        assert 'Four rien' in result.text('index')

    def test_other_targets_are_reported(self, project, syntax):
        project.configure(nitpick_ignore=[('term', 'rien')])
        result = self.build(project, syntax, ['Kiln'], ['Four', 'nul'])
        (line,) = result.warnings
        assert '"nul"' in line


class TestAnExtension:
    EXTENSION = """
        def answer(app, domain, node):
            asked = domain.name, node['refdomain'], node['reftype'], node['reftarget']
            with open(app.outdir / 'asked.txt', 'a') as file:
                print(*asked, node.astext(), file=file)
            return node['reftarget'] == 'nothing'

        def setup(app):
            app.connect('warn-missing-reference', answer)
            return {'parallel_read_safe': True, 'parallel_write_safe': True}
    """

    def test_that_answers_for_a_missing_reference_is_heard(self, project, syntax):
        project.write({'answering.py': self.EXTENSION})
        project.use('answering').configure()
        write(project, syntax, 'so <nothing>', 'other')
        path = project.src / 'conf.py'
        text = path.read_text('utf-8')
        path.write_text(f'import sys; sys.path.insert(0, {str(project.src)!r})\n{text}')
        result = project.build(expect=None)
        (line,) = result.warnings
        assert line.endswith(NO_TERM.format('other'))
        assert set(result.file('asked.txt').splitlines()) == {
            'conv conv term nothing so',
            'conv conv term other other',
        }
