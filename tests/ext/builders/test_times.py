"""Times: parsed from every format that Flowroute sends, and formatted as it expects them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._base.times import moment, wire

moments = st.datetimes(min_value=datetime(1900, 1, 2), timezones=st.just(UTC))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2017-12-22T01:52:39.39Z", datetime(2017, 12, 22, 1, 52, 39, 390000, UTC)),
        ("2022-02-06T17:52:33Z", datetime(2022, 2, 6, 17, 52, 33, 0, UTC)),
        ("2022-02-06T20:21:17.00Z", datetime(2022, 2, 6, 20, 21, 17, 0, UTC)),
        ("2017-12-21T16:44:35+00:00", datetime(2017, 12, 21, 16, 44, 35, 0, UTC)),
        ("2016-04-14T21:10:27.366645+00:00", datetime(2016, 4, 14, 21, 10, 27, 366645, UTC)),
        ("2018-04-23 17:04:30.829341+00:00", datetime(2018, 4, 23, 17, 4, 30, 829341, UTC)),
        ("Fri, 01 Jun 2018 00:17:52 GMT", datetime(2018, 6, 1, 0, 17, 52, 0, UTC)),
        ("2019-03-19T22:49:48.060Z", datetime(2019, 3, 19, 22, 49, 48, 60000, UTC)),
        ("2019-06-25 18:18:54+00", datetime(2019, 6, 25, 18, 18, 54, 0, UTC)),
        ("2017-12-22T01:52:39+02:00", datetime(2017, 12, 21, 23, 52, 39, 0, UTC)),
        ("Fri, 01 Jun 2018 00:17:52 +0200", datetime(2018, 5, 31, 22, 17, 52, 0, UTC)),
        ("2017-12-22T01:52:39", datetime(2017, 12, 22, 1, 52, 39, 0, UTC)),
        ("2017-12-22", datetime(2017, 12, 22, 0, 0, 0, 0, UTC)),
    ],
)
def test_documented_formats(text: str, when: datetime) -> None:
    """Each format that Flowroute is known to send is parsed, as UTC."""
    assert moment(text) == when
    assert moment(text).__repr__() == repr(when)


@given(moments)
def test_round_trip(when: datetime) -> None:
    """Any moment is parsed from each format, to the precision of the format."""
    second = when.replace(microsecond=0)
    hundredth = when.replace(microsecond=when.microsecond // 10_000 * 10_000)
    plain = when.replace(tzinfo=None)

    assert (
        moment(f"{hundredth.replace(tzinfo=None).isoformat(timespec='milliseconds')[:-1]}Z")
        == hundredth
    )
    assert moment(f"{second.replace(tzinfo=None).isoformat()}Z") == second
    assert moment(second.isoformat()) == second
    assert moment(when.isoformat(timespec="microseconds")) == when
    assert moment(when.isoformat(sep=" ", timespec="microseconds")) == when
    assert moment(f"{second.replace(tzinfo=None).isoformat(sep=' ')}+00") == second
    assert moment(plain.isoformat()) == when


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))
def test_round_trip_of_email_dates(when: datetime) -> None:
    """Any moment of a four-digit year is parsed from a date as in e-mail."""
    second = when.replace(microsecond=0)

    assert moment(format_datetime(second, usegmt=True)) == second


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones))
def test_zones(when: datetime) -> None:
    """A moment of another zone is converted to UTC."""
    parsed = moment(when.isoformat())

    assert parsed == when
    assert parsed is not None
    assert parsed.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "soon",
        "10",
        "Fri",
        "12:30",
        "01/02/2018 03:04:05 GMT",
        "01 Jun 18 00:17:52 GMT",
        "Fri, 01 Jun 2018 00:17:52 PST",
        "Fri, 01 Jun 2018 00:17:52 GMT+3",
        "2018-13-01T00:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
        "9" * 100,
    ],
)
def test_no_guess(text: str | None) -> None:
    """Ambiguous text, and text without a moment, is None."""
    assert moment(text) is None


@given(st.text() | st.from_regex(r"[0-9A-Za-z:/., +-]{1,30}", fullmatch=True))
@example("1e400")
@example("9999999999999999999")
@example("0 AM")
@example("1.5h")
def test_never_fails(text: str) -> None:
    """No text raises an error, whatever Flowroute may send one day."""
    parsed = moment(text)

    assert parsed is None or parsed.tzinfo is UTC


def test_other_types() -> None:
    """A number where a time is expected is None as well: a response never fails a call."""
    number: Any = 1513907559

    assert moment(number) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2017, 12, 22), "2017-12-22"),
        (datetime(2017, 12, 22, 1, 52, 39, 396000, UTC), "2017-12-22T01:52:39.39Z"),
        (
            datetime(2017, 12, 22, 1, 52, 39, 0, timezone(timedelta(hours=2))),
            "2017-12-21T23:52:39.00Z",
        ),
        ("2017-12-22", "2017-12-22"),
        (" 2017-12-22T01:52:39.39Z ", "2017-12-22T01:52:39.39Z"),
        ("2017-12-22T01:52:39+02:00", "2017-12-21T23:52:39.00Z"),
    ],
)
def test_wire(value: datetime | date | str, text: str) -> None:
    """A day stays a day; a moment is formatted in UTC, with hundredths of a second."""
    assert wire(value, field="start") == text


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones))
def test_wire_loses_less_than_a_hundredth(when: datetime) -> None:
    """The moment is cut to hundredths of a second."""
    parsed = moment(wire(when, field="start"))

    assert parsed is not None
    assert timedelta(0) <= when - parsed < timedelta(milliseconds=10)
    assert wire(parsed, field="start") == wire(when, field="start")


NO_ZONE = ("must be in a time zone", "give it one, like datetime.now(UTC), or give a date")
NO_ZONE_IN_TEXT = (NO_ZONE[0], "write it like '2017-12-22T01:52:39Z', or give a date")
NO_TIME = (
    "must be a date, a datetime with a zone, or either as text in ISO 8601",
    "write it like '2017-12-22' or '2017-12-22T01:52:39Z'",
)


@pytest.mark.parametrize(
    ("value", "got", "why"),
    [
        (datetime(2017, 12, 22, 1, 52), "2017-12-22T01:52:00 without a zone", NO_ZONE),
        ("2017-12-22T01:52:39", "2017-12-22T01:52:39 without a zone", NO_ZONE_IN_TEXT),
        ("yesterday", "'yesterday'", NO_TIME),
        ("", "an empty text", NO_TIME),
        (None, "nothing", NO_TIME),
        (1513907559, "a value of type int", NO_TIME),
        (
            datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))),
            "a value of type datetime",
            NO_TIME,
        ),
    ],
)
def test_wire_refusals(value: Any, got: str, why: tuple[str, str]) -> None:
    """A time without a zone, or another value, is refused with a cure."""
    with pytest.raises(InvalidValue) as caught:
        wire(value, field="start")

    assert caught.value.problems == (Problem(field="start", value=got, rule=why[0], cure=why[1]),)
