"""A sandbox on a port of this machine, for applications that run in another process."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from flowroute_sandbox.http import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

POLL = 0.01  # seconds; `shutdown` takes up to one poll, which is half a second unless told
METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
LENGTH_REQUIRED = Response(411, {"connection": "close"})


class LoopbackServer:
    """Answers on a free port of 127.0.0.1, from threads of its own, until it is closed."""

    def __init__(self, answer: Callable[[Request], Response]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer))
        self._server.daemon_threads = True  # clients may keep their connections for ever
        self._thread = Thread(target=self._server.serve_forever, args=(POLL,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop listening; connections that are open are left to their clients."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(answer: Callable[[Request], Response]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body must go out in one piece: two small writes would meet Nagle's algorithm
        # and delayed acknowledgement, which together cost 40 ms a request.
        wbufsize = -1
        disable_nagle_algorithm = True

        def respond(self) -> None:
            response = self._response()
            self.send_response_only(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            if response.status != 204:  # which must not state a length (RFC 9110, section 8.6)
                self.send_header("content-length", str(len(response.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(response.body)

        def _response(self) -> Response:
            if "transfer-encoding" in self.headers:
                return LENGTH_REQUIRED
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            origin = f"http://{headers.get('host', 'localhost')}"
            return answer(Request(self.command, path, query, headers, body, origin))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what a test prints is the test's."""

    for method in METHODS:
        setattr(Handler, f"do_{method}", Handler.respond)
    return Handler
