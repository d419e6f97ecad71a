"""Where a client talks to, as whom, and how patiently. Pure: the environment is passed in."""

from __future__ import annotations

import base64
import ipaddress
from typing import TYPE_CHECKING, Literal, TypedDict
from urllib.parse import urlsplit

import attrs

from ._errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

MessagesVersion = Literal["v2.1", "v2.2"]

DEFAULT_BASE_URL = "https://api.flowroute.com"
DEFAULT_TIMEOUT = 30.0
# httpx goes through all its connections for every request that waits, so many at once are
# slower than few: a hundred tasks get twice as much done eight at a time.
DEFAULT_CONCURRENCY = 8
MESSAGES_VERSIONS = ("v2.1", "v2.2")


class Options(TypedDict, total=False):
    """What may differ from one call to the next.

    `timeout`: seconds to wait for a connection, for each piece of the answer, and for the
    whole of its body; None waits for ever.
    """

    timeout: float | None


@attrs.frozen
class Config:
    """A client's settings, checked. Neither key appears in its repr."""

    authorization: str = attrs.field(repr=False)
    base_url: str
    messages_version: MessagesVersion
    timeout: float | None
    concurrency: int

    @property
    def host(self) -> str:
        """The host that the base URL names."""
        return urlsplit(self.base_url).hostname or ""


def configure(
    environ: Mapping[str, str],
    *,
    access_key: str | None,
    secret_key: str | None,
    base_url: str | None,
    messages_version: MessagesVersion,
    timeout: float | None,
    concurrency: int,
) -> Config:
    """The settings that the arguments give, and the environment where they give none.

    Raises `ConfigurationError`, which says what is missing and where it may come from.
    """
    if messages_version not in MESSAGES_VERSIONS:
        raise ConfigurationError(
            f"messages_version={messages_version!r} is not a version of the messages API: "
            f"use {' or '.join(map(repr, MESSAGES_VERSIONS))}"
        )
    if concurrency < 1:
        raise ConfigurationError(f"concurrency={concurrency!r} lets no call through: use 1 or more")
    return Config(
        authorization=_authorization(
            _key(access_key, environ, "access_key", "FR_ACCESS_KEY"),
            _key(secret_key, environ, "secret_key", "FR_SECRET_KEY"),
        ),
        base_url=_base_url(base_url or environ.get("FR_BASE_URL") or DEFAULT_BASE_URL),
        messages_version=messages_version,
        timeout=checked_timeout(timeout),
        concurrency=concurrency,
    )


def checked_timeout(timeout: float | None) -> float | None:
    """*timeout* itself; raise `ConfigurationError` unless it is None or above zero."""
    if timeout is not None and not timeout > 0:
        raise ConfigurationError(
            f"timeout={timeout!r} leaves no time for an answer: give seconds above 0, "
            "or None to wait for ever"
        )
    return timeout


def _key(given: str | None, environ: Mapping[str, str], argument: str, variable: str) -> str:
    """The key given or in the environment; no message ever shows it."""
    key, source = (given, argument) if given is not None else (environ.get(variable), variable)
    if not key:
        raise ConfigurationError(
            f"no credentials: pass {argument}=… or set {variable} "
            "(both keys are in the portal under Preferences > API Control)"
        )
    if key != key.strip() or not key.isprintable():
        raise ConfigurationError(
            f"{source} has white space or control characters around or in it; "
            "copy the key again, without them"
        )
    if argument == "access_key" and ":" in key:
        # RFC 7617: a user-id with a colon cannot be sent.
        raise ConfigurationError(f"{source} holds a colon, which HTTP Basic cannot carry")
    return key


def _authorization(access_key: str, secret_key: str) -> str:
    pair = f"{access_key}:{secret_key}".encode()
    return "Basic " + base64.b64encode(pair).decode("ascii")


def _base_url(text: str) -> str:
    """*text* without a trailing slash: https, or plain http on this very machine."""
    try:
        url = urlsplit(text)
        host, port = url.hostname, url.port
    except ValueError as broken:
        raise ConfigurationError(f"the base URL is not a URL: {broken}") from None
    if url.username is not None or url.password is not None:
        raise ConfigurationError(
            "the base URL carries credentials: pass them as access_key and secret_key instead"
        )
    if not host or url.scheme not in ("http", "https"):
        raise ConfigurationError(
            f"the base URL {text!r} is not an absolute http(s) URL: "
            f"use one like {DEFAULT_BASE_URL!r}"
        )
    if url.query or url.fragment:
        raise ConfigurationError("the base URL has a query or a fragment: remove it")
    if url.scheme == "http" and not _is_loopback(host):
        raise ConfigurationError(
            f"the base URL {text!r} would send your credentials in the clear: "
            "use https (plain http is for this machine only, as in 'http://127.0.0.1:8080')"
        )
    netloc = f"[{host}]" if ":" in host else host
    return f"{url.scheme}://{netloc}{f':{port}' if port else ''}{url.path.rstrip('/')}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
