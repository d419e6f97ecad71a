"""The numbers on sale in the sandbox."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_sandbox.inventory.inventory import ORDERS, Found, Inventory, InventoryNumber
from flowroute_sandbox.inventory.number_blocks import PROMOTED_AREA_CODE, SCARCE_AREA_CODES
from flowroute_sandbox.inventory.rate_centers import TOLL_FREE_AREA_CODES, rate_centers

pytestmark = pytest.mark.once

INVENTORY = Inventory()
ALL = INVENTORY.search(limit=100_000).rows

area_codes = st.sampled_from(sorted(rate_centers()) + list(TOLL_FREE_AREA_CODES))
digits = st.text("0123456789", max_size=4)
filters = st.fixed_dictionaries(
    {},
    optional={
        "starts_with": st.one_of(
            area_codes.map(lambda code: f"1{code}"),
            st.sampled_from(ALL).flatmap(
                lambda number: st.integers(0, 11).map(lambda end: number.value[:end])
            ),
        ),
        "contains": digits,
        "ends_with": digits,
        "rate_center": st.sampled_from(["Seattle", "tacoma", "ALBANY", "nwyrcyzn01", "nowhere"]),
        "state": st.sampled_from(["wa", "WA", "ny", "ga", "on", "zz"]),
        "number_type": st.sampled_from(["longcode", "toll-free"]),
        "iso_country": st.sampled_from(["US", "ca", "BE"]),
        "max_setup_cost": st.sampled_from([0.0, 1.0, 3.0, 3.99]),
        "exclude": st.sets(st.sampled_from(ALL).map(lambda number: number.value), max_size=5),
    },
)
orders = st.none() | st.builds(
    lambda field, way: field + way,
    st.sampled_from(list(ORDERS)),
    st.sampled_from(["", ",asc", ",DESC"]),
)


TESTS = {
    "starts_with": lambda number, digits: number.value.startswith(digits),
    "contains": lambda number, digits: digits in number.value,
    "ends_with": lambda number, digits: number.value.endswith(digits),
    "rate_center": lambda number, name: number.rate_center == name.lower(),
    "state": lambda number, state: number.state == state.lower(),
    "number_type": lambda number, number_type: number.number_type == number_type,
    "iso_country": lambda number, country: number.iso_country == country.upper(),
    "max_setup_cost": lambda number, cost: number.setup_cost <= cost,
    "exclude": lambda number, bought: number.value not in bought,
}


def naive(wanted, order_by) -> list[InventoryNumber]:
    """Return every number that passes every filter, by checking each."""
    found = ALL
    for name, value in wanted.items():
        found = [number for number in found if TESTS[name](number, value)]
    name, _, way = (order_by or "value").partition(",")
    known = [number for number in found if getattr(number, ORDERS[name]) is not None]
    unknown = [number for number in found if getattr(number, ORDERS[name]) is None]
    known.sort(key=lambda number: getattr(number, ORDERS[name]), reverse=way == "DESC")
    return known + unknown


@settings(deadline=None, max_examples=50)
@given(filters, orders, st.integers(0, 40), st.integers(0, 40))
def test_search_is_the_naive_filter(wanted, order_by, offset, limit):
    """A page has the numbers of a naive search, and `more` is whether more follow."""
    expected = naive(wanted, order_by)

    assert INVENTORY.search(**wanted, order_by=order_by, offset=offset, limit=limit) == Found(
        expected[offset : offset + limit], more=len(expected) > offset + limit
    )


@settings(deadline=None, max_examples=50)
@given(filters, orders, st.integers(500, 3000))
def test_pages_join_up(wanted, order_by, limit):
    """Following the pages gives every number once and in order."""
    wanted.setdefault("starts_with", "1206")
    pages = []
    more = True
    while more:
        page = INVENTORY.search(**wanted, order_by=order_by, offset=limit * len(pages), limit=limit)
        pages.append(page.rows)
        more = page.more

    assert list(chain.from_iterable(pages)) == naive(wanted, order_by)


@settings(deadline=None, max_examples=10)
@given(st.integers(-5, 2**70))
def test_same_seed_same_numbers(seed):
    """Two inventories of one seed have the same exchanges, and each of them its numbers."""
    one, other = Inventory(seed), Inventory(seed)
    exchanges = one.exchanges(areacode="206")

    assert exchanges == other.exchanges(areacode="206")
    assert one.search(starts_with="1206", limit=1000) == other.search(
        starts_with="1206", limit=1000
    )
    assert len(exchanges) == 7
    assert exchanges != Inventory(seed + 1).exchanges(areacode="206")


def test_numbers_of_seed_0_never_change():
    """The default seed gives the same numbers on every machine and Python."""
    assert [number.value for number in INVENTORY.search(starts_with="1206", limit=3).rows] == [
        "12062721593",
        "12062722501",
        "12062722683",
    ]


@pytest.mark.parametrize("seed", [0, 1, 20260101])
def test_fictional_numbers_are_always_there(seed):
    """555-0100 to 555-0199 of every area code are on sale, whatever the seed."""
    inventory = Inventory(seed)

    assert [
        f"1{code}55501{line:02}"
        for code in (*rate_centers(), *TOLL_FREE_AREA_CODES)
        for line in range(100)
        if inventory.get(f"1{code}55501{line:02}") is None
    ] == []


def test_a_long_code():
    """A long code has its area code's state and rate center and the prices of the docs."""
    assert INVENTORY.get("12065550142") == InventoryNumber(
        value="12065550142",
        rate_center="seattle",
        state="wa",
        number_type="longcode",
        iso_country="US",
        monthly_cost=1.25,
        setup_cost=1.0,
        inbound_rate=0.012,
        rate_type="local",
        tier="Standard",
        emergency=True,
    )


def test_a_toll_free_number():
    """A toll-free number has no rate center, its own prices, and no emergency services."""
    assert INVENTORY.get("18885550142") == InventoryNumber(
        value="18885550142",
        rate_center=None,
        state=None,
        number_type="toll-free",
        iso_country="US",
        monthly_cost=2.0,
        setup_cost=1.0,
        inbound_rate=0.025,
        rate_type="toll-free",
        tier="Standard",
        emergency=False,
    )


def test_a_canadian_number():
    """Numbers of Canadian provinces are in country CA."""
    number = INVENTORY.get("16045550142")

    assert number is not None
    assert (number.iso_country, number.state, number.setup_cost) == ("CA", "bc", 3.99)


@pytest.mark.parametrize(
    "number", ["", "2065550142", "+12065550142", "12065550200", "12065550142 "]
)
def test_numbers_not_on_sale(number):
    """Only the eleven digits of a number on sale are found."""
    assert INVENTORY.get(number) is None


def test_every_number_can_be_got():
    """What search shows, get finds, and each is a NANP number that occurs once."""
    assert [INVENTORY.get(number.value) for number in ALL] == ALL
    assert len({number.value for number in ALL}) == len(ALL) > 20_000
    assert all(
        len(number.value) == 11 and number.value[1] in "23456789" and number.value[4] in "23456789"
        for number in ALL
    )


def test_names_are_as_flowroute_shows_them():
    """Rate centers and states are lower case, and no rate center is longer than ten characters."""
    names = {number.rate_center for number in ALL} - {None}

    assert {name for name in names if name != name.lower() or len(name) > 10} == set()
    assert {number.state for number in ALL} == {
        None, "bc", "ca", "co", "fl", "ga", "il", "nj", "ny", "on", "or", "tx", "wa",
    }  # fmt: skip


def test_area_codes_and_exchanges():
    """Both lists are those of the numbers on sale, ascending, each once."""
    codes = INVENTORY.area_codes()

    assert codes == sorted({number.value[1:4] for number in ALL})
    assert INVENTORY.exchanges() == sorted({number.value[1:7] for number in ALL})
    assert INVENTORY.exchanges(areacode="646") == [
        exchange for exchange in INVENTORY.exchanges() if exchange.startswith("646")
    ]
    assert INVENTORY.exchanges(areacode="999") == []


def test_max_setup_cost_limits_both_lists():
    """An area code or exchange whose every number costs more to set up is left out."""
    assert set(INVENTORY.area_codes()) - set(INVENTORY.area_codes(max_setup_cost=3)) == (
        SCARCE_AREA_CODES
    )
    assert INVENTORY.exchanges(areacode="212", max_setup_cost=3.98) == []
    assert len(INVENTORY.exchanges(areacode="212", max_setup_cost=3.99)) == 7
    assert INVENTORY.area_codes(max_setup_cost=0.5) == [PROMOTED_AREA_CODE]


def test_bought_numbers_are_left_out():
    """An area code or exchange whose every number is bought is in neither list."""
    bought = {number.value for number in ALL if number.value.startswith(("1206", "1646555"))}

    assert "206" not in INVENTORY.area_codes(exclude=bought)
    assert INVENTORY.exchanges(areacode="206", exclude=bought) == []
    assert "646555" not in INVENTORY.exchanges(areacode="646", exclude=bought)
    assert "646" in INVENTORY.area_codes(exclude=bought)


@pytest.mark.parametrize("order_by", ["price", "value,down", "value,asc,asc", ","])
def test_unknown_order(order_by):
    """An order that is not documented is refused with those that are."""
    with pytest.raises(ValueError, match="order_by") as caught:
        INVENTORY.search(order_by=order_by)

    assert str(caught.value) == (
        f"order_by is {order_by!r}; it must be one of value, number, tn, monthly_cost, iso_country,"
        " number_type, state, rate_center, optionally followed by ,asc or ,desc"
    )
