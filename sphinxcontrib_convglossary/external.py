"""``:external:`` of intersphinx before our role: a term of another project alone.

The role of intersphinx marks the ``pending_xref`` nodes that a role makes. Ours makes
none, so it would be looked up in this project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import CustomReSTDispatcher

from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.nodes import term_reference
from sphinxcontrib_convglossary.roles import TermRef

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from docutils import nodes
    from docutils.utils import Reporter
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

#: What stands behind ``external:``.
_OURS = frozenset({'term-ref', 'conv:term'})


class ExternalTermRef(TermRef):
    """``:external:conv:term:`` and ``:external+key:term-ref:``."""

    def __init__(self, inventory: str) -> None:
        #: The project of ``intersphinx_mapping``; '' for any.
        self.inventory = inventory

    @located
    def __call__(
        self, *args: Any, **options: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference, which says whose term it means."""
        made, messages = super().__call__(*args, **options)
        # What follows the first node was swallowed by broken markup.
        for node in made[:1]:
            if isinstance(node, term_reference):
                node['inventory'] = self.inventory
        return made, messages


class _Dispatcher(CustomReSTDispatcher):
    """Answers before intersphinx, which has no role of this name or loses its text."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__()
        self._env = env

    def role(
        self,
        role_name: str,
        language_module: ModuleType,
        lineno: int,
        reporter: Reporter,
    ) -> tuple[RoleFunction, list[nodes.system_message]]:
        inventory = self._inventory_of(role_name)
        if inventory is None:
            return super().role(role_name, language_module, lineno, reporter)
        if inventory and inventory == self._env.config.intersphinx_resolve_self:
            return TermRef(), []
        return ExternalTermRef(inventory), []

    def _inventory_of(self, role_name: str) -> str | None:
        """Return the project that an external role of ours means; ``None`` for others.

        Only the role is in lower case, as docutils has it.
        """
        before, _, role = role_name.partition(':')
        external, plus, inventory = before.partition('+')
        if external != 'external' or bool(plus) is not bool(inventory):
            return None
        domain = self._env.current_document.default_domain
        ours = role.lower() in _OURS or (
            role.lower() == 'term' and domain is not None and domain.name == 'conv'
        )
        return inventory if ours else None


def answer_external_roles(app: Sphinx, docname: str, content: list[str]) -> None:
    """Answer the external roles of a document; Sphinx ends it with its reading."""
    if 'sphinx.ext.intersphinx' in app.extensions:
        _Dispatcher(app.env).enable()
