"""The default cassette, and errors of any request."""

from __future__ import annotations

from flowroute_ext import Unauthorized

from .registry import BODY, FROM, PLACE, TO, ScenarioContext, address, scenario


@scenario(
    "default",
    {"to": TO, "from_": FROM, "body": BODY, "number": "12065550101", "starts_with": "1206"},
)
def default(context: ScenarioContext) -> None:
    """Sends an SMS and sees it delivered; searches, buys, lists and looks at numbers."""
    context.add_numbers()
    flowroute = context.flowroute
    sent = flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    context.parameters["id"] = sent.id
    context.sandbox.deliver_message(sent.id)
    flowroute.messages.get(sent)
    number = flowroute.numbers.search(starts_with="1206", limit=5).first()
    assert number is not None
    flowroute.numbers.purchase(number)
    list(flowroute.numbers.list())
    flowroute.numbers.get(number)
    list(flowroute.routes.list())
    flowroute.e911s.validate(address())
    context.parameters |= PLACE


@scenario("account/wrong-credentials", access_key="not-a-key")
def wrong_credentials(context: ScenarioContext) -> None:
    """Asks for the account's numbers with a key that Flowroute does not know."""
    with context.refused(Unauthorized):
        list(context.flowroute.numbers.list())
