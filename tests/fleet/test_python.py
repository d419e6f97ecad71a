"""Fleets that a program describes, and no file."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from flowroute_ext import E911Address, InvalidValue, Route
from flowroute_ext.fleet import Fleet, FleetNumber, Place


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"route": "office"}, "route"),
        ({"failover": "office"}, "failover"),
        ({"address": "seattle"}, "address"),
        ({"alias": None}, "alias"),
        ({"alias": ""}, "alias"),
        ({"number": "+1 206 555 0100"}, "number"),
        ({"name": "first"}, "name"),
        ({"number": "12065550199"}, "number"),
    ],
)
def test_a_fleet_that_cannot_be(settings: dict[str, Any], field: str) -> None:
    """What a file must not have, a program must not either; it is named before anything is sent."""
    first = FleetNumber(name="first", number="12065550199")
    values: dict[str, Any] = {"name": "desk", "place": Place(area_code="206"), "alias": "Desk"}

    with pytest.raises(InvalidValue) as caught:
        Fleet(path="fleet.toml", numbers=(first, FleetNumber(**values | settings)))

    assert [problem.field for problem in caught.value.problems] == [f"numbers[1].{field}"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"label": "HQ"}, "addresses.two.label"),
        ({"street_number": "12"}, "addresses.two"),
    ],
)
def test_two_addresses_that_are_one(change: dict[str, str], field: str) -> None:
    """Two addresses with one label, or at one place, would be one record of Flowroute."""
    one = E911Address(
        label="HQ",
        first_name="Ada",
        last_name="Example",
        street_number="12",
        street_name="Elm St",
        city="Seattle",
        state="WA",
        zip="98101",
    )
    other = {"label": "Annex", "street_number": "99", "first_name": "Bob"}
    two = attrs.evolve(one, **other | change)

    with pytest.raises(InvalidValue) as caught:
        Fleet(path="fleet.toml", numbers=(), addresses={"one": one, "two": two})

    assert [problem.field for problem in caught.value.problems] == [field]


def test_two_routes_that_are_one() -> None:
    """Two routes with one alias, or to one target, would be one route of Flowroute."""
    one, two = (Route(route_type="host", value="sip.example.com", alias="way") for _ in range(2))

    with pytest.raises(InvalidValue) as caught:
        Fleet(path="fleet.toml", numbers=(), routes={"one": one, "two": two})

    fields = [problem.field for problem in caught.value.problems]
    assert fields == ["routes.two.alias", "routes.two"]
