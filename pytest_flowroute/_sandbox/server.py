"""A sandbox on a port of this machine, for applications in another process."""

from __future__ import annotations

import select
import socket
import struct
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader
from threading import Lock, Thread, Timer
from typing import TYPE_CHECKING, Any, Protocol

from flowroute_sandbox import Request, Response
from flowroute_sandbox.faults import execute
from pytest_flowroute._sandbox import request_reader

if TYPE_CHECKING:
    from flowroute_sandbox.faults import Outcome, SlowResponse, TruncatedResponse

POLL_INTERVAL = 0.01  # seconds; `shutdown` takes up to one, which is 0.5 s by default
MAX_CONNECTIONS = 200
KEEP_ALIVE = 75.0  # seconds that a connection stays open without a request
SILENCE = 600.0  # seconds that a request which is not answered keeps its connection
BAD_BODY = Response(400, {"connection": "close"})
LAST = {"connection": "close"}
NO_LINGER = struct.pack("ii", 1, 0)  # closing a connection with it resets it


class Backend(Protocol):
    """The methods of a `Sandbox` that the server needs."""

    def outcome(self, request: Request, /) -> Outcome:
        """Return what the client sees of one request."""
        ...

    def take_refusal(self) -> float | None:
        """Return for how many seconds to refuse connections now, if a fault says so."""
        ...


class LoopbackServer:
    """Serves a sandbox on a free port of 127.0.0.1, in its own threads, until it is closed."""

    def __init__(self, sandbox: Backend) -> None:
        self._sandbox = sandbox
        self._lock = Lock()
        self._resuming: Timer | None = None
        self._server = self._bound(port=0)
        self._listen()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.refuse_if_due()

    def outcome(self, request: Request) -> Outcome:
        """Return what the client sees of one request."""
        outcome = self._sandbox.outcome(request)
        self.refuse_if_due()
        return outcome

    def refuse_if_due(self) -> None:
        """Refuse connections for a while, and close those that are open, if a fault says so."""
        with self._lock:
            seconds = None if self.refuses else self._sandbox.take_refusal()
            if seconds is not None:
                self._stop()
                self._server.stop_reading()
                # A socket that is bound but does not listen keeps the port, and refuses.
                self._server = self._bound(self._server.server_port)
                self._resuming = Timer(seconds, self.resume)
                self._resuming.daemon = True
                self._resuming.start()

    @property
    def refuses(self) -> bool:
        """Whether connections are refused."""
        return self._resuming is not None

    def close(self) -> None:
        """Stop listening; open connections are left to their clients."""
        with self._lock:
            if self._resuming is not None:
                self._resuming.cancel()
                self._resuming = None
                self._server.server_close()
            elif self._thread.is_alive():
                self._stop()

    def _bound(self, port: int) -> _ThreadedServer:
        server = _ThreadedServer(("127.0.0.1", port), _handler(self), bind_and_activate=False)
        server.server_bind()
        return server

    def _listen(self) -> None:
        self._server.server_activate()
        self._thread = Thread(target=self._server.serve_forever, args=(POLL_INTERVAL,), daemon=True)
        self._thread.start()

    def _stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def resume(self) -> None:
        """Accept connections again if they are refused."""
        with self._lock:
            if self._resuming is not None:
                self._resuming.cancel()
                self._resuming = None
                self._listen()


class _ThreadedServer(ThreadingHTTPServer):
    """Keeps its open connections, to stop reading from all of them, or to reset one."""

    request_queue_size = 128  # a connection that does not fit waits for seconds
    daemon_threads = True  # clients may keep their connections open

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._open: set[Any] = set()
        self._waiting: dict[Any, None] = {}  # those without a request, the longest first
        self._to_reset: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer the requests of a connection, in a thread.

        For one more than there may be, the connection that has waited longest is closed.
        """
        if len(self._open) >= MAX_CONNECTIONS:
            oldest = next(iter(self._waiting.copy()), request)
            self.work(oldest)
            with suppress(OSError):
                oldest.shutdown(socket.SHUT_RDWR)
        self._open.add(request)
        self.wait(request)
        super().process_request(request, client_address)

    def wait(self, connection: Any) -> None:
        """Note that a connection has no request."""
        self._waiting[connection] = None

    def work(self, connection: Any) -> None:
        """Note that a connection has a request."""
        self._waiting.pop(connection, None)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        self._open.discard(request)
        self.work(request)
        if request in self._to_reset:
            self._to_reset.discard(request)
            request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that disconnect, or do not read their response."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def reset(self, connection: Any) -> None:
        """Reset a connection instead of closing it."""
        self._to_reset.add(connection)

    def stop_reading(self) -> None:
        """Read no further request from any connection; those in progress get their response."""
        for connection in tuple(self._open):
            with suppress(OSError):  # the client has disconnected, too
                connection.shutdown(socket.SHUT_RD)


def _handler(loopback: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body must be written at once: with two small writes Nagle's algorithm and
        # delayed acknowledgement cost 40 ms a request.
        wbufsize = -1
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            self.rfile.close()
            self._reader = request_reader.RequestReader(self.connection)
            self.rfile = BufferedReader(self._reader)

        def handle_one_request(self) -> None:
            super().handle_one_request()
            assert isinstance(self.server, _ThreadedServer)
            self.server.wait(self.connection)
            self._reader.restart(KEEP_ALIVE)

        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):  # a request of any method is answered
                return self.answer
            raise AttributeError(name)

        def answer(self) -> None:
            assert isinstance(self.server, _ThreadedServer)
            self.server.work(self.connection)
            execute(self._outcome(), self)

        def respond(self, response: Response, /) -> None:
            self._send(response)

        def respond_late(self, slow: SlowResponse, /) -> None:
            if self._client_leaves(within=slow.seconds):
                self.close_connection = True
            else:
                self._send(slow.response)

        def truncate(self, truncated: TruncatedResponse, /) -> None:
            self._send(truncated.response, truncated.sent)
            self.close_connection = True

        def connect_timeout(self) -> None:
            self.read_timeout()  # the connection is open: only the response can be late

        def read_timeout(self) -> None:
            self._client_leaves(within=SILENCE)
            self.close_connection = True

        def drop(self) -> None:
            self.close_connection = True

        def refuse(self) -> None:
            self.reset()  # the connection is open

        def reset(self) -> None:
            self.close_connection = True
            assert isinstance(self.server, _ThreadedServer)
            self.server.reset(self.connection)

        def _client_leaves(self, *, within: float) -> bool:
            return bool(select.select([self.connection], [], [], within)[0])

        def _outcome(self) -> Outcome:
            body = self._body()
            if body is None:
                return BAD_BODY
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            origin = f"http://{headers.get('host', 'localhost')}"
            return loopback.outcome(Request(self.command, path, query, headers, body, origin))

        def _body(self) -> bytes | None:
            coding = self.headers.get("transfer-encoding")
            if coding is not None:
                ends = coding.strip().lower() == "chunked"
                return request_reader.chunked(self.rfile) if ends else None
            length = self.headers.get("content-length", "0")
            if not length.isascii() or not length.isdecimal() or len(length) > 8:
                return None
            return self.rfile.read(int(length))

        def _send(self, response: Response, body: bytes | None = None) -> None:
            self.connection.settimeout(request_reader.REQUEST_TIMEOUT)
            self.send_response_only(response.status)
            last = LAST if loopback.refuses else {}
            for name, value in {**response.headers, **last}.items():
                self.send_header(name, value)
            if response.status != 204:  # which must not state a length (RFC 9110, section 8.6)
                self.send_header("content-length", str(len(response.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(response.body if body is None else body)

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing into the output of tests."""

    return Handler
