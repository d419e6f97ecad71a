"""IP addresses and networks, as servers and proxies write them. Pure."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

# Characters. More than one proxy writes is not read.
LONGEST: Final = 100
MOST_ENTRIES: Final = 100
MAPPED: Final = ipaddress.IPv6Network("::ffff:0:0/96")
# With a port, which some proxies add: 192.0.2.1:4711, [2001:db8::1]:4711, [2001:db8::1].
IPV4_AND_PORT: Final = re.compile(r"([0-9.]+):[0-9]{1,5}")
BRACKETED: Final = re.compile(r"\[([0-9A-Fa-f:.]+)(?:%[^\]]*)?\](?::[0-9]{1,5})?")
# A parameter of Forwarded (RFC 7239, section 4). Some proxies write an address of IPv6, or a port,
# without the quotes that it needs.
PARAMETER: Final = re.compile(
    r"[ \t]*+(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]++)="
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<bare>[^\s",;=]*+))[ \t]*+'
)


def address(text: str) -> Address | None:
    """Return the address in *text*, with or without a port and brackets; None if it is none.

    One of IPv4 that is written as one of IPv6 (``::ffff:192.0.2.1``) is that of IPv4.
    """
    bare = text.strip()[:LONGEST]
    if match := IPV4_AND_PORT.fullmatch(bare) or BRACKETED.fullmatch(bare):
        bare = match[1]
    try:
        read = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return read if read.version == 4 else read.ipv4_mapped or read


def network(value: object) -> Network | None:
    """Return the network, or the single address, that *value* is; None if it is neither.

    Raises `ValueError` for a network with bits of a host.
    """
    if isinstance(value, bool | int | bytes):
        return None
    text = str(value).strip()
    if len(text) > LONGEST:
        return None
    try:
        return _unmapped(ipaddress.ip_network(text))
    except ValueError:
        pass
    try:
        corrected = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
    raise ValueError(str(corrected))


def entries(values: Iterable[str]) -> list[str]:
    """Return the entries of X-Forwarded-For, or a header like it, with these *values*."""
    stripped = [entry.strip() for entry in ",".join(values).split(",")]
    return [entry for entry in stripped if entry][-MOST_ENTRIES:]


def forwarded_entries(values: Iterable[str]) -> list[str]:
    """Return the parameter ``for`` of each element of Forwarded, with these *values*.

    It is empty where an element has none. Where the header is not as RFC 7239 has it, there is one
    empty entry: a quotation mark that a client sends could hide what a proxy has added.
    """
    text = ",".join(values)
    elements: list[str] = []
    current: str | None = None
    at = 0
    while True:
        if parameter := PARAMETER.match(text, at):
            if parameter["name"].lower() == "for":
                quoted = parameter["quoted"]
                current = (parameter["bare"] or "") if quoted is None else _unquoted(quoted)
            else:
                current = current or ""
            at = parameter.end()
        while text[at : at + 1] in ("\t", " "):
            at += 1
        if at < len(text) and text[at] not in ",;":
            return [""]
        if text[at : at + 1] != ";":
            if current is not None:
                elements.append(current)
            current = None
        if at >= len(text):
            return elements[-MOST_ENTRIES:]
        at += 1


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _unmapped(block: Network) -> Network:
    if block.version == 4 or not block.subnet_of(MAPPED):
        return block
    inner = int(block.network_address) & 0xFFFFFFFF
    return ipaddress.IPv4Network((inner, block.prefixlen - MAPPED.prefixlen))
