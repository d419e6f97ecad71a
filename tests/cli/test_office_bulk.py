"""`flowroute send-bulk` for files of offices: columns, encodings, repeated rows, opt-outs."""

from __future__ import annotations

import signal
import sqlite3

import pytest
from cli.account import OWN, Account
from cli.terminal import Shell, ended

from flowroute_ext import Outbox
from flowroute_ext.webhooks import OptOuts

pytestmark = pytest.mark.once

TO = ("--to-column", "Phone", "--from", OWN)
SEND = (*TO, "--outbox", "campaign.db", "--yes")
HI = ("--template", "Hi {Name}")
PEOPLE = "Name;Phone\nJosé;3125550110\nAnn;3125550111\nJosé;(312) 555-0110\n"


def write(shell: Shell, content: str = PEOPLE, encoding: str = "cp1252") -> None:
    (shell.folder / "people.csv").write_bytes(content.encode(encoding))


def test_a_file_of_an_office(account: Account, shell: Shell):
    """The output says how it was read; what it has twice is sent once, by any number of runs."""
    write(shell)

    status, output, _ = shell.run("send-bulk", "people.csv", *HI, *SEND)
    again = shell.run("send-bulk", "people.csv", *HI, *SEND)

    assert status == 0
    assert output.startswith(
        'people.csv was read as Windows-1252: "José". If that is wrong, give --encoding.\n'
        "1 line has the number and the text of another one: 4 (as 2).\n"
        "It is sent once. To send it as often as it is there, give --keep-duplicates.\n"
        "people.csv: 2 rows, all new.\n"
    )
    assert (again[0], "Nothing is left to send." in again[1]) == (0, True)
    assert account.bodies == ["Hi Ann", "Hi José"]


def test_rows_that_are_kept(account: Account, shell: Shell):
    """With --keep-duplicates each row is sent, also of the same text to the same number."""
    write(shell)

    assert shell.run("send-bulk", "people.csv", *HI, *SEND, "--keep-duplicates")[0] == 0
    assert account.bodies == ["Hi Ann", "Hi José", "Hi José"]


def test_the_standard_input(account: Account, shell: Shell):
    """What comes by a pipe is sent as a file is; it cannot be asked for leave there."""
    write(shell, '{"Phone": 3125550110, "body": "Hi"}\n', "utf-8")

    with (shell.folder / "people.csv").open("rb") as file:
        shell.stdin = file
        status, output, errors = shell.run("send-bulk", "-", *SEND)

    assert status == 0, errors
    assert output.startswith("stdin: 1 row, all new.\n")
    assert account.bodies == ["Hi"]


def test_no_column_of_numbers(shell: Shell):
    """It is one line, with the option to give; nothing is written."""
    write(shell, "Name,Phone number,Date\n" + "Ann,3125550110,1\n" * 3)

    status, _, errors = shell.run(
        "send-bulk", "people.csv", *HI, "--from", OWN, "--outbox", "campaign.db", "--yes"
    )

    assert status == 1
    assert errors.splitlines()[2] == (
        "  line 1: the header must say which column has the phone numbers, but got no column to; "
        "the file has Name, Phone number, Date: give --to-column 'Phone number'."
    )
    assert not (shell.folder / "campaign.db").exists()


@pytest.mark.parametrize(
    ("option", "error"),
    [
        ("Name", "'Name' is no field and column, as name=Surname is."),
        ("=Name", "'=Name' is no field and column, as name=Surname is."),
    ],
)
def test_a_column_that_is_none(shell: Shell, option, error):
    """An option that names no field and no column ends the command."""
    write(shell)

    status, _, errors = shell.run("send-bulk", "people.csv", *HI, *SEND, "--column", option)

    assert (status, errors.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '--column': {error}",
    )


def test_opt_outs(account: Account, shell: Shell):
    """A number that opted out gets nothing, which the plan says, and all is well then."""
    write(shell)
    store = OptOuts(shell.folder / "inbox.db")
    store.add("3125550111", from_=OWN)
    store.add("3125550199")
    store.close()

    status, output, _ = shell.run("send-bulk", "people.csv", *HI, *SEND, "--opt-outs", "inbox.db")

    assert status == 0
    assert "1 row is for a number that opted out, and will not be sent.\n" in output
    assert "  SMS            1   in 1 segment\n" in output
    assert "campaign.db: 1 sent, 1 opted out, in " in output
    assert account.bodies == ["Hi José"]


@pytest.mark.parametrize("kind", ["missing", "empty", "other"])
def test_opt_outs_that_are_none(account: Account, shell: Shell, kind):
    """A mistyped path ends the command before anything is sent, and no list is made there."""
    write(shell)
    path = shell.folder / "inbx.db"
    if kind == "empty":
        path.touch()
    elif kind == "other":
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE numbers (number)")
        other.close()
    before = path.read_bytes() if path.exists() else None

    status, _, errors = shell.run("send-bulk", "people.csv", *HI, *SEND, "--opt-outs", "inbx.db")

    assert (status, "inbx.db" in errors) == (2, True)
    assert (path.read_bytes() if path.exists() else None) == before
    assert not (shell.folder / "campaign.db").exists()
    assert account.posts == 0


@pytest.mark.parametrize(("answer", "sent"), [("y", ["Hi Ann", "Hi José"]), ("n", [])])
def test_the_question_after_a_dry_run(account: Account, shell: Shell, answer, sent):
    """On a terminal the screen of the dry run asks whether to send what it has shown."""
    write(shell)
    command = ("send-bulk", "people.csv", *HI, *TO, "--outbox", "campaign.db", "--dry-run")

    terminal = shell.terminal(*command)
    terminal.wait_for("Send? [y/N]")
    assert not (shell.folder / "campaign.db").exists()
    terminal.type(f"{answer}\n")

    assert terminal.end() == (0 if sent else 1)
    assert terminal.text.count("in 2 segments") == 1
    assert account.bodies == sent
    assert (shell.folder / "campaign.db").exists() == bool(sent)


def test_what_ctrl_c_leaves(account: Account, shell: Shell):
    """Requests on the wire are waited for, all other rows are released, and the plan knows both."""
    rows = "".join(f"312555{row:04},Text {row}\n" for row in range(100, 140))
    write(shell, f"to,body\n{rows}")
    command = ("send-bulk", "people.csv", "--from", OWN, "--outbox", "campaign.db")
    account.served.json("POST", "/_sandbox/faults", {"name": "slow", "seconds": 2, "times": 3})

    process = shell.start(*command, "--yes")
    account.wait_for_posts(3)
    process.send_signal(signal.SIGINT)
    status, _, errors = ended(process)

    sent, left = account.posts, 40 - account.posts
    assert (status, len(account.messages)) == (130, sent)
    assert f"Stopped. campaign.db: {sent} sent, {left} waiting.\n" in errors
    counts = Outbox(shell.folder / "campaign.db").status()
    assert (counts.sent, counts.queued, counts.total) == (sent, left, 40)
    queued = Outbox(shell.folder / "campaign.db").rows("queued")
    assert {(row.attempts, row.started, row.ended) for row in queued} == {(0, None, None)}
    plan = shell.run(*command, "--dry-run", "--rate", "60/minute")[1]
    assert f"campaign.db: {sent} sent, {left} waiting.\n" in plan
    assert f"  SMS  {left:>11,}   in {left} segments\n" in plan
    assert f"  time  {left:>8} s   at 1 SMS a second\n" in plan
