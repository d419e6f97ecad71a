"""A sign-up service: it texts a code to a phone, and takes the code over the web or by text.

    FR_ACCESS_KEY=… FR_SECRET_KEY=… python signup.py

POST /sign-ups              {"number": "+1 206 555 0100"}                    202, a code is texted
POST /confirmations         {"number": "+1 206 555 0100", "code": "123456"}  200 or 403
POST /flowroute/messages    where Flowroute posts what people text back
POST /flowroute/receipts    where Flowroute posts delivery receipts
"""

from __future__ import annotations

import json
import os
import secrets
from functools import cached_property
from typing import Any
from wsgiref.simple_server import make_server

from flowroute_ext import Flowroute, FlowrouteError, InvalidValue, phone_number


def new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


class SignUps:
    """Who is signing up, who has, and who wants to hear nothing more. In memory."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.codes: dict[str, str] = {}
        self.members: set[str] = set()
        self.stopped: set[str] = set()
        self.undelivered: set[str] = set()
        self._waiting: dict[str, str] = {}
        self._seen: set[str] = set()

    @cached_property
    def flowroute(self) -> Flowroute:
        return Flowroute()

    def start(self, number: str) -> None:
        """Text a code to a number; raises what the SDK raises."""
        number = phone_number(number)
        self.codes[number] = new_code()
        sent = self._text(number, f"Your code is {self.codes[number]}")
        self._waiting[sent] = number

    def confirm(self, number: str, code: str) -> bool:
        """Make a member of who knows the code, which is good for one try."""
        number = phone_number(number)
        if self.codes.pop(number, None) != code:
            return False
        self.members.add(number)
        self._text(number, "Welcome! Reply STOP to leave.")
        return True

    def take_message(self, webhook: dict[str, Any]) -> None:
        """Take what somebody texted: a code, or STOP."""
        # Version 2 of Flowroute's webhooks has neither wrapper nor attributes.
        message = webhook.get("data", webhook)
        if message["id"] in self._seen:
            return  # Flowroute sends a webhook again when our answer got lost
        self._seen.add(message["id"])
        about = message.get("attributes", message)
        number, text = phone_number(about["from"]), (about["body"] or "").strip()
        if text.upper() == "STOP":
            self.members.discard(number)
            self.stopped.add(number)
        elif number in self.codes:
            self.confirm(number, text)

    def take_receipt(self, webhook: dict[str, Any]) -> None:
        """Remember whose code did not arrive. Receipts come in any order, and more than once."""
        receipt = webhook.get("data", webhook)
        number = self._waiting.get(receipt["id"])
        if number and receipt["attributes"]["status"] == "delivery failure":
            self.undelivered.add(number)

    def _text(self, number: str, body: str) -> str:
        message = self.flowroute.messages.send(to=number, from_=self.number, body=body)
        return message.id


class Application:
    """The service over HTTP, as a WSGI application."""

    def __init__(self, sign_ups: SignUps) -> None:
        self.sign_ups = sign_ups

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            document = json.loads(environ["wsgi.input"].read(length))
            status = self.answer(environ["PATH_INFO"], document)
        except InvalidValue:
            status = "422 Unprocessable Content"
        except FlowrouteError:
            status = "503 Service Unavailable"
        except (KeyError, ValueError):
            status = "400 Bad Request"
        start_response(status, [("content-length", "0")])
        return [b""]

    def answer(self, path: str, document: dict[str, Any]) -> str:
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


if __name__ == "__main__":
    service = Application(SignUps(os.environ["SIGNUP_NUMBER"]))
    with make_server("127.0.0.1", 8000, service) as server:
        print("http://127.0.0.1:8000")
        server.serve_forever()
