"""The text of a message with fields to fill in: ``"Hi {name}, your table is ready."`` Pure."""

from __future__ import annotations

import math
import string
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING

from .._base.problems import Problems, invalid, shortened, shown
from .._base.reading.empty import is_empty, is_no_value
from .._builders.messages import MMS_BYTES
from .misread_text import ABRIDGED
from .row_fields import field_name, letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._base.problems import InvalidValue

MOST_NAMED = 8


class Template:
    """A text in which each ``{name}`` stands for a row's field of that name.

    Only names are allowed between braces: no attributes, no indexes, no formats, so that a
    template reads nothing but the row. Raises `InvalidValue` for anything else.
    """

    def __init__(self, text: object) -> None:
        if not isinstance(text, str) or is_empty(text):
            raise invalid(
                "template", "template", shown(text), rule="must be a text", cure="give some text"
            )
        _check_length("template", len(text))
        try:
            self._parts = tuple(string.Formatter().parse(text))
        except ValueError as error:
            why = shortened(str(error), 100)
            raise _refused(f"a text that Python cannot read ({why})") from None
        for _, name, spec, conversion in self._parts:
            if name is not None and (spec or conversion or not _is_plain(name)):
                raise _refused(f"the field {shown(name)}")
        self.fields = frozenset(name for _, name, _, _ in self._parts if name is not None)

    def fill(self, row: Mapping[str, object]) -> str:
        """The text for *row*; raises `InvalidValue` naming each field that it has no value for."""
        problems = Problems("row")
        words = {name: problems.attempt(_word, "", row, name) for name in sorted(self.fields)}
        problems.raise_if_any()
        # Counted before it is made: a field may be there many times.
        _check_length(
            "body",
            sum(
                len(literal) + (0 if name is None else len(words[name]))
                for literal, name, _, _ in self._parts
            ),
        )
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
    # Of any library: NumPy registers its numbers as such.
    if not isinstance(value, bool) and isinstance(value, Real | Decimal):
        if math.isfinite(value):
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
    elif isinstance(value, str) and not is_empty(value) and not is_no_value(value):
        if ABRIDGED.fullmatch(value):
            rule = "must have all of its digits, and a spreadsheet shows only some"
            cure = "give its column the format Text or 0 and save the file again, or use the XLSX"
            given = "a number as 1.23457E+11 is"
            raise invalid("row", name, given, rule=rule, cure=cure)
        return value
    if key in row:
        cure = "fill it in, or take the field out of the template"
        if not isinstance(value, str | Real | Decimal) and not is_empty(value):
            cure = "give it as text, as it is to be sent"
        given = shown(value)
    else:
        cure = _other(name, row)
        given = "no such field"
    raise invalid("row", name, given, rule="must be there, as the template has it", cure=cure)


def _other(name: str, row: Mapping[str, object]) -> str:
    """The cure for a field that *row* does not have; one of like letters may be another one."""
    same = [given for given in row if letters(given) == letters(name)]
    if same:
        return f"write {{{same[0]}}}"
    if not row:
        return "give each row such a field"
    names = ", ".join(shown(given) for given in list(row)[:MOST_NAMED])
    return f"write one of those that there are: {names}{', …' if len(row) > MOST_NAMED else ''}"


def _check_length(field: str, length: int) -> None:
    if length > MMS_BYTES:
        rule = f"must have {MMS_BYTES:,} characters at most, as an MMS has"
        raise invalid(field, field, f"{length:,} characters", rule=rule, cure="shorten it")


def _refused(value: str) -> InvalidValue:
    rule = "must be text with plain names in braces"
    cure = "write a field as {name}, and a brace that is meant as {{ or }}"
    return invalid("template", "template", value, rule=rule, cure=cure)
