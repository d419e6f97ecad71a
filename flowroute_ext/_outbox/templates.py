"""The text of a message with fields to fill in: ``"Hi {name}, your table is ready."`` Pure."""

from __future__ import annotations

import math
import string
from decimal import Decimal
from typing import TYPE_CHECKING

from .._base.problems import Problems, invalid, nearest, shown
from .row_fields import field_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._base.problems import InvalidValue


class Template:
    """A text in which each ``{name}`` stands for a row's field of that name.

    Only names are allowed between braces: no attributes, no indexes, no formats, so that a
    template reads nothing but the row. Raises `InvalidValue` for anything else.
    """

    def __init__(self, text: object) -> None:
        if not isinstance(text, str) or not text.strip():
            raise invalid(
                "template", "template", shown(text), rule="must be a text", cure="give some text"
            )
        try:
            self._parts = tuple(string.Formatter().parse(text))
        except ValueError as error:
            raise _refused(f"a text that Python cannot read ({error})") from None
        for _, name, spec, conversion in self._parts:
            if name is not None and (spec or conversion or not _is_plain(name)):
                raise _refused(f"the field {shown(name)}")
        self.fields = frozenset(name for _, name, _, _ in self._parts if name is not None)

    def fill(self, row: Mapping[str, object]) -> str:
        """The text for *row*; raises `InvalidValue` naming each field that it has no value for."""
        problems = Problems("row")
        words = {name: problems.attempt(_word, "", row, name) for name in sorted(self.fields)}
        problems.settle()
        return "".join(
            literal + ("" if name is None else words[name]) for literal, name, _, _ in self._parts
        )


def _is_plain(name: str) -> bool:
    """Whether *name* is a plain name, without attributes, indexes or formats."""
    return bool(name.strip()) and not any(mark in name for mark in ".[]!:")


def _word(row: Mapping[str, object], name: str) -> str:
    """The value of *row* for *name*, as text."""
    key = name if name in row else field_name(name)
    value = row.get(key)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        if math.isfinite(value):
            return str(value)
    elif isinstance(value, str) and value.strip():
        return value
    if key in row:
        cure = "fill it in, or take the field out of the template"
        found = shown(value)
    else:
        meant = nearest(name, row)
        cure = f"write {{{meant}}}, if you mean that" if meant else "give each row such a field"
        found = "no such field"
    raise invalid("row", name, found, rule="must be there, as the template has it", cure=cure)


def _refused(value: str) -> InvalidValue:
    rule = "must be text with plain names in braces"
    cure = "write a field as {name}, and a brace that is meant as {{ or }}"
    return invalid("template", "template", value, rule=rule, cure=cure)
