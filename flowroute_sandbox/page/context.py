"""A request of the page, and what views need to answer it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.page import forms, rendering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox.http.messages import Request, Response
    from flowroute_sandbox.http.page_token import PageToken
    from flowroute_sandbox.page.forms import Form
    from flowroute_sandbox.page.unread import Seen
    from flowroute_sandbox.sandbox import Sandbox

VIEWS = (
    ("phones", "/", "Phones"),
    ("levers", "/_sandbox/page/levers", "Levers"),
    ("account", "/_sandbox/page/account", "Account"),
    ("traffic", "/_sandbox/page/traffic", "Traffic"),
)
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class PageContext:
    """A request, the parameters of its path, and the sandbox it is about."""

    request: Request
    path: Mapping[str, str] = field(repr=False)
    sandbox: Sandbox
    token: PageToken
    seen: Seen

    def query(self) -> dict[str, str]:
        """Return the parameters of the query string."""
        return forms.query(self.request.query)

    def form(self) -> Form:
        """Return the form that was submitted."""
        return forms.form(self.request)

    @property
    def authorization(self) -> str:
        """The credentials of the account, for requests to the sandbox in this process."""
        keys = f"{self.sandbox.access_key}:{self.sandbox.secret_key}"
        return f"Basic {b64encode(keys.encode()).decode('ascii')}"

    @property
    def root(self) -> str:
        """The path that the sandbox is mounted at, by default "": links begin with it."""
        return self.request.root

    def address(self) -> str:
        """Return the path and query of this page, to come back to."""
        query = f"?{self.request.query}" if self.request.query else ""
        return self.request.path + query

    def html(self, view: str, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page of one of the views."""
        state = self.sandbox.recorder.read(
            lambda account, _, now: {"now": now, "balance": account.settings.balance}
        )
        theme = self._cookie("flowroute-theme")
        shared = {
            "view": view,
            "views": VIEWS,
            "token": self.token.value,
            "theme": theme if theme in THEMES else None,
            "offset": round(self.sandbox.clock.offset.total_seconds()),
            "origin": self.request.origin,
            "root": self.root,
            "address": self.address() if self.request.method != "POST" else "",
            **state,
        }
        return rendering.html(template, {**shared, **values}, status)

    def _cookie(self, name: str) -> str | None:
        for part in self.request.headers.get("cookie", "").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
        return None
