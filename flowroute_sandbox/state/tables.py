"""Rows of one kind by key, remembering which of them changed; and rows as JSON-able values."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    NamedTuple,
    Protocol,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Set

_RENAMED = {"told": "webhooks_done"}  # fields of files that older releases wrote

_SCALARS = frozenset({str, int, float, bool, type(None)})

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
    changed: dict[str, None] = field(
        default_factory=dict[str, None], init=False, repr=False, compare=False
    )
    """The keys of the rows that have changed since `forget`."""
    changed_tables: dict[int, Table[Any]] = field(
        default_factory=dict[int, Any], init=False, repr=False, compare=False
    )
    """Where the table puts itself, under its place, when a row of it changes."""
    place: int = field(default=0, init=False, repr=False, compare=False)

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
        self.changed[key] = None
        self.changed_tables[self.place] = self

    def drop(self, key: str) -> None:
        """Remove the row under `key`, if there is one."""
        if self._rows.pop(key, None) is not None:
            self.changed[key] = None
            self.changed_tables[self.place] = self

    def changes(self) -> list[Change]:
        """Return the changes since `forget`: `(kind, key, row or None if dropped)`."""
        rows = self._rows
        return [(self.kind, key, dump(rows[key]) if key in rows else None) for key in self.changed]

    def forget(self) -> None:
        """Count every row as unchanged."""
        self.changed.clear()

    def restore(self, key: str, values: Mapping[str, Any]) -> None:
        """Add the row under `key` from its JSON-able form without counting it as a change.

        Raises ValueError for values that are not those of such a row.
        """
        row = load(self.row, values)
        if self.key(row) != key:
            raise ValueError("it is under the key of another")
        self._rows[key] = row

    def sort(self, key: Callable[[R], int]) -> None:
        """Put the rows in ascending order of `key`."""
        self._rows = {self.key(row): row for row in sorted(self, key=key)}


class _Fields(NamedTuple):
    """A row's fields: what returns their values, and which are not JSON as they are."""

    names: tuple[str, ...]
    defaults: tuple[Any, ...]
    values: Callable[[Row], tuple[Any, ...]]
    others: tuple[str, ...]


def dump(row: Row) -> dict[str, Any]:
    """Return a row as a JSON-able dict: moments as ISO 8601 text, rows within as dicts.

    What has its default value is left out, a third of most messages; so no default may change.
    """
    # Not by asdict(), which copies whatever cannot change, and takes most of the time of a message.
    names, defaults, values, others = _fields(type(row))
    dumped = {
        name: value
        for name, default, value in zip(names, defaults, values(row), strict=False)
        if value is not default
    }
    for name in others:
        if (value := dumped.get(name)) is not None:
            dumped[name] = value.isoformat() if type(value) is datetime else _plain(value)
    return dumped


def load(row: type[R], values: Mapping[str, Any]) -> R:
    """Return the row that `dump` made `values` of; raise ValueError if it made them of no such row.

    The error names a field, and never its value, which may be personal.
    """
    hints = _hints(row)
    named = {_RENAMED.get(name, name): value for name, value in values.items()}
    if unknown := [name for name in named if name not in hints]:
        raise ValueError(f"it has {len(unknown)} fields that are not known")
    members = {name: _typed(name, hints[name], value) for name, value in named.items()}
    try:
        return row(**members)
    except TypeError:
        missing = [name for name in hints if name not in members]
        raise ValueError(f"it has too few fields: {', '.join(missing)} may be missing") from None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float)):
        return value
    inner: Any = value
    if isinstance(value, (list, tuple)):
        return type(inner)([_plain(item) for item in inner])
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in inner.items()}
    return dump(inner)


@cache
def _fields(row: type[Row]) -> _Fields:
    hints = _hints(row)
    names = tuple(row_field.name for row_field in fields(row))
    defaults = tuple(row_field.default for row_field in fields(row))
    # With one name alone, attrgetter would return no tuple.
    values = attrgetter(*names, names[0])
    others = tuple(name for name in names if not _is_scalar(hints[name]))
    return _Fields(names, defaults, values, others)


def _is_scalar(hint: Any) -> bool:
    """Return whether values of a type are JSON as they are, such as those of `str | None`."""
    return set(get_args(hint) or [hint]) <= _SCALARS


@cache
def _hints(row: type[Row]) -> dict[str, Any]:
    return get_type_hints(row)


def _typed(name: str, hint: Any, value: Any) -> Any:
    if get_origin(hint) is UnionType:
        if value is None:
            return None
        (hint,) = (option for option in get_args(hint) if option is not type(None))
    items: Any = value
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_typed(name, get_args(hint)[0], item) for item in items)
    if hint is datetime and isinstance(value, str):
        return _moment(name, value)
    if hasattr(hint, "__dataclass_fields__") and isinstance(value, dict):
        inner: Any = load(cast("type[Row]", hint), cast("dict[str, Any]", value))
        return inner
    accepted = (int, float) if hint is float else hint
    flag = isinstance(value, bool) and hint is not bool
    if get_origin(hint) or flag or not isinstance(value, accepted):
        raise ValueError(f"{name} is not of its type")
    return value


def _moment(name: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} is not a moment") from None
    if moment.tzinfo is None:
        raise ValueError(f"{name} has no time zone")
    return moment
