"""The `flowroute` command."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flowroute_ext import __version__
from flowroute_ext.cli import main
from flowroute_ext.cli.group import COMMANDS, flowroute

ROOT = Path(__file__).parents[2]
WIDTH = max(map(len, COMMANDS))


def run(*arguments) -> subprocess.CompletedProcess[str]:
    """What a shell sees of `python` with these arguments."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def seen(process) -> tuple[int, str, str]:
    return process.returncode, process.stdout, process.stderr


def test_version():
    """--version names the distribution and its version, and nothing else."""
    process = run("-m", "flowroute_ext.cli", "--version")

    assert seen(process) == (0, f"flowroute-ext {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(option):
    """--help lists every command with its line."""
    process = run("-m", "flowroute_ext.cli", option)

    lines = "".join(f"  {name:{WIDTH}}  {line}\n" for name, (_, line) in sorted(COMMANDS.items()))
    expected = f"""\
Usage: flowroute [OPTIONS] COMMAND [ARGS]...

  Flowroute from the command line.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
{lines}"""
    assert seen(process) == (0, expected, "")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_little_is_imported(option):
    """Neither --help nor --version loads a command, the sandbox, an HTTP library or attrs."""
    program = f"""
import sys
from flowroute_ext.cli import main

sys.argv = ["flowroute", {option!r}]
try:
    main()
except SystemExit:
    loaded = {{name.partition(".")[0] for name in sys.modules}}
    print(loaded & {{"attr", "flowroute_sandbox", "httpx", "httpx2", "uvicorn"}}, file=sys.stderr)
"""

    assert run("-c", program).stderr == "set()\n"


def test_an_option_before_the_command():
    """The error of an option before its command says where it belongs."""
    result = CliRunner().invoke(flowroute, ["--profile", "work", "numbers", "list"])

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: No such option '--profile'. "
        "Options come after the command: flowroute numbers list --output json."
    )


def test_nearest_command():
    """A misspelt command is answered with the nearest one there is."""
    result = CliRunner().invoke(flowroute, ["sandbx"], prog_name="flowroute")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: No such command 'sandbx'. Did you mean 'sandbox'?"
    )


@pytest.mark.parametrize("name", ["send_bulk", "SendBulk", "send bulk", "sendbulk"])
def test_a_command_that_sends(name):
    """A command that sends is the answer only to its own letters."""
    result = CliRunner().invoke(flowroute, [name], prog_name="flowroute")

    assert result.stderr.endswith(f"No such command {name!r}. Did you mean 'send-bulk'?\n")


@pytest.mark.parametrize("name", ["snd-bulk", "sen", "sends", "send-bulks"])
def test_no_command_that_sends(name):
    """A command that sends is not guessed."""
    result = CliRunner().invoke(flowroute, [name], prog_name="flowroute")

    assert "Did you mean" not in result.stderr


def test_commands_of_an_outbox():
    """Of the commands of an outbox none is guessed, and all are named."""
    result = CliRunner().invoke(flowroute, ["outbox", "retri", "x.db"], prog_name="flowroute")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: No such command 'retri'. There are backup, check, export, move, recover, "
        "refresh, retry, settle, status, unknown."
    )


def test_a_long_name():
    """A name that is too long to be one is shown shortened."""
    result = CliRunner().invoke(flowroute, ["x" * 100_000], prog_name="flowroute")

    assert result.stderr.endswith(f"Error: No such command '{'x' * 40}'.\n")


@pytest.mark.parametrize("name", ["xyzzy", "", "Sandbox!"])
def test_unknown_command(name):
    """A command like no other is unknown, and the exit status is 2."""
    result = CliRunner().invoke(flowroute, [name], prog_name="flowroute")

    assert result.exit_code == 2
    assert f"Error: No such command {name!r}." in result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_the_table_says(name):
    """Each entry of the table is a command of that name, with help of its own."""
    command = COMMANDS[name][0]()

    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


@pytest.mark.parametrize(
    ("arguments", "extras"),
    [
        ([], "cli"),
        (["send-bulk", "people.csv"], "cli"),
        (["sandbox", "--port", "0"], "sandbox"),
        (["cassettes", "check", "."], "cli,pytest"),
        (["cassettes", "validate", "."], "cli,record"),
    ],
)
def test_click_is_not_installed(arguments, extras):
    """Without click, one line says what to install for this command; there is no traceback."""
    process = run(
        "-c",
        "import sys; sys.modules['click'] = None; from flowroute_ext.cli import main; main()",
        *arguments,
    )

    assert seen(process) == (
        1,
        "",
        f'The flowroute command needs click: pip install "flowroute-ext[{extras}]"\n',
    )


def test_another_module_is_missing():
    """Another missing module is not taken for click."""
    process = run(
        "-c",
        "import sys; sys.modules['flowroute_ext.cli.group'] = None;"
        "from flowroute_ext.cli import main; main()",
    )

    assert process.returncode == 1
    assert process.stderr.splitlines()[-1].startswith("ModuleNotFoundError")


def test_entry_point():
    """Installing the distribution gives a `flowroute` that runs `main`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["scripts"] == {"flowroute": f"{main.__module__}:{main.__name__}"}


def test_rich_is_not_installed(tmp_path):
    """Without rich a dry run works, and sending says in one line what to install."""
    (tmp_path / "people.csv").write_text("to,body\n3125550100,Hello\n")
    program = "import sys; sys.modules['rich'] = None; from flowroute_ext.cli import main; main()"
    command = ("-c", program, "send-bulk", str(tmp_path / "people.csv"), "--from", "12065550100")

    assert run(*command, "--dry-run").returncode == 0
    assert seen(run(*command, "--outbox", str(tmp_path / "campaign.db"), "--yes")) == (
        1,
        "",
        'Error: flowroute send-bulk needs rich: pip install "flowroute-ext[cli]"\n',
    )
