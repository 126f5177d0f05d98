"""What everything that a build shows of a glossary is made of, in one word."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.collation import has_icu
from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.pofiles import all_catalogs
from sphinxcontrib_convglossary.values import plain_value, text_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def state_of(app: Sphinx) -> str:
    """Sum up all that answers are made of: while it is the same, so are they.

    That is when each document was read, the catalogs, what the configuration
    says, what expressions of ``only`` may ask, what is taken out of documents and who
    knows the alphabet.
    """
    config, taken = app.config, domain_of(app.env).taken
    # So large as they are, tags are compared by what they say of themselves.
    facts = (
        sorted(app.env.all_docs.items()),
        all_catalogs(app.env),
        [config[option.name] for option in OPTIONS],
        domain_of(app.env).others.state,
        [(docname, *map(sorted, x)) for docname, x in sorted(taken.items())],
        [text_of(config, x) for x in ('language', 'author', 'version', 'html_baseurl')],
        plain_value(config.gettext_allow_fuzzy_translations),
        sorted(app.tags),
        has_icu(),
    )
    encoded = repr(facts).encode(errors='surrogatepass')
    return hashlib.blake2b(encoded, digest_size=12).hexdigest()
