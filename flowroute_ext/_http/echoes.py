"""What a response repeats of the request: credentials, texts, names and streets."""

from __future__ import annotations

import base64
import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote_plus

import attrs

from .._base.json.reading import loads
from .._base.masking import mask_text, visible
from .variables import proxy_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flowroute_api.types import Request

    from .._base.errors import UnreadableResponse
    from .responses import Response

HIDDEN: Final = "•••"
# Shorter ones may be a part of any word.
LONG: Final = 8
SHORTEST: Final = 3
PERSONAL: Final = frozenset(
    {
        *("body", "first_name", "last_name", "street_name"),
        # Of port orders.
        *("billing_name", "street", "street2", "company", "comments", "email", "cc"),
        *("pin", "last_4_ssn", "provider_account", "filename"),
    }
)
# A hundred times as long as any documented error.
LARGEST: Final = 256 * 1024
# A log line may have the repr of an exception, whose text has the repr of what was received.
ESCAPED: Final = 4


def without_echoes(response: Response, request: Request[Any], authorization: str) -> Response:
    """Return *response* without the credentials, the text and the names that were in *request*.

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


def hide_in(error: UnreadableResponse, request: Request[Any], authorization: str) -> None:
    """Take what *request* had out of the body that *error* has."""
    error.body = _without(error.body, hider(request, authorization))


def hider(request: Request[Any], authorization: str) -> Callable[[str], str]:
    """Return the function that takes the secrets of *request* out of a text.

    They are its credentials, its texts and the passwords of the proxies in the environment, also
    where they are written in escapes, as in a URL, a page of HTML or the repr of bytes.
    """
    keys = [key for key in _keys(authorization) if len(key) >= LONG]
    texts = [text for text in _texts(request.body, request.operation) if len(text) >= SHORTEST]
    # A proxy may repeat what it was sent, too.
    texts += [secret for secret in proxy_secrets(os.environ) if len(secret) >= SHORTEST]
    secrets = sorted({*keys, *_spellings(texts)}, key=len, reverse=True)
    long = [secret for secret in secrets if len(secret) >= LONG]
    short = "|".join(re.escape(secret) for secret in secrets if len(secret) < LONG)
    words = re.compile(rf"(?<!\w)(?:{short})(?!\w)") if short else None

    def plain(text: str) -> str:
        for secret in long:
            text = text.replace(secret, HIDDEN)
        return words.sub(HIDDEN, text) if words else text

    def hide(text: str) -> str:
        shown = decoded = plain(text)
        for _ in range(ESCAPED if len(text) <= LARGEST else 0):
            for decode in (_from_url, _from_html):
                candidate = decode(decoded)
                if candidate != shown and (hidden := plain(candidate)) != candidate:
                    # In one line, as line breaks may have been escaped.
                    shown = decoded = " ".join(hidden.split())
            outer, decoded = decoded, _from_literal(decoded)
            if decoded == outer:
                break
            if (hidden := plain(decoded)) != decoded:
                shown = decoded = " ".join(hidden.split())
        return shown

    return hide


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
        said = str(link)
        shown = visible(mask_text(hide(said)))
        if shown != said:
            _say(link, shown)
        if isinstance(link, BaseExceptionGroup):
            for inner in cast("BaseExceptionGroup[BaseException]", link).exceptions:
                without_traces(inner, hide, outside)
        link = link.__cause__ or link.__context__
    return error


def _say(error: BaseException, shown: str) -> None:
    """Have *error* say what is *shown*."""
    error.args = (shown,)
    if isinstance(error, OSError) and error.strerror is not None:
        error.strerror, error.filename, error.filename2 = shown, None, None


def _without(body: bytes, hide: Callable[[str], str]) -> bytes:
    """Return *body* itself where there is nothing to hide.

    What is long, or no JSON, is no error of Flowroute's, and its text is not shown.
    """
    text = body.decode("latin-1")
    hidden = hide(text)
    if len(body) <= LARGEST:
        with suppress(ValueError, RecursionError):
            document = loads(body)
            shown = _mapped(document, hide)
            # A name that is repeated in it has the last of its values.
            same = shown == document and hidden == text
            return body if same else json.dumps(shown).encode()
    return body if hidden == text else hidden.replace(HIDDEN, "***").encode("latin-1", "replace")


def _mapped(document: object, hide: Callable[[str], str]) -> Any:
    if isinstance(document, str):
        return hide(document)
    if isinstance(document, list):
        return [_mapped(item, hide) for item in cast("list[object]", document)]
    if isinstance(document, dict):
        members = cast("dict[str, object]", document)
        return {hide(name): _mapped(member, hide) for name, member in members.items()}
    return document


def _keys(authorization: str) -> Iterator[str]:
    token = authorization.removeprefix("Basic ")
    pair = base64.b64decode(token).decode()
    access_key, _, secret_key = pair.partition(":")
    yield from (token, pair, access_key, secret_key)


def _texts(body: object, operation: str) -> Iterator[str]:
    """Yield the text of a message, or the names and the street, in the body of a request."""
    if isinstance(body, list):
        for item in cast("list[object]", body):
            yield from _texts(item, operation)
    if not isinstance(body, dict):
        return
    for name, value in cast("dict[str, object]", body).items():
        if not isinstance(value, str):
            yield from _texts(value, operation)
        elif name in PERSONAL or (name == "value" and "cnam" in operation):
            yield value


def _spellings(texts: Iterable[str]) -> Iterator[str]:
    """Yield *texts*, also in one line, and as UTF-8 that is read as Latin-1 or ASCII."""
    for text in texts:
        for spelt in (text, " ".join(text.split())):
            yield spelt
            if not spelt.isascii():
                yield spelt.encode("utf-8", "replace").decode("latin-1")
                if len(rest := spelt.encode("ascii", "ignore").decode()) >= LONG:
                    yield rest


def _from_url(text: str) -> str:
    return unquote_plus(text, "latin-1") if "%" in text or "+" in text else text


def _from_html(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _from_literal(text: str) -> str:
    """Return *text* without the escapes of JSON, and of the reprs of Python."""
    if "\\" not in text:
        return text
    decoded = ESCAPE.sub(_unescaped, text)
    # Halves of surrogate pairs, which JSON writes one by one.
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(match: re.Match[str]) -> str:
    code, letter = match[1] or match[2], match[3]
    return chr(int(code, 16)) if code else LETTERS.get(letter, letter)


ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t"}
