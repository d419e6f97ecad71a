"""Time limits for whole requests, whatever the HTTP library's own timeouts are for.

Those of httpx are for each piece that is read: a server that sends a byte now and then is never
late. Here the timeout of a request is an `Until`, which has the moment when the time is up.
Synchronous connections read by `BoundedStream`, which checks it before each piece; asynchronous
requests are cancelled at that moment.
"""

from __future__ import annotations

import importlib
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType
    from typing import Self

WRITE_SIZE = 65536


class Until(float):
    """A number of seconds from its creation on; `left()` is how many of them remain."""

    __slots__ = ("moment",)
    moment: float

    def __new__(cls, seconds: float) -> Self:
        until = super().__new__(cls, seconds)
        until.moment = time.monotonic() + seconds
        return until

    def left(self) -> float:
        """Return the seconds that remain."""
        return self.moment - time.monotonic()


def timeouts(until: Until | None) -> dict[str, Until | None]:
    """Return the timeouts of a request whose time is up with *until*."""
    return {"connect": until, "read": until, "write": until, "pool": until}


def bound(client: Any) -> None:
    """Have the new connections of a synchronous *client* of the library keep to each `Until`.

    Also those of a transport that is inside of another one. A transport that makes connections of
    its own has the library's timeouts only.
    """
    for pool in pools(client):
        # Its own is one in Python, and stays locked where a signal interrupts its methods.
        if type(getattr(pool, "_optional_thread_lock", None)).__name__ == "ThreadLock":
            pool._optional_thread_lock = threading.Lock()
        backend = pool._network_backend
        if not isinstance(backend, BoundedBackend):
            core = importlib.import_module(type(pool).__module__.partition(".")[0])
            if hasattr(core, "ReadTimeout"):
                pool._network_backend = BoundedBackend(backend, core)


def shut(client: Any) -> None:
    """Close the sockets of a synchronous *client* that `bound` was called with.

    Its own `close()` waits for its lock, which an interrupted request may have left locked. One of
    pyreqwest has neither, and is closed.
    """
    if not hasattr(client, "_transport"):
        client.close()
        return
    for pool in pools(client):
        if isinstance(pool._network_backend, BoundedBackend):
            pool._network_backend.shut()


def pools(client: Any) -> Iterator[Any]:
    """Yield the connection pools of *client*, by the private names that both libraries have."""
    mounted = getattr(client, "_mounts", {}).values()
    for transport in (getattr(client, "_transport", None), *mounted):
        for holder in (transport, *getattr(transport, "__dict__", {}).values()):
            pool = getattr(holder, "_pool", None)
            if getattr(pool, "_network_backend", None) is not None:
                yield pool


class BoundedBackend:
    """A network backend of httpcore whose connections are made, and read, by the `Until`."""

    def __init__(self, backend: Any, core: ModuleType) -> None:
        self._backend = backend
        self._core: Any = core
        self._open: list[BoundedStream] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> BoundedStream:
        """Connect to the first address of *host* that can be reached in time."""
        failed: Exception = self._core.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port, timeout):
            seconds = left_of(timeout, self._core.ConnectTimeout)
            try:
                stream = self._backend.connect_tcp(
                    address, port, seconds, local_address, socket_options
                )
            except self._core.ConnectError as error:
                failed = error
            else:
                return self.bounded(stream, timeout)
        raise failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> BoundedStream:
        """Connect to a socket of this machine."""
        seconds = left_of(timeout, self._core.ConnectTimeout)
        stream = self._backend.connect_unix_socket(path, seconds, socket_options)
        return self.bounded(stream, timeout)

    def sleep(self, seconds: float) -> None:
        """Sleep in this thread."""
        self._backend.sleep(seconds)

    def bounded(self, stream: Any, connected_by: float | None = None) -> BoundedStream:
        """Return *stream* as one that keeps to time limits."""
        bounded = BoundedStream(stream, self, self._core, connected_by)
        self._open = [*(opened for opened in self._open if not opened.closed), bounded]
        return bounded

    def shut(self) -> None:
        """Close all connections."""
        for stream in self._open:
            stream.close()

    def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return the addresses of *host*; a look-up that is late goes on in its own thread."""
        if not isinstance(timeout, Until):
            return [host]
        addresses: list[str] = []
        failed: list[Exception] = []

        def look_up() -> None:
            try:
                known = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
                addresses.extend(dict.fromkeys(str(address[4][0]) for address in known))
            except Exception as error:
                failed.append(error)

        if _is_address(host):
            return [host]
        if sys.is_finalizing():  # Python 3.11 starts threads even then, and they never run
            raise self._core.ConnectError("Python is exiting")
        thread = threading.Thread(target=look_up, daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # no more threads
            raise self._core.ConnectError(str(error)) from error
        thread.join(max(timeout.left(), 0.0))
        if failed and isinstance(failed[0], OSError):
            raise self._core.ConnectError(str(failed[0])) from failed[0]
        if failed:
            raise failed[0]
        if thread.is_alive():
            raise self._core.ConnectTimeout(f"{host} was not looked up in time")
        return addresses


class BoundedStream:
    """A network stream of httpcore that is read and written by the `Until` of each request."""

    def __init__(
        self, stream: Any, backend: BoundedBackend, core: Any, connected_by: float | None
    ) -> None:
        self.closed = False
        self._stream = stream
        self._backend = backend
        self._core = core
        # What httpcore sends to a SOCKS proxy, before the request, has no timeout.
        self._by = connected_by

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived."""
        seconds = left_of(self._limit(timeout), self._core.ReadTimeout)
        piece: bytes = self._stream.read(max_bytes, seconds)
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the whole of *buffer*."""
        limit = self._limit(timeout)
        for start in range(0, len(buffer), WRITE_SIZE):
            seconds = left_of(limit, self._core.WriteTimeout)
            self._stream.write(buffer[start : start + WRITE_SIZE], seconds)

    def close(self) -> None:
        """Close the connection."""
        self.closed = True
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> BoundedStream:
        """Return the stream through TLS."""
        try:
            seconds = left_of(self._limit(timeout), self._core.ConnectTimeout)
        except self._core.ConnectTimeout:
            self.close()
            raise
        stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        self.closed = True
        return self._backend.bounded(stream)

    def get_extra_info(self, info: str) -> Any:
        """Return the information about the connection that *info* names."""
        return self._stream.get_extra_info(info)

    def _limit(self, timeout: float | None) -> float | None:
        if timeout is None:
            return self._by
        self._by = None
        return timeout


def left_of(timeout: float | None, late: type[Exception]) -> float | None:
    """Return the seconds that are left of *timeout*; raise *late* if there are none."""
    if not isinstance(timeout, Until):
        return timeout
    left = timeout.left()
    if left <= 0:
        raise late("the time was up")
    return left


def _is_address(host: str) -> bool:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except OSError:
            continue
        return True
    return False
