"""The account's numbers: bought, looked up, changed, released."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest

from flowroute_ext import AsyncFlowroute, NotFound, NumberUnavailable
from operations.control import Control
from operations.expected import NUMBER, OTHER, for_sale, listed, number


@pytest.mark.anyio
@pytest.mark.proves("purchase_a_phone_number", "list_phone_number_details")
async def test_a_purchase(flowroute: AsyncFlowroute, account: Control) -> None:
    """A purchased number has its price, and is on the account from then on."""
    bought = await flowroute.numbers.purchase("+1 (206) 555-0142")

    assert bought == number()
    assert (
        bought.monthly_cost,
        bought.setup_cost,
        bought.inbound_rate,
        bought.rate_type,
        bought.tier,
        bought.note,
    ) == (Decimal("1.25"), Decimal(1), Decimal("0.012"), "local", "Standard", None)
    assert await flowroute.numbers.get(bought) == number()
    assert account.balance == 1000 - 2.25


@pytest.mark.anyio
@pytest.mark.proves("purchase_a_phone_number", "search_for_purchasable_phone_numbers")
async def test_a_number_is_sold_once(flowroute: AsyncFlowroute, account: Control) -> None:
    """A number can be bought once: then no search finds it, and another purchase fails."""
    [found] = [one async for one in flowroute.numbers.search(starts_with=NUMBER)]
    await flowroute.numbers.purchase(found)

    assert found == for_sale()
    assert [one async for one in flowroute.numbers.search(starts_with=NUMBER)] == []
    with pytest.raises(NumberUnavailable):
        await flowroute.numbers.purchase(found)
    assert account.balance == 1000 - 2.25


@pytest.mark.anyio
@pytest.mark.proves("purchase_a_phone_number")
async def test_a_purchase_with_settings(flowroute: AsyncFlowroute, account: Control) -> None:
    """Messaging takes a while to be enabled, CNAM look-ups are set at once."""
    bought = await flowroute.numbers.purchase(
        NUMBER,
        cnam_lookups_enabled=False,
        messaging_enabled=True,
        messaging_email=False,
        messaging_callback_url="https://example.com/ready",
    )
    account.advance(60)

    assert bought == number(cnam_lookups_enabled=False)
    assert await flowroute.numbers.get(NUMBER) == attrs.evolve(bought, messaging_enabled=True)


@pytest.mark.anyio
@pytest.mark.proves("list_account_phone_numbers")
async def test_the_numbers_of_the_account(flowroute: AsyncFlowroute, account: Control) -> None:
    """Numbers are listed in ascending order, all or those that match, up to the limit."""
    canadian = account.own("14165550142")
    for value in (OTHER, NUMBER):
        account.own(value)
    account("PATCH", f"/v2/numbers/{OTHER}", {"type": "number", "alias": "Front desk"})
    named = listed(OTHER, alias="Front desk")
    toronto = account("GET", f"/v2/numbers/{canadian}")["data"]["attributes"]["rate_center"]
    abroad = listed(canadian, rate_center=toronto, state="on", iso_country="CA")

    async def values(**filters: object) -> list[object]:
        return [one async for one in flowroute.numbers.list(**filters)]

    assert await values() == [listed(NUMBER), named, abroad]
    assert await values(limit=2) == [listed(NUMBER), named]
    assert await values(starts_with=416) == [abroad]
    assert await values(starts_with="+1416") == [abroad]
    assert await values(contains="206-555") == [listed(NUMBER), named]
    assert await values(ends_with=43) == [named]
    assert await values(alias="Front desk") == [named]
    assert await values(alias="Front") == []


@pytest.mark.anyio
@pytest.mark.proves("list_account_phone_numbers")
async def test_more_numbers_than_a_page_holds(flowroute: AsyncFlowroute, account: Control) -> None:
    """A listing has all numbers, in pages of 200."""
    owned = [
        account.own(f"1{area}55501{line:02}") for area in (206, 253, 425) for line in range(99)
    ]

    pages = [page async for page in flowroute.numbers.list().pages()]

    assert [len(page) for page in pages] == [200, 97]
    assert [one.value for page in pages for one in page] == owned


@pytest.mark.anyio
@pytest.mark.proves("update_phone_number", "list_phone_number_details")
async def test_an_update(flowroute: AsyncFlowroute, account: Control) -> None:
    """Given settings change, others stay, and an empty alias removes the alias."""
    account.own(NUMBER)

    renamed = await flowroute.numbers.update(NUMBER, alias="Front desk")
    changed = await flowroute.numbers.update(
        NUMBER, cnam_lookups_enabled=False, messaging_enabled=True
    )
    account.advance(60)
    found = await flowroute.numbers.get(NUMBER)
    unnamed = await flowroute.numbers.update(NUMBER, alias="")

    assert renamed == number(alias="Front desk")
    assert changed == number(alias="Front desk", cnam_lookups_enabled=False)
    assert found == attrs.evolve(changed, messaging_enabled=True)
    assert unnamed == attrs.evolve(found, alias=None)


@pytest.mark.anyio
@pytest.mark.proves("release_phone_number")
async def test_a_release(flowroute: AsyncFlowroute, account: Control) -> None:
    """A released number is gone from the account with its settings, and is for sale again."""
    account.own(NUMBER)
    await flowroute.numbers.update(NUMBER, alias="Front desk")
    await flowroute.numbers.set_callback(NUMBER, "sms", "https://example.com/sms")

    await flowroute.numbers.release(NUMBER)

    with pytest.raises(NotFound):
        await flowroute.numbers.get(NUMBER)
    assert [one async for one in flowroute.numbers.list()] == []
    assert await flowroute.numbers.search(starts_with=NUMBER).first() == for_sale()
    assert await flowroute.numbers.purchase(NUMBER) == number()
    with pytest.raises(NotFound):
        await flowroute.numbers.get_callback(NUMBER, "sms")
