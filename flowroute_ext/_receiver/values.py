"""What a receiver shows of its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from .._base.plain.value import Value
from .._base.problems import InvalidValue, invalid, shown

if TYPE_CHECKING:
    from datetime import datetime

    from .._webhooks.parsing import Event

EventKind: TypeAlias = Literal["message", "receipt", "status_change", "unknown"]

KINDS_OF_EVENTS: Final[frozenset[EventKind]] = frozenset(
    {"message", "receipt", "status_change", "unknown"}
)


@attrs.frozen(kw_only=True)
class ReceiverCounts(Value):
    """How many events of a receiver are in each state.

    Those `waiting` include the ones that failed, and are to be handled again; `handled` are as
    many as are still kept.
    """

    waiting: int
    being_handled: int
    handled: int
    set_aside: int


@attrs.frozen(kw_only=True)
class SetAsideEvent(Value):
    """An event whose handlers failed too often: its `id`, and the class of the last `error`."""

    id: int
    event: Event
    received: datetime
    tries: int
    error: str


@attrs.frozen
class WebhookResponse:
    """What to answer: its `status`, `headers` and `body`."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def unknown_kind(value: object) -> InvalidValue:
    """Return the error of a *value* that is no kind of events."""
    return invalid(
        "kind of events",
        "kind",
        shown(value),
        rule=f"must be one of {', '.join(map(repr, sorted(KINDS_OF_EVENTS)))}",
        cure="give one of these",
    )
