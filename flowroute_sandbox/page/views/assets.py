"""Style sheets and modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import NO_SUCH_URL, Refused
from flowroute_sandbox.http.router import route
from flowroute_sandbox.page import rendering

if TYPE_CHECKING:
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.page.context import PageContext


@route("GET", "/_sandbox/page/static/{name}")
def show_static(context: PageContext) -> Response:
    """200 with a style sheet or a module."""
    asset = rendering.static(context.path["name"], context.request.headers.get("if-none-match"))
    if asset is None:
        raise Refused(NO_SUCH_URL)
    return asset
