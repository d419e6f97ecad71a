"""Which members of each body are public, from the OpenAPI document: called by condense.py.

A path has the names of members with dots between, and leaves lists out: ``data.attributes.state``.
It stands for the texts that are public there and, after an ``@``, for the forms of others; without
any of them the member is documented and its values are private.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Rules = dict[str, list[str]]
"""What is public, by path."""


def public_forms(components: Mapping[str, Any]) -> dict[str, Any]:
    """Return the forms of public values, and Flowroute's own sentences."""
    public = components["x-public"]
    return {
        **public["forms"],
        "sentence": {"sentences": public["sentences"]},
        "path": {"values": public["paths"]},
    }


def public_members(components: Mapping[str, Any]) -> dict[str, Rules]:
    """Return the rules of each schema that is a body, by its name.

    The body of a request is described in one of its two forms, flat or as a resource, and is
    taken in both.
    """
    requests = {_schema(body) for body in components["requestBodies"].values()}
    answers = {_schema(response) for response in components["responses"].values()}
    by_schema: dict[str, Rules] = {}
    for name in sorted((requests | answers) - {""}):
        rules: Rules = {}
        for path, public in _paths(components["schemas"], {"$ref": f"/{name}"}, "", None):
            known = rules.setdefault(path, [])
            known += [rule for rule in public if rule not in known]
        if name in requests:
            rules |= {path: rule for path, rule in _other_form(rules) if path not in rules}
        by_schema[name] = dict(sorted(rules.items()))
    return by_schema


def public_parameters(components: Mapping[str, Any]) -> Rules:
    """Return the rules of each parameter of a path or a query, by its name."""
    schemas = components["schemas"]
    by_parameter: Rules = {}
    for parameter in components["parameters"].values():
        node = {"properties": {parameter["name"]: parameter["schema"]}}
        values = [public for _, rules in _paths(schemas, node, "", None) for public in rules]
        form = [f"@{parameter['x-public']}"] if "x-public" in parameter else []
        known = by_parameter.setdefault(parameter["name"], [])
        known += [public for public in [*values, *form] if public not in known]
    return dict(sorted(by_parameter.items()))


def _other_form(rules: Rules) -> Iterator[tuple[str, list[str]]]:
    inner = "data.attributes."
    if "data" in rules:
        for path, public in rules.items():
            if path.startswith(inner):
                yield path.removeprefix(inner), public
        yield from (("id", rules.get("data.id", [])), ("type", rules.get("data.type", [])))
    else:
        for path, public in rules.items():
            yield f"{inner}{path}", public
        for path, public in (("", []), (".attributes", []), (".id", []), (".type", ["@type"])):
            yield f"data{path}", public


def _paths(
    schemas: Mapping[str, Any], node: Any, path: str, form: str | None
) -> Iterator[tuple[str, Sequence[str]]]:
    if "$ref" in node:
        target = schemas[node["$ref"].rpartition("/")[2]]
        yield from _paths(schemas, target, path, node.get("x-public", form))
    form = node.get("x-public", form)
    if path:
        yield path, [*map(str, node.get("enum", ())), *([f"@{form}"] if form else [])]
    if path and "const" in node:
        yield path, [str(node["const"])]
    for name, child in node.get("properties", {}).items():
        yield from _paths(schemas, child, f"{path}.{name}" if path else name, None)
    for child in (*node.get("anyOf", ()), *([node["items"]] if "items" in node else [])):
        yield from _paths(schemas, child, path, form)
    if "x-members" in node:
        yield from _paths(schemas, schemas[node["x-members"]], path, None)


def _schema(carrier: Mapping[str, Any]) -> str:
    for media_type in carrier.get("content", {}).values():
        name: str = media_type["schema"]["$ref"]
        return name.rpartition("/")[2]
    return ""
