"""The exceptions of this package, as a tree.

::

    FlowrouteError
    ├── ConfigurationError (ValueError)      credentials or base URL missing or unusable
    ├── InvalidValue (ValueError)            a value Flowroute would refuse; nothing was sent
    ├── InvalidWebhook (ValueError)          what was received is no webhook of Flowroute
    ├── NotDelivered                         a message was accepted, and not delivered
    ├── DeliveryTimeout (TimeoutError)       it is not known to be delivered; it may be later
    └── CallFailed                           one call failed; `.operation` `.method` `.path`
        ├── ConnectionFailed                 there was no response
        │   ├── ConnectFailed                no connection: the request was not sent
        │   │   └── DeadlinePassed (TimeoutError)    it was still waiting for a permit
        │   └── ResponseTimeout (TimeoutError)    the response was late
        ├── OutcomeUnknown                   whether Flowroute acted is unknown; not sent again
        ├── NotAccepted                      sent, and certainly not acted upon
        ├── UnreadableResponse                 accepted, but the response is not as documented
        └── APIError                         Flowroute refused; `.status` `.errors`
            ├── BadRequest            400
            │   └── AddressNotFound          the E911 address does not geocode
            ├── Unauthorized          401    the credentials are wrong
            ├── Forbidden             403
            │   ├── InsufficientFunds        the account cannot pay for this
            │   ├── DuplicateAddress         the same E911 address is on record already
            │   ├── AddressInUse             numbers still carry this E911 address
            │   └── RouteInUse               numbers still point at this route
            ├── NotFound              404
            │   └── NumberUnavailable        the number is not for sale, or no longer
            ├── MethodNotAllowed      405
            ├── Conflict              409
            ├── UnsupportedMediaType  415
            ├── Unprocessable         422    `.fields` has the messages for each field
            │   ├── E911NotSupported         the number cannot carry an E911 address
            │   └── MediaTooLarge            an MMS attachment is over the limit
            ├── RateLimited           429
            └── ServerError           5xx

`InvalidValue` is defined in `flowroute_ext._base.problems`, `OutcomeUnknown` and `NotAccepted` in
`flowroute_ext._reconcile.errors`, `OutboxError`, and `InvalidRows`, which is an `InvalidValue`, in
`flowroute_ext._outbox.errors`, those of `send_once` in `flowroute_ext._send_once.errors`, and
`InvalidWebhook` in `flowroute_ext._webhooks.errors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .error_details import ErrorDetail, field_messages, phrase
from .help import Notes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flowroute_api.types import Request


class FlowrouteError(Exception):
    """The base class of all errors of this package.

    A traceback ends with where the documentation has the cause and the cure.
    """

    if not TYPE_CHECKING:  # where it is the attribute that `add_note` writes
        __notes__ = Notes()


class ConfigurationError(FlowrouteError, ValueError):
    """The client cannot be made: credentials or base URL are missing or unusable."""


class CallFailed(FlowrouteError):
    """A call failed after its request was built.

    `operation` is the OpenAPI operation id. `path` is the template, as in
    ``/v2/numbers/{number_id}``: a filled one would put a real number into every log.
    """

    def __init__(self, reason: str, *, operation: str, method: str, path: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.operation = operation
        self.method = method
        self.path = path

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.reason}"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        # An exception is rebuilt from its positional arguments; ours are keywords.
        return _blank, (type(self), self.reason), dict(self.__dict__)


class ConnectionFailed(CallFailed):
    """There was no response, also after the retries that were safe to make.

    The HTTP library's own error is the `__cause__`.
    """


class ConnectFailed(ConnectionFailed):
    """No connection could be made, so the request was not sent."""


class DeadlinePassed(ConnectFailed, TimeoutError):
    """The call's deadline passed before its request was sent."""

    @classmethod
    def of(cls, request: Request[Any]) -> DeadlinePassed:
        """Return the error of a call that is too late to send *request*."""
        return cls(
            "the deadline of the call passed before the request was sent",
            operation=request.operation,
            method=request.method,
            path=request.template,
        )


class ResponseTimeout(ConnectionFailed, TimeoutError):
    """The response did not come in time, so whether Flowroute acted is unknown."""


class UnreadableResponse(CallFailed):
    """The response has a status of success, but not a body as the API documents it.

    By its `status` the request was accepted. `body` is the body of the response.
    """

    def __init__(
        self, reason: str, *, operation: str, method: str, path: str, status: int, body: bytes
    ) -> None:
        super().__init__(reason, operation=operation, method=method, path=path)
        self.status = status
        self.body = body


class APIError(CallFailed):
    """Flowroute refused the request.

    `status` is the HTTP status, `errors` has Flowroute's reasons, `request_id` is the id to
    quote to its support, `retry_after` the seconds that the response asks to wait, and `body`
    the body of the response. `maybe_done_before` says that Flowroute may have carried out an
    earlier attempt of the call, whose response was lost.
    """

    maybe_done_before = False

    def __init__(
        self,
        reason: str,
        *,
        operation: str,
        method: str,
        path: str,
        status: int,
        errors: Sequence[ErrorDetail] = (),
        request_id: str | None = None,
        retry_after: float | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(reason, operation=operation, method=method, path=path)
        self.status = status
        self.errors = tuple(errors)
        self.request_id = request_id
        self.retry_after = retry_after
        self.body = body

    def __str__(self) -> str:
        quoted = f" (request id {self.request_id})" if self.request_id else ""
        return f"{self.status} {phrase(self.status)} from {super().__str__()}{quoted}"

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The messages for each field, by its path in the request, as ``data.attributes.zip``."""
        return field_messages(self.errors)


class BadRequest(APIError):
    """400: Flowroute could not use the request."""


class AddressNotFound(BadRequest):
    """400: the E911 address does not geocode."""


class Unauthorized(APIError):
    """401: the access key or the secret key is wrong."""


class Forbidden(APIError):
    """403: this account may not do that."""


class InsufficientFunds(Forbidden):
    """403: the account's balance does not cover this."""


class DuplicateAddress(Forbidden):
    """403: the same E911 address is on record already."""


class AddressInUse(Forbidden):
    """403: numbers still carry this E911 address."""


class RouteInUse(Forbidden):
    """403: numbers still point at this route."""


class NotFound(APIError):
    """404: the resource does not exist, or not on this account."""


class NumberUnavailable(NotFound):
    """404: the number is not for sale, or no longer."""


class MethodNotAllowed(APIError):
    """405: this URL does not support this method."""


class Conflict(APIError):
    """409: the request contradicts the state of the resource."""


class UnsupportedMediaType(APIError):
    """415: this URL does not support this content type."""


class Unprocessable(APIError):
    """422: a value is not acceptable; `fields` has the messages for each field, if any."""


class E911NotSupported(Unprocessable):
    """422: the number cannot carry an E911 address."""


class MediaTooLarge(Unprocessable):
    """422: an MMS attachment is over the limit of 767,840 bytes."""


class RateLimited(APIError):
    """429: too many requests; refused attempts count as well."""


class ServerError(APIError):
    """5xx: Flowroute failed, and whether it acted on the request is unknown."""


def _blank(kind: type[CallFailed], reason: str) -> CallFailed:
    """Return an error of *kind* without its attributes, which unpickling then sets."""
    blank = kind.__new__(kind, reason)
    # Not all of Python's exceptions set them in __new__; TimeoutError does not.
    blank.args = (reason,)
    return blank
