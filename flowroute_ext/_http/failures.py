"""What is known of an exception of an HTTP library, and what of it may be shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from .._base.errors import ConnectFailed, ConnectionFailed, ResponseTimeout
from .._base.masking import mask_text, visible_name
from .._base.problems import invalid
from . import variables

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flowroute_api.types import Request

    from .._base.problems import InvalidValue


def is_of(packages: AbstractSet[str], error: Exception) -> bool:
    """Return whether the class of *error* is of one of *packages*, or was raised by one.

    A response may be such that a library stumbles over it.
    """
    at, module = error.__traceback__, ""
    while at is not None:
        module, at = at.tb_frame.f_globals.get("__name__", ""), at.tb_next
    names = {type(error).__module__.partition(".")[0], module.partition(".")[0]}
    return not packages.isdisjoint(names)


def unmakeable(request: Request[object], url: str, error: Exception) -> InvalidValue:
    """Return the error for a *request* to an *url* that the library refuses to make."""
    return invalid(
        "request",
        request.operation,
        f"{len(url):,} characters ({type(error).__name__})",
        rule="must have a URL that can be sent",
        cure="shorten what to search for, and leave out control characters",
    )


class Said(NamedTuple):
    """What an exception says, whether it is of a time limit, and whether of a connection."""

    text: str
    late: bool
    of_connection: bool

    def failure(
        self, request: Request[Any], base_url: str, timeout: float | None, *, not_sent: bool
    ) -> ConnectionFailed:
        """Return it as the error of *request*, of which nothing has left if *not_sent*."""
        kind, reason = self._kind(base_url, timeout, not_sent=not_sent)
        return kind(
            reason, operation=request.operation, method=request.method, path=request.template
        )

    def _kind(
        self, base_url: str, timeout: float | None, *, not_sent: bool
    ) -> tuple[type[ConnectionFailed], str]:
        detail = visible_name(mask_text(" ".join(self.text.split())))
        within = "in time" if timeout is None else f"within {timeout:g} s"
        if not_sent:
            proxies = variables.proxies(os.environ) if base_url.startswith("https:") else ""
            by = f"; by the proxy of {proxies}" if proxies else ""
            if self.late:
                return ConnectFailed, f"no connection to {base_url} {within} ({detail}{by})"
            if self.of_connection:
                return ConnectFailed, f"no connection to {base_url} ({detail}{by})"
            return ConnectFailed, f"it failed before the request was sent ({detail})"
        if self.late:
            return ResponseTimeout, f"no complete response {within} ({detail})"
        return (
            ConnectionFailed,
            f"the connection failed before the response was complete ({detail})",
        )
