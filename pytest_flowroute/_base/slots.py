"""The slots in the head of a cassette: how many made-up values of each kind, and a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def slots_of(about: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Return the slots in the head of a cassette; ValueError for others than render writes."""
    slots: dict[str, tuple[int, int]] = {}
    for name, slot in dict(about.get("slots") or {}).items():
        size, _, key = str(slot).partition("/")
        if not (size.isdecimal() and key.isdecimal() and 0 < int(size) < 10**6):
            raise ValueError(f"slots.{name} is a size and a key, such as 100/0, not {slot!r}")
        slots[str(name)] = int(size), int(key)
    return slots
