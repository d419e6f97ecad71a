"""Messages: sending, delivery, receiving, and callbacks."""

from __future__ import annotations

from flowroute_api.api.messages import (
    look_up_a_message_detail_record_v2,
    look_up_a_set_of_messages_v2,
    send_a_message_v2,
)
from flowroute_api.models import MessageSendV2
from flowroute_ext import Forbidden, NotFound, RateLimited
from flowroute_ext.errors import MediaTooLarge

from .registry import BODY, FROM, HOOK, TO, ScenarioContext, scenario

SMS = {"to": TO, "from_": FROM, "body": BODY}
CODE = "Your code is 123456"
PICTURE = "https://example.com/menu.png"


@scenario("messages/send", SMS)
def send(context: ScenarioContext) -> None:
    """Sends an SMS; Flowroute takes it and answers with its id."""
    context.add_numbers()
    context.parameters["id"] = context.flowroute.messages.send(to=TO, from_=FROM, body=BODY).id


@scenario("messages/send-with-receipts", {**SMS, "dlr_callback": HOOK})
def send_with_receipts(context: ScenarioContext) -> None:
    """Sends an SMS whose delivery receipts go to an address of its own."""
    context.add_numbers()
    sent = context.flowroute.messages.send(to=TO, from_=FROM, body=BODY, dlr_callback=HOOK)
    context.parameters["id"] = sent.id


@scenario("messages/send-v2.2", SMS, messages_version="v2.2")
def send_v2_2(context: ScenarioContext) -> None:
    """Sends an SMS by version 2.2 and looks up what it cost."""
    context.add_numbers()
    sent = context.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    context.parameters["id"] = sent.id
    context.sandbox.deliver_message(sent.id)
    context.flowroute.messages.get(sent)


@scenario("messages/delivered", SMS)
def delivered(context: ScenarioContext) -> None:
    """Sends an SMS and looks at it three times: queued, then sent, then delivered."""
    context.add_numbers()
    sent = context.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    context.parameters["id"] = sent.id
    context.flowroute.messages.get(sent)
    context.sandbox.advance(1)
    context.flowroute.messages.get(sent)
    context.sandbox.advance(2)
    context.flowroute.messages.get(sent)


@scenario("messages/failed", SMS)
def failed(context: ScenarioContext) -> None:
    """Sends an SMS and looks at it twice: queued, then failed."""
    context.add_numbers()
    sent = context.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    context.parameters["id"] = sent.id
    context.flowroute.messages.get(sent)
    context.sandbox.fail_message(sent.id)
    context.flowroute.messages.get(sent)


@scenario("messages/verify", {"to": TO, "from_": FROM, "body": CODE, "reply": "123456"})
def verify(context: ScenarioContext) -> None:
    """Sends a code, sees it delivered, and finds the code in the reply that comes in."""
    context.add_numbers()
    sent = context.flowroute.messages.send(to=TO, from_=FROM, body=CODE)
    context.parameters["id"] = sent.id
    context.sandbox.deliver_message(sent.id)
    context.flowroute.messages.get(sent)
    context.sandbox.advance(60)
    context.sandbox.receive_message(from_=TO, to=FROM, body="123456")
    list(context.flowroute.messages.list(start="2026-11-02", limit=10))


@scenario("messages/send-mms", {"to": TO, "from_": FROM, "body": BODY, "media_url": PICTURE})
def send_mms(context: ScenarioContext) -> None:
    """Sends a picture with a text, and looks at it when it is delivered."""
    context.add_numbers()
    sent = context.flowroute.messages.send(to=TO, from_=FROM, body=BODY, media_urls=[PICTURE])
    context.parameters["id"] = sent.id
    context.sandbox.deliver_message(sent.id)
    context.flowroute.messages.get(sent)


@scenario("messages/legacy", SMS)
def legacy(context: ScenarioContext) -> None:
    """Sends a text by version 2 of the API, looks it up and lists it, by the low level."""
    context.add_numbers()
    call = context.flowroute.call
    sent = call(send_a_message_v2, body=MessageSendV2(to=TO, from_=FROM, body=BODY))
    context.parameters["id"] = sent.data.id
    call(look_up_a_message_detail_record_v2, sent.data.id)
    call(look_up_a_set_of_messages_v2, start_date="2026-11-02", limit=10)


@scenario("messages/send-mms-too-large", {"to": TO, "from_": FROM, "media_url": PICTURE})
def send_mms_too_large(context: ScenarioContext) -> None:
    """Sends a picture that is larger than Flowroute takes."""
    context.add_numbers()
    context.sandbox.declare_media(PICTURE, 800_000)
    with context.refused(MediaTooLarge):
        context.flowroute.messages.send(to=TO, from_=FROM, media_urls=[PICTURE])


@scenario("messages/inbound", {"to": FROM, "from_": TO, "body": "STOP"})
def inbound(context: ScenarioContext) -> None:
    """Lists the messages of a day and finds a text that came in."""
    context.add_numbers()
    context.parameters["id"] = context.sandbox.receive_message(from_=TO, to=FROM, body="STOP")
    [message] = list(context.flowroute.messages.list(start="2026-11-02", limit=10))
    context.flowroute.messages.get(message)


@scenario("messages/get-unknown")
def get_unknown(context: ScenarioContext) -> None:
    """Looks up a message that does not exist."""
    context.parameters["id"] = f"mdr2-{'0' * 32}"
    with context.refused(NotFound):
        context.flowroute.messages.get(context.parameters["id"])


@scenario("messages/callbacks", {"callback_url": HOOK})
def callbacks(context: ScenarioContext) -> None:
    """Sets where the account's delivery receipts are reported, looks it up and removes it."""
    context.flowroute.messages.set_callback("sms_dlr", HOOK)
    context.flowroute.messages.get_callback("sms_dlr")
    context.flowroute.messages.remove_callback("sms_dlr")


@scenario("messages/forbidden", SMS)
def forbidden(context: ScenarioContext) -> None:
    """Sends from a number that is not on the account."""
    with context.refused(Forbidden):
        context.flowroute.messages.send(to=TO, from_=FROM, body=BODY)


@scenario("messages/rate-limited", SMS, rate_limit=True)
def rate_limited(context: ScenarioContext) -> None:
    """Sends more than Flowroute takes in a second, waits for the next one, and gets through."""
    context.add_numbers()
    with context.unrecorded_requests():
        for _ in range(5):
            context.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    with context.refused(RateLimited):
        context.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    context.sandbox.advance(1)
    context.parameters["id"] = context.flowroute.messages.send(to=TO, from_=FROM, body=BODY).id
