"""When rows are sent: `--at`, `--rate`, and the quiet hours of their numbers."""

from __future__ import annotations

import time as time_module
from datetime import UTC, datetime, time
from pathlib import Path

import click
import pytest
from cli.account import OWN, Account
from cli.terminal import Shell
from click.testing import CliRunner
from outbox.clients import SandboxClients

from flowroute_ext import Message, Outbox
from flowroute_ext._base.clock import Clock
from flowroute_ext.cli.bulk.pace import Rates
from flowroute_ext.cli.bulk.schedule import (
    EVERYWHERE,
    QuietHours,
    Schedule,
    Timed,
    Waiting,
    moment,
    zones_of,
)
from flowroute_ext.cli.group import flowroute

NIGHT = QuietHours(time(21), time(8))
NEW_YORK, CHICAGO, NOWHERE = "12125550110", "13125550110", "18005550110"
SEND = ("send-bulk", "people.csv", "--from", OWN, "--outbox", "campaign.db")


class Stopped(Clock):
    """A clock that shows one moment, until it is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "opens"),
    [
        ("America/Chicago", "2026-12-01 18:00", "2026-12-01 18:00"),
        ("America/Chicago", "2026-12-02 02:59", "2026-12-02 02:59"),
        ("America/Chicago", "2026-12-02 03:00", "2026-12-02 14:00"),
        ("America/Chicago", "2026-12-02 13:59", "2026-12-02 14:00"),
        # The clocks are set in the night before.
        ("America/Chicago", "2026-03-08 04:00", "2026-03-08 13:00"),
        ("America/Chicago", "2026-11-01 04:00", "2026-11-01 14:00"),
        ("America/Phoenix", "2026-07-01 14:00", "2026-07-01 15:00"),
        ("America/St_Johns", "2026-12-02 11:00", "2026-12-02 11:30"),
    ],
)
def test_quiet_hours(zone, now, opens):
    """They are by the clocks of the place, in summer and in winter."""
    assert NIGHT.opens([zone], utc(now)) == utc(opens)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        (QuietHours(time(12), time(13)), "2026-12-01 18:30", "2026-12-01 19:00"),
        (QuietHours(time(12), time(13)), "2026-12-01 19:00", "2026-12-01 19:00"),
        (QuietHours(time(0), time(8)), "2026-12-01 06:00", "2026-12-01 14:00"),
        # They end in the hour that is there twice, and in the one that is left out.
        (QuietHours(time(21), time(1, 30)), "2026-11-01 07:10", "2026-11-01 07:30"),
        (QuietHours(time(21), time(2, 30)), "2026-03-08 06:00", "2026-03-08 08:30"),
    ],
)
def test_quiet_hours_of_a_day(hours, now, opens):
    """They may be within a day."""
    assert hours.opens(["America/Chicago"], utc(now)) == utc(opens)


def test_numbers_of_several_zones():
    """The strictest of them counts, and of numbers without a place all of the country do."""
    assert zones_of("1208") == ("America/Boise", "America/Denver", "America/Los_Angeles")
    assert zones_of("1800") == zones_of("1500") == ()
    # Most of its numbers are of the one that the library does not have for those it does not know.
    assert zones_of("1423") == zones_of("1270") == ("America/Chicago", "America/New_York")
    morning = utc("2026-12-01 15:30")  # 8:30 in Boise, and 7:30 in Los Angeles

    schedule = Schedule(quiet=NIGHT)

    assert schedule.opens("12085550110", morning) == utc("2026-12-01 16:00")
    assert schedule.opens(NOWHERE, morning) == utc("2026-12-01 18:00")
    assert QuietHours(time(20), time(19)).opens(EVERYWHERE, morning) is None
    assert NIGHT.opens(EVERYWHERE, utc("2026-12-02 00:30")) == utc("2026-12-02 18:00")


def test_a_moment_and_quiet_hours():
    """Both count; a moment that has passed does not."""
    schedule = Schedule(utc("2026-12-01 12:00"), NIGHT)

    assert schedule.opens(CHICAGO, utc("2026-12-01 00:00")) == utc("2026-12-01 14:00")
    assert schedule.opens(NEW_YORK, utc("2026-12-01 00:00")) == utc("2026-12-01 13:00")
    assert schedule.opens(CHICAGO, utc("2026-12-01 15:00")) == utc("2026-12-01 15:00")


@pytest.fixture(params=["sync", "async"])
def clients(request: pytest.FixtureRequest) -> SandboxClients:
    return SandboxClients(request.param)


def test_rows_wait_for_their_time(clients, tmp_path: Path):
    """A row whose time has not come stays in the queue as if nothing was; the next run sends it."""
    clock = Stopped(utc("2026-12-02 13:30"))  # 8:30 in New York, and 7:30 in Chicago
    schedule = Schedule(quiet=NIGHT, clock=clock)
    outbox = Outbox(tmp_path / "campaign.db", opt_outs=Timed(schedule, None))
    outbox.add([{"to": to, "body": "x"} for to in (CHICAGO, NEW_YORK, NOWHERE)], from_=OWN)

    first = clients.send(outbox)
    waiting = [
        (row.message.to, row.attempts, row.started, row.reason) for row in outbox.rows("queued")
    ]
    clock.moment = utc("2026-12-02 14:00")
    second = clients.send(outbox)

    assert (first.sent, first.failed, first.stopped, first.counts.queued) == (1, 0, None, 2)
    assert waiting == [
        (CHICAGO, 0, None, "it waits until 2026-12-02 14:00 UTC"),
        (NOWHERE, 0, None, "it waits until 2026-12-02 18:00 UTC"),
    ]
    assert (second.sent, second.counts.sent, second.counts.queued) == (1, 2, 1)
    assert clients.posts == 2


def test_what_waits(tmp_path):
    """It is listed how many wait until when, and where that is."""
    schedule = Schedule(quiet=NIGHT, clock=Stopped(utc("2026-12-02 13:30")))
    waiting = Waiting(schedule)
    for to in (CHICAGO, CHICAGO, NEW_YORK, NOWHERE):
        waiting.add(Message(to=to, from_=OWN, body="x"))

    assert waiting.next == utc("2026-12-02 14:00")
    assert [*waiting] == [
        "Quiet hours are 21:00-08:00, where the numbers are:",
        "         1   may be sent now",
        "         2   wait until 2026-12-02 14:00 UTC (08:00 in America/Chicago)",
        "         1   wait until 2026-12-02 18:00 UTC (of no known place)",
        (
            "1 of them are toll-free, or of no known place: they are sent when it is quiet nowhere"
            " from Newfoundland to Hawaii."
        ),
    ]


@pytest.mark.once
def test_waiting_is_interrupted(account: Account, shell: Shell):
    """A command that waits sends nothing, says so, and ends by Ctrl-C; the same one goes on."""
    (shell.folder / "people.csv").write_text("to,body\n3125550110,Hi\n")

    process = shell.terminal(*SEND, "--yes", "--at", "2126-01-01T00:00Z")
    process.wait_for("1 row to be sent from 2126-01-01 00:00 UTC on. It waits for that.")
    process.interrupt("Stopped. campaign.db: 1 waiting.")

    assert process.end() == 130
    assert account.posts == 0
    status, output, _ = shell.run(*SEND, "--yes", "--at", "2026-01-01 00:00", "--rate", "60/min")
    assert (status, "at 1 SMS a second" in output) == (0, True)
    assert account.bodies == ["Hi"]


@pytest.mark.parametrize(
    ("rate", "sms", "mms", "limit", "period"),
    [(None, 5, 1, 5, 1.0), (2.0, 2, 1, 2, 1.0), (100.0, 5, 1, 5, 1.0), (0.5, 0.5, 0.5, 1, 2.0)],
)
def test_rates(rate, sms, mms, limit, period):
    """A rate never exceeds what the account takes; below one a second it is a steady pace."""
    rates = Rates.of(5, 1, rate)
    quota = rates.limit.quota("sms")

    assert (rates.sms, rates.mms, quota.limit, quota.period) == (sms, mms, limit, period)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("to,body\n3125550110,Hi\n")
    return tmp_path


@pytest.mark.parametrize(
    ("option", "value", "error"),
    [
        ("--quiet-hours", "8-8", "'8-8' has no time in it, or all."),
        ("--quiet-hours", "night", "'night' is no time of day, as 21:00-8:00 is."),
        ("--at", "tomorrow", "'tomorrow' is no date and time, as 2026-12-01 09:00 is;"),
        ("--at", "2026-12-01", "'2026-12-01' has no time of day, as 2026-12-01 09:00 has."),
        ("--rate", "0", "'0' is no rate, as 2, 30/minute and 100/hour are."),
        ("--rate", "1/day", "'1/day' is no rate, as 2, 30/minute and 100/hour are."),
    ],
)
def test_wrong_options(folder, option, value, error):
    """An option that says no time ends the command, with a value that does."""
    arguments = [*SEND[:4], "--dry-run", option, value]

    result = CliRunner().invoke(flowroute, arguments)

    assert (result.exit_code, error in result.stderr) == (2, True), result.output


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("2027-11-07 01:30", "is there twice by the clock of this machine, which is set back then"),
        ("2027-03-14 02:30", "is there not at all by the clock of this machine, which is set forw"),
        ("0001-01-01 00:00", "is no date and time, as 2026-12-01 09:00 is"),
        ("9999-12-31 23:59", "is no date and time, as 2026-12-01 09:00 is"),
        ("9999-12-31 23:59Z", "is too late"),
    ],
)
def test_a_time_that_no_clock_shows_once(folder, monkeypatch, at, error):
    """A time that is there twice, or never, is not guessed; with its offset it is taken."""
    monkeypatch.setenv("TZ", "America/New_York")
    time_module.tzset()
    try:
        result = CliRunner().invoke(flowroute, [*SEND[:4], "--dry-run", "--at", at])
        taken = moment(click.Context(flowroute), click.Option(["--at"]), "2027-11-07 01:30-05:00")
    finally:
        monkeypatch.undo()
        time_module.tzset()

    assert (result.exit_code, error in result.stderr) == (2, True), result.output
    assert taken == utc("2027-11-07 06:30")
