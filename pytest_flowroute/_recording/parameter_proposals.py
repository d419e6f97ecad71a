"""The values of a cassette that tests may replace, proposed from its requests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .._base.json_types import is_object
from .._base.operations import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .._base.layout import Interaction

KEYWORDS = {
    "to": "to",
    "from": "from_",
    "body": "body",
    "value": "value",
    "alias": "alias",
    "callback_url": "callback_url",
    "dlr_callback": "dlr_callback",
    "label": "label",
    "first_name": "first_name",
    "last_name": "last_name",
    "street_number": "street_number",
    "street_name": "street_name",
    "address_type_number": "address_type_number",
    "city": "city",
    "zip": "zip",
    "number_id": "number",
    "starts_with": "starts_with",
}
"""The keyword of the marker for each member of a request and parameter of an operation."""


def parameters(interactions: Sequence[Interaction]) -> dict[str, str]:
    """Return the first value of each keyword, and as `id` the first id that Flowroute assigned."""
    proposals: dict[str, str] = {}
    for interaction in interactions:
        for name, value in _sent(interaction):
            proposals.setdefault(KEYWORDS[name], value)
    for interaction in interactions:
        if interaction.method == "POST" and 200 <= interaction.status < 300:
            data: Any = object_in(interaction.response_body).get("data")
            if is_object(data) and data.get("type") != "number" and "id" in data:
                return proposals | {"id": str(data["id"])}
    return proposals


def _sent(interaction: Interaction) -> Iterator[tuple[str, str]]:
    operation = find(interaction.method, interaction.uri)
    if operation is not None:
        path = interaction.uri.partition("://")[2].partition("/")[2].partition("?")[0]
        for name, value in operation.path_values(f"/{path}").items():
            if name in KEYWORDS:
                yield name, value
    body = object_in(interaction.request_body)
    data: Any = body.get("data")
    attributes: Any = data.get("attributes", data) if is_object(data) else body
    for name, value in attributes.items() if is_object(attributes) else ():
        if name in KEYWORDS and isinstance(value, str) and value:
            yield name, value


def object_in(body: str) -> dict[str, Any]:
    """Return the object in JSON that a body is; an empty one for any other body."""
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return document if is_object(document) else {}
