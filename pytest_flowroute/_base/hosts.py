"""Flowroute's hosts, and what stands for them."""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import urlsplit, urlunsplit

FLOWROUTE: Final = "api.flowroute.com"
ORIGIN: Final = f"https://{FLOWROUTE}/"


def is_flowroute(host: object) -> bool:
    """Whether *host* is flowroute.com or a subdomain of it, as api.flowroute.com is."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return False
    name = (host if host.isascii() else _ascii(host)).rstrip(".").lower()
    return name == "flowroute.com" or name.endswith(".flowroute.com")


def _ascii(host: str) -> str:
    """Return a name as it is looked up: ``ａｐｉ。flowroute。com`` is api.flowroute.com."""
    import unicodedata

    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is empty, or too long
        return unicodedata.normalize("NFKC", host).replace("\u3002", ".")


def endpoint(base_url: str) -> tuple[str, int] | None:
    """Return host and port of a base URL; None if it is empty, no URL, or Flowroute's."""
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname, parts.port
    except ValueError:  # brackets that do not match, or a port that is no number
        return None
    if host is None or is_flowroute(host):
        return None
    return host, port or (443 if parts.scheme == "https" else 80)


def base_url_endpoint() -> tuple[str, int] | None:
    """Return host and port of the SDK's base URL; None if that is Flowroute's."""
    return endpoint(os.environ.get("FR_BASE_URL", ""))


def flowroute_url(url: str) -> str:
    """Return the URL that a request to another server would have at Flowroute."""
    if url.startswith(ORIGIN):
        return url
    parts = urlsplit(url)
    if is_flowroute(parts.hostname):
        return url
    return urlunsplit(("https", FLOWROUTE, parts.path, parts.query, ""))


def origin(url: str) -> str:
    """Return the origin of a URL, without the port that its scheme has anyway."""
    parts = urlsplit(url)
    usual = ":443" if parts.scheme == "https" else ":80"
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"
