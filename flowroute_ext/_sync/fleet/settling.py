# Written by scripts/unasync.py from flowroute_ext/_async/fleet/settling.py. Do not edit.
"""What was begun and not finished, as by a process that was killed: found out, not repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flowroute_api.api.cnams import create_cnam
from flowroute_api.api.e911s import create_e911
from flowroute_api.api.numbers import purchase_a_phone_number
from flowroute_api.api.routes import create_an_inbound_route

from ..._base.errors import CallFailed
from ..._builders.cnams import Cnam
from ..._builders.e911s import E911Address
from ..._builders.routes import Route
from ..._calls import bodies
from ..._fleet.steps import CREATIONS
from ..._reconcile.errors import OutcomeUnknown
from ..._reconcile.verdicts import LONGEST_ATTEMPT, SETTLED

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from flowroute_api.types import Request

    from ..._fleet.journal import Entry, Journal
    from ..client import Flowroute


def settle(flowroute: Flowroute, journal: Journal, listed: Collection[str]) -> bool:
    """Find out the outcomes of the entries that are not certain; whether there were any.

    *listed* are the numbers of the account. Waits until Flowroute's records are final, which is
    half a minute after an attempt, and raises `OutcomeUnknown` where they decide nothing.
    """
    any_uncertain = False
    for entry in journal.entries():
        now = flowroute.clock.now()
        bought = entry.kind == "buy number" and entry.number in listed
        recent = entry.ended is not None and abs(now - entry.ended) < SETTLED
        if entry.kind not in CREATIONS or (entry.done and (bought or not recent)):
            continue
        if entry.done and entry.kind != "buy number":
            continue
        _settle_entry(flowroute, journal, entry, now)
        any_uncertain = True
    return any_uncertain


def _settle_entry(flowroute: Flowroute, journal: Journal, entry: Entry, now: datetime) -> None:
    request = _request_of(entry)
    # Nothing of it was sent after that process had ended, as it held the lock of the journal.
    ended = entry.ended or max(entry.started, min(now, entry.started + LONGEST_ATTEMPT))
    cause = CallFailed(
        "the process ended before the response came",
        operation=request.operation,
        method=request.method,
        path=request.template,
    )
    unknown = OutcomeUnknown(
        cause, request=request, reference=entry.id, started=entry.started, ended=ended
    )
    verdict = flowroute.resolve(unknown)
    if verdict.verdict == "accepted":
        journal.finish(entry.id, verdict.id, now)
    elif verdict.verdict == "not accepted" or verdict.seen:
        # Where a name is there with other values, the account itself shows what is to be done.
        journal.drop(entry.id)
    else:
        raise unknown


def _request_of(entry: Entry) -> Request[Any]:
    content = entry.content
    match entry.kind:
        case "buy number":
            return purchase_a_phone_number.request(entry.number or "")
        case "create route":
            route = Route(
                route_type=content["type"],
                value=content["value"],
                alias=content["alias"],
                edge_strategy_id=content.get("edge_strategy"),
            )
            return create_an_inbound_route.request(body=bodies.new_route(route))
        case "create address":
            return create_e911.request(body=bodies.new_e911(E911Address(**content)))
        case _:
            return create_cnam.request(body=bodies.new_cnam(Cnam(content["value"])))
