"""Messages: sending, what becomes of them, receiving, and where Flowroute reports."""

from __future__ import annotations

from flowroute_ext import Forbidden, NotFound, RateLimited
from flowroute_ext.errors import MediaTooLarge

from .stage import BODY, FROM, HOOK, TO, Stage, story

SMS = {"to": TO, "from_": FROM, "body": BODY}
CODE = "Your code is 123456"
PICTURE = "https://example.com/menu.png"


@story("messages/send", SMS)
def send(stage: Stage) -> None:
    """Sends an SMS; Flowroute takes it and answers with its id."""
    stage.own()
    stage.parameters["id"] = stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY).id


@story("messages/send-with-receipts", {**SMS, "dlr_callback": HOOK})
def send_with_receipts(stage: Stage) -> None:
    """Sends an SMS whose delivery receipts go to an address of its own."""
    stage.own()
    sent = stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY, dlr_callback=HOOK)
    stage.parameters["id"] = sent.id


@story("messages/send-v2.2", SMS, messages_version="v2.2")
def send_v2_2(stage: Stage) -> None:
    """Sends an SMS by version 2.2 and looks up what it cost."""
    stage.own()
    sent = stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    stage.parameters["id"] = sent.id
    stage.sandbox.deliver_message(sent.id)
    stage.flowroute.messages.get(sent)


@story("messages/delivered", SMS)
def delivered(stage: Stage) -> None:
    """Sends an SMS and looks at it three times: queued, then sent, then delivered."""
    stage.own()
    sent = stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    stage.parameters["id"] = sent.id
    stage.flowroute.messages.get(sent)
    stage.sandbox.advance(1)
    stage.flowroute.messages.get(sent)
    stage.sandbox.advance(2)
    stage.flowroute.messages.get(sent)


@story("messages/failed", SMS)
def failed(stage: Stage) -> None:
    """Sends an SMS and looks at it twice: queued, then failed."""
    stage.own()
    sent = stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    stage.parameters["id"] = sent.id
    stage.flowroute.messages.get(sent)
    stage.sandbox.fail_message(sent.id)
    stage.flowroute.messages.get(sent)


@story("messages/verify", {"to": TO, "from_": FROM, "body": CODE, "reply": "123456"})
def verify(stage: Stage) -> None:
    """Sends a code, sees it delivered, and finds the code in the reply that comes in."""
    stage.own()
    sent = stage.flowroute.messages.send(to=TO, from_=FROM, body=CODE)
    stage.parameters["id"] = sent.id
    stage.sandbox.deliver_message(sent.id)
    stage.flowroute.messages.get(sent)
    stage.sandbox.advance(60)
    stage.sandbox.receive_message(from_=TO, to=FROM, body="123456")
    list(stage.flowroute.messages.list(start="2026-11-02", limit=10))


@story("messages/send-mms", {"to": TO, "from_": FROM, "body": BODY, "media_url": PICTURE})
def send_mms(stage: Stage) -> None:
    """Sends a picture with a text, and looks at it when it is delivered."""
    stage.own()
    sent = stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY, media_urls=[PICTURE])
    stage.parameters["id"] = sent.id
    stage.sandbox.deliver_message(sent.id)
    stage.flowroute.messages.get(sent)


@story("messages/send-mms-too-large", {"to": TO, "from_": FROM, "media_url": PICTURE})
def send_mms_too_large(stage: Stage) -> None:
    """Sends a picture that is larger than Flowroute takes."""
    stage.own()
    stage.sandbox.declare_media(PICTURE, 800_000)
    with stage.refused(MediaTooLarge):
        stage.flowroute.messages.send(to=TO, from_=FROM, media_urls=[PICTURE])


@story("messages/inbound", {"to": FROM, "from_": TO, "body": "STOP"})
def inbound(stage: Stage) -> None:
    """Lists the messages of a day and finds a text that came in."""
    stage.own()
    stage.parameters["id"] = stage.sandbox.receive_message(from_=TO, to=FROM, body="STOP")
    [message] = list(stage.flowroute.messages.list(start="2026-11-02", limit=10))
    stage.flowroute.messages.get(message)


@story("messages/get-unknown")
def get_unknown(stage: Stage) -> None:
    """Looks up a message that does not exist."""
    stage.parameters["id"] = f"mdr2-{'0' * 32}"
    with stage.refused(NotFound):
        stage.flowroute.messages.get(stage.parameters["id"])


@story("messages/callbacks", {"callback_url": HOOK})
def callbacks(stage: Stage) -> None:
    """Sets where the account's delivery receipts are reported, looks it up and removes it."""
    stage.flowroute.messages.set_callback("sms_dlr", HOOK)
    stage.flowroute.messages.get_callback("sms_dlr")
    stage.flowroute.messages.remove_callback("sms_dlr")


@story("messages/forbidden", SMS)
def forbidden(stage: Stage) -> None:
    """Sends from a number that is not on the account."""
    with stage.refused(Forbidden):
        stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY)


@story("messages/rate-limited", SMS, rate_limit=True)
def rate_limited(stage: Stage) -> None:
    """Sends more than Flowroute takes in a second, waits for the next one, and gets through."""
    stage.own()
    with stage.behind_the_scenes():
        for _ in range(5):
            stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    with stage.refused(RateLimited):
        stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY)
    stage.sandbox.advance(1)
    stage.parameters["id"] = stage.flowroute.messages.send(to=TO, from_=FROM, body=BODY).id
