"""Searches: area codes, exchanges, and numbers for sale."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from flowroute_ext import AreaCode, AsyncFlowroute
from flowroute_ext.types import ExchangeCode
from operations.expected import NUMBER, TOLL_FREE, for_sale


@pytest.mark.anyio
@pytest.mark.proves("list_available_area_codes", "search_for_purchasable_phone_numbers")
async def test_area_codes(flowroute: AsyncFlowroute) -> None:
    """Area codes ascend; a limit on the setup cost excludes those where all cost more."""
    every = [one async for one in flowroute.numbers.area_codes()]
    cheap = [one async for one in flowroute.numbers.area_codes(max_setup_cost=3.98)]
    dear = next(one for one in every if one not in cheap)

    assert all(one.npa < other.npa for one, other in pairwise(every))
    assert AreaCode(npa="206", raw=None) in cheap
    assert [one async for one in flowroute.numbers.area_codes(limit=2)] == every[:2]
    found = [one async for one in flowroute.numbers.search(starts_with=dear.npa)]
    assert {one.setup_cost for one in found} == {Decimal("3.99")}


@pytest.mark.anyio
@pytest.mark.proves("list_available_exchange_codes", "purchase_a_phone_number")
async def test_exchanges(flowroute: AsyncFlowroute) -> None:
    """The exchanges of an area code are those of its numbers, as long as there are any."""
    exchanges = [one async for one in flowroute.numbers.exchanges(area_code=206)]
    found = [one async for one in flowroute.numbers.search(starts_with=206)]
    smallest = exchanges[0]
    for one in found:
        if one.value.startswith(f"1{smallest.prefix}"):
            await flowroute.numbers.purchase(one)

    assert ExchangeCode(npa="206", nxx="555", raw=None) in exchanges
    assert {one.prefix for one in exchanges} == {one.value[1:7] for one in found}
    left = [one async for one in flowroute.numbers.exchanges(area_code="206")]
    assert left == exchanges[1:]


@pytest.mark.anyio
@pytest.mark.proves("list_available_exchange_codes")
async def test_exchanges_by_setup_cost(flowroute: AsyncFlowroute) -> None:
    """An exchange where every number costs more to set up is excluded."""
    area_code = AreaCode(npa="212", raw=None)

    assert await flowroute.numbers.exchanges(area_code=area_code).first() is not None
    assert await flowroute.numbers.exchanges(area_code=area_code, max_setup_cost=3).first() is None


@pytest.mark.anyio
@pytest.mark.proves("search_for_purchasable_phone_numbers")
async def test_a_search(flowroute: AsyncFlowroute) -> None:
    """A search finds what matches all of it, in the requested order."""
    wanted = {
        "starts_with": "206",
        "contains": "5550",
        "ends_with": "42",
        "rate_center": "SEATTLE",
        "state": "WA",
        "number_type": "longcode",
        "iso_country": "us",
        "order_by": "number,desc",
    }
    found = [one async for one in flowroute.numbers.search(**wanted)]
    wider = [one async for one in flowroute.numbers.search(**wanted | {"ends_with": "2"})]

    assert found == [for_sale(NUMBER)]
    assert [one.value for one in wider] == [f"120655501{tens}2" for tens in range(9, -1, -1)]
    assert [one async for one in flowroute.numbers.search(**wanted, limit=0)] == []
    assert await flowroute.numbers.search(starts_with="+44").first() is None


@pytest.mark.anyio
@pytest.mark.proves("search_for_purchasable_phone_numbers")
async def test_toll_free_numbers(flowroute: AsyncFlowroute) -> None:
    """A toll-free number has a price of its own, and neither rate center nor state."""
    search = flowroute.numbers.search(starts_with=TOLL_FREE, number_type="toll-free")

    assert [one async for one in search] == [
        for_sale(
            TOLL_FREE,
            number_type="toll-free",
            rate_center=None,
            state=None,
            monthly_cost=Decimal(2),
            inbound_rate=Decimal("0.025"),
            rate_type="toll-free",
        )
    ]


@pytest.mark.anyio
@pytest.mark.proves("search_for_purchasable_phone_numbers")
async def test_more_than_a_page_for_sale(flowroute: AsyncFlowroute) -> None:
    """A search has all matches, in pages of 200, without duplicates."""
    pages = [page async for page in flowroute.numbers.search(state="wa", limit=450).pages()]

    assert [len(page) for page in pages] == [200, 200, 50]
    values = [one.value for page in pages for one in page]
    assert all(one < other for one, other in pairwise(values))
