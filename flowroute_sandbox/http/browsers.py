"""Which requests of browsers are refused: those that a page of another origin can make. Pure.

A page that a person has open can send requests to servers on that person's machine. By DNS
rebinding its own host name leads to them, which the Host header shows; otherwise the request is
one to another origin, which Origin and Sec-Fetch-Site show. Programs other than browsers send
neither of these two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flowroute_sandbox.http.hosts import ANY, Authority, authority, is_loopback, named, usual

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.http.messages import Request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FLOWROUTE = "api.flowroute.com"  # its DNS is Flowroute's alone
MEDIA = "/_sandbox/media/"
EMBEDDED = frozenset({"image", "video", "audio"})
PORTS = {"http": 80, "https": 443}


class AllowedHosts:
    """The hosts that requests may name: this machine's own, Flowroute's, and `others`.

    `*` is any host. Raises ValueError for what is no host.
    """

    def __init__(self, others: Iterable[str] = ()) -> None:
        self._names = {FLOWROUTE, *(usual(named(host)) for host in others)}

    def allow(self, host: str, server: str | None) -> bool:
        """Return whether a host may be named to the server at this address."""
        if is_loopback(host) or host in self._names or ANY in self._names:
            return True
        return server is not None and usual(server) == host

    def refusal(self, request: Request, server: str | None = None) -> str | None:
        """Return why a request is refused, None if it is not."""
        text = request.headers.get("host")
        at = None if text is None else authority(text)
        if text is not None and (at is None or not self.allow(at.host, server)):
            return _unknown_host(at)
        if _is_foreign(request, at):
            return (
                "A page of another origin made this request. The sandbox takes requests of its own"
                " page, and of programs that are no browsers.\n"
            )
        return None


def is_browser(request: Request) -> bool:
    """Return whether a browser made the request, by headers that pages cannot leave out."""
    return "origin" in request.headers or "sec-fetch-site" in request.headers


def _unknown_host(at: Authority | None) -> str:
    if at is None:
        return "The Host header is none. Use the address that the sandbox prints.\n"
    shown = at.host if at.host.isascii() and at.host.isprintable() else ascii(at.host)
    return (
        f"The sandbox is not known as {shown[:253]}. Use the address that it prints, or start it"
        f" with --allowed-host {shown[:253]}, in Python asgi(sandbox, allowed_hosts=[...]).\n"
    )


def _is_foreign(request: Request, at: Authority | None) -> bool:
    headers = request.headers
    origin = headers.get("origin")
    if origin is not None:
        if not _same(origin, at):
            return True
    elif request.method not in SAFE and (referer := headers.get("referer")) is not None:
        # A browser so old that it sends no Origin with a form.
        parts = referer.split("/", 3)
        if not _same("/".join(parts[:3]), at):
            return True
    site = headers.get("sec-fetch-site")
    return site not in {None, "same-origin", "none"} and not _is_harmless(request)


def _same(origin: str, at: Authority | None) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    default = PORTS.get(parts.scheme)
    theirs = authority(parts.netloc)
    if at is None or theirs is None or default is None or origin != _origin(origin):
        return False
    return (theirs.host, theirs.port or default) == (at.host, at.port or default)


def _origin(text: str) -> str:
    """Return the origin at the beginning of an address, as a browser writes it."""
    scheme, _, rest = text.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def _is_harmless(request: Request) -> bool:
    """Return whether a page of another origin may ask for this without seeing the response.

    A link to the page may be followed, though the page may not be framed; and pictures of
    messages may be shown, as those at Flowroute's own addresses.
    """
    headers = request.headers
    if request.method not in SAFE:
        return False
    dest = headers.get("sec-fetch-dest")
    if request.path == "/":
        return headers.get("sec-fetch-mode") == "navigate" and dest == "document"
    return request.path.startswith(MEDIA) and dest in EMBEDDED
