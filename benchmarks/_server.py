"""A loopback HTTP server with canned responses, in its own process: only clients are timed."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

NUMBER: dict[str, Any] = {
    "type": "number",
    "id": "12065550100",
    "attributes": {
        "value": "12065550100",
        "rate_center": "seattle",
        "state": "wa",
        "number_type": "longcode",
        "iso_country": "US",
        "alias": None,
        "status": "PURCHASED",
        "cnam_lookups_enabled": True,
        "messaging_enabled": False,
    },
    "links": {"self": "https://api.flowroute.com/v2/numbers/12065550100"},
}

DETAILS: dict[str, Any] = {
    "included": [
        {
            "attributes": {"route_type": "sip-reg", "alias": "sip-reg", "value": None},
            "type": "route",
            "id": "0",
            "links": {"self": "https://api.flowroute.com/v2/routes/0"},
        }
    ],
    "data": {
        **NUMBER,
        "relationships": {
            "cnam_preset": {"data": None},
            "e911_address": {"data": None},
            "failover_route": {"data": None},
            "primary_route": {"data": {"type": "route", "id": "0"}},
        },
    },
    "links": {"self": "https://api.flowroute.com/v2/numbers/12065550100"},
}


def numbers(count: int) -> dict[str, Any]:
    """Return a page of *count* numbers."""
    rows = [{**NUMBER, "id": f"1206555{n:04}"} for n in range(count)]
    return {"data": rows, "links": {"self": "https://api.flowroute.com/v2/numbers"}}


def messages(count: int, offset: int = 0, *, more: bool = False) -> dict[str, Any]:
    """Return a page of *count* message detail records, each with two receipts."""
    rows = [
        {
            "type": "message",
            "id": f"mdr2-{hashlib.md5(str(offset + n).encode()).hexdigest()}",
            "attributes": {
                "to": "12065550100",
                "from": "12065550142",
                "body": "Your table is ready.",
                "direction": "outbound",
                "status": "message buffered",
                "amount_nanodollars": 4000000,
                "amount_display": "$0.0040",
                "message_encoding": 0,
                "message_type": "longcode",
                "is_mms": False,
                "timestamp": "2017-12-22T01:52:39.39Z",
                "delivery_receipts": [
                    {
                        "level": 2,
                        "status": "message buffered",
                        "status_code": 1003,
                        "status_code_description": "Message accepted by Carrier",
                        "timestamp": "2017-12-22T01:52:40.00Z",
                    },
                    {
                        "level": 1,
                        "status": "smsc submit",
                        "status_code": None,
                        "status_code_description": "Message has been sent",
                        "timestamp": "2017-12-22T01:52:39.00Z",
                    },
                ],
            },
        }
        for n in range(count)
    ]
    links = {"next": "https://api.flowroute.com/v2.1/messages?offset=1"} if more else {}
    return {"data": rows, "links": links}


class Canned(asyncio.Protocol):
    """Responds to each whole request at once, by its method and target."""

    def __init__(self, respond: Callable[[str, str], bytes]) -> None:
        self._respond = respond

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while True:
            head, end, rest = self.waiting.partition(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            size = int(length or 0)
            if not end or len(rest) < size:
                break
            self.waiting = rest[size:]
            method, target, _ = head.decode("latin-1").split(" ", 2)
            self.transport.write(self._respond(method, target))


PAGE = json.dumps(numbers(200), separators=(",", ":")).encode()
ONE = json.dumps(DETAILS, separators=(",", ":")).encode()


IDS = itertools.count()


def response(method: str, target: str) -> bytes:
    """Return the whole HTTP response for *target*; each message that is sent has another id."""
    path, _, query = target.partition("?")
    if method == "POST":
        data = {"type": "message", "id": f"mdr2-{next(IDS):032x}", "links": {}}
        body = json.dumps({"data": data}).encode()
    elif path.startswith("/v2/numbers/"):
        body = ONE
    elif path.startswith("/v2/numbers"):
        body = PAGE
    else:
        # The year of the query is the number of messages, in hundreds.
        asked = dict(pair.split("=", 1) for pair in query.split("&"))
        offset, limit = int(asked["offset"]), int(asked["limit"])
        total = int(asked["start_date"][:4]) * 100
        body = json.dumps(
            messages(min(limit, total - offset), offset, more=offset + limit < total)
        ).encode()
    head = (
        "HTTP/1.1 200 OK\r\n"
        "content-type: application/vnd.api+json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def pin(core: int) -> None:
    """Keep this process to one core, where the system can, so that two do not compete."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[core % len(cores)]})


async def serve() -> None:
    """Serve on a free port of this machine, which is printed first, until stopped."""
    server = await asyncio.get_running_loop().create_server(
        partial(Canned, response), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    pin(0)
    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        sys.exit(0)
