"""Successful responses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

Document = dict[str, object]

_HEADERS = {"content-type": "application/vnd.api+json"}
_NO_HEADERS: dict[str, str] = {}


def json_response(document: Mapping[str, object], status: int = 200) -> Response:
    """Return a response with a JSON document."""
    return Response(status, _HEADERS, json.dumps(document, separators=(",", ":")).encode())


def no_content() -> Response:
    """Return a response without a body."""
    return Response(204, _NO_HEADERS)
