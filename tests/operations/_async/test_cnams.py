"""CNAM records, and the numbers that show them."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from flowroute_ext import AsyncFlowroute, CnamRecord, Forbidden, NotFound, Unprocessable
from flowroute_ext.types import CnamAssociation
from operations.control import Control
from operations.expected import NUMBER, OTHER, number

PENDING = CnamRecord(
    id="300001",
    value="BOB'S BURGERS",
    is_approved=False,
    rejection_reason=None,
    created_at=None,
    approved_at=None,
    numbers=(),
    raw=None,
)


def undated(record: CnamRecord) -> CnamRecord:
    """*record* without its times."""
    return attrs.evolve(record, created_at=None, approved_at=None)


@pytest.mark.anyio
@pytest.mark.proves("create_cnam", "cnam_details", "list_cnams")
async def test_a_new_name(flowroute: AsyncFlowroute, account: Control) -> None:
    """A name is kept in capitals, dated, and not approved until it has been reviewed."""
    before = account.now
    created = await flowroute.cnams.create("Bob's Burgers")
    between = account.now
    account.advance(3600)
    account.approve(created.id)
    approved = await flowroute.cnams.get(created)
    later = await flowroute.cnams.create("Later")

    assert undated(created) == PENDING
    assert before <= created.created_at <= between + timedelta(seconds=1)
    assert undated(approved) == attrs.evolve(PENDING, is_approved=True)
    assert approved.created_at == created.created_at
    assert approved.approved_at >= created.created_at + timedelta(hours=1)

    async def found(**filters: object) -> list[CnamRecord]:
        return [one async for one in flowroute.cnams.list(**filters)]

    assert await found() == [approved, later]
    assert await found(limit=1) == [approved]
    assert await found(value="burger") == [approved]
    assert await found(is_approved=True) == [approved]
    assert await found(is_approved=False) == [later]
    assert await found(value="burger", is_approved=False) == []


@pytest.mark.anyio
@pytest.mark.proves("cnam_details")
async def test_a_rejected_name(flowroute: AsyncFlowroute, account: Control) -> None:
    """A rejected name has the reason, and can no longer be changed."""
    created = await flowroute.cnams.create("Bob's Burgers")
    account("POST", f"/_sandbox/cnams/{created.id}/reject", {"reason": "Generic name"})

    rejected = await flowroute.cnams.get(created)

    assert rejected == attrs.evolve(created, rejection_reason="Generic name")
    with pytest.raises(Forbidden):
        await flowroute.cnams.update(rejected, "Bob Law")


@pytest.mark.anyio
@pytest.mark.proves("update_pending_cnam", "cnam_details")
async def test_an_update(flowroute: AsyncFlowroute, account: Control) -> None:
    """A pending name can be changed, an approved one cannot."""
    created = await flowroute.cnams.create("Bob's Burgers")

    changed = await flowroute.cnams.update(created, "Bob Law")
    account.approve(created.id)
    with pytest.raises(Forbidden):
        await flowroute.cnams.update(created, "Somebody else")

    assert changed == attrs.evolve(created, value="BOB LAW")
    assert (await flowroute.cnams.get(created)).value == "BOB LAW"


@pytest.mark.anyio
@pytest.mark.proves("associate_cnam", "unassociate_cnam", "cnam_details")
async def test_the_name_of_a_number(flowroute: AsyncFlowroute, account: Control) -> None:
    """A number shows an approved name, which lists its numbers, until it is removed."""
    for value in (OTHER, NUMBER):
        account.own(value)
    created = await flowroute.cnams.create("Bob's Burgers")
    with pytest.raises(Unprocessable):
        await flowroute.cnams.associate(NUMBER, created)
    account.approve(created.id)
    approved = await flowroute.cnams.get(created)

    before = account.now.replace(microsecond=0)
    tied = await flowroute.cnams.associate(NUMBER, created)
    await flowroute.cnams.associate(OTHER, created)
    shown = await flowroute.numbers.get(NUMBER)
    showing = await flowroute.cnams.get(created)
    untied = await flowroute.cnams.unassociate(NUMBER)

    assert tied == CnamAssociation(id="300001", created_at=tied.created_at, raw=None)
    assert untied == CnamAssociation(id=None, created_at=untied.created_at, raw=None)
    assert before <= tied.created_at <= untied.created_at <= account.now
    assert shown == number(cnam=approved)
    assert showing == attrs.evolve(approved, numbers=(NUMBER, OTHER))
    assert await flowroute.numbers.get(NUMBER) == number()
    assert (await flowroute.cnams.get(created)).numbers == (OTHER,)


@pytest.mark.anyio
@pytest.mark.proves("delete_cnam", "associate_cnam")
async def test_a_deletion(flowroute: AsyncFlowroute, account: Control) -> None:
    """A deleted name is gone, also from its numbers."""
    account.own(NUMBER)
    created = await flowroute.cnams.create("Bob's Burgers")
    account.approve(created.id)
    await flowroute.cnams.associate(NUMBER, created)

    await flowroute.cnams.delete(created)

    with pytest.raises(NotFound):
        await flowroute.cnams.get(created)
    assert await flowroute.numbers.get(NUMBER) == number()
    assert [one async for one in flowroute.cnams.list()] == []
