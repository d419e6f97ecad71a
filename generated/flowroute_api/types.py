# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""What operations and models share: `UNSET`, `Request` and `Model`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, TypeVar
from urllib.parse import quote

from attrs import define, field, fields, frozen

__all__ = ["UNSET", "Model", "Request", "Unset", "members"]

T = TypeVar("T")


class Unset:
    """The type of `UNSET`."""

    __slots__ = ()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        # A name instead of a recipe: copies and pickles find this very object again.
        return "UNSET"


UNSET: Final = Unset()
"""Stands where nothing was given, or nothing came. It is false, and never sent."""


@frozen(kw_only=True)
class Request(Generic[T]):
    """One call to Flowroute, ready to be sent.

    Its repr names the operation only: path, query and body may hold personal data.
    """

    operation: str
    """The `operationId` of the document."""
    method: str
    template: str
    """The path with its placeholders, such as `/v2/numbers/{number_id}`."""
    path: str = field(repr=False)
    """The path with every value in its place, percent-encoded."""
    params: dict[str, str] = field(repr=False)
    """The query, as text; what was not given is left out."""
    body: Any | Unset = field(repr=False)
    """What to send as JSON."""
    content_type: str | None = field(repr=False)
    """The media type of the body, or None for an operation that takes none."""
    success: tuple[int, ...] = field(repr=False)
    """The statuses documented for success."""
    parse: Callable[[Any], T] = field(repr=False)
    """Turn the JSON of a success into its model. Raise `ValueError` if it does not fit."""


class _Source:
    """Where a model keeps the JSON object it was read from: no field, so never compared or copied."""

    if not TYPE_CHECKING:  # which take the slots of an attrs class for all it has
        __slots__ = ("_source",)

    _source: Mapping[str, Any]


@define(repr=False)
class Model(_Source):
    """What every model is: an object of the API that `from_dict()` reads and `to_dict()` gives back.

    Members the document does not know are kept, in `additional_properties`. Null stays null where
    the document allows it, and is as good as absent where it does not. Texts, numbers and lists
    of them pass through unchecked.

    `from_dict()` checks and keeps the object it is given; most of it is read when it is asked for,
    since a page has a thousand records, and programs use a few members of each.

    The repr names the fields that are set, never their values: they may be personal.
    """

    _known: ClassVar[frozenset[str]] = frozenset()
    """The names of the members in JSON."""
    _later: ClassVar[Mapping[str, tuple[str, Any, Callable[[Any], Any] | None]]] = {}
    """The fields that are read when they are asked for: name in JSON, what null is, and reader."""

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            if name in self._later:
                member, null, read = self._later[name]
                value = getattr(self, "_source", {}).get(member, UNSET)
                if value is None:
                    value = null
                elif read is not None and value is not UNSET:
                    value = read(value)
            elif name == "additional_properties":
                source = getattr(self, "_source", {})
                value = {key: source[key] for key in source if key not in self._known}
            else:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            setattr(self, name, value)
            return value

    def __repr__(self) -> str:
        names = [attribute.name for attribute in fields(type(self))]
        given = [name for name in names if getattr(self, name, UNSET) not in (UNSET, {})]
        return f"{type(self).__name__}({', '.join(given)})"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that this model makes."""
        raise NotImplementedError  # each model has its own

    @classmethod
    def _misfit(cls, data: object, error: Exception) -> ValueError:
        """Return the error that says why `data` does not fit, without any value of it."""
        if not isinstance(data, Mapping):
            return ValueError(f"{cls.__name__}: expected an object, got {type(data).__name__}")
        if isinstance(error, KeyError):
            return ValueError(f"{cls.__name__}: the required member {error} is missing")
        return ValueError(f"{cls.__name__}: {error}")


def members(model: Model) -> Mapping[str, Any]:
    """Return the JSON object that `model` was read from, not to be changed, or that it makes."""
    try:
        return model._source
    except AttributeError:
        return model.to_dict()


def each(read: Callable[[Any], T]) -> Callable[[list[Any]], list[T]]:
    """Return a function that reads each item of a list."""
    return lambda items: [read(item) for item in items]


def path_segment(name: str, value: object) -> str:
    """Return a value percent-encoded as one segment of a path.

    Raise `ValueError` for one that would lead to another path altogether.
    """
    text = value if type(value) is str else _text(value)
    if text.isascii() and text.isalnum():  # as most are, and nothing in them is encoded
        return text
    if text in ("", ".", ".."):
        raise ValueError(f"{name}: {text!r} cannot be part of a path")
    return quote(text, safe="")


def query(given: Mapping[str, object]) -> dict[str, str]:
    """Return a query as text, without what is `UNSET`."""
    return {name: _text(value) for name, value in given.items() if value is not UNSET}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
