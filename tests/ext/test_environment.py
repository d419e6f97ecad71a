"""What the environment breaks before anything is sent."""

from __future__ import annotations

import base64
import logging
import os
import resource
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from ext.server import Server, raw
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import AsyncFlowroute, ConfigurationError, ConnectFailed, Flowroute
from flowroute_ext._http import clients as _clients

PASSWORD = "hunter2"
BROKEN = {
    "NO_PROXY": ("::1/128", "NO_PROXY cannot be used: list host names, separated by commas"),
    "ALL_PROXY": (
        f"socks5://me:{PASSWORD}@127.0.0.1:9",
        "ALL_PROXY is a SOCKS proxy, which needs the package socksio: install it",
    ),
    "HTTPS_PROXY": (
        f"ftp://me:{PASSWORD}@nowhere",
        "HTTPS_PROXY is not the URL of a proxy: use one like http://127.0.0.1:3128",
    ),
    "https_proxy": (
        f"http://me:{PASSWORD}@[::1",
        "https_proxy is not the URL of a proxy: use one like http://127.0.0.1:3128",
    ),
    "SSL_CERT_FILE": (
        "/missing",
        (
            "SSL_CERT_FILE cannot be used (FileNotFoundError: No such file or directory): "
            "correct it, or unset it"
        ),
    ),
    "SSL_CERT_DIR": ("/missing", "SSL_CERT_DIR is not a folder: correct it, or unset it"),
}


@pytest.fixture(autouse=True)
def new_tls(environment: pytest.MonkeyPatch) -> Generator[None, None, None]:
    """No variable for proxies or certificates, and no TLS context of another test."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        environment.delenv(name, raising=False)
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        environment.delenv(name, raising=False)
        environment.delenv(name.lower(), raising=False)
    _clients.tls.cache_clear()
    yield
    _clients.tls.cache_clear()


@pytest.mark.parametrize("variable", BROKEN)
@pytest.mark.parametrize("call", UNSAFE_CALLS)
@pytest.mark.sampled(12)
def test_a_variable(
    library: str, environment: pytest.MonkeyPatch, variable: str, call: str
) -> None:
    """The error is one of configuration; it names the variable, and shows no password."""
    value, problem = BROKEN[variable]
    if (library, variable) == ("httpx2", "NO_PROXY"):
        pytest.skip("httpx2 takes it as it is")
    environment.setenv(variable, value)
    flowroute = Flowroute("key", "secret", concurrency=1)

    for _ in range(2):
        with pytest.raises(ConfigurationError) as caught:
            UNSAFE_CALLS[call](flowroute)

    assert str(caught.value) == f"no connection can be made: {problem}"
    assert caught.value.__cause__ is None
    environment.delenv(variable)


@pytest.mark.anyio
@pytest.mark.parametrize("variable", BROKEN)
async def test_a_variable_in_a_task(
    library: str, environment: pytest.MonkeyPatch, variable: str
) -> None:
    """The same with the asynchronous client."""
    value, problem = BROKEN[variable]
    if (library, variable) == ("httpx2", "NO_PROXY"):
        pytest.skip("httpx2 takes it as it is")
    environment.setenv(variable, value)

    with pytest.raises(ConfigurationError) as caught:
        await UNSAFE_CALLS["send_a_message"](AsyncFlowroute("key", "secret"))

    assert str(caught.value) == f"no connection can be made: {problem}"
    environment.delenv(variable)


def test_a_proxy_that_does_not_listen(library: str, environment: pytest.MonkeyPatch) -> None:
    """Where a proxy cannot be reached, nothing was sent, and its variable is named."""
    environment.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    with pytest.raises(ConnectFailed, match="by the proxy of HTTPS_PROXY"):
        UNSAFE_CALLS["send_a_message"](Flowroute("key", "secret", max_retries=0))


@pytest.mark.parametrize(
    ("variable", "problem"),
    [
        ("SSL_CERT_FILE", "SSL_CERT_FILE is empty: unset it"),
        ("SSL_CERT_DIR", "there are no certificates in SSL_CERT_DIR: correct it, or unset it"),
    ],
)
def test_no_certificates(
    environment: pytest.MonkeyPatch, tmp_path: Path, variable: str, problem: str
) -> None:
    """The engine fast, which has no authority to trust then, names the variable to change."""
    environment.setenv(variable, "" if variable == "SSL_CERT_FILE" else str(tmp_path))
    with Flowroute("key", "secret", engine="fast") as flowroute:
        with pytest.raises(ConfigurationError) as caught:
            UNSAFE_CALLS["send_a_message"](flowroute)

    assert str(caught.value) == f"no connection can be made: {problem}"


@pytest.mark.parametrize("scheme", ["HTTP", "http", "SOCKS5"])
def test_the_scheme_of_a_proxy(environment: pytest.MonkeyPatch, scheme: str) -> None:
    """It may be written in capitals with the engine fast, as with the others."""
    environment.setenv("HTTPS_PROXY", f"{scheme}://127.0.0.1:9")
    url = "https://127.0.0.1:9"
    with Flowroute("key", "secret", base_url=url, max_retries=0, engine="fast") as flowroute:
        with pytest.raises(ConnectFailed, match="by the proxy of HTTPS_PROXY"):
            UNSAFE_CALLS["send_a_message"](flowroute)


@contextmanager
def no_more_files() -> Generator[None, None, None]:
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = max(int(path.name) for path in Path("/proc/self/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (used, limits[1]))
    spare: list[int] = []
    with suppress(OSError):
        while True:
            spare.append(os.open(os.devnull, os.O_RDONLY))
    try:
        yield
    finally:
        for each in spare:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts files as Linux does")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_more_files(server: Server, library: str, scheme: str) -> None:
    """Where no more files can be opened, nothing was sent; later the client works."""
    url = server.url.replace("http:", f"{scheme}:")
    with Flowroute("key", "secret", base_url=url, max_retries=0) as flowroute:
        with no_more_files(), pytest.raises(ConnectFailed, match="Too many open files"):
            UNSAFE_CALLS["send_a_message"](flowroute)

        assert server.asked == []
        if scheme == "http":
            assert UNSAFE_CALLS["send_a_message"](flowroute).id


TOKEN = base64.b64encode(f"me:{PASSWORD}/?".encode()).decode()
ECHOES = {
    "status": f"HTTP/1.1 407 Not {TOKEN}\r\ncontent-length: 0\r\n\r\n",
    "header": f"HTTP/1.1 500 No\r\nx-was: me:{PASSWORD}/?\r\ncontent-length: 0\r\n\r\n",
    "no header": f"HTTP/1.1 200 OK\r\n{PASSWORD}/? {TOKEN}\r\n\r\n",
    "no response": f"SSH-2.0 {PASSWORD}%2F%3F {TOKEN}\r\n",
}


@pytest.mark.parametrize("name", ECHOES)
def test_what_a_proxy_repeats(
    library: str,
    server: Server,
    environment: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    """A proxy that repeats its password does not have it shown, in an error or a log."""
    proxy = server.url.replace("http://", f"http://me:{PASSWORD}%2F%3F@")
    environment.setenv("HTTPS_PROXY", proxy)
    server.script.append(raw(ECHOES[name].encode()))
    caplog.set_level(logging.DEBUG)

    # No request to Flowroute leaves a test, by a proxy either.
    url = "https://127.0.0.1:9"
    with Flowroute("key", "secret", base_url=url, max_retries=0) as flowroute:
        with pytest.raises(ConnectFailed) as caught:
            UNSAFE_CALLS["send_a_message"](flowroute)

    shown = f"{caught.value} {caught.value.__cause__!r} {caplog.text}"
    assert PASSWORD not in shown
    assert TOKEN not in shown
    assert [asked.method for asked in server.asked] == ["CONNECT"]
