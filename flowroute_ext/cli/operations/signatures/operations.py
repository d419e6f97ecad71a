"""The operations of a resource: its public methods, with what they take."""

from __future__ import annotations

import inspect
import re
import sys
from typing import TYPE_CHECKING, Any, Final

import attrs

from flowroute_ext.cli.operations.signatures.annotations import (
    Built,
    Kind,
    Options,
    Plain,
    kind_of,
    values_named,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A moment of the clock of a process that runs.
OF_PROCESSES: Final = frozenset({"not_after"})
# What the reprs of builders show of a secret.
HIDDEN: Final = "<hidden>"
EMPTY: Final = inspect.Parameter.empty


@attrs.frozen
class Parameter:
    """A parameter of a method that a command line gives: by position, or by name."""

    name: str
    kind: Kind
    positional: bool
    required: bool


@attrs.frozen
class Operation:
    """A method of a resource: the name of a command, what it takes, and what it is."""

    name: str
    parameters: tuple[Parameter, ...]
    method: Callable[..., Any]
    within: Operation | None = None
    """The method that returns what this is a method of, such as `ports.files`."""

    @property
    def doc(self) -> str:
        """The docstring of the method."""
        return inspect.getdoc(self.method) or ""

    def default(self, parameter: str) -> Any:
        """Return the default of a *parameter* of the method, or `EMPTY`."""
        return inspect.signature(self.method).parameters[parameter].default

    @property
    def must_not_repeat(self) -> bool:
        """Whether a second call acts a second time."""
        kinds = [parameter.kind for parameter in self.parameters]
        return any(isinstance(kind, Options) and "reference" in fields_of(kind) for kind in kinds)

    @property
    def group(self) -> type | None:
        """The class of what it returns, if that has operations of its own."""
        returned = _globals(self.method).get(_returned(self.method))
        if isinstance(returned, type) and returned.__module__.startswith("flowroute_ext._sync."):
            return returned
        return None

    @property
    def value(self) -> Any:
        """The class of the value, or of each of the values, that it returns; None for others."""
        for name in re.findall(r"\w+", _returned(self.method)):
            for candidate in values_named(name, _globals(self.method)):
                if isinstance(candidate, type) and hasattr(candidate, "to_dict"):
                    return candidate
        return None


def operations(resource: type, within: Operation | None = None) -> dict[str, Operation]:
    """Return the operations of *resource*, by the names of their commands.

    A method that needs what only a program has, such as an object that it made, is left out.
    """
    by_command: dict[str, Operation] = {}
    for name, method in inspect.getmembers_static(resource, inspect.isfunction):
        if name.startswith("_"):
            continue
        parameters = _parameters(method)
        if parameters is not None:
            by_command[name.replace("_", "-")] = Operation(name, parameters, method, within)
    return by_command


def fields_of(kind: Built | Options) -> dict[str, tuple[Plain, bool]]:
    """Return the fields of a builder, or the options of a typed dict: what each takes, by name.

    The second of each is whether it has to be given.
    """
    fields: Any = ()
    if isinstance(kind, Options):
        hints = inspect.get_annotations(kind.of).items()  # with those that it inherits
        declared = [(name, _text(hint), False) for name, hint in hints if name not in OF_PROCESSES]
    else:
        fields = attrs.fields(kind.of)
        declared = [
            (field.name, str(field.type), field.default is attrs.NOTHING) for field in fields
        ]
    names = vars(sys.modules[kind.of.__module__])
    hidden = {field.name for field in fields if callable(field.repr) and field.repr("x") == HIDDEN}
    kinds = [(name, kind_of(hint, names), required) for name, hint, required in declared]
    return {
        name: (attrs.evolve(field, secret=name in hidden), required)
        for name, field, required in kinds
        if isinstance(field, Plain)
    }


def _parameters(method: Callable[..., Any]) -> tuple[Parameter, ...] | None:
    """Return the parameters of *method*, or None where a needed one cannot be given."""
    names = _globals(method)
    signature = [*inspect.signature(method).parameters.values()][1:]
    parameters: list[Parameter] = []
    for parameter in signature:
        kind = kind_of(_text(parameter.annotation), names)
        if kind is None:
            if parameter.default is EMPTY:
                return None
            continue
        if isinstance(kind, Built) and parameter.default is not EMPTY:
            continue  # its fields are parameters as well
        keyword = parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD)
        required = parameter.default is EMPTY or parameter.default == ""
        positional = not keyword and parameter.default is EMPTY and isinstance(kind, Plain)
        parameters.append(Parameter(parameter.name, kind, positional, required))
    return tuple(parameters)


def _globals(method: Callable[..., Any]) -> Mapping[str, Any]:
    return vars(sys.modules[method.__module__])


def _returned(method: Callable[..., Any]) -> str:
    return _text(inspect.signature(method).return_annotation)


def _text(annotation: object) -> str:
    """Return an annotation as it is written."""
    return str(getattr(annotation, "__forward_arg__", annotation))
