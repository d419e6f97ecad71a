"""The host of Flowroute that bytes for a socket name: to a proxy, a name server, or in TLS."""

from __future__ import annotations

import re
from typing import Final, cast

HEAD: Final = 8192
TLS: Final = rb"(?i)(?<![\w-])(?:[\w-]+\.)*flowroute\.com(?![\w-])"
PROXY: Final = (
    # CONNECT host:port, or a request with a whole URL
    rb"(?i)(?:CONNECT\s+|[A-Z]+\s+[a-z]+://)(?:[^\s/@]*@)?"
    rb"((?<![\w-])(?:[\w-]+\.)*flowroute\.com(?![\w-]))\.?[:/?\s]"
)
DNS: Final = b"\x09flowroute\x03com\x00"
HANDSHAKE: Final = 0x16
SOCKS: Final = (b"\x04\x01", b"\x05\x01\x00\x03")
LETTERS: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
QUERY: Final = 600
"""A message to a name server is no longer."""


def named(data: object) -> str | None:
    """Return the host of Flowroute that the data name in one of these ways; None for any other."""
    if not isinstance(data, bytes | bytearray | memoryview) or not data:
        return None
    head = bytes(memoryview(cast("bytes", data)).cast("B")[:HEAD])
    lower = head.lower()
    if b"flowroute" not in lower:
        return None
    found = None  # few sessions come here, so the patterns are compiled here
    if head[0] in LETTERS:
        found = re.match(PROXY, head)
        if found:
            return found[1].decode("ascii")
    elif head[0] == HANDSHAKE or head.startswith(SOCKS):
        found = re.search(TLS, head)
    if found is None and len(head) < QUERY and DNS in lower:
        return "flowroute.com"
    return found[0].decode("ascii") if found else None
