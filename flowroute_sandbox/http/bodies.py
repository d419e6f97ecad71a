"""Decodes request bodies: both of Flowroute's encodings, under any documented media type.

The documented media type is application/vnd.api+json, with a flat object ("compact JSON") or a
JSON API document inside. The official SDKs also send application/json, form data, and JSON that
is labelled as form data or not at all; the service takes all of these, and so does the sandbox.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeAlias
from urllib.parse import parse_qsl

from flowroute_sandbox.http.errors import MALFORMED_BODY, UNSUPPORTED_MEDIA_TYPE, Refusal, Refused
from flowroute_sandbox.http.validation_messages import MISSING, WRONG_INPUT, WRONG_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox.http.messages import Request

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

JSON_TYPES = frozenset({"application/vnd.api+json", "application/json"})
# Printed in the curl samples of "Create an Inbound Route" instead of application/vnd.api+json.
MISSPELT = "application/vnd+api.json"
SNIFFED_TYPES = frozenset({"", "application/x-www-form-urlencoded"})


@dataclass(slots=True, repr=False)
class Body:
    """The resource in a request, from either encoding."""

    attributes: Mapping[str, Json] = field(default_factory=dict[str, Json])
    type: Json = None
    id: Json = None
    enveloped: bool = False

    def check_type(self, expected: str, *, required: bool = False) -> None:
        """Refuse a resource of another type than `expected`, or of none if one is `required`."""
        if self.type == expected:
            return
        if self.type is not None:
            raise invalid(self._in_data("type", WRONG_TYPE.format(type=expected)))
        if required:
            raise invalid(self._in_data("type", MISSING))

    def problems(self, fields: Mapping[str, object]) -> Refused:
        """Return the refusal of these fields: messages by name, in the shape of the body sent."""
        # Assumed: flat-problems
        return invalid({"data": {"attributes": fields}} if self.enveloped else fields)

    def wrong_id(self, message: str) -> Refused:
        """Return the refusal of the resource's id."""
        return invalid(self._in_data("id", message))

    def _in_data(self, name: str, message: str) -> Mapping[str, object]:
        problem = {name: [message]}
        return {"data": problem} if self.enveloped else problem


def invalid(detail: Mapping[str, object]) -> Refused:
    """Return the 422 refusal whose detail mirrors the request, with messages at the leaves."""
    return Refused(Refusal(422, detail))


def decode(request: Request, *, strict: bool) -> Body:
    """Return the resource in the body of `request`; an empty body is an empty resource."""
    label = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if label == MISSPELT and not strict:
        label = "application/vnd.api+json"
    if label not in JSON_TYPES and label not in SNIFFED_TYPES:
        raise Refused(UNSUPPORTED_MEDIA_TYPE.about(media_type=label))
    try:
        text = request.body.decode().removeprefix("\ufeff").strip()
    except UnicodeDecodeError:
        raise Refused(MALFORMED_BODY.about(reason="it is not UTF-8")) from None
    if not text:
        return Body()
    if label in JSON_TYPES or text[0] in '{["':
        return _body(parse_json(text))
    return _body(_form(text))


def parse_json(text: str) -> Json:
    """Return the value of a JSON text; raise Refused if it is none."""
    try:
        value: Json = _decoded(text)
    except RecursionError:
        raise Refused(MALFORMED_BODY.about(reason="it is nested too deeply")) from None
    except ValueError as error:
        raise Refused(MALFORMED_BODY.about(reason=error)) from None
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_decoded = json.JSONDecoder(parse_constant=_refuse_constant).decode  # loads() would make one


def _body(document: Json) -> Body:
    """Return the resource of a document in either encoding."""
    # Assumed: null-body
    if document is None:
        return Body()
    if not isinstance(document, dict):
        raise invalid({"_schema": [WRONG_INPUT]})
    if "data" not in document:
        return Body(document, document.get("type"), document.get("id"))
    data = document["data"]
    if not isinstance(data, dict):
        raise invalid({"data": [WRONG_INPUT]})
    attributes = data.get("attributes")
    if attributes is None:
        attributes = {}
    if not isinstance(attributes, dict):
        raise invalid({"data": {"attributes": [WRONG_INPUT]}})
    return Body(attributes, data.get("type"), data.get("id"), enveloped=True)


def _form(text: str) -> dict[str, Json]:
    """Return the fields of form data; a repeated field is a list."""
    values: dict[str, list[Json]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return {name: several if len(several) > 1 else several[0] for name, several in values.items()}
