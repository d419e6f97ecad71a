"""Webhooks over real sockets."""

from __future__ import annotations

import socket
from contextlib import suppress
from http.client import HTTPException
from ssl import SSLError
from threading import Event, Thread

import pytest
from sandbox_serving.listener import Listener, listening

from flowroute_sandbox import WebhookSender
from flowroute_sandbox.webhooks import sender
from flowroute_sandbox.webhooks.sender import HeldBack

HEADERS = {"content-type": "application/json", "accept-encoding": "gzip", "user-agent": "Go"}


@pytest.fixture
def listener():
    with listening() as listener:
        yield listener


def test_the_request_of_a_webhook(listener: Listener) -> None:
    """One POST with the body, its length, and the headers given; nothing else is added."""
    assert WebhookSender()(f"{listener.url}/a/b?c=d%20e&f#g", b'{"a":1}', HEADERS) == 200

    posted = listener.take()
    assert (posted.path, posted.body) == ("/a/b?c=d%20e&f", b'{"a":1}')
    assert {name.lower(): value for name, value in posted.headers.items()} == {
        **HEADERS,
        "host": listener.url.removeprefix("http://"),
        "content-length": "7",
    }


@pytest.mark.parametrize("status", [204, 302, 404, 500])
def test_the_status_is_what_counts(listener: Listener, status: int) -> None:
    """The status of any response is returned; a redirect is not followed."""
    listener.answers = [status]

    assert WebhookSender()(listener.url, b"{}", HEADERS) == status
    assert (listener.take().path, listener.posted.empty()) == ("/", True)


def test_an_address_in_other_letters(listener: Listener) -> None:
    """What an address may not contain as it is, is escaped; what is escaped stays."""
    for path in ("/a//ü/%C3%BC?ü", "?a=b"):
        WebhookSender()(f"{listener.url}{path}", b"{}", HEADERS)

    assert [listener.take().path for _ in range(2)] == ["/a//%C3%BC/%C3%BC?%C3%BC", "/?a=b"]


def test_keys_in_the_address(listener: Listener) -> None:
    """A user and password in the address are sent as Basic credentials."""
    address = listener.url.removeprefix("http://")
    WebhookSender()(f"http://me:p%40ss@{address}/", b"{}", HEADERS)

    assert listener.take().headers["authorization"] == "Basic bWU6cEBzcw=="


def test_no_listener() -> None:
    """A port without a listener is an OSError."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    with pytest.raises(ConnectionRefusedError):
        WebhookSender()(f"http://localhost:{port}/", b"{}", HEADERS)


@pytest.mark.parametrize(
    "drip",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nx: y",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20_000,
    ],
    ids=["silent", "dripping", "continuing", "endless headers"],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_deadline_of_a_delivery(scheme: str, drip: bytes) -> None:
    """A receiver that never completes its response is an error within the timeout."""
    assert sender.TIMEOUT == 5
    left = Event()

    def speak(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            for number in range(100_000):
                connection.sendall(drip[number % len(drip) :][:1] if drip else b"")
                if left.wait(0.001):
                    return

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=speak, args=(server,), daemon=True).start()
        url = f"{scheme}://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises((TimeoutError, HTTPException, SSLError)):
            WebhookSender(timeout=0.1)(url, b"{}", HEADERS)
        left.set()


def test_a_host_whose_name_is_not_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up a name is part of the time that a delivery has."""
    answer = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer.wait(60))

    with pytest.raises(TimeoutError, match=r"looking up example\.com timed out"):
        WebhookSender("*", timeout=0.05)("http://example.com/", b"{}", HEADERS)
    answer.set()


def test_a_response_that_is_no_http(listener: Listener) -> None:
    """A response that is not HTTP is an error."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        spoke = Event()

        def speak() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
                spoke.wait(60)

        thread = Thread(target=speak)
        thread.start()
        with pytest.raises(HTTPException):
            WebhookSender()(url, b"{}", HEADERS)
        spoke.set()
        thread.join()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"])
def test_this_machine(host: str) -> None:
    """This machine is known by its names: the attempt is made."""
    with pytest.raises(OSError, match=r"refused|not available|unreachable"):
        WebhookSender()(f"http://{host}:1/", b"{}", HEADERS)


@pytest.mark.parametrize(
    "host",
    ["example.com", "localhost.example.com", "10.0.0.1", "192.168.0.1", "[2001:db8::1]", "127.1"],
)
def test_other_machines(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """Nothing is sent to other machines, and no name is looked up."""

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)

    with pytest.raises(HeldBack, match="is not this machine"):
        WebhookSender("app")(f"https://{host}/hook", b"{}", HEADERS)


@pytest.mark.parametrize("hosts", [["example.com"], ["a", "Example.COM"], ["*"]])
def test_named_hosts(monkeypatch: pytest.MonkeyPatch, hosts: list[str]) -> None:
    """Named hosts are posted to, and any host with `*`."""

    def lookup(host: str, *_: object, **__: object) -> None:
        raise OSError(f"looked up {host}")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)

    with pytest.raises(OSError, match=r"looked up example\.com"):
        WebhookSender(*hosts)("http://example.com/hook", b"{}", HEADERS)


@pytest.mark.parametrize(
    ("host", "shown", "cure"),
    [
        ("", "", "write a name, an IP address or '*'"),
        ("two words", "two words", "write a name, an IP address or '*'"),
        ("*.example.com", "*.example.com", "write a name, an IP address or '*'"),
        ("http://[", "http://[", "write a name, an IP address or '*'"),
        ("app:8000", "app:8000", "write 'app'"),
        ("http://App/hook", "http://App/hook", "write 'app'"),
        ("[fd00::1]", "[fd00::1]", "write 'fd00::1'"),
        ("http://me:secret@app/", "app/", "write 'app'"),
    ],
)
def test_what_is_no_host(host: str, shown: str, cure: str) -> None:
    """What no address can have as its host is refused when it is named, without its password."""
    with pytest.raises(ValueError, match="must be a host") as refused:
        WebhookSender("app", host)

    assert str(refused.value) == (
        f"must be a host without scheme, port and path, but got {shown!r}: {cure}"
    )


@pytest.mark.parametrize("host", ["app", "Host.Docker.internal", "192.0.2.1", "FD00::1", "é.test"])
def test_hosts(host: str) -> None:
    """Names and IP addresses are hosts, in any case."""
    assert WebhookSender(host)


def test_an_invalid_port() -> None:
    """An address that cannot be one is an error of its own."""
    with pytest.raises(ValueError, match="Port"):
        WebhookSender()("http://localhost:99999/", b"{}", HEADERS)
