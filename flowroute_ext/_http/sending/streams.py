"""Connections of asyncio for httpcore, in place of those that it has by anyio.

The library connects as before. What is read and written then passes one object, which is the
protocol of the connection's transport: anyio's has a cancel scope, a guard and a few checkpoints
for each piece, which take longer than the piece.
"""

from __future__ import annotations

import asyncio
import select
from typing import TYPE_CHECKING, Any, Final

from ..time_limits import left_of, pools

if TYPE_CHECKING:
    import ssl
    from types import ModuleType

# Bytes that may wait to be read. A server that sends more is not read from until they are.
MOST_WAITING: Final = 256 * 1024


def by_asyncio(client: Any, core: ModuleType) -> None:
    """Have new connections of an asynchronous *client* of the library be of asyncio."""
    for pool in pools(client):
        if not isinstance(pool._network_backend, Backend):
            pool._network_backend = Backend(pool._network_backend, core)


class Backend:
    """A network backend of httpcore, which connects by another one."""

    def __init__(self, backend: Any, core: ModuleType) -> None:
        self._backend = backend
        self._core: Any = core

    async def connect_tcp(self, *args: Any, **kwargs: Any) -> Any:
        """Connect to a host."""
        return self._of_asyncio(await self._backend.connect_tcp(*args, **kwargs))

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> Any:
        """Connect to a socket of this machine."""
        return await self._backend.connect_unix_socket(*args, **kwargs)

    async def sleep(self, seconds: float) -> None:
        """Sleep in this task."""
        await self._backend.sleep(seconds)

    def _of_asyncio(self, connected: Any) -> Any:
        """Return the new stream *connected*, of which nothing was read, as one of asyncio."""
        # Not by its class, since those of uvloop are none of asyncio.
        transport: Any = getattr(getattr(connected, "_stream", None), "_transport", None)
        if not hasattr(transport, "set_protocol") or transport.is_reading():
            return connected
        stream = Stream(self._core, asyncio.get_running_loop())
        transport.set_protocol(stream)
        stream.connection_made(transport)
        transport.resume_reading()
        return stream


class Stream(asyncio.Protocol):
    """A network stream of httpcore, and the protocol of a transport of asyncio."""

    def __init__(self, core: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._core = core
        self._loop = loop
        self._waiting = bytearray()
        self._reader: asyncio.Future[bool] | None = None
        self._writer: asyncio.Future[bool] | None = None
        # What is waited for, until when by the loop's clock, and the timer that looks by then.
        self._event: asyncio.Future[bool] | None = None
        self._until = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._full = self._ended = self._was_paused = False
        self._lost: Exception | None = None

    def connection_made(self, transport: Any) -> None:
        """Write to *transport* from now on."""
        self._transport: asyncio.Transport = transport
        # A write has ended when the system has all of it. At 0, TLS has writers wait for ever.
        transport.set_write_buffer_limits(high=1, low=0)

    def data_received(self, data: bytes) -> None:
        """Keep *data* until it is read."""
        self._waiting += data
        if len(self._waiting) > MOST_WAITING and not self._ended:
            self._transport.pause_reading()
            self._was_paused = True
        _wake(self._reader)

    def eof_received(self) -> None:
        """Have readers find the end; the transport closes itself."""
        self._ended = True
        _wake(self._reader)

    def connection_lost(self, exc: Exception | None) -> None:
        """Have readers and writers find the end, or the reason."""
        self._ended, self._lost = True, self._lost or exc
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        """Have writers wait."""
        self._full = True

    def resume_writing(self) -> None:
        """Have writers go on."""
        self._full = False
        _wake(self._writer)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived; nothing at the end."""
        while not self._waiting:
            if self._lost is not None:
                raise self._core.ReadError(str(self._lost)) from self._lost
            if self._ended:
                return b""
            self._reader = self._loop.create_future()
            await self._wait(self._reader, timeout, self._core.ReadTimeout)
        if len(self._waiting) <= max_bytes:
            piece, self._waiting = self._waiting, bytearray()
        else:
            piece = self._waiting[:max_bytes]
            del self._waiting[:max_bytes]
        if self._was_paused and not self._ended and not self._transport.is_closing():
            self._transport.resume_reading()
        return bytes(piece)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the whole of *buffer*."""
        if self.write_some(buffer):
            await self.written(timeout)

    def write_some(self, buffer: bytes) -> bool:
        """Send *buffer*; return whether to wait until it is `written`."""
        if self._ended or self._transport.is_closing():
            raise self._core.WriteError("the connection is closed") from self._lost
        self._transport.write(buffer)
        return self._full

    async def written(self, timeout: float | None) -> None:
        """Return when all was sent."""
        while self._full and not self._ended:
            self._writer = self._loop.create_future()
            await self._wait(self._writer, timeout, self._core.WriteTimeout)
        if self._full:
            raise self._core.WriteError("the connection was closed") from self._lost

    async def aclose(self) -> None:
        """Close the connection, also where something is still to be sent."""
        self._ended = True
        self._transport.abort()
        # Then the transport closes its socket.
        await asyncio.sleep(0)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Stream:
        """Return the stream through TLS."""
        stream = Stream(self._core, self._loop)
        try:
            async with asyncio.timeout(left_of(timeout, self._core.ConnectTimeout)):
                transport = await self._loop.start_tls(
                    self._transport, stream, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as error:
            await self.aclose()
            raise self._core.ConnectTimeout(str(error)) from error
        except OSError as error:
            await self.aclose()
            raise self._core.ConnectError(str(error)) from error
        except BaseException:
            self._transport.abort()
            raise
        if transport is None:  # closed meanwhile
            raise self._core.ConnectError("the connection was closed")
        stream.connection_made(transport)
        return stream

    def get_extra_info(self, info: str) -> Any:
        """Return the information about the connection that *info* names."""
        if info == "is_readable":
            return self._is_readable()
        name = {"client_addr": "sockname", "server_addr": "peername"}.get(info, info)
        return self._transport.get_extra_info(name)

    def _is_readable(self) -> bool:
        """Return whether something has arrived, or the end; of much, not all may be known."""
        if self._waiting or self._ended or self._was_paused or self._transport.is_closing():
            return True
        descriptor: int = self._transport.get_extra_info("socket").fileno()
        return descriptor < 0 or _has_input(descriptor)

    async def _wait(
        self, event: asyncio.Future[bool], timeout: float | None, late: type[Exception]
    ) -> None:
        """Wait for *event*; raise *late* after *timeout* seconds."""
        seconds = left_of(timeout, late)
        if seconds is not None:
            self._event, self._until = event, self._loop.time() + seconds
            if self._timer is None or self._timer.when() > self._until:
                self._look_later()
        try:
            if not await event:
                raise late("the time was up")
        finally:
            self._event = None

    def _look_later(self) -> None:
        """Look at the time when it is up.

        The timer is left for the next wait, which ends later: to make one for each takes longer
        than all else here.
        """
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(self._until, self._look)

    def _look(self) -> None:
        """Give up what is waited for if the time is up."""
        self._timer = None
        if self._event is None or self._event.done():
            return
        if self._loop.time() < self._until:
            self._look_later()
        else:
            self._event.set_result(False)


def _wake(waiting: asyncio.Future[bool] | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(True)


def _has_input(descriptor: int) -> bool:
    """Return whether a socket has something to read: the loop may not have looked since."""
    if not hasattr(select, "poll"):  # on Windows, where descriptors have no bound
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))
