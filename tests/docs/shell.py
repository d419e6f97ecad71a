"""The shell commands of the pages: run, except for those that install, serve or measure."""

from __future__ import annotations

import os
import shlex
import subprocess
import tomllib
from pathlib import Path

from click.testing import CliRunner
from packaging.requirements import Requirement

from flowroute_ext.cli.bulk.outbox import outbox
from flowroute_ext.cli.group import flowroute
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from flowroute_sandbox.serving.command import sandbox

ROOT = Path(__file__).parents[2]
EXPORTS = {
    "FR_ACCESS_KEY": ACCESS_KEY,
    "FR_SECRET_KEY": SECRET_KEY,
    "FR_BASE_URL": "http://127.0.0.1:8080",
}
STANDARD = ("python3 -m venv .venv", ". .venv/bin/activate")


def run(line: str) -> str:
    """Run a command in this folder and return what it prints; fail unless it succeeds."""
    command, *arguments = shlex.split(line)
    if line in STANDARD:
        return ""
    if command == "flowroute":
        return _flowroute(arguments)
    if command == "mv":
        subprocess.run([command, *arguments], check=True)
    elif command == "export":
        exported = dict(argument.split("=", 1) for argument in arguments)
        assert exported.items() <= EXPORTS.items()
    elif command == "pip":
        _install(arguments)
    elif command == "python":
        assert (ROOT / arguments[0]).is_file()
    else:
        _script(command, arguments)
    return ""


def _flowroute(arguments: list[str]) -> str:
    """Run it; where it asks on a terminal, with --yes.

    Of what serves, or is for a row that happens to be unknown, only the options are parsed.
    """
    name, *options = arguments
    if name == "sandbox" and options[:1] and options[0] in sandbox.commands:
        options = []
    elif name == "sandbox" and "--help" not in arguments:
        sandbox.make_context("flowroute sandbox", options)
        return ""
    if options[:1] == ["settle"]:
        outbox.commands["settle"].make_context("flowroute outbox settle", options[1:])
        return ""
    if name == "send-bulk":
        arguments = [*arguments, "--yes"]
    runner = CliRunner(env={"COLUMNS": "80"})
    result = runner.invoke(flowroute, arguments, prog_name="flowroute")
    assert result.exit_code == 0, result.output
    return result.stdout


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
