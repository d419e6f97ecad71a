"""The columns of an export, and how a resource of the API becomes a row of them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

DATED: Final = ("messages", "cdrs")
Kind: TypeAlias = Literal["text", "time", "money", "whole", "flag"]
Cell: TypeAlias = str | int | bool | None
Row: TypeAlias = tuple[Cell, ...]
Exportable: TypeAlias = Literal["messages", "numbers", "e911s", "cnams", "cdrs"]
EXPORTABLE: Final[tuple[Exportable, ...]] = ("messages", "numbers", "e911s", "cnams", "cdrs")


@attrs.frozen
class Column:
    """A column: its name, what its cells are, and its title in CSV where that is another.

    A time is text in ISO 8601, in UTC. Money is text, digit for digit.
    """

    name: str
    kind: Kind = "text"
    title: str = ""


@attrs.frozen
class Table:
    """What is exported of a kind of resource: its columns, of which the first is the id.

    A `row` is of the JSON of a resource, and of a call of its record, which has no id.
    """

    name: Exportable
    columns: tuple[Column, ...]
    row: Callable[[Any], Row] = attrs.field(repr=False)

    @property
    def is_dated(self) -> bool:
        """Whether it has a period; lists have none."""
        return self.name in DATED

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def titles(self) -> tuple[str, ...]:
        """The first line of a CSV file."""
        return tuple(column.title or column.name for column in self.columns)


def columns(**kinds: Kind) -> tuple[Column, ...]:
    """Return a column for each name; ``from_`` is ``from``."""
    return tuple(Column(name.removesuffix("_"), kind) for name, kind in kinds.items())
