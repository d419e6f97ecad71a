"""What can go wrong between a client and Flowroute, by name. Pure: the shells carry it out.

A fault whose name ends in `-before` strikes instead of the request, which is never carried out.
One that ends in `-after` strikes the answer of a request that was carried out like any other:
what is wrong with the request, and the limits on sending, apply to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from flowroute_sandbox.http.errors import BREAKDOWN, TOO_MANY_REQUESTS, Refused
from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Refuse:
    """The connection is refused: the request is never sent."""


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection is closed where the answer should be."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is reset where the answer should be."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The answer comes after `seconds`, to a client that has waited for it."""

    response: Response
    seconds: float


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection is closed in the middle of the answer's body."""

    response: Response

    @property
    def sent(self) -> bytes:
        """The part of the body that comes through."""
        return self.response.body[: len(self.response.body) // 2]


Outcome: TypeAlias = Response | Refuse | Drop | Reset | Slow | Cut
"""What a client gets to see of one request."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A call that a fault struck: the `number`th request of that operation, and when it came.

    One that was refused never came: its `number` is 0, and a server that refuses connections
    does not know their `operation`.
    """

    operation: str | None
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that is armed: how many calls it has counted since then, and those it struck."""

    name: str
    operation: str | None = None
    nth: int = 1
    times: int = 1
    seconds: float | None = None
    id: str = ""
    seen: int = 0
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What the faults of one name do.

    `accepted` says whether the request is carried out. `happen` returns what the client sees,
    given the answer and the fault's seconds, or raises `Refused`. The faults that are `timed`
    take `seconds`, and have these without.
    """

    accepted: bool
    happen: Callable[[Response, float | None], Outcome]
    timed: bool = False
    seconds: float | None = None


def strike(fault: Fault, carry_out: Callable[[], Response]) -> Outcome:
    """Return what the client sees of a call that gets this fault, or raise `Refused`."""
    kind = KINDS[fault.name]
    return kind.happen(carry_out() if kind.accepted else _NOTHING, fault.seconds)


def _slow(response: Response, seconds: float | None) -> Outcome:
    return Slow(response, seconds or 0)


def _fail(_: Response, seconds: float | None) -> NoReturn:
    raise Refused(BREAKDOWN, _retry_after(seconds))


def _gateway(status: int) -> Callable[[Response, float | None], Outcome]:
    """Return what a proxy in front of Flowroute answers in its place."""
    page = _page(f"{status} {_REASONS[status]}")

    def happen(_: Response, seconds: float | None) -> Outcome:
        return Response(status, {"content-type": "text/html", **_retry_after(seconds)}, page)

    return happen


def _limit(_: Response, seconds: float | None) -> NoReturn:
    raise Refused(TOO_MANY_REQUESTS, _retry_after(seconds))


def _cut(response: Response, _: float | None) -> Outcome:
    # Without a body there is nothing to cut, but the client must still miss something.
    return Cut(response) if response.body else Drop()


def _garble(response: Response, _: float | None) -> Outcome:
    """Return a page of HTML where the document should be, or nothing should."""
    status = 200 if response.status == 204 else response.status
    return Response(status, {"content-type": "text/html"}, _page("Welcome"))


def _retry_after(seconds: float | None) -> dict[str, str]:
    return {} if seconds is None else {"retry-after": str(ceil(seconds))}


def _page(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body>{title}</body></html>\n".encode()


_NOTHING = Response(204)
_REASONS = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}

REFUSE = "refuse"
KINDS: dict[str, Kind] = {
    REFUSE: Kind(False, lambda _, __: Refuse(), timed=True, seconds=1),
    "drop-before": Kind(False, lambda _, __: Drop()),
    "drop-after": Kind(True, lambda _, __: Drop()),
    "reset-before": Kind(False, lambda _, __: Reset()),
    "reset-after": Kind(True, lambda _, __: Reset()),
    "slow": Kind(True, _slow, timed=True, seconds=60),
    "500-before": Kind(False, _fail),
    "500-after": Kind(True, _fail),
    "502-before": Kind(False, _gateway(502)),
    "502-after": Kind(True, _gateway(502)),
    "503-before": Kind(False, _gateway(503), timed=True),
    "503-after": Kind(True, _gateway(503), timed=True),
    "504-before": Kind(False, _gateway(504)),
    "504-after": Kind(True, _gateway(504)),
    "429": Kind(False, _limit, timed=True),
    "cut-body": Kind(True, _cut),
    "wrong-body": Kind(True, _garble),
}
"""Every fault there is."""
