"""Running an operation for a command: the question, the call, and what is printed of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import click

from flowroute_ext.cli.operations.confirming import asks, confirm, costs
from flowroute_ext.cli.operations.slots import Slot, arguments
from flowroute_ext.cli.output.errors import done
from flowroute_ext.cli.output.printing import FIRST, Printer
from flowroute_ext.cli.profiles.opening import opened

if TYPE_CHECKING:
    from flowroute_ext.cli.operations.signatures.operations import Operation


def run(
    operation: Operation, attribute: str, all_slots: list[Slot], values: Mapping[str, Any]
) -> None:
    """Call *operation* of the client's *attribute* with *values*, and print the result."""
    printer = Printer.of(values.get("output"), values.get("fields"), operation.value)
    steps = [operation.within, operation] if operation.within else [operation]
    calls = [(step.name, *arguments(step, all_slots, values)) for step in steps]
    if values.get("all_") and calls[-1][2].get("limit") is not None:
        raise click.UsageError("Give --all or --limit, not both.")
    most = None
    if printer.format == "table" and "all_" in values and not values["all_"]:
        named = calls[-1][2]
        if named.get("limit") is None:
            most = FIRST
            named["limit"] = FIRST + 1
    with opened(values.get("profile"), values.get("base_url")) as flowroute:
        if asks(operation):
            confirm(_question(operation, calls), yes=values["yes"])
        result: Any = getattr(flowroute, attribute)
        for name, positional, named in calls:
            result = getattr(result, name)(*positional, **named)
        if not (asks(operation) or operation.must_not_repeat):
            _print(printer, result, most)
            return
        with done(lambda: _id(result)):
            _print(printer, result, most)


def _print(printer: Printer, result: object, most: int | None) -> None:
    if result is None:
        click.echo("Done.", err=True)
    elif isinstance(result, str | bytes | Mapping) or not isinstance(result, Iterable):
        printer.one(cast("Any", result))
    else:
        printer.several(cast("Iterable[object]", result), most)


def _id(result: object) -> object:
    return getattr(result, "id", None) or getattr(result, "value", None)


def _question(operation: Operation, calls: list[tuple[str, list[Any], dict[str, Any]]]) -> str:
    """Return what is asked, as "Release 12065550142?"."""
    verb = operation.name.replace("_", " ").capitalize()
    operands: list[str] = []
    for _, positional, _ in calls:
        for value in positional:
            several = isinstance(value, tuple)
            operands += map(str, cast("tuple[object, ...]", value) if several else (value,))
    resource = operation.method.__qualname__.partition(".")[0]
    question = f"{verb} {' '.join(operands)}?" if operands else f"{verb} ({resource})?"
    return f"{question} It costs money." if costs(operation) else question
