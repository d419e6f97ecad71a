"""What an answer means: a value, or the error it describes. Pure; nothing here does I/O."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from flowroute_api.models import ErrorDocument

from .._base.error_details import ErrorDetail, field_messages, phrase
from .._base.error_mapping import error_class
from .._base.errors import APIError, ConnectionFailed, UnreadableAnswer
from .._base.masking import mask_text
from .retries import retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from flowroute_api.models import Error
    from flowroute_api.types import Request

    from .retries import Stop, Wait

D = TypeVar("D")
V = TypeVar("V")

# What to do about a refusal that does not say, by status and operation (None for any).
CURES: Mapping[tuple[int, str | None], str] = {
    (401, None): "Check the access key and the secret key (FR_ACCESS_KEY, FR_SECRET_KEY).",
    (403, "send_a_message"): "Check that the number it is from is on this account.",
}
LONGEST_REASON = 500
# No documented request is nested half as deep.
DEEPEST_DETAIL = 16
# An id is logged and printed, and whoever answers could write anything into it.
ONE_WORD = re.compile(r"[!-~]{1,200}")

# What reading a body of an unexpected shape raises, from json.loads to our own conversions.
MISREADINGS = (AttributeError, KeyError, IndexError, RecursionError, TypeError, ValueError)


@attrs.frozen
class Answer:
    """A status, its headers (names in lower case) and its body, whichever engine brought it."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)


@attrs.frozen
class Delivery:
    """What came of a request in the end, and when its last attempt was under way.

    `acted_before` tells whether Flowroute may have acted on an attempt before the last.
    """

    outcome: Answer | ConnectionFailed
    verdict: Stop | Wait
    acted_before: bool
    started: datetime
    ended: datetime


def conclude(request: Request[D], delivery: Delivery, convert: Callable[[D], V]) -> V:
    """What *delivery* brought; raise what it came to, if that is an error.

    A DELETE that may have been done before, and now finds nothing, is done.
    """
    outcome = delivery.outcome
    if isinstance(outcome, ConnectionFailed):
        raise outcome
    gone = request.method == "DELETE" and outcome.status == 404 and 204 in request.success
    if gone and delivery.acted_before:
        outcome = Answer(204, {}, b"")
    return read(request, outcome, convert)


def read(request: Request[D], answer: Answer, convert: Callable[[D], V]) -> V:
    """What *answer* holds, as *convert* makes it of the parsed document.

    Any 2xx is a success: a purchase may be answered 207, which the API documents as
    "purchased, but messaging could not be switched on yet". Raises the `APIError` that
    the answer describes, or `UnreadableAnswer`.
    """
    if not 200 <= answer.status < 300:
        raise refusal(request, answer)
    try:
        # Where nothing is to come back, an empty body is as it should be; a page of HTML is not.
        nothing = 204 in request.success and not answer.body
        data = None if nothing else json.loads(answer.body)
        return convert(request.parse(data))
    except MISREADINGS as misreading:
        raise UnreadableAnswer(
            f"Flowroute answered {answer.status} {phrase(answer.status)}, "
            f"but not as it documents: {_what_came(answer)}",
            operation=request.operation,
            method=request.method,
            path=request.template,
            status=answer.status,
            body=answer.body,
        ) from misreading


def as_it_is(document: D) -> D:
    """The reader that changes nothing."""
    return document


def refusal(request: Request[Any], answer: Answer) -> APIError:
    """The error that *answer* describes, whatever its body is."""
    errors = error_details(answer.body)
    words = " ".join(text for error in errors for text in (error.title, _text(error)) if text)
    return error_class(answer.status, request.operation, words)(
        _reason(request.operation, answer, errors),
        operation=request.operation,
        method=request.method,
        path=request.template,
        status=answer.status,
        errors=errors,
        request_id=request_id(answer, errors),
        retry_after=retry_after(answer.headers),
        body=answer.body,
    )


def error_details(body: bytes) -> tuple[ErrorDetail, ...]:
    """The members of the ``errors`` list in *body*; none when it is not the API's envelope."""
    try:
        errors = ErrorDocument.from_dict(json.loads(body)).errors or ()
        return tuple(_error_detail(error) for error in errors)
    except MISREADINGS:
        return ()


def request_id(answer: Answer, errors: tuple[ErrorDetail, ...]) -> str | None:
    """The id to quote to Flowroute's support: its errors carry one, its successes none."""
    given = [*(error.id for error in errors), answer.headers.get("x-request-id")]
    return next((one for one in given if one and ONE_WORD.fullmatch(one)), None)


def _error_detail(error: Error) -> ErrorDetail:
    # JSON:API writes the status as text, Flowroute as a number.
    status = str(error.status)
    return ErrorDetail(
        status=int(status) if re.fullmatch("[1-9][0-9]{2}", status) else None,
        title=str(error.title) if error.title else None,
        detail=_pruned(error.detail, DEEPEST_DETAIL) or None,
        id=str(error.id) if error.id else None,
    )


def _pruned(detail: object, levels: int) -> Any:
    """*detail* as far down as somebody may want to read it, print it or copy it."""
    if not isinstance(detail, dict | list):
        return detail
    if levels == 0:
        return "…"
    if isinstance(detail, list):
        return [_pruned(inner, levels - 1) for inner in cast("list[object]", detail)]
    members = cast("dict[str, object]", detail)
    return {name: _pruned(inner, levels - 1) for name, inner in members.items()}


def _text(error: ErrorDetail) -> str:
    return error.detail if isinstance(error.detail, str) else ""


def _reason(operation: str, answer: Answer, errors: tuple[ErrorDetail, ...]) -> str:
    """What Flowroute said, in one line without phone numbers, and the cure where there is one."""
    said = [_text(error) or error.title or "" for error in errors[:1]]
    for path, told in field_messages(errors).items():
        said.append(": ".join(filter(None, [path, " ".join(told)])))
    reason = _one_line("; ".join(filter(None, said)))
    if not reason:
        reason = f"Flowroute gave no reason; {_what_came(answer)}"
    cure = CURES.get((answer.status, operation)) or CURES.get((answer.status, None))
    return f"{reason.rstrip('.')}. {cure}" if cure else reason


def _one_line(text: str) -> str:
    """*text* fit to be shown: phone numbers masked, in one line of a length to be read."""
    # Masked before it is cut to length: half a phone number would not be known as one.
    some = text[: 10 * LONGEST_REASON]
    printable = "".join(letter if letter.isprintable() else " " for letter in some)
    line = mask_text(" ".join(printable.split()))
    return line if len(line) <= LONGEST_REASON else f"{line[: LONGEST_REASON - 1]}…"


def _what_came(answer: Answer) -> str:
    """The body in a few words, never its text."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not answer.body:
        return "the body was empty"
    if "html" in kind or answer.body.lstrip()[:1] == b"<":
        return "the body was an HTML page"
    try:
        json.loads(answer.body)
    except (ValueError, RecursionError):
        return "the body was not JSON, or was cut off"
    return "the body was JSON of another shape"
