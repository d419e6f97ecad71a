"""`to_dict()` of every public value, in the types of JSON."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import inf, nan
from typing import Any, get_args

import attrs
import pytest
from ext.shapes import OPERATION_OF, made
from ext.unsafe_calls import ADDRESS

import flowroute_ext
from flowroute_ext import (
    Cnam,
    Message,
    MessageRecord,
    Number,
    RateLimit,
    Route,
    errors,
    segments,
    send_once,
    types,
)
from flowroute_ext._base.plain.value import Value, plain
from flowroute_ext._calls.choices import STATES
from flowroute_ext.types import (
    MessageQuery,
    OutboxCounts,
    OutboxProgress,
    OutboxReport,
    OutboxRow,
    Resolution,
    State,
    WebhookResponse,
)

NOW = datetime(2026, 11, 29, 12, 0, 0, 500, UTC)
MESSAGE = Message(to="206 555 0100", from_="206 555 0142", media_urls=["https://example.com/a.png"])
PLAIN_MESSAGE = {
    "to": "12065550100",
    "from_": "12065550142",
    "body": None,
    "media_urls": ["https://example.com/a.png"],
    "is_mms": None,
    "dlr_callback": None,
}
BUILT = [
    MESSAGE,
    Route.host("sip.example.com", alias="PBX", edge_strategy=4),
    Cnam("Harbor Cafe"),
    ADDRESS,
]


def test_every_public_value_has_a_plain_form() -> None:
    """Each public class of attrs is a `Value`, except settings, and what a server answers."""
    classes = {
        kind
        for module in (flowroute_ext, errors, types, send_once)
        for name in module.__all__
        if isinstance(kind := getattr(module, name), type) and attrs.has(kind)
    }

    assert {kind for kind in classes if not issubclass(kind, Value)} == {RateLimit, WebhookResponse}


@pytest.mark.parametrize("example", OPERATION_OF)
def test_what_calls_return(example: str) -> None:
    """Each is JSON without `raw`, which attrs hides too; copies and pickles keep it."""
    for value in made(example):
        written = value.to_dict()

        assert json.loads(json.dumps(written, allow_nan=False)) == written
        assert "raw" not in written
        assert attrs.asdict(value).keys() <= written.keys()
        assert pickle.loads(pickle.dumps(value)).raw == value.raw


def test_a_number() -> None:
    """A number with its routes, its address and what a purchase returns; money is text."""
    [bought] = made("number_purchased")
    written = bought.to_dict()

    assert written["primary_route"] == {
        "id": "0",
        "route_type": "sip-reg",
        "value": None,
        "alias": "sip-reg",
        "edge_strategy_id": None,
    }
    del written["primary_route"]
    assert written == {
        "value": "12065550100",
        "number_type": "longcode",
        "rate_center": "seattle",
        "state": "wa",
        "iso_country": "US",
        "alias": None,
        "status": "PURCHASED",
        "cnam_lookups_enabled": True,
        "messaging_enabled": False,
        "failover_route": None,
        "e911": None,
        "cnam": None,
        "monthly_cost": "1.25",
        "setup_cost": "1.0",
        "inbound_rate": "0.012",
        "rate_type": "local",
        "tier": "Standard",
        "note": None,
    }


def test_a_message() -> None:
    """A message with its receipts and the parts of its price; times have their offset."""
    [message] = made("message_outbound_v2_2")
    written = message.to_dict()

    assert written["to"] == "12065550142"
    assert written["timestamp"] == "2022-02-06T17:52:33+00:00"
    assert written["cost"] == "0.014"
    assert written["receipts"] == [
        {
            "level": 2,
            "status": "message buffered",
            "code": 1003,
            "description": "Message accepted by Carrier",
            "timestamp": "2022-02-06T17:52:34+00:00",
        }
    ]
    assert written["price"] == {
        "base_rate": "0.0040",
        "surcharge_rate": "0.0030",
        "segment_count": 2,
        "charged_cost": "0.0140",
    }


@pytest.mark.parametrize("built", BUILT, ids=lambda built: type(built).__name__)
def test_what_is_built(built: Any) -> None:
    """The plain form of a builder builds it again."""
    assert type(built)(**json.loads(json.dumps(built.to_dict()))) == built


def test_reports() -> None:
    """Rows, reports, queries and verdicts, with the values in them; a document is left out."""
    none = dict.fromkeys(["sending", "failed", "unknown", "opted_out", "delivered"], 0)
    counts = {**none, "queued": 1, "sent": 2, "undelivered": 0}
    left = OutboxCounts(queued=1, sent=2)
    row = OutboxRow(
        reference="order-1",
        message=MESSAGE,
        state="sent",
        message_id="mdr2-1",
        reason=None,
        attempts=1,
        started=NOW,
        ended=None,
    )
    query = MessageQuery.of(MESSAGE, reference="order-1", started=NOW, ended=NOW)
    verdict = Resolution("accepted", "1", "it is there", ("1",), document=object())

    assert OutboxReport(sent=2, failed=0, counts=left, seconds=1.5).to_dict() == {
        "sent": 2,
        "failed": 0,
        "counts": counts,
        "seconds": 1.5,
        "stopped": None,
        "opted_out": 0,
    }
    assert OutboxProgress(counts=left, done=2, seconds=inf).to_dict()["seconds"] is None
    assert row.to_dict()["message"] == PLAIN_MESSAGE
    assert row.to_dict()["started"] == "2026-11-29T12:00:00.000500+00:00"
    assert (query.to_dict()["skew"], query.to_dict()["final"]) == (120.0, None)
    assert (
        verdict.to_dict().keys() == attrs.asdict(verdict).keys() == {"verdict", "id", "why", "seen"}
    )
    assert segments("né").to_dict()["suggestion"] == {
        "text": "ne",
        "changes": segments("né").to_dict()["non_ascii"],
        "stays": [],
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1E+2"), "100"),
        (Decimal("4E-9"), "0.000000004"),
        (nan, None),
        ((1, ["x", None], {"a": (True,)}), [1, ["x", None], {"a": [True]}]),
        (NOW.date(), "2026-11-29"),
        (timedelta(minutes=1), 60.0),
    ],
)
def test_types(value: object, written: object) -> None:
    """Each type that values hold, in the types of JSON."""
    assert plain(value) == written


def test_no_plain_form() -> None:
    """What no value holds is refused, not shown."""
    with pytest.raises(TypeError, match="a set has no plain form"):
        plain({1})


def test_a_changed_record() -> None:
    """A record that was changed by hand has no `raw`, and nothing that would be read from it."""
    [bought], [message] = made("number_purchased"), made("message_outbound_v2_2")
    changed = attrs.evolve(bought, alias="Front desk")
    [again] = pickle.loads(pickle.dumps([changed]))

    assert (changed.alias, changed.monthly_cost, changed.note) == ("Front desk", None, None)
    assert (again, bool(again.raw), repr(again.raw)) == (changed, False, "UNREAD")
    assert attrs.evolve(message, status=None).receipts == ()
    assert attrs.evolve(message, raw=message.raw).price == message.price


@pytest.mark.parametrize("example", ["number_details", "available_numbers"])
def test_a_number_on_the_screen(example: str) -> None:
    """`print()` shows a number, owned or for sale; its repr, which is for logs, masks it."""
    number = made(example)[0]

    assert (str(number), f"{number:>12}") == ("12065550100", " 12065550100")
    assert repr(number).startswith(f"{type(number).__name__}(value='1206•••0100', ")


def test_a_message_on_the_screen() -> None:
    """`print()` of a message shows neither numbers nor text."""
    [record] = made("message_outbound_v2_2")

    assert isinstance(record, MessageRecord)
    assert str(record) == repr(record)
    assert "12065550142" not in str(record) + str(MESSAGE)


def test_the_states() -> None:
    """The states that editors propose are those that are accepted, in both cases."""
    codes = {code for states in STATES.values() for code in states}

    assert {*get_args(State)} == codes | {code.lower() for code in codes}
    assert Number.__annotations__["state"] == "State | str | None"
