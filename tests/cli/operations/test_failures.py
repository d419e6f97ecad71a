"""Operations that fail, or whose result cannot be shown: what is said, and the exit status."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.account import OWN
from cli.terminal import FLOWROUTE

SEND = ("send", "--to", "13125550100", "--from", OWN, "Hello")
FULL = Path("/dev/full")
UNWRITABLE = "Error: the output cannot be written: No space left on device"


@pytest.mark.skipif(not FULL.exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", [SEND, ("numbers", "list")])
def test_a_full_disk(shell, account, command):
    """What was done is not said to have failed alone: a person would do it again."""
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*FLOWROUTE, *command],
            env=shell.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    sent = "".join(
        f". What you asked for is done ({message.id}): do not repeat it"
        for message in account.messages
    )

    assert (done.returncode, done.stderr) == (1, f"{UNWRITABLE}{sent}\n")
    assert account.posts == (command is SEND)


@pytest.mark.parametrize(
    ("operation", "command", "look"),
    [
        ("send_a_message", SEND, f"messages list --start {datetime.now(UTC):%Y-%m-%d}"),
        ("create_cnam", ("cnams", "create", "Bob Law"), "cnams list"),
        ("purchase_a_phone_number", ("numbers", "buy", "12012161845", "--yes"), "numbers list"),
    ],
)
def test_where_to_look(fr, served, operation, command, look):
    """After a lost response there is a command that shows whether it was accepted."""
    served.json("POST", "/_sandbox/faults", {"name": "drop-after", "operation": operation})
    lost = fr(*command)

    assert lost.exit_code == 3
    assert lost.stderr.endswith(
        f" Look before you repeat it: flowroute {look}. "
        "Given from the start, --resolve finds that out\n"
    )
    served.json("POST", "/_sandbox/faults", {"name": "drop-after", "operation": operation})
    elsewhere = fr(*command, "--base-url", f"{served.url}/")
    assert f": flowroute {look} --base-url {served.url}/. " in elsewhere.stderr
    assert fr(*look.split()).stdout.splitlines()[-1:] != []


def test_a_wait_that_is_too_short(fr):
    """The end of a wait leaves the outcome unknown: 3, whatever it is that is waited for."""
    export = ("cdrs", "export", "--start", "2026-01-01", "--end", "2026-01-02", "--fields", "id")
    made = json.loads(fr(*export).stdout)["id"]
    late = fr("cdrs", "wait", made, "--timeout", "0.001")

    assert late.exit_code == 3
    assert "the CDR export was still processing after 0.001 s" in late.stderr


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("numbers", "search", "--order-by", "price"),
            (
                "--order-by must be a field, with ',asc' or ',desc' after it or without, but got "
                "'price': give one of iso_country, monthly_cost, number, number_type, rate_center, "
                "state, tn, value."
            ),
        ),
        (
            ("messages", "list", "--start", "2026-01-31T08:00"),
            (
                "--start must be in a time zone, but got 2026-01-31T08:00:00 without a zone: write "
                "it like '2017-12-22T01:52:39Z', or give a date."
            ),
        ),
        (
            ("numbers", "list", "--base-url", "https://me:secret@example.com"),
            (
                "the base URL 'https://•••@example.com' carries credentials: leave them out: they "
                "are FR_ACCESS_KEY and FR_SECRET_KEY, or in a profile"
            ),
        ),
        (
            ("numbers", "list", "--base-url", "https://example.com?key=secret"),
            "the base URL 'https://example.com?… has a query or a fragment: remove it",
        ),
        (
            ("ports", "wait", "400001", "--until", "done"),
            (
                "--until must be the status of a port order, but got 'done': give one of pending, "
                "processing, submitted, accepted, rejected, review, completed, cancelled, "
                "canceled, abandoned, hard_canceled."
            ),
        ),
        (("api", "GET", "/v2/numbers?limit=1&limit=2"), "PATH has a parameter twice: give it once"),
        (
            ("cdrs", "export", "--other-filter", "a=1", "--other-filter", "a=2"),
            "Give each name of --other-filter once.",
        ),
    ],
)
def test_words(fr, arguments, error):
    """The cure is one that the command line has, and what cannot be understood ends with 2."""
    result = fr(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: {error}"


@pytest.mark.parametrize("columns", ["40", "60", "80"])
def test_a_state_on_a_narrow_terminal(fr, columns):
    """What was checked has its state at every width."""
    shown = fr("doctor", "-o", "table", env={"COLUMNS": columns})

    assert "state" in shown.stdout.lower()
    assert "Left out" not in shown.stderr


@pytest.mark.parametrize("columns", ["40", "60", "80"])
def test_a_cure_on_a_narrow_terminal(fr, monkeypatch, columns):
    """What is off has its cure at every width."""
    monkeypatch.setenv("FR_SECRET_KEY", "wrong")
    shown = fr("doctor", "-o", "table", env={"COLUMNS": columns})

    assert "copy both keys again from the portal, under Preferences" in " ".join(
        shown.stdout.split("Flowroute does not take them")[1].split()
    ).removeprefix("cure ").replace("cure ", "")
