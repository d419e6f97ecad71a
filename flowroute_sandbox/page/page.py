"""The page: requests of a browser in, HTML out."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from hmac import compare_digest
from typing import TYPE_CHECKING
from uuid import uuid4

from flowroute_sandbox.http.browsers import SAFE
from flowroute_sandbox.http.credentials import CredentialCheck
from flowroute_sandbox.http.errors import PAGE_IS_OLD, Refused
from flowroute_sandbox.http.router import Router, endpoints
from flowroute_sandbox.page.context import PageContext
from flowroute_sandbox.page.unread import Seen
from flowroute_sandbox.page.views import account, assets, conversations, levers, traffic

if TYPE_CHECKING:
    from flowroute_sandbox.faults.outcomes import Outcome
    from flowroute_sandbox.http.messages import Request, Response
    from flowroute_sandbox.sandbox import Sandbox

PREFIX = "/_sandbox/page/"
ROOTS = frozenset({"/", PREFIX.rstrip("/")})


class Page:
    """The page of one sandbox; thread-safe.

    Browsers of this machine need no credentials; a server has refused what other pages asked them
    for. What changes something carries the token that is in every form.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    @staticmethod
    def owns(path: str) -> bool:
        """Return whether a path is one of the page, and not of the API."""
        return path in ROOTS or path.startswith(PREFIX)

    def outcome(self, request: Request) -> Outcome:
        """Return the response to one of its own requests, or what the sandbox does with others."""
        return self.respond(request) if self.owns(request.path) else self.sandbox.outcome(request)

    def respond(self, request: Request) -> Response:
        """Return the response to a request for one of its own paths."""
        method = "GET" if request.method == "HEAD" else request.method
        match = self._router.match(method, PREFIX if request.path in ROOTS else request.path)
        context = PageContext(
            request=request,
            path=match.path,
            sandbox=self.sandbox,
            token=self.sandbox.access.token,
            seen=self._seen,
        )
        try:
            if not request.local:
                self._keys.check(request)
        except Refused as refused:  # with a page, its token would be given away
            return refused.response(str(uuid4()))
        try:
            self._check(context)
            response = match.endpoint.handler(context)
        except Refused as refused:
            return _error(context, refused)
        # With the cookie, a script of the page may read what is under /_sandbox/.
        cookie = context.token.set_cookie(request.origin, request.root)
        return replace(response, headers={"set-cookie": cookie, **response.headers})

    @cached_property
    def _router(self) -> Router[PageContext]:
        return Router(endpoints(account, assets, conversations, levers, traffic), {})

    @cached_property
    def _keys(self) -> CredentialCheck:
        return CredentialCheck(self.sandbox.access_key, self.sandbox.secret_key)

    @cached_property
    def _seen(self) -> Seen:
        return Seen(self.sandbox.clock.now())

    def _check(self, context: PageContext) -> None:
        request = context.request
        if request.method not in SAFE:
            given = context.form().fields.get("token", "")
            if not compare_digest(given.encode("utf-8", "replace"), context.token.value.encode()):
                raise Refused(PAGE_IS_OLD)


def _error(context: PageContext, refused: Refused) -> Response:
    refusal = refused.refusal
    response = context.html(
        "",
        "error.html",
        refusal.status,
        title=refusal.title or "Not possible",
        detail=refusal.detail,
    )
    return replace(response, headers={**response.headers, **refused.headers})
