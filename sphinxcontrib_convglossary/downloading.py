"""A file from the web, within limits: whatever a server sends, a build goes on.

A server may send more than fits into memory, compressed to next to nothing, or one
byte a minute.  So what comes is counted as it comes, after it has been unpacked, and
the time is that of the whole, from the look-up of the name to the last byte.
"""

from __future__ import annotations

import zlib
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from sphinx.util import requests
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Ten thousand terms in ten languages with definitions take half of it.
LARGEST = 64 * 2**20

_CHUNK = 2**16
_REDIRECTS = 20


def download(address: str, seconds: float, **options: Any) -> bytes:
    """Return what is at an address, as *options* of requests say how to ask.

    Raises:
        OSError: It cannot be had, is too large, or takes too long.
        ValueError: This is no address.
    """
    answer: SimpleQueue[bytes | Exception] = SimpleQueue()
    stopped = Event()

    def run() -> None:
        try:
            answer.put(_received(address, stopped, options))
        except Exception as error:
            # Raised below, in the thread that waits.
            answer.put(error)

    # No limit of a socket is one of the whole: whoever does not answer is left behind.
    Thread(target=run, daemon=True).start()
    try:
        found = answer.get(timeout=max(seconds, 0))
    except Empty:
        stopped.set()
        raise OSError('it takes too long') from None
    if isinstance(found, HTTPError):
        raise OSError('the connection breaks off') from found
    if isinstance(found, zlib.error):
        raise OSError('what is compressed is damaged') from found
    if isinstance(found, Exception):
        raise found
    return found


def _received(address: str, stopped: Event, options: dict[str, Any]) -> bytes:
    with _response(address, options) as response:
        if response.status_code >= 400:
            raise OSError(f'{response.status_code} {response.reason}')
        chunks = response.raw.stream(_CHUNK, decode_content=False)
        encoding = response.headers.get('Content-Encoding', '').strip().lower()
        data = bytearray()
        for part in _unpacked(chunks, encoding):
            data += part
            if len(data) > LARGEST:
                raise OSError(f'it is larger than {LARGEST // 2**20} MB')
            if stopped.is_set():
                break
        return bytes(data)


def _response(address: str, options: dict[str, Any]) -> Any:
    """Return the first response that leads nowhere else.

    requests would read what comes with each redirection to its end, without a limit.
    """
    for _ in range(_REDIRECTS):
        response = requests.get(
            address,
            stream=True,
            allow_redirects=False,
            headers={'Accept-Encoding': 'gzip'},
            **options,
        )
        if not response.is_redirect:
            return response
        response.close()
        address = _followed(address, response.headers['Location'])
    raise OSError('it leads in a circle')


def _followed(address: str, location: str) -> str:
    """Return where a redirection leads; on the same site it keeps the password."""
    before, target = urlsplit(address), urljoin(address, location)
    after = urlsplit(target)
    if '@' in after.netloc or before.netloc.rpartition('@')[2] != after.netloc:
        return target
    return urlunsplit(after._replace(netloc=before.netloc))


def _unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield what a server sends, in small parts however much it grows."""
    if encoding in ('', 'identity'):
        yield from chunks
        return
    if encoding not in ('gzip', 'x-gzip'):
        raise OSError(f'it is encoded as "{encoding}"')
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in chunks:
        data = chunk
        while data:
            if unzip.eof:
                # One file may be compressed in several parts.
                unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield unzip.decompress(data, _CHUNK)
            data = unzip.unconsumed_tail or unzip.unused_data
    yield unzip.flush()
    if not unzip.eof:
        raise OSError('it ends too early')
