"""The options and arguments of a command, made from what its operation takes."""

from __future__ import annotations

import inspect
import re
import sys
from typing import TYPE_CHECKING, Any, Final

import attrs
import click
from click.shell_completion import CompletionItem

from flowroute_ext.cli.operations.signatures import documentation
from flowroute_ext.cli.operations.signatures.annotations import Built, Options, Plain
from flowroute_ext.cli.operations.signatures.operations import (
    EMPTY,
    Operation,
    Parameter,
    fields_of,
)
from flowroute_ext.cli.operations.types import Pair, Secret
from flowroute_ext.cli.options import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


# Of parameters of which a docstring says nothing, as it is the same everywhere.
USUAL: Final = {
    "limit": "The greatest number of them; all unless given.",
    "timeout": "Seconds to wait at most.",
}
TIMES: Final = "A date, which is in UTC, or a time with its offset: 2026-01-31T08:00:00Z."


@attrs.frozen
class Slot:
    """One option or argument: what it is called, and where its value goes."""

    key: str
    operation: Operation
    parameter: Parameter
    kind: Plain
    name: str
    """That of the parameter, or of the field or option that belongs to it."""
    required: bool

    @property
    def shown(self) -> str:
        """Its name on a command line."""
        name = self.name.rstrip("_")
        if self.kind.several:
            name = _singular(name)
        return name.upper() if self.parameter.positional else f"--{name.replace('_', '-')}"


def _singular(name: str) -> str:
    """Return the name of one of what *name* is the plural of."""
    if name.endswith("contains"):
        return name
    if name.endswith(("ches", "sses", "iases", "xes", "shes")):
        return name[:-2]
    return name.removesuffix("s")


def slots(operation: Operation) -> list[Slot]:
    """Return the options and arguments of *operation*, after those of what it is within."""
    all_slots = slots(operation.within) if operation.within else []
    for parameter in operation.parameters:
        for name, kind, required in _plain(parameter):
            key = f"of_{operation.name}_{name}"
            all_slots.append(Slot(key, operation, parameter, kind, name, required))
    return all_slots


def completing(
    known: tuple[str, ...],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what proposes the *known* values to a shell that completes one."""

    def complete(_ctx: click.Context, _of: click.Parameter, typed: str) -> list[CompletionItem]:
        return [CompletionItem(value) for value in known if value.startswith(typed)]

    return complete


def names_of(all_slots: list[Slot]) -> dict[str, str]:
    """Return what parameters and fields are called on the command line, by their names."""
    words = {slot.name: slot.shown for slot in all_slots}
    for slot in all_slots:
        kind, name = slot.parameter.kind, slot.parameter.name
        if isinstance(kind, Built):
            word = re.findall("[A-Z][a-z]+", kind.of.__name__)[-1].lower()
            words.setdefault(name, f"the {word}" if word == name else f"the {name} {word}")
    return words


def click_parameters(all_slots: list[Slot]) -> Iterator[click.Parameter]:
    """Yield what click reads the values of *all_slots* with."""
    names = names_of(all_slots)
    for slot in all_slots:
        if slot.parameter.positional:
            several = slot.kind.several
            yield click.Argument(
                [slot.key],
                metavar=f"{slot.shown}..." if several else slot.shown,
                type=_type(slot.kind),
                nargs=-1 if several else 1,
                required=True,
            )
            continue
        flag = slot.kind.form == "flag"
        spelling = f"{slot.shown}/--no-{slot.shown[2:]}" if flag else slot.shown
        help_text = _help(slot, names)
        if slot.kind.secret:
            help_text = f"{help_text} With -, it is asked for.".strip()
        yield click.Option(
            [spelling, slot.key],
            type=None if flag else _type(slot.kind),
            default=None,
            multiple=slot.kind.several,
            metavar=_metavar(slot, help_text),
            shell_complete=completing(slot.kind.choices) if slot.kind.form == "text" else None,
            help=f"{help_text} [required]".strip() if slot.required else help_text,
        )


def arguments(
    operation: Operation, all_slots: list[Slot], values: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of a call of *operation* for what was given; builds what is built.

    Raises `InvalidValue` where that cannot be built.
    """
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for parameter in operation.parameters:
        own = [slot for slot in all_slots if slot.operation is operation]
        own = [slot for slot in own if slot.parameter is parameter]
        given = {slot.name: values[slot.key] for slot in own}
        given = {name: value for name, value in given.items() if value not in (None, ())}
        given |= {slot.name: _named(slot, given) for slot in own if _is_pairs(slot, given)}
        if isinstance(parameter.kind, Built):
            missing = {slot.name: None for slot in own if slot.required}
            named[parameter.name] = parameter.kind.of(**missing | given)
        elif parameter.positional:
            positional.append(given.get(parameter.name))
        else:
            named |= given
    _check_given(operation, all_slots, named)
    return positional, named


def _check_given(operation: Operation, all_slots: list[Slot], named: Mapping[str, Any]) -> None:
    """Fail where an option is missing that the call of *operation* cannot be without."""
    missing = [
        slot.shown
        for slot in all_slots
        if slot.operation is operation
        and slot.parameter.name == slot.name
        and slot.name not in named
        and not slot.parameter.positional
        and operation.default(slot.name) is EMPTY
    ]
    if missing:
        raise click.UsageError(f"Give {' and '.join(missing)}.")


def _named(slot: Slot, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pairs that were given, of which none is there twice."""
    named = dict(given[slot.name])
    if len(named) < len(given[slot.name]):
        raise click.UsageError(f"Give each name of {slot.shown} once.")
    return named


def _is_pairs(slot: Slot, given: Mapping[str, Any]) -> bool:
    return slot.kind.form == "pairs" and slot.name in given


def _plain(parameter: Parameter) -> Iterator[tuple[str, Plain, bool]]:
    """Yield what a parameter takes: itself, or each of its fields."""
    if isinstance(parameter.kind, Plain):
        yield parameter.name, parameter.kind, parameter.required
        return
    for name, (kind, required) in fields_of(parameter.kind).items():
        yield name, kind, required


def _help(slot: Slot, names: Mapping[str, str]) -> str:
    """Return what the docstring says of it: of the method, or of what it is a field of."""
    of = slot.parameter.kind
    if isinstance(of, Options):
        return _option_help(slot.name, _doc(of.of, slot.name), names)
    doc = str(of.of.__doc__) if isinstance(of, Built) else slot.operation.doc
    described = documentation.about(slot.name, inspect.cleandoc(doc), names)
    return described or USUAL.get(slot.name, TIMES if slot.kind.form == "time" else "")


def _option_help(name: str, doc: str, names: Mapping[str, str]) -> str:
    """Return what the docstring of options says after the *name* and a colon."""
    _, _, after = doc.partition(f"`{name}`: ")
    sentence = documentation.in_words(after.split(". `")[0].split("  ")[0], names)
    sentence = sentence.partition("; None sets")[0].rstrip(".")
    return sentence and f"{sentence[0].upper()}{sentence[1:]}."


def _doc(of: Any, name: str) -> str:
    """Return the docstring of the typed dict, *of* its module, that describes the option."""
    for candidate in vars(sys.modules[of.__module__]).values():
        doc = " ".join(str(getattr(candidate, "__doc__", "")).split())
        if hasattr(candidate, "__total__") and f"`{name}`: " in doc:
            return doc
    return ""


def _metavar(slot: Slot, help_text: str) -> str | None:
    """Return what stands for its value in the help, where click has no word as good."""
    if slot.kind.form == "number":
        return "SECONDS" if help_text.startswith("Seconds") else "NUMBER"
    if slot.kind.form == "time":
        return "TIME"
    if slot.kind.form == "pairs":
        return "NAME=VALUE"
    if slot.kind.form == "text":
        last = slot.shown.rpartition("-")[2].upper()
        return last if last in ("URL", "NUMBER") else "TEXT"
    return None


def _type(kind: Plain) -> click.ParamType[Any]:
    match kind.form:
        case "choice":
            return click.Choice(kind.choices, case_sensitive=False)
        case "number":
            return click.FLOAT
        case "whole":
            return click.INT
        case "pairs":
            return Pair()
        case "path":
            return click.Path()
        case _:
            return Secret() if kind.secret else Text()
