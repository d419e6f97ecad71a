"""The `flowroute` group: its commands are listed without being loaded."""

from __future__ import annotations

import importlib

import click

from flowroute_ext import __version__

LONGEST = 40  # characters of a name that is compared
SENDS = "send-bulk"

COMMANDS = {
    "cassettes": ("pytest_flowroute.command:cassettes", "Inspect the cassettes for your tests."),
    "outbox": ("flowroute_ext.cli.outbox:outbox", "Show the state of the rows of an outbox."),
    "send-bulk": (
        "flowroute_ext.cli.send_bulk:send_bulk",
        "Send a text to each row of a file, once.",
    ),
    "sandbox": (
        "flowroute_sandbox.serving.command:sandbox",
        "Serve a local sandbox of the Flowroute API.",
    ),
}
"""Each command's name, where it is as `module:attribute`, and its line in `flowroute --help`."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and no sooner."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names, with the arguments that follow."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            _suggest(ctx, args[0], list(self.commands))
        name, command, rest = super().resolve_command(ctx, args)
        return name, _load(name) if name and command else None, rest


def _suggest(ctx: click.Context, name: str, names: list[str]) -> None:
    """Fail, and name what is near; a command that sends only where the letters are its own."""
    from difflib import get_close_matches

    same = [known for known in names if _letters(known) == _letters(name)]
    harmless = [known for known in names if known != SENDS]
    for meant in same or get_close_matches(name[:LONGEST], harmless, n=1):
        ctx.fail(f"No such command {name[:LONGEST]!r}. Did you mean {meant!r}?")
    ctx.fail(f"No such command {name[:LONGEST]!r}.")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _load(name: str) -> click.Command:
    module, _, attribute = COMMANDS[name][0].partition(":")
    command: click.Command = getattr(importlib.import_module(module), attribute)
    return command


@click.group(
    cls=LazyGroup,
    # Stand-ins, for the list in --help; resolve_command puts the real one in their place.
    commands=[click.Command(name, short_help=line) for name, (_, line) in COMMANDS.items()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="flowroute-ext %(version)s")
def flowroute() -> None:
    """Flowroute from the command line."""
