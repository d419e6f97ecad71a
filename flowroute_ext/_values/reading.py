"""Readers that the values share: absent or null is None, and types are as documented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flowroute_api.types import Unset

from .._base.reading import scalars

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


def flag(value: object) -> bool | None:
    """Return a boolean in any spelling of JSON, or None if there is none."""
    if value is True or value is False or value is None:
        return value
    return None if isinstance(value, Unset) else scalars.flag(value)


def whole(value: object) -> int | None:
    """Return a whole number in any spelling of JSON, or None if there is none."""
    if type(value) is int:
        return value
    return None if isinstance(value, Unset) else scalars.whole(value)


def code(value: str | int | Unset | None) -> int | str | None:
    """Return a code: a number where it is or spells one, else its text."""
    if type(value) is int:
        return value
    if isinstance(value, Unset) or value is None or value == "":
        return None
    number = scalars.whole(value)
    return number if number is not None else str(value)


def words(value: object) -> str | None:
    """Return a text, or a number as text; None if there is none."""
    if isinstance(value, str):
        return value
    number = None if isinstance(value, Unset) else scalars.whole(value)
    return None if number is None else str(number)


def identity(value: object) -> str:
    """Return an id as text: Flowroute sends some as numbers. Raises `ValueError` otherwise."""
    if isinstance(value, str):
        return value
    number = scalars.whole(value)
    if number is None:
        raise ValueError("an id is a text or a number")
    return str(number)


def text_id(value: str | int | Unset | None) -> str | None:
    """Return an id as text, or None if there is none."""
    return None if value is None or isinstance(value, Unset) else identity(value)


def digits(number: object) -> str:
    """Return a phone number without the ``+`` of version 2.2 of the messages API."""
    return (words(number) or "").removeprefix("+")


def related(
    relation: Relationship | Unset | None,
    included: Sequence[object],
    kind: type[M],
    read: Callable[[M], V],
    known_by_id: Callable[[str], V],
) -> V | None:
    """Return the value that *relation* refers to, from the *included* resources.

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
