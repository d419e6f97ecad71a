"""Values in models of pydantic, and returned by FastAPI."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest
from ext.shapes import made
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

import flowroute_ext
from flowroute_ext import Cnam, E911Address, Message, Number, Route, errors, send_once, types
from flowroute_ext._base.plain.value import Value

TEXT = {"to": "206 555 0100", "from_": "206 555 0143", "body": "Hello"}
VALUES = [
    kind
    for module in (flowroute_ext, errors, types, send_once)
    for name in module.__all__
    if isinstance(kind := getattr(module, name), type) and issubclass(kind, Value)
]


class Order(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    number: Number
    texts: list[Message] = []


def test_a_model() -> None:
    """A model holds values, and writes them as `to_dict()` does."""
    [number] = made("number_details")
    order = Order(number=number, texts=[Message(**TEXT)])

    assert order.number is number
    written = {"number": number.to_dict(), "texts": [Message(**TEXT).to_dict()]}
    assert order.model_dump() == order.model_dump(mode="json") == written
    assert TypeAdapter(dict[str, Any]).validate_json(order.model_dump_json()) == written


def test_built_from_json() -> None:
    """A builder is built and checked from an object with its fields."""
    found = TypeAdapter(list[Message]).validate_json(
        b'[{"to": "206 555 0100", "from_": "206 555 0143", "body": "Hello"}]'
    )

    assert found == [Message(**TEXT)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT | {"to": "911"}, "to must be a US or Canadian number"),
        (
            TEXT | {"frm": 1},
            "Invalid Message: 'frm' is not a field of it: use to, from_, body, media_urls, ",
        ),
        (TEXT | {"+1 206 555 0199": "x"}, "'.1206•••0199' is not a field of it"),
        ({"to": "206 555 0100"}, "Invalid Message: from_ must be there: give it[.]"),
        ({1: 2}, "(?s)3 problems:.*- '1' is not a.*- to must be there.*- from_ must be there"),
        (TEXT | {str(key): key for key in range(99)}, "Invalid Message, 5 problems:"),
        (5, "must be a Message"),
    ],
)
def test_what_is_refused(text: object, message: str) -> None:
    """What cannot be built is pydantic's own error; a model can hide what it was given."""
    [number] = made("number_details")
    with pytest.raises(ValidationError, match=message) as refused:
        Order(number=number, texts=[text])

    assert "0143" not in str(refused.value)
    assert "input_value" not in str(refused.value)


@pytest.mark.parametrize("kind", [Message, Route, E911Address, Cnam])
@pytest.mark.parametrize("value", [None, 5, 1.5, "", "x", [], [[]], {}, {"a": {}}, True])
def test_any_json_in_a_field(kind: type[Value], value: object) -> None:
    """Whatever JSON a field has is accepted, or a `ValidationError`."""
    names = [*TypeAdapter(kind).json_schema()["properties"]]

    for name in names:
        text = json.dumps(dict.fromkeys(names, "x") | {name: value})
        with suppress(ValidationError):
            assert isinstance(TypeAdapter(kind).validate_json(text), kind)


def test_the_place_of_an_error_in_a_union() -> None:
    """It names the value that was tried, as FastAPI shows it."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter[object](Message | Route).validate_python({})

    places = [problem["loc"] for problem in refused.value.errors()]
    assert places == [("function-plain[Message()]",), ("function-plain[Route()]",)]


def test_records_come_from_calls() -> None:
    """A record is not made up from an object."""
    with pytest.raises(ValidationError, match="must be a Number"):
        Order(number={"value": "12065550100"})


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_the_schema_of_every_value(kind: type[Value]) -> None:
    """Each has a JSON schema, in which every member has a type, unless it may have any."""
    schema = TypeAdapter(kind).json_schema()

    assert (schema["title"], schema["type"]) == (kind.__name__, "object")
    assert {*schema["required"]} <= schema["properties"].keys()
    untyped = {name for name, member in schema["properties"].items() if member == {}}
    assert untyped <= {"message", "detail", "event"}


def test_the_schema_of_a_number() -> None:
    """An open set has the known values and any text, and a value has its own schema."""
    members = TypeAdapter(Number).json_schema()["properties"]

    assert members["number_type"] == {
        "anyOf": [{"enum": ["longcode", "toll-free"]}, {"type": "string"}, {"type": "null"}]
    }
    assert members["monthly_cost"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    route, nothing = members["primary_route"]["anyOf"]
    assert (route["title"], nothing) == ("RouteRecord", {"type": "null"})


def test_pydantic_is_not_needed() -> None:
    """No value imports pydantic."""
    names = ", ".join(kind.__name__ for kind in VALUES if kind.__name__ in flowroute_ext.__all__)
    code = f"import sys; from flowroute_ext import {names}; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
