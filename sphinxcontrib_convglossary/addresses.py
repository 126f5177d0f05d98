"""Addresses of the web that pages may link to."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from sphinxcontrib_convglossary.spelling import printable

#: An http or https address, or a path of the site.
_SITE = re.compile(r'(https?://[^/]|/)[^\s<>"\\]*', re.IGNORECASE)
#: What begins with the name of a scheme, be it one that runs code.
_SCHEME = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:')

#: Where a link to read on may lead.
LINKED_SCHEMES = ('http', 'https', 'mailto')


def scheme_of(address: str) -> str:
    """Give the scheme of an address; '' for a path, ``invalid`` for what is neither."""
    try:
        return urlsplit(address).scheme
    except ValueError:
        return 'invalid'  # Half of an address of IPv6.


def is_site(value: Any) -> bool:
    """Tell whether a value is the address of a site; schemes that run code are not."""
    if not isinstance(value, str) or printable(value) != value:
        return False
    return bool(_SITE.fullmatch(value)) and scheme_of(value) != 'invalid'


def permalink(site: str, address: str) -> str:
    """Give the address of a place as *site* writes it; '' for what is no page.

    >>> permalink('https://example.org/en/', 'index.html#term-hsm')
    'https://example.org/en/index.html#term-hsm'
    >>> permalink('https://example.org/en/', '/fr/index.html#term-hsm')
    'https://example.org/fr/index.html#term-hsm'
    >>> permalink('https://example.org/en/', 'javascript:alert(1)')
    ''
    """
    if address.startswith('/'):
        whole = urljoin(site, address) if scheme_of(address) != 'invalid' else ''
    elif _SCHEME.match(address):
        whole = address
    else:
        whole = f'{site.rstrip("/")}/{address}'
    return whole if is_site(whole) else ''


def without_password(address: str) -> str:
    """Give an address as all may see it: without the name and the password.

    >>> without_password('https://me:secret@example.org/en/')
    'https://example.org/en/'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        # Half of an address of IPv6: what is before an "@" may be a password.
        return address.rpartition('@')[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition('@')[2]))
