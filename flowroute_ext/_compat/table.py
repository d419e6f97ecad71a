"""The rows of the table: a method of an official SDK, its parameters, and its operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from flowroute_api.types import UNSET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._sync.client import Flowroute

REQUIRED: Final = object()
"""Stands for the default of a parameter that has none."""


@attrs.frozen
class Parameter:
    """A parameter of a method.

    `read` returns the value that is sent for the one that is given, and takes the name of the
    parameter for its error. `to` is the argument of the generated request that it is for.
    """

    name: str
    type: str
    read: Callable[[object, str], Any]
    to: str
    default: object = REQUIRED


@attrs.frozen
class Method:
    """A method of an official SDK: its name, its parameters in order, and the operation it calls.

    `hint` returns the same call of `Flowroute` for the arguments that are given, by name.
    `fixed` are arguments of the request that its name stands for. `gathered`: its parameters
    are parts of one body, which the function returns. `act` is called instead of the operation
    where the method does more than that, and `returns` is the type of what it returns then.
    """

    name: str
    operation: str
    parameters: tuple[Parameter, ...]
    hint: Callable[[Mapping[str, object]], str]
    fixed: tuple[tuple[str, object], ...] = ()
    gathered: Callable[[Mapping[str, object]], object] | None = None
    act: Callable[[Flowroute, Mapping[str, object]], object] | None = None
    returns: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the parameters without a default."""
        return tuple(
            parameter.name for parameter in self.parameters if parameter.default is REQUIRED
        )

    def arguments(self, given: Mapping[str, object]) -> dict[str, object]:
        """Return the arguments of the generated request; raise `InvalidValue`."""
        arguments = dict(self.fixed)
        parts: dict[str, object] = {}
        for parameter in self.parameters:
            value = given[parameter.name]
            # A filter that is empty filters nothing; a part of an address may be made empty.
            empty = isinstance(value, str) and not value and self.gathered is None
            if (value is None or empty) and parameter.default is not REQUIRED:
                continue
            read = parameter.read(value, parameter.name)
            if read is UNSET:
                continue
            (parts if self.gathered and parameter.to == "" else arguments)[
                parameter.to or parameter.name
            ] = read
        if self.gathered is not None:
            arguments["body"] = self.gathered(parts)
        return arguments


@attrs.frozen
class Controller:
    """A controller: the name of its class, its properties on the client, and its methods."""

    name: str
    properties: tuple[str, ...]
    what: str
    methods: tuple[Method, ...]
