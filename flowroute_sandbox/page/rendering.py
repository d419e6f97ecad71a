"""The templates, and the responses made of them."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.page import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page loads nothing from elsewhere, is in no frame, and runs no script but its own modules."""

HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
"""The headers of every response of the page."""

STATIC = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
MISSING = (
    b'This page needs Jinja: pip install "flowroute-ext[sandbox]". '
    b"The API and /_sandbox/ work without it.\n"
)


def html(template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """Return a page; one that says what to install, where Jinja is missing."""
    try:
        environment = _environment()
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        headers = {**HEADERS, "content-type": "text/plain; charset=utf-8"}
        return Response(501, headers, MISSING)
    text = environment.get_template(template).render(values)
    return Response(status, {**HEADERS, "content-type": "text/html; charset=utf-8"}, text.encode())


def see_other(location: str) -> Response:
    """Return the response to a form: the page to look at now."""
    return Response(303, {**HEADERS, "location": location})


def static(name: str, seen: str | None) -> Response | None:
    """Return a style sheet or a module, or 304 if `seen` is its tag; None if there is none."""
    match = re.fullmatch(r"[a-z_]+(\.[a-z]+)", name)
    if match is None or match[1] not in STATIC:
        return None
    try:
        body, tag = _static(name)
    except FileNotFoundError:
        return None
    headers = {**HEADERS, "cache-control": "no-cache", "etag": tag}
    if seen == tag:
        return Response(304, headers)
    return Response(200, {**headers, "content-type": STATIC[match[1]]}, body)


@cache
def _static(name: str) -> tuple[bytes, str]:
    body = files("flowroute_sandbox.page").joinpath("static", name).read_bytes()
    return body, f'"{blake2b(body, digest_size=8).hexdigest()}"'


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def source(name: str) -> str | None:
        file = files("flowroute_sandbox.page").joinpath("templates", name)
        return file.read_text("utf-8") if file.is_file() else None

    # Its filters have a type in part only.
    environment: Any = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=texts.visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "beginning": texts.beginning,
        "brief": texts.brief,
        "clock_time": texts.clock_time,
        "day": texts.day,
        "dollars": texts.dollars,
        "exact_time": texts.exact_time,
        "hue": texts.hue,
        "iso": texts.iso,
        "phone": texts.phone,
        "size": texts.size,
        "span": texts.span,
    }
    typed: Environment = environment
    return typed
