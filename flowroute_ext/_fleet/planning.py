"""The plan that makes an account as a fleet describes it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .desired import NONE, REGISTRATION, REGISTRATION_ID
from .likeness import addresses_like, differences, place, route_differences, routes_like
from .plans import FleetPlan
from .steps import Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .._base.plain import JSON
    from .._builders.routes import Route
    from .._values.cnams import CnamRecord
    from .._values.numbers import Number
    from .._values.routes import RouteRecord
    from .desired import Fleet, FleetNumber
    from .observed import Observed
    from .steps import Charge, Kind

IN_REVIEW: Final = "Flowroute reviews the caller name {name}, for up to two business days"


def plan(fleet: Fleet, observed: Observed) -> FleetPlan:
    """Return what is to be done on the account that was *observed*; equal for equal arguments."""
    return _Planning(fleet, observed).plan()


class _Planning:
    def __init__(self, fleet: Fleet, observed: Observed) -> None:
        self._fleet = fleet
        self._observed = observed
        self._waiting: list[str] = []
        self._blocked: list[str] = [*observed.blocked]
        self._routes = routes_like(fleet.routes, observed.routes)
        self._route_names = {record.id: name for name, record in self._routes.items() if record} | {
            REGISTRATION_ID: REGISTRATION
        }
        self._addresses = addresses_like(fleet.addresses, observed.addresses)
        self._places = {place(record): record for record in observed.addresses}
        self._cnams = {record.value: record for record in observed.cnams}

    def plan(self) -> FleetPlan:
        routes, addresses = [*self._new_routes()], [*self._new_addresses()]
        cnams = [*self._new_cnams()]
        steps: list[Step] = []
        for member in self._fleet.numbers:
            number = self._observed.numbers.get(member.name)
            if number is not None:
                steps += self._settings(member, number)
            elif member.name in self._observed.offers:
                steps += self._purchase(member)
        # No number has, in between, an address that the file does not have for it.
        changed = {step.name for step in addresses if step.kind == "change address"}
        leaving = [step for step in steps if self._leaves(step, changed)]
        created = [step for step in addresses if step.name not in changed]
        addresses = [*created, *leaving, *(step for step in addresses if step not in created)]
        others = (step for step in steps if step not in leaving)
        return FleetPlan(
            fleet=self._fleet.digest,
            account=self._observed.account,
            steps=(*routes, *addresses, *cnams, *others),
            waiting=tuple(dict.fromkeys(self._waiting)),
            blocked=tuple(self._blocked),
        )

    def _new_routes(self) -> Iterator[Step]:
        for name, route in self._fleet.routes.items():
            record = self._routes[name]
            after: dict[str, JSON] = {"type": route.route_type, "value": route.value}
            if route.edge_strategy_id is not None:
                after["edge_strategy"] = route.edge_strategy_id
            if record is None:
                self._check_target(name, route)
                yield Step(kind="create route", name=name, after={**after, "alias": route.alias})
            elif different := route_differences(route, record):
                before = {key: _route_value(record, key) for key in different}
                changed = {key: after[key] for key in different}
                if self._is_changeable("route", name):
                    yield Step(kind="change route", name=name, after=changed, before=before)

    def _new_addresses(self) -> Iterator[Step]:
        for name, address in self._fleet.addresses.items():
            record = self._addresses[name]
            different = None if record is None else differences(address, record)
            if different == {}:
                continue
            if reason := self._observed.refused.get(name):
                self._blocked.append(f"the E911 address {name}: {reason}")
            elif different is None:
                if other := self._places.get(place(address)):
                    self._blocked.append(
                        f"the E911 address {name}: Flowroute has one record of a place, and its "
                        f"label is {other.label!r}; give it that, or give the other a new label"
                    )
                after = dict[str, Any](address.to_attributes())
                yield Step(kind="create address", name=name, after=after)
            elif self._is_changeable("address", name):
                after = {key: getattr(address, key) for key in different}
                yield Step(kind="change address", name=name, after=after, before=different)

    def _check_target(self, name: str, route: Route) -> None:
        """Block the route that has the target of a record which is to be changed."""
        for record in self._observed.routes:
            if not route_differences(route, record):
                self._blocked.append(
                    f"the route {name}: Flowroute has one route to a target, and its "
                    f"alias is {record.alias!r}; give it that, or give the other a new alias"
                )

    def _leaves(self, step: Step, changed: Collection[str]) -> bool:
        """Whether it takes a number from an address that is to be *changed*, for good."""
        if step.kind != "set address" or step.after["address"] in changed:
            return False
        number = self._observed.numbers.get(step.name)
        ids = {record.id for name in changed if (record := self._addresses[name])}
        return number is not None and number.e911 is not None and number.e911.id in ids

    def _is_changeable(self, noun: str, name: str) -> bool:
        """Whether no number uses it that the file does not give it to; else it is blocked."""
        others = self._observed.shared.get(f"{noun} {name}", 0)
        if others:
            self._blocked.append(
                f"the {noun} {name} is to be changed, and {others} of the account's numbers use it "
                "that have none in the file; give them one there, or give it another "
                + ("alias" if noun == "route" else "label")
            )
        return not others

    def _new_cnams(self) -> Iterator[Step]:
        for name in self._fleet.cnams:
            record = self._cnams.get(name)
            if record is None:
                self._waiting.append(IN_REVIEW.format(name=name))
                yield Step(kind="create caller name", name=name, after={"value": name})
            elif record.rejection_reason:
                self._blocked.append(
                    f"Flowroute rejected the caller name {name}: {record.rejection_reason}"
                )
            elif not record.is_approved:
                self._waiting.append(IN_REVIEW.format(name=name))

    def _purchase(self, member: FleetNumber) -> Iterator[Step]:
        offer = self._observed.offers[member.name]
        if offer is None:
            self._blocked.append(_not_for_sale(member))
            return
        known = offer.setup_cost is not None and offer.monthly_cost is not None
        yield Step(
            kind="buy number",
            name=member.name,
            number=offer.number,
            charge="known" if known else "unknown",
            setup_cost=offer.setup_cost,
            monthly_cost=offer.monthly_cost,
        )
        yield from self._settings(member, None, offer.number)

    def _settings(
        self, member: FleetNumber, number: Number | None, value: str | None = None
    ) -> Iterator[Step]:
        """Yield the steps of a number of the account, or of one that is bought before: None."""
        value = value if number is None else number.value
        yield from self._changes(member, number, value)
        routes: tuple[tuple[Kind, str | None, RouteRecord | None], ...] = (
            ("set route", member.route, None if number is None else number.primary_route),
            ("set failover", member.failover, None if number is None else number.failover_route),
        )
        for kind, wanted, route in routes:
            if wanted is not None and (number is None or not self._is_route(wanted, route)):
                if number is None and kind == "set failover" and wanted == NONE:
                    continue
                now = None if number is None else self._route_name(route)
                yield _step((kind, member, value), {"route": wanted}, _before(number, "route", now))
        if member.address is not None:
            record = self._addresses[member.address]
            current = None if number is None else number.e911
            if record is None or current is None or current.id != record.id:
                before = _before(
                    number, "address", None if current is None else current.label or current.id
                )
                yield _step(
                    ("set address", member, value), {"address": member.address}, before, "unknown"
                )
        yield from self._caller_name(member, number, value)

    def _changes(
        self, member: FleetNumber, number: Number | None, value: str | None
    ) -> Iterator[Step]:
        wanted: dict[str, JSON] = {
            "alias": member.alias,
            "messaging": member.messaging,
            "cnam_lookups": member.cnam_lookups,
        }
        current: dict[str, JSON] = {}
        if number is not None:
            current = {
                "alias": number.alias,
                "messaging": number.messaging_enabled,
                "cnam_lookups": number.cnam_lookups_enabled,
            }
        after = {
            key: new
            for key, new in wanted.items()
            if new is not None and (number is None or current[key] != new)
        }
        if after.get("messaging") and f"messaging {value}" in self._observed.pending:
            self._waiting.append(f"Flowroute enables messaging on {value}")
            del after["messaging"]
        if after:
            charge: Charge = (
                "unknown" if after.get("messaging") or after.get("cnam_lookups") else "none"
            )
            before = {key: current[key] for key in after} if number is not None else {}
            yield _step(("change number", member, value), after, before, charge)

    def _caller_name(
        self, member: FleetNumber, number: Number | None, value: str | None
    ) -> Iterator[Step]:
        record: CnamRecord | None = self._cnams.get(member.cnam) if member.cnam else None
        if record is None or not record.is_approved:
            return  # it is to be reviewed first
        current = None if number is None else number.cnam
        if current is not None and current.id == record.id:
            return
        if f"cnam {value} {record.id}" in self._observed.pending:
            self._waiting.append(
                f"Flowroute sets the caller name of {value}, within five to seven business days"
            )
            return
        before = _before(
            number, "caller name", None if current is None else current.value or current.id
        )
        yield _step(("set caller name", member, value), {"caller name": member.cnam}, before)

    def _is_route(self, wanted: str, route: RouteRecord | None) -> bool:
        if wanted == NONE:
            return route is None
        if wanted == REGISTRATION:
            return route is not None and route.id == REGISTRATION_ID
        record = self._routes[wanted]
        return record is not None and route is not None and record.id == route.id

    def _route_name(self, route: RouteRecord | None) -> str | None:
        """Return the name of a route in the file, or what it is called on the account."""
        if route is None:
            return None
        return self._route_names.get(route.id) or route.alias or route.id


def _before(number: Number | None, name: str, value: str | None) -> dict[str, JSON]:
    """Return what a setting is now; nothing for a number that is to be bought."""
    return {} if number is None else {name: value}


def _step(
    step: tuple[Kind, FleetNumber, str | None],
    after: Mapping[str, JSON],
    before: Mapping[str, JSON],
    charge: Charge = "none",
) -> Step:
    kind, member, number = step
    return Step(
        kind=kind, name=member.name, number=number, charge=charge, after=after, before=before
    )


def _route_value(record: RouteRecord, key: str) -> JSON:
    return {
        "type": record.route_type,
        "value": record.value,
        "edge_strategy": record.edge_strategy_id,
    }[key]


def _not_for_sale(member: FleetNumber) -> str:
    limits = [
        f"${amount} {when}"
        for amount, when in ((member.max_setup_cost, "once"), (member.max_monthly_cost, "a month"))
        if amount is not None
    ]
    within = f" for at most {' and '.join(limits)}" if limits else ""
    if member.number:
        return f"{member.name} is neither on the account nor for sale{within}"
    return f"{member.name}: no other number is for sale{within} of {member.place}"
