"""A sign-up service: it texts a code to a phone, and accepts the code over the web or by text.

    FR_ACCESS_KEY=… FR_SECRET_KEY=… python signup.py

POST /sign-ups              {"number": "+1 206 555 0100"}                    202, a code is texted,
                                                                             or 503, none is
POST /confirmations         {"number": "+1 206 555 0100", "code": "123456"}  200 or 403
POST /flowroute/messages    webhooks of inbound messages
POST /flowroute/receipts    webhooks of delivery receipts
"""

from __future__ import annotations

import json
import os
import secrets
from functools import cached_property
from threading import Event, Thread
from typing import Any
from wsgiref.simple_server import make_server

from flowroute_ext import Flowroute, FlowrouteError, InvalidValue, OutcomeUnknown, phone_number


def new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


class SignUps:
    """Pending sign-ups, members, and numbers that have opted out. In memory."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.codes: dict[str, str] = {}
        self.members: set[str] = set()
        self.stopped: set[str] = set()
        self.undelivered: set[str] = set()
        self.unsettled: dict[str, tuple[str, OutcomeUnknown]] = {}
        self._texted: dict[str, str] = {}
        self._seen: set[str] = set()

    @cached_property
    def flowroute(self) -> Flowroute:
        return Flowroute()

    def start(self, number: str) -> None:
        """Text a code to a number; raises the error of the SDK if none was sent."""
        number = phone_number(number)
        self.codes[number] = new_code()
        self._text(number, f"Your code is {self.codes[number]}")

    def confirm(self, number: str, code: str) -> bool:
        """Make the number a member if the code is right; a code is valid for one attempt."""
        number = phone_number(number)
        if self.codes.pop(number, None) != code:
            return False
        self.members.add(number)
        self._text(number, "Welcome! Reply STOP to leave.")
        return True

    def take_message(self, webhook: dict[str, Any]) -> None:
        """Handle an inbound message: a code, or STOP."""
        # Version 2 of Flowroute's webhooks has neither wrapper nor attributes.
        message = webhook.get("data", webhook)
        if message["id"] in self._seen:
            return  # Flowroute sends a webhook again if the response was lost
        self._seen.add(message["id"])
        about = message.get("attributes", message)
        number, text = phone_number(about["from"]), (about["body"] or "").strip()
        if text.upper() == "STOP":
            self.members.discard(number)
            self.stopped.add(number)
        elif number in self.codes:
            self.confirm(number, text)

    def take_receipt(self, webhook: dict[str, Any]) -> None:
        """Keep numbers without delivery. Receipts come in any order, and more than once."""
        receipt = webhook.get("data", webhook)
        number = self._texted.get(receipt["id"])
        if number and receipt["attributes"]["status"] == "delivery failure":
            self.undelivered.add(number)

    def settle(self) -> None:
        """Resolve the unknown outcomes; messages that were not accepted are sent again."""
        for number, text in [*self.unsettled.items()]:
            body, unknown = text
            found = unknown.resolve()
            if found.verdict == "still unknown" or self.unsettled.get(number) is not text:
                continue  # until the next time, or because a newer message has replaced it
            if found.id:
                del self.unsettled[number]
                self._texted[found.id] = number
            else:
                self._text(number, body)

    def _text(self, number: str, body: str) -> None:
        """Send a message once. `settle` resolves an unknown outcome."""
        self.unsettled.pop(number, None)  # a newer message replaces an older one
        try:
            sent = self.flowroute.messages.send(to=number, from_=self.number, body=body)
        except OutcomeUnknown as unknown:
            self.unsettled[number] = body, unknown
        else:
            self._texted[sent.id] = number


class Application:
    """The service over HTTP, as a WSGI application."""

    def __init__(self, sign_ups: SignUps) -> None:
        self.sign_ups = sign_ups

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            document = json.loads(environ["wsgi.input"].read(length))
            status = self.respond(environ["PATH_INFO"], document)
        except InvalidValue:
            status = "422 Unprocessable Content"
        except FlowrouteError:
            status = "503 Service Unavailable"
        except (KeyError, ValueError):
            status = "400 Bad Request"
        start_response(status, [("content-length", "0")])
        return [b""]

    def respond(self, path: str, document: dict[str, Any]) -> str:
        match path:
            case "/sign-ups":
                self.sign_ups.start(document["number"])
                return "202 Accepted"
            case "/confirmations":
                known = self.sign_ups.confirm(document["number"], document["code"])
                return "200 OK" if known else "403 Forbidden"
            case "/flowroute/messages":
                self.sign_ups.take_message(document)
                return "200 OK"
            case "/flowroute/receipts":
                self.sign_ups.take_receipt(document)
                return "200 OK"
            case _:
                return "404 Not Found"


def settle_every(seconds: float, sign_ups: SignUps) -> None:
    """Settle at intervals; failures are retried the next time."""
    pause = Event()
    while not pause.wait(seconds):
        try:
            sign_ups.settle()
        except FlowrouteError as error:
            print(error)


if __name__ == "__main__":
    sign_ups = SignUps(os.environ["SIGNUP_NUMBER"])
    Thread(target=settle_every, args=(60, sign_ups), daemon=True).start()
    with make_server("127.0.0.1", 8000, Application(sign_ups)) as server:
        print("http://127.0.0.1:8000")
        server.serve_forever()
