"""Numbers and booleans of answers: of one type, however they are spelled."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest
from ext.shapes import CALL_OF, OPERATION_OF, made_of
from openapi.document import EXAMPLES

from flowroute_ext._base.reading.scalars import flag, number, whole


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        *((8, 8), (8.0, 8), ("8", 8), ("8.0", 8), ("8.", 8), (" 8 ", 8), ("+8", 8), ("0.8e1", 8)),
        *((4e6, 4_000_000), ("4e6", 4_000_000), ("4E+6", 4_000_000), (-1.0, -1), ("-0", 0)),
        (Decimal("8.00"), 8),
        (10**30, 10**30),
    ],
)
def test_whole(value: object, exact: int) -> None:
    """A whole number is an int, from every spelling."""
    assert whole(value) == exact
    assert type(whole(value)) is int


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, False, 8.5, "8.5", "", " ", "eight", "0x8", "8_0", "8,0", "٨", "1e100"),
        *("NaN", "Infinity", float("nan"), float("inf"), Decimal("sNaN"), "9" * 65, [8], {}),
    ],
)
def test_not_whole(value: object) -> None:
    """What is no whole number is None, and fails no call."""
    assert whole(value) is None


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        *((True, True), ("true", True), ("True", True), (" TRUE ", True), (1, True), (1.0, True)),
        *(("1", True), ("1.0", True), ("yes", True), ("on", True)),
        *((False, False), ("false", False), ("FALSE", False), (0, False), (0.0, False)),
        *(("0", False), ("-0", False), ("no", False), ("off", False)),
        *((None, None), ("", None), ("maybe", None), (2, None), ("2", None), (0.5, None)),
        *((float("nan"), None), ("NaN", None), ([], None), ([0], None), ({}, None)),
    ],
)
def test_flag(value: object, exact: bool | None) -> None:
    """A boolean is a bool, from every spelling; what is none is None."""
    assert flag(value) is exact


def test_number() -> None:
    """The digits of a number stay, and what is no number is None."""
    assert [str(number(value)) for value in ("1.250", 1.25, Decimal("1.250"), 3)] == [
        *("1.250", "1.25", "1.250", "3")
    ]
    assert [number(value) for value in (float("nan"), float("-inf"), True, "1 2", None)] == [
        *(None, None, None, None, None)
    ]


def respelled(value: Any, spell: Callable[[Any], object]) -> Any:
    """Return *value*, with each number and boolean in it as *spell* makes it; ids stay."""
    if isinstance(value, dict):
        return {
            name: inner if name.endswith("id") else respelled(inner, spell)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [respelled(inner, spell) for inner in value]
    return spell(value) if isinstance(value, bool | int | float) else value


def typed(value: Any) -> Any:
    """Return *value*, each part of it with its type, so that 1 is not True."""
    if attrs.has(type(value)):
        fields = [field.name for field in attrs.fields(type(value)) if field.eq]
        return [typed(getattr(value, name)) for name in fields]
    if isinstance(value, list | tuple):
        return list(map(typed, value))
    return type(value), value


SPELLINGS: dict[str, Callable[[Any], object]] = {
    "text": json.dumps,
    "capitals": str,
    "numbers": float,
    "numbers as text": lambda value: str(float(value)),
    "exponents": lambda value: f"{Decimal(str(float(value))):e}",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("name", OPERATION_OF)
@pytest.mark.sampled(60)
def test_every_answer(name: str, spelling: str) -> None:
    """Each documented answer is the same value, however its numbers and booleans are spelled."""
    operation = OPERATION_OF[name]
    body = copy.deepcopy(EXAMPLES[name]["value"])
    other = respelled(body, SPELLINGS[spelling])

    made = made_of(CALL_OF[operation], operation, body)
    again = made_of(CALL_OF[operation], operation, other)

    assert typed(again) == typed(made)
