"""The forms in which Flowroute takes a request: a cassette with any of them is valid."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from pytest_flowroute._audit.validation import validate
from pytest_flowroute._base.operations import document

ROUTE = {"alias": "A", "route_type": "host", "value": "a.example.com"}
SMS = {"to": "12065550142", "from": "12065550100", "body": "Hi"}
PRIMARY = "/v2/numbers/12065550100/relationships/primary_route"


def problems(method: str, path: str, body: str) -> list[str]:
    """What is wrong with a recorded request to which Flowroute has answered 401."""
    request = {"method": method, "uri": f"https://api.flowroute.com{path}", "body": body}
    response: dict[str, Any] = {"status": {"code": 401}, "body": {"string": ""}}
    about = {"openapi": document()["version"]}
    interactions = [{"request": request, "response": response}]
    return validate(yaml.dump({"flowroute": about, "interactions": interactions}))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v2/routes", ROUTE),
        ("POST", "/v2/routes", {"type": "route", **ROUTE}),
        ("POST", "/v2/routes", {"data": {"attributes": ROUTE}}),
        ("PATCH", "/v2/routes/1", {"data": {"type": "route", "id": "1", "attributes": ROUTE}}),
        ("PATCH", PRIMARY, {"id": "1"}),
        ("PATCH", PRIMARY, {"data": {"id": "1"}}),
        ("POST", "/v2.1/messages", {"data": {"type": "message", "attributes": SMS}}),
        ("POST", "/v2.1/messages", {"data": {"attributes": SMS}}),
        ("POST", "/v2.1/messages", {"type": "message", **SMS}),
        ("PATCH", "/v2/numbers/12065550100", {"type": "number", "alias": "A"}),
        (
            "PATCH",
            "/v2/numbers/12065550100",
            {"data": {"type": "number", "id": "12065550100", "attributes": {"alias": "A"}}},
        ),
        ("PATCH", "/v2/cnams/1", {"value": "ACME"}),
    ],
)
def test_either_form_is_valid(method: str, path: str, body: Any) -> None:
    """JSON:API and compact, with the type or without it."""
    assert problems(method, path, json.dumps(body)) == []


def test_the_fields_of_a_form_are_valid() -> None:
    """Flowroute takes them as well."""
    assert problems("POST", "/v2.1/messages", "to=12065550142&from=12065550100&body=Hi+you") == []


@pytest.mark.parametrize(
    ("method", "path", "body", "problem"),
    [
        ("POST", "/v2/routes", {**ROUTE, "alias": 1}, ".alias: is not of type string"),
        ("POST", "/v2/routes", {**ROUTE, "x": 1}, ": has members that are not known: x"),
        ("PATCH", PRIMARY, {}, ": 'id' is a required property"),
        (
            "POST",
            "/v2.1/messages",
            {"data": {"attributes": {**SMS, "to": 1}}},
            ".data.attributes.to: is not of type string",
        ),
        (
            "POST",
            "/v2/routes",
            {"data": {"attributes": {**ROUTE, "alias": 1}}},
            ".data.attributes.alias: is not of type string",
        ),
        ("POST", "/v2/routes", {"data": []}, ".data: is not of type object"),
        ("POST", "/v2/routes", [], ": is not of type object"),
        ("PATCH", "/v2/numbers/12065550100", {"alias": "A"}, ": 'type' is a required property"),
    ],
)
def test_a_difference_is_in_the_form_that_was_sent(
    method: str, path: str, body: Any, problem: str
) -> None:
    """Its place is that in the file."""
    assert problems(method, path, json.dumps(body)) == [f"1: request.body{problem}"]


@pytest.mark.parametrize("body", ["Hello", "{", '{"a": 1'])
def test_a_body_that_is_none_of_them(body: str) -> None:
    """It is reported as one."""
    assert problems("POST", "/v2/routes", body) == ["1: request.body: not JSON"]
