"""The page and its files: GET / and what is under /_sandbox/page/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
    " media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


@route("GET", "/")
def show_page(context: Context) -> Response:
    """200 with the page, its token, and the cookie with which it reads."""
    text = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="sandbox-token" content="{context.token.value}">\n'
        "<title>Flowroute sandbox</title>\n</head>\n"
        "<body><h1>Flowroute sandbox</h1></body>\n</html>\n"
    )
    return Response(
        200,
        {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": CSP,
            "set-cookie": context.token.set_cookie(context.request.origin),
        },
        text.encode(),
    )
