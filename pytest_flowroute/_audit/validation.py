"""Validation of cassettes against the OpenAPI document, field by field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import yaml

from .._base.json_types import is_array, is_object
from .._base.operations import document, find
from .._base.safe_yaml import parsed
from .request_forms import documented

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .._base.operations import DocumentedOperation

MISSING = 'validating needs jsonschema: pip install "flowroute-ext[record]"'


class JsonSchemaMissing(Exception):
    """jsonschema is not installed."""


def validate(text: str) -> list[str]:
    """Return the differences of a cassette file from the document, each with its place.

    A place is an interaction and a JSON path in it: `2: response.body.data.id`.
    Raises `JsonSchemaMissing`.
    """
    try:
        cassette = parsed(text)
    except yaml.YAMLError as error:
        return [f"not YAML: {' '.join(str(error).split())}"]
    if not is_object(cassette) or not is_array(cassette.get("interactions")):
        return ["not a cassette: it has no list of interactions"]
    problems = list(_about(cassette.get("flowroute")))
    for number, interaction in enumerate(cassette["interactions"], 1):
        problems += [f"{number}: {problem}" for problem in _interaction(interaction)]
    return problems


def _about(about: Any) -> Iterator[str]:
    if not is_object(about):
        return  # a cassette of another tool has no such member
    version = document()["version"]
    if about.get("openapi") != version:
        yield (
            f"flowroute.openapi: {about.get('openapi')!r} is not the version of the OpenAPI"
            f" document, {version!r}: record it again"
        )


def _interaction(interaction: Any) -> Iterator[str]:
    try:
        request, response = interaction["request"], interaction["response"]
        method, uri = str(request["method"]), str(request["uri"])
        status = int(response["status"]["code"])
        answer = response["body"].get("string")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        yield f"not an interaction of vcrpy's format, version 1 ({error!r})"
        return
    operation = find(method, uri)
    if operation is None:
        yield f"request: no operation of the OpenAPI document is {method} {urlsplit(uri).path}"
        return
    yield from _query(operation, uri)
    yield from _request(operation, request.get("body"), status)
    yield from _response(operation, status, answer)


def _query(operation: DocumentedOperation, uri: str) -> Iterator[str]:
    known = {name: row for name, row in operation.parameters.items() if row["in"] == "query"}
    sent = dict(parse_qsl(urlsplit(uri).query, keep_blank_values=True))
    for name in sent.keys() - known.keys():
        yield f"request.query.{name}: {operation.id} has no such parameter"
    for name, row in known.items():
        if row["required"] and name not in sent:
            yield f"request.query.{name}: {operation.id} needs it"
        if name in sent and row["schema"].get("type") == "integer" and not _whole(sent[name]):
            yield f"request.query.{name}: {sent[name]!r} is not a whole number"


def _request(operation: DocumentedOperation, body: Any, status: int) -> Iterator[str]:
    if status in {400, 415, 422}:
        return  # refused because it is invalid
    if not body:
        if operation.request_required:
            yield f"request.body: {operation.id} needs one"
        return
    if operation.request is None:
        yield f"request.body: {operation.id} takes none"
        return
    try:
        sent = documented(body, operation.request)
    except (ValueError, RecursionError):
        yield "request.body: not JSON"
        return
    for error in _errors(operation.request, sent.value):
        yield f"request.body{_path(sent.place(error.absolute_path))}: {_rule(error)}"


def _response(operation: DocumentedOperation, status: int, body: Any) -> Iterator[str]:
    expected = operation.responses.get(str(status))
    if str(status) not in operation.responses:
        if status < 400:
            known = ", ".join(name for name in operation.responses if name.isdigit())
            yield f"response.status.code: {operation.id} answers {known}, never {status}"
            return
        if not _is_json(body):
            return  # an error may have a body of another type
        expected = operation.responses["default"]
    if expected is not None:
        yield from _body(body, expected, "response.body")
    elif body:
        yield f"response.body: {operation.id} answers {status} with none"


def _body(body: Any, schema: str, place: str) -> Iterator[str]:
    try:
        instance = json.loads(body)
    except (TypeError, ValueError, RecursionError):
        yield f"{place}: not JSON"
        return
    for error in _errors(schema, instance):
        yield f"{place}{_path(error.absolute_path)}: {_rule(error)}"


def _path(steps: Iterable[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def _errors(schema: str, instance: Any) -> list[Any]:
    try:
        from jsonschema import Draft202012Validator
    except ModuleNotFoundError as error:
        raise JsonSchemaMissing(MISSING) from error
    root: dict[str, Any] = {
        "$ref": f"#/components/schemas/{schema}",
        "components": {"schemas": document()["schemas"]},
    }
    validator: Any = Draft202012Validator(root)
    return sorted(validator.iter_errors(instance), key=lambda error: list(map(str, error.path)))


def _rule(error: Any) -> str:
    """Return the rule that is violated, without the value, which may be private."""
    if error.validator == "required":
        return str(error.message)
    if error.validator == "type":
        kinds: Any = error.validator_value
        names = kinds if isinstance(kinds, str) else " or ".join(kinds)
        return f"is not of type {names}"
    if error.validator == "additionalProperties":
        unknown = sorted(error.instance.keys() - error.schema["properties"].keys())
        return f"has members that are not known: {', '.join(unknown)}"
    return f"does not meet {error.validator}: {json.dumps(error.validator_value)[:120]}"


def _is_json(body: Any) -> bool:
    try:
        json.loads(body)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _whole(text: str) -> bool:
    return text.lstrip("-").isdigit()
