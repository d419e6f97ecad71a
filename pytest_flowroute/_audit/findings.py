"""What a check of one cassette has found, and the paths at which it is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from .invented import is_invented
from .leak_detector import find_leaks
from .vouched import allowed, member_names

if TYPE_CHECKING:
    from collections.abc import Iterable

PRIVATE: Final = "is neither public by the OpenAPI document nor made up"
PHRASES: Final = frozenset(status.phrase for status in HTTPStatus)
WORD: Final = re.compile(r"[a-z][a-z0-9_-]{0,40}")


@dataclass(slots=True)
class Findings:
    """The problems by their places, `keep` as the head has it, and every value that is public."""

    keep: frozenset[str] = frozenset()
    problems: dict[str, str] = field(default_factory=dict[str, str])
    accepted: set[str] = field(default_factory=set[str])

    def report(self, place: str, problem: str = PRIVATE) -> None:
        """Note a problem; of each place the first one counts."""
        self.problems.setdefault(place, problem)

    def kept(self, place: str, value: str) -> None:
        """Note a value that is kept by name; what looks personal is reported all the same."""
        self.accepted.add(value.casefold())
        for leak in find_leaks(value):
            self.report(place, f"is kept by name, and {leak}")

    def allows(self, rules: Iterable[str], value: str) -> bool:
        """Whether a value is made up, or public by these rules."""
        if is_invented(value):
            return True
        public = allowed(rules, value, is_invented)
        if public:
            self.accepted.add(value.casefold())
        return public


def is_object(node: object) -> TypeGuard[dict[Any, Any]]:
    """Whether a value of the file is a mapping."""
    return isinstance(node, dict)


def is_array(node: object) -> TypeGuard[list[Any]]:
    """Whether a value of the file is a list."""
    return isinstance(node, list)


def shown(name: Any) -> str:
    """Return the name of a member as a report may have it; of an unknown one a question mark."""
    text = str(name)
    public = text in member_names() or text in STRUCTURE or is_invented(text)
    return text if public and WORD.fullmatch(text) else "?"


STRUCTURE: Final = frozenset(
    (
        *("accept", "authorization", "body", "code", "content-type", "cookie", "flowroute"),
        *("headers", "interactions", "location", "message", "method", "request", "response"),
        *("retry-after", "set-cookie", "status", "string", "uri", "version", "x-request-id"),
        *("from_", "number", "body", "base64_string", "encoding", "recorded_at"),
    )
)
