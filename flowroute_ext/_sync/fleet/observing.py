# Written by scripts/unasync.py from flowroute_ext/_async/fleet/observing.py. Do not edit.
"""What is on an account of a fleet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ..._base.errors import AddressNotFound, BadRequest, NotFound, Unprocessable
from ..._fleet.likeness import addresses_like, differences, route_differences, routes_like
from ..._fleet.observed import Bindings, Observed, bind
from .offers import Offers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..._fleet.desired import Fleet, FleetNumber
    from ..._fleet.observed import Offer
    from ..._fleet.plans import FleetPlan
    from ..._values.e911s import E911Record
    from ..._values.numbers import Number
    from ..._values.routes import RouteRecord
    from ..client import Flowroute

LONGEST = 150  # characters of a label


class Observing:
    """Reads what is on the account of *flowroute* of a *fleet*, a page at a time.

    *listed* are all numbers of the account, by value.
    """

    def __init__(self, flowroute: Flowroute, fleet: Fleet, listed: Mapping[str, Number]) -> None:
        self._flowroute = flowroute
        self._fleet = fleet
        self._listed = listed

    def observe(
        self,
        bought: Mapping[str, str],
        pending: frozenset[str],
        plan: FleetPlan | None,
    ) -> Observed:
        """Return what is on the account; numbers to buy are those of *plan*, where it has them."""
        fleet, flowroute = self._fleet, self._flowroute
        bindings = bind(fleet, self._listed, bought)
        routes = flowroute.routes.list().to_list() if fleet.routes else []
        addresses = flowroute.e911s.list().to_list() if fleet.addresses else []
        cnams = flowroute.cnams.list().to_list() if fleet.cnams else []
        return Observed(
            account=flowroute.account,
            numbers=self._details(bindings),
            offers=self._offers(bindings, plan),
            routes=tuple(routes),
            addresses=tuple(addresses),
            cnams=tuple(cnams),
            refused=self._refused(addresses),
            shared={
                **self._sharing_routes(routes, bindings),
                **self._sharing_addresses(addresses, bindings),
            },
            pending=pending,
            blocked=bindings.blocked,
        )

    def _details(self, bindings: Bindings) -> dict[str, Number]:
        """Return the numbers of the fleet, with their routes and records where it has any."""
        numbers: dict[str, Number] = {}
        for member in self._fleet.numbers:
            value = bindings.found.get(member.name)
            if value is not None:
                related = (member.route, member.failover, member.address, member.cnam)
                listed = self._listed[value]
                whole = any(name is not None for name in related)
                numbers[member.name] = self._flowroute.numbers.get(value) if whole else listed
        return numbers

    def _offers(self, bindings: Bindings, plan: FleetPlan | None) -> dict[str, Offer | None]:
        named = [member.number for member in self._fleet.numbers if member.number]
        return Offers(self._flowroute, named).planned(bindings.missing, plan)

    def _refused(self, records: Sequence[E911Record]) -> dict[str, str]:
        """Return the addresses to create or to change that Flowroute does not take, by name."""
        refused: dict[str, str] = {}
        for name, record in addresses_like(self._fleet.addresses, records).items():
            address = self._fleet.addresses[name]
            if record is None or differences(address, record):
                if record is not None:
                    # Its label is that of a record of another address, until that is changed.
                    address = attrs.evolve(address, label=f"{address.label[:LONGEST]} (changed)")
                try:
                    self._flowroute.e911s.validate(address)
                except (AddressNotFound, BadRequest, Unprocessable) as error:
                    refused[name] = error.reason
        return refused

    def _sharing_routes(self, records: Sequence[RouteRecord], bindings: Bindings) -> dict[str, int]:
        """Return how many numbers use the routes that are to be changed, and keep theirs.

        Nothing lists them, so that all numbers are looked up; routes change seldom.
        """
        changed = {
            record.id: f"route {name}"
            for name, record in routes_like(self._fleet.routes, records).items()
            if record and route_differences(self._fleet.routes[name], record)
        }
        shared = dict.fromkeys(changed.values(), 0)
        described = self._described(bindings)
        for value in self._listed if changed else ():
            member = described.get(value)
            if member is not None and member.route is not None and member.failover is not None:
                continue
            try:
                number = self._flowroute.numbers.get(value)
            except NotFound:  # released in the meantime
                continue
            for route, given in (
                (number.primary_route, member and member.route),
                (number.failover_route, member and member.failover),
            ):
                if given is None and route is not None and route.id in changed:
                    shared[changed[route.id]] += 1
        return shared

    def _sharing_addresses(
        self, records: Sequence[E911Record], bindings: Bindings
    ) -> dict[str, int]:
        """Return how many numbers use the addresses that are to be changed, and keep theirs."""
        shared: dict[str, int] = {}
        for name, record in addresses_like(self._fleet.addresses, records).items():
            if record is not None and differences(self._fleet.addresses[name], record):
                users = self._flowroute.e911s.numbers(record).to_list()
                own = {
                    value for value, member in self._described(bindings).items() if member.address
                }
                shared[f"address {name}"] = len({user.value for user in users} - own)
        return shared

    def _described(self, bindings: Bindings) -> dict[str, FleetNumber]:
        """Return what the file has for the numbers of the account, by value."""
        numbers = bindings.found
        return {
            numbers[member.name]: member for member in self._fleet.numbers if member.name in numbers
        }
