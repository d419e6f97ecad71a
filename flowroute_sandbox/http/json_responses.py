"""Successful responses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Document = dict[str, object]

rendered = json.JSONEncoder(separators=(",", ":")).encode  # dumps() would make one each time
"""Return a document as JSON."""
_HEADERS = {"content-type": "application/vnd.api+json"}
_NO_HEADERS: dict[str, str] = {}


def list_response(resources: Iterable[str], links: Document) -> Response:
    """Return a response with a list of resources, each `rendered`, and its links."""
    text = f'{{"data":[{",".join(resources)}],"links":{rendered(links)}}}'
    return Response(200, _HEADERS, text.encode())


def json_response(document: Mapping[str, object], status: int = 200) -> Response:
    """Return a response with a JSON document."""
    return Response(status, _HEADERS, rendered(document).encode())


def no_content() -> Response:
    """Return a response without a body."""
    return Response(204, _NO_HEADERS)
