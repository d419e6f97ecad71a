"""Operations in processes of their own: on terminals, in pipes, and in other encodings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from datetime import UTC, datetime

import pytest
from cli.account import OWN
from cli.terminal import FLOWROUTE, ended

FREE = "12012161845"
SEARCH = ("numbers", "search", "--starts-with", "1201", "--limit", "1")
WIDE = """\
VALUE        NUMBER TYPE  RATE CENTER  STATE  ISO COUNTRY  MONTHLY COST  SETUP COST  INBOUND RATE  \
RATE TYPE  TIER
12012161845  longcode     oradell      nj     US           1.25          1.0         0.012         \
local      Standard
"""


@pytest.mark.parametrize(
    ("columns", "table"),
    [
        (
            60,
            """\
VALUE        NUMBER    RATE      STATE  ISO        MONTHLY
             TYPE      CENTER           COUNTRY    COST
12012161845  longcode  oradell   nj     US         1.25
Left out, for want of room: setup_cost, inbound_rate, rate_type, tier. See --fields and --output.
""",
        ),
        (
            200,
            WIDE,
        ),
    ],
)
def test_widths(shell, columns, table):
    """A table fits its terminal, whole numbers in it; nothing is coloured."""
    terminal = shell.terminal(*SEARCH, columns=columns)

    assert terminal.end() == 0
    assert terminal.text == table
    assert "\x1b" not in terminal.text


def test_a_question(shell, account):
    """On a terminal what costs money or ends something asks once, and Ctrl-C is a no."""
    stopped = shell.terminal("numbers", "buy", FREE)
    stopped.wait_for(f"Purchase {FREE}? It costs money. [y/N]: ")
    stopped.interrupt("\nNothing was done.\n")
    assert stopped.end() == 130
    assert stopped.text.endswith("\nNothing was done.\n")

    agreed = shell.terminal("numbers", "release", OWN)
    agreed.wait_for(f"Release {OWN}? [y/N]: ")
    agreed.type("y\n")
    assert agreed.end() == 0
    assert agreed.text.endswith("Done.\n")


def test_a_login(shell, account, tmp_path):
    """On a terminal the secret is not shown as it is typed."""
    shell.environment |= {"XDG_CONFIG_HOME": str(tmp_path)}
    shell.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    terminal = shell.terminal("login", "--no-check")
    terminal.wait_for("Access key: ")
    terminal.type("sandbox-access-key\n")
    terminal.wait_for("Secret key: ")
    terminal.type("sandbox-secret-key\n")

    assert terminal.end() == 0
    assert "sandbox-secret-key" not in terminal.text


TEXT = "café … 漢 😀"
ESCAPED = {
    "utf-8": TEXT,
    "cp1252": "café … \\u6f22 \\U0001f600",
    "ascii": "caf\\xe9 ... \\u6f22 \\U0001f600",
}


@pytest.mark.parametrize("encoding", ESCAPED)
def test_encodings(fr, account, encoding):
    """What an encoding does not have is escaped in a table, and is JSON in JSON."""
    message = {"from": "13125550100", "to": OWN, "body": TEXT}
    account.served.json("POST", "/_sandbox/messages/receive", message)
    listed = ("messages", "list", "--start", "2020-01-01", "--fields", "body")

    assert fr(*listed, "-o", "table", charset=encoding).stdout == f"BODY\n{ESCAPED[encoding]}\n"
    assert json.loads(fr(*listed, charset=encoding).stdout) == {"body": TEXT}


def test_a_process_with_an_encoding(shell, account):
    """A process whose output is cp1252 writes that, and fails at nothing."""
    account.served.json(
        "POST", "/_sandbox/messages/receive", {"from": "13125550100", "to": OWN, "body": TEXT}
    )
    shell.environment |= {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "NO_COLOR": "1"}
    listed = ("messages", "list", "--start", "2020-01-01", "--fields", "body", "-o", "table")
    done = subprocess.run(
        [*FLOWROUTE, *listed],
        cwd=shell.folder,
        env=shell.environment,
        capture_output=True,
        encoding="cp1252",
        check=True,
    )

    assert done.stdout == f"BODY\n{ESCAPED['cp1252']}\n"


def test_a_closed_pipe(shell):
    """A reader that has seen enough ends nothing with an error."""
    process = shell.start("numbers", "area-codes")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None

    assert ended(process)[2] == ""


def test_an_interruption(shell, account):
    """Ctrl-C ends a command with 130, and says what is left open."""
    account.served.json("POST", "/_sandbox/faults", {"name": "slow", "seconds": 60})
    process = shell.start("send", "--to", "13125550100", "--from", OWN, "Hello")
    account.wait_for_posts(1)
    process.send_signal(signal.SIGINT)
    status, output, errors = ended(process)

    assert (status, output) == (130, "")
    assert errors == (
        "\nInterrupted. Whether Flowroute acted is unknown: look before you repeat it "
        f"(flowroute messages list --start {datetime.now(UTC):%Y-%m-%d}).\n"
    )


def test_an_interruption_before_anything_is_sent(shell, account):
    """Ctrl-C where a command reads, or asks, ends it with 130, and leaves nothing open."""
    reading = shell.terminal("send", "--to", "13125550100", "--from", OWN, "-")
    asking = shell.terminal("ports", "update", "400001", "--pin", "-")
    asking.wait_for("pin: ")
    asking.interrupt("Interrupted.")
    reading.interrupt("Interrupted.")

    assert (asking.end(), reading.end(), account.posts) == (130, 130, 0)
    assert asking.text == "pin: \n\nInterrupted.\n"
    assert "unknown" not in reading.text


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        (["num"], ["numbers"]),
        (["numbers", "get"], ["get", "get-callback", "get-many", "get-task"]),
        (["numbers", "search", "--st"], ["--starts-with", "--state"]),
        (["numbers", "search", "--number-type", ""], ["longcode", "toll-free"]),
        (["ports", "list", "--status", "rev"], ["review"]),
        (["sandbox", "de"], ["deliver"]),
    ],
)
@pytest.mark.parametrize("of", ["bash", "zsh", "fish"])
def test_completion(of, typed, proposed, monkeypatch):
    """Commands, options and values are completed, in each shell's own form."""
    from click.shell_completion import get_completion_class

    from flowroute_ext.cli.group import flowroute

    monkeypatch.setenv("COMP_WORDS", " ".join(["flowroute", *typed]))
    monkeypatch.setenv("COMP_CWORD", typed[-1] if of == "fish" else str(len(typed)))
    shell = get_completion_class(of)
    assert shell is not None
    completion = shell(flowroute, {}, "flowroute", "_FLOWROUTE_COMPLETE")
    parts = completion.complete().splitlines()

    found = {
        "bash": [line.partition(",")[2] for line in parts],
        "zsh": parts[1::3],
        "fish": [line.partition(",")[2].partition("\t")[0] for line in parts],
    }[of]
    assert found == proposed
    assert f"_FLOWROUTE_COMPLETE={of}_complete" in completion.source()


def test_the_script_of_a_shell(shell, tmp_path):
    """The script that bash sources completes with the command itself."""
    shell.environment["_FLOWROUTE_COMPLETE"] = "bash_source"
    status, script, _ = shell.run()
    assert status == 0
    command = tmp_path / "flowroute"
    command.write_text(f'#!/bin/sh\nexec {" ".join(FLOWROUTE)} "$@"\n')
    command.chmod(0o755)
    del shell.environment["_FLOWROUTE_COMPLETE"]
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    asked = "COMP_WORDS=(flowroute numb); COMP_CWORD=1; _flowroute_completion flowroute"
    done = subprocess.run(
        ["bash", "-c", f'{script}\n{asked}; echo "${{COMPREPLY[@]}}"'],
        env=shell.environment | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "numbers", done.stderr
