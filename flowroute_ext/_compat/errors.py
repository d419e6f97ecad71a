"""What the errors of the official SDKs have, set on ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.errors import APIError, FlowrouteError, UnreadableResponse
from .._reconcile.errors import OutcomeUnknown

if TYPE_CHECKING:
    from typing import Final

APIException: Final = FlowrouteError
"""Any error of a call. That of a response that is no success has its `response_code`."""
ErrorException: Final = APIError
"""Flowroute refused the request."""


@attrs.frozen
class HttpResponse:
    """The response of a call that failed: its status, None without one, and its body."""

    status_code: int | None
    raw_body: str = attrs.field(repr=False)


@attrs.frozen
class HttpContext:
    """Where the official SDKs keep the response of an error."""

    response: HttpResponse


def answer(error: FlowrouteError) -> None:
    """Set `response_code`, `errors` and `context` on *error*, as the official SDKs do."""
    cause = error.__cause__ if isinstance(error, OutcomeUnknown) else error
    status, body = None, b""
    if isinstance(cause, APIError | UnreadableResponse):
        status, body = cause.status, cause.body
    attributes = vars(error)
    attributes["response_code"] = status
    attributes["context"] = HttpContext(HttpResponse(status, body.decode(errors="replace")))
    attributes.setdefault("errors", cause.errors if isinstance(cause, APIError) else ())
