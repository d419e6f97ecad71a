"""`Route`: where inbound calls go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import attrs

from .._base.frames import all_clear_frames
from .._base.masking import text_masked
from .._base.plain.value import BuiltValue
from .._base.problems import Problems, nearest, shown
from . import HasNumber, adopt, attribute_or_self, number_text
from .lines import line
from .targets import RULES, checked_target, with_options

if TYPE_CHECKING:
    from typing import Self

LONGEST_ID = 18  # digits

RouteType = Literal["host", "number", "uri"]
Transport = Literal["tcp", "udp", "tls"]


class HasId(Protocol):
    """Anything with an id, such as an `EdgeStrategy`."""

    @property
    def id(self) -> str | int: ...


def _edge_strategy_id(strategy: HasId | str | int | None) -> int | None:
    """Return the id as a whole number; anything else is returned as it is, and refused later."""
    strategy_id = attribute_or_self(strategy, "id")
    if isinstance(strategy_id, int):
        return strategy_id
    text = str(strategy_id)
    is_id = len(text) <= LONGEST_ID and text.isascii() and text.isdecimal()
    number: int | None = int(text) if is_id else strategy_id
    return number


@all_clear_frames
@attrs.frozen(kw_only=True)
class Route(BuiltValue):
    """A route to create, checked when it is built; `host`, `number` and `uri` build one.

    `value` is where calls go, in Flowroute's form: ``"sip.example.com:5060;transport=tls"``,
    ``"12065550142"``, ``"sip:pbx@example.com"``. `alias` is your name for the route, unique
    on the account. `edge_strategy_id` is the id of an edge strategy, the place where
    calls leave Flowroute's network; an `EdgeStrategy` may be given for it.
    (developer.flowroute.com: Create an Inbound Route, List Edge Strategies.)

    Raises `InvalidValue` with all problems; `attrs.evolve` checks again.
    """

    route_type: RouteType
    value: str = attrs.field(repr=text_masked)
    alias: str
    edge_strategy_id: int | None = attrs.field(default=None, converter=_edge_strategy_id)

    def __attrs_post_init__(self) -> None:
        problems = Problems("route")
        value = _target(self.route_type, self.value, problems)
        alias = _alias(self.alias, problems)
        _check_strategy(self.edge_strategy_id, problems)
        problems.raise_if_any()
        adopt(self, value=value, alias=alias)

    @classmethod
    def host(
        cls,
        value: str,
        *,
        alias: str,
        edge_strategy: HasId | str | int | None = None,
        transport: Transport | None = None,
        weight: int | None = None,
    ) -> Self:
        """Return a route to a host: an IP address or a name, with a port or without.

        Without a port, Flowroute looks up the SRV records of the name. *transport* and
        *weight* may be in *value* instead: ``"sip.example.com;transport=tls;weight=10"``.
        """
        return cls(
            route_type="host",
            value=with_options(value, transport, weight),
            alias=alias,
            edge_strategy_id=edge_strategy,
        )

    @classmethod
    def number(
        cls,
        number: HasNumber | str,
        *,
        alias: str,
        edge_strategy: HasId | str | int | None = None,
        weight: int | None = None,
    ) -> Self:
        """Return a route to a phone number, in any spelling."""
        return cls(
            route_type="number",
            value=with_options(number_text(number), None, weight),
            alias=alias,
            edge_strategy_id=edge_strategy,
        )

    @classmethod
    def uri(
        cls,
        value: str,
        *,
        alias: str,
        edge_strategy: HasId | str | int | None = None,
        transport: Transport | None = None,
        weight: int | None = None,
    ) -> Self:
        """Return a route to a SIP URI, like ``"sip:pbx@example.com:5060;transport=tcp"``."""
        return cls(
            route_type="uri",
            value=with_options(value, transport, weight),
            alias=alias,
            edge_strategy_id=edge_strategy,
        )


def _target(route_type: object, value: object, problems: Problems) -> str:
    """Return *value* in Flowroute's form; that of an unknown type is not checked."""
    if isinstance(route_type, str) and route_type in RULES:
        return problems.attempt(checked_target, "", route_type, value)
    meant = nearest(route_type, RULES) if isinstance(route_type, str) else None
    problems.add(
        "route_type",
        shown(route_type),
        rule="must be 'host', 'number' or 'uri'",
        cure=f"write {meant!r}, if you mean that" if meant else "give one of these",
    )
    return ""


def _alias(alias: object, problems: Problems) -> str:
    return line("alias", alias, "must be your name for the route", problems) or ""


def _check_strategy(strategy: object, problems: Problems) -> None:
    if strategy is None:
        return
    if type(strategy) is int and 0 <= strategy < 10**LONGEST_ID:
        return
    problems.add(
        "edge_strategy_id",
        shown(strategy),
        rule="must be the id of an edge strategy, a whole number",
        cure="take the id of one of those that Flowroute lists",
    )
