"""Access control: HTTP Basic for the API, and the page's token under /_sandbox/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.browsers import MEDIA, SAFE, is_browser
from flowroute_sandbox.http.credentials import CredentialCheck
from flowroute_sandbox.http.errors import PAGE_IS_OLD, Refused
from flowroute_sandbox.http.page_token import HEADER, PageToken

if TYPE_CHECKING:
    from flowroute_sandbox.http.messages import Request

CONTROL = "/_sandbox/"
HEALTH = "/_sandbox/health"
# The right to a document of a port order is in the query of its URL.
STORAGE = "/_sandbox/storage/"


class Access:
    """Checks the credentials of requests.

    `health`, documents of port orders and the pictures of messages need none. The requests of the
    page's scripts carry its token, or only to read its cookie. All others need the keys. The page
    itself has checks of its own.
    """

    def __init__(self, access_key: str, secret_key: str) -> None:
        self._keys = CredentialCheck(access_key, secret_key)
        self.token = PageToken()

    def check(self, request: Request) -> None:
        """Raise Refused for a request that has not what it needs."""
        path = request.path
        if not path.startswith(CONTROL):
            self._keys.check(request)
            return
        reads = request.method in SAFE
        if path == HEALTH or path.startswith(STORAGE) or (reads and path.startswith(MEDIA)):
            return
        if self.token.writes(request) or (reads and self.token.reads(request)):
            return
        if self._is_of_page(request) or (not reads and is_browser(request)):
            raise Refused(PAGE_IS_OLD)
        self._keys.check(request)

    def _is_of_page(self, request: Request) -> bool:
        """Return whether a script of the page made the request, with the token of another process.

        Asked for credentials, a browser would ask the person for them.
        """
        headers = request.headers
        if "authorization" in headers:
            return False
        script = headers.get("sec-fetch-mode", "navigate") != "navigate"
        return HEADER in headers or (script and is_browser(request))
