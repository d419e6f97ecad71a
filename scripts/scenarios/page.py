"""An account for the screenshots of the page: a restaurant that takes reservations by text."""

from __future__ import annotations

import json
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from struct import pack
from typing import TYPE_CHECKING
from zlib import compress, crc32

if TYPE_CHECKING:
    import httpx

CAFE, BAKERY, HOTLINE = "12065550100", "13125550142", "18005550177"
GUEST = "14155550111"
CONVERSATION = f"/_sandbox/page/conversations/{CAFE}/{GUEST}"

ANSWERS = {
    "Hi! Do you have a table for four tonight?": (
        "Hello from Harbor Cafe. We have 18:30 or 20:15. Which one suits you?"
    ),
    "20:15 please, near the window 🌅": (
        "Done: a table for four at 20:15, near the window. Text CANCEL if your plans change."
    ),
    "This is where we sat last time": "What a view! We will keep that one for you.",
    "مرحبا، هل لديكم طاولة لشخصين غدًا؟": "أهلًا بكم! نعم، الساعة ٨ مساءً. ✅",
    "Do you deliver to Pier 57?": "We do, until 21:00. Our menu: https://example.com/menu",
}
LATE = "Your order is on its way."
OTHERS = (
    ("447700900123", CAFE, "مرحبا، هل لديكم طاولة لشخصين غدًا؟"),
    ("16175550120", BAKERY, "Two dozen croissants for Friday, can you do that? 🥐"),
    ("17205550188", HOTLINE, "STOP"),
    ("15125550160", CAFE, "Do you deliver to Pier 57?"),
    ("19175550133", BAKERY, "Thank you so much for yesterday. " * 6),
)


class Application(ThreadingHTTPServer):
    """Answers messages as the restaurant does, with the `api` that it is given."""

    api: httpx.Client

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Webhook)


class _Webhook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Take a webhook, and answer the message in it, but one whose receipts it fails on."""
        length = int(self.headers["content-length"])
        document = json.loads(self.rfile.read(length))
        received = document["data"]["attributes"]
        self.send_response(503 if received["body"] == LATE else 200)
        self.end_headers()
        answer = ANSWERS.get(received["body"] or "")
        if answer and self.path != "/receipts" and isinstance(self.server, Application):
            message = {"from": received["to"], "to": received["from"], "body": answer}
            self.server.api.post("/v2.1/messages", json=message)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def fill(api: httpx.Client, port: int) -> None:
    """Give a new account numbers, names, addresses, conversations and traffic."""
    for number in (CAFE, BAKERY, HOTLINE):
        api.post("/_sandbox/numbers", json={"number": number})
    routes = {"PBX": "sip.example.com", "Night desk": "night.example.com"}
    for kind, (alias, host) in zip(("primary", "failover"), routes.items(), strict=True):
        route = {"route_type": "host", "value": host, "alias": alias}
        route_id = api.post("/v2/routes", json=route).json()["data"]["id"]
        named = {"data": {"type": "route", "id": route_id}}
        path = f"/v2/numbers/{CAFE}/relationships/{kind}_route"
        api.patch(path, json=named).raise_for_status()
    for number, alias in {CAFE: "Tables", BAKERY: "Bakery"}.items():
        attributes = {"type": "number", "alias": alias}
        api.patch(f"/v2/numbers/{number}", json=attributes).raise_for_status()
    address = {
        "label": "Dining room",
        "first_name": "Ada",
        "last_name": "Ngata",
        "street_number": "1301",
        "street_name": "Alaskan Way",
        "city": "Seattle",
        "state": "WA",
        "country": "US",
        "zip": "98101",
    }
    e911 = api.post("/v2/e911s", json=address).json()["data"]["id"]
    api.patch(f"/v2/numbers/{CAFE}/relationships/e911s/{e911}")
    names = [_name(api, value) for value in ("HARBOR CAFE", "PIER 57 BAKERY", "CITY BANK")]
    api.post(f"/_sandbox/cnams/{names[0]}/approve")
    api.post(f"/_sandbox/cnams/{names[2]}/reject", json={"reason": "Not the name of the business"})
    api.patch(f"/v2/numbers/{CAFE}/relationships/cnams/{names[0]}")
    for kind, path in {"sms": "messages", "mms": "messages", "sms_dlr": "receipts"}.items():
        url = f"http://127.0.0.1:{port}/{path}"
        api.put(f"/v2.1/messages/{kind}_callback", json={"callback_url": url})
    api.post("/v2.1/messages", json={"from": CAFE, "to": OTHERS[3][0], "body": LATE})
    for sender, recipient, body in OTHERS:
        _receive(api, sender, recipient, body)
    for body in list(ANSWERS)[:2]:
        _receive(api, GUEST, CAFE, body)
    picture = {"name": "window.png", "data": b64encode(_sunset()).decode()}
    _receive(api, GUEST, CAFE, list(ANSWERS)[2], files=[picture])
    wrong = {"from": "12065550199", "to": GUEST, "body": "Your table is ready."}
    for _ in range(6):  # one more than there may be in a second
        api.post("/v2.1/messages", json=wrong)


def _name(api: httpx.Client, value: str) -> str:
    response = api.post("/v2/cnams", json={"value": value})
    return str(response.json()["data"]["id"])


def _receive(api: httpx.Client, sender: str, recipient: str, body: str, **rest: object) -> None:
    # Each in a minute of its own, so that all answers are within the rate limit.
    api.post("/_sandbox/clock/advance", json={"seconds": 61}).raise_for_status()
    message = {"from": sender, "to": recipient, "body": body, **rest}
    api.post("/_sandbox/messages/receive", json=message).raise_for_status()


def _sunset(width: int = 320, height: int = 200) -> bytes:
    """Return a PNG: the sun above water."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(_color(x / width, y / height))
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", compress(bytes(rows), 9)), (b"IEND", b""))
    chunks = (
        pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _color(x: float, y: float) -> tuple[int, int, int]:
    away = ((x - 0.62) ** 2 * 2.56 + (y - 0.52) ** 2) ** 0.5
    if y < 0.64 and away < 0.13:
        return 255, 236, 179
    if y < 0.64:
        glow = max(0.0, 1 - away * 1.4)
        return int(70 + 180 * glow), int(60 + 105 * glow), int(120 + 20 * glow)
    glitter = abs(x - 0.62) < 0.05 + (y - 0.64) * 0.3 and int(y * 200) % 6 < 3
    return (244, 190, 140) if glitter else (38, 52, 96)
