"""pyreqwest, which is in Rust and cannot be patched: the requests of the SDK's engine "fast".

The engine asks what is entered here before it sends. Requests that an application sends by
pyreqwest itself are neither answered nor blocked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from flowroute_ext import testing

from .._base import active, blocking
from .._base.http_messages import HTTPRequest, HTTPResponse
from .method_patch import MethodPatch, Own

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import ModuleType

Given: TypeAlias = "testing.GivenResponse | testing.NoResponse | None"


class Interception(MethodPatch):
    """Has the engine ask for the outcome of each request, between `install` and `remove`."""

    def __init__(self) -> None:
        self._entered: AbstractContextManager[None] | None = None

    def install(self) -> None:
        """Have the engine ask."""
        if self._entered is None:
            self._entered = testing.intercepted(respond)
            self._entered.__enter__()

    def repair(self) -> None:
        """Do nothing: no library undoes it."""

    def remove(self) -> None:
        """Have it send."""
        if self._entered is not None:
            self._entered.__exit__(None, None, None)
            self._entered = None


def patches(_: ModuleType, __: Own) -> list[MethodPatch]:
    """Return what stands for patches of the library."""
    return [Interception()]


def respond(request: testing.OutgoingRequest) -> Given:
    """Return the outcome of *request*, None to send it; raise where that is blocked."""
    __tracebackhide__ = True
    parts = urlsplit(request.url)
    responder = active.responder_for(parts.hostname, parts.port)
    if responder is None:
        blocking.check(parts.hostname)
        return None
    outcome = responder.respond(HTTPRequest(*request))
    if not isinstance(outcome, HTTPResponse):
        return outcome
    return testing.GivenResponse(outcome.status, outcome.headers, outcome.received, outcome.cut)
