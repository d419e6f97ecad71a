"""How far a request has come: whether an HTTP client may have sent some of it.

An exception does not tell. A hook of a client that the user passed may raise the same one that the
library raises where it cannot connect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

SENDING = "send_request_headers.started"


class _Method:
    method = b""


# The `info` that httpcore gives with each step, for an engine without httpcore.
INFO: Final[dict[str, Any]] = {"request": _Method}


class Progress:
    """What is known of one request.

    `entered`: its transport was called. `traced`: that is one of the library, which reports what
    it does. `sending`: it has begun to send the request, so that some of it may have left.
    *check* is called with each step before it is taken, and may raise.
    """

    __slots__ = ("_check", "entered", "sending", "traced")

    def __init__(self, check: Callable[[str, Mapping[str, Any]], None] | None = None) -> None:
        self._check = check
        self.entered = False
        self.traced = False
        self.sending = False

    @property
    def trace(self) -> Callable[[str, Mapping[str, Any]], None]:
        """The `trace` extension of a request that is sent by a synchronous client."""
        return self.note

    @property
    def async_trace(self) -> Callable[[str, Mapping[str, Any]], Awaitable[None]]:
        """The `trace` extension of a request that is sent by an asynchronous client."""

        async def note(event: str, info: Mapping[str, Any]) -> None:
            self.note(event, info)

        return note

    def certainly_not_sent(self, *, no_connection: bool) -> bool:
        """Return whether nothing of the request has left.

        *no_connection*: its transport, and no other code, raised that there is no connection. That
        is believed of one that reports nothing, such as those that respond in tests.
        """
        if self.sending:
            return False
        return not self.entered or self.traced or no_connection

    def note(self, event: str, info: Mapping[str, Any]) -> None:
        """Note the step *event* before it is taken; raise what the check raises."""
        self.traced = True
        if self._check is not None:
            self._check(event, info)
        # A proxy is asked for a connection in the same way, before the request.
        if not self.sending and event.endswith(SENDING) and info["request"].method != b"CONNECT":
            self.sending = True


def tracked_request(request_class: Any) -> Any:
    """Return a subclass of the library's *request_class* whose transport is noticed.

    A client looks at the stream of a request when all of its request hooks have run, right before
    it calls the transport.
    """

    def get(request: Any) -> Any:
        request.__dict__["progress"].entered = True
        return request.__dict__["stream"]

    def put(request: Any, stream: Any) -> None:
        request.__dict__["stream"] = stream

    def init(request: Any, progress: Progress, *args: Any, **kwargs: Any) -> None:
        request.__dict__["progress"] = progress
        request_class.__init__(request, *args, **kwargs)
        # Making it looks at the stream as well.
        progress.entered = False

    return type("Request", (request_class,), {"__init__": init, "stream": property(get, put)})
