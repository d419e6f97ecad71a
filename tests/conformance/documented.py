"""How responses match the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import attrs
from jsonschema import Draft202012Validator
from openapi.document import COMPONENTS, Operation, operations, ref_name

from flowroute_api.models import UnknownResource
from flowroute_api.types import Model
from flowroute_sandbox.http.messages import Response

OPERATIONS = operations()


def success(operation: Operation) -> dict[int, dict[str, Any]]:
    """The content of each documented success, by its status."""
    return {
        int(status): COMPONENTS["responses"][ref_name(response)].get("content", {})
        for status, response in operation.body["responses"].items()
        if status.startswith("2")
    }


def faults(operation: str, response: Response, document: Any) -> list[str]:
    """Return how a successful response differs from the document: status, media type, body."""
    documented = success(OPERATIONS[operation])
    if response.status not in documented:
        return [f"{response.status} is not one of {sorted(documented)}: {document}"]
    content = documented[response.status]
    media_type = response.headers.get("content-type")
    if [media_type] != (list(content) or [None]):
        return [f"{media_type} is not {' or '.join(content) or 'to be there'}"]
    return [fault for media in content.values() for fault in misfits(media["schema"], document)]


def misfits(schema: dict[str, Any], document: Any) -> list[str]:
    """Return how a document differs from a schema."""
    validator = Draft202012Validator(schema | {"components": COMPONENTS})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def error_faults(status: int, media_type: str | None, document: Any) -> list[str]:
    """Return how a refusal differs from all of Flowroute's; its own schema is laxer."""
    if media_type != "application/vnd.api+json":
        return [f"{media_type} is no media type of errors"]
    found = misfits({"$ref": "#/components/schemas/ErrorDocument"}, document)
    [error] = document["errors"]
    if error["status"] != status:
        found.append(f"{error['status']} is not the status {status}")
    if not isinstance(error["detail"], str | dict):
        found.append(f"{error['detail']!r} is neither a text nor an object")
    if "id" in error and UUID(error["id"]).version != 4:
        found.append(f"{error['id']} is no UUID of version 4")
    return found


def undocumented(value: object) -> Iterator[str]:
    """Return the members of a response that the document does not describe, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from undocumented(item)
    elif isinstance(value, Model) and not isinstance(value, UnknownResource):
        yield from (f"{type(value).__name__}.{name}" for name in value.additional_properties)
        for field in attrs.fields(type(value)):
            yield from undocumented(getattr(value, field.name))
