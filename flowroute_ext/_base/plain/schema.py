"""The JSON schema of a value's plain form, which FastAPI shows."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, Any, get_args

import attrs

from . import literals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from . import JSON

TYPES: dict[str, dict[str, JSON]] = {
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "str": {"type": "string"},
    "Decimal": {"type": "string"},
    "datetime": {"type": "string", "format": "date-time"},
    "timedelta": {"type": "number"},
}


def json_schema(cls: type, types: Mapping[str, str]) -> dict[str, JSON]:
    """Return the schema of *cls*, whose plain form has members of these annotated *types*."""
    fields: Any = attrs.fields(cls)
    # By their text, as most of the types are imported for type checkers only.
    return {
        "title": cls.__name__,
        "type": "object",
        "properties": {
            name: _schema(ast.parse(text, mode="eval").body, cls) for name, text in types.items()
        },
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
    }


def _schema(node: ast.expr, cls: type) -> dict[str, JSON]:
    """Return the schema of an annotation in *cls*; one that is not known allows anything."""
    match node:
        case ast.Constant(value=None):
            return {"type": "null"}
        case ast.BinOp():
            return {"anyOf": [_schema(part, cls) for part in _union(node)]}
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[element, *_])):
            return {"type": "array", "items": _schema(element, cls)}
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=choices)):
            return {"enum": [ast.literal_eval(choice) for choice in choices]}
        case ast.Name(id=name):
            return TYPES.get(name) or _named(name, cls)
        case _:
            return {}


def _union(node: ast.expr) -> list[ast.expr]:
    """Return the members of a union, from left to right."""
    if isinstance(node, ast.BinOp):
        return [*_union(node.left), *_union(node.right)]
    return [node]


def _named(name: str, cls: type) -> dict[str, JSON]:
    """Return the schema of a value or of literals, by their name in the module of *cls*."""
    definition: Any = getattr(sys.modules[cls.__module__], name, getattr(literals, name, None))
    if of_value := getattr(definition, "__get_pydantic_json_schema__", None):
        schema: dict[str, JSON] = of_value(None, None)
        return schema
    choices: tuple[JSON, ...] = get_args(definition)
    return {"enum": [*choices]} if choices else {}
