"""A client's settings: base URL, credentials, defaults. Pure: the environment is passed in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import re
from typing import TYPE_CHECKING, Any, Literal, NoReturn
from urllib.parse import quote, unquote, urlsplit

import attrs

from .._base.errors import ConfigurationError
from .._base.problems import given, shown_url
from .._base.reading.empty import is_empty
from .._rate_limit.rate_limit import RateLimit
from .options import CallSettings, checked_retries, checked_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

MessagesVersion = Literal["v2.1", "v2.2"]

DEFAULT_BASE_URL = "https://api.flowroute.com"
DEFAULT_TIMEOUT = 30.0
DEFAULT_RETRIES = 2
# Enough for a busy program, and few for a service whose one published limit is five messages a
# second.
DEFAULT_CONCURRENCY = 10
# To one server, as many as there are ports.
MOST_CONNECTIONS = 65_535
DEFAULT_RATE_LIMIT = RateLimit()
MESSAGES_VERSIONS = ("v2.1", "v2.2")
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_BASE_URL = 2048  # characters
# RFC 1035 has labels of up to 63 characters; the resolver's own error for longer ones is unclear.
FOUR_NUMBERS = re.compile(r"[0-9]+(\.[0-9]+){3}")
HOST_NAME = re.compile(r"([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")


@attrs.frozen
class Config:
    """A client's settings, checked. Neither key appears in its repr."""

    authorization: str = attrs.field(repr=False)
    account: str
    """Identifies the account: a digest of the base URL and the access key."""
    base_url: str
    messages_version: MessagesVersion
    timeout: float | None
    max_retries: int
    deadline: float | None
    rate_limit: RateLimit | None
    concurrency: int
    engine: str | None = None
    """The name of what sends the requests; None leaves it to what is installed."""

    def __reduce__(self) -> NoReturn:
        # A client that was not used yet could be pickled else, with its credentials.
        raise TypeError(
            "cannot pickle a client, which has credentials and connections: "
            "make one in each process"
        )

    def receipt_key(self) -> bytes:
        """Return what the proofs in URLs for receipts are made with, in all processes alike.

        It is derived from the credentials, which it does not show.
        """
        return hmac.digest(self.authorization.encode(), b"flowroute-ext receipts 1", "sha256")

    def for_call(self, options: Mapping[str, Any], monotonic: float) -> CallSettings:
        """Return the settings of a call that starts at *monotonic* with the checked *options*."""
        deadline = options.get("deadline", self.deadline)
        until = None if deadline is None else monotonic + deadline
        not_after = options.get("not_after")
        if not_after is not None:
            until = not_after if until is None else min(until, not_after)
        return CallSettings(
            options.get("timeout", self.timeout),
            options.get("max_retries", self.max_retries),
            until,
            options.get("resolve", False),
            options.get("reference"),
            not_after,
        )


def configure(
    environ: Mapping[str, str],
    *,
    access_key: str | None,
    secret_key: str | None,
    base_url: str | None,
    messages_version: MessagesVersion,
    timeout: float | None,
    max_retries: int,
    deadline: float | None,
    rate_limit: RateLimit | None,
    concurrency: int,
    engine: str | None = None,
    has_client: bool = False,
) -> Config:
    """Return the settings from the arguments, and from the environment where they give none.

    Raises `ConfigurationError`, which says what is missing and where it may come from.
    """
    if messages_version not in MESSAGES_VERSIONS:
        raise ConfigurationError(
            f"messages_version={given(messages_version)} is not a version of the messages API: "
            f"use {' or '.join(map(repr, MESSAGES_VERSIONS))}"
        )
    user = _key(access_key, environ, "access_key", "FR_ACCESS_KEY")
    address = _base_url(base_url or environ.get("FR_BASE_URL") or DEFAULT_BASE_URL)
    return Config(
        authorization=_authorization(
            user, _key(secret_key, environ, "secret_key", "FR_SECRET_KEY")
        ),
        account=hashlib.sha256(f"{_canonical(address)} {user}".encode()).hexdigest()[:16],
        base_url=address,
        messages_version=messages_version,
        timeout=checked_seconds(timeout, "timeout"),
        max_retries=checked_retries(max_retries),
        deadline=checked_seconds(deadline, "deadline"),
        rate_limit=_rate_limit(rate_limit),
        concurrency=_concurrency(concurrency),
        # A client that is passed says more than the environment.
        engine=engine if engine or has_client else environ.get("FR_ENGINE") or None,
    )


def _rate_limit(limit: object) -> RateLimit | None:
    if limit is None or isinstance(limit, RateLimit):
        return limit
    raise ConfigurationError(
        f"rate_limit={given(limit)} is not a rate limit: "
        "use RateLimit(sms=5, mms=1), or None for none"
    )


def _concurrency(number: object) -> int:
    if isinstance(number, int) and number > MOST_CONNECTIONS:
        raise ConfigurationError(
            f"concurrency={number if number < 10**20 else '…'} is more than a machine has ports: "
            f"use {MOST_CONNECTIONS:,} or fewer"
        )
    if isinstance(number, int) and number > 0:
        return number
    raise ConfigurationError(f"concurrency={given(number)} allows no calls: use 1 or more")


def _key(given: object, environ: Mapping[str, str], argument: str, variable: str) -> str:
    """Return the key given or in the environment; no message ever shows it."""
    key, source = (given, argument) if given is not None else (environ.get(variable), variable)
    if (not isinstance(key, str) and is_empty(key)) or key == "":
        raise ConfigurationError(
            f"no credentials: pass {argument}=… or set {variable} "
            "(both keys are in the portal under Preferences > API Control)"
        )
    if not isinstance(key, str):
        raise ConfigurationError(f"{source} is a {type(key).__name__}: give it as text")
    if key.split() != [key] or not key.isprintable():
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


def _base_url(text: object) -> str:
    """Return *text* without a trailing slash: https, or plain http on this machine."""
    if not isinstance(text, str):
        raise ConfigurationError(f"the base URL is a {type(text).__name__}: give it as text")
    if len(text) > LONGEST_BASE_URL:
        raise ConfigurationError(
            f"the base URL has {len(text):,} characters: use one like {DEFAULT_BASE_URL!r}"
        )
    try:
        url = urlsplit(text)
        wrong = _wrong_with(text, url, url.hostname or "", url.port)
    except ValueError:
        wrong = f"is not a URL: use one like {DEFAULT_BASE_URL!r}"
    if wrong:
        raise ConfigurationError(f"the base URL {shown_url(text)} {wrong}")
    return urlsplit(text).geturl().rstrip("/")


def _canonical(base_url: str) -> str:
    """Return one spelling for all that mean the same server and path (RFC 3986, 6.2)."""
    url = urlsplit(base_url)
    host = (url.hostname or "").removesuffix(".")
    try:
        address = ipaddress.ip_address(host)
        host = f"[{address}]" if address.version == 6 else str(address)
    except ValueError:
        pass
    port = "" if url.port in (None, DEFAULT_PORTS[url.scheme]) else f":{url.port}"
    path = "/".join(quote(unquote(part)) for part in url.path.split("/") if part)
    return f"{url.scheme}://{host}{port}/{path}".rstrip("/")


def _wrong_with(text: str, url: SplitResult, host: str, port: int | None) -> str | None:
    """Return why *url*, spelled *text*, cannot be used, and the cure; None if it can."""
    if "@" in url.netloc:
        return "carries credentials: pass them as access_key and secret_key instead"
    if not host or port == 0 or url.scheme not in ("http", "https"):
        return f"is not an absolute http(s) URL: use one like {DEFAULT_BASE_URL!r}"
    if not (text.isascii() and text.isprintable()) or " " in text:
        return "has blanks or letters that URLs cannot have: encode them, as %20 or xn--"
    if not _is_host(host, bracketed="[" in url.netloc):
        return f"has no valid host: use one like {DEFAULT_BASE_URL!r}"
    if url.query or url.fragment:
        return "has a query or a fragment: remove it"
    if url.scheme == "http" and not _is_loopback(host):
        return (
            "would send your credentials in the clear: use https "
            "(plain http is for this machine only, as in 'http://127.0.0.1:8080')"
        )
    return None


def _is_host(host: str, *, bracketed: bool) -> bool:
    if not bracketed and not FOUR_NUMBERS.fullmatch(host):
        return HOST_NAME.fullmatch(host) is not None
    try:
        return bracketed == (ipaddress.ip_address(host).version == 6)
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
