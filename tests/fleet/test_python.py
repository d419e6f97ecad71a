"""Fleets that a program describes, and no file."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_ext import InvalidValue
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
