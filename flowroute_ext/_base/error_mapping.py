"""The error class of a response: by its status, refined by Flowroute's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import (
    AddressInUse,
    AddressNotFound,
    APIError,
    BadRequest,
    Conflict,
    DuplicateAddress,
    E911NotSupported,
    Forbidden,
    InsufficientFunds,
    MediaTooLarge,
    MethodNotAllowed,
    NotFound,
    NumberUnavailable,
    RateLimited,
    RouteInUse,
    ServerError,
    Unauthorized,
    Unprocessable,
    UnsupportedMediaType,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BY_STATUS: Mapping[int, type[APIError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    409: Conflict,
    415: UnsupportedMediaType,
    422: Unprocessable,
    429: RateLimited,
}

# (status, operation or None for any, a part of Flowroute's title or detail in lower case, class).
REFINEMENTS: Sequence[tuple[int, str | None, str, type[APIError]]] = (
    (400, None, "geocode", AddressNotFound),
    (403, None, "insufficient funds", InsufficientFunds),
    (403, None, "duplicate address", DuplicateAddress),
    (403, "delete_route", "disassociate all numbers", RouteInUse),
    (403, "delete_e911", "disassociate all numbers", AddressInUse),
    (404, "purchase_a_phone_number", "", NumberUnavailable),
    (422, None, "emergency services", E911NotSupported),
    (422, None, "byte limit", MediaTooLarge),
)


def error_class(status: int, operation: str, words: str) -> type[APIError]:
    """Return the error class for *status*, refined by Flowroute's own *words*."""
    for refined_status, of, part, refined in REFINEMENTS:
        if status == refined_status and of in (None, operation) and part in words.lower():
            return refined
    return BY_STATUS.get(status, ServerError if status >= 500 else APIError)
