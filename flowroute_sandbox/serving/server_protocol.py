"""HTTP/1.1 connections of the server, bounded in number and in time, with one write a response."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from flowroute_sandbox.serving.joined_writes import JoinedWrites

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CONNECTIONS = 500
"""How many connections are open; for one more, the one that has waited longest is closed."""

HEAD_TIMEOUT = 10.0
"""How long, in seconds, a connection may take to its first request, and each request to its end
of head from its first byte. The application bounds the rest of a request."""

WRITE_TIMEOUT = 30.0
"""How long, in seconds, a client may leave a response unread."""

KEEP_ALIVE = 75
"""How long, in seconds, a connection stays open without a request.

Longer than clients keep a connection, so that none is closed as it is used again.
"""

BACKLOG = 128
"""How many connections wait to be accepted, and are accepted at once at most."""

READ_SIZE = 16_384
"""How many bytes of a connection are read at once."""

MAX_HEAD = 65_536
"""How many bytes the head of a request may have, in however many pieces it comes."""


class _Timer:
    """Calls a function once, so many seconds after it was started, unless it is stopped."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._handle: asyncio.TimerHandle | None = None

    def start(self, seconds: float) -> None:
        """Start, unless it has been."""
        if self._handle is None:
            self._handle = asyncio.get_running_loop().call_later(seconds, self._ring)

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _ring(self) -> None:
        self._handle = None
        self._call()


class BoundedProtocol(H11Protocol, asyncio.BufferedProtocol):
    """Ends connections whose client neither completes a request nor reads a response.

    It reads into a buffer of its own: for each request asyncio would take 256 KiB of memory from
    the system, and give them back.
    """

    _waits = count()  # the clock of a loop is not exact enough for their order

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._request = _Timer(self._end_waiting)
        self._idle = _Timer(self._end_idle)
        self._used = 0.0  # when the last bytes came, or the last response was complete
        self._reading = _Timer(self._end_unread)
        self._waits_as = next(self._waits)
        self._served = False
        self._buffer = memoryview(bytearray(READ_SIZE))

    @property
    def busy(self) -> bool:
        """Whether a request is in progress."""
        cycle: Any = self.cycle  # None before the first request
        return bool(cycle and not cycle.response_complete)

    @property
    def arrived(self) -> bool:
        """Whether all of the request in progress is there."""
        cycle: Any = self.cycle
        return not cycle.more_body

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request."""
        whole = cast("asyncio.Transport", transport)
        super().connection_made(whole)
        self._writes = self.transport = JoinedWrites(whole)
        self._waits_as = next(self._waits)
        self._request.start(HEAD_TIMEOUT)
        if len(self.connections) > MAX_CONNECTIONS:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop every timer."""
        super().connection_lost(exc)
        self._request.stop()
        self._idle.stop()
        self._reading.stop()

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return where to read into."""
        del sizehint  # there is one buffer
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Take what was read."""
        self.data_received(bytes(self._buffer[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a request whose head is not complete."""
        self._used = self.loop.time()
        super().data_received(data)
        if self.busy:
            self._request.stop()
        else:
            self._request.start(HEAD_TIMEOUT)

    def on_response_complete(self) -> None:
        """Wait for the next request, and for the client to read this response.

        Not by uvicorn's method, which starts a timer with each response and cancels it with each
        request: here one runs as long as the connection.
        """
        self._waits_as = next(self._waits)
        self._served = True
        self._writes.flush()
        if self.transport.get_write_buffer_size():
            self._reading.start(WRITE_TIMEOUT)
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self._used = self.loop.time()
        self._idle.start(self.timeout_keep_alive)
        self.flow.resume_reading()
        if self.arrived:
            self.conn.start_next_cycle()
            self.handle_events()  # of a request that came meanwhile

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._reading.start(WRITE_TIMEOUT)

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        super().resume_writing()
        self._reading.stop()

    def _end_waiting(self) -> None:
        if not self.busy:
            self.transport.abort()

    def _end_idle(self) -> None:
        used = self.loop.time() if self.busy else self._used
        left = used + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._idle.start(left)
        else:
            self.timeout_keep_alive_handler()

    def _end_unread(self) -> None:
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _make_room(self) -> None:
        """Close the connection that has waited longest, those without any request first."""
        others = cast("set[BoundedProtocol]", self.connections) - {self}
        waiting = [protocol for protocol in others if not protocol.busy]
        by_wait = sorted(waiting, key=lambda protocol: (protocol._served, protocol._waits_as))
        oldest = by_wait[0] if by_wait else self
        self.connections.discard(oldest)  # it is lost only in the next turn of the loop
        oldest.transport.abort()
