"""Options and behaviour of commands that spend money: amounts, repetition, interruption."""

from __future__ import annotations

import shlex
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

import click

from flowroute_ext._base import money as _money
from flowroute_ext._base.problems import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from decimal import Decimal
    from types import FrameType

COMMAND: Final = "flowroute_ext.command"
INTERRUPTED: Final = 130  # 128 and the number of SIGINT, as shells have it


def dollars(_ctx: click.Context, _option: click.Parameter, value: str) -> Decimal:
    """Return the amount in US dollars that an option has; the command ends where it is none."""
    amount = _money.dollars(value)
    if amount is None or amount < 0:
        raise click.BadParameter(f"{shown(value)} is no amount in US dollars, as 0.0045 is.")
    return amount


class Repeatable(click.Command):
    """A command that keeps its own command line, so that it can be printed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and keep them as they were."""
        ctx.meta[COMMAND] = shlex.join([*ctx.command_path.split(), *args])
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit as shells do for a Ctrl-C that it does not handle itself."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\nInterrupted.", err=True)
            ctx.exit(INTERRUPTED)


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
