"""The host of Flowroute that bytes for a socket name: to a proxy, a name server, or in TLS."""

from __future__ import annotations

import re
from typing import Final, cast

HEAD: Final = 8192
NAME: Final = rb"(?<![\w-])(?:[\w-]+\.)*flowroute\.com(?![\w-])"
TLS: Final = re.compile(NAME, re.IGNORECASE)
PROXY: Final = re.compile(
    # CONNECT host:port, or a request with a whole URL
    rb"(?:CONNECT\s+|[A-Z]+\s+[a-z]+://)(?:[^\s/@]*@)?(" + NAME + rb")\.?[:/?\s]",
    re.IGNORECASE,
)
DNS: Final = re.compile(rb"\x09flowroute\x03com\x00", re.IGNORECASE)
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
    found = None
    if head[0] in LETTERS:
        found = PROXY.match(head)
        if found:
            return found[1].decode("ascii")
    elif head[0] == HANDSHAKE or head.startswith(SOCKS):
        found = TLS.search(head)
    if found is None and len(head) < QUERY and DNS.search(head):
        return "flowroute.com"
    return found[0].decode("ascii") if found else None
