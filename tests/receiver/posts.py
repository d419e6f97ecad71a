"""Webhooks as Flowroute posts them, and what posts them to a receiver."""

from __future__ import annotations

import json
from typing import Any

from flowroute_ext import WebhookReceiver
from flowroute_ext.types import WebhookResponse

SECRET = "q8Zr-41kXw_0tVbn7LmPc2Ys9HdE"
BASE = "https://app.example.com/flowroute"
OWN = "12015550123"
PHONE = "12065550100"


def message(name: str, *, from_: str = PHONE, to: str = OWN, body: str = "Hello") -> bytes:
    """The body of an inbound SMS whose id is made of *name*."""
    return resource(
        "message",
        f"mdr2-{name}",
        body=body,
        direction="inbound",
        from_=from_,
        is_mms=False,
        message_type="longcode",
        status="delivered",
        timestamp="2026-02-06T17:52:33Z",
        to=to,
    )


def receipt(name: str, level: int, status: str, *, at: str = "2026-02-06T17:52:33Z") -> bytes:
    """The body of a delivery receipt of version 2.1."""
    return resource(
        "delivery_receipt",
        f"mdr2-{name}",
        body="Hello",
        level=level,
        status=status,
        status_code=1003,
        status_code_description="Message accepted by Carrier",
        timestamp=at,
    )


def status_change(number: str, status: str) -> bytes:
    """The body of a change of a port order."""
    return resource(
        "po_status_change",
        f"e-{number}-{status}",
        event_type="status_change",
        resource_id=number,
        resource_type="portorders",
        status=status,
    )


def unknown(name: str) -> bytes:
    """The body of what Flowroute may add tomorrow."""
    return resource("call_ended", name, seconds=3)


def resource(kind: str, number: str, **attributes: Any) -> bytes:
    """The body of a resource of this type and id."""
    about = {name.rstrip("_"): value for name, value in attributes.items()}
    return json.dumps({"data": {"attributes": about, "id": number, "type": kind}}).encode()


SUBMITTED, DELIVERED = "smsc submit", "message buffered"
KINDS = {"message": "sms", "delivery_receipt": "sms_dlr", "po_status_change": "events"}


def path_for(receiver: WebhookReceiver, body: bytes) -> str:
    """The URL to which Flowroute posts *body*."""
    return receiver.url(BASE, KINDS.get(json.loads(body)["data"]["type"], "events"))


def post(receiver: WebhookReceiver, body: bytes) -> WebhookResponse:
    """Post *body* as Flowroute does; return the answer."""
    headers = {"Content-Type": "application/json"}
    return receiver.handle("POST", path_for(receiver, body), headers, body)


def accept(receiver: WebhookReceiver, *bodies: bytes) -> None:
    """Post *bodies*, each of which must be acknowledged."""
    for body in bodies:
        assert post(receiver, body).status == 200
