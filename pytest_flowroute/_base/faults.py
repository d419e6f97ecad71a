"""Faults by name, as Flowroute or the network between has them. Pure.

``"429"`` is what the first call gets, ``"429 x2"`` the first two, ``"429 @3"`` the third,
``"429 @3 x2"`` the third and the fourth, ``"503 10%"`` one call in ten, always the same ones,
and ``"503 10% seed=7"`` others. Several faults are a list of them.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, cast

from .http_messages import Failure, HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

JSON_API: Final = "application/vnd.api+json"
ERROR_ID: Final = "00000000-0000-4000-8000-000000000000"

# Flowroute documents the 401, 403, 404 and 422; nobody published its 409, 429 and 5xx, whose
# words here are HTTP's own in the same document.
ERRORS: Final[dict[str, tuple[str, str | None, object]]] = {
    "401": ("Unauthorized", "Unauthorized", "Authentication failed."),
    "403": ("Forbidden", "ActionNotAuthorizedError", ""),
    "404": ("Not Found", None, "Could not find that resource on your account."),
    "409": ("Conflict", "Conflict", "The request contradicts the state of the resource."),
    "422": (
        "Unprocessable Entity",
        "Unprocessable Entity",
        {"_schema": ["Invalid input type."]},
    ),
    "429": ("Too Many Requests", "Too Many Requests", "Too many requests."),
    "500": ("Internal Server Error", "Internal Server Error", "Something went wrong."),
    "502": ("Bad Gateway", "Bad Gateway", "The upstream server did not answer."),
    "503": ("Service Unavailable", "Service Unavailable", "Try again later."),
}
HTML: Final = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)
BROKEN: Final[tuple[Failure, ...]] = (
    "refused",
    "reset",
    "connect-timeout",
    "read-timeout",
    "lost-response",
)
NAMES: Final = (*ERRORS, "html", "cut", *BROKEN)
PROCESSED: Final = frozenset({"cut", "lost-response"})
"""Faults of the answer only: Flowroute took the request, and did what it asks."""

SPELLED: Final = re.compile(
    r"(?P<name>[\w-]+?)(?:\s+@(?P<nth>[1-9]\d*))?(?:\s*[x×](?P<times>[1-9]\d*))?"
    r"(?:\s+(?P<percent>\d{1,3}(?:\.\d+)?)\s*%(?:\s+seed=(?P<seed>\d+))?)?"
)


class UnknownFault(ValueError):
    """There is no such fault; the message suggests one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and with which calls."""

    name: str
    spelled: str
    first: int = 1
    times: int = 1
    chance: float | None = None
    seed: int = 0

    def strikes(self, call: int) -> bool:
        """Whether the *call*-th call gets this fault: by chance, always the same calls do."""
        if self.chance is not None:
            rolled = blake2b(f"{self.seed} {call}".encode(), digest_size=8).digest()
            return call >= self.first and int.from_bytes(rolled, "big") < self.chance * 2**64
        return self.first <= call < self.first + self.times


class Faults:
    """The faults of one playing, asked call by call."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._faults = list(faults)
        self._struck: set[str] = set()
        self._calls = 0

    def next(self) -> Fault | None:
        """Return the fault of the next call, if it gets one."""
        if not self._faults:
            return None
        self._calls += 1
        for fault in self._faults:
            if fault.strikes(self._calls):
                self._struck.add(fault.spelled)
                return fault
        return None

    @property
    def missed(self) -> list[str]:
        """The faults that were to happen and did not; those left to chance may."""
        return [
            fault.spelled
            for fault in self._faults
            if fault.chance is None and fault.spelled not in self._struck
        ]


def parse(fault: object) -> tuple[Fault, ...]:
    """Return the faults that a text, or a list of texts, spells; raise `UnknownFault`."""
    if fault is None:
        return ()
    if isinstance(fault, (list, tuple)):
        several = cast("list[object]", fault)
        return tuple(one for item in several for one in parse(item))
    return (_parse(str(fault)),)


def happen(name: str, answer: HTTPResponse) -> HTTPResponse | Failure:
    """Return what becomes of an *answer* that is struck by the fault of this name."""
    for broken in BROKEN:
        if name == broken:
            return broken
    if name == "cut":
        return HTTPResponse(answer.status, answer.reason, answer.headers, answer.body, cut=True)
    if name == "html":
        return HTTPResponse(502, "Bad Gateway", (("Content-Type", "text/html"),), HTML)
    return refusal(name)


def refusal(name: str) -> HTTPResponse:
    """Return Flowroute's answer of this status when it refuses."""
    reason, title, detail = ERRORS[name]
    error: dict[str, object] = {"detail": detail, "id": ERROR_ID, "status": int(name)}
    if name == "403":
        del error["id"]  # its documented body has none
    if title is not None:
        error["title"] = title
    body = json.dumps({"errors": [error]}, separators=(",", ":")).encode()
    return HTTPResponse(int(name), reason, (("Content-Type", JSON_API),), body)


def _parse(text: str) -> Fault:
    found = SPELLED.fullmatch(text.strip())
    if found is None:
        raise UnknownFault(
            f"fault {text!r} cannot be read: write it like '429', '429 x2', '429 @3' or '429 10%'"
        )
    name, percent = found["name"], found["percent"]
    if name not in NAMES:
        near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.3)
        meant = f"did you mean {near[0]!r}? " if near else ""
        raise UnknownFault(f"there is no fault {name!r}; {meant}There are {', '.join(NAMES)}")
    if percent and (float(percent) > 100 or found["times"]):
        raise UnknownFault(f"fault {text!r}: a chance is at most 100%, and takes no x")
    return Fault(
        name,
        text.strip(),
        int(found["nth"] or 1),
        int(found["times"] or 1),
        float(percent) / 100 if percent else None,
        int(found["seed"] or 0),
    )
