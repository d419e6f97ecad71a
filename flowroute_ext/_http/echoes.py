"""What an error response repeats of the request: credentials and the text of a message. Pure."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from .._base.masking import mask_text, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flowroute_api.types import Request

    from .responses import Response

HIDDEN: Final = "•••"
# Shorter ones may be a part of any word.
LONG: Final = 8
SHORTEST: Final = 3


def without_echoes(response: Response, request: Request[Any], authorization: str) -> Response:
    """Return *response* without the credentials and the text that were in *request*.

    They would be in the error that it describes, which is logged and printed.
    """
    hide = hider(request, authorization)
    body = _without(response.body, hide)
    shown = response.headers.get("x-request-id", "")
    if body is response.body and hide(shown) == shown:
        return response
    headers = {name.lower(): value for name, value in response.headers.items()}
    if shown:
        headers["x-request-id"] = hide(shown)
    return attrs.evolve(response, headers=headers, body=body)


def hider(request: Request[Any], authorization: str) -> Callable[[str], str]:
    """Return the function that takes the credentials and the text of *request* out of a text."""
    keys = [key for key in _keys(authorization) if len(key) >= LONG]
    texts = [text for text in _texts(request.body) if len(text) >= SHORTEST]
    longest_first = sorted({*keys, *texts}, key=len, reverse=True)
    hidden = re.compile("|".join(map(_pattern, longest_first)) or "(?!)")
    return lambda text: hidden.sub(HIDDEN, text)


def without_traces(
    error: BaseException, hide: Callable[[str], str], outside: BaseException | None
) -> BaseException:
    """Return *error*, with its causes without tracebacks, and without what *hide* takes away.

    A faulty response may repeat a number, a text or a key, and the library's message that. What
    the caller was handling, *outside*, is left as it is.
    """
    link: BaseException | None = error
    while link is not None and link is not outside:
        link.__traceback__ = None
        said = "" if isinstance(link, OSError) else str(link)
        shown = visible(mask_text(hide(said)))
        if shown != said:
            link.args = (shown,)
        link = link.__cause__ or link.__context__
    return error


def _without(body: bytes, hide: Callable[[str], str]) -> bytes:
    """Return *body* itself where there is nothing to hide."""
    try:
        document = json.loads(body)
        hidden = _mapped(document, hide)
        return body if hidden == document else json.dumps(hidden).encode()
    except (ValueError, RecursionError):
        text = body.decode("utf-8", "replace")
        hidden = hide(text)
        return body if hidden == text else hidden.encode()


def _mapped(document: object, hide: Callable[[str], str]) -> Any:
    if isinstance(document, str):
        return hide(document)
    if isinstance(document, list):
        return [_mapped(each, hide) for each in cast("list[object]", document)]
    if isinstance(document, dict):
        members = cast("dict[str, object]", document)
        return {hide(name): _mapped(each, hide) for name, each in members.items()}
    return document


def _keys(authorization: str) -> Iterator[str]:
    token = authorization.removeprefix("Basic ")
    pair = base64.b64decode(token).decode()
    access_key, _, secret_key = pair.partition(":")
    yield from (token, pair, access_key, secret_key)


def _texts(body: object) -> Iterator[str]:
    """Yield the text of a message in the body of a request, in the shape of either version."""
    if not isinstance(body, dict):
        return
    for name, value in cast("dict[str, object]", body).items():
        if name == "body" and isinstance(value, str):
            yield value
        else:
            yield from _texts(value)


def _pattern(text: str) -> str:
    return re.escape(text) if len(text) >= LONG else rf"(?<!\w){re.escape(text)}(?!\w)"
