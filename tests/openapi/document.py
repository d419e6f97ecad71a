"""The OpenAPI document, and helpers to query it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

PATH = Path(__file__).parents[2] / "openapi" / "flowroute.yaml"
DOCUMENT: dict[str, Any] = yaml.load(PATH.read_text(encoding="utf-8"), yaml.CSafeLoader)
COMPONENTS: dict[str, dict[str, Any]] = DOCUMENT["components"]
SCHEMAS = COMPONENTS["schemas"]
EXAMPLES = COMPONENTS["examples"]
METHODS = ("get", "put", "post", "patch", "delete")


class Operation(NamedTuple):
    """An operation with its method and path."""

    method: str
    path: str
    body: dict[str, Any]


class Use(NamedTuple):
    """A named example in the media type that holds it."""

    example: str
    schema: str
    carrier: str

    @property
    def value(self) -> Any:
        """The body itself."""
        return EXAMPLES[self.example]["value"]

    @property
    def is_request(self) -> bool:
        """Whether it is the body of a request."""
        return self.carrier.startswith("requestBodies/")


def operations() -> dict[str, Operation]:
    """Every operation by its operationId."""
    return {
        item[method]["operationId"]: Operation(method, path, item[method])
        for path, item in DOCUMENT["paths"].items()
        for method in METHODS
        if method in item
    }


def media_types() -> dict[str, dict[str, Any]]:
    """Every media type of the shared bodies, by the component that holds it and its name."""
    return {
        f"{section}/{name}/{label}": media_type
        for section in ("requestBodies", "responses")
        for name, component in COMPONENTS[section].items()
        for label, media_type in component.get("content", {}).items()
    }


def uses() -> list[Use]:
    """Every example with its schema."""
    return [
        Use(name, ref_name(media_type["schema"]), carrier)
        for carrier, media_type in media_types().items()
        for name in media_type.get("examples", {})
    ]


def walk(node: Any, pointer: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping at and below a node, with its path."""
    if isinstance(node, dict):
        yield pointer, node
        for key, child in node.items():
            yield from walk(child, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from walk(child, f"{pointer}/{index}")


def refs(node: Any) -> set[str]:
    """The `section/name` of every component that is referenced at or below a node."""
    return {each["$ref"].removeprefix("#/components/") for _, each in walk(node) if "$ref" in each}


def ref_name(node: dict[str, Any]) -> str:
    """The name of the component that a node refers to."""
    return str(node["$ref"]).rpartition("/")[2]


def reachable(section: str) -> set[str]:
    """The names of all schemas in the bodies of a section."""
    names: set[str] = set()
    waiting = refs([body["schema"] for at, body in media_types().items() if at.startswith(section)])
    while waiting:
        name = waiting.pop().removeprefix("schemas/")
        if name not in names:
            names.add(name)
            waiting |= refs(SCHEMAS[name])
    return names


def properties() -> list[tuple[str, dict[str, Any]]]:
    """Every property of every schema, with its path."""
    return [
        (f"{name}.{key}", value)
        for name, schema in SCHEMAS.items()
        for key, value in schema.get("properties", {}).items()
    ]


def grown(body: Any) -> Any:
    """The body with an additional member in each of its objects."""
    if isinstance(body, dict):
        return {key: grown(value) for key, value in body.items()} | {"added_later": [1, None]}
    if isinstance(body, list):
        return [grown(item) for item in body]
    return body
