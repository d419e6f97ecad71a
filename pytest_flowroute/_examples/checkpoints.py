"""The state of objects at one moment, and the way back to it."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

PACKAGES: Final = frozenset({"flowroute_ext", "flowroute_sandbox", "pytest_flowroute"})
CONTAINERS: Final = (dict, Counter, OrderedDict, defaultdict, list, deque, set, tuple, frozenset)


class Checkpoint:
    """The state of *roots*, and of all that they lead to by attributes and in containers.

    Objects of these packages are followed, and no others. What is *apart* is neither followed nor
    put back. Every object keeps its identity, so whoever has it sees it as it was.
    """

    def __init__(self, *roots: object, apart: Callable[[object], bool] | None = None) -> None:
        self._undo: list[Callable[[], None]] = []
        self._kept: dict[int, object] = {}  # while they are kept, no other has their number
        left: list[Any] = [*roots]
        while left:
            one = left.pop()
            known = id(one) in self._kept or (apart is not None and apart(one))
            if not known and _is_followed(one):
                self._kept[id(one)] = one
                left += [*self._contents(one), *self._attributes(one)]

    def restore(self) -> None:
        """Put all of it back."""
        for undo in self._undo:
            undo()

    def _contents(self, one: Any) -> Iterable[Any]:
        """Keep what a container has, and return it."""
        kind = _kind(one)
        if issubclass(kind, dict):
            pairs = [*one.items()]
            self._undo.append(lambda: _refill(one, dict(pairs)))
            return [part for pair in pairs for part in pair]
        if issubclass(kind, list | deque | set):
            parts = [*one]
            self._undo.append(lambda: _refill(one, parts))
            return parts
        return [*one] if issubclass(kind, tuple | frozenset) else ()

    def _attributes(self, one: Any) -> Iterable[Any]:
        """Keep the attributes of an object, and return their values."""
        kind = _kind(one)
        if kind in CONTAINERS:
            return ()
        names = _slots(kind)
        slots = {name: getattr(one, name) for name in names if hasattr(one, name)}
        if names and not _is_frozen(kind):
            self._undo.append(lambda: _set(one, names, slots))
        attributes = dict(getattr(one, "__dict__", {}))
        if hasattr(one, "__dict__"):
            self._undo.append(lambda: _set_all(one, attributes))
        return [*slots.values(), *attributes.values()]


def _kind(one: object) -> type[object]:
    return type(one)


def _is_followed(one: object) -> bool:
    kind = _kind(one)
    return kind in CONTAINERS or kind.__module__.partition(".")[0] in PACKAGES


def _slots(kind: type[object]) -> tuple[str, ...]:
    """Return the names of the slots of a class, as attributes have them."""
    found: list[str] = []
    for base in kind.__mro__:
        slots: str | Iterable[str] = vars(base).get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            private = name.startswith("__") and not name.endswith("__")
            found.append(f"_{base.__name__.lstrip('_')}{name}" if private else name)
    return tuple(name for name in found if name not in {"__dict__", "__weakref__"})


def _is_frozen(kind: type[object]) -> bool:
    """Whether a class is that of a row, whose attributes never change."""
    return is_dataclass(kind) and vars(kind)["__dataclass_params__"].frozen


def _refill(one: Any, contents: Any) -> None:
    """Have a container what it had; a `Counter` that is empty takes the counts of a dict."""
    one.clear()
    fill: Callable[[Any], None] = getattr(one, "extend", None) or one.update
    fill(contents)


def _set_all(one: object, attributes: Mapping[str, Any]) -> None:
    """Have an object these attributes; a thread that uses it meanwhile misses none of them."""
    table = vars(one)
    table.update(attributes)
    for name in table.keys() - attributes.keys():
        del table[name]


def _set(one: object, names: Iterable[str], values: Mapping[str, Any]) -> None:
    for name in names:
        if name in values:
            object.__setattr__(one, name, values[name])
        elif hasattr(one, name):
            object.__delattr__(one, name)
