"""The headers of a response of pyreqwest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..sending.interface import HEADERS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Headers(Mapping[str, str]):
    """Those that this package reads, each when it is asked for: of most responses one is.

    *found* is the map of pyreqwest. A name that comes more than once has all of its values.
    """

    __slots__ = ("_found",)

    def __init__(self, found: Any) -> None:
        self._found = found

    def __getitem__(self, name: str) -> str:
        try:
            values = self._found.getall(name) if name in HEADERS else ()
        except ValueError:  # of bytes that are no text
            values = ()
        if not values:
            raise KeyError(name)
        return ", ".join(values)

    def __iter__(self) -> Iterator[str]:
        return (name for name in HEADERS if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
