"""The bodies in the OpenAPI document fit the schemas it gives for them."""

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


def complaints(schema: str, body: Any) -> list[str]:
    """What a named schema finds wrong with a body."""
    reference = {"$ref": f"{ROOT}#/components/schemas/{schema}"}
    validator = Draft202012Validator(reference, registry=REGISTRY)
    return [error.message for error in validator.iter_errors(body)]


@pytest.mark.parametrize("use", uses(), ids=lambda use: use.example)
def test_an_example_fits_its_schema(use: Use) -> None:
    """A body in the document is valid by the schema of the media type that carries it."""
    assert complaints(use.schema, use.value) == []


@pytest.mark.parametrize("use", ANSWERS, ids=lambda use: use.example)
def test_an_answer_may_grow(use: Use) -> None:
    """An answer stays valid when Flowroute adds members to it."""
    assert complaints(use.schema, grown(use.value)) == []


@pytest.mark.parametrize("use", REQUESTS, ids=lambda use: use.example)
def test_a_request_may_not_grow(use: Use) -> None:
    """A request with a member too many is not valid."""
    assert complaints(use.schema, use.value | {"added_later": True}) != []


@pytest.mark.parametrize(
    ("schema", "attributes"),
    [
        ("RouteCreate", {"alias": "Office", "route_type": "host"}),
        ("RouteCreate", {"alias": "Office", "value": "pbx.example.com"}),
        ("E911Create", {"label": "Home", "first_name": "Janet"}),
    ],
)
def test_creating_needs_more_than_changing(schema: str, attributes: dict[str, str]) -> None:
    """What may be left out of a change may not be left out of a new resource."""
    kind = schema.removesuffix("Create")
    body = {"data": {"type": kind.lower(), "attributes": attributes}}
    assert complaints(f"{kind}Update", body) == []
    assert complaints(schema, body) != []
