"""Numbers: searching, buying, looking after, giving back."""

from __future__ import annotations

from flowroute_api.api.numbers import list_account_phone_numbers
from flowroute_ext import InsufficientFunds, NotFound, NumberUnavailable, Unprocessable

from .stage import FROM, HOOK, TO, Stage, story


@story("numbers/area-codes")
def area_codes(stage: Stage) -> None:
    """Lists ten area codes that have numbers for sale."""
    list(stage.flowroute.numbers.area_codes(limit=10))


@story("numbers/exchanges", {"area_code": "206"})
def exchanges(stage: Stage) -> None:
    """Lists the exchanges of an area code that have numbers for sale."""
    list(stage.flowroute.numbers.exchanges(area_code="206"))


@story("numbers/search", {"starts_with": "1206"})
def search(stage: Stage) -> None:
    """Searches an area code and finds five numbers for sale."""
    list(stage.flowroute.numbers.search(starts_with="1206", limit=5))


@story("numbers/search-nothing", {"starts_with": "1999"})
def search_nothing(stage: Stage) -> None:
    """Searches an area code that has no number for sale."""
    list(stage.flowroute.numbers.search(starts_with="1999", limit=5))


@story("numbers/search-refused")
def search_refused(stage: Stage) -> None:
    """Searches in an order that Flowroute does not know, and is told so."""
    with stage.refused(Unprocessable):
        list(stage.flowroute.numbers.search(order_by="luck", limit=5))


@story("numbers/search-and-buy", {"starts_with": "1206", "number": FROM})
def search_and_buy(stage: Stage) -> None:
    """Searches an area code, buys the first number found, and finds it on the account."""
    numbers = stage.flowroute.numbers
    found = numbers.search(starts_with="1206", limit=5).first()
    assert found is not None
    numbers.purchase(found)
    numbers.get(found)


@story("numbers/purchase", {"number": FROM})
def purchase(stage: Stage) -> None:
    """Buys a number, which rings at the built-in route."""
    stage.flowroute.numbers.purchase(FROM)


@story("numbers/purchase-for-messages", {"number": FROM})
def purchase_for_messages(stage: Stage) -> None:
    """Buys a number with messaging, which Flowroute begins to provision and then has ready."""
    stage.flowroute.numbers.purchase(FROM, messaging_enabled=True)
    stage.flowroute.numbers.get(FROM)
    stage.sandbox.advance(3600)
    stage.flowroute.numbers.get(FROM)


@story("numbers/purchase-too-late", {"starts_with": "1206", "number": FROM})
def too_late(stage: Stage) -> None:
    """Finds a number for sale and wants to buy it, but somebody else was faster."""
    found = stage.flowroute.numbers.search(starts_with="1206", limit=5).first()
    assert found is not None
    with stage.behind_the_scenes():
        stage.flowroute.numbers.purchase(found)
    with stage.refused(NumberUnavailable):
        stage.flowroute.numbers.purchase(found)


@story("numbers/purchase-insufficient-funds", {"number": FROM})
def insufficient_funds(stage: Stage) -> None:
    """Wants to buy a number without the money for it."""
    stage.sandbox.set_balance(0.5)
    with stage.refused(InsufficientFunds):
        stage.flowroute.numbers.purchase(FROM)


@story("numbers/list")
def list_numbers(stage: Stage) -> None:
    """Lists the two numbers on the account."""
    stage.own(FROM, TO)
    list(stage.flowroute.numbers.list())


@story("numbers/list-nothing")
def list_nothing(stage: Stage) -> None:
    """Lists the numbers of an account that has none."""
    list(stage.flowroute.numbers.list())


@story("numbers/list-pages")
def list_pages(stage: Stage) -> None:
    """Lists five numbers two at a time: two pages with a link to the next, then the last."""
    stage.own(*(f"1206555010{line}" for line in range(5)))
    for offset in (0, 2, 4):
        stage.flowroute.call(list_account_phone_numbers, limit=2, offset=offset)


@story("numbers/get", {"number": FROM})
def get(stage: Stage) -> None:
    """Looks at a number of the account, with the route it rings at."""
    stage.own()
    stage.flowroute.numbers.get(FROM)


@story("numbers/get-unknown", {"number": FROM})
def get_unknown(stage: Stage) -> None:
    """Looks at a number that is not on the account."""
    with stage.refused(NotFound):
        stage.flowroute.numbers.get(FROM)


@story("numbers/update", {"number": FROM, "alias": "Front desk"})
def update(stage: Stage) -> None:
    """Gives a number of the account an alias."""
    stage.own()
    stage.flowroute.numbers.update(FROM, alias="Front desk")


@story("numbers/release", {"number": FROM})
def release(stage: Stage) -> None:
    """Gives a number back; it is not on the account any more."""
    stage.own()
    stage.flowroute.numbers.release(FROM)
    with stage.refused(NotFound):
        stage.flowroute.numbers.get(FROM)


@story("numbers/callback", {"number": FROM, "callback_url": HOOK})
def callback(stage: Stage) -> None:
    """Sets where a number's inbound texts are reported, looks it up and removes it."""
    stage.own()
    stage.flowroute.numbers.set_callback(FROM, "sms", HOOK)
    stage.flowroute.numbers.get_callback(FROM, "sms")
    stage.flowroute.numbers.remove_callback(FROM, "sms")
