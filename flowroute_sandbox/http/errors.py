"""Every error response of the sandbox; the source of each text is in fidelity.toml."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Refusal:
    """One error of Flowroute's `errors` list.

    `title` is left out where Flowroute leaves it out, and so is the id.
    """

    status: int
    detail: str | Mapping[str, object]
    title: str | None = None
    has_id: bool = True

    def about(self, **words: object) -> Refusal:
        """Return this refusal with the placeholders of its detail filled in."""
        return replace(self, detail=str(self.detail).format(**words))


class Refused(Exception):
    """Ends a request with an error document."""

    def __init__(self, refusal: Refusal, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(refusal, headers)
        self.refusal = refusal
        self.headers = headers or {}

    def __str__(self) -> str:
        return f"{self.refusal.status}: {self.refusal.detail}"

    def response(self, error_id: str) -> Response:
        """Return the error document, with its members in Flowroute's order."""
        error: dict[str, object] = {"detail": self.refusal.detail}
        if self.refusal.has_id:
            error["id"] = error_id
        error["status"] = self.refusal.status
        if self.refusal.title is not None:
            error["title"] = self.refusal.title
        return Response(
            self.refusal.status,
            {"content-type": "application/vnd.api+json", **self.headers},
            json.dumps({"errors": [error]}, separators=(",", ":")).encode(),
        )


AUTHENTICATION_FAILED = Refusal(401, "Authentication failed.", "Unauthorized")
NOT_AUTHORIZED = Refusal(403, "", "ActionNotAuthorizedError", has_id=False)
INSUFFICIENT_FUNDS = Refusal(403, "Insufficient funds to perform this operation.")
NOT_ON_ACCOUNT = Refusal(404, "Could not find that resource on your account.")
NO_SUCH_URL = Refusal(
    404,
    "The requested URL was not found on the server. If you entered the URL manually please check "
    "your spelling and try again.",
    "Not Found",
)
METHOD_NOT_ALLOWED = Refusal(
    405, "The method is not allowed for the requested URL.", "Method Not Allowed"
)
UNSUPPORTED_MEDIA_TYPE = Refusal(
    415,
    "Unsupported media type: {media_type}. Send application/vnd.api+json.",
    "Unsupported Media Type",
)
MALFORMED_BODY = Refusal(400, "The request body is not valid JSON: {reason}.", "Bad Request")
MALFORMED_FORM = Refusal(400, "The form is malformed: {reason}.", "Bad Request")
TOO_MANY_REQUESTS = Refusal(429, "Too many requests.", "Too Many Requests")
CONFLICT = Refusal(409, "The request conflicts with the state of the resource.", "Conflict")
WRONG_SCHEMA = Refusal(422, {"_schema": ["Invalid input type."]})
SERVER_FAILED = Refusal(500, "The server failed.", "Internal Server Error")

NUMBER_NOT_AVAILABLE = Refusal(404, "The phone number is not available for purchase.")

ROUTE_IN_USE = Refusal(
    403,
    "Please disassociate all numbers before deleting.",
    "This Route has numbers still associated to it.",
)
DUPLICATE_ROUTE = Refusal(403, "Duplicate route.")
BUILT_IN_ROUTE = Refusal(403, "The built-in route cannot be changed or deleted.")

CANNOT_GEOCODE = Refusal(
    400,
    "Could not geocode this address. Please check the validity of your address.",
    "Client Error",
)
DUPLICATE_ADDRESS = Refusal(403, "Duplicate address.")
E911_IN_USE = Refusal(403, "Please disassociate all numbers before deleting.")
NO_EMERGENCY_SERVICE = Refusal(
    422,
    "Cannot assign an E911 record to a number that does not support emergency services.",
    "Invalid Resource",
)

DUPLICATE_CNAM = Refusal(422, "Duplicate CNAM entry found on your account")
NO_CNAM_TO_DELETE = Refusal(404, "CNAM record not found. Nothing to delete.", "Resource not found")
CNAM_NOT_PENDING = Refusal(403, "Only a pending CNAM record can be changed.")
CNAM_NOT_APPROVED = Refusal(
    422, "Cannot assign a CNAM record that is not approved.", "Invalid Resource"
)
NO_CNAM_SERVICE = Refusal(
    422, "Cannot assign a CNAM record to a number that is not a US long code.", "Invalid Resource"
)

MEDIA_TOO_BIG = Refusal(422, 'Error fetching media: File at "{url}" is over 767840 byte limit.')
TEXT_TOO_BIG = Refusal(422, "The message body is over 767840 byte limit.")

PAGE_IS_OLD = Refusal(
    403,
    "A browser's request here needs the token of the sandbox's page. Load the page again: the token"
    " is another one after each start.",
    "Forbidden",
)
NOT_KEPT_FILE = Refusal(404, "There is no such file.", "Not Found")
FILE_TOO_BIG = Refusal(422, "A file is over the sandbox's 767840 byte limit.")
NOT_KEPT = Refusal(404, "No such exchange is kept: only the newest are.")
SETTLED = Refusal(422, "Both receipts of the message are there already: nothing can be put off.")
RECEIVED = Refusal(422, "A message that was received has no delivery receipts.")

PORT_NOT_PENDING = Refusal(403, "Only a pending port order can have its phone numbers changed.")
PORT_NOT_CORRECTABLE = Refusal(403, "Only a pending or rejected port order can be changed.")
PORT_NOT_SETTABLE = Refusal(403, "The presets of a port order that has ended cannot be changed.")
LETTER_NOT_WANTED = Refusal(403, "Only the letter of a pending port order can be signed.")
PORT_NOT_CANCELLABLE = Refusal(
    403, "Only a pending or rejected port order can be cancelled. Open a ticket with support."
)

TASK_ENDED = Refusal(422, "The task has ended: nothing of it can fail any more.")
