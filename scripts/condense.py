"""Write the part of the OpenAPI document for the pytest plugin, or check that it is up to date.

usage: scripts/condense.py [--check]

The plugin takes pytest_flowroute/openapi.json with it: operations, parameters and schemas, without
descriptions and examples. What of each body is public, so that a recording keeps it, is in
pytest_flowroute/public.json. With --check, change nothing: print every difference, and exit 1 if
there is one.
"""

from __future__ import annotations

import json
import sys
from difflib import unified_diff
from pathlib import Path
from typing import Any

import yaml
from public_members import public_forms, public_members, public_parameters

from pytest_flowroute._base.json_types import is_array, is_object

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "openapi" / "flowroute.yaml"
TARGETS = ROOT / "pytest_flowroute" / "openapi.json", ROOT / "pytest_flowroute" / "public.json"
METHODS = ("get", "put", "post", "patch", "delete")
PROSE = (
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "default",
    "deprecated",
    "x-public",
    "x-members",
)


def condense(document: dict[str, Any]) -> dict[str, Any]:
    """Return the version, the operations and the schemas of the OpenAPI document."""
    components = document["components"]
    return {
        "version": document["info"]["version"],
        "operations": {
            item[method]["operationId"]: _operation(method, path, item, components)
            for path, item in document["paths"].items()
            for method in METHODS
            if method in item
        },
        "schemas": {name: _without_prose(schema) for name, schema in components["schemas"].items()},
    }


def public(document: dict[str, Any]) -> dict[str, Any]:
    """Return the forms of public values, and what is public of parameters and bodies."""
    components = document["components"]
    return {
        "forms": public_forms(components),
        "parameters": public_parameters(components),
        "bodies": public_members(components),
    }


def render(condensed: dict[str, Any]) -> str:
    """Return the text of a file: a line for each operation, schema, form, parameter and body."""
    sections = [
        f'"{section}": {{\n'
        + ",\n".join(f"{json.dumps(key)}: {json.dumps(row)}" for key, row in rows.items())
        + "\n}"
        for section, rows in condensed.items()
        if section != "version"
    ]
    if "version" in condensed:
        sections.insert(0, f'"version": {json.dumps(condensed["version"])}')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Write the files, or with --check compare them."""
    if arguments not in ([], ["--check"]):
        print("usage: scripts/condense.py [--check]", file=sys.stderr)
        return 2
    document = yaml.load(SOURCE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    drift = 0
    for target, content in zip(TARGETS, (condense(document), public(document)), strict=True):
        fresh = render(content)
        if not arguments:
            target.write_text(fresh, encoding="utf-8")
            continue
        existing = target.read_text(encoding="utf-8") if target.exists() else ""
        name = str(target.relative_to(ROOT))
        lines = existing.splitlines(keepends=True), fresh.splitlines(keepends=True)
        sys.stdout.writelines(unified_diff(*lines, name, f"{name} (fresh)", n=0))
        drift |= existing != fresh
    return int(drift)


def _operation(
    method: str, path: str, item: dict[str, Any], components: dict[str, Any]
) -> dict[str, Any]:
    operation = item[method]
    parameters: list[dict[str, Any]] = [
        components["parameters"][_name(parameter)]
        for parameter in item.get("parameters", []) + operation.get("parameters", [])
    ]
    request = operation.get("requestBody")
    body: dict[str, Any] = components["requestBodies"][_name(request)] if request else {}
    return {
        "method": method.upper(),
        "path": path,
        "parameters": {
            parameter["name"]: {
                "in": parameter["in"],
                "required": parameter.get("required", False),
                "schema": _without_prose(parameter["schema"]),
            }
            for parameter in parameters
        },
        "request": _schema(body),
        "request_required": body.get("required", False),
        "responses": {
            status: _schema(components["responses"][_name(response)])
            for status, response in operation["responses"].items()
        },
    }


def _schema(carrier: dict[str, Any]) -> str | None:
    for media_type in carrier.get("content", {}).values():
        return _name(media_type["schema"])
    return None


def _name(reference: dict[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]


def _without_prose(node: Any, *, names: bool = False) -> Any:
    """Return the schema without descriptions; with `names` the keys are names of members."""
    if is_object(node):
        return {
            key: _without_prose(child, names=not names and key == "properties")
            for key, child in node.items()
            if names or key not in PROSE
        }
    if is_array(node):
        return [_without_prose(child) for child in node]
    return node


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
