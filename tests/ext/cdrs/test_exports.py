"""Arguments of exports, waiting for them, and finding those whose response was lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
from ext.clocks import SandboxClock

from flowroute_ext import Flowroute, InvalidValue, OutcomeUnknown
from flowroute_ext.errors import DeadlinePassed
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, FrozenClock, Sandbox, transport

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
OCTOBER = {"start": "2026-10-01", "end": "2026-11-01"}


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox whose time stands still."""
    return Sandbox(clock=FrozenClock(NOW))


@pytest.fixture
def flowroute(sandbox: Sandbox) -> Iterator[Flowroute]:
    """A client of it, on its time."""
    with httpx.Client(transport=transport(sandbox, httpx)) as http_client:
        yield Flowroute(
            ACCESS_KEY, SECRET_KEY, http_client=http_client, clock=SandboxClock(sandbox)
        )


def filters(flowroute: Flowroute, **arguments: Any) -> dict[str, Any]:
    """The filters of an export that was requested with these arguments."""
    export = flowroute.cdrs.export(**{**OCTOBER, **arguments})
    return flowroute.cdrs.get(export).raw.attributes.filter_parameters.to_dict()


@pytest.mark.parametrize(
    ("start", "end", "sent"),
    [
        (date(2026, 10, 1), date(2026, 11, 1), ("2026-10-01T00:00:00", "2026-11-01T00:00:00")),
        (
            datetime(2026, 10, 1, tzinfo=timezone(timedelta(hours=-7))),
            "2026-10-31T23:59:59.001Z",
            ("2026-10-01T07:00:00", "2026-11-01T00:00:00"),
        ),
        ("2026-10-01 00:00:00+00:00", NOW, ("2026-10-01T00:00:00", "2026-11-02T08:30:00")),
    ],
)
def test_times(flowroute: Flowroute, start: Any, end: Any, sent: tuple[str, str]) -> None:
    """Days and moments are sent in UTC and in whole seconds, so that the same calls are before."""
    found = filters(flowroute, start=start, end=end)
    names = ("start_call_start_time", "start_call_end_time")
    assert tuple(found[name] for name in names) == tuple(f"{one}+00:00" for one in sent)


def test_every_problem_at_once(flowroute: Flowroute, sandbox: Sandbox) -> None:
    """All that is wrong is reported at once, without numbers, and nothing is sent."""
    with pytest.raises(InvalidValue) as refused:
        flowroute.cdrs.export(
            start=datetime(2026, 10, 1),
            end="tomorrow",
            number_aliases="Office",
            number_aliases_contains=["a", "b\nc", 7],
            destination_numbers=["911", "call me"],
            callerid_numbers=[],
            custom_x_tags=[None],
            caller_ip="localhost",
            duration_greater_than=True,
            other_filters={"caller_ip": "192.0.2.1", "Not a name": 1, "cost": {1}},
            callback_url="ftp://example.com",
        )
    assert [problem.field for problem in refused.value.problems] == [
        "start",
        "end",
        "number_aliases",
        "number_aliases_contains[1]",
        "number_aliases_contains[2]",
        "destination_numbers[0]",
        "destination_numbers[1]",
        "callerid_numbers",
        "custom_x_tags[0]",
        "caller_ip",
        "duration_greater_than",
        "other_filters['caller_ip']",
        "other_filters['Not a name']",
        "other_filters['cost']",
        "callback_url",
    ]
    assert sandbox.requests["create_a_cdr_export"] == 0


@pytest.mark.parametrize(
    ("start", "end", "rule"),
    [
        ("2026-10-01", "2026-10-01", "must be after start"),
        ("2026-10-02", "2026-10-01", "must be after start"),
        ("2026-01-01", "2026-10-01", "at most 92 days after start, but got 273 days, 0:00:00"),
        (datetime.max.replace(tzinfo=UTC), "2026-10-01", "must be after start"),
    ],
)
def test_a_window_that_is_none(flowroute: Flowroute, start: Any, end: str, rule: str) -> None:
    """The end is after the start, and not too far."""
    with pytest.raises(InvalidValue, match=rule):
        flowroute.cdrs.export(start=start, end=end)


@pytest.mark.parametrize(
    "numbers", [["12065550100"], [type("Number", (), {"value": "206 555 0100"})]]
)
def test_numbers(flowroute: Flowroute, numbers: Any) -> None:
    """Numbers may be text or records of numbers, in any spelling."""
    assert filters(flowroute, callerid_numbers=numbers)["callerid_numbers"] == ["12065550100"]


def test_waiting(flowroute: Flowroute, sandbox: Sandbox) -> None:
    """It looks until the export is completed or has failed, or time is up."""
    export = flowroute.cdrs.export(**OCTOBER)
    with pytest.raises(DeadlinePassed, match="still processing after 20 s"):
        flowroute.cdrs.wait(export, timeout=20)
    assert sandbox.clock.now() == NOW + timedelta(seconds=20)
    assert flowroute.cdrs.wait(export.id, interval=7).status == "completed"
    assert sandbox.clock.now() == NOW + timedelta(seconds=62)
    sandbox.set_cdr_export_status(export.id, "failed")
    assert flowroute.cdrs.wait(export).status == "failed"


def test_found_by_its_reference(flowroute: Flowroute, sandbox: Sandbox) -> None:
    """With a callback an export is found by its reference, and another call's is not taken."""
    url = "https://example.com/cdrs?a=1"
    first = flowroute.cdrs.export(**OCTOBER, callback_url=url)
    sandbox.fault("drop-after", operation="create_a_cdr_export")
    found = flowroute.cdrs.export(**OCTOBER, callback_url=url, resolve=True)
    assert (first.id, found.id, len(sandbox.account.cdr_exports)) == ("700001", "700002", 2)
    assert found.callback_url.startswith(f"{url}&flowroute_reference=")


@pytest.mark.parametrize(
    ("earlier", "verdict"),
    [
        ({}, "still unknown"),
        ({"caller_ip": "192.0.2.7"}, "accepted"),
        ({"end": "2026-10-31"}, "accepted"),
    ],
    ids=["the same", "other filters", "another window"],
)
def test_others_of_the_account(
    flowroute: Flowroute, sandbox: Sandbox, earlier: dict[str, Any], verdict: str
) -> None:
    """An export of other calls is no evidence, one of the same at that time leaves it open."""
    flowroute.cdrs.export(**{**OCTOBER, **earlier})
    sandbox.fault("drop-after", operation="create_a_cdr_export")
    with pytest.raises(OutcomeUnknown) as lost:
        flowroute.cdrs.export(**OCTOBER)
    assert flowroute.resolve(lost.value, timeout=0.01).verdict == verdict


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        ({"callerid_numbers": ["+12065550101", "12065550100"]}, "accepted"),
        ({"callerid_numbers": "['12065550101', '12065550100']"}, "accepted"),
        ({"callerid_numbers": ["12065550100"]}, "not accepted"),
        ({"callerid_numbers": ["12065550101", "12065550100"], "caller_ip": ""}, "accepted"),
        (
            {
                "callerid_numbers": ["12065550101", "12065550100"],
                "start_call_start_time": "2026-10-01 00:00:00",
            },
            "accepted",
        ),
    ],
)
def test_how_filters_are_shown(
    flowroute: Flowroute, sandbox: Sandbox, shown: dict[str, Any], verdict: str
) -> None:
    """Filters are recognised in every form in which Flowroute's samples show them."""
    sandbox.fault("drop-after", operation="create_a_cdr_export")
    with pytest.raises(OutcomeUnknown) as lost:
        flowroute.cdrs.export(**OCTOBER, callerid_numbers=["2065550100", "2065550101"])
    (row,) = sandbox.account.cdr_exports
    filters = json.dumps({**json.loads(row.filters), **shown})
    sandbox.account.cdr_exports.put(replace(row, filters=filters))
    assert flowroute.resolve(lost.value).verdict == verdict


def test_an_old_one_is_not_taken(flowroute: Flowroute, sandbox: Sandbox) -> None:
    """An export of the same calls that was requested long before is none of this call."""
    flowroute.cdrs.export(**OCTOBER)
    sandbox.advance(600)
    sandbox.fault("drop-before", operation="create_a_cdr_export")
    with pytest.raises(OutcomeUnknown) as lost:
        flowroute.cdrs.export(**OCTOBER)
    assert flowroute.resolve(lost.value).verdict == "not accepted"
