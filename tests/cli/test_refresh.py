"""`flowroute outbox refresh`, in processes of its own."""

from __future__ import annotations

import json

import pytest
from cli.account import Account
from cli.campaign import NOT_ON_THE_ACCOUNT, output_of, send
from cli.terminal import Shell

from flowroute_ext import Outbox


@pytest.fixture
def outbox(account: Account, shell: Shell) -> Shell:
    """An outbox of which a row was sent, one failed, and the response to one was lost."""
    send(account, shell)
    return shell


def test_refresh(account: Account, outbox: Shell):
    """What was delivered is looked up, and shown by what was reported; the rest is said too."""
    for message in account.messages:
        lever = "fail" if message.to == "13125550101" else "deliver"
        account.served.json("POST", f"/_sandbox/messages/{message.id}/{lever}")

    assert output_of(outbox, "refresh", "campaign.db", "--older-than", "0") == (
        "campaign.db: 1 delivered, 1 undelivered.\n"
        "Now 2 sent (1 delivered, 1 undelivered), 1 failed.\n"
    )
    assert output_of(outbox, "refresh", "campaign.db") == (
        "campaign.db: nothing to look up.\nNow 2 sent (1 delivered, 1 undelivered), 1 failed.\n"
    )
    assert (
        output_of(outbox, "status", "campaign.db")
        == f"""\
campaign.db: 3 rows; 2 sent (1 delivered, 1 undelivered), 1 failed.

1 row failed: {NOT_ON_THE_ACCOUNT}
  alan  1312•••0102  TIME

1 row undelivered: delivery failure, Message failed (sandbox only)
  ada  1312•••0101  TIME

1 row delivered: message buffered (1003), Message accepted by Carrier

To queue what failed again:

  flowroute outbox retry campaign.db
"""
    )
    lines = output_of(outbox, "export", "campaign.db", "--format", "jsonl").splitlines()
    grace = json.loads(lines[2])
    assert [grace[name] for name in ("delivery", "status", "code", "description")] == [
        *("delivered", "message buffered", 1003, "Message accepted by Carrier")
    ]
    assert grace["reported"] == "TIME"


def test_what_was_posted_is_one_line(outbox: Shell):
    """A receipt, which anybody may post, adds no line, steers no terminal and shows no number."""
    box = Outbox(outbox.folder / "campaign.db")
    first, *_ = box.rows("sent")
    about = {
        "level": 2,
        "status": "delivered",
        "status_code_description": "a\nRun:\trm 13125550101",
    }
    body = {"type": "delivery_receipt", "id": first.message_id, "attributes": about}
    assert box.record_receipt({"data": body})

    shown = outbox.run("outbox", "status", "campaign.db")[1]

    assert "\n1 row delivered: delivered, a\\nRun:\\trm 1312•••0101\n" in shown
    full = outbox.run("outbox", "status", "campaign.db", "--numbers")[1]
    assert "\n1 row delivered: delivered, a\\nRun:\\trm 13125550101\n" in full


def test_refresh_that_cannot(account: Account, outbox: Shell):
    """Wrong credentials and ages are errors that say what to do; the outbox is as it was."""
    before = output_of(outbox, "status", "campaign.db")
    status, _, errors = outbox.run("outbox", "refresh", "campaign.db", "--older-than", "-1")
    assert (status, "Invalid value for '--older-than'" in errors) == (2, True)
    account.served.json("POST", "/_sandbox/faults", {"name": "401", "times": 9})

    status, output, errors = outbox.run("outbox", "refresh", "campaign.db", "--older-than", "0")

    assert status == 1
    assert errors.startswith("Error: the outcome of 1 rows could not be looked up (401 ")
    assert output.startswith("campaign.db: nothing to look up.\n")
    assert output_of(outbox, "status", "campaign.db") == before
