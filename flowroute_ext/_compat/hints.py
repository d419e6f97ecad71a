"""Hints: the same call in `Flowroute`, by the names of its arguments and without their values."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from .._base.reading.scalars import flag
from .._calls.cdrs import FILTERS
from .bodies import MESSAGE, attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Hint = Callable[[Mapping[str, object]], str]

# The page of a list where no limit is given (developer.flowroute.com).
DEFAULT_LIMIT = 10


class CompatHint(Warning):
    """Shows how a call of `flowroute_ext.compat` is made with `Flowroute`."""


class _Switch:
    on = False


def hints(on: bool) -> None:
    """Set whether each call emits a `CompatHint`; at first none does."""
    _Switch.on = on


def hint(controller: str, method: str, text: str, stacklevel: int) -> None:
    """Emit a hint to the caller at *stacklevel*."""
    warnings.warn(
        f"{controller}.{method}() is {text} with flowroute_ext.Flowroute",
        CompatHint,
        stacklevel=stacklevel + 1,
    )


def are_on() -> bool:
    """Return whether calls emit hints."""
    return _Switch.on


def call(expression: str) -> Hint:
    """Return the hint of a call that is the same for all arguments."""
    return lambda _: f"flowroute.{expression}"


def listed(method: str, **names: str) -> Hint:
    """Return the hint of a list: *names* are those of its filters, by their names here."""

    def text(given: Mapping[str, object]) -> str:
        filters = [f"{new}={new}" for old, new in names.items() if given.get(old) is not None]
        limit = "limit" if given.get("limit") is not None else DEFAULT_LIMIT
        new_call = f"flowroute.{method}({', '.join([*filters, f'limit={limit}'])})"
        return f"{new_call}, without an offset," if given.get("offset") else new_call

    return text


def sent(given: Mapping[str, object]) -> str:
    """Return the hint of a message: what its body has."""
    names = {"from": "from_"}
    body = _attributes(given)
    fields = [
        f"{(new := names.get(name, name))}={new}"
        for name in MESSAGE
        if body.get(name) and not (name == "is_mms" and flag(body[name]) is False)
    ]
    return f"flowroute.messages.send({', '.join(fields)})"


def export(given: Mapping[str, object]) -> str:
    """Return the hint of a CDR export: its filters."""
    filters = _attributes(given, "filters")
    names = [name for name in FILTERS if filters.get(name) is not None]
    others = set(filters) - {*FILTERS, "start_call_start_time", "start_call_end_time"}
    names += ["other_filters"] if others else []
    names += ["callback_url"] if given.get("callback_url") else []
    fields = ["start=start", "end=end", *(f"{name}={name}" for name in names)]
    return f"flowroute.cdrs.export({', '.join(fields)})"


def route(given: Mapping[str, object]) -> str:
    """Return the hint of a new route, which is built by its type."""
    kind = _attributes(given).get("route_type")
    builder = kind if kind in ("host", "number", "uri") else "host"
    return f"flowroute.routes.create(Route.{builder}(value, alias=alias))"


def address(expression: str, arguments: bool = False) -> Hint:
    """Return the hint of a call with an E911 address, whose fields are those that are given."""
    names = {"zipcode": "zip"}

    def text(given: Mapping[str, object]) -> str:
        fields = given if arguments else _attributes(given, "e911_record")
        shown = [
            f"{(new := names.get(name, name))}={new}"
            for name, value in fields.items()
            if value is not None and name != "e911_id"
        ]
        return f"flowroute.{expression.replace('…', ', '.join(shown))}"

    return text


def _attributes(given: Mapping[str, object], name: str = "body") -> dict[str, Any]:
    try:
        return attributes(given[name], name)
    except ValueError:
        return {}  # the call itself says what is wrong
