"""The receiver as a WSGI application."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ..intake import refused
from ..limits import Body
from ..refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse

    from ..._base.clock import Clock
    from ..intake import Intake
    from ..values import WebhookResponse


class WsgiReceiver:
    """A WSGI application that takes webhooks, by itself or mounted in another one.

    *start* is called before the first one in a process.
    """

    def __init__(self, intake: Intake, clock: Clock, start: Callable[[], None]) -> None:
        self._intake = intake
        self._clock = clock
        self._start = start

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        response = self._response(environ)
        status = f"{response.status} {HTTPStatus(response.status).phrase}"
        start_response(status, [*response.headers])
        return [response.body]

    def _response(self, environ: dict[str, Any]) -> WebhookResponse:
        self._start()
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        peer = environ.get("REMOTE_ADDR") or None
        try:
            kind = self._intake.admit(environ["REQUEST_METHOD"], path, _headers(environ), peer)
            limits = self._intake.admission.limits
            body = Body(limits, environ.get("CONTENT_LENGTH") or None, self._clock)
            ends = bool(environ.get("wsgi.input_terminated"))
            content = body.read_wsgi(environ["wsgi.input"], ends=ends)
            return self._intake.take(kind, content, environ.get("QUERY_STRING", ""))
        except Refused as reason:
            return refused(reason)


def _headers(environ: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (name[5:].replace("_", "-").lower(), str(value))
        for name, value in environ.items()
        if name.startswith("HTTP_")
    ]
