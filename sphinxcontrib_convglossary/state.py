"""What everything that a build shows of a glossary is made of, in one word."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.collation import has_icu
from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.guarded_files import UNREADABLE, read_bytes
from sphinxcontrib_convglossary.pofiles import all_catalogs
from sphinxcontrib_convglossary.values import plain_value, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def state_of(app: Sphinx) -> str:
    """Sum up all that answers are made of: while it is the same, so are they.

    That is what each document says, the catalogs, what the configuration says, what
    expressions of ``only`` may ask, what is taken out of documents and who knows the
    alphabet.
    """
    config, taken = app.config, domain_of(app.env).taken
    # So large as they are, tags are compared by what they say of themselves.
    facts = (
        sorted(_documents(app.env)),
        all_catalogs(app.env),
        [config[option.name] for option in OPTIONS],
        domain_of(app.env).others.state,
        [(docname, *map(sorted, x)) for docname, x in sorted(taken.items())],
        [text_of(config, x) for x in ('language', 'author', 'version', 'html_baseurl')],
        plain_value(config.gettext_allow_fuzzy_translations),
        sorted(app.tags),
        has_icu(),
    )
    return _digest(repr(facts).encode(errors='surrogatepass'))


def _documents(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Return what each document says, in one word.

    Some are read in every build (an included file is missing), or because the time of
    a file has changed, and say the same.
    """
    known = domain_of(env).data.setdefault('said', {})
    for gone in known.keys() - env.all_docs.keys():
        del known[gone]
    for docname, time in env.all_docs.items():
        if docname not in known or known[docname][0] != time:
            known[docname] = time, _said(Path(env.doctreedir, f'{docname}.doctree'))
        yield docname, known[docname][1]


def _said(doctree: Path) -> str:
    """Return a digest of a document as it was read; '' where it is not there.

    It may differ where the document says the same (pickle notes which equal strings are
    one object), not the other way round.
    """
    try:
        return _digest(read_bytes(doctree))
    except UNREADABLE:
        return ''


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()
