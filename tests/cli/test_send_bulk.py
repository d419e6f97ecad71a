"""`flowroute send-bulk`, in processes of its own, at a sandbox that is served."""

from __future__ import annotations

import re
import shlex
import signal

import pytest
from cli.account import OWN, Account
from cli.terminal import Shell, ended

TEMPLATE = "Hi {name}, your table is ready."
OPTIONS = ("--template", TEMPLATE, "--from", OWN, "--outbox", "campaign.db")


def people(shell: Shell, count: int) -> list[str]:
    """Write people.csv with so many rows; the texts that go to them."""
    names = [f"guest {number:04}" for number in range(count)]
    lines = [f"312555{number % 100 + 100:04},{name}\n" for number, name in enumerate(names)]
    (shell.folder / "people.csv").write_text("".join(["to,name\n", *lines]))
    return [TEMPLATE.format(name=name) for name in names]


def send(*more: str) -> tuple[str, ...]:
    return ("send-bulk", "people.csv", *OPTIONS, *more)


def go_on(errors: str) -> list[str]:
    """The arguments of the command that goes on, as it is printed."""
    (line,) = re.findall(r"^To go on:\n\n  flowroute (.*)$", errors, re.MULTILINE)
    return shlex.split(line)


def test_all_is_sent(account: Account, shell: Shell):
    """Every row is sent once, and the result is printed; the same command has nothing to do."""
    texts = people(shell, 12)
    status, output, errors = shell.run(*send("--yes", "--sms-per-second", "100"))
    assert status == 0
    assert re.fullmatch(r"0 of 12 sent\n12 of 12 sent, [\d.]+/s\n", errors)
    expected = """\
people.csv: 12 rows, all new.

  SMS           12   in 12 segments
  cost     $0.0480   at $0.0040 a segment (the sample in Flowroute's documentation)
  time         1 s   at 100 SMS a second

campaign.db: all 12 sent, in 0 s.
"""
    assert re.sub(r", in \d+ s", ", in 0 s", output) == expected
    assert account.bodies == texts

    assert shell.run(*send("--yes")) == (
        0,
        "people.csv: 12 rows, none new.\ncampaign.db: 12 sent.\nNothing is left to send.\n",
        "",
    )
    assert account.posts == 12


def test_more_rows(account: Account, shell: Shell):
    """Rows that were added to the file since are sent, and no others."""
    people(shell, 3)
    shell.run(*send("--yes"))
    texts = people(shell, 5)

    status, output, _ = shell.run(*send("--yes"))

    assert status == 0
    assert output.startswith("people.csv: 5 rows, 2 new.\ncampaign.db: 3 sent.\n")
    assert account.bodies == texts


def test_rows_of_another_file(account: Account, shell: Shell):
    """Rows that wait in the outbox and are not in the file are mentioned, and sent too."""
    people(shell, 2)
    with account.no_balance():
        assert shell.run(*send("--yes"))[0] == 1
    (shell.folder / "people.csv").write_text("to,name\n3125550150,somebody else\n")

    status, output, _ = shell.run(*send("--yes"))

    assert status == 0
    assert output.startswith(
        "people.csv: 1 row, all new.\n"
        "campaign.db: 2 waiting.\n"
        "2 rows that wait there are not in people.csv, and will be sent too.\n"
    )
    assert len(account.messages) == 3


def test_bad_rows(account: Account, shell: Shell):
    """With a bad row nothing is sent, and there is no outbox afterwards."""
    (shell.folder / "people.csv").write_text("to,name\n3125550150,Ada\n911,Alan\n")

    bad = """\
1 line is bad:

  line 3: to must be a US or Canadian number, ten digits or eleven with the 1, but got a text with\
 3 digits: write it like '+1 206 555 0142'.

Nothing was written, and nothing sent.
"""
    assert shell.run(*send("--yes")) == (1, "", bad)
    assert [path.name for path in shell.folder.iterdir()] == ["people.csv"]
    assert account.posts == 0


def test_a_reference_of_another_message(shell: Shell):
    """A reference that stood for another text is refused, and the outbox stays as it was."""
    file = shell.folder / "people.csv"
    file.write_text("to,name,reference\n3125550150,Ada,one\n")
    shell.run(*send("--yes"))
    file.write_text("to,name,reference\n3125550150,Grace,one\n")

    status, _, errors = shell.run(*send("--yes"))

    assert status == 1
    assert (
        errors
        == """\
1 line is bad:

  line 2: reference must be of one message only, and is of another one in campaign.db, but got\
 'one': give the row another reference, or its earlier content.

Nothing was written, and nothing sent.
"""
    )
    assert "campaign.db: 1 row; 1 sent.\n" in shell.run("outbox", "status", "campaign.db")[1]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (send(), "Confirm on a terminal, or give --yes."),
        (send()[:-2], "Give --outbox FILE, which records the state of each row."),
    ],
)
def test_incomplete_commands(shell: Shell, arguments, error):
    """An incomplete command ends with status 2, and nothing is written."""
    people(shell, 1)
    status, output, errors = shell.run(*arguments)

    assert (status, output) == (2, "")
    assert errors.splitlines()[-1] == f"Error: {error}"
    assert [path.name for path in shell.folder.iterdir()] == ["people.csv"]


def test_no_keys(shell: Shell):
    """Without keys the status is 2, and nothing is written."""
    people(shell, 1)
    shell.environment.pop("FR_SECRET_KEY")
    status, output, errors = shell.run(*send("--yes"))

    assert (status, output) == (2, "")
    assert "FR_SECRET_KEY" in errors.splitlines()[-1]
    assert [path.name for path in shell.folder.iterdir()] == ["people.csv"]


def test_a_file_that_is_no_outbox(shell: Shell):
    """A file of another program is an error of one line, and left as it is."""
    people(shell, 1)
    (shell.folder / "campaign.db").write_text("to,name\n" * 200)
    status, output, errors = shell.run(*send("--yes"))

    assert (status, output) == (1, "")
    assert errors == (
        f"Error: {shell.folder / 'campaign.db'} is not the file of an outbox. Give another file;"
        " this one is left as it is.\n"
    )
    assert (shell.folder / "campaign.db").read_text() == "to,name\n" * 200


def test_on_a_terminal(account: Account, shell: Shell):
    """It asks before it sends, and a bar shows the progress."""
    texts = people(shell, 30)
    terminal = shell.terminal(*send("--sms-per-second", "100"))
    terminal.wait_for("Send? [y/N]: ")
    assert account.posts == 0
    terminal.type("y\r")

    assert terminal.end() == 0
    assert "Sending ━" in terminal.text
    assert re.search(r"30 of 30 sent, [\d.]+/s", terminal.text)
    assert re.search(r"\ncampaign.db: all 30 sent, in \d+ s.\n$", terminal.text)
    assert account.bodies == texts


@pytest.mark.parametrize("answer", ["n\r", "\r", None])
def test_no_leave(account: Account, shell: Shell, answer):
    """Without leave, as with Ctrl-C, nothing is sent, and nothing is written."""
    people(shell, 3)
    terminal = shell.terminal(*send())
    terminal.wait_for("Send? [y/N]: ")
    if answer is None:
        terminal.interrupt("Nothing was sent.")
    else:
        terminal.type(answer)

    assert terminal.end() == (130 if answer is None else 1)
    assert terminal.text.endswith("\nNothing was sent.\n")
    assert [path.name for path in shell.folder.iterdir()] == ["people.csv"]
    assert account.posts == 0


def test_interrupted_on_a_terminal(account: Account, shell: Shell):
    """Ctrl-C stops it cleanly, and the command that it prints does the rest."""
    texts = people(shell, 60)
    terminal = shell.terminal(*send("--yes", "--sms-per-second", "40"))
    account.wait_for_posts(10)
    terminal.type("\x03")

    assert terminal.end() == 130
    assert re.search("Stopping [━╸╺]", terminal.text)
    sent, waiting = _stopped(terminal.text)
    assert (sent, waiting) == (len(account.messages), 60 - sent)
    assert waiting > 0

    assert shell.run(*go_on(terminal.text))[0] == 0
    assert account.bodies == texts
    assert account.posts == 60


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_without_a_terminal(account: Account, shell: Shell, signal_number):
    """SIGINT and SIGTERM do the same where there is no terminal."""
    texts = people(shell, 60)
    process = shell.start(*send("--yes", "--sms-per-second", "40"))
    account.wait_for_posts(10)
    process.send_signal(signal_number)
    status, _, errors = ended(process)

    assert status == 130
    assert "\nStopping, once the requests in progress have ended.\n" in errors
    assert _stopped(errors)[0] == len(account.messages)

    assert shell.run(*go_on(errors))[0] == 0
    assert account.bodies == texts
    assert account.posts == 60


def test_interrupted_twice(account: Account, shell: Shell):
    """A second Ctrl-C waits no longer; the next run looks up what was in progress."""
    texts = people(shell, 1)
    account.served.json("POST", "/_sandbox/faults", {"name": "slow", "seconds": 60})
    terminal = shell.terminal(*send("--yes"))
    account.wait_for_posts(1)
    terminal.type("\x03")
    terminal.wait_for("Stopping ")
    terminal.type("\x03")

    assert terminal.end() == 130
    assert "Stopped. campaign.db: 1 on the way.\n" in terminal.text

    account.served.json("DELETE", "/_sandbox/faults")
    assert shell.run(*go_on(terminal.text))[0] == 0
    assert account.bodies == texts
    assert account.posts == 1


def test_a_refused_row(account: Account, shell: Shell):
    """The rows after one that is refused are sent; the status is 1, and it says where to look."""
    (shell.folder / "people.csv").write_text(
        "to,name,from\n3125550101,Ada,12065550177\n3125550102,Alan,\n"
    )
    status, output, errors = shell.run(*send("--yes"))
    look = "What failed, and why:\n\n  flowroute outbox status campaign.db\n\n"

    assert status == 1
    assert "\ncampaign.db: 1 sent, 1 failed, in " in output
    assert errors.endswith(look)
    assert account.bodies == ["Hi Alan, your table is ready."]
    assert shell.run(*send("--yes")) == (
        1,
        "people.csv: 2 rows, none new.\ncampaign.db: 1 sent, 1 failed.\nNothing is left to send.\n",
        look,
    )


def test_an_empty_balance(account: Account, shell: Shell):
    """Where the balance is used up it stops, says so, and what is left is sent another time."""
    texts = people(shell, 3)
    with account.no_balance():
        status, output, errors = shell.run(*send("--yes"))
    assert status == 1
    assert "\ncampaign.db: 3 waiting, in " in output
    assert "It stopped before the end: the account's balance does not cover another" in errors
    assert account.messages == []

    assert shell.run(*go_on(errors))[0] == 0
    assert account.bodies == texts


def _stopped(text: str) -> tuple[int, int]:
    """How many rows were sent, and how many wait, after it has stopped."""
    (found,) = re.findall(r"Stopped\. campaign\.db: ([\d,]+) sent, ([\d,]+) waiting\.", text)
    sent, waiting = (int(count.replace(",", "")) for count in found)
    return sent, waiting
