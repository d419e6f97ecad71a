"""The controllers, made from the table."""

from __future__ import annotations

from importlib import import_module
from inspect import Parameter as Python
from inspect import Signature
from typing import TYPE_CHECKING, Any

import attrs

from flowroute_api.api import OPERATIONS

from .._base.errors import FlowrouteError
from .._base.frames import clears_frames
from . import hints
from .errors import answer
from .rows import TABLE
from .table import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flowroute_api.types import Request

    from .._calls.config import MessagesVersion
    from .._sync.client import Flowroute
    from .table import Controller, Method


@attrs.frozen
class AsReceived:
    """Parses a response: checks it as *parse* does, and returns its JSON.

    It is part of a request, which is pickled with an `OutcomeUnknown`.
    """

    parse: Callable[[Any], object]

    def __call__(self, data: Any) -> Any:
        """Return *data*; None where the API documents no content."""
        return None if self.parse(data) is None else data


class Received:
    """An operation for `Flowroute.call`, which returns the JSON of its response."""

    def __init__(self, operation: str) -> None:
        self._module: Any = import_module(OPERATIONS[operation])

    def request(self, *args: object, **kwargs: object) -> Request[Any]:
        """Return the request to send."""
        request: Request[Any] = self._module.request(*args, **kwargs)
        return attrs.evolve(request, parse=AsReceived(request.parse))


class BaseController:
    """What the controllers share: the client that their calls are made with."""

    def __init__(self, flowroute: Flowroute, version: MessagesVersion) -> None:
        self._flowroute = flowroute
        self._version: MessagesVersion = version

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._flowroute!r}>"

    def call(self, method: Method, given: Mapping[str, object]) -> Any:
        """Return the JSON of the response to *method*, or what it does instead."""
        if method.act is not None:
            return method.act(self._flowroute, given)
        arguments = method.arguments(given)
        if method.operation == "send_a_message":
            # Not as any other call: equal messages are distinguished if their outcome is unknown.
            message: Any = arguments["body"]
            return {"data": self._flowroute.messages.send(message).raw.to_dict()}
        before = (self._version,) if "/{version}/" in template(method.operation) else ()
        return self._flowroute.call(Received(method.operation), *before, **arguments)


def template(operation: str) -> str:
    """Return the path of *operation*, with its placeholders."""
    path: str = import_module(OPERATIONS[operation]).PATH
    return path


def is_there(method: Method) -> bool:
    """Return whether the operation of *method* is one of the generated ones."""
    return method.operation in OPERATIONS


def signature(method: Method) -> Signature:
    """Return the signature of *method*, without its self."""
    parameters = [
        Python(
            parameter.name,
            Python.POSITIONAL_OR_KEYWORD,
            default=Python.empty if parameter.default is REQUIRED else parameter.default,
        )
        for parameter in method.parameters
    ]
    return Signature(parameters)


def function(controller: Controller, method: Method) -> Callable[..., Any]:
    """Return the function of *method*."""
    expected = signature(method)
    place = f"{controller.properties[0]}"

    def call(self: BaseController, /, *args: Any, **kwargs: Any) -> Any:
        try:
            bound = expected.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(f"{method.name}(): {error}") from None
        bound.apply_defaults()
        if hints.are_on():
            hints.hint(place, method.name, method.hint(bound.arguments), stacklevel=3)
        try:
            return self.call(method, bound.arguments)
        except FlowrouteError as error:
            answer(error)
            raise

    call.__name__ = method.name
    call.__qualname__ = f"{controller.name}.{method.name}"
    call.__doc__ = f"Return the JSON of the response to `{method.operation}`; None for a 204."
    cleared = clears_frames(call)
    self_parameter = Python("self", Python.POSITIONAL_ONLY)
    vars(cleared)["__signature__"] = Signature([self_parameter, *expected.parameters.values()])
    return cleared


def made(controller: Controller) -> type[BaseController]:
    """Return the class of *controller*, with the methods whose operations there are."""
    members: dict[str, Any] = {
        method.name: function(controller, method)
        for method in controller.methods
        if is_there(method)
    }
    members |= {"__doc__": controller.what, "__module__": "flowroute_ext.compat"}
    return type(controller.name, (BaseController,), members)


CONTROLLERS = {
    controller.name: made(controller)
    for controller in TABLE
    if any(map(is_there, controller.methods))
}
PROPERTIES = {
    name: CONTROLLERS[controller.name]
    for controller in TABLE
    if controller.name in CONTROLLERS
    for name in controller.properties
}
