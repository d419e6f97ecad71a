"""A sign-up service: it texts a code to a phone, and accepts the code over the web or by text."""

import json
import os
import secrets
from contextlib import suppress
from typing import Any

from flowroute_ext import Flowroute, WebhookReceiver, errors, phone_number, webhooks

NUMBER = os.environ["SIGNUP_NUMBER"]
receiver = WebhookReceiver("inbox.db", secret=os.environ["FLOWROUTE_WEBHOOK_SECRET"], opt_outs=True)
receive = receiver.wsgi()
codes, members = dict[str, str](), set[str]()  # in memory: for one process, until it ends


def text(number: str, body: str) -> str:
    """Send a text once: one that may have been accepted is looked up, and not sent again."""
    with Flowroute() as flowroute, suppress(errors.OutcomeUnknown):
        flowroute.messages.send(to=number, from_=NUMBER, body=body, resolve=True)
    return "202 Accepted"


def start(number: str) -> str:
    codes[number] = f"{secrets.randbelow(1_000_000):06}"
    return text(number, f"Your code is {codes[number]}")


def confirm(number: str, code: str) -> str:
    if codes.pop(number, None) != code:  # a code is valid for one attempt
        return "403 Forbidden"
    members.add(number)
    return text(number, "Welcome! Reply STOP to leave.")


@receiver.on_message
def take(message: webhooks.InboundMessage) -> None:
    if receiver.opt_outs.contains(message.from_, message.to):  # STOP, and words like it
        members.discard(message.from_)
    elif message.from_ in codes:
        confirm(message.from_, (message.body or "").strip())


def application(environ: dict[str, Any], start_response: Any) -> Any:
    if environ["PATH_INFO"].startswith("/flowroute/"):
        return receive(environ, start_response)
    try:
        document = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0)))
        number, code = phone_number(document["number"]), document.get("code")
        status = start(number) if code is None else confirm(number, code)
    except errors.InvalidValue:
        status = "422 Unprocessable Content"
    except errors.FlowrouteError:
        status = "503 Service Unavailable"
    except (KeyError, TypeError, ValueError):
        status = "400 Bad Request"
    start_response(status, [("content-length", "0")])
    return [b""]
