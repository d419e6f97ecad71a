"""Builders: values to send to Flowroute, checked when they are built."""

from __future__ import annotations

from typing import Any, Protocol


class HasNumber(Protocol):
    """Anything with a phone number as its `value`, such as a `Number` of the account."""

    @property
    def value(self) -> str: ...


class HasId(Protocol):
    """Anything with an `id`, such as a route of the account."""

    @property
    def id(self) -> str: ...


def number_text(number: HasNumber | str) -> str:
    """Return the text of *number*; a value without any is returned as it is, and refused later."""
    text: str = attribute_or_self(number, "value")
    return text


def attribute_or_self(value: object, name: str) -> Any:
    """Return the attribute *name* of *value*, or *value* itself where it has none."""
    return getattr(value, name, value)


def adopt(built: object, **checked: object) -> None:
    """Set the *checked* values on *built*, a frozen instance, while it is initialised."""
    for name, value in checked.items():
        object.__setattr__(built, name, value)
