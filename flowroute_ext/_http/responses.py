"""Reading a response: the value in it, or the error that it describes. Pure."""

from __future__ import annotations

import re
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from flowroute_api.models.error_document import ErrorDocument

from .._base.error_details import ErrorDetail, field_messages, phrase
from .._base.error_mapping import error_class
from .._base.errors import APIError, UnreadableResponse
from .._base.masking import mask_text
from .._base.times import http_date
from .bodies import LARGEST_BODY, NOT_JSON, parsed, too_much

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from flowroute_api.models import Error
    from flowroute_api.types import Request

    from .bodies import Body

D = TypeVar("D")
V = TypeVar("V")

# Cures for refusals that name none, by status and operation (None for any).
CURES: Mapping[tuple[int, str | None], str] = {
    (401, None): "Check the access key and the secret key (FR_ACCESS_KEY, FR_SECRET_KEY).",
    (403, "send_a_message"): "Check that the number it is from is on this account.",
}
# Successes that are documented to have no body, beside 204.
EMPTY = frozenset({("submit_an_loa", 201)})
LONGEST_REASON = 500
# No documented request is nested half as deep, or has half as many members.
DEEPEST_DETAIL, MOST_MEMBERS, LONGEST_NAME = 16, 100, 200
MOST_ERRORS = 100
# An id is logged and printed, and a server could send anything as one.
ONE_WORD = re.compile(r"[!-~]{1,200}")

# What a body of an unexpected shape raises, from json.loads to our own conversions.
MISREADINGS = (AttributeError, KeyError, IndexError, RecursionError, TypeError, ValueError)


# Not frozen, nor what else is made for each request: that takes three times as long.
@attrs.define
class Response:
    """An HTTP response, of any engine: status, headers (names in lower case) and body."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)
    bound: int = LARGEST_BODY
    """The greatest number of bytes that the body was to have."""
    fault: str = ""
    """Why the body cannot be used, as a clause; empty if it can."""

    def document(self) -> Any:
        """Return the JSON in the body; raise `ValueError` unless it can be used."""
        if self.fault:
            raise ValueError(self.fault)
        return parsed(self.body, self.bound)


def response_of(response: Any, body: Body) -> Response:
    """Return *response*, of either library, with the *body* that came with it."""
    return Response(response.status_code, response.headers, body.content, body.bound, body.fault)


def read(
    request: Request[D], response: Response, convert: Callable[[D], V], *, made: bool = False
) -> V:
    """Return *convert* of the document in *response*.

    *made*: the request makes something, and only a document that identifies it shows that it was
    made.

    Any 2xx is a success: the response to a purchase may be 207, which the API documents as
    "purchased, but messaging could not be switched on yet". Raises the `APIError` that
    the response describes, or `UnreadableResponse`.
    """
    if not 200 <= response.status < 300:
        raise refusal(request, response)
    try:
        has_body = response.body or response.fault
        data = response.document() if has_body or not _may_be_empty(request, response) else None
        if made and not (data is None and _may_be_empty(request, response)):
            check_made(data)
        return _converted(request, data, convert)
    except MISREADINGS as misreading:
        _forget_body(misreading)
        raise UnreadableResponse(
            f"the response {response.status} {phrase(response.status)} is not as documented: "
            f"{_body_kind(response)}",
            operation=request.operation,
            method=request.method,
            path=request.template,
            status=response.status,
            body=response.body,
        ) from misreading


def _may_be_empty(request: Request[Any], response: Response) -> bool:
    """Return whether a body that is empty is right: a page of HTML is not.

    Where 204 is documented it is, with any 2xx.
    """
    return 204 in request.success or (request.operation, response.status) in EMPTY


def _forget_body(error: Exception) -> None:
    """Take the whole body, which may repeat what was sent, out of what a decoder has raised."""
    if isinstance(error, JSONDecodeError):
        error.doc = ""
    elif isinstance(error, UnicodeDecodeError):
        error.object = b""
        error.args = (error.encoding, b"", error.start, error.end, error.reason)


def _converted(request: Request[D], data: Any, convert: Callable[[D], V]) -> V:
    """Return *convert* of the document that *data* is: of its JSON, if it can read that.

    Where something in it does not fit, the generated classes say what.
    """
    from_json: Any = getattr(convert, "from_json", None)
    if from_json is not None:
        try:
            value: V | None = from_json(data, request.parse)
        except MISREADINGS:
            value = None
        if value is not None:
            return value
    return convert(request.parse(data))


def check_made(document: object) -> None:
    """Raise `ValueError` unless *document* has what was made, with its id, and is no error."""
    members: Mapping[str, object] = cast("Any", document) if isinstance(document, dict) else {}
    data: object = members.get("data")
    if not isinstance(data, dict) or members.get("errors"):
        raise ValueError("the document does not have what was made")
    resource = cast("Mapping[str, object]", data)
    if str(resource.get("type")).lower() in ("error", "errors"):
        raise ValueError("the document has an error")
    resource_id = resource.get("id")
    is_number = isinstance(resource_id, int) and not isinstance(resource_id, bool)
    if not is_number and not (isinstance(resource_id, str) and ONE_WORD.fullmatch(resource_id)):
        raise ValueError("what was made has no id")


def as_it_is(document: D) -> D:
    """Return *document*: for calls that convert nothing."""
    return document


def refusal(request: Request[Any], response: Response) -> APIError:
    """Return the error that *response* describes, whatever its body is."""
    errors = error_details(response)
    words = " ".join(text for error in errors for text in (error.title, _text(error)) if text)
    return error_class(response.status, request.operation, words)(
        _reason(request.operation, response, errors),
        operation=request.operation,
        method=request.method,
        path=request.template,
        status=response.status,
        errors=errors,
        request_id=request_id(response, errors),
        retry_after=retry_after(response.headers),
        body=response.body,
    )


def error_details(response: Response) -> tuple[ErrorDetail, ...]:
    """Return the members of the ``errors`` list in *response*; none if it has no such list.

    Of what is longer than any request has reasons for, the beginning.
    """
    try:
        errors = ErrorDocument.from_dict(response.document()).errors or ()
        return tuple(_error_detail(error) for error in errors[:MOST_ERRORS])
    except MISREADINGS:
        return ()


def request_id(response: Response, errors: tuple[ErrorDetail, ...]) -> str | None:
    """Return the id to quote to Flowroute's support: its errors have one, its successes none."""
    given = [*(error.id for error in errors), response.headers.get("x-request-id")]
    usable = next(
        (candidate for candidate in given if candidate and ONE_WORD.fullmatch(candidate)), None
    )
    return usable and mask_text(usable)


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, as a number or a date; None without one.

    A date is compared with the response's own ``Date`` where it has one, so that a clock that is
    wrong here changes nothing (RFC 9110, section 10.2.3), and else with *now*.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    at, since = http_date(text), http_date(headers.get("date", "")) or now
    return None if at is None or since is None else max(0.0, (at - since).total_seconds())


def _error_detail(error: Error) -> ErrorDetail:
    # JSON:API writes the status as text, Flowroute as a number.
    status = str(error.status)
    return ErrorDetail(
        status=int(status) if re.fullmatch("[1-9][0-9]{2}", status) else None,
        title=_plain(error.title),
        detail=_pruned(error.detail, DEEPEST_DETAIL, [MOST_MEMBERS]) or None,
        id=_plain(error.id),
    )


def _plain(value: object) -> str | None:
    """Return a text, or a number as text; None for anything else."""
    return str(value) if value and isinstance(value, str | int) else None


def _pruned(detail: object, levels: int, left: list[int]) -> Any:
    """Return *detail* so that it can be printed.

    That is without what is nested deeper than *levels*, and what is beyond the number of members
    that is *left*. What leads to a message is repeated with each: so names are short.
    """
    if not isinstance(detail, dict | list):
        return detail
    if levels == 0:
        return "…"
    if isinstance(detail, list):
        members = cast("list[object]", detail)
        return [_pruned(inner, levels - 1, left) for inner in members if _one_more(left)]
    named = cast("dict[str, object]", detail)
    return {
        name[:LONGEST_NAME]: _pruned(inner, levels - 1, left)
        for name, inner in named.items()
        if _one_more(left)
    }


def _one_more(left: list[int]) -> bool:
    """Return whether there is one more *left*, and take it."""
    left[0] -= 1
    return left[0] >= 0


def _text(error: ErrorDetail) -> str:
    return error.detail if isinstance(error.detail, str) else ""


def _reason(operation: str, response: Response, errors: tuple[ErrorDetail, ...]) -> str:
    """Return Flowroute's reason in one line without phone numbers, and the cure if there is one."""
    parts = [_text(error) or error.title or "" for error in errors[:1]]
    for path, messages in field_messages(errors).items():
        parts.append(": ".join(filter(None, [path, " ".join(messages)])))
    reason = _one_line("; ".join(filter(None, parts)))
    if not reason:
        reason = f"Flowroute gave no reason; {_body_kind(response)}"
    cure = CURES.get((response.status, operation)) or CURES.get((response.status, None))
    return f"{reason.rstrip('.')}. {cure}" if cure else reason


def _one_line(text: str) -> str:
    """Return *text* in one line of limited length, phone numbers masked."""
    # Masked before it is cut: half a phone number would not be recognised.
    some = text[: 10 * LONGEST_REASON]
    printable = "".join(letter if letter.isprintable() else " " for letter in some)
    line = mask_text(" ".join(printable.split()))
    return line if len(line) <= LONGEST_REASON else f"{line[: LONGEST_REASON - 1]}…"


def _body_kind(response: Response) -> str:
    """Return a description of the body, never its text."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.fault:
        return response.fault
    if not response.body:
        return "the body was empty"
    if "html" in kind or response.body[:LONGEST_REASON].lstrip()[:1] == b"<":
        return "the body was an HTML page"
    if reason := too_much(response.body, response.bound):
        return reason
    try:
        response.document()
    except (ValueError, RecursionError):
        return NOT_JSON
    return "the body was JSON of another shape"
