"""Names and addresses of hosts, as people write them and as the Host header has them. Pure."""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

ANY = "*"

_AUTHORITY = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\s\x00-\x20/@:?#%,\[\]\\\"'<>]+)(?::([0-9]{1,5}))?")
_NAME = re.compile(r"[^\s/@:?#*%\[\]]+")


class Authority(NamedTuple):
    """A host in its usual spelling, and a port; None is that of the scheme."""

    host: str
    port: int | None


@lru_cache(maxsize=64)  # each request has the same one
def authority(text: str) -> Authority | None:
    """Return the host and the port of a Host header; None for what is no such header."""
    match = _AUTHORITY.fullmatch(text.strip(" \t")) if text.isascii() else None
    if match is None or int(match[2] or 0) > 65535:
        return None
    return Authority(usual(match[1]), int(match[2]) if match[2] else None)


def usual(host: str) -> str:
    """Return a host in one spelling: lower case, without a final dot, addresses in short form."""
    name = host.strip("[]").lower()
    name = name[:-1] if name.endswith(".") else name
    address = _address(name)
    if address is not None:
        return str(address)
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name


@lru_cache(maxsize=64)  # each request has the same one
def is_loopback(host: str) -> bool:
    """Return whether a host in its usual spelling is this machine by its name alone."""
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761, section 6.3
        return True
    address = _address(host)
    return address is not None and address.is_loopback


@lru_cache(maxsize=64)  # so has each of this
def is_local(peer: str) -> bool:
    """Return whether the address of a client is this machine; what is no address is no network."""
    address = _address(peer)
    return address is None or address.is_loopback


def named(host: str) -> str:
    """Return a host that a person named, in lower case; `*` is any.

    Raises ValueError for what is no host, such as a URL or a host with a port.
    """
    if host == ANY:
        return host
    if is_address(host) or _NAME.fullmatch(host):
        return host.lower()
    shown = host.rpartition("@")[2]  # before it may be a password
    try:
        within = urlsplit(shown if "//" in shown else f"//{shown}").hostname or ""
    except ValueError:
        within = ""
    cure = (
        f"write {within!r}"
        if is_address(within) or _NAME.fullmatch(within)
        else "write a name, an IP address or '*'"
    )
    raise ValueError(f"must be a host without scheme, port and path, but got {shown!r}: {cure}")


def is_address(text: str) -> bool:
    """Return whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=64)  # each request has the same three
def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(host)
    except ValueError:
        if not re.fullmatch(r"[0-9a-fx.]*[0-9a-f]", host) or not host[0].isdigit():
            return None
        try:  # short forms, such as 127.1, which curl sends as they were typed
            return IPv4Address(socket.inet_aton(host))
        except OSError:
            return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return mapped or parsed
