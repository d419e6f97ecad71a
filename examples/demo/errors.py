"""The third section: errors that users meet, and their messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_ext import (
    E911Address,
    Flowroute,
    InvalidValue,
    NumberUnavailable,
    Route,
    RouteInUse,
    Unauthorized,
)

from .step import Step

if TYPE_CHECKING:
    from flowroute_ext import FlowrouteError


def wrong_credentials(url: str) -> None:
    """The keys are wrong."""
    with Flowroute("key", "secret", base_url=url) as flowroute:
        flowroute.numbers.list().first()


def invalid_address() -> None:
    """All that is wrong with an address is reported at once, before anything is sent."""
    E911Address(
        label="Office",
        first_name="Ada",
        last_name="",
        street_number="1182",
        street_name="3rd Ave",
        address_type="Suit",
        city="Seattle",
        state="Washington",
        zip="98101-1182",
    )


def number_not_for_sale(flowroute: Flowroute) -> None:
    """The number has been sold already: to this account, a moment ago."""
    flowroute.numbers.purchase("+1 (206) 555-0142")
    flowroute.numbers.purchase("+1 (206) 555-0142")


def route_in_use(flowroute: Flowroute) -> None:
    """A number still uses the route."""
    route = flowroute.routes.create(Route.number("1 312 555 0199", alias="Night desk"))
    flowroute.routes.set_primary("12065550142", route)
    flowroute.routes.delete(route)


PROVOKED = "errors are not provoked on a live account"
ERROR_STEPS: dict[type[FlowrouteError], Step] = {
    Unauthorized: Step("Unauthorized", wrong_credentials, sandbox_only=PROVOKED),
    InvalidValue: Step("InvalidValue", invalid_address, reads=True),
    NumberUnavailable: Step("NumberUnavailable", number_not_for_sale, sandbox_only=PROVOKED),
    RouteInUse: Step("RouteInUse", route_in_use, sandbox_only=PROVOKED),
}
