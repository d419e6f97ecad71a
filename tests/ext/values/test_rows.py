"""Values that are read straight from JSON: as if they were read by way of the generated classes."""

from __future__ import annotations

import copy
import pickle
import weakref
from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import pytest
from ext.calls import CALLS, Call
from ext.documented import SUCCESSES
from ext.shapes import made_of, spoilt

from flowroute_api.models import AvailableNumber, Message, Number, Route
from flowroute_ext import MessageRecord, RouteRecord
from flowroute_ext._base.plain.rows import DocumentReader
from flowroute_ext._calls.paging import PageReader
from flowroute_ext._values.pages.messages import messages_in
from flowroute_ext._values.pages.numbers import available_in, number_in, numbers_in
from flowroute_ext.errors import UnreadableResponse

MESSAGE: dict[str, Any] = {
    "type": "message",
    "id": "mdr2-0123456789abcdef0123456789abcdef",
    "attributes": {
        "to": "12065550142",
        "from": "+12065550100",
        "body": "Your table is ready.",
        "direction": "outbound",
        "status": "delivered",
        "amount_nanodollars": 4000000,
        "amount_display": "$0.0040",
        "message_encoding": 0,
        "message_type": "longcode",
        "is_mms": False,
        "timestamp": "2017-12-22T01:52:39.39Z",
        "price_details": {"base_rate": "$0.0040", "segment_count": 1},
        "delivery_receipts": [{"level": 2, "status": "delivered", "status_code": 1003}],
        "moons": [2],
    },
}
NUMBER: dict[str, Any] = {
    "type": "number",
    "id": "12065550142",
    "links": {"self": "https://api.flowroute.com/v2/numbers/12065550142"},
    "attributes": {
        "value": "12065550142",
        "alias": "",
        "number_type": "standard",
        "rate_center": "seattle",
        "state": "wa",
        "iso_country": "US",
        "cnam_lookups_enabled": True,
        "messaging_enabled": "false",
        "status": "PURCHASED",
        "monthly_cost": 1.25,
    },
}
OFFER: dict[str, Any] = {
    "type": "number",
    "id": "12065550142",
    "attributes": {
        "value": "12065550142",
        "number_type": "tollfree",
        "rate_center": None,
        "state": "",
        "iso_country": "US",
        "monthly_cost": 1.25,
        "setup_cost": 0.0,
        "inbound_rate": "$0.0065",
        "rate_type": "usage",
        "tier": "Standard",
    },
}
ROWS = {
    "look_up_a_set_of_messages": MESSAGE,
    "list_account_phone_numbers": NUMBER,
    "search_for_purchasable_phone_numbers": OFFER,
}
LISTS = [call for call in CALLS if call.operation in ROWS]
# Spellings of members that a page may have, and what no page has.
OTHERS: tuple[Any, ...] = (
    *("2017-12-22 01:52:39", "20171222T015239+0100", "Fri, 22 Dec 2017", "2017-12-22T24:00:00Z"),
    *("0001-01-01T00:00:00+14:00", "+12065550142", "++1", 12065550142, 1e22, "8", "0.5", 0.5),
    *(
        "false",
        "yes",
        -0.0,
        1e999,
        2**70,
        -4000000,
        10**400,
        True,
        None,
        "",
        {"a": 1},
        [{}],
        [None],
        [[]],
    ),
)


def outcome(call: Call, body: Any) -> Any:
    """What a call returns for this body, in all that is seen of it, or its error."""
    try:
        values = made_of(call.of, call.operation, body)
    except UnreadableResponse as error:
        return str(error), repr(error.__cause__)
    return [
        (value, repr(value), value.to_dict(), value.raw, value.raw.to_dict()) for value in values
    ]


@pytest.mark.once
@pytest.mark.parametrize("call", LISTS, ids=lambda call: call.operation)
def test_the_same_as_by_models(
    call: Call, monkeypatch: pytest.MonkeyPatch, size: Callable[[int, int], int], rng: Random
) -> None:
    """Whatever part of a page is missing or wrong, the values or the error are the same.

    One in four of the pages is tried, others in each run; all of them with `--full`.
    """
    row = ROWS[call.operation]
    bodies = [
        *spoilt({"data": [{**row, "relationships": None, "links": {}}], "links": {"next": "x"}}),
        *({"data": [row, wrong, row]} for wrong in spoilt(row)),
        *SUCCESSES[call.operation].bodies.values(),
    ]
    for name in row["attributes"]:
        bodies += (
            {"data": [{**row, "attributes": {**row["attributes"], name: other}}]}
            for other in OTHERS
        )
    bodies += ({"data": [{**row, "relationships": other}]} for other in OTHERS)
    bodies = rng.sample(bodies, len(bodies) // size(4, 1))
    found = [outcome(call, body) for body in bodies]
    monkeypatch.setattr(PageReader, "from_json", None)

    assert found == [outcome(call, body) for body in bodies]


ROUTE: dict[str, Any] = {
    "type": "route",
    "id": "7",
    "attributes": {"route_type": "host", "value": "pbx.example.com", "alias": "office"},
}
DETAILS: dict[str, Any] = {
    "data": {
        **NUMBER,
        "relationships": {
            "primary_route": {"data": {"type": "route", "id": "7"}},
            "failover_route": {"data": None},
            "e911_address": {"data": {"type": "e911", "id": "9"}},
            "cnam_preset": None,
        },
    },
    "included": [{"type": "e911", "id": "8"}, ROUTE],
    "links": {"self": "https://api.flowroute.com/v2/numbers/12065550142"},
}


def detailed(call: Call, body: Any) -> Any:
    """What a call returns for a document with one value, or its error."""
    try:
        value = made_of(call.of, call.operation, body)
    except UnreadableResponse as error:
        return str(error), repr(error.__cause__)
    return value, repr(value), value.to_dict(), value.raw, value.raw.to_dict()


@pytest.mark.once
def test_a_message_the_same_as_by_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is with the document of one message, and its media."""
    [call] = [call for call in CALLS if call.operation == "look_up_a_message_detail_record"]
    media = [{"type": "media", "id": "8", "attributes": {"file_name": "menu.png"}}]
    related = {**MESSAGE, "relationships": {"media": {"data": [{"type": "media", "id": "8"}]}}}
    bodies = [
        *spoilt({"data": MESSAGE, "included": media, "links": {}}),
        *spoilt({"data": related, "included": media}),
        *SUCCESSES[call.operation].bodies.values(),
    ]
    found = [detailed(call, body) for body in bodies]
    monkeypatch.setattr(DocumentReader, "from_json", None)

    assert found == [detailed(call, body) for body in bodies]


@pytest.mark.once
def test_a_number_the_same_as_by_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is with the document of one number, and what it is related to."""
    [call] = [call for call in CALLS if call.operation == "list_phone_number_details"]
    relations = DETAILS["data"]["relationships"]
    bodies = [*spoilt(DETAILS), *SUCCESSES[call.operation].bodies.values()]
    for name in ("voice_primary_route", "message_provision", "moons"):
        bodies += (
            {**DETAILS, "data": {**NUMBER, "relationships": {**relations, name: other}}}
            for other in (*OTHERS, {"data": {"type": "route", "id": "7"}}, {"data": None})
        )
    found = [detailed(call, body) for body in bodies]
    monkeypatch.setattr(DocumentReader, "from_json", None)

    assert found == [detailed(call, body) for body in bodies]


def spied(read: Callable[[Any], Any], given: list[Any]) -> Callable[[Any], Any]:
    """The same function, which adds to *given* what it is called with."""

    def spy(row: Any) -> Any:
        given.append(row)
        return read(row)

    return spy


def test_usual_rows_need_no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is read without generated objects; that of a value is made when it is asked for."""
    made: list[Any] = []
    for model in (Message, Number, AvailableNumber):
        monkeypatch.setattr(model, "from_dict", spied(model.from_dict, made))

    [message], [number], [offer] = (
        messages_in([MESSAGE]),
        numbers_in([NUMBER]),
        available_in([OFFER]),
    )
    assert (message.id, message.to, message.from_) == (MESSAGE["id"], "12065550142", "12065550100")
    assert [receipt.code for receipt in message.receipts] == [1003]
    assert str(number.monthly_cost) == "1.25"
    assert (str(offer.monthly_cost), str(offer.inbound_rate)) == ("1.25", "0.0065")
    assert made == []
    assert number_in(copy.deepcopy(DETAILS)).primary_route == RouteRecord.from_resource(
        Route.from_dict(ROUTE)
    )
    assert made == []
    assert message.raw is message.raw
    assert number.raw.to_dict() == NUMBER
    assert offer.raw.to_dict() == OFFER
    assert made == [MESSAGE, NUMBER, OFFER]


def test_they_are_values_as_any_other() -> None:
    """They are frozen, compared, hashed, copied, pickled and changed as one that was built."""
    one, same = messages_in([MESSAGE, MESSAGE])
    built = MessageRecord.from_resource(Message.from_dict(MESSAGE))

    assert type(one) is MessageRecord
    assert one == same == built
    assert hash(one) == hash(same) == hash(built)
    assert (repr(one), one.to_dict()) == (repr(built), built.to_dict())
    assert attrs.asdict(one) == attrs.asdict(built)
    for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert (other, other.raw, other.price) == (built, built.raw, built.price)
    assert pickle.dumps(messages_in([MESSAGE])[0]) == pickle.dumps(built)
    assert weakref.ref(one)() is one
    for name in ("raw", "body", "other"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(one, name, None)
    changed = attrs.evolve(one, body="Hi")
    assert (changed.body, bool(changed.raw), one.body) == ("Hi", False, "Your table is ready.")
    assert attrs.evolve(one, raw=one.raw).receipts == one.receipts


def test_what_is_changed_in_raw_is_read() -> None:
    """What is read on access is what `raw` has, also after it was changed."""
    [number] = numbers_in([copy.deepcopy(NUMBER)])
    number.raw.attributes.tier = "Premium"

    assert (number.tier, number.rate_type, str(number.monthly_cost)) == ("Premium", None, "1.25")


class Shown(MessageRecord):
    """A message with something that a program adds."""

    @property
    def line(self) -> str:
        """It in one line."""
        return f"{self.to}: {self.body}"


def test_derived_classes() -> None:
    """A program may derive from a value: what it has of the value is as in that."""
    [one] = messages_in([MESSAGE])
    other = Shown(**attrs.asdict(one, recurse=False), raw=one.raw)

    assert (other.line, other.receipts) == ("12065550142: Your table is ready.", one.receipts)
    assert (other.raw, other.price, other != one) == (one.raw, one.price, True)
    assert pickle.loads(pickle.dumps(other)) == other
