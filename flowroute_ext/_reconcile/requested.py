"""What a call with an unknown outcome asked for, beside what a record shows. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .errors import OutcomeUnknown


def body_of(unknown: OutcomeUnknown) -> Mapping[str, Any]:
    """Return the body of the request."""
    body: Mapping[str, Any] = unknown.request.body or {}
    return body


def attributes_of(unknown: OutcomeUnknown) -> Mapping[str, Any]:
    """Return the attributes of the resource in the body of the request."""
    attributes: Mapping[str, Any] = body_of(unknown)["data"]["attributes"]
    return attributes


def same(record: object, asked: Mapping[str, Any], fields: Iterable[str]) -> bool:
    """Return whether *record* has what was *asked*; case and blanks do not count."""
    return all(_plain(getattr(record, name)) == _plain(asked.get(name)) for name in fields)


def _plain(value: object) -> str:
    return "".join(str(value or "").split()).casefold()
