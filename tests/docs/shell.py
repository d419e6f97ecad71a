"""The shell commands of the pages, checked without running most of them."""

from __future__ import annotations

import os
import shlex
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from click.testing import CliRunner
from packaging.requirements import Requirement

from flowroute_ext.cli.group import flowroute
from flowroute_ext.cli.outbox import outbox
from flowroute_ext.cli.send_bulk import send_bulk
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from flowroute_sandbox.serving.command import sandbox

ROOT = Path(__file__).parents[2]
EXPORTS = {
    "FR_ACCESS_KEY": ACCESS_KEY,
    "FR_SECRET_KEY": SECRET_KEY,
    "FR_BASE_URL": "http://127.0.0.1:8080",
}
STANDARD = ("python3 -m venv .venv", ". .venv/bin/activate")


def check(line: str) -> None:
    """Fail unless *line* is a valid command."""
    command, *arguments = shlex.split(line)
    if line in STANDARD:
        return
    if command == "flowroute":
        _flowroute(arguments)
    elif command == "export":
        exported = dict(argument.split("=", 1) for argument in arguments)
        assert exported.items() <= EXPORTS.items()
    elif command == "pip":
        _install(arguments)
    elif command == "python":
        assert (ROOT / arguments[0]).is_file()
    else:
        _script(command, arguments)


def _flowroute(arguments: list[str]) -> None:
    """Run it; of commands that serve or send, only parse the options."""
    name, *options = arguments
    if name == "sandbox" and "--help" not in arguments:
        sandbox.make_context("flowroute sandbox", options)
        return
    if name == "send-bulk":
        with _files():
            send_bulk.make_context("flowroute send-bulk", options)
        return
    if name == "outbox":
        with _files():
            outbox.commands[options[0]].make_context("flowroute outbox", options[1:])
        return
    result = CliRunner().invoke(flowroute, arguments, prog_name="flowroute")
    assert result.exit_code == 0, result.output


@contextmanager
def _files() -> Iterator[None]:
    """Work in a folder with the files that the pages name."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name in ("recipients.csv", "campaign.db"):
            Path(name).touch()
        yield


def _install(arguments: list[str]) -> None:
    """Check that the extras exist."""
    assert arguments[0] == "install"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for argument in arguments[1:]:
        wanted = Requirement(argument.replace(".", project["name"], 1))
        assert wanted.name == project["name"]
        assert wanted.extras <= project["optional-dependencies"].keys()


def _script(command: str, options: list[str]) -> None:
    """Check that the script exists, and that its usage names the options."""
    script = ROOT / command
    assert os.access(script, os.X_OK), command
    assert all(option in script.read_text("utf-8") for option in options)
