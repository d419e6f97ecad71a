"""What an answer means: a value, or the error it describes. Pure; nothing here does I/O."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from flowroute_api.models import ErrorDocument

from ._errors import (
    APIError,
    ErrorDetail,
    UnreadableAnswer,
    error_class,
    field_messages,
    phrase,
)
from ._phone import mask_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flowroute_api.models import Error
    from flowroute_api.types import Request

D = TypeVar("D")
V = TypeVar("V")

UNAUTHORIZED = 401

# What reading a body of an unexpected shape raises, from json.loads to our own conversions.
MISREADINGS = (AttributeError, KeyError, IndexError, RecursionError, TypeError, ValueError)


@attrs.frozen
class Answer:
    """A status, its headers (names in lower case) and its body, whichever engine brought it."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)


def read(request: Request[D], answer: Answer, convert: Callable[[D], V]) -> V:
    """What *answer* holds, as *convert* makes it of the parsed document.

    Any 2xx is a success: a purchase may be answered 207, which the API documents as
    "purchased, but messaging could not be switched on yet". Raises the `APIError` that
    the answer describes, or `UnreadableAnswer`.
    """
    if not 200 <= answer.status < 300:
        raise refusal(request, answer)
    try:
        # 204 and its like have no body to parse, and the operation knows.
        data = None if 204 in request.success else json.loads(answer.body)
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
        _reason(answer, errors),
        operation=request.operation,
        method=request.method,
        path=request.template,
        status=answer.status,
        errors=errors,
        request_id=request_id(answer, errors),
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
    given = (error.id for error in errors if error.id)
    return next(given, None) or answer.headers.get("x-request-id")


def _error_detail(error: Error) -> ErrorDetail:
    return ErrorDetail(
        status=error.status if isinstance(error.status, int) else None,
        title=str(error.title) if error.title else None,
        detail=error.detail or None,
        id=str(error.id) if error.id else None,
    )


def _text(error: ErrorDetail) -> str:
    return error.detail if isinstance(error.detail, str) else ""


def _reason(answer: Answer, errors: tuple[ErrorDetail, ...]) -> str:
    """What Flowroute said, in one line without phone numbers, and the cure where there is one."""
    said = [_text(error) or error.title or "" for error in errors[:1]]
    said += [f"{path}: {' '.join(told)}" for path, told in field_messages(errors).items()]
    reason = mask_text("; ".join(filter(None, said)))
    if not reason:
        reason = f"Flowroute gave no reason; {_what_came(answer)}"
    if answer.status == UNAUTHORIZED:
        reason += " Check the access key and the secret key (FR_ACCESS_KEY, FR_SECRET_KEY)."
    return reason


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
