"""Responses of the wrong shape: a value or one kind of error, and no later failure."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice
from random import Random
from typing import Any

import pytest
from ext.calls import CALLS, Call
from ext.documented import SUCCESSES
from ext.shapes import LOW_LEVEL, made_of, spoilt
from openapi.document import grown

from flowroute_ext.errors import UnreadableResponse

READERS = [
    call for call in CALLS if SUCCESSES[call.operation].bodies and call.operation not in LOW_LEVEL
]
EACH_READER = pytest.mark.parametrize("call", READERS, ids=lambda call: call.operation)


def shown(made: Any) -> list[str]:
    """The reprs and plain forms of a returned value."""
    values = made if isinstance(made, list | tuple) else [made]
    return [
        text
        for value in values
        for text in (
            repr(value),
            repr(value.raw),
            json.dumps(value.to_dict(), allow_nan=False),
        )
    ]


@EACH_READER
@pytest.mark.sampled(8)
def test_a_part_that_is_wrong(call: Call, rng: Random, size: Callable[[int, int], int]) -> None:
    """With any part of a response missing or wrong, the call raises one error or returns.

    A returned value can be shown, and its ids are text.
    """
    every = size(3, 1)
    for body in SUCCESSES[call.operation].bodies.values():
        for wrong in islice(spoilt(body), rng.randrange(every), None, every):
            try:
                made = made_of(call.of, call.operation, wrong)
            except UnreadableResponse:
                continue
            assert all(isinstance(text, str) for text in shown(made))
            for value in made if isinstance(made, list | tuple) else [made]:
                assert isinstance(getattr(value, "id", None), str | None)


@EACH_READER
def test_unknown_members(call: Call) -> None:
    """New members in any object of a response are kept in `raw`; the value is the same."""
    for body in SUCCESSES[call.operation].bodies.values():
        made = made_of(call.of, call.operation, grown(body))

        assert made == made_of(call.of, call.operation, body)
        for value in made if isinstance(made, list | tuple) else [made]:
            assert value.raw.additional_properties == {"added_later": [1, None]}
