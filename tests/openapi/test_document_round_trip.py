"""The generated models lose nothing of the examples in the OpenAPI document."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from document import EXAMPLES, Use, grown, uses

from flowroute_api import models

ANSWERS = [use for use in uses() if not use.is_request]


def round_trip(schema: str, body: Any) -> Any:
    """The body, parsed by the model of that name and serialized again."""
    return getattr(models, schema).from_dict(copy.deepcopy(body)).to_dict()


def changed(body: Any, key: str, value: str) -> Any:
    """The body with every member of that name set to a value."""
    if isinstance(body, dict):
        return {at: value if at == key else changed(item, key, value) for at, item in body.items()}
    if isinstance(body, list):
        return [changed(item, key, value) for item in body]
    return body


@pytest.mark.parametrize("use", uses(), ids=lambda use: use.example)
def test_a_body_survives(use: Use) -> None:
    """An example that is parsed and serialized is equal."""
    assert round_trip(use.schema, use.value) == use.value


@pytest.mark.parametrize("use", ANSWERS, ids=lambda use: use.example)
def test_members_added_later_survive(use: Use) -> None:
    """Members that Flowroute adds to a response are kept and serialized again."""
    assert round_trip(use.schema, grown(use.value)) == grown(use.value)


@pytest.mark.parametrize(
    ("example", "schema", "key"),
    [
        ("available_numbers", "AvailableNumberList", "number_type"),
        ("number_details", "NumberDocument", "route_type"),
        ("routes", "RouteList", "route_type"),
        ("messages", "MessageList", "direction"),
        ("messages", "MessageList", "message_type"),
        ("messages", "MessageList", "status"),
        ("number_details", "NumberDocument", "type"),
    ],
)
def test_values_added_later_survive(example: str, schema: str, key: str) -> None:
    """Values that Flowroute adds to a vocabulary, a resource's type included, are kept."""
    body = changed(EXAMPLES[example]["value"], key, "quantum")
    assert round_trip(schema, body) == body
