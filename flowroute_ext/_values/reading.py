"""Readers that the values share: absent or null is None, and an id is text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flowroute_api.types import Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flowroute_api.models import Relationship

T = TypeVar("T")
M = TypeVar("M")
V = TypeVar("V")


class Unread(Unset):
    """The `raw` of a value that was not read from a response: all of it is unset."""

    def __getattr__(self, name: str) -> Unread:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __repr__(self) -> str:
        return "UNREAD"

    def __reduce__(self) -> str:
        return "UNREAD"


# Of any type for type checkers: what calls return has a `raw`.
UNREAD: Any = Unread()


def given(value: T | Unset) -> T | None:
    """Return *value*, or None if it is unset."""
    return None if isinstance(value, Unset) else value


def identity(value: object) -> str:
    """Return an id as text: Flowroute sends some as numbers. Raises `ValueError` otherwise."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError("an id is a text or a number")


def text_id(value: str | int | Unset | None) -> str | None:
    """Return an id as text, or None if there is none."""
    return None if value is None or isinstance(value, Unset) else identity(value)


def digits(number: str | Unset | None) -> str:
    """Return a phone number without the ``+`` of version 2.2 of the messages API."""
    return (number or "").removeprefix("+")


def related(
    relation: Relationship | Unset | None,
    included: Sequence[object],
    kind: type[M],
    read: Callable[[M], V],
    known_by_id: Callable[[str], V],
) -> V | None:
    """Return the value that *relation* points at, from the *included* resources.

    A document may name a resource that it does not include: then only its id is known.
    """
    target = relation.data if relation else None
    if not target:
        return None
    wanted = identity(target.id)
    for resource in included:
        if isinstance(resource, kind) and str(getattr(resource, "id", None)) == wanted:
            return read(resource)
    return known_by_id(wanted)
