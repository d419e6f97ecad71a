"""Write docs/reference/commands/ from the commands, as their --help has it.

usage: python scripts/command_pages.py [--check]

A command's page has its text and its own options; those that many have are in the index, once.
With --check, change nothing: name each page that differs, and exit 1 if one does.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowroute_ext.cli.group import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "commands"
WRITTEN = "<!-- Written by scripts/command_pages.py. Do not edit. -->\n"
RESOURCES = ("numbers", "messages", "routes", "e911s", "cnams", "ports", "cdrs")
OTHERS = (
    *("send", "send-bulk", "outbox", "plan", "apply", "audit", "export", "report"),
    *("api", "login", "logout", "profiles", "doctor", "sandbox"),
)
SHARED = (
    *("--output", "--fields", "--all", "--yes", "--profile", "--base-url"),
    *("--timeout", "--max-retries", "--deadline", "--resolve", "--reference"),
)
INDEX = """\
# Commands

Every method of the client is a command: `flowroute numbers search` is `numbers.search()`. These
pages are what `--help` says; [The command line](../../guides/command-line.md) shows them at work.

| command | |
| --- | --- |
"""


def pages() -> dict[str, str]:
    """The text of each page, by its name."""
    commands = {name: COMMANDS[name][0]() for name in (*RESOURCES, *OTHERS) if name in COMMANDS}
    rows = [f"| [`flowroute {name}`]({name}.md) | {COMMANDS[name][1]} |" for name in commands]
    shared: dict[str, click.Option] = {}
    for _, command in _commands("flowroute", commands["numbers"]):
        for option in _options(command):
            if option.opts[0] in SHARED:
                shared.setdefault(option.opts[0], option)
    lines = [_option(shared[name]) for name in SHARED if name in shared]
    texts = {f"{name}.md": _page(name, command, lines) for name, command in commands.items()}
    epilog = commands["send"].epilog or ""
    statuses = re.findall(r"^ +(\d+) +(.*)$", epilog, re.MULTILINE)
    texts["index.md"] = "\n".join(
        [
            WRITTEN,
            INDEX + "\n".join(rows),
            "\n## Options of many commands\n",
            "Every command that calls Flowroute has these, as far as they have a meaning for it.\n",
            *lines,
            "\n## Exit status\n",
            *(f"- {status}: {text}" for status, text in statuses),
            "",
        ]
    )
    return texts


def _page(name: str, command: click.Command, shared: list[str]) -> str:
    parts = [WRITTEN, f"# flowroute {name}\n"]
    for path, subcommand in _commands(f"flowroute {name}", command):
        if path != f"flowroute {name}":
            parts.append(f"## {path}\n")
        parts.append(_described(path, subcommand, shared))
    return "\n".join(parts).rstrip() + "\n"


def _commands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Each command beneath *command*, and itself, with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            yield from _commands(f"{path} {name}", inner)


def _described(path: str, command: click.Command, shared: list[str]) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join(command.collect_usage_pieces(context))
    text = re.sub(r"\n(?!\n)(?<!\n\n)", " ", inspect.cleandoc(command.help or ""))
    lines = [text, "", f"Usage: `{path} {usage}`", ""]
    own = [line for line in map(_option, _options(command)) if line not in shared]
    return "\n".join([*lines, *own, *([""] if own else [])])


def _options(command: click.Command) -> list[click.Option]:
    return [parameter for parameter in command.params if isinstance(parameter, click.Option)]


def _option(option: click.Option) -> str:
    record = option.get_help_record(click.Context(click.Command("flowroute")))
    spelling, text = record or ("", "")
    return f"- `{spelling}`: {text}" if text else f"- `{spelling}`"


def main() -> int:
    """Write the pages, or compare them; return the exit status."""
    texts = pages()
    existing = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}
    if sys.argv[1:] == ["--check"]:
        for name in sorted({*texts, *existing}):
            if texts.get(name) != existing.get(name):
                print(f"docs/reference/commands/{name} is not what scripts/command_pages.py writes")
        return int(texts != existing)
    FOLDER.mkdir(exist_ok=True)
    for name in existing.keys() - texts.keys():
        (FOLDER / name).unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
