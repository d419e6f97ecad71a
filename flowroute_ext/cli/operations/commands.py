"""The commands of a resource, made from its methods."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from flowroute_ext._base.masking import mask_url
from flowroute_ext.cli.formatting import shell_word
from flowroute_ext.cli.operations.confirming import asks
from flowroute_ext.cli.operations.running import run
from flowroute_ext.cli.operations.signatures import documentation
from flowroute_ext.cli.operations.signatures.operations import Operation, operations
from flowroute_ext.cli.operations.slots import click_parameters, names_of, slots
from flowroute_ext.cli.options import OF_BASE_URL, OF_PROFILE
from flowroute_ext.cli.output.errors import STATUSES, reported
from flowroute_ext.cli.output.printing import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

# What people type for a method of another name.
ALSO = {"buy": "purchase", "rm": "delete", "show": "get", "ls": "list"}


# Of these the last one is taken, as an alias of a shell may have the first.
OF_SHELLS = frozenset(
    {"--output", "--fields", "--profile", "--base-url", "--yes", "--all", "--limit", "--interval"}
    | {"--timeout", "--max-retries", "--deadline", "--resolve", "--wait", "--wait-seconds"}
)


class OperationCommand(click.Command):
    """A command whose options have one value each, unless they take several.

    Of two recipients, one would be left out otherwise.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; fail where an option is there twice."""
        try:
            _, _, order = self.make_parser(ctx).parse_args(list(args))
        except click.NoSuchOption as error:
            if error.option_name[1:2].isalpha() or error.option_name.startswith("--"):
                raise
            cure = "Write -- before a text that begins with -."
            raise click.UsageError(f"{error.format_message()} {cure}", ctx) from None
        for option in order:
            once = isinstance(option, click.Option) and not option.multiple
            own = option.opts[0] not in OF_SHELLS
            if once and own and order.count(option) > 1 and not ctx.resilient_parsing:
                ctx.fail(f"Give {option.opts[0]} once.")
        return super().parse_args(ctx, args)


class OperationGroup(click.Group):
    """A group of operations; a misspelt one has all names for an answer."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, also by another usual name."""
        command = super().get_command(ctx, cmd_name)
        return command or super().get_command(ctx, ALSO.get(cmd_name, ""))

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
    options: list[click.Parameter] = [
        click.Option(
            ["--output", "-o"],
            type=click.Choice(FORMATS),
            help="What to print. By default a table on a terminal, and JSON Lines elsewhere.",
        ),
        click.Option(
            ["--fields"], metavar="NAMES", help="Which fields to print, as in value,alias."
        ),
        click.Option(["--profile"], **OF_PROFILE),
        click.Option(["--base-url"], **OF_BASE_URL),
    ]
    if lists:
        line = "Print all; on a terminal it is the first 50 otherwise."
        options.insert(0, click.Option(["--all", "all_"], is_flag=True, help=line))
    if asking:
        options.insert(0, click.Option(["--yes", "-y"], is_flag=True, help="Do it without asking."))
    return options


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


def looking(attribute: str, values: Mapping[str, Any]) -> str:
    """Return the command that shows what there is of the client's *attribute*.

    It is for the account that the *values* of a command are for.
    """
    words = ["flowroute", attribute, "list"]
    if attribute == "messages":
        words += ["--start", f"{datetime.now(UTC):%Y-%m-%d}"]
    for name in ("profile", "base_url"):
        if values.get(name):
            words += [f"--{name.replace('_', '-')}", mask_url(str(values[name]))]
    return " ".join(map(shell_word, words))


def _command(name: str, operation: Operation, attribute: str) -> click.Command:
    all_slots = slots(operation)
    names = names_of(all_slots)
    lists = any(slot.name == "limit" for slot in all_slots)

    def callback(**values: Any) -> None:
        look = looking(attribute, values)
        waits = operation.name == "wait"
        with reported(names, acts=operation.must_not_repeat, look=look, waits=waits):
            run(operation, attribute, all_slots, values)

    own = [*click_parameters(all_slots)]
    spelt = {option for parameter in own for option in parameter.opts}
    shared = [
        parameter
        for parameter in shared_options(lists=lists, asking=asks(operation))
        if not spelt & {*parameter.opts}
    ]
    return OperationCommand(
        name,
        params=[*own, *shared],
        callback=callback,
        help=documentation.text(operation.doc, names),
        short_help=documentation.summary(operation.doc, names),
        epilog=STATUSES,
    )


def _first(resource: type) -> str:
    return (resource.__doc__ or "").partition("\n")[0]
