"""A stand-in for a sandbox that records the requests of what serves it."""

from __future__ import annotations

from flowroute_sandbox.http.messages import Request, Response

EMPTY = Response(200, {"content-type": "application/json"}, b"{}")


class Recorder:
    """Answers the same to every request, or raises it, and keeps the requests."""

    def __init__(self, answer: Response | Exception = EMPTY) -> None:
        self.answer = answer
        self.requests: list[Request] = []

    def advance(self, by: object) -> None:
        """No time passes."""

    def outcome(self, request: Request) -> Response:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer
