"""The examples in the OpenAPI document are valid for their schemas."""

from __future__ import annotations

from typing import Any

import pytest
from document import DOCUMENT, Use, grown, uses
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = "https://example.com/flowroute.yaml"
REGISTRY: Registry[Any] = Registry().with_resource(ROOT, DRAFT202012.create_resource(DOCUMENT))
REQUESTS = [use for use in uses() if use.is_request]
ANSWERS = [use for use in uses() if not use.is_request]


def validation_errors(schema: str, body: Any) -> list[str]:
    """The errors of a body by a named schema."""
    reference = {"$ref": f"{ROOT}#/components/schemas/{schema}"}
    validator = Draft202012Validator(reference, registry=REGISTRY)
    return [error.message for error in validator.iter_errors(body)]


@pytest.mark.parametrize("use", uses(), ids=lambda use: use.example)
def test_an_example_fits_its_schema(use: Use) -> None:
    """An example is valid for the schema of its media type."""
    assert validation_errors(use.schema, use.value) == []


@pytest.mark.parametrize("use", ANSWERS, ids=lambda use: use.example)
def test_a_response_may_have_more_members(use: Use) -> None:
    """A response stays valid when Flowroute adds members to it."""
    assert validation_errors(use.schema, grown(use.value)) == []


@pytest.mark.parametrize("use", REQUESTS, ids=lambda use: use.example)
def test_a_request_may_not_have_more_members(use: Use) -> None:
    """A request with an additional member is invalid."""
    assert validation_errors(use.schema, use.value | {"added_later": True}) != []


@pytest.mark.parametrize(
    ("schema", "attributes"),
    [
        ("RouteCreate", {"alias": "Office", "route_type": "host"}),
        ("RouteCreate", {"alias": "Office", "value": "pbx.example.com"}),
        ("E911Create", {"label": "Home", "first_name": "Janet"}),
    ],
)
def test_creating_needs_more_than_changing(schema: str, attributes: dict[str, str]) -> None:
    """Members that are optional in a change are required for a new resource."""
    kind = schema.removesuffix("Create")
    body = {"data": {"type": kind.lower(), "attributes": attributes}}
    assert validation_errors(f"{kind}Update", body) == []
    assert validation_errors(schema, body) != []
