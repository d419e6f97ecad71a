"""Values that are read straight from JSON, whose generated object is made when it is asked for.

A page has a thousand of them. They have slots, and are filled as drafts: instances of a derived
class that is not frozen, which then become the value. That takes half as long as the
`__init__` of attrs, which has to go round the frozen class for each field, and less memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from .value import Value

if TYPE_CHECKING:
    from collections.abc import Callable

D = TypeVar("D")
V = TypeVar("V")

# What is raised where a resource in JSON is not as nearly all are.
UNUSUAL: Final = (AttributeError, KeyError, TypeError, ValueError)
# The types of an object in JSON, and of one, or none; and of a list.
JSON: Final = (dict,)
ARRAY: Final = (list,)
OBJECT: Final = (dict, type(None))
# What a value has of attrs, and a draft of `object`.
THAWED: Final = ("__init__", "__setattr__", "__delattr__")
_DRAFTS: Final[dict[type, Any]] = {}


class _Raw:
    """The `raw` of a value: the generated object, made of the JSON when it is asked for."""

    def __init__(self, slot: Any, model: Callable[[Any], object]) -> None:
        self._slot = slot
        self._model = model

    def __get__(self, value: RowValue | None, owner: type | None = None) -> Any:
        if value is None:
            return self
        stored = self._slot.__get__(value)
        if type(stored) not in JSON:
            return stored
        made = self._model(stored)
        self._slot.__set__(value, made)
        return made

    def __set__(self, value: RowValue, raw: object) -> None:
        self._slot.__set__(value, raw)

    def kept(self, value: RowValue) -> Any:
        """Return what there is: the JSON, or the generated object."""
        return self._slot.__get__(value)


class SlotValue(Value):
    """A frozen value with slots of its own but the one for weak references, which has drafts."""

    __slots__ = ("__weakref__",)

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        super().__attrs_init_subclass__()
        if SlotValue in cls.__bases__ or RowValue in cls.__bases__:
            # Derived from the value, as then Python compares no slots where one becomes it.
            names: dict[str, Any] = {
                "__slots__": (),
                "__doc__": "A value that is being filled.",
                **{name: vars(object)[name] for name in THAWED},
            }
            if "raw" in vars(cls):
                names["raw"] = vars(cls)["raw"]  # the slot, which `RowValue` puts a `_Raw` before
            _DRAFTS[cls] = type(f"{cls.__name__}Draft", (cls,), names)


class RowValue(SlotValue):
    """A value that may be read straight from a resource in JSON, which is its `raw` at first."""

    __slots__ = ()

    @staticmethod
    def _model(row: Any) -> object:
        """Return the generated object of a resource in JSON, of which each value has its own."""
        return row

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        super().__attrs_init_subclass__()
        if RowValue in cls.__bases__:  # and not a class derived from a value
            type.__setattr__(cls, "raw", _Raw(vars(cls)["raw"], cls._model))


class DocumentReader(Generic[D, V]):
    """Reads documents with one value: generated ones by *convert*, or their JSON by *read*.

    The second raises various errors where a document is not as nearly all are.
    """

    __slots__ = ("_convert", "_read")

    def __init__(self, convert: Callable[[D], V], read: Callable[[dict[str, Any]], V]) -> None:
        self._convert = convert
        self._read = read

    def __call__(self, document: D) -> V:
        """Return the value of a generated document."""
        return self._convert(document)

    def from_json(self, document: Any, _: Callable[[Any], D]) -> V | None:
        """Return the value of a document in JSON; None if it has to be parsed first."""
        if type(document) not in JSON or type(document.get("links")) not in OBJECT:
            return None
        return self._read(document)


def draft_of(kind: type[SlotValue]) -> Any:
    """Return the class of drafts of a *kind* of values.

    One becomes a value by its `__class__`, once all fields are set; a `raw` to the JSON.
    """
    return _DRAFTS[kind]


def is_unrelated(row: dict[str, Any]) -> bool:
    """Return whether a resource names no others; its links, if it has some, are an object."""
    return row.get("relationships") is None and type(row.get("links")) in OBJECT


def objects_in(listed: Any) -> list[dict[str, Any]]:
    """Return a list of objects in JSON, which may be null; raise `TypeError` for anything else."""
    if listed is None:
        return []
    rows: list[dict[str, Any]] = listed
    if type(rows) in ARRAY:
        for row in rows:
            if type(row) not in JSON:
                break
        else:
            return rows
    raise TypeError("that is no list of objects")


def attribute(value: RowValue, name: str) -> Any:
    """Return an attribute of what *value* was read from, in JSON while there is nothing else."""
    kinds: Any = type(value)
    raw: _Raw = kinds.raw
    kept = raw.kept(value)
    if type(kept) in JSON:
        return kept["attributes"].get(name)
    return getattr(kept.attributes, name)
