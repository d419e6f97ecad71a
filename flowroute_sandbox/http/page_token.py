"""The secrets of the page: one with which it changes something, one with which it reads."""

from __future__ import annotations

import secrets
from hmac import compare_digest, digest
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from flowroute_sandbox.http.messages import Request

HEADER = "x-sandbox-token"
_COOKIE = "flowroute-sandbox"


class PageToken:
    """The token of one process, which the page has and sends in a header.

    Its cookie is another secret, derived from it, and only good for reading: browsers send cookies
    to other ports of the same host as well.
    """

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(32)
        self._cookie = digest(self.value.encode(), b"read", "sha256").hex()

    def __repr__(self) -> str:
        return "PageToken()"

    def writes(self, request: Request) -> bool:
        """Return whether a request carries the token."""
        return _equal(request.headers.get(HEADER, ""), self.value)

    def reads(self, request: Request) -> bool:
        """Return whether a request carries the token or the cookie."""
        if self.writes(request):
            return True
        return any(_equal(text, self._cookie) for text in _cookies(request))

    def set_cookie(self, origin: str, root: str = "") -> str:
        """Return the Set-Cookie header of the page at `origin`, under the path `root`."""
        try:
            port = urlsplit(origin).port or "default"
        except ValueError:
            port = "default"
        name = f"{_COOKIE}-{port}"
        return f"{name}={self._cookie}; Path={root}/_sandbox/; HttpOnly; SameSite=Strict"


def _cookies(request: Request) -> list[str]:
    try:
        cookies = SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return []
    return [cookie.value for name, cookie in cookies.items() if name.startswith(_COOKIE)]


def _equal(sent: str, expected: str) -> bool:
    return compare_digest(sent.encode("utf-8", "surrogatepass"), expected.encode())
