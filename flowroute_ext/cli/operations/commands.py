"""The commands of a resource, made from its methods."""

from __future__ import annotations

from typing import Any

import click

from flowroute_ext.cli.operations.confirming import asks
from flowroute_ext.cli.operations.running import run
from flowroute_ext.cli.operations.signatures import documentation
from flowroute_ext.cli.operations.signatures.operations import Operation, operations
from flowroute_ext.cli.operations.slots import click_parameters, names_of, slots
from flowroute_ext.cli.operations.types import Text
from flowroute_ext.cli.output.errors import STATUSES, reported
from flowroute_ext.cli.output.printing import FORMATS

# What people type for a method of another name.
ALSO = {"buy": "purchase", "rm": "delete", "show": "get", "ls": "list"}


class OperationGroup(click.Group):
    """A group of operations; a misspelt one has all names for an answer."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, also by another usual name."""
        found = super().get_command(ctx, cmd_name)
        return found or super().get_command(ctx, ALSO.get(cmd_name, ""))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names, with the arguments that follow."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            names = ", ".join(sorted(self.commands))
            ctx.fail(f"No such command {args[0][:40]!r}. There are {names}.")
        return super().resolve_command(ctx, args)


def resource_group(name: str, resource: type) -> click.Group:
    """Return the command *name* with a command for each method of *resource*."""
    return _group(name, resource, name, None)


def shared_options(*, lists: bool = False, asking: bool = False) -> list[click.Parameter]:
    """Return the options that all commands with a result have."""
    found: list[click.Parameter] = [
        click.Option(
            ["--output", "-o"],
            type=click.Choice(FORMATS),
            help="What to print. By default a table on a terminal, and JSON Lines elsewhere.",
        ),
        click.Option(
            ["--fields"], metavar="NAMES", help="Which fields to print, as in value,alias."
        ),
        click.Option(
            ["--profile"],
            metavar="NAME",
            type=Text(),
            help="The credentials of flowroute login, instead of those in the environment.",
        ),
        click.Option(
            ["--base-url"],
            metavar="URL",
            help="Where Flowroute is, if not at FR_BASE_URL or its own.",
        ),
    ]
    if lists:
        line = "Print all; on a terminal it is the first 50 otherwise."
        found.insert(0, click.Option(["--all", "all_"], is_flag=True, help=line))
    if asking:
        found.insert(0, click.Option(["--yes", "-y"], is_flag=True, help="Do it without asking."))
    return found


def _group(name: str, resource: type, attribute: str, within: Operation | None) -> click.Group:
    group = OperationGroup(
        name,
        help=documentation.text(within.doc if within else _first(resource), {}),
        short_help=documentation.summary(within.doc, {}) if within else None,
    )
    for command, operation in operations(resource, within).items():
        inner = operation.group
        if inner is not None:
            group.add_command(_group(command, inner, attribute, operation))
        else:
            group.add_command(_command(command, operation, attribute))
    return group


def _command(name: str, operation: Operation, attribute: str) -> click.Command:
    found = slots(operation)
    names = names_of(found)
    lists = any(slot.name == "limit" for slot in found)

    def callback(**values: Any) -> None:
        with reported(names, acts=operation.must_not_repeat):
            run(operation, attribute, found, values)

    own = [*click_parameters(found)]
    spelt = {option for each in own for option in each.opts}
    shared = [
        each
        for each in shared_options(lists=lists, asking=asks(operation))
        if not spelt & {*each.opts}
    ]
    return click.Command(
        name,
        params=[*own, *shared],
        callback=callback,
        help=documentation.text(operation.doc, names),
        short_help=documentation.summary(operation.doc, names),
        epilog=STATUSES,
    )


def _first(resource: type) -> str:
    return (resource.__doc__ or "").partition("\n")[0]
