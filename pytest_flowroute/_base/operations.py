"""The operations of the OpenAPI document, and the one of a request."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

SPENDING = frozenset(
    {
        "purchase_a_phone_number",
        "send_a_message",
        "create_e911",
        "update_e911",
        "associate_e911",
        "create_cnam",
        "associate_cnam",
        "create_a_cdr_export",
        "create_a_port_order",
        "enable_or_disable_message_provisioning",
        "send_a_message_v2",
        "add_phone_numbers_to_a_port_order_group",
    }
)
"""The operations that Flowroute charges for, or refuses for insufficient funds.

Source: developer.flowroute.com (Purchase a Phone Number, Send an SMS, and the cost of port orders);
five others by the insufficient-funds errors of flowroute-sdk-v3-dot-net's controllers.
"""

GIVING_UP = frozenset({"release_phone_number"})
"""Gives up something that was paid for, and that others may buy at once."""


@dataclass(frozen=True, slots=True)
class DocumentedOperation:
    """An operation as the OpenAPI document describes it; schemas by their names."""

    id: str
    method: str
    path: str
    parameters: Mapping[str, Mapping[str, Any]]
    request: str | None
    request_required: bool
    responses: Mapping[str, str | None]
    shape: re.Pattern[str]

    def path_values(self, path: str) -> dict[str, str]:
        """Return the parameters in a path of this operation, decoded."""
        match = self.shape.fullmatch(path)
        return {name: unquote(value) for name, value in match.groupdict().items()} if match else {}


@cache
def document() -> Mapping[str, Any]:
    """Return the version, the operations and the schemas, as scripts/condense.py wrote them."""
    text = files("pytest_flowroute").joinpath("openapi.json").read_text(encoding="utf-8")
    condensed: dict[str, Any] = json.loads(text)
    return condensed


@cache
def operations() -> Mapping[str, DocumentedOperation]:
    """Return every operation by its id; those with the fewest variable segments first."""
    rows = sorted(document()["operations"].items(), key=lambda row: _variable_segments(row[1]))
    return {name: DocumentedOperation(id=name, shape=_shape(row), **row) for name, row in rows}


def find(method: str, uri: str) -> DocumentedOperation | None:
    """Return the operation of a request to this URL; the host does not matter."""
    path = urlsplit(uri).path
    for operation in operations().values():
        if operation.method == method.upper() and operation.shape.fullmatch(path):
            return operation
    return None


def spends(method: str, uri: str) -> bool:
    """Whether a request costs money or gives up what was paid for.

    A write that the document does not have may do either, so it counts as well.
    """
    operation = find(method, uri)
    if operation is None:
        return method.upper() not in {"GET", "HEAD", "OPTIONS"}
    return operation.id in SPENDING | GIVING_UP


def _shape(row: Mapping[str, Any]) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", row["path"])
    texts = [
        f"(?P<{part}>{_values(row, part)})" if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    ]
    return re.compile("".join(texts))


def _values(row: Mapping[str, Any], name: str) -> str:
    return "|".join(re.escape(value) for value in _listed(row, name)) or "[^/]+"


def _variable_segments(row: Mapping[str, Any]) -> int:
    return sum(not _listed(row, name) for name in re.findall(r"\{(\w+)\}", row["path"]))


def _listed(row: Mapping[str, Any], name: str) -> list[str]:
    schema = row["parameters"][name]["schema"]
    if "$ref" in schema:
        schema = document()["schemas"][schema["$ref"].rpartition("/")[2]]
    values: list[str] = schema.get("enum", [])
    return values
