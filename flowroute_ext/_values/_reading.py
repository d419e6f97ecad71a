"""Small readers that the values share: absent or null is None, and reprs show nobody's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flowroute_api.types import Unset

from .._phone import mask_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flowroute_api.models import Relationship

T = TypeVar("T")
M = TypeVar("M")
V = TypeVar("V")


def given(value: T | Unset) -> T | None:
    """*value*, or None where the answer left it out."""
    return None if isinstance(value, Unset) else value


def text_id(value: str | int | Unset | None) -> str | None:
    """An id as text: Flowroute sends some as numbers."""
    return None if value is None or isinstance(value, Unset) else str(value)


def digits(number: str | Unset | None) -> str:
    """A phone number without the ``+`` that version 2.2 of the messages API may put there."""
    return (number or "").removeprefix("+")


def masked(number: str | None) -> str:
    """For a repr: the number with its middle hidden."""
    return repr(number and mask_number(number))


def all_masked(numbers: Sequence[str]) -> str:
    """For a repr: each number with its middle hidden."""
    return f"({', '.join(masked(number) for number in numbers)})"


def length(text: str | None) -> str:
    """For a repr: how long a message is, not what it says."""
    return "None" if text is None else f"<{len(text)} characters>"


def related(
    relation: Relationship | Unset | None,
    included: Sequence[object],
    kind: type[M],
    read: Callable[[M], V],
    known_by_id: Callable[[str], V],
) -> V | None:
    """The value that *relation* points at, out of what the answer *included*.

    An answer may name what it does not describe: then only its id is known.
    """
    identity = relation.data if relation else None
    if not identity:
        return None
    for resource in included:
        if isinstance(resource, kind) and getattr(resource, "id", None) == identity.id:
            return read(resource)
    return known_by_id(str(identity.id))
