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
    put back. Every object keeps its identity, so that each reference shows it as it was.
    """

    def __init__(self, *roots: object, apart: Callable[[object], bool] | None = None) -> None:
        self._undo: list[Callable[[], None]] = []
        self._kept: dict[int, object] = {}  # kept alive, so that no other object has the same id
        left: list[Any] = [*roots]
        while left:
            value = left.pop()
            known = id(value) in self._kept or (apart is not None and apart(value))
            if not known and _is_followed(value):
                self._kept[id(value)] = value
                left += [*self._contents(value), *self._attributes(value)]

    def restore(self) -> None:
        """Put all of it back."""
        for undo in self._undo:
            undo()

    def _contents(self, container: Any) -> Iterable[Any]:
        """Keep what a container has, and return it."""
        kind = _kind(container)
        if issubclass(kind, dict):
            pairs = [*container.items()]
            self._undo.append(lambda: _refill(container, dict(pairs)))
            return [part for pair in pairs for part in pair]
        if issubclass(kind, list | deque | set):
            parts = [*container]
            self._undo.append(lambda: _refill(container, parts))
            return parts
        return [*container] if issubclass(kind, tuple | frozenset) else ()

    def _attributes(self, value: Any) -> Iterable[Any]:
        """Keep the attributes of an object, and return their values."""
        kind = _kind(value)
        if kind in CONTAINERS:
            return ()
        names = _slots(kind)
        slots = {name: getattr(value, name) for name in names if hasattr(value, name)}
        if names and not _is_frozen(kind):
            self._undo.append(lambda: _set(value, names, slots))
        attributes = dict(getattr(value, "__dict__", {}))
        if hasattr(value, "__dict__"):
            self._undo.append(lambda: _set_all(value, attributes))
        return [*slots.values(), *attributes.values()]


def _kind(value: object) -> type[object]:
    return type(value)


def _is_followed(value: object) -> bool:
    kind = _kind(value)
    return kind in CONTAINERS or kind.__module__.partition(".")[0] in PACKAGES


def _slots(kind: type[object]) -> tuple[str, ...]:
    """Return the names of the slots of a class, as attributes have them."""
    names: list[str] = []
    for base in kind.__mro__:
        slots: str | Iterable[str] = vars(base).get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            private = name.startswith("__") and not name.endswith("__")
            names.append(f"_{base.__name__.lstrip('_')}{name}" if private else name)
    return tuple(name for name in names if name not in {"__dict__", "__weakref__"})


def _is_frozen(kind: type[object]) -> bool:
    """Whether a class is that of a row, whose attributes never change."""
    return is_dataclass(kind) and vars(kind)["__dataclass_params__"].frozen


def _refill(container: Any, contents: Any) -> None:
    """Put the contents back into a container; an empty `Counter` takes the counts of a dict."""
    container.clear()
    fill: Callable[[Any], None] = getattr(container, "extend", None) or container.update
    fill(contents)


def _set_all(target: object, attributes: Mapping[str, Any]) -> None:
    """Set exactly these attributes; a thread that reads the object meanwhile misses none."""
    table = vars(target)
    table.update(attributes)
    for name in table.keys() - attributes.keys():
        del table[name]


def _set(target: object, names: Iterable[str], values: Mapping[str, Any]) -> None:
    for name in names:
        if name in values:
            object.__setattr__(target, name, values[name])
        elif hasattr(target, name):
            object.__delattr__(target, name)
