"""Requests that a page of another origin can have a browser make, on real sockets."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import httpx
import pytest
from sandbox_live.conftest import OURS
from sandbox_serving.served import AUTHORIZATION

from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, Sandbox, asgi
from flowroute_sandbox.http.browsers import AllowedHosts
from flowroute_sandbox.http.messages import Request

PATHS = (
    "/",
    "/_sandbox/health",
    "/_sandbox/state",
    "/_sandbox/stream",
    "/_sandbox/page/app.js",
    "/v2.2/messages",
    "/v2/numbers/12065550100",
    "/nowhere",
)


def raw(served, head: str) -> str:
    """Send a request as it is, and return all of the response."""
    parts = urlsplit(served.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode("latin-1"))
        text = b""
        while chunk := connection.recv(65536):
            text += chunk
    return text.decode("latin-1")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_page_of_another_origin_gets_403_on_every_path(web, served, path, method):
    """Whatever the path and method, with the right keys too, the response is a plain 403."""
    for headers in (
        {"host": "evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"},
    ):
        response = web.request(method, path, headers=headers)
        assert response.status_code == 403, headers
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert "access-control-allow-origin" not in response.headers
    assert web.get("/_sandbox/state").json()["numbers"] == 1


def request(host: str | None, method: str = "POST", path: str = "/_sandbox/reset", **headers: str):
    """Return a request with these headers, whose names have hyphens."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, path, headers=sent if host is None else {"host": host, **sent})


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "localhost.:8080",
        "app.localhost:1",
        "127.0.0.1:8080",
        "127.9.9.9",
        "127.1:8080",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]:80",
        "api.flowroute.com",
        "sandbox:8080",
        "SANDBOX.",
        "10.0.0.5:80",
        None,
    ],
)
def test_hosts_that_are_known(host):
    """This machine's names, the server's address and the allowed hosts are known, at any port."""
    assert AllowedHosts(["sandbox"]).refusal(request(host), "10.0.0.5") is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:127",
        "127.0.0.1.evil.example",
        "localhost, evil.example",
        "evil.example, localhost",
        "localhost@evil.example",
        "evil.example#localhost",
        "localhost:99999",
        "localhost:80:80",
        "localhost:",
        "localhost..",
        "",
        " ",
        "[::1",
        "::1",
        "[::2]",
        "10.0.0.6",
        "128.0.0.1",
        "0.0.0.0",
        "notlocalhost",
        "sandbox.example.com",
        "xn--localhost",
        "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54",
    ],
)
def test_hosts_that_are_not_known(host):
    """Any other name or address, and what is no Host header, is refused."""
    assert AllowedHosts(["sandbox"]).refusal(request(host), "10.0.0.5") is not None


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8080", "http://localhost:8080"),
        ("LocalHost:8080", "http://localhost:8080"),
        ("localhost", "http://localhost"),
        ("localhost:443", "https://localhost"),
        ("localhost", "https://localhost"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("sandbox", "https://sandbox"),
    ],
)
def test_the_origin_of_the_page_itself(host, origin):
    """The sandbox's own origin is taken, behind a proxy that speaks HTTPS as well."""
    assert AllowedHosts(["sandbox"]).refusal(request(host, origin=origin)) is None


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:3000",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://evil.example",
        "http://localhost:8080.evil.example",
        "http://localhost:8080@evil.example",
        "http://evil.example/http://localhost:8080",
        "http://localhost:8080/",
        "http://localhost:8080, http://evil.example",
        "file://",
        "null",
        "NULL",
        "",
        "chrome-extension://abc",
        "ftp://localhost:8080",
        "localhost:8080",
        "//localhost:8080",
        "http://[::1",
    ],
)
def test_origins_that_are_others(origin):
    """Another port, scheme or host is another origin, as are null and what is none."""
    hosts = AllowedHosts()
    assert hosts.refusal(request("localhost:8080", origin=origin)) is not None
    assert hosts.refusal(request("localhost:8080", "GET", origin=origin)) is not None
    assert hosts.refusal(request(None, origin=origin)) is not None


def test_forms_of_old_browsers():
    """A browser that sends no Origin with a form is known by its Referer; programs send neither."""
    hosts = AllowedHosts()
    foreign = {"referer": "http://evil.example/http://localhost/"}

    assert hosts.refusal(request("localhost", **foreign)) is not None
    assert hosts.refusal(request("localhost", "GET", **foreign)) is None
    assert hosts.refusal(request("localhost", referer="http://localhost/x")) is None
    assert hosts.refusal(request("localhost")) is None


def test_a_link_to_the_page_may_be_followed_but_not_framed():
    """Of another site, a person may follow a link to the page; anything else is refused."""
    link = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    hosts = AllowedHosts()

    def refused(method: str, path: str, **headers: str) -> bool:
        return hosts.refusal(request("localhost", method, path, **headers)) is not None

    assert not refused("GET", "/", **link, sec_fetch_dest="document")
    assert refused("GET", "/", **link, sec_fetch_dest="iframe")
    assert refused("POST", "/", **link, sec_fetch_dest="document")
    assert refused("GET", "/_sandbox/state", **link, sec_fetch_dest="document")
    picture = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}
    assert not refused("GET", "/_sandbox/media/1/a.png", **picture, sec_fetch_dest="image")
    assert refused("GET", "/_sandbox/media/1/a.png", **picture, sec_fetch_dest="script")
    assert refused("GET", "/_sandbox/stream", **picture, sec_fetch_dest="image")


def test_programs_work_as_before(served, web):
    """HTTP/1.0 without a host and curl's headers are answered."""
    keys = f"authorization: {AUTHORIZATION}\nconnection: close"

    assert raw(served, f"GET /_sandbox/state HTTP/1.0\n{keys}\n\n").startswith("HTTP/1.1 200")
    twice = raw(served, f"GET / HTTP/1.1\nhost: localhost\nhost: evil.example\n{keys}\n\n")
    assert twice.startswith("HTTP/1.1 4")
    upgrade = "upgrade: websocket\nsec-websocket-key: x\norigin: http://evil.example"
    head = f"GET /_sandbox/stream HTTP/1.1\nhost: localhost\n{upgrade}\n{keys}, upgrade\n\n"
    assert raw(served, head).startswith("HTTP/1.1 403")


def test_the_page_and_what_it_may_do(served, web):
    """The page needs no keys; with its token it changes, and with its cookie it only reads."""
    page = httpx.get(f"{served.url}/")
    token = page.text.partition('name="sandbox-token" content="')[2].partition('"')[0]
    name, _, value = page.headers["set-cookie"].partition(";")[0].partition("=")
    own = {"origin": served.url, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}

    def status(method: str, path: str, **headers: str) -> int:
        sent = {key.replace("_", "-"): text for key, text in headers.items()}
        return httpx.request(method, served.url + path, headers=own | sent).status_code

    assert "HttpOnly; SameSite=Strict" in page.headers["set-cookie"]
    assert value != token
    assert status("GET", "/_sandbox/state", cookie=f"{name}={value}") == 200
    assert status("GET", "/_sandbox/state", x_sandbox_token=token) == 200
    assert status("POST", "/_sandbox/reset", cookie=f"{name}={value}") == 403
    assert status("POST", "/_sandbox/reset", x_sandbox_token=value) == 403
    assert status("POST", "/_sandbox/reset", authorization=AUTHORIZATION) == 403
    assert status("POST", "/_sandbox/reset", x_sandbox_token=token) == 204
    assert status("GET", "/_sandbox/state", cookie="flowroute-sandbox-1=old") == 403
    assert status("GET", "/v2/routes", x_sandbox_token=token) == 401
    assert httpx.get(f"{served.url}/_sandbox/state").status_code == 401


def test_headers_of_the_page(served):
    """The page has a strict policy, cannot be framed and is not kept; the API has none of it."""
    page = httpx.get(f"{served.url}/").headers

    assert "unsafe" not in page["content-security-policy"]
    assert page["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert {name: page[name] for name in page if name.startswith(("x-", "cross-", "cache"))} == {
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }
    api = httpx.get(f"{served.url}/v2/routes", auth=(ACCESS_KEY, SECRET_KEY))
    assert set(api.headers) == {"content-type", "content-length", "date"}


async def status_of(path: str, client: tuple[str, int], **headers: str) -> int:
    """Return the status of a request that comes from this address."""
    transport = httpx.ASGITransport(asgi(Sandbox(post=None)), client=client)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        return (await http.get(path, headers=headers)).status_code


def test_the_page_from_another_machine():
    """A browser elsewhere, which the server lets connect, is asked for the keys."""
    import asyncio

    assert asyncio.run(status_of("/", ("192.0.2.7", 1))) == 401
    assert asyncio.run(status_of("/", ("192.0.2.7", 1), authorization=AUTHORIZATION)) == 200
    assert asyncio.run(status_of("/", ("127.0.0.1", 1))) == 200
    assert asyncio.run(status_of("/", ("::ffff:127.0.0.1", 1))) == 200


def test_any_base_url_in_the_process():
    """An ASGI client in the process may have any address for the application."""
    import asyncio

    async def get(base_url: str) -> int:
        transport = httpx.ASGITransport(asgi(Sandbox(post=None)))
        async with httpx.AsyncClient(transport=transport, base_url=base_url) as http:
            return (await http.get("/_sandbox/health")).status_code

    for base_url in ("https://api.flowroute.com", "http://testserver", "https://example.com:81"):
        assert asyncio.run(get(base_url)) == 200


def test_media_never_runs_in_the_origin_of_the_page(served, web):
    """A picture is shown, anything else is a download, and neither has an origin."""
    files = [("files", ("cat.png", b"\x89PNG")), ("files", ("x.svg", b"<svg onload='alert(1)'/>"))]
    form = {"from": "13125550199", "to": OURS}
    message_id = web.post("/_sandbox/messages/receive", data=form, files=files).json()["id"]

    picture, drawing = web.get(f"/_sandbox/messages/{message_id}").json()["media"]
    shown, saved = httpx.get(picture["url"]), httpx.get(drawing["url"])

    assert (shown.content, shown.headers["content-type"]) == (b"\x89PNG", "image/png")
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"] == 'attachment; filename="x.svg"'
    for each in (shown, saved):
        assert each.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert each.headers["x-content-type-options"] == "nosniff"
