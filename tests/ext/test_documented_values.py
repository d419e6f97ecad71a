"""Every documented body becomes a value, with its properties."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Iterator
from typing import Any

import pytest
from ext.shapes import CALL_OF, OPERATION_OF, made, made_of
from openapi.document import EXAMPLES

from flowroute_ext import E911Address, RouteRecord


def test_an_address_to_change() -> None:
    """An older record's address is converted, or its problems are reported."""
    [record] = made("e911_details")
    [old] = made("e911_details_old")

    assert isinstance(record.address, E911Address)
    assert (record.address.address_type, record.address.country) == ("Suite", "US")
    assert (old.address.address_type, old.address.country) == ("Lobby", "US")


def test_a_route_that_is_not_described() -> None:
    """A route that is not included is known by its id, as text."""
    body = copy.deepcopy(EXAMPLES["number_details"]["value"])
    body["data"]["relationships"]["primary_route"]["data"]["id"] = 48112
    get = CALL_OF["list_phone_number_details"]
    described = made_of(get, "list_phone_number_details", body)
    bare = made_of(get, "list_phone_number_details", body | {"included": []})

    assert described.primary_route == RouteRecord(
        "48112", "host", "pbx.example.com:5060", "Office", "4", None
    )
    assert bare.primary_route == RouteRecord("48112", None, None, None, None, None)


def numbers_in(body: Any) -> Iterator[str]:
    """The phone numbers anywhere in a body."""
    yield from re.findall(r"(?<![\w-])\+?1[2-9]\d{9}(?![\w-])", str(body))


@pytest.mark.parametrize("example", OPERATION_OF)
def test_every_documented_body(example: str) -> None:
    """It can be read, shown without a number, compared, copied and pickled."""
    values = made(example)

    assert not any(number in repr(values) for number in numbers_in(EXAMPLES[example]["value"]))
    assert copy.deepcopy(values) == values
    assert pickle.loads(pickle.dumps(values)) == values
    assert [value.raw for value in pickle.loads(pickle.dumps(values))] == [
        value.raw for value in values
    ]
