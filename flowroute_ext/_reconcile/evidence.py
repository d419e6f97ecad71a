"""Evidence: what the records of an account show of a call with an unknown outcome. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs

from flowroute_api.models import CnamDocument, E911Document, RouteDocument, SentMessageDocument

from .._calls.operation import message_kind
from .candidates import bare, similar
from .requested import attributes_of, body_of, same
from .verdicts import SETTLED, SKEW, MessageQuery, absent, accepted, ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from .._calls.config import MessagesVersion
    from .._values.cnams import CnamRecord
    from .._values.e911s import E911Record
    from .._values.routes import RouteRecord
    from .errors import OutcomeUnknown
    from .verdicts import Resolution
    from .windows import Window

ROUTE = ("route_type", "value")
ADDRESS = ("street_number", "street_name", "city", "state", "zip")


def messages_version(unknown: OutcomeUnknown) -> MessagesVersion:
    """Return the version of the messages API that the call used."""
    return cast("MessagesVersion", unknown.request.path.split("/")[1])


def query_of(unknown: OutcomeUnknown) -> MessageQuery:
    """Return the query for the message that the call may have sent."""
    body = body_of(unknown)
    return MessageQuery(
        reference=unknown.reference,
        to=str(body["to"]).lstrip("+"),
        from_=str(body["from"]).lstrip("+"),
        body=body.get("body"),
        is_mms=message_kind(unknown.request) == "mms",
        started=unknown.started,
        ended=unknown.ended,
    )


def with_document(verdict: Resolution) -> Resolution:
    """Return *verdict* on a message with the document that the lost response had."""
    if verdict.id is None:
        return verdict
    document = {"data": {"type": "message", "id": verdict.id}}
    return attrs.evolve(verdict, document=SentMessageDocument.from_dict(document))


def judge_route(
    unknown: OutcomeUnknown, routes: Iterable[RouteRecord], now: datetime
) -> Resolution:
    """Return whether one of the account's *routes* is the new one; aliases are unique."""
    asked = attributes_of(unknown)
    listed = list(routes)
    for route in listed:
        if route.alias == asked["alias"]:
            document = None if route.raw is None else RouteDocument(data=route.raw)
            return _known("route", route, asked, ROUTE, document)
    nearly = [
        route.id for route in listed if _nearly(route.alias, asked["alias"], route, asked, ROUTE)
    ]
    if nearly:
        return ambiguous(nearly, "there is a route of almost this alias, or of one that is hidden")
    return absent(unknown.ended, now, "a route of this alias")


def judge_e911(unknown: OutcomeUnknown, records: Iterable[E911Record], now: datetime) -> Resolution:
    """Return whether one of the account's *records* is the new one; labels are unique."""
    asked = attributes_of(unknown)
    listed = list(records)
    for record in listed:
        if record.label == asked["label"]:
            document = None if record.raw is None else E911Document(data=record.raw)
            return _known("E911 record", record, asked, ADDRESS, document)
    nearly = [
        record.id
        for record in listed
        if _nearly(record.label, asked["label"], record, asked, ADDRESS)
    ]
    if nearly:
        why = "there is an E911 record of almost this label, or of one that is hidden"
        return ambiguous(nearly, why)
    return absent(unknown.ended, now, "an E911 record of this label")


def judge_cnam(
    unknown: OutcomeUnknown, records: Iterable[CnamRecord], now: datetime, window: Window
) -> Resolution:
    """Return whether one of the account's *records* is the new one: by name and time.

    *window* is when it may have been made, by Flowroute's clock. Names are kept in upper case,
    and not documented to be unique.
    """
    value = str(body_of(unknown)["value"]).upper()
    near: list[CnamRecord] = []
    around: list[str] = []
    others: list[str] = []
    for record in records:
        created_at = record.created_at
        within = created_at is None or _during(window, created_at, SKEW)
        if (record.value or "").upper() != value:
            # One without a time, and of another name, is not known to be new.
            if created_at is not None and within:
                others.append(record.id)
        elif within:
            around.append(record.id)
            if (
                created_at is not None
                and window.near is not None
                and _during(window, created_at, window.near)
            ):
                near.append(record)
    if not around and others:
        why = "there is a CNAM record of the time of the attempt, which may show it in another way"
        return ambiguous(others, why)
    if not around:
        return absent(unknown.ended, now, "a CNAM record of this name")
    if len(near) == len(around) == 1 and near[0].created_at and near[0].raw:
        why = "a CNAM record of this name, made at the time of the attempt"
        return accepted(near[0].id, why, CnamDocument(data=near[0].raw))
    return ambiguous(around, "CNAM records of this name that may be of this call or of another")


def _known(
    noun: str,
    record: RouteRecord | E911Record,
    asked: Mapping[str, Any],
    fields: Iterable[str],
    document: RouteDocument | E911Document | None,
) -> Resolution:
    """Return the verdict on a record with the unique name of the request."""
    if same(record, asked, fields):
        return accepted(record.id, f"a {noun} of this name and with these values", document)
    return ambiguous([record.id], f"a {noun} of this name is there, but with other values")


def _nearly(
    name: str | None,
    wanted: str,
    record: RouteRecord | E911Record,
    asked: Mapping[str, Any],
    fields: Iterable[str],
) -> bool:
    """Return whether a record of another *name* may be the *wanted* one, shown in another way."""
    return bare(name) == bare(wanted) or (
        similar(wanted, name or "") and same(record, asked, fields)
    )


def _during(window: Window, created_at: datetime, skew: timedelta) -> bool:
    return window.started - skew <= created_at <= window.ended + SETTLED + skew
