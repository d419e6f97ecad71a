"""The handlers of a receiver: which functions get which events."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, Final

import attrs

from .._base.errors import ConfigurationError
from .._base.problems import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .._outbox.outbox import Outbox
    from .values import EventKind

CLIENT: Final = "flowroute"
NOTHING_CALLED: Final = (
    "a handler returned a generator, of which nothing runs: let it return or await, and not yield"
)
_ANY: Final = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
_BY_PLACE: Final = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
)


@attrs.frozen
class Handler:
    """A function that gets events of one `kind`.

    `name` is what the store knows it by. It is called with the event, and with the client as
    `client` says: not, by its place, or by its name. `late` where it also gets receipts that say
    less than one before, and `takes_url` where it gets the URL, as far as its query.
    """

    kind: EventKind
    name: str
    function: Callable[..., Any]
    is_async: bool
    client: str | None = None
    late: bool = False
    takes_url: bool = False

    def call(self, event: object, client: object, query: str) -> Any:
        """Return what the function returns, for an async one what is to be awaited."""
        if self.takes_url:
            return self.function(event, url=f"/?{query}")
        if self.client is None:
            return self.function(event)
        if self.client == CLIENT:
            return self.function(event, flowroute=client)
        return self.function(event, client)


class Handlers:
    """The handlers, in the order in which they were added."""

    def __init__(self) -> None:
        self._handlers: list[Handler] = []

    def __iter__(self) -> Any:
        return iter(self._handlers)

    def __len__(self) -> int:
        return len(self._handlers)

    def check(self) -> None:
        """Raise `ConfigurationError` if there are none."""
        if not self._handlers:
            raise ConfigurationError(
                "the receiver has no handlers, and nothing would be handled: add one with "
                "@receiver.on_message, or use receiver.events()"
            )

    def join(self, outbox: Outbox) -> None:
        """Have each receipt recorded in *outbox*, which finds out the order by itself.

        Raises `ConfigurationError` for what is no `Outbox`.
        """
        if isinstance(outbox, type) or not callable(getattr(outbox, "record_receipt", None)):
            raise ConfigurationError(
                f"outbox={shown(outbox)} is no Outbox: give one, as Outbox('campaign.db')"
            )
        name = f"the outbox {outbox.path}"
        self._handlers.append(
            Handler(
                "receipt", name, outbox.record_receipt, is_async=False, late=True, takes_url=True
            )
        )

    @property
    def kinds(self) -> frozenset[EventKind]:
        """The kinds of events that there are handlers for."""
        return frozenset(handler.kind for handler in self._handlers)

    def add(self, kind: EventKind, function: Callable[..., Any], *, late: bool = False) -> None:
        """Add *function* as a handler; raise `ConfigurationError` if it cannot be called so."""
        client = _client_parameter(function)
        name = _unused(_name_of(function), {handler.name for handler in self._handlers})
        self._handlers.append(Handler(kind, name, function, _is_async(function), client, late))

    def joined(self, kind: str) -> list[Handler]:
        """Return the outboxes in which an event of *kind* is recorded, whoever else gets it."""
        return [handler for handler in self._handlers if handler.kind == kind and handler.takes_url]

    def left(self, kind: str, done: Iterable[str], *, late: bool) -> list[Handler]:
        """Return the handlers of an event of *kind* that are not *done*."""
        names = set(done)
        return [
            handler
            for handler in self._handlers
            if handler.kind == kind and handler.name not in names and (handler.late or not late)
        ]


def _client_parameter(function: Callable[..., Any]) -> str | None:
    """How *function* takes the client: not, by its place (an empty name), or by its name."""
    if not callable(function):
        raise ConfigurationError(
            f"a handler must be a function, not a value of type {type(function).__name__}"
        )
    if _is(function, inspect.isgeneratorfunction, inspect.isasyncgenfunction):
        raise ConfigurationError(
            f"{_name_of(function)} is a generator, of which nothing would run: let it return or "
            "await, and not yield"
        )
    try:
        parameters = [*inspect.signature(function).parameters.values()]
    except (TypeError, ValueError):  # of a few written in C
        return None
    if not parameters or parameters[0].kind not in _BY_PLACE:
        raise _unfit(function)
    if parameters[0].name == CLIENT:  # it would be given the event
        raise _unfit(function)
    rest = [parameter for parameter in parameters[1:] if parameter.kind not in _ANY]
    client = next((parameter for parameter in rest if parameter.name == CLIENT), None)
    if client is None:
        client = next(
            (parameter for parameter in rest[:1] if parameter.default is parameter.empty), None
        )
    if any(parameter is not client and parameter.default is parameter.empty for parameter in rest):
        raise _unfit(function)
    if client is None:
        return None
    if client.kind is inspect.Parameter.KEYWORD_ONLY and client.name != CLIENT:
        raise _unfit(function)
    by_name = client.name == CLIENT and client.kind is not inspect.Parameter.POSITIONAL_ONLY
    return CLIENT if by_name else ""


def _unfit(function: Callable[..., Any]) -> ConfigurationError:
    return ConfigurationError(
        f"{_name_of(function)} cannot be called as a handler: let it take (event), or "
        "(event, flowroute)"
    )


def _name_of(function: Callable[..., Any]) -> str:
    while isinstance(function, functools.partial):
        function = function.func
    named = function if hasattr(function, "__qualname__") else type(function)
    name = f"{named.__module__}.{named.__qualname__}"
    return name.replace("\n", " ")


def _unused(name: str, used: set[str]) -> str:
    candidate, number = name, 1
    while candidate in used:
        number += 1
        candidate = f"{name} {number}"
    return candidate


def _is_async(function: Callable[..., Any]) -> bool:
    return _is(function, inspect.iscoroutinefunction)


def _is(function: Callable[..., Any], *kinds: Callable[[Any], bool]) -> bool:
    """Whether *function*, or what is called of an object, is of one of the *kinds*."""
    while isinstance(function, functools.partial):
        function = function.func
    of_object: Any = type(function).__dict__.get("__call__")
    return any(is_kind(function) or is_kind(of_object) for is_kind in kinds)
