"""JSON as it is written: numbers to the last digit, and objects with members given twice."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEPTH = 100
"""How deep a document may be nested; a deeper one counts as a text."""
UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Letters that a file of YAML cannot have in a block of text, or has for the end of a line."""


class Number(str):
    """A number, as the document writes it."""

    __slots__ = ()


class Members(list[tuple[str, Any]]):
    """The members of an object, in their order."""


def is_members(node: object) -> TypeGuard[Members]:
    """Whether a value is an object."""
    return isinstance(node, Members)


def is_items(node: object) -> TypeGuard[list[Any]]:
    """Whether a value is an array."""
    return isinstance(node, list) and not isinstance(node, Members)


def loads(text: str) -> Any:
    """Return the value of a JSON text; raise ValueError for any other text."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=Members,
            parse_int=Number,
            parse_float=Number,
            parse_constant=_no_constant,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if _depth(value) > DEPTH:
        raise ValueError("nested too deeply")
    return value


def dumps(value: Any, indent: int | None = None, order: Callable[[str], Any] | None = None) -> str:
    """Return the text of a value, compact or indented; *order* sorts the members by their names."""
    return _text(value, "" if indent is None else "\n", " " * (indent or 0), order)


def _text(value: Any, line: str, step: str, order: Callable[[str], Any] | None) -> str:
    inner = line + step
    if is_members(value):
        members = value if order is None else sorted(value, key=lambda pair: order(pair[0]))
        colon = ": " if line else ":"
        parts = [
            f"{_string(key)}{colon}{_text(child, inner, step, order)}" for key, child in members
        ]
        return _block("{", parts, "}", line, inner)
    if is_items(value):
        return _block("[", [_text(child, inner, step, order) for child in value], "]", line, inner)
    if isinstance(value, Number):
        return str(value)
    return _string(value) if isinstance(value, str) else json.dumps(value)


def _block(opening: str, parts: Sequence[str], closing: str, line: str, inner: str) -> str:
    if not parts:
        return opening + closing
    return f"{opening}{inner}{f',{inner}'.join(parts)}{line}{closing}"


def _string(text: str) -> str:
    """Return a string; what no file can have is escaped."""
    return UNWRITABLE.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def _depth(value: object) -> int:
    deepest, pending = 0, [(value, 1)]
    while pending:
        node, depth = pending.pop()
        deepest = max(deepest, depth)
        if is_members(node):
            pending += [(child, depth + 1) for _, child in node]
        elif is_items(node):
            pending += [(child, depth + 1) for child in node]
    return deepest


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")
