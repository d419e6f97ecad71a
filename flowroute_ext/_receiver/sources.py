"""The addresses that webhooks are accepted from, and the proxies between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

from .._base.errors import ConfigurationError
from .._base.masking import visible_name
from .._base.problems import given, shortened
from . import addresses
from .addresses import network

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from .addresses import Address, Network

    Networks: TypeAlias = str | Iterable[str | Address | Network]

FLOWROUTE_ADDRESSES: Final = ("52.88.246.140", "52.10.220.50")
"""The addresses that Flowroute named in 2016, in its blog post "Setting up Inbound Messages".

Integrators use them, but no page of today's documentation confirms them: ask Flowroute's support
whether they are all, before nothing else is accepted.
"""

FORWARDED: Final = "forwarded"
# A proxy that is connected by a Unix socket, where the server names no address.
UNIX: Final = "unix"
MOST_HOPS: Final = 32
_ASK: Final = (
    "give proxies=0 where Flowroute connects to this process itself, else the networks of your "
    "proxies, as in proxies=['10.0.0.0/8'], or how many there are, as in proxies=1"
)


class Sources:
    """The addresses that webhooks are accepted from; all without *allowed*.

    :param allowed: addresses and networks, as ``["52.88.246.140", "52.10.220.50"]``.
    :param proxies: what is between Flowroute and this process, which has to be said where there
        are *allowed* addresses: 0 for nothing; the networks of the proxies, of which ``"unix"`` is
        that of a Unix socket; or how many there are, for those that cannot be reached but through
        each other. A header is read only if a proxy has written it.
    :param proxy_header: the header to which these proxies add the address that they were
        connected from. ``Forwarded`` is read as RFC 7239 has it.

    Raises `ConfigurationError`.
    """

    def __init__(
        self,
        allowed: Networks | None = None,
        proxies: int | Networks | None = None,
        proxy_header: str = "X-Forwarded-For",
    ) -> None:
        self._allowed = None if allowed is None else _allowed(allowed)
        self._trusts_unix = False
        self._hops: int | None = None
        self._trusted: tuple[Network, ...] = ()
        self.header = _header_name(proxy_header)
        """The name of the header that `accepts` wants the values of, in lower case."""
        if proxies is None:
            if allowed is not None:
                raise ConfigurationError(f"sources are given, and no proxies: {_ASK}")
        elif isinstance(proxies, int):
            self._hops = _hops(proxies)
        else:
            self._trust(proxies)

    def __repr__(self) -> str:
        allowed = "all" if self._allowed is None else list(map(str, self._allowed))
        return f"{type(self).__name__}({allowed})"

    def accepts(self, peer: str | None, forwarded: Sequence[str] = ()) -> bool:
        """Return whether a webhook is accepted from where this one is.

        *peer* is the address that the connection is from, and None or empty that of a Unix
        socket; *forwarded* are the values of `header`, in their order.
        """
        if self._allowed is None:
            return True
        source = self.source(peer, forwarded)
        return source is not None and any(source in allowed for allowed in self._allowed)

    def source(self, peer: str | None, forwarded: Sequence[str] = ()) -> Address | None:
        """Return the address that the request is from; None if that is unknown.

        Entries that a client has invented are left of those of the proxies, and are not read.
        """
        hops = self._hops
        if hops == 0 or (hops is None and not self._is_trusted(peer)):
            return addresses.address(peer or "")
        read = addresses.forwarded_entries if self.header == FORWARDED else addresses.entries
        entries = read(forwarded)
        if hops is not None:
            return addresses.address(entries[-hops]) if len(entries) >= hops else None
        source = addresses.address(peer or "")
        for entry in reversed(entries):
            source = addresses.address(entry)
            if source is None or not any(source in trusted for trusted in self._trusted):
                return source
        return source

    def _trust(self, proxies: Networks) -> None:
        listed = _listed(proxies)
        self._trusts_unix = UNIX in listed
        named = [proxy for proxy in listed if proxy != UNIX]
        self._trusted = tuple(_network(proxy, "proxies") for proxy in named)
        if any(trusted.prefixlen == 0 for trusted in self._trusted):
            raise ConfigurationError(
                "proxies has a network of all addresses, with which anyone may say where a "
                f"request is from: {_ASK}"
            )

    def _is_trusted(self, peer: str | None) -> bool:
        if not peer:
            return self._trusts_unix
        address = addresses.address(peer)
        return address is not None and any(address in trusted for trusted in self._trusted)


def _allowed(value: Networks) -> tuple[Network, ...]:
    allowed = tuple(_network(source, "sources") for source in _listed(value))
    if not allowed:
        raise ConfigurationError(
            "sources is empty, and nothing would be accepted: give addresses, or leave it out"
        )
    return allowed


def _network(value: object, name: str) -> Network:
    try:
        parsed = network(value)
    except ValueError as error:
        raise ConfigurationError(
            f"{name} has {_shown(value)}, which is an address within a network: "
            f"give {str(error)!r}, or the address alone"
        ) from None
    if parsed is None:
        raise ConfigurationError(
            f"{name} has {_shown(value)}, which is no IP address and no network: "
            "write it like '192.0.2.1' or '192.0.2.0/24', and look up the addresses of names"
        )
    return parsed


def _listed(value: object) -> list[object]:
    """The members of *value*; a text, as of an environment variable, has commas or blanks."""
    if isinstance(value, str):
        return [*value.replace(",", " ").split()]
    # A network is iterable as well, over its addresses.
    if network(value) is not None or not isinstance(value, Iterable):
        return [value]
    return [*cast("Iterable[object]", value)]


def _hops(value: int) -> int:
    if isinstance(value, bool) or not 0 <= value <= MOST_HOPS:
        raise ConfigurationError(f"proxies={given(value)} is not a number of proxies: {_ASK}")
    return value


def _header_name(value: object) -> str:
    name = value.strip().lower() if isinstance(value, str) else ""
    if name.replace("-", "a").isalnum() and name.isascii():
        return name
    raise ConfigurationError(
        f"proxy_header={_shown(value)} is not the name of a header: "
        "use 'X-Forwarded-For', 'Forwarded', or that of your proxy"
    )


def _shown(value: object) -> str:
    if not isinstance(value, str):
        return f"a value of type {type(value).__name__}"
    return repr(visible_name(shortened(value)))
