# Written by scripts/unasync.py from tests/operations/_async/test_numbers.py. Do not edit.
"""The account's numbers: bought, looked up, changed, released."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from operations.control import Control
from operations.expected import NUMBER, OTHER, for_sale, listed, number

from flowroute_ext import Flowroute, NotFound, NumberUnavailable


@pytest.mark.proves("purchase_a_phone_number", "list_phone_number_details")
def test_a_purchase(flowroute: Flowroute, account: Control) -> None:
    """A purchased number has its price, and is on the account from then on."""
    bought = flowroute.numbers.purchase("+1 (206) 555-0142")

    assert bought == number()
    assert (
        bought.monthly_cost,
        bought.setup_cost,
        bought.inbound_rate,
        bought.rate_type,
        bought.tier,
        bought.note,
    ) == (Decimal("1.25"), Decimal(1), Decimal("0.012"), "local", "Standard", None)
    assert flowroute.numbers.get(bought) == number()
    assert account.balance == 1000 - 2.25


@pytest.mark.proves("purchase_a_phone_number", "search_for_purchasable_phone_numbers")
def test_a_number_is_sold_once(flowroute: Flowroute, account: Control) -> None:
    """A number can be bought once: then no search finds it, and another purchase fails."""
    [found] = [one for one in flowroute.numbers.search(starts_with=NUMBER)]
    flowroute.numbers.purchase(found)

    assert found == for_sale()
    assert [one for one in flowroute.numbers.search(starts_with=NUMBER)] == []
    with pytest.raises(NumberUnavailable):
        flowroute.numbers.purchase(found)
    assert account.balance == 1000 - 2.25


@pytest.mark.proves("purchase_a_phone_number")
def test_a_purchase_with_settings(flowroute: Flowroute, account: Control) -> None:
    """Messaging takes a while to be enabled, CNAM look-ups are set at once."""
    bought = flowroute.numbers.purchase(
        NUMBER,
        cnam_lookups_enabled=False,
        messaging_enabled=True,
        messaging_email=False,
        messaging_callback_url="https://example.com/ready",
    )
    account.advance(60)

    assert bought == number(cnam_lookups_enabled=False)
    assert flowroute.numbers.get(NUMBER) == attrs.evolve(bought, messaging_enabled=True)


@pytest.mark.proves("list_account_phone_numbers")
def test_the_numbers_of_the_account(flowroute: Flowroute, account: Control) -> None:
    """Numbers are listed in ascending order, all or those that match, up to the limit."""
    canadian = account.own("14165550142")
    for value in (OTHER, NUMBER):
        account.own(value)
    account("PATCH", f"/v2/numbers/{OTHER}", {"type": "number", "alias": "Front desk"})
    named = listed(OTHER, alias="Front desk")
    toronto = account("GET", f"/v2/numbers/{canadian}")["data"]["attributes"]["rate_center"]
    abroad = listed(canadian, rate_center=toronto, state="on", iso_country="CA")

    def values(**filters: object) -> list[object]:
        return [one for one in flowroute.numbers.list(**filters)]

    assert values() == [listed(NUMBER), named, abroad]
    assert values(limit=2) == [listed(NUMBER), named]
    assert values(starts_with=416) == [abroad]
    assert values(starts_with="+1416") == [abroad]
    assert values(contains="206-555") == [listed(NUMBER), named]
    assert values(ends_with=43) == [named]
    assert values(alias="Front desk") == [named]
    assert values(alias="Front") == []


@pytest.mark.proves("list_account_phone_numbers")
def test_more_numbers_than_a_page_holds(flowroute: Flowroute, account: Control) -> None:
    """A listing has all numbers, in pages of 200."""
    owned = [
        account.own(f"1{area}55501{line:02}") for area in (206, 253, 425) for line in range(99)
    ]

    pages = [page for page in flowroute.numbers.list().pages()]

    assert [len(page) for page in pages] == [200, 97]
    assert [one.value for page in pages for one in page] == owned


@pytest.mark.proves("update_phone_number", "list_phone_number_details")
def test_an_update(flowroute: Flowroute, account: Control) -> None:
    """Given settings change, others stay, and an empty alias removes the alias."""
    account.own(NUMBER)

    renamed = flowroute.numbers.update(NUMBER, alias="Front desk")
    changed = flowroute.numbers.update(NUMBER, cnam_lookups_enabled=False, messaging_enabled=True)
    account.advance(60)
    found = flowroute.numbers.get(NUMBER)
    unnamed = flowroute.numbers.update(NUMBER, alias="")

    assert renamed == number(alias="Front desk")
    assert changed == number(alias="Front desk", cnam_lookups_enabled=False)
    assert found == attrs.evolve(changed, messaging_enabled=True)
    assert unnamed == attrs.evolve(found, alias=None)


@pytest.mark.proves("release_phone_number")
def test_a_release(flowroute: Flowroute, account: Control) -> None:
    """A released number is gone from the account with its settings, and is for sale again."""
    account.own(NUMBER)
    flowroute.numbers.update(NUMBER, alias="Front desk")
    flowroute.numbers.set_callback(NUMBER, "sms", "https://example.com/sms")

    flowroute.numbers.release(NUMBER)

    with pytest.raises(NotFound):
        flowroute.numbers.get(NUMBER)
    assert [one for one in flowroute.numbers.list()] == []
    assert flowroute.numbers.search(starts_with=NUMBER).first() == for_sale()
    assert flowroute.numbers.purchase(NUMBER) == number()
    with pytest.raises(NotFound):
        flowroute.numbers.get_callback(NUMBER, "sms")
