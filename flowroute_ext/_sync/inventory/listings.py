# Written by scripts/unasync.py from flowroute_ext/_async/inventory/listings.py. Do not edit.
"""The lists of `Numbers`: what is for sale, and what is on the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.numbers import (
    list_account_phone_numbers,
    list_available_area_codes,
    list_available_exchange_codes,
    list_available_tiers,
    search_for_purchasable_phone_numbers,
)

from ..._calls.arguments import amount
from ..._calls.arguments import area_code as npa_of
from ..._calls.paging import page_of
from ..._values.numbers import AreaCode, AvailableNumber, ExchangeCode, Number, Tier
from ..._values.pages.numbers import available_in, numbers_in
from ..paging import Listing

if TYPE_CHECKING:
    from decimal import Decimal

    from flowroute_api.types import Unset

    from ..._calls.options import Options
    from ..transport import Transport

# The largest pages of the API (developer.flowroute.com, `limit` of each list).
AREA_CODES_PAGE = 400
EXCHANGES_PAGE = 200
TIERS_PAGE = 200
NUMBERS_PAGE = 200


def area_codes(
    transport: Transport,
    max_setup_cost: float | Decimal | None,
    limit: int | None,
    options: Options,
) -> Listing[AreaCode]:
    """Return the area codes with numbers for sale."""
    at_most = amount(max_setup_cost, "max_setup_cost")
    return Listing(
        transport,
        lambda limit, offset: list_available_area_codes.request(
            limit=limit, offset=offset, max_setup_cost=at_most
        ),
        page_of(AreaCode.from_resource),
        limit=limit,
        page_size=AREA_CODES_PAGE,
        options=options,
    )


def exchanges(
    transport: Transport,
    area_code: str | int | AreaCode | None,
    max_setup_cost: float | Decimal | None,
    limit: int | None,
    options: Options,
) -> Listing[ExchangeCode]:
    """Return the exchanges with numbers for sale."""
    npa = npa_of(area_code.npa if isinstance(area_code, AreaCode) else area_code)
    at_most = amount(max_setup_cost, "max_setup_cost")
    return Listing(
        transport,
        lambda limit, offset: list_available_exchange_codes.request(
            limit=limit, offset=offset, max_setup_cost=at_most, areacode=npa
        ),
        page_of(ExchangeCode.from_resource),
        limit=limit,
        page_size=EXCHANGES_PAGE,
        options=options,
    )


def tiers(transport: Transport, limit: int | None, options: Options) -> Listing[Tier]:
    """Return the pricing tiers with numbers for sale."""
    return Listing(
        transport,
        lambda limit, offset: list_available_tiers.request(limit=limit, offset=offset),
        page_of(Tier.from_resource),
        limit=limit,
        page_size=TIERS_PAGE,
        options=options,
    )


def for_sale(
    transport: Transport,
    filters: dict[str, str | Unset],
    limit: int | None,
    options: Options,
) -> Listing[AvailableNumber]:
    """Return the numbers for sale that pass the *filters*."""
    return Listing(
        transport,
        lambda limit, offset: search_for_purchasable_phone_numbers.request(
            limit=limit, offset=offset, **filters
        ),
        page_of(AvailableNumber.from_resource, available_in),
        limit=limit,
        page_size=NUMBERS_PAGE,
        options=options,
    )


def on_account(
    transport: Transport,
    filters: dict[str, str | Unset],
    limit: int | None,
    options: Options,
) -> Listing[Number]:
    """Return the numbers of the account that pass the *filters*."""
    return Listing(
        transport,
        lambda limit, offset: list_account_phone_numbers.request(
            limit=limit, offset=offset, **filters
        ),
        page_of(Number.from_resource, numbers_in),
        limit=limit,
        page_size=NUMBERS_PAGE,
        options=options,
    )
