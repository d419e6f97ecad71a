"""The forms of a request's body: the OpenAPI document has one of those that Flowroute takes. Pure.

A resource may be in JSON:API, compact, or in the fields of a form, and need not name its type,
which the path says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from .._base.json_types import is_object
from .._base.operations import document

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ENVELOPE: Final = ("data", "attributes")


@dataclass(frozen=True, slots=True)
class DocumentedBody:
    """A body as the document has it: `added` and `removed` lead to its attributes."""

    value: Any
    added: Sequence[str] = ()
    removed: Sequence[str] = ()

    def place(self, path: Sequence[str | int]) -> list[str | int]:
        """Return the path of a value in the body that was sent."""
        steps = list(path)
        common = 0
        while common < min(len(self.added), len(steps)) and steps[common] == self.added[common]:
            common += 1
        return [*(self.removed if steps else ()), *steps[common:]]


def documented(body: Any, schema: str) -> DocumentedBody:
    """Return the body of a request in the form that the document has; raise ValueError for none."""
    text = str(body).strip()
    value: Any = json.loads(text) if text[:1] in '{["' or "=" not in text else _form(text)
    if not is_object(value):
        return DocumentedBody(value)
    members = _members(schema)
    if "data" in members:
        inside = _members(members["data"]["$ref"].rpartition("/")[2])
        if "data" not in value:
            return DocumentedBody({"data": _enveloped(value, inside)}, added=ENVELOPE)
        data: Any = value["data"]
        if not is_object(data):
            return DocumentedBody(value)
        return DocumentedBody({**value, "data": {**_type(inside), **data}})
    data = value.get("data")
    attributes = data.get("attributes", {}) if is_object(data) else None
    if value.keys() != {"data"} or not is_object(data) or not is_object(attributes):
        return DocumentedBody(_without(value, {"type"} - members.keys()))
    named = _without(data, {"attributes", *({"type", "id"} - members.keys())})
    return DocumentedBody({**named, **attributes}, removed=ENVELOPE)


def _without(value: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if name not in names}


def _enveloped(compact: Mapping[str, Any], inside: Mapping[str, Any]) -> dict[str, Any]:
    """Return the resource of a compact body, with these members in the document."""
    own = {name: value for name, value in compact.items() if name in {"type", "id"}}
    others = _without(compact, own)
    if "attributes" in inside:
        return {**_type(inside), **own, "attributes": others}
    return {**_type(inside), **own, **others}


def _type(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the only type that a resource may have, if the document says it."""
    rule: Any = members.get("type", {})
    return {"type": rule["const"]} if "const" in rule else {}


def _members(schema: str) -> Mapping[str, Any]:
    members: Mapping[str, Any] = document()["schemas"][schema].get("properties", {})
    return members


def _form(text: str) -> dict[str, Any]:
    return dict(parse_qsl(text, keep_blank_values=True))
