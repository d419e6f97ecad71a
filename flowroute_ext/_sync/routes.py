# Written by scripts/unasync.py from flowroute_ext/_async/routes.py. Do not edit.
"""Inbound voice routes, and the routes of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.routes import (
    create_an_inbound_route,
    delete_route,
    list_edge_strategies,
    list_inbound_routes,
    remove_failover_voice_route,
    remove_primary_voice_route,
    update_failover_voice_route,
    update_primary_voice_route,
    update_route,
)

from .._base.frames import all_clear_frames
from .._calls import bodies, choices
from .._calls.arguments import identifier, number_id
from .._calls.options import checked_send_options
from .._calls.paging import page_of
from .._http.responses import as_it_is
from .._reconcile.evidence import judge_route
from .._values.routes import EdgeStrategy, RouteRecord
from .paging import Listing

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Unpack

    from .._base.plain.literals import RouteKind
    from .._builders.routes import Route
    from .._calls.options import Options, SendOptions
    from .._calls.types import NumberLike, RouteLike
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .reconciler import Reconciler
    from .transport import Transport

ROUTES_PAGE = 200


@all_clear_frames
class Routes:
    """Inbound voice routes: where the calls to a number go.

    Methods take a route as the object that `create()` or `list()` returned, or as its id.
    """

    def __init__(self, transport: Transport, reconciler: Reconciler) -> None:
        self._transport = transport
        self._reconciler = reconciler

    def create(self, route: Route, **options: Unpack[SendOptions]) -> RouteRecord:
        """Create *route* on the account and return it with its id; its alias must be unique.

        Raises `Unprocessable` for an alias that is taken, `Forbidden` for a route that is on the
        account already, and `OutcomeUnknown` where the response was lost.
        """
        request = create_an_inbound_route.request(body=bodies.new_route(route))
        return self._reconciler.send(
            request, RouteRecord.from_document, checked_send_options(options)
        )

    def list(
        self,
        *,
        route_type: RouteKind | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> Listing[RouteRecord]:
        """Return the routes of the account, all or of one *route_type*, the built-in one first.

        *route_type* is ``host``, ``number``, ``uri`` or ``sip-reg``. *limit* is the greatest
        number of them; all if not given.
        """
        kind = choices.route_type(route_type)
        return Listing(
            self._transport,
            lambda limit, offset: list_inbound_routes.request(
                limit=limit, offset=offset, route_type=kind
            ),
            page_of(RouteRecord.from_resource),
            limit=limit,
            page_size=ROUTES_PAGE,
            options=options,
        )

    def update(self, route: RouteLike, changed: Route, **options: Unpack[Options]) -> RouteRecord:
        """Replace *route* by *changed*, and return it as it is then.

        Its edge strategy stays if *changed* has none: how to remove one is not documented.
        """
        request = update_route.request(_id(route), body=bodies.changed_route(changed))
        return self._transport.call(request, RouteRecord.from_document, options)

    def delete(self, route: RouteLike, **options: Unpack[Options]) -> None:
        """Delete a route; raise `RouteInUse` while numbers point at it."""
        self._transport.call(delete_route.request(_id(route)), as_it_is, options)

    def edge_strategies(self, **options: Unpack[Options]) -> tuple[EdgeStrategy, ...]:
        """Return the edges of Flowroute's network that a route may prefer."""
        return self._transport.call(
            list_edge_strategies.request(),
            lambda document: tuple(
                EdgeStrategy.from_resource(resource) for resource in document.data
            ),
            options,
        )

    def set_primary(self, number: NumberLike, route: RouteLike, **options: Unpack[Options]) -> None:
        """Set *route* as the primary route of *number*."""
        request = update_primary_voice_route.request(
            number_id(number), body=bodies.route_of_number(_id(route))
        )
        self._transport.call(request, as_it_is, options)

    def set_failover(
        self, number: NumberLike, route: RouteLike, **options: Unpack[Options]
    ) -> None:
        """Set *route* for the calls to *number* when its primary route fails."""
        request = update_failover_voice_route.request(
            number_id(number), body=bodies.route_of_number(_id(route))
        )
        self._transport.call(request, as_it_is, options)

    def clear_primary(self, number: NumberLike, **options: Unpack[Options]) -> None:
        """Remove the primary route of *number*."""
        request = remove_primary_voice_route.request(number_id(number))
        self._transport.call(request, as_it_is, options)

    def clear_failover(self, number: NumberLike, **options: Unpack[Options]) -> None:
        """Remove the failover route of *number*."""
        request = remove_failover_voice_route.request(number_id(number))
        self._transport.call(request, as_it_is, options)


def find_route(
    transport: Transport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the route of an `Routes.create` with an unknown outcome, by its alias."""
    listing = Listing(
        transport,
        lambda limit, offset: list_inbound_routes.request(limit=limit, offset=offset),
        page_of(RouteRecord.from_resource),
        limit=None,
        page_size=ROUTES_PAGE,
        options=options,
    )
    return judge_route(unknown, [route for route in listing], now)


def _id(route: RouteLike) -> str:
    return identifier(route, RouteRecord, "route")
