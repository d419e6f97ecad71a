"""Every fault by name, and what it does to a request.

A name that ends in `-before` replaces the request, which is never carried out. One that ends in
`-after` replaces the response to a request that was carried out like any other: errors in the
request, and the limits on sending, apply to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NoReturn

from flowroute_sandbox.faults.outcomes import (
    ConnectionDropped,
    ConnectionRefused,
    ConnectionReset,
    ConnectTimedOut,
    ReadTimedOut,
    SlowResponse,
    TruncatedResponse,
)
from flowroute_sandbox.http import errors
from flowroute_sandbox.http.errors import Refusal, Refused
from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_sandbox.faults.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Kind:
    """What the faults of one name do.

    `accepted` says whether the request is carried out. `outcome` returns what the client sees,
    given the response and the fault's seconds, or raises `Refused`. Faults that are `timed` take
    `seconds`, by default these.
    """

    accepted: bool
    outcome: Callable[[Response, float | None], Outcome]
    timed: bool = False
    seconds: float | None = None


def _slow(response: Response, seconds: float | None) -> Outcome:
    return SlowResponse(response, seconds or 0)


def _error(refusal: Refusal) -> Callable[[Response, float | None], NoReturn]:
    """Return what makes the response Flowroute's error document."""

    def outcome(_: Response, seconds: float | None) -> NoReturn:
        raise Refused(refusal, _retry_after(seconds))

    return outcome


def _gateway(status: int) -> Callable[[Response, float | None], Outcome]:
    """Return what makes the response the HTML page of a proxy in front of Flowroute."""
    page = _page(f"{status} {_REASONS[status]}")

    def outcome(_: Response, seconds: float | None) -> Outcome:
        return Response(status, {"content-type": "text/html"} | _retry_after(seconds), page)

    return outcome


def _truncated(response: Response, _: float | None) -> Outcome:
    # Without a body there is nothing to truncate, but the client must still miss something.
    return TruncatedResponse(response) if response.body else ConnectionDropped()


def _garbled(response: Response, _: float | None) -> Outcome:
    """Return a page of HTML in place of the document, or of no body."""
    status = 200 if response.status == 204 else response.status
    return Response(status, {"content-type": "text/html"}, _page("Welcome"))


def _retry_after(seconds: float | None) -> dict[str, str]:
    return {} if seconds is None else {"retry-after": str(ceil(seconds))}


def _page(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body>{title}</body></html>\n".encode()


_REASONS = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}

REFUSE = "refuse"
KINDS: dict[str, Kind] = {
    REFUSE: Kind(False, lambda _, __: ConnectionRefused(), timed=True, seconds=1),
    "connect-timeout": Kind(False, lambda _, __: ConnectTimedOut()),
    "read-timeout": Kind(False, lambda _, __: ReadTimedOut()),
    "drop-before": Kind(False, lambda _, __: ConnectionDropped()),
    "drop-after": Kind(True, lambda _, __: ConnectionDropped()),
    "reset-before": Kind(False, lambda _, __: ConnectionReset()),
    "reset-after": Kind(True, lambda _, __: ConnectionReset()),
    "slow": Kind(True, _slow, timed=True, seconds=60),
    "401": Kind(False, _error(errors.AUTHENTICATION_FAILED)),
    "403": Kind(False, _error(errors.NOT_AUTHORIZED)),
    "404": Kind(False, _error(errors.NOT_ON_ACCOUNT)),
    "409": Kind(False, _error(errors.CONFLICT)),
    "422": Kind(False, _error(errors.WRONG_SCHEMA)),
    "429": Kind(False, _error(errors.TOO_MANY_REQUESTS), timed=True),
    "500-before": Kind(False, _error(errors.SERVER_FAILED)),
    "500-after": Kind(True, _error(errors.SERVER_FAILED)),
    "502-before": Kind(False, _gateway(502)),
    "502-after": Kind(True, _gateway(502)),
    "503-before": Kind(False, _gateway(503), timed=True),
    "503-after": Kind(True, _gateway(503), timed=True),
    "504-before": Kind(False, _gateway(504)),
    "504-after": Kind(True, _gateway(504)),
    "cut-body": Kind(True, _truncated),
    "wrong-body": Kind(True, _garbled),
}
"""Every fault by name."""

PERMANENT = frozenset({"401", "403", "404", "409", "422"})
"""The faults after which a request cannot be retried with success."""

ALIASES = {
    "refused": REFUSE,
    "lost-response": "drop-after",
    "reset": "reset-before",
    "cut": "cut-body",
    "500": "500-before",
    "502": "502-before",
    "503": "503-before",
    "504": "504-before",
    "html": "502-before",
}
"""Other names that are accepted for faults."""
