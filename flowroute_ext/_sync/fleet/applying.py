# Written by scripts/unasync.py from flowroute_ext/_async/fleet/applying.py. Do not edit.
"""The steps of a plan, each begun in the journal before its request is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ..._base.errors import FlowrouteError, NotFound, NumberUnavailable
from ..._base.masking import mask_text
from ..._fleet.desired import NONE, REGISTRATION, REGISTRATION_ID
from ..._fleet.errors import ApplyStopped
from ..._fleet.journal import NO_EFFECTS, Effects
from ..._fleet.likeness import addresses_like, routes_like
from ..._fleet.limits import limits_of, rise
from ..._fleet.plans import ApplyReport
from ..._fleet.steps import CREATIONS, OF_NUMBERS
from ..._reconcile.at_most_once import after_error
from .offers import Offers

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..._fleet.desired import Fleet, FleetNumber
    from ..._fleet.journal import Journal
    from ..._fleet.limits import Limits
    from ..._fleet.observed import Observed
    from ..._fleet.plans import FleetPlan
    from ..._fleet.steps import Step
    from ..client import Flowroute

# How many numbers, one after the other, may be bought by others before a purchase gives up.
MOST_REPLACED = 20
AGAIN = "nothing was bought: plan again"


class Stopped(Exception):
    """A step cannot be done, for this reason."""


class Applying:
    """Does the steps of *plan*, in its order, on what was *observed*."""

    def __init__(
        self,
        flowroute: Flowroute,
        fleet: Fleet,
        plan: FleetPlan,
        observed: Observed,
        journal: Journal,
    ) -> None:
        self._flowroute = flowroute
        self._fleet = fleet
        self._plan = plan
        self._journal = journal
        self._members = {member.name: member for member in fleet.numbers}
        self._numbers = {name: number.value for name, number in observed.numbers.items()}
        self._routes = {REGISTRATION: REGISTRATION_ID} | {
            name: record.id
            for name, record in routes_like(fleet.routes, observed.routes).items()
            if record
        }
        self._addresses = {
            name: record.id
            for name, record in addresses_like(fleet.addresses, observed.addresses).items()
            if record
        }
        self._cnams = {record.value: record.id for record in observed.cnams}
        planned = [step.number for step in plan.steps if step.kind == "buy number" and step.number]
        named = [member.number for member in fleet.numbers if member.number]
        self._offers = Offers(flowroute, [*planned, *named])

    def run(self, digest: str, report: Callable[[Step], object]) -> ApplyReport:
        """Do all steps, for the plan with this *digest*; *report* is called after each.

        Raises `ApplyStopped` at the first one that fails.
        """
        done: list[Step] = []
        for place, step in enumerate(self._plan.steps):
            known = step
            if step.kind in OF_NUMBERS and step.kind != "buy number":
                known = attrs.evolve(step, number=self._numbers[step.name])
            try:
                known = self._do(known, digest)
            except (FlowrouteError, Stopped) as error:
                reason = mask_text(getattr(error, "reason", None) or str(error)).rstrip(".")
                left = self._plan.steps[place:]
                so_far = ApplyReport(done=tuple(done), left=left, waiting=self._plan.waiting)
                raise ApplyStopped(str(step), reason, so_far) from error
            done.append(known)
            report(known)
        return ApplyReport(done=tuple(done), waiting=self._plan.waiting)

    def _do(self, step: Step, digest: str) -> Step:
        if step.kind == "buy number":
            return self._buy(step, digest)
        self._journal.begin(step, digest, self._flowroute.clock.now())
        try:
            resource = self._request(step)
        except FlowrouteError as error:
            if step.kind in CREATIONS:
                self._drop_if_refused(step, error)
            raise
        effects = self._effects(step)
        self._journal.finish(step.id, resource, self._flowroute.clock.now(), effects)
        return step

    def _request(self, step: Step) -> str | None:
        """Send the request of *step*, and return the id of what it created."""
        flowroute, name, number = self._flowroute, step.name, step.number or ""
        match step.kind:
            case "create route":
                route = flowroute.routes.create(self._fleet.routes[name], resolve=True)
                self._routes[name] = route.id
                return route.id
            case "change route":
                flowroute.routes.update(self._routes[name], self._fleet.routes[name])
            case "create address":
                address = self._fleet.addresses[name]
                record = flowroute.e911s.create(address, resolve=True)
                self._addresses[name] = record.id
                return record.id
            case "change address":
                address = self._fleet.addresses[name]
                flowroute.e911s.update(self._addresses[name], address)
            case "create caller name":
                return (flowroute.cnams.create(name, resolve=True)).id
            case "change number":
                self._change(step)
            case "set route":
                route_id = self._routes[str(step.after["route"])]
                flowroute.routes.set_primary(number, route_id)
            case "set failover":
                self._set_failover(number, str(step.after["route"]))
            case "set address":
                address_id = self._addresses[str(step.after["address"])]
                flowroute.e911s.associate(number, address_id)
            case _:
                cnam_id = self._cnams[str(step.after["caller name"])]
                flowroute.cnams.associate(number, cnam_id)
        return None

    def _change(self, step: Step) -> None:
        member = self._members[step.name]
        self._flowroute.numbers.update(
            step.number or "",
            alias=member.alias if "alias" in step.after else None,
            messaging_enabled=member.messaging if "messaging" in step.after else None,
            cnam_lookups_enabled=member.cnam_lookups if "cnam_lookups" in step.after else None,
        )

    def _set_failover(self, number: str, route: str) -> None:
        if route == NONE:
            self._flowroute.routes.clear_failover(number)
        else:
            self._flowroute.routes.set_failover(number, self._routes[route])

    def _effects(self, step: Step) -> Effects:
        """Return what *step* asked for and is not there yet; it ends what was asked for before."""
        if step.kind == "change number" and "messaging" in step.after:
            effect = f"messaging {step.number}"
            return Effects((effect,) if step.after["messaging"] else (), ended=(effect,))
        if step.kind == "set caller name":
            effect = f"cnam {step.number}"
            cnam_id = self._cnams[str(step.after["caller name"])]
            return Effects((f"{effect} {cnam_id}",), ended=(effect,))
        return NO_EFFECTS

    def _buy(self, step: Step, digest: str) -> Step:
        """Buy the number of *step*, or another one where others were faster; return the step.

        The price is looked up right before: it must not be higher than planned. So is the alias:
        another process, with a copy of the file, may be applying it.
        """
        member = self._members[step.name]
        if member.number is None and self._is_there(member):
            raise Stopped(f"another process bought it; {AGAIN}")
        limits = limits_of(member, step)
        for _ in range(MOST_REPLACED):
            offer = self._offers.current(step.number or "")
            if offer is not None:
                if more := rise(step, offer):
                    raise Stopped(f"{more}; {AGAIN}")
                if self._purchase(step, digest, named=member.number is not None):
                    self._numbers[step.name] = offer.number
                    return step
            step = self._replaced(step, member, limits)
        raise Stopped("others buy each number that is for sale: apply again")

    def _purchase(self, step: Step, digest: str, *, named: bool) -> bool:
        """Buy the number of *step*, which the file has *named* or not; False if it is not sold."""
        number = step.number or ""
        self._journal.begin(step, digest, self._flowroute.clock.now())
        try:
            self._flowroute.numbers.purchase(number, resolve=True)
        except NumberUnavailable:
            is_ours = self._is_ours(number)
            if not (is_ours and named):
                self._journal.drop(step.id)
            if not is_ours:
                return False
            if not named:
                raise Stopped(f"another process bought it; {AGAIN}") from None
        except FlowrouteError as error:
            self._drop_if_refused(step, error)
            raise
        self._journal.finish(step.id, number, self._flowroute.clock.now())
        return True

    def _replaced(self, step: Step, member: FleetNumber, limits: Limits) -> Step:
        """Return *step* with another number, which costs no more than is allowed."""
        if member.number is not None:
            raise Stopped("the number is not for sale any more")
        offer = self._offers.another(member.place, limits)
        if offer is None:
            raise Stopped(
                "the number is not for sale any more, and there is no other within the limit"
            )
        return attrs.evolve(
            step,
            number=offer.number,
            setup_cost=offer.setup_cost,
            monthly_cost=offer.monthly_cost,
        )

    def _is_there(self, member: FleetNumber) -> bool:
        for number in self._flowroute.numbers.list(alias=member.alias):
            if number.alias == member.alias:
                return True
        return False

    def _is_ours(self, number: str) -> bool:
        try:
            self._flowroute.numbers.get(number)
        except NotFound:
            return False
        return True

    def _drop_if_refused(self, step: Step, error: FlowrouteError) -> None:
        """Remove *step* from the journal where Flowroute certainly did not do it."""
        if after_error(error).state != "unknown":
            self._journal.drop(step.id)
