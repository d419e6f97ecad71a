"""The question before what costs money, or cannot be undone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from flowroute_ext.cli.options import INTERRUPTED
from flowroute_ext.cli.output.errors import Failed

if TYPE_CHECKING:
    from flowroute_ext.cli.operations.signatures.operations import Operation

# The first words of methods that buy, remove or end something.
ASKING: Final = frozenset(
    {"buy", "cancel", "clear", "delete", "disconnect", "purchase", "release", "remove"}
    | {"unassociate"}
)
# Of Flowroute's charges: an E911 address the first time, and a port order.
CHARGED: Final = frozenset({"E911s.associate", "Ports.create", "Ports.add_to_group"})
BUYING: Final = frozenset({"buy", "purchase"})


def asks(operation: Operation) -> bool:
    """Return whether the command of *operation* asks before it acts."""
    return operation.name.partition("_")[0] in ASKING or costs(operation)


def costs(operation: Operation) -> bool:
    """Return whether Flowroute charges for it, once or by the month."""
    first = operation.name.partition("_")[0]
    return first in BUYING or operation.method.__qualname__ in CHARGED


def confirm(question: str, *, yes: bool) -> None:
    """Go on after a yes; the command ends after a no, or where it cannot ask."""
    if yes:
        return
    if not (sys.stdin and sys.stdin.isatty()):
        raise click.UsageError("Confirm on a terminal, or give --yes.")
    try:
        agreed = click.confirm(question, err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nNothing was done.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    if not agreed:
        raise Failed("nothing was done.")
