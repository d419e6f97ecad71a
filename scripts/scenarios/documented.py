"""The examples of the OpenAPI document, each as a cassette with one interaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flowroute_ext.testing import reason_phrase
from pytest_flowroute._base.json_types import is_object
from pytest_flowroute._base.layout import CassetteFile, Interaction
from pytest_flowroute._scrubbing.scrubber import scrub

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSON_API = {"content-type": ["application/vnd.api+json"]}
HOST = "https://api.flowroute.com"

OPERATION_OF_ERROR = {
    "error_400_geocode": "validate_e911",
    "error_401": "update_primary_voice_route",
    "error_403": "update_primary_voice_route",
    "error_403_duplicate_address": "create_e911",
    "error_403_funds": "purchase_a_phone_number",
    "error_403_route_in_use": "delete_route",
    "error_403_route_in_use_without_id": "delete_route",
    "error_404_number": "release_phone_number",
    "error_404_cnam": "delete_cnam",
    "error_405": "list_account_phone_numbers",
    "error_422_zip": "create_e911",
    "error_422_no_emergency_services": "associate_e911",
    "error_422_media_too_big": "send_a_message",
}
PATH_VALUES = {
    "number_id": "12065550100",
    "route_id": "1234",
    "message_id": "mdr2-39cadeace66e11e7aff806cd7f24ba2d",
    "e911_id": "21907",
    "cnam_id": "22790",
    "order_id": "42361",
    "export_id": "38647",
    "group_id": "38697",
    "file_id": "99999",
    "task_id": "8f14e45f-ceea-467f-a8d1-0f3c9b2d7e61",
    "callback_type": "sms_callback",
    "version": "v2.1",
}
SINCE = "?start_date=2017-12-01T00%3A00%3A00%2B00%3A00"
QUERIES = {"look_up_a_set_of_messages": SINCE, "look_up_a_set_of_messages_v2": SINCE}


def cassettes(document: Mapping[str, Any]) -> Iterator[tuple[str, CassetteFile]]:
    """Yield the name and the cassette of every example of a response or a request."""
    components = document["components"]
    examples = components["examples"]
    done: set[str] = set()
    for operation in _operations(document):
        request = _examples(operation.get("requestBody"), components)
        for status, response in operation["responses"].items():
            for name in _examples(response, components):
                if status == "default" and OPERATION_OF_ERROR[name] != operation["operationId"]:
                    continue
                if name not in done:
                    done.add(name)
                    yield _cassette(name, operation, request[:1], (status, name), document)
        responses = [
            (status, name)
            for status, response in operation["responses"].items()
            for name in _examples(response, components) or [""]
        ]
        for name in request:
            if name not in done:
                done.add(name)
                yield _cassette(name, operation, [name], responses[0], document)
    assert done == examples.keys(), f"missing: {examples.keys() - done}"


def _cassette(
    name: str,
    operation: Mapping[str, Any],
    request: list[str],
    response: tuple[str, str],
    document: Mapping[str, Any],
) -> tuple[str, CassetteFile]:
    examples = document["components"]["examples"]
    status, shown = response
    body: Any = examples[shown]["value"] if shown else None
    code = body["errors"][0]["status"] if status == "default" else int(status)
    interaction = Interaction(
        method=operation["method"].upper(),
        uri=HOST + _path(operation, body),
        request_headers=JSON_API if request else {},
        request_body=json.dumps(examples[request[0]]["value"]) if request else "",
        status=code,
        reason=reason_phrase(code),
        response_headers=JSON_API if shown else {},
        response_body=json.dumps(body) if shown else "",
    )
    scrubbed = scrub([interaction])
    summary = f"{operation['summary']}. {examples[name]['summary']}."
    version = document["info"]["version"]
    return f"documented/{name.replace('_', '-')}", CassetteFile(
        summary,
        "documented",
        version,
        scrubbed.interactions,
        slots=scrubbed.table.slots,
    )


def _path(operation: Mapping[str, Any], body: Any) -> str:
    values = dict(PATH_VALUES)
    data = body.get("data") if is_object(body) else None
    if is_object(data) and isinstance(data.get("id"), str):
        kind = "task" if "task_id" in operation["path"] else data.get("type")
        values[f"{kind}_id"] = data["id"]
        if "/v2.2/" in json.dumps(body):
            values["version"] = "v2.2"
    path: str = operation["path"]
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    return path + QUERIES.get(operation["operationId"], "")


def _operations(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield {**operation, "method": method, "path": path}


def _examples(reference: Mapping[str, str] | None, components: Mapping[str, Any]) -> list[str]:
    if reference is None:
        return []
    _, _, section, name = reference["$ref"].split("/")
    return [
        example
        for media_type in components[section][name].get("content", {}).values()
        for example in media_type.get("examples", {})
    ]
