"""Values of the wrong type, as tables and libraries have them: each is refused in a sentence."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from flowroute_ext import (
    ConfigurationError,
    E911Address,
    Flowroute,
    InvalidValue,
    Message,
    RateLimit,
    Route,
    mask_number,
)
from flowroute_ext._base.masking import mask_url
from flowroute_ext._base.problems import given, shown
from flowroute_ext._base.reading.scalars import number
from flowroute_ext._base.times import wire
from flowroute_ext._calls.arguments import built, digits, identifier
from flowroute_ext._calls.choices import order
from flowroute_ext._calls.options import checked_send_options

if TYPE_CHECKING:
    from collections.abc import Callable

HUGE = 10**5000  # Python refuses to write it


class Ambiguous:
    """It is neither true nor false, as pandas' NA and NumPy's arrays are."""

    def __bool__(self) -> bool:
        raise TypeError("ambiguous")


class NaT(datetime):
    """A missing time, which is a `datetime` in pandas."""

    def __ne__(self, other: object) -> bool:
        return True

    def utcoffset(self) -> Any:
        """Raise an error, as pandas does."""
        raise ValueError


PARTS: Any = {"to": "13125550110", "from_": "12065550142", "body": "x"}


@pytest.mark.parametrize(
    "build",
    [
        lambda: Message(**PARTS | {"is_mms": Ambiguous()}),
        lambda: Message(**PARTS | {"is_mms": HUGE}),
        lambda: Message(**PARTS | {"media_urls": HUGE}),
        lambda: Route.host("a.example", alias="x", weight=HUGE),
        lambda: Route.host("a.example", alias="x", edge_strategy=HUGE),
        lambda: built(Ambiguous(), E911Address),
        lambda: wire(NaT(2026, 1, 1), field="start"),
        lambda: identifier(HUGE, (), "route"),
        lambda: identifier("x" * 201, (), "route"),
        lambda: order(HUGE),
        lambda: order("number" * 100_000),
        lambda: digits(HUGE, "contains"),
    ],
)
def test_refused(build: Callable[[], object]) -> None:
    """Whatever the value is, the error is an `InvalidValue` of some lines."""
    with pytest.raises(InvalidValue) as caught:
        build()

    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    "value",
    [HUGE, "12065550142", "x" * 100_000, [HUGE]],
    ids=["huge", "number", "long", "list"],
)
def test_options(value: Any) -> None:
    """An option of the wrong type is refused, and neither all of it nor a number is shown."""
    strange: Any = [value]
    calls: list[Callable[[], object]] = [
        lambda: Flowroute("a", "b", timeout=value),
        lambda: Flowroute("a", "b", max_retries=strange),
        lambda: RateLimit(per=value),
        lambda: checked_send_options({"resolve": value}),
        lambda: checked_send_options({"not_after": value}),
    ]
    for call in calls:
        with pytest.raises(ConfigurationError) as caught:
            call()
        assert len(str(caught.value)) < 300
        assert "5550142" not in str(caught.value)


def test_values_of_options() -> None:
    """Small numbers, None and booleans are shown as they are."""
    assert [given(value) for value in (None, True, 0, -5, 1.5, "5", HUGE)] == [
        *("None", "True", "0", "-5", "1.5", "'5'", "a value of type int")
    ]


def test_urls_where_none_is_expected() -> None:
    """A URL in another field is shown without its password and query."""
    assert shown("https://user:secret@example.com/x?key=secret") == "'https://•••@example.com/x?…'"
    with pytest.raises(InvalidValue) as caught:
        Route.host("https://example.com/x?key=secret", alias="x")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("at", ["%40", "\uff20", "\ufe6b"])
def test_passwords_before_an_unusual_at(at: str) -> None:
    """A password before an @ that is spelled in another way is not shown either."""
    assert mask_url(f"https://user:secret{at}example.com/x") == "https://…"


def test_masking_any_object() -> None:
    """`mask_number` is for logs, and never fails."""
    values: list[Any] = [None, 12065550142, b"12065550142"]

    assert [mask_number(value) for value in values] == [*("•••", "1206•••0142", "1206•••0142")]


def test_durations_of_numpy_are_no_numbers() -> None:
    """NumPy registers its durations as whole numbers, but they cannot be read as such."""
    duration: Any = type("timedelta64", (int,), {"__int__": lambda self: None})(1)

    assert number(duration) is None
