"""Numbers: searching, buying, looking after, giving back."""

from __future__ import annotations

from typing import Any

from flowroute_api.api.numbers import list_account_phone_numbers
from flowroute_ext import InsufficientFunds, NotFound, NumberUnavailable, Unprocessable

from .registry import FROM, HOOK, TO, ScenarioContext, scenario

# Taken by the client, and not proposed to type checkers.
OLDER: Any = "inum"


@scenario("numbers/area-codes")
def area_codes(context: ScenarioContext) -> None:
    """Lists ten area codes that have numbers for sale."""
    list(context.flowroute.numbers.area_codes(limit=10))


@scenario("numbers/exchanges", {"area_code": "206"})
def exchanges(context: ScenarioContext) -> None:
    """Lists the exchanges of an area code that have numbers for sale."""
    list(context.flowroute.numbers.exchanges(area_code="206"))


@scenario("numbers/search", {"starts_with": "1206"})
def search(context: ScenarioContext) -> None:
    """Searches an area code and finds five numbers for sale."""
    list(context.flowroute.numbers.search(starts_with="1206", limit=5))


@scenario("numbers/tiers")
def tiers(context: ScenarioContext) -> None:
    """Lists the pricing tiers, and searches numbers of the first."""
    numbers = context.flowroute.numbers
    [first, *_] = numbers.tiers()
    list(numbers.search(tier=first, starts_with="1206", limit=2))


@scenario("numbers/get-many", {"number": FROM})
def get_many(context: ScenarioContext) -> None:
    """Asks for three numbers, of which one is not on the account."""
    context.add_numbers(FROM, "12065550101")
    context.flowroute.numbers.get_many([FROM, TO, "12065550101"])


@scenario("numbers/search-nothing", {"starts_with": "1999"})
def search_nothing(context: ScenarioContext) -> None:
    """Searches an area code that has no number for sale."""
    list(context.flowroute.numbers.search(starts_with="1999", limit=5))


@scenario("numbers/search-refused")
def search_refused(context: ScenarioContext) -> None:
    """Searches for an older type of numbers, which is not for sale and an error."""
    with context.refused(Unprocessable):
        list(context.flowroute.numbers.search(number_type=OLDER, limit=5))


@scenario("numbers/search-and-buy", {"starts_with": "1206", "number": FROM})
def search_and_buy(context: ScenarioContext) -> None:
    """Searches an area code, buys the first number found, and finds it on the account."""
    numbers = context.flowroute.numbers
    number = numbers.search(starts_with="1206", limit=5).first()
    assert number is not None
    numbers.purchase(number)
    numbers.get(number)


@scenario("numbers/purchase", {"number": FROM})
def purchase(context: ScenarioContext) -> None:
    """Buys a number, which rings at the built-in route."""
    context.flowroute.numbers.purchase(FROM)


@scenario("numbers/purchase-for-messages", {"number": FROM})
def purchase_for_messages(context: ScenarioContext) -> None:
    """Buys a number with messaging, which Flowroute begins to provision and then has ready."""
    context.flowroute.numbers.purchase(FROM, messaging_enabled=True)
    context.flowroute.numbers.get(FROM)
    context.sandbox.advance(3600)
    context.flowroute.numbers.get(FROM)


@scenario("numbers/purchase-too-late", {"starts_with": "1206", "number": FROM})
def too_late(context: ScenarioContext) -> None:
    """Finds a number for sale and wants to buy it, but it is sold meanwhile."""
    number = context.flowroute.numbers.search(starts_with="1206", limit=5).first()
    assert number is not None
    with context.unrecorded_requests():
        context.flowroute.numbers.purchase(number)
    with context.refused(NumberUnavailable):
        context.flowroute.numbers.purchase(number)


@scenario("numbers/purchase-insufficient-funds", {"number": FROM})
def insufficient_funds(context: ScenarioContext) -> None:
    """Wants to buy a number without the money for it."""
    context.sandbox.set_balance(0.5)
    with context.refused(InsufficientFunds):
        context.flowroute.numbers.purchase(FROM)


@scenario("numbers/list")
def list_numbers(context: ScenarioContext) -> None:
    """Lists the two numbers on the account."""
    context.add_numbers(FROM, TO)
    list(context.flowroute.numbers.list())


@scenario("numbers/list-nothing")
def list_nothing(context: ScenarioContext) -> None:
    """Lists the numbers of an account that has none."""
    list(context.flowroute.numbers.list())


@scenario("numbers/list-pages")
def list_pages(context: ScenarioContext) -> None:
    """Lists five numbers two at a time: two pages with a link to the next, then the last."""
    context.add_numbers(*(f"1206555010{line}" for line in range(5)))
    for offset in (0, 2, 4):
        context.flowroute.call(list_account_phone_numbers, limit=2, offset=offset)


@scenario("numbers/get", {"number": FROM})
def get(context: ScenarioContext) -> None:
    """Looks at a number of the account, with the route it rings at."""
    context.add_numbers()
    context.flowroute.numbers.get(FROM)


@scenario("numbers/get-unknown", {"number": FROM})
def get_unknown(context: ScenarioContext) -> None:
    """Looks at a number that is not on the account."""
    with context.refused(NotFound):
        context.flowroute.numbers.get(FROM)


@scenario("numbers/update", {"number": FROM, "alias": "Front desk"})
def update(context: ScenarioContext) -> None:
    """Gives a number of the account an alias."""
    context.add_numbers()
    context.flowroute.numbers.update(FROM, alias="Front desk")


@scenario("numbers/release", {"number": FROM})
def release(context: ScenarioContext) -> None:
    """Gives a number back; it is not on the account any more."""
    context.add_numbers()
    context.flowroute.numbers.release(FROM)
    with context.refused(NotFound):
        context.flowroute.numbers.get(FROM)


@scenario("numbers/callback", {"number": FROM, "callback_url": HOOK})
def callback(context: ScenarioContext) -> None:
    """Sets where a number's inbound texts are reported, looks it up and removes it."""
    context.add_numbers()
    context.flowroute.numbers.set_callback(FROM, "sms", HOOK)
    context.flowroute.numbers.get_callback(FROM, "sms")
    context.flowroute.numbers.remove_callback(FROM, "sms")
