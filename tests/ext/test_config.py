"""The settings of a client: credentials, base URL, timeout and concurrency."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from flowroute_ext import AsyncFlowroute, ConfigurationError, Flowroute

CLIENTS = pytest.mark.parametrize("client", [Flowroute, AsyncFlowroute])
PORTAL = "(both keys are in the portal under Preferences > API Control)"


def refusal(**settings: Any) -> str:
    """Return the error message for a client with these settings."""
    with pytest.raises(ConfigurationError) as refused:
        Flowroute(**{"access_key": "key", "secret_key": "secret"} | settings)
    return str(refused.value)


@CLIENTS
def test_missing_credentials(client: Any) -> None:
    """Without credentials, one sentence says what to pass, what to set and where to look."""
    with pytest.raises(ConfigurationError) as refused:
        client()

    sentence = f"no credentials: pass access_key=… or set FR_ACCESS_KEY {PORTAL}"
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"access_key": "key"}, "no credentials: pass secret_key=… or set FR_SECRET_KEY "),
        ({"secret_key": "secret"}, "no credentials: pass access_key=… or set FR_ACCESS_KEY "),
        ({"access_key": "key", "secret_key": ""}, "no credentials: pass secret_key=… or set "),
        ({"access_key": float("nan")}, "no credentials: pass access_key=… or set "),
    ],
)
def test_half_of_the_credentials(given: dict[str, Any], missing: str) -> None:
    """The sentence names the key that is missing; an empty one is missing too."""
    with pytest.raises(ConfigurationError, match="no credentials") as refused:
        Flowroute(**given)

    assert str(refused.value).startswith(missing)


@CLIENTS
def test_the_environment(client: Any, environment: pytest.MonkeyPatch) -> None:
    """Credentials and base URL come from the environment where no argument gives them."""
    environment.setenv("FR_ACCESS_KEY", "key")
    environment.setenv("FR_SECRET_KEY", "secret")
    environment.setenv("FR_BASE_URL", "http://localhost:8080/")

    assert repr(client()) == (
        f"{client.__name__}(base_url='http://localhost:8080', messages_version='v2.1')"
    )
    assert "https://api.example.com" in repr(client(base_url="https://api.example.com"))


def test_an_argument_comes_before_the_environment(environment: pytest.MonkeyPatch) -> None:
    """An empty argument is a missing key, not a reason to take another account's."""
    environment.setenv("FR_ACCESS_KEY", "another")

    assert refusal(access_key="").startswith("no credentials: pass access_key=…")


@pytest.mark.parametrize("key", ["ke\ny", "key\n", " key", "ke y", "k\x00ey", "k\u200bey", "\t"])
def test_keys_with_white_space(key: str) -> None:
    """White space and control characters in a key are reported, and the key is not shown."""
    expected = (
        "secret_key has white space or control characters around or in it; "
        "copy the key again, without them"
    )
    assert refusal(secret_key=key) == expected


def test_a_key_with_a_colon() -> None:
    """HTTP Basic cannot carry a colon in the access key; the secret key may have one."""
    expected = "access_key holds a colon, which HTTP Basic cannot carry"
    assert refusal(access_key="a:b") == expected

    assert repr(Flowroute("key", "a:b")).startswith("Flowroute(")


@pytest.mark.parametrize(("key", "kind"), [(b"key", "bytes"), (12345, "int"), (["k"], "list")])
def test_a_key_that_is_no_text(key: object, kind: str) -> None:
    """A key of another kind is refused like any other unusable key."""
    assert refusal(access_key=key) == f"access_key is a {kind}: give it as text"


@pytest.mark.parametrize(
    ("url", "shown", "wrong"),
    [
        ("http://api.flowroute.com", None, "would send your credentials in the clear: "),
        ("http://127.0.0.1.example.com", None, "would send your credentials in the clear: "),
        ("http://0.0.0.0:8080", None, "would send your credentials in the clear: "),
        ("http://127.1", None, "would send your credentials in the clear: "),
        ("ftp://example.com", None, "is not an absolute http(s) URL: "),
        ("example.com", None, "is not an absolute http(s) URL: "),
        ("//example.com", None, "is not an absolute http(s) URL: "),
        ("https://", None, "is not an absolute http(s) URL: "),
        ("https://example.com:0", None, "is not an absolute http(s) URL: "),
        ("https://example.com:99999", None, "is not a URL: "),
        ("https://[::1", None, "is not a URL: "),
        ("https://u:pw@example.com", "https://•••@example.com", "carries credentials: "),
        ("https://u:p/w@example.com", "https://…", "is not a URL: "),
        ("u:pw@example.com", "•••@example.com", "is not an absolute http(s) URL: "),
        ("https://example.com?a=b", "https://example.com?…", "has a query or a fragment: "),
        ("https://example.com#a", "https://example.com#…", "has a query or a fragment: "),
        ("https://exa mple.com", None, "has blanks or letters that URLs cannot have: "),
        (" https://example.com", None, "has blanks or letters that URLs cannot have: "),
        ("https://example.com/a\n", None, "has blanks or letters that URLs cannot have: "),
        ("https://snowman-☃.example.com", None, "has blanks or letters that URLs cannot have: "),
        ("https://example..com", None, "has no valid host: "),
        ("https://999.1.1.1", None, "has no valid host: "),
        ("https://[v1.a]", None, "has no valid host: "),
        ("https://" + 64 * "a" + ".example.com", None, "has no valid host: "),
    ],
)
def test_an_unusable_base_url(url: str, shown: str | None, wrong: str) -> None:
    """Anything but https, or http on this machine, is refused without showing credentials."""
    assert refusal(base_url=url).startswith(f"the base URL {shown or url!r} {wrong}")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://api.example.com/", "https://api.example.com"),
        ("https://api.example.com:8443/flowroute//", "https://api.example.com:8443/flowroute"),
        ("HTTP://LOCALHOST:1", "http://LOCALHOST:1"),
        ("http://127.9.9.9:8080", "http://127.9.9.9:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://[fe80::1%25eth0]", "https://[fe80::1%25eth0]"),
        ("https://1.example.com.", "https://1.example.com."),
    ],
)
def test_a_usable_base_url(url: str, kept: str) -> None:
    """Other Flowroutes are https anywhere, or http on this machine, under any path."""
    client = Flowroute("key", "secret", base_url=url)

    assert repr(client) == f"Flowroute(base_url='{kept}', messages_version='v2.1')"


def test_a_base_url_that_is_no_text() -> None:
    """A base URL of another kind is refused."""
    assert refusal(base_url=b"https://x") == "the base URL is a bytes: give it as text"


@pytest.mark.parametrize("timeout", [0, -1, -0.0, float("nan"), float("inf"), 1e20, "5"])
def test_an_impossible_timeout(timeout: object) -> None:
    """A timeout is seconds that a socket can wait, or None."""
    expected = (
        f"timeout={timeout!r} is not a time to wait: give seconds above 0, or None for no limit"
    )
    assert refusal(timeout=timeout) == expected


@pytest.mark.parametrize("concurrency", [0, -1, 2.5, "8", None])
def test_an_impossible_concurrency(concurrency: object) -> None:
    """The number of calls at once is a whole number from 1 up."""
    expected = f"concurrency={concurrency!r} allows no calls: use 1 or more"
    assert refusal(concurrency=concurrency) == expected


@pytest.mark.parametrize(("number", "shown"), [(10**6, "1000000"), (10**30, "…")])
def test_more_calls_than_there_are_ports(number: int, shown: str) -> None:
    """A number of calls that no machine can have in progress is refused, and takes no memory."""
    expected = f"concurrency={shown} is more than a machine has ports: use 65,535 or fewer"
    assert refusal(concurrency=number) == expected


@pytest.mark.parametrize("version", ["v2", "2.1", None])
def test_an_unknown_messages_version(version: object) -> None:
    """The messages API has two versions."""
    expected = f"messages_version={version!r} is not a version of the messages API: "
    assert refusal(messages_version=version) == expected + "use 'v2.1' or 'v2.2'"


@pytest.mark.parametrize(
    ("client", "kind", "takes"),
    [(Flowroute, "AsyncClient", "Client"), (AsyncFlowroute, "Client", "AsyncClient")],
)
def test_an_http_client_of_the_other_kind(library: str, client: Any, kind: str, takes: str) -> None:
    """Each client's error says which HTTP client it takes."""
    http_client = getattr(importlib.import_module(library), kind)()

    with pytest.raises(ConfigurationError) as refused:
        client("key", "secret", http_client=http_client)

    expected = f"http_client is {library}.{kind}; {client.__name__} takes {library}.{takes}"
    assert str(refused.value) == expected
