"""The schemas of the OpenAPI document are named, described, and open in responses."""

from __future__ import annotations

from typing import Any

import pytest
from document import (
    COMPONENTS,
    DOCUMENT,
    EXAMPLES,
    SCHEMAS,
    media_types,
    properties,
    reachable,
    ref_name,
    refs,
    uses,
    walk,
)

SOURCES = (
    "developer.flowroute.com",
    "readme",
    "public go client",
    "captured from",
    "assembled from documented fields",
)
every_schema = pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)


@every_schema
def test_no_unnamed_schemas(schema: dict[str, Any]) -> None:
    """Objects and enumerations are named components, never inline."""
    inner = [node for _, node in walk(schema)][1:]
    assert [node for node in inner if node.get("type") == "object" or "enum" in node] == []
    assert [node for _, node in walk(schema) if "allOf" in node or "oneOf" in node] == []


def test_parameters_are_plain() -> None:
    """A parameter has no default, which would be sent each time, and no unnamed enumeration."""
    schemas = [parameter["schema"] for parameter in COMPONENTS["parameters"].values()]
    assert [schema for schema in schemas if set(schema) not in ({"type"}, {"$ref"})] == []


def test_no_text_beside_a_reference() -> None:
    """The only key beside a `$ref` to a schema is `required`."""
    beside = {key for _, node in walk(SCHEMAS) if "$ref" in node for key in node}
    assert beside == {"$ref", "required"}


def test_every_schema_and_scalar_property_is_described() -> None:
    """Every schema, and every property that is not a named schema, has a description."""
    assert [name for name, schema in SCHEMAS.items() if not schema.get("description")] == []
    scalars = [
        (at, value)
        for at, value in properties()
        if "$ref" not in value and "anyOf" not in value and not at.endswith((".data", ".included"))
    ]
    assert [at for at, value in scalars if not value.get("description")] == []


def test_responses_are_open() -> None:
    """A response may have undocumented members."""
    answers = reachable("responses")
    assert [name for name in answers if "additionalProperties" in SCHEMAS[name]] == []


def test_requests_are_closed() -> None:
    """A request has documented members only, but for filters of which not all are known."""
    objects = [name for name in reachable("requestBodies") if SCHEMAS[name]["type"] == "object"]
    assert [name for name in objects if SCHEMAS[name]["additionalProperties"] is not False] == [
        "CdrExportFiltersWrite"
    ]


def test_enumerations_of_responses_are_open() -> None:
    """An enumeration in a response lists known values, and allows any other text."""
    closed = {name for name in reachable("responses") if "enum" in SCHEMAS[name]}
    opened = {
        ref_name(schema["anyOf"][0])
        for schema in SCHEMAS.values()
        if schema.get("anyOf", [])[1:] == [{"type": "string"}]
    }
    assert closed == opened
    users = [name for name, schema in SCHEMAS.items() for ref in refs(schema) if ref[8:] in closed]
    assert sorted(users) == sorted(name.removeprefix("Known") for name in closed)


def test_no_formats() -> None:
    """Times, ids and URLs are plain text, as Flowroute writes each in more than one way."""
    assert [at for at, node in walk(SCHEMAS) if "format" in node] == []


def test_errors_may_lack_anything() -> None:
    """No member of an error is required."""
    assert [name for name in ("Error", "ErrorDocument") if "required" in SCHEMAS[name]] == []


def test_required_members_are_few() -> None:
    """A response requires only what identifies a resource."""
    required = {key for name in reachable("responses") for key in SCHEMAS[name].get("required", [])}
    assert required == {"data", "type", "id", "attributes", "value", "route_type"}


def test_included_resources_have_a_constant_type() -> None:
    """The members of `included` have a constant `type` each, and a last one takes all others."""
    members = {
        at: [ref_name(member) for member in value["items"]["anyOf"]]
        for at, value in properties()
        if at.endswith(".included")
    }
    assert members == {
        "NumberDetailsList.included": ["Route", "E911", "Cnam", "UnknownResource"],
        "NumberDocument.included": ["Route", "E911", "Cnam", "UnknownResource"],
        "MessageDocument.included": ["Media", "UnknownResource"],
        "MessageList.included": ["Media", "UnknownResource"],
        "CnamDocument.included": ["Number", "UnknownResource"],
    }
    constant = {at.removesuffix(".type") for at, value in properties() if "const" in value}
    answers = constant & reachable("responses")
    assert answers == {"Route", "E911", "Cnam", "Media", "Number"}


@every_schema
def test_type_and_id_come_first(schema: dict[str, Any]) -> None:
    """A resource begins with its type and id."""
    names = list(schema.get("properties", {}))
    head = [name for name in ("type", "id") if name in names]
    if "attributes" in names:
        assert names[: len(head)] == head


def test_no_property_hides_a_method() -> None:
    """No property has the name of a member of every generated class."""
    taken = {"to_dict", "from_dict", "check_dict", "additional_properties"}
    assert [at for at, _ in properties() if at.partition(".")[2] in taken] == []


@pytest.mark.parametrize("section", sorted(COMPONENTS.keys() - {"securitySchemes", "x-public"}))
def test_every_component_is_used(section: str) -> None:
    """Nothing is defined that nothing refers to."""
    used = {ref.partition("/")[2] for ref in refs(DOCUMENT) if ref.startswith(f"{section}/")}
    assert set(COMPONENTS[section]) == used


def test_every_example_is_used_once() -> None:
    """Every example is used in one body, under its own name."""
    assert sorted(use.example for use in uses()) == sorted(EXAMPLES)
    for media_type in media_types().values():
        for name, example in media_type["examples"].items():
            assert example == {"$ref": f"#/components/examples/{name}"}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_names_its_source(example: dict[str, Any]) -> None:
    """An example has a summary of one line that names its source."""
    assert list(example) == ["summary", "value"]
    assert "\n" not in example["summary"]
    assert any(source in example["summary"].lower() for source in SOURCES)


def test_what_is_assumed_is_marked_in_one_way() -> None:
    """Text that rests on an assumption can be found by the word "Assumed:"."""
    texts = [
        text
        for _, node in walk(DOCUMENT)
        for text in (node.get("description"), node.get("summary"))
        if isinstance(text, str)
    ]
    assert [text for text in texts if text.lower().count("assum") != text.count("Assumed:")] == []
