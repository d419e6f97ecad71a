"""`flowroute sandbox` commands that drive a sandbox which is running."""

from __future__ import annotations

import json

import pytest
from cli.account import OWN

from flowroute_sandbox.serving.driving.remote import _reasons

THEIRS = "13125550100"


def test_a_conversation(fr, account):
    """A text comes in, one goes out and fails, another is delivered."""
    received = fr("sandbox", "text", "--to", OWN, "--from", THEIRS, "Hello").stdout.strip()
    record = json.loads(fr("messages", "get", received).stdout)
    assert (record["direction"], record["body"]) == ("inbound", "Hello")

    for command, status in (("deliver", "message buffered"), ("fail", "delivery failure")):
        sent = json.loads(fr("send", "--to", THEIRS, "--from", OWN, "Hi").stdout)["id"]
        assert fr("sandbox", command, sent).stderr == "Done.\n"
        assert json.loads(fr("messages", "get", sent).stdout)["status"] == status


def test_an_account(fr):
    """Numbers are added, caller names approved, time moves, faults come and all goes."""
    assert fr("sandbox", "seed", "12065550111", "--state", "wa").exit_code == 0
    assert fr("sandbox", "seed", "12065550112", "--for-sale").exit_code == 0
    numbers = fr("numbers", "list", "--fields", "value", "-o", "csv").stdout.splitlines()
    assert numbers == ["value", OWN, "12065550111"]

    cnam = json.loads(fr("cnams", "create", "Bob Law").stdout)["id"]
    assert fr("sandbox", "approve", cnam).exit_code == 0
    assert json.loads(fr("cnams", "get", cnam).stdout)["is_approved"] is True

    assert fr("sandbox", "fault", "403", "--operation", "list_cnams").stdout == "fault-1\n"
    assert fr("cnams", "list").exit_code == 1
    assert fr("sandbox", "fault", "403 @9").exit_code == 0
    assert fr("sandbox", "fault", "clear").stdout == "cleared\n"
    assert fr("sandbox", "advance", "2h").exit_code == 0
    assert fr("sandbox", "reset").exit_code == 0
    assert fr("numbers", "list").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("deliver", "nope"), "Could not find that resource on your account."),
        (("seed", "12"), "number: Must be the digits of an E.164 number, country code included."),
        (("reset", "--url", "http://127.0.0.1:1"), "no sandbox answers at http://127.0.0.1:1"),
        (("reset", "--url", "nowhere"), "the address of the sandbox is no URL"),
        (("advance", "soon"), "Invalid value for 'DURATION': give seconds, or a number"),
    ],
)
def test_errors(fr, arguments, error):
    """What is not done is reported in a sentence."""
    result = fr("sandbox", *arguments)

    assert result.exit_code in (1, 2)
    assert f"Error: {error}" in result.stderr


def test_other_keys(fr, monkeypatch):
    """The keys of the sandbox come from the environment, and wrong ones are reported."""
    monkeypatch.setenv("FR_SANDBOX_SECRET_KEY", "another")

    assert "takes other keys: set FR_SANDBOX_ACCESS_KEY" in fr("sandbox", "reset").stderr


def test_reasons():
    """The reasons of a response are printed after the fields that they are about."""
    errors = [{"detail": {"data": {"attributes": {"zip": ["Too long."]}}, "x": "No."}}]

    assert [*_reasons(errors)] == ["zip: Too long.", "x: No."]
