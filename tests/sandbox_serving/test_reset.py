"""`reset()` gives a sandbox that is served a new account."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from flowroute_sandbox import reset


def test_a_new_account(serve, monkeypatch):
    """What was bought is gone, and the balance is that of the start."""
    served = serve()
    monkeypatch.setenv("FR_BASE_URL", served.url)
    monkeypatch.delenv("FR_ACCESS_KEY", raising=False)
    monkeypatch.delenv("FR_SECRET_KEY", raising=False)
    served.json("POST", "/v2/numbers/12065550100")
    before = served.json("GET", "/_sandbox/state")[1]["balance"]

    reset()

    assert before == 997.75
    assert served.json("GET", "/_sandbox/state")[1]["balance"] == 1000.0
    assert served.json("GET", "/v2/numbers")[1]["data"] == []


def test_other_keys(serve, monkeypatch):
    """A sandbox that refuses the keys of the environment is left as it is."""
    served = serve()
    monkeypatch.setenv("FR_BASE_URL", served.url)
    monkeypatch.setenv("FR_ACCESS_KEY", "another")

    with pytest.raises(RuntimeError, match="the sandbox has other keys than FR_ACCESS_KEY"):
        reset()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "FR_BASE_URL is not set"),
        ("127.0.0.1:8080", "there is no sandbox at FR_BASE_URL"),
        ("http://127.0.0.1:9", "there is no sandbox at FR_BASE_URL"),
        ("http://[::1", "there is no sandbox at FR_BASE_URL"),
    ],
)
def test_no_sandbox(monkeypatch, url, message):
    """Without a sandbox there is a sentence that says what to do."""
    monkeypatch.setenv("FR_BASE_URL", url)

    with pytest.raises(RuntimeError, match=message):
        reset()


def test_another_server(monkeypatch):
    """A server that is no sandbox gets no keys."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.command, self.path, self.headers["authorization"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        monkeypatch.setenv("FR_BASE_URL", f"http://127.0.0.1:{server.server_port}/flowroute/")
        with pytest.raises(RuntimeError, match="there is no sandbox at FR_BASE_URL"):
            reset()
        thread.join()

    assert asked == [("GET", "/flowroute/_sandbox/health", None)]
