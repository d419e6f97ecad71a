"""CNAM: the name that a called phone shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from flowroute_ext import CnamRecord, Flowroute, Number
    from flowroute_ext.types import CnamAssociation


def name(flowroute: Flowroute) -> CnamRecord:
    """Submit a caller name; the staff of Flowroute review it."""
    return flowroute.cnams.create("Harbor Cafe")


def names(flowroute: Flowroute) -> list[CnamRecord]:
    """The caller names on the account."""
    return list(flowroute.cnams.list(limit=3))


def details(flowroute: Flowroute, names: list[CnamRecord]) -> CnamRecord:
    """One of them."""
    return flowroute.cnams.get(names[0])


def corrected(flowroute: Flowroute, name: CnamRecord) -> CnamRecord:
    """Change it while it is still under review."""
    return flowroute.cnams.update(name, "Harbor Kitchen")


def review(sandbox: httpx.Client, name: CnamRecord) -> None:
    """Flowroute's staff would take up to two business days; the sandbox does it at once."""
    sandbox.post(f"/_sandbox/cnams/{name.id}/approve").raise_for_status()


def associate(flowroute: Flowroute, number: Number, name: CnamRecord) -> CnamAssociation:
    """Have the number show it; it takes 5 to 7 business days to show everywhere."""
    return flowroute.cnams.associate(number, name)


def unassociate(flowroute: Flowroute, number: Number) -> CnamAssociation:
    """Have the number show no name."""
    return flowroute.cnams.unassociate(number)


def delete(flowroute: Flowroute, name: CnamRecord) -> None:
    """Take the name off the account."""
    flowroute.cnams.delete(name)
