"""The `flowroute sandbox` commands for a sandbox that is running."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from flowroute_sandbox.serving.driving.remote import NotDone, RemoteSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEFAULT: Final = "http://127.0.0.1:8080"
UNITS: Final = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800}


def _driving(command: Callable[..., object]) -> Callable[..., None]:
    """Return a function that gives *command* the sandbox; it ends in one sentence."""

    @wraps(command)
    def run(*, url: str | None, **values: Any) -> None:
        try:
            result = command(_sandbox(url), **values)
        except NotDone as error:
            raise click.ClickException(str(error)) from None
        click.echo(result) if isinstance(result, str) else click.echo("Done.", err=True)

    option = click.option(
        "--url",
        metavar="URL",
        help=f"Where the sandbox is, if not at FR_SANDBOX_URL, FR_BASE_URL or {DEFAULT}.",
    )
    return option(run)


def _sandbox(url: str | None) -> RemoteSandbox:
    environ = os.environ
    base = environ.get("FR_BASE_URL")
    where = url or environ.get("FR_SANDBOX_URL") or base or DEFAULT
    # The keys of an account elsewhere are not for this one.
    own: Mapping[str, str] = environ if where == base else {}
    return RemoteSandbox(
        where,
        environ.get("FR_SANDBOX_ACCESS_KEY") or own.get("FR_ACCESS_KEY") or ACCESS_KEY,
        environ.get("FR_SANDBOX_SECRET_KEY") or own.get("FR_SECRET_KEY") or SECRET_KEY,
    )


def _seconds(_ctx: click.Context, _param: click.Parameter, value: str) -> timedelta:
    match = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)([smhdw]?)", value)
    if match is None:
        raise click.BadParameter("give seconds, or a number with m, h, d or w: 90, 10m, 2h.")
    return timedelta(seconds=float(match[1]) * UNITS[match[2]])


@click.command()
@click.argument("body", metavar="[TEXT]", required=False)
@click.option("--to", metavar="NUMBER", required=True, help="A number of the account.")
@click.option("--from", "from_", metavar="NUMBER", required=True, help="Any other number.")
@click.option("--media", metavar="URL", multiple=True, help="A file of a multimedia message.")
@_driving
def text(
    sandbox: RemoteSandbox, *, body: str | None, to: str, from_: str, media: tuple[str, ...]
) -> str:
    """Receive a text, post its webhook, and print its id."""
    return sandbox.receive_message(from_=from_, to=to, body=body, media=media)


@click.command()
@click.argument("message_id", metavar="ID")
@_driving
def deliver(sandbox: RemoteSandbox, *, message_id: str) -> None:
    """Have a text that was sent delivered, now."""
    sandbox.deliver_message(message_id)


@click.command()
@click.argument("message_id", metavar="ID")
@click.option("--code", type=int, help="The status code of its receipt.")
@click.option("--description", metavar="TEXT", help="The description in its receipt.")
@_driving
def fail(
    sandbox: RemoteSandbox, *, message_id: str, code: int | None, description: str | None
) -> None:
    """Have a text that was sent fail, now."""
    sandbox.fail_message(message_id, code=code, description=description)


@click.command()
@click.argument("cnam_id", metavar="ID")
@_driving
def approve(sandbox: RemoteSandbox, *, cnam_id: str) -> None:
    """Approve a pending CNAM record."""
    sandbox.approve_cnam(cnam_id)


@click.command()
@click.argument("by", metavar="DURATION", callback=_seconds)
@_driving
def advance(sandbox: RemoteSandbox, *, by: timedelta) -> None:
    """Move the time forward, by seconds or as 10m, 2h or 3d."""
    sandbox.advance(by)


@click.command()
@click.argument("name", metavar='"NAME [@NTH] [xTIMES]"')
@click.option("--operation", metavar="NAME", help="Count the requests of this operation only.")
@click.option("--seconds", type=float, help="How long it takes, where the fault is one of time.")
@_driving
def fault(
    sandbox: RemoteSandbox, *, name: str, operation: str | None, seconds: float | None
) -> str:
    """Let the next request fail, or the nth, and so many in a row; print the id of the fault.

    "clear" removes all faults. The names are in the documentation of the sandbox.
    """
    if name == "clear":
        sandbox.clear_faults()
        return "cleared"
    return sandbox.fault(name, operation=operation, seconds=seconds)


@click.command()
@_driving
def reset(sandbox: RemoteSandbox) -> None:
    """Reset everything to a new sandbox, the time and the ids included."""
    sandbox.reset()


@click.command()
@click.argument("number", metavar="NUMBER")
@click.option("--for-sale", is_flag=True, help="Add it to those on sale, not to the account.")
@click.option("--rate-center", metavar="NAME", help="Flowroute's abbreviation.")
@click.option("--state", metavar="STATE", help="Two letters.")
@click.option("--number-type", type=click.Choice(["longcode", "toll-free"]))
@click.option("--monthly-cost", type=float, metavar="DOLLARS")
@click.option("--setup-cost", type=float, metavar="DOLLARS")
@_driving
def seed(sandbox: RemoteSandbox, *, number: str, for_sale: bool, **facts: object) -> None:
    """Add a number to the account."""
    sandbox.seed_number(number, owned=not for_sale, **facts)


COMMANDS: Final = (text, deliver, fail, approve, advance, fault, reset, seed)
