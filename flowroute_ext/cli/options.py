"""Options and behaviour of commands that spend money: amounts, repetition, interruption."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from flowroute_ext._base import money as _money
from flowroute_ext._base.masking import mask_url
from flowroute_ext._base.problems import shown
from flowroute_ext.cli import terminal
from flowroute_ext.cli.formatting import shell_word

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from decimal import Decimal
    from types import FrameType

COMMAND: Final = "flowroute_ext.command"
URL_OPTIONS: Final = ("--dlr-callback", "--base-url")
# It is no URL, so that pasting it sends nothing with another one.
AS_GIVEN: Final = "<the URL that you gave>"
INTERRUPTED: Final = terminal.INTERRUPTED


class Text(click.types.StringParamType):
    """Text in the UTF-8 that it was typed in, also where Python takes it for ASCII."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text."""
        try:
            return os.fsencode(str(value)).decode("utf-8")
        except UnicodeError:
            self.fail("it must be UTF-8: use a terminal, or a file, that is.", param, ctx)


# Of which account: what these two options have, wherever they are made.
OF_PROFILE: Final[dict[str, Any]] = {
    "metavar": "NAME",
    "type": Text(),
    "help": "The credentials of flowroute login, instead of those in the environment.",
}
OF_BASE_URL: Final[dict[str, Any]] = {
    "metavar": "URL",
    "help": "Where Flowroute is, if not at FR_BASE_URL or its own.",
}
PROFILE = click.option("--profile", **OF_PROFILE)
BASE_URL = click.option("--base-url", **OF_BASE_URL)


def dollars(_ctx: click.Context, _option: click.Parameter, value: str) -> Decimal:
    """Return the amount in US dollars that an option has; the command ends where it is none."""
    amount = _money.dollars(value)
    if amount is None or amount < 0:
        raise click.BadParameter(f"{shown(value)} is no amount in US dollars, as 0.0045 is.")
    return amount


class Repeatable(click.Command):
    """A command that keeps its own command line, so that it can be printed.

    A URL in it that has something secret is left out: what is printed may be kept in a log.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and keep them as they were."""
        ctx.meta[COMMAND] = " ".join(map(shell_word, [*ctx.command_path.split(), *_printed(args)]))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit as shells do for a Ctrl-C that it does not handle itself."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\nInterrupted.", err=True)
            ctx.exit(INTERRUPTED)


def _printed(args: list[str]) -> list[str]:
    """Return *args* without URLs that have something secret, and are none without it."""
    printed: list[str] = []
    before = ""
    for argument in args:
        option, equals, url = argument.partition("=")
        if before in URL_OPTIONS:
            option, equals, url = "", "", argument
        secret = (before in URL_OPTIONS or option in URL_OPTIONS) and mask_url(url) != url
        printed.append(f"{option}{equals}{AS_GIVEN}" if url and secret else argument)
        before = argument
    return printed


@contextmanager
def interruptible(stopping: Callable[[], object]) -> Generator[None, None, None]:
    """Have SIGTERM do what Ctrl-C does, and call *stopping* before either of them interrupts."""

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        stopping()
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
