"""`flowroute export` and `flowroute report`, in processes of their own, with a sandbox."""

from __future__ import annotations

import csv
import os

import pytest
from cli.account import OWN, Account
from cli.terminal import Shell

from flowroute_ext import Flowroute


@pytest.fixture
def sent(account: Account) -> Account:
    """An account that sent two texts."""
    keys = account.keys
    with Flowroute(
        keys["FR_ACCESS_KEY"], keys["FR_SECRET_KEY"], base_url=keys["FR_BASE_URL"]
    ) as flowroute:
        for body in ("Hi Ada", "=1+1"):
            flowroute.messages.send(to="13125550101", from_=OWN, body=body)
    return account


def test_export(sent: Account, shell: Shell):
    """The file has all messages, and the command says how many are new."""
    arguments = ("export", "messages", "--to", "messages.csv")
    status, output, errors = shell.run(*arguments, "--since", "2020-01-01")
    assert (status, output) == (0, "")
    assert errors.startswith("messages.csv: 2 rows, all new. They are of 2020-01-01 00:00 to ")
    with (shell.folder / "messages.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["body"] for row in csv.DictReader(file)) == ["'=1+1", "Hi Ada"]
    assert shell.run(*arguments)[2].startswith("messages.csv: 2 rows, none new.")


def test_output(sent: Account, shell: Shell):
    """A dash is the output; what cannot be meant is said in the command's own words."""
    status, output, errors = shell.run("export", "numbers", "--to", "-", "--format", "jsonl")
    assert (status, output.count("\n"), errors) == (0, 1, "")
    assert f'"number": "{OWN}"' in output
    status, _, errors = shell.run("export", "numbers", "--to", "x.csv", "--since", "2020-01-01")
    assert status == 2
    assert "--since is for messages and cdrs" in errors
    (shell.folder / "x.csv").write_text("mine", "utf-8")
    status, _, errors = shell.run("export", "numbers", "--to", "x.csv")
    assert status == 1
    assert errors.endswith("Export to another file, or anew with --fresh\n")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_report(sent: Account, shell: Shell, encoding: str):
    """The report has bars of blocks, or of what the encoding has."""
    shell.environment["PYTHONIOENCODING"] = encoding
    status, output, errors = shell.run("report", "messages", "--since", "2020-01-01")
    assert (status, errors) == (0, "")
    bar = ("█" if encoding == "utf-8" else "#") * 33
    lines = [line.rstrip() for line in output.splitlines()]
    assert f"  Sent            {bar}  2  100%" in lines
    assert f"  {OWN}  {bar}  $0.0080" in lines


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs")
def test_report_is_a_file(sent: Account, shell: Shell):
    """A page is not put in the place of a FIFO or a device, and nothing is read for it."""
    os.mkfifo(shell.folder / "x.html")
    status, _, errors = shell.run("report", "messages", "--since", "2020-01-01", "-o", "x.html")
    assert status == 2
    assert errors.endswith("x.html is not a file: give another name.\n")
    assert (shell.folder / "x.html").is_fifo()
