"""Calls, and the exports of their records: what only the telephone network and Flowroute can do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api.cdrs import exports
from flowroute_sandbox.http import periods
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    NOT_A_COUNT,
    NOT_A_DATE,
    NOT_A_DIRECTION,
    NOT_A_MONTH,
    NOT_AN_EXPORT_STATUS,
    NOT_PLAIN_DIGITS,
)
from flowroute_sandbox.state.calls.costs import LOOKUP_FEE, OUTBOUND_RATE
from flowroute_sandbox.state.calls.month import CalledNumber, calls
from flowroute_sandbox.state.calls.rows import CallRow, ExportStep
from flowroute_sandbox.state.prices import dollars

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

MONTH, SECOND = timedelta(days=30), timedelta(seconds=1)
USUAL, MOST = 1_000, 50_000
LONGEST = 86_400
STATUSES = ("processing", "completed", "failed")
# For an account without numbers.
FICTIONAL = CalledNumber("12065550100", "", toll_free=False, rate=0.012, lookups=True)


@route("POST", "/_sandbox/calls/month")
def seed_calls(context: Context) -> Response:
    """200 with how many `calls` the account's numbers have had in a `month`, as an office has them.

    By default 1,000 in the thirty days up to now. Calls that would begin later are left out.
    """
    sent = Fields(context.body())
    count = sent.integer("calls")
    if count is not None and not 1 <= count <= MOST:
        sent.wrong("calls", NOT_A_COUNT.format(maximum=f"{MOST:,}"))
    start, end = _month(context, sent)
    sent.check()
    # Each time other calls, and the same ones after a reset.
    seed = f"{context.ids.seed}-{context.account.count('call_month')}"
    seeded = 0
    for call in calls(_numbers(context), start, end, USUAL if count is None else count, seed):
        lasted = int((context.now - call.start).total_seconds())
        if lasted > 0:
            # None is in progress, so that all are in an export.
            context.account.calls.put(replace(call, seconds=min(call.seconds, lasted)))
            seeded += 1
    return json_response({"calls": seeded})


@route("POST", "/_sandbox/calls")
def seed_call(context: Context) -> Response:
    """204: a call `from` one number `to` another of so many `seconds`, inbound or outbound.

    `direction` is needed where neither or both are of the account. `at` is when it began, by
    default so that it has just ended. With a `sip_code` and `sip_reason` it was not completed.
    """
    sent = Fields(context.body())
    caller, called = _number(sent, "from"), _number(sent, "to")
    inbound = _inbound(context, sent, caller, called)
    seconds = sent.integer("seconds")
    if seconds is not None and not 0 <= seconds <= LONGEST:
        sent.wrong("seconds", NOT_A_COUNT.format(maximum=f"{LONGEST:,}"))
    code = sent.integer("sip_code")
    reason, tag, address = (sent.optional(name) for name in ("sip_reason", "x_tag", "caller_ip"))
    own = context.account.numbers.get(called if inbound else caller)
    completed = code in (None, 200)
    length = (60 if seconds is None else min(max(seconds, 0), LONGEST)) if completed else 0
    at = _moment(sent) or (context.now - timedelta(seconds=length + 1))
    sent.check()
    inbound_rate = own.facts.inbound_rate if own is not None else FICTIONAL.rate
    lookups = inbound and own is not None and own.cnam_lookups_enabled
    context.account.calls.put(
        CallRow(
            id=f"call-{context.account.count('call')}",
            inbound=inbound,
            start=at.replace(microsecond=0),
            seconds=length,
            destination=called,
            callerid=caller,
            alias=(own.alias if own is not None else None) or "",
            callerid_country="UNITED STATES" if inbound else "N/A",
            result="completed" if completed else "cancelled" if code == 487 else "failed",
            sip_code=200 if code is None else code,
            sip_reason=reason or ("OK" if completed else "Call Failed"),
            rate=(dollars(inbound_rate) if inbound else OUTBOUND_RATE) if length else 0,
            lookup_fee=LOOKUP_FEE if lookups else 0,
            x_tag=tag or "",
            address=address or "192.0.2.10",
        )
    )
    return no_content()


@route("POST", "/_sandbox/cdrs/exports/{export_id}/status")
def set_cdr_export_status(context: Context) -> Response:
    """204: the export is in this `status` from now on."""
    row = exports.find(context)
    sent = Fields(context.body())
    status = sent.required("status").lower()
    if status and status not in STATUSES:
        sent.wrong("status", NOT_AN_EXPORT_STATUS)
    sent.check()
    taken = tuple(step for step in row.steps if step.at <= context.now)
    steps = (*taken, ExportStep(status, context.now))
    context.account.cdr_exports.put(replace(row, steps=steps))
    return no_content()


def _month(context: Context, sent: Fields) -> tuple[datetime, datetime]:
    """Return from when to before when calls begin: in a month, or in the days up to now."""
    text = sent.optional("month")
    if not text:
        return context.now - MONTH, context.now - SECOND
    try:
        start = datetime.strptime(text.strip(), "%Y-%m").replace(tzinfo=UTC)
        return start, (start + timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        sent.wrong("month", NOT_A_MONTH)
        return context.now - MONTH, context.now - SECOND


def _numbers(context: Context) -> list[CalledNumber]:
    numbers = [
        CalledNumber(
            number.value,
            number.alias or "",
            number.facts.number_type == "toll-free",
            number.facts.inbound_rate,
            number.cnam_lookups_enabled,
        )
        for number in context.account.numbers
    ]
    return numbers or [FICTIONAL]


def _number(sent: Fields, name: str) -> str:
    number = sent.required(name, number=True).strip().removeprefix("+")
    if number and not (number.isdecimal() and number.isascii() and 3 <= len(number) <= 15):
        sent.wrong(name, NOT_PLAIN_DIGITS)
    return number


def _inbound(context: Context, sent: Fields, caller: str, called: str) -> bool:
    direction = (sent.optional("direction") or "").lower()
    if direction in ("inbound", "outbound"):
        return direction == "inbound"
    of_account = called in context.account.numbers
    if direction or (caller in context.account.numbers) == of_account:
        sent.wrong("direction", NOT_A_DIRECTION)
    return of_account


def _moment(sent: Fields) -> datetime | None:
    text = sent.optional("at")
    if text:
        try:
            return periods.parsed(text)
        except (ValueError, OverflowError):
            sent.wrong("at", NOT_A_DATE)
    return None
