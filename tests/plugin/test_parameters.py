"""Values that a test gives replace the recorded ones everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_flowroute._playback.parameters import Substitution

RECORDED = {
    "to": "12065550142",
    "from_": "12065550100",
    "body": "Your table is ready.",
    "id": "mdr2-c9f0f895fb984e42a0d6ec0b1e3d7a51",
    "route_id": "98",
}
GIVEN = {
    "to": "13125550199",
    "from_": "12065550142",
    "body": "Bring 12065550100",
    "id": "mdr2-new",
    "route_id": "7",
}


@pytest.mark.parametrize(
    ("recorded", "replaced"),
    [
        ("12065550142", "13125550199"),
        ("+12065550142", "+13125550199"),
        ("(206) 555-0142", "(312) 555-0199"),
        ("1-206-555-0142", "1-312-555-0199"),
        ("tel:+12065550142", "tel:+13125550199"),
        (12065550142, 13125550199),
        ("call 12065550142 or 206.555.0100", "call 13125550199 or 206.555.0142"),
        (
            "https://x/v2/numbers/12065550142?a=%2B12065550142",
            "https://x/v2/numbers/13125550199?a=%2B13125550199",
        ),
        ("https://x/messages/mdr2-c9f0f895fb984e42a0d6ec0b1e3d7a51", "https://x/messages/mdr2-new"),
        ("see mdr2-c9f0f895fb984e42a0d6ec0b1e3d7a51.", "see mdr2-new."),
        ("https://api.flowroute.com/v2/routes/98", "https://api.flowroute.com/v2/routes/7"),
        ("Your table is ready.", "Bring 12065550100"),
        ("Your table is ready. Come!", "Your table is ready. Come!"),
        ("98", "98"),
        (98, 98),
        ("912065550142", "912065550142"),
        (True, True),
        (None, None),
        (0.5, 0.5),
        ({"id": "98", "n": "98"}, {"id": "7", "n": "98"}),
        ({"id": 98, "list": ["12065550142", 1]}, {"id": 7, "list": ["13125550199", 1]}),
    ],
)
def test_a_value_is_replaced_in_every_spelling_and_place(recorded: Any, replaced: Any) -> None:
    """Numbers keep their spelling; short ids are replaced as ids only, texts as a whole only."""
    assert Substitution(RECORDED, GIVEN).json(recorded) == replaced


def test_values_can_be_swapped() -> None:
    """All are replaced at once: a new value is not replaced again."""
    numbers = {"to": "12065550142", "from_": "12065550100"}
    swapped = {"to": "12065550100", "from_": "12065550142"}
    text = "from 12065550100 to 12065550142"
    assert Substitution(numbers, swapped).text(text) == "from 12065550142 to 12065550100"


def test_the_same_value_in_another_spelling_changes_nothing() -> None:
    """A number that is equal to the recorded one leaves every spelling as it is."""
    assert not Substitution({"to": "12065550142"}, {"to": "+1 206 555 0142"})
