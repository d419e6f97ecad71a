"""Results as rows: the plain form of values, and the fields of it that are asked for."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from flowroute_ext._base.plain.value import Value, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row: TypeAlias = "dict[str, Any]"


def row(value: object) -> Row:
    """Return *value* as a row: a name for each field, without the underscore of `from_`."""
    if isinstance(value, Value):
        return cast("Row", _renamed(value.to_dict()))
    if isinstance(value, dict):
        return cast("Row", _renamed(cast("Any", value)))
    try:
        return {"value": plain(value)}
    except TypeError:
        return {"value": str(value)}


def picked(of: Row, fields: Iterable[str]) -> Row:
    """Return the *fields* of a row, which may be fields of its fields: ``primary_route.id``."""
    return {field: _at(of, field.split(".")) for field in fields}


def known_fields(of: Any) -> dict[str, None] | None:
    """Return the names of all fields of the class *of* values, nested ones too; None if unknown."""
    if not (isinstance(of, type) and issubclass(of, Value)):
        return None
    fields: dict[str, None] = {}
    kind: Any = of
    types: dict[str, str] = kind._types()
    names: Mapping[str, Any] = vars(sys.modules[kind.__module__])
    for name, annotation in types.items():
        shown = name.rstrip("_")
        fields[shown] = None
        if "tuple[" in annotation:
            continue
        for part in re.findall(r"\w+", annotation):
            for inner in known_fields(names.get(part)) or ():
                fields[f"{shown}.{inner}"] = None
    return fields


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        inner = cast("dict[str, Any]", value)
        return {name.rstrip("_"): _renamed(nested) for name, nested in inner.items()}
    if isinstance(value, list):
        return [_renamed(item) for item in cast("list[object]", value)]
    return value


def _at(value: Any, path: list[str]) -> Any:
    for name in path:
        if not isinstance(value, dict):
            return None
        value = cast("Row", value).get(name)
    return value
