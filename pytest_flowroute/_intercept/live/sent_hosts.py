"""The host of Flowroute that bytes for a socket name: to a proxy, a name server, or in TLS."""

from __future__ import annotations

import re
from typing import Final, cast
from urllib.parse import unquote_to_bytes
from weakref import WeakKeyDictionary

HEAD: Final = 8192
NAME: Final = rb"(?<![\w-])(?:[\w-]+\.)*flowroute\.com(?![\w-])"
TLS: Final = b"(?i)" + NAME
BEFORE: Final = rb"(?:CONNECT\s+|[A-Z]+\s+[a-z]+://)(?:[^\s/@]*@)?"
"""What precedes the host of a request to a proxy: CONNECT, or a method and a whole URL."""
PROXY: Final = rb"(?i)" + BEFORE + rb"(" + NAME + rb")\.?[:/?\s]"
ENCODED: Final = rb"(?i)(" + BEFORE + rb")([^\s/?#@]+)"
"""That, and the host, which may be percent-encoded."""
DNS: Final = b"\x09flowroute\x03com\x00"
HANDSHAKE: Final = 0x16
SOCKS_4: Final = b"\x04\x01"
SOCKS_5: Final = b"\x05\x01\x00\x03"
"""May follow what a client says first, without waiting for the server's choice."""
SPACE: Final = b" \t\r\n"
"""What servers skip before a request."""
LETTERS: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
QUERY: Final = 600
"""A message to a name server is no longer."""
BEGUN: Final = rb"(?i)[A-Z]{1,20}(?:\s+(?:[^\s/]*|[a-z]+:/{0,2}[^\s/]*))?\Z"
RECORD: Final = 5
"""How many bytes precede those of a handshake; the last two are how many these are."""


class SentHosts:
    """The hosts that the data for sockets name, also where a name is sent in several parts."""

    def __init__(self) -> None:
        self._begun: WeakKeyDictionary[object, bytes] = WeakKeyDictionary()

    def named(self, socket: object, *parts: object) -> str | None:
        """Return the host of Flowroute that the data for a socket name; None for any other."""
        head = _head(parts[0]) if len(parts) == 1 else b"".join(map(_head, parts))[:HEAD]
        if not head:
            return None
        before = self._begun.pop(socket, b"") if self._begun else b""
        for sent in (head, before + head) if before else (head,):
            if host := _named(sent):
                return host
            if len(sent) < HEAD and _is_begun(sent):
                self._begun[socket] = sent
        return None


def _head(data: object) -> bytes:
    """Return how data begin, and nothing of what is no bytes: the socket refuses that."""
    try:
        return bytes(memoryview(cast("bytes", data)).cast("B")[:HEAD])
    except TypeError:
        return b""


def _is_begun(head: bytes) -> bool:
    """Whether more data may make a name of what was sent so far."""
    if head[0] == HANDSHAKE:
        return len(head) < RECORD + int.from_bytes(head[3:RECORD], "big")
    if head[0] == SOCKS_4[0]:
        return len(head) < QUERY and head[:2] in {SOCKS_4, SOCKS_4[:1]}
    if head[0] == SOCKS_5[0]:
        return len(head) < QUERY
    text = head.lstrip(SPACE)
    begun = bool(text) and text[0] in LETTERS and b"\n" not in text
    return begun and re.match(BEGUN, text) is not None


def _named(head: bytes) -> str | None:
    if b"%" in head:
        head = _decoded(head.lstrip(SPACE))
    lower = head.lower()
    if b"flowroute" not in lower:
        return None
    # few sessions come here, so the patterns are compiled here
    if request := re.match(PROXY, head.lstrip(SPACE)):
        return request[1].decode("ascii")
    if head[0] == HANDSHAKE or _is_for_socks(head):
        name = re.search(TLS, head)
    else:
        name = re.fullmatch(TLS, _relayed(head))
    if name is None:
        return "flowroute.com" if len(head) < QUERY and DNS in lower else None
    return name[0].decode("ascii")


def _decoded(head: bytes) -> bytes:
    """Return a request with its host as a proxy looks it up: ``flowr%6fute.com`` is decoded."""
    request = re.match(ENCODED, head)
    if request is None:
        return head
    return request[1] + unquote_to_bytes(request[2]) + head[request.end() :]


def _is_for_socks(head: bytes) -> bool:
    return head.startswith(SOCKS_4) or (head[0] == SOCKS_5[0] and SOCKS_5 in head[:QUERY])


def _relayed(head: bytes) -> bytes:
    """Return the name in a datagram that a SOCKS server is to send on; nothing of any other."""
    is_name = head[:2] == b"\0\0" and head[3:4] == SOCKS_5[3:]
    return head[5 : 5 + head[4]].rstrip(b".") if is_name and len(head) > 4 else b""
