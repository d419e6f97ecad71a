"""Money: exact, from every form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._base.money import dollars, from_nanodollars

amounts = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=10
)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (1.25, "1.25"),
        (1, "1"),
        (1.0, "1.0"),
        (3.99, "3.99"),
        (0.012, "0.012"),
        (0.1, "0.1"),
        (1e-07, "1E-7"),
        ("$0.0040", "0.0040"),
        ("0.0040", "0.0040"),
        ("-$0.0040", "-0.0040"),
        ("$1", "1"),
        ("0E-10", "0E-10"),
        ("4e6", "4E+6"),
        (" 1.25 ", "1.25"),
        ("+1.25", "1.25"),
        ("$-1.25", "-1.25"),
        (".5", "0.5"),
        ("$1,234.50", "1234.50"),
        (Decimal("1.25"), "1.25"),
    ],
)
def test_dollars(value: float | str | Decimal, amount: str) -> None:
    """An amount keeps its digits."""
    assert str(dollars(value)) == amount


@given(amounts)
def test_text_loses_no_digit(amount: Decimal) -> None:
    """An amount as text, with a dollar sign or without, is read digit for digit."""
    text = f"{abs(amount):f}"

    for written, exact in ((text, text), (f"${text}", text), (f"-${text}", f"-{text}")):
        assert dollars(written) == Decimal(exact)
        assert f"{dollars(written):f}" == exact


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_lose_no_digit(value: float) -> None:
    """A JSON number is read with the digits of the JSON."""
    assert dollars(value) == Decimal(repr(value))


@pytest.mark.parametrize(
    "value",
    [
        None,
        float("nan"),
        float("inf"),
        True,
        "",
        "$",
        "free",
        "1,25",
        "0,004",
        "$0,004",
        "-0,125",
        "000,001",
        "1.2.3",
        "1_000",
        "NaN",
        "Infinity",
        "1e999",
        "١",
        "-$-1",
        "1" * 65,
        "1,2345",
        Decimal("NaN"),
        "1$",
        "$$1",
    ],
)
def test_no_amount(value: float | str | Decimal | None) -> None:
    """A value that is not an amount is None, and fails no call."""
    assert dollars(value) is None


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (4_000_000, "0.004"),
        ("4000000", "0.004"),
        (4_000_000.0, "0.004"),
        ("4000000.0", "0.004"),
        ("4e6", "0.004"),
        (" 4000000 ", "0.004"),
        (9_500_000, "0.0095"),
        (4_000_000.5, "0.0040000005"),
        (0, "0"),
        ("-1", "-1E-9"),
    ],
)
def test_nanodollars(value: float | str, amount: str) -> None:
    """Billionths of a dollar become dollars, from a number as from text."""
    assert from_nanodollars(value) == Decimal(amount)


@given(st.integers(min_value=-(10**28) + 1, max_value=10**28 - 1))
def test_nanodollars_lose_no_digit(value: int) -> None:
    """The conversion is exact, up to any realistic amount, without trailing zeros."""
    amount = from_nanodollars(value)

    assert amount is not None
    assert amount == Decimal(f"{value}E-9")
    assert amount == amount.to_integral_value() or not f"{amount:f}".endswith("0")
    assert from_nanodollars(str(value)) == amount


@pytest.mark.parametrize(
    "value",
    [None, "", "free", "1_000", "٤", "$4", True, "NaN", float("nan"), float("inf"), "1" * 65],
)
def test_no_nanodollars(value: float | str | None) -> None:
    """A value that is not a number is None, and fails no call."""
    assert from_nanodollars(value) is None


@given(st.text())
def test_never_fails(text: str) -> None:
    """No text raises an error."""
    assert dollars(text) is None or set(text.strip()) <= set("0123456789.,-+$eE")
    assert from_nanodollars(text) is None or set(text.strip()) <= set("0123456789.-+eE")
