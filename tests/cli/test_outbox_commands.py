"""`flowroute outbox`, on what processes of their own have left."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from cli.account import OWN, Account
from cli.campaign import LOST, NOT_ON_THE_ACCOUNT, SEND, STRANGER, TIME, output_of, send
from cli.terminal import Shell
from sandbox_serving.served import Served


@pytest.fixture
def outbox(account: Account, shell: Shell) -> Shell:
    """That outbox, and what the account has sent from it."""
    send(account, shell)
    return shell


@pytest.fixture(scope="module")
def sent(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with that outbox, for all tests that send nothing more."""
    account = Account(served)
    with Shell(tmp_path_factory.mktemp("sent"), **account.keys) as shell:
        send(account, shell)
    return shell.folder


@pytest.fixture
def copied(sent: Path, shell: Shell) -> Shell:
    """A copy of that folder."""
    shutil.copytree(sent, shell.folder, dirs_exist_ok=True)
    return shell


def test_status_and_unknown(copied: Shell):
    """They show the rows in each state, what failed or is unknown and why, and the next command."""
    status = f"""\
campaign.db: 3 rows; 1 sent, 1 failed, 1 unknown.

1 row failed: {NOT_ON_THE_ACCOUNT}
  alan  1312•••0102  TIME

To queue what failed again:

  flowroute outbox retry campaign.db

To look up what no receipt reported:

  flowroute outbox refresh campaign.db

Of which the outcome is unknown:

  flowroute outbox unknown campaign.db
"""
    unknown = f"""\
campaign.db: 1 row with an unknown outcome.
  grace  1312•••0103  TIME  {LOST}
"""
    assert output_of(copied, "status", "campaign.db") == status
    assert output_of(copied, "unknown", "campaign.db") == unknown

    in_full = [
        output_of(copied, name, "campaign.db", "--numbers") for name in ("status", "unknown")
    ]
    assert in_full == [text.replace("1312•••", "1312555") for text in (status, unknown)]


def test_export(account: Account, outbox: Shell):
    """Every row comes as CSV and as JSON Lines, with all that is known of it."""
    (message,) = [one for one in account.messages if one.to == "13125550101"]
    expected = [
        {
            "reference": "ada",
            "to": "13125550101",
            "from": OWN,
            "body": "Your table is ready.",
            "media_urls": [],
            "state": "sent",
            "message_id": message.id,
            "reason": None,
            "attempts": 1,
            "started": "TIME",
            "ended": "TIME",
            "delivery": None,
            "status": None,
            "code": None,
            "description": None,
            "reported": None,
        },
        {
            "reference": "alan",
            "to": "13125550102",
            "from": STRANGER,
            "body": "Your table is ready.",
            "media_urls": [],
            "state": "failed",
            "message_id": None,
            "reason": NOT_ON_THE_ACCOUNT,
            "attempts": 1,
            "started": "TIME",
            "ended": "TIME",
            "delivery": None,
            "status": None,
            "code": None,
            "description": None,
            "reported": None,
        },
        {
            "reference": "grace",
            "to": "13125550103",
            "from": OWN,
            "body": "Your table, at seven",
            "media_urls": [],
            "state": "unknown",
            "message_id": None,
            "reason": LOST,
            "attempts": 1,
            "started": "TIME",
            "ended": "TIME",
            "delivery": None,
            "status": None,
            "code": None,
            "description": None,
            "reported": None,
        },
    ]

    lines = output_of(outbox, "export", "campaign.db", "--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == expected

    assert output_of(outbox, "export", "campaign.db", "--output", "rows.csv") == ""
    with (outbox.folder / "rows.csv").open(encoding="utf-8", newline="") as file:
        found = [*csv.DictReader(file)]
    assert [{name: TIME.sub("TIME", cell) for name, cell in row.items()} for row in found] == [
        {name: "" if value is None or value == [] else str(value) for name, value in row.items()}
        for row in expected
    ]


def test_retry(account: Account, outbox: Shell):
    """What failed is sent again once the reason is out of the way, and what was lost is found."""
    account.served.json("POST", "/_sandbox/numbers", {"number": STRANGER})

    assert output_of(outbox, "retry", "campaign.db") == (
        "campaign.db: 1 row that failed, in the queue again.\n"
    )
    assert outbox.run(*SEND)[0] == 0
    assert output_of(outbox, "status", "campaign.db").startswith("campaign.db: 3 rows; 3 sent.\n")
    assert len(account.messages) == 3
    assert account.posts == 4


@pytest.mark.parametrize("nothing", ["", " ", "mdr2-\n"])
def test_settle_with_no_id(copied: Shell, nothing):
    """An id that is empty, as of a variable that is not set, books no row as sent."""
    status, _, errors = copied.invoke("outbox", "settle", "campaign.db", "grace", "--sent", nothing)

    assert (status, errors.split(", but")[0]) == (
        1,
        "Error: Invalid outcome: message_id must be the id of a message, or None",
    )
    assert "1 unknown" in output_of(copied, "status", "campaign.db")


def test_settle(copied: Shell):
    """What was found out of an unknown row in another way can be written down, once."""
    command = ("settle", "campaign.db", "grace", "--sent", "mdr2-0123")

    assert output_of(copied, *command) == "campaign.db: grace is sent.\n"
    assert "campaign.db: 3 rows; 2 sent, 1 failed.\n" in output_of(copied, "status", "campaign.db")
    assert copied.run("outbox", *command) == (
        1,
        "",
        "Error: campaign.db has no unknown row 'grace'.\n",
    )


def test_settle_as_not_sent(copied: Shell):
    """A row that certainly was not accepted goes back into the queue."""
    assert output_of(copied, "settle", "campaign.db", "grace", "--not-sent") == (
        "campaign.db: grace is in the queue again.\n"
    )
    assert copied.invoke("outbox", "settle", "campaign.db", "grace")[0] == 2


def test_move(copied: Shell):
    """A moved outbox is whole where it is now, and nothing is left where it was."""
    assert output_of(copied, "move", "campaign.db", "moved.db") == (
        "campaign.db: moved to moved.db.\n"
    )

    assert "1 sent, 1 failed, 1 unknown" in output_of(copied, "status", "moved.db")
    assert sorted(file.name for file in copied.folder.iterdir() if "db" in file.name) == [
        "moved.db"
    ]


def test_backup_and_recover(account: Account, copied: Shell):
    """Nothing is sent from a backup before each of its rows can be looked up."""
    assert output_of(copied, "backup", "campaign.db", "copy.db") == (
        "campaign.db: copied to copy.db.\n"
    )
    status, _, errors = copied.invoke("outbox", "backup", "campaign.db", "copy.db")
    assert status == 1
    assert errors.endswith(
        "copy.db is there already. Give another name, in a folder where you may write; nothing was"
        " moved or copied.\n"
    )
    assert "1 sent, 1 failed, 1 unknown" in output_of(copied, "status", "copy.db")
    posts = account.posts
    from_copy = ("copy.db" if part == "campaign.db" else part for part in SEND)
    status, _, errors = copied.run(*from_copy)
    assert (status, account.posts) == (1, posts)
    assert "copy.db is a backup, and what was sent since" in errors

    assert output_of(copied, "recover", "copy.db") == (
        "copy.db: 2 rows to be looked up before anything is sent again.\n"
    )
    assert "1 sent, 2 unknown" in output_of(copied, "status", "copy.db")
    assert output_of(copied, "recover", "campaign.db") == (
        "campaign.db: 0 rows to be looked up before anything is sent again.\n"
    )


@pytest.mark.parametrize(
    "name", ["campaign.db", "link.db", "campaign.db-wal", "campaign.db.lock/a"]
)
def test_an_export_onto_the_outbox(copied: Shell, name):
    """The outbox and what is beside it are never written over by an export."""
    (copied.folder / "link.db").symlink_to("campaign.db")

    status, _, errors = copied.invoke("outbox", "export", "campaign.db", "--output", name)

    assert (status, errors.splitlines()[-1]) == (
        *(2,),
        "Error: --output must be another file than those of the outbox.",
    )
    assert "1 sent, 1 failed, 1 unknown" in output_of(copied, "status", "campaign.db")


@pytest.mark.parametrize("command", ["status", "unknown", "export", "retry", "recover"])
def test_no_outbox(shell: Shell, command):
    """A file that is missing, or of another program, is an error, and not changed."""
    status, output, errors = shell.invoke("outbox", command, "campaign.db")
    assert (status, output) == (2, "")
    assert errors.splitlines()[-1] == (
        "Error: Invalid value for 'FILE': File 'campaign.db' does not exist."
    )
    assert [*shell.folder.iterdir()] == []

    file = shell.folder / "campaign.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE people (name)")
    other.close()
    refusal = f"{file} is not the file of an outbox. Give another file; this one is left as it is."
    assert shell.invoke("outbox", command, "campaign.db") == (1, "", f"Error: {refusal}\n")
