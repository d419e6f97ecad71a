"""What a route's value may be, by the type of the route.

developer.flowroute.com: Create an Inbound Route. A value of any type may end with
";weight=<n>", which spreads calls over the primary and the failover route.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flowroute_sandbox.http.validation_messages import NOT_A_HOST, NOT_A_URI, NOT_ELEVEN_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED = {
    "host": NOT_A_HOST,
    "number": NOT_ELEVEN_DIGITS,
    "uri": NOT_A_URI,
}

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = rf"(?:{_LABEL}\.)*{_LABEL}\.?(?::[0-9]{{1,5}})?"
_TRANSPORT = r"(?:;transport=(?:tcp|udp|tls))?"
_WEIGHT = r"(?:;weight=[0-9]{1,5})?"

_HOST_VALUE = re.compile(f"{_HOST}{_TRANSPORT}{_WEIGHT}")
_NUMBER_VALUE = re.compile(f"[1-9][0-9]{{10}}{_WEIGHT}")
_URI_VALUE = re.compile(rf"sips?:[^\s@;]+@{_HOST}{_TRANSPORT}{_WEIGHT}", re.IGNORECASE)


def is_host(value: str) -> bool:
    """Return whether `value` is an IPv4 address or host name, with an optional port."""
    return _HOST_VALUE.fullmatch(value) is not None and _port_fits(value)


def is_number(value: str) -> bool:
    """Return whether `value` is an E.164 number of eleven digits."""
    return _NUMBER_VALUE.fullmatch(value) is not None


def is_uri(value: str) -> bool:
    """Return whether `value` is a SIP URI."""
    return _URI_VALUE.fullmatch(value) is not None and _port_fits(value.partition("@")[2])


RULES: dict[str, Callable[[str], bool]] = {"host": is_host, "number": is_number, "uri": is_uri}


def _port_fits(value: str) -> bool:
    port = value.partition(";")[0].partition(":")[2]
    return not port or 0 < int(port) < 65536
