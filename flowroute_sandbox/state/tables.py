"""Rows of one kind by key, remembering which of them changed; and rows as JSON-able values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Protocol,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Set

_RENAMED = {"told": "webhooks_done"}  # fields of files that older releases wrote

Change = tuple[str, str, dict[str, Any] | None]


class Row(Protocol):
    """A frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


R = TypeVar("R", bound=Row)


@dataclass
class Table(Generic[R]):
    """The rows of one kind, in the order they came.

    Rows are immutable: a change is a new row put under the same key, so no change is missed.
    """

    kind: str
    row: type[R] = field(repr=False)
    key: Callable[[R], str] = field(repr=False, compare=False)
    _rows: dict[str, R] = field(default_factory=dict[str, R], init=False, repr=False)
    _changed: dict[str, None] = field(
        default_factory=dict[str, None], init=False, repr=False, compare=False
    )

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows.values())

    def __reversed__(self) -> Iterator[R]:
        return reversed(self._rows.values())

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def keys(self) -> Set[str]:
        """Return the keys of all rows."""
        return self._rows.keys()

    def get(self, key: str) -> R | None:
        """Return the row under `key`, or None."""
        return self._rows.get(key)

    def put(self, row: R) -> None:
        """Add `row`, or replace the one under its key."""
        key = self.key(row)
        self._rows[key] = row
        self._changed[key] = None

    def drop(self, key: str) -> None:
        """Remove the row under `key`, if there is one."""
        if self._rows.pop(key, None) is not None:
            self._changed[key] = None

    def changed(self) -> list[str]:
        """Return the keys of the rows changed since `forget`."""
        return list(self._changed)

    def changes(self) -> list[Change]:
        """Return the changes since `forget`: `(kind, key, row or None if dropped)`."""
        changes: list[Change] = []
        for key in self._changed:
            row = self._rows.get(key)
            changes.append((self.kind, key, None if row is None else dump(row)))
        return changes

    def forget(self) -> None:
        """Count every row as unchanged."""
        self._changed.clear()

    def restore(self, values: Mapping[str, Any]) -> None:
        """Add a row from its JSON-able form without counting it as a change."""
        row = load(self.row, values)
        self._rows[self.key(row)] = row

    def sort(self, key: Callable[[R], int]) -> None:
        """Put the rows in ascending order of `key`."""
        self._rows = {self.key(row): row for row in sorted(self, key=key)}


def dump(row: Row) -> dict[str, Any]:
    """Return a row as a JSON-able dict: moments as ISO 8601 text, rows within as dicts."""
    return asdict(row, dict_factory=_plain)


def load(row: type[R], values: Mapping[str, Any]) -> R:
    """Return the row that `dump` made `values` of."""
    hints = _hints(row)
    named = {_RENAMED.get(name, name): value for name, value in values.items()}
    return row(**{name: _typed(hints[name], value) for name, value in named.items()})


def _plain(members: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in members
    }


@cache
def _hints(row: type[Row]) -> dict[str, Any]:
    return get_type_hints(row)


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        (hint,) = (option for option in get_args(hint) if option is not type(None))
    if hint is datetime:
        return datetime.fromisoformat(value)
    if get_origin(hint) is tuple:
        return tuple(_typed(get_args(hint)[0], item) for item in value)
    if hasattr(hint, "__dataclass_fields__"):
        return load(hint, value)
    return value
