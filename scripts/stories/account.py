"""The default cassette, and troubles that any call can meet."""

from __future__ import annotations

from flowroute_ext import Unauthorized

from .stage import BODY, FROM, PLACE, TO, Stage, address, story


@story(
    "default",
    {"to": TO, "from_": FROM, "body": BODY, "number": "12065550101", "starts_with": "1206"},
)
def default(stage: Stage) -> None:
    """Sends an SMS and sees it delivered; searches, buys, lists and looks at numbers."""
    stage.own()
    flowroute = stage.flowroute
    sent = flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    stage.parameters["id"] = sent.id
    stage.sandbox.deliver_message(sent.id)
    flowroute.messages.get(sent)
    found = flowroute.numbers.search(starts_with="1206", limit=5).first()
    assert found is not None
    flowroute.numbers.purchase(found)
    list(flowroute.numbers.list())
    flowroute.numbers.get(found)
    list(flowroute.routes.list())
    flowroute.e911s.validate(address())
    stage.parameters |= PLACE


@story("account/wrong-credentials", access_key="not-a-key")
def wrong_credentials(stage: Stage) -> None:
    """Asks for the account's numbers with a key that Flowroute does not know."""
    with stage.refused(Unauthorized):
        list(stage.flowroute.numbers.list())
