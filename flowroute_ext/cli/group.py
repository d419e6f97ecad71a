"""The `flowroute` group: its commands are listed without being loaded."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from flowroute_ext import __version__
from flowroute_ext._base.masking import mask_url, mask_urls
from flowroute_ext.cli.terminal import ended_by_interrupts, safe_output

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

LONGEST = 40  # characters of a name that is compared
SENDS = frozenset({"apply", "send", "send-bulk"})


# Statements, and not names in strings, so that what makes programs of one file finds them.
def _apply() -> click.Command:
    from flowroute_ext.cli.fleet.commands import apply

    return apply


def _audit() -> click.Command:
    from flowroute_ext.cli.fleet.commands import audit

    return audit


def _cassettes() -> click.Command:
    from pytest_flowroute.command import cassettes

    return cassettes


def _export() -> click.Command:
    from flowroute_ext.cli.exports.export import export

    return export


def _api() -> click.Command:
    from flowroute_ext.cli.operations.raw import api

    return api


def _cdrs() -> click.Command:
    from flowroute_ext._sync.cdrs import Cdrs
    from flowroute_ext.cli.operations.commands import resource_group

    return resource_group("cdrs", Cdrs)


def _cnams() -> click.Command:
    from flowroute_ext._sync.cnams import Cnams
    from flowroute_ext.cli.operations.commands import resource_group

    return resource_group("cnams", Cnams)


def _doctor() -> click.Command:
    from flowroute_ext.cli.operations.doctor.command import doctor

    return doctor


def _e911s() -> click.Command:
    from flowroute_ext._sync.e911s import E911s
    from flowroute_ext.cli.operations.commands import resource_group

    return resource_group("e911s", E911s)


def _login() -> click.Command:
    from flowroute_ext.cli.profiles.commands import login

    return login


def _logout() -> click.Command:
    from flowroute_ext.cli.profiles.commands import logout

    return logout


def _messages() -> click.Command:
    from flowroute_ext._sync.messages import Messages
    from flowroute_ext.cli.operations.commands import resource_group

    return resource_group("messages", Messages)


def _numbers() -> click.Command:
    from flowroute_ext._sync.numbers import Numbers
    from flowroute_ext.cli.operations.commands import resource_group

    return resource_group("numbers", Numbers)


def _plan() -> click.Command:
    from flowroute_ext.cli.fleet.commands import plan

    return plan


def _report() -> click.Command:
    from flowroute_ext.cli.exports.report import report

    return report


def _outbox() -> click.Command:
    from flowroute_ext.cli.bulk.outbox import outbox

    return outbox


def _ports() -> click.Command:
    from flowroute_ext._sync.ports import Ports
    from flowroute_ext.cli.operations.commands import resource_group

    return resource_group("ports", Ports)


def _profiles() -> click.Command:
    from flowroute_ext.cli.profiles.commands import profiles

    return profiles


def _routes() -> click.Command:
    from flowroute_ext._sync.routes import Routes
    from flowroute_ext.cli.operations.commands import resource_group

    return resource_group("routes", Routes)


def _send() -> click.Command:
    from flowroute_ext.cli.operations.send import send

    return send


def _send_bulk() -> click.Command:
    from flowroute_ext.cli.bulk.send_bulk import send_bulk

    return send_bulk


def _sandbox() -> click.Command:
    from flowroute_sandbox.serving.command import sandbox

    return sandbox


COMMANDS: dict[str, tuple[Callable[[], click.Command], str]] = {
    "api": (_api, "Send any request, and print its answer."),
    "apply": (_apply, "Make the account as a file describes it."),
    "audit": (_audit, "List the numbers that something is wrong with."),
    "cassettes": (_cassettes, "Inspect the cassettes for your tests."),
    "cdrs": (_cdrs, "Call detail records: the calls of a period, exported to a file."),
    "cnams": (_cnams, "CNAM records: the name that a called party sees."),
    "doctor": (_doctor, "Check all that commands need."),
    "e911s": (_e911s, "E911 addresses: where help goes when a number dials 911."),
    "export": (_export, "Write messages, calls, numbers or addresses to a file."),
    "login": (_login, "Keep the keys to an account on this machine."),
    "logout": (_logout, "Remove the keys of a profile from this machine."),
    "messages": (_messages, "SMS and MMS, sent and received."),
    "numbers": (_numbers, "The phone numbers for sale, and those on the account."),
    "outbox": (_outbox, "Show the state of the rows of an outbox."),
    "plan": (_plan, "Show what `apply` would do, and what it costs."),
    "ports": (_ports, "Port orders: numbers of other providers that come to Flowroute."),
    "profiles": (_profiles, "List the profiles on this machine."),
    "report": (_report, "Show what messages come to, or make a page of it."),
    "routes": (_routes, "Inbound voice routes: where the calls to a number go."),
    "sandbox": (_sandbox, "Serve a local sandbox of the Flowroute API."),
    "send": (_send, "Send one text."),
    "send-bulk": (_send_bulk, "Send a text to each row of a file, once."),
}
"""Each command's name, what imports it, and its line in `flowroute --help`."""

BY_ENVIRONMENT = frozenset({"outbox", "send-bulk"})
"""The commands that have no --profile, and take the keys from the environment."""

COMPLETE = "_FLOWROUTE_COMPLETE"
GIVEN = "flowroute_ext.given"


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and no sooner.

    What it prints steers no terminal, and its errors show nothing that is secret in a URL.
    """

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command."""
        if COMPLETE in os.environ:  # click writes bytes then, and only names of ours
            return super().main(*args, **kwargs)
        with safe_output():
            return super().main(*args, **kwargs)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the arguments, and keep them as they were."""
        original_args = list(args)
        with _without_secrets(original_args):
            try:
                ctx = super().make_context(info_name, args, parent, **extra)
            except click.NoSuchOption as error:
                cure = "Options come after the command: flowroute numbers list --output json."
                raise click.UsageError(f"{error.format_message()} {cure}", error.ctx) from None
        # What looks like a colour is escaped, not left out: it may be in the name of a file.
        ctx.color = True
        ctx.meta[GIVEN] = original_args
        return ctx

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called."""
        with _without_secrets(ctx.meta[GIVEN]), ended_by_interrupts():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names, with the arguments that follow."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            _suggest(ctx, args[0], list(self.commands))
        name, command, rest = super().resolve_command(ctx, args)
        if name in BY_ENVIRONMENT and not ctx.resilient_parsing:
            from flowroute_ext.cli.profiles.opening import to_environment

            to_environment(os.environ)
        return name, COMMANDS[name][0]() if name and command else None, rest


@contextmanager
def _without_secrets(arguments: Iterable[str]) -> Generator[None, None, None]:
    """Mask the URLs in a click error, above all those in the *arguments* of the command."""
    try:
        yield
    except click.ClickException as error:
        before = error.format_message()
        message = _masked(before, arguments)
        if message == before:
            raise
        if isinstance(error, click.UsageError):
            raise click.UsageError(message, error.ctx) from None
        status = {"exit_code": error.exit_code}
        raise type("Masked", (click.ClickException,), status)(message) from None


def _masked(message: str, arguments: Iterable[str]) -> str:
    """Return *message* without what is secret in a URL, above all in those of *arguments*."""
    for argument in arguments:
        value = argument.partition("=")[2] if argument.startswith("-") else argument
        if "://" in value or ":" in value.rpartition("@")[0].partition("/")[0]:
            for spelling in (value, repr(value)[1:-1]):
                message = message.replace(spelling, mask_url(value))
    return mask_urls(message)


def _suggest(ctx: click.Context, name: str, names: list[str]) -> None:
    """Fail, and name what is near; a command that sends only where the letters are its own."""
    from difflib import get_close_matches

    same = [known for known in names if _letters(known) == _letters(name)]
    harmless = [known for known in names if known not in SENDS]
    for meant in same or get_close_matches(name[:LONGEST], harmless, n=1):
        ctx.fail(f"No such command {name[:LONGEST]!r}. Did you mean {meant!r}?")
    ctx.fail(f"No such command {name[:LONGEST]!r}.")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


@click.group(
    cls=LazyGroup,
    # Stand-ins, for the list in --help; resolve_command puts the real one in their place.
    commands=[click.Command(name, short_help=line) for name, (_, line) in COMMANDS.items()],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="flowroute-ext %(version)s")
def flowroute() -> None:
    """Flowroute from the command line."""
