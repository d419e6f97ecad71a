"""What a test tool gives instead of a response of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bodies import Body
from ..progress import INFO, SENDING
from ..responses import Response
from .interception import GivenResponse
from .prepared import NOT_CONNECTED

if TYPE_CHECKING:
    from .interception import Outcome
    from .prepared import Prepared

# The errors of pyreqwest, and what its causes say.
FAILURES = {
    "refused": ("ConnectError", (NOT_CONNECTED, "Connection refused (os error 111)")),
    "connect-timeout": ("ConnectTimeoutError", (NOT_CONNECTED, "deadline has elapsed")),
    "reset": ("ConnectError", ("Connection reset by peer (os error 104)",)),
    "read-timeout": ("ReadTimeoutError", ("operation timed out",)),
    "lost-response": ("ConnectError", ("connection closed before message completed",)),
}


def stand_in(errors: Any, prepared: Prepared, outcome: Outcome, bound: int) -> Response:
    """Return *outcome* as the response to *prepared*, or raise it as an error of pyreqwest."""
    if outcome not in ("refused", "connect-timeout"):
        prepared.progress.note(SENDING, INFO)
    if not isinstance(outcome, GivenResponse):
        raise _error(errors, *FAILURES[outcome])
    headers: dict[str, str] = {}
    for name, value in outcome.headers:
        known = headers.get(name.lower())
        headers[name.lower()] = value if known is None else f"{known}, {value}"
    body = Body(headers.get("content-encoding", ""), bound)
    if body.add(outcome.body):
        if outcome.cut:
            raise _error(errors, "ReadError", ("end of file before message length reached",))
        body.end()
    return Response(outcome.status, headers, body.content, body.bound, body.fault)


def _error(errors: Any, kind: str, causes: tuple[str, ...]) -> Exception:
    details = {"causes": [{"message": message} for message in causes]}
    error: Exception = getattr(errors, kind)("no response", details)
    return error
