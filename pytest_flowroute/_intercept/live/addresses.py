"""Whether an address is Flowroute's, as far as it can be known.

Its addresses are looked up once, when a connection goes to a public address for which this
process has looked up no other name. Where the name cannot be looked up, that is not known.
"""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any

from ..._base.hosts import FLOWROUTE, is_flowroute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LOOK_UP_TIMEOUT = 3.0  # seconds; what is found later counts from then on

_others: set[str] = set()
_own: set[str] = set()
_asked = threading.Event()


def note(host: object, looked_up: Iterable[object]) -> None:
    """Note the addresses that were looked up for a host, unless it is an address, or Flowroute."""
    if host is None or is_flowroute(host):
        return
    if normal(host) is None:
        _others.update(text for text in map(normal, looked_up) if text)


def is_flowroutes(host: object, resolve: Callable[..., Any]) -> bool:
    """Whether *host* is an address of Flowroute; *resolve* is a `socket.getaddrinfo`."""
    address = normal(host)
    if address is None or address in _others or is_local(address):
        return False
    if not _asked.is_set():
        _asked.set()
        thread = threading.Thread(target=_ask, args=(resolve,), daemon=True)
        thread.start()
        thread.join(LOOK_UP_TIMEOUT)
    return address in _own


def normal(host: object) -> str | None:
    """Return an address in its usual spelling; None for what is no address.

    IPv4 has many: ``0x7f.1``, ``2130706433``, ``::ffff:127.0.0.1``.
    """
    text = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else host
    if not isinstance(text, str) or not text:
        return None
    text = text.partition("%")[0]
    try:
        if ":" not in text:
            return socket.inet_ntoa(socket.inet_aton(text))
        packed = socket.inet_pton(socket.AF_INET6, text)
    except (OSError, ValueError):
        return None
    if packed[:12] in MAPPED:
        return socket.inet_ntoa(packed[12:])
    return socket.inet_ntop(socket.AF_INET6, packed)


MAPPED = (bytes(10) + b"\xff\xff", b"\x00\x64\xff\x9b" + bytes(8))
"""The prefixes of IPv6 addresses that stand for one of IPv4."""


def is_local(address: str) -> bool:
    """Whether an address is one of this machine or of a private network."""
    if ":" in address:
        packed = socket.inet_pton(socket.AF_INET6, address)
        return packed[:15] == bytes(15) or packed[0] in {0xFC, 0xFD, 0xFE, 0xFF}
    first, second, *_ = socket.inet_aton(address)
    return (
        first in {0, 10, 127}
        or first >= 224
        or (first, second) in {(169, 254), (192, 168)}
        or (first == 172 and 16 <= second < 32)
    )


def _ask(resolve: Callable[..., Any]) -> None:
    try:
        rows = resolve(FLOWROUTE, 443)
    except OSError:
        return
    _own.update(text for row in rows if (text := normal(row[4][0])))
