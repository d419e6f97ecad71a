"""An account whose records a test makes, and that may change while they are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from flowroute_ext import AsyncFlowroute, Flowroute

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
PAGE = 20
URL = "http://127.0.0.1:1"
OWN, CUSTOMER = "12065550100", "13125550101"


def receipt(level: int, status: str, at: datetime, code: int | None = None) -> dict[str, Any]:
    """A delivery receipt, as in a record."""
    return {
        "level": level,
        "status": status,
        "status_code": code,
        "status_code_description": "Message accepted by Carrier" if code else None,
        "timestamp": at.isoformat(),
    }


def message(number: int, at: datetime, **attributes: Any) -> dict[str, Any]:
    """The record of a message."""
    facts = {
        "body": f"Text {number}",
        "status": "message buffered",
        "direction": "outbound",
        "amount_nanodollars": 4000000,
        "amount_display": "$0.0040",
        "from": OWN,
        "to": CUSTOMER,
        "is_mms": False,
        "message_encoding": 0,
        "message_type": "longcode",
        "timestamp": f"{at.isoformat(timespec='milliseconds')[:22]}Z",
        "delivery_receipts": [
            receipt(2, "message buffered", at + timedelta(seconds=3), 1003),
            receipt(1, "smsc submit", at + timedelta(seconds=1)),
        ],
    }
    return {"id": f"mdr2-{number:032x}", "type": "message", "attributes": facts | attributes}


class Records:
    """The records, and a server for them; `meanwhile` is called before each response."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.messages: list[dict[str, Any]] = []
        self.lists: dict[str, list[dict[str, Any]]] = {"numbers": [], "e911s": [], "cnams": []}
        self.cap = 100_000
        self.says_more = True
        self.requests = 0
        self.key = "key"
        self.meanwhile: Callable[[int], object] = lambda _: None

    def client(self) -> Flowroute:
        """A client of this account."""
        client = httpx.Client(transport=httpx.MockTransport(self._response))
        return Flowroute(self.key, "secret", base_url=URL, http_client=client)

    def async_client(self) -> AsyncFlowroute:
        """An async client of this account."""
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._response))
        return AsyncFlowroute(self.key, "secret", base_url=URL, http_client=client)

    def _response(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        self.meanwhile(self.requests)
        query, kind = request.url.params, request.url.path.rpartition("/")[2]
        found = self._messages(query) if kind == "messages" else self.lists[kind]
        limit, offset = min(int(query["limit"]), self.cap), int(query["offset"])
        links = {"next": "more"} if self.says_more and len(found) > offset + limit else {}
        document = {"data": found[offset : offset + limit], "links": links}
        date = self.now.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return httpx.Response(200, content=json.dumps(document), headers={"date": date})

    def _messages(self, query: Any) -> list[dict[str, Any]]:
        start, end = _time(query["start_date"]), _time(query.get("end_date", "9999-12-31"))
        times = [(_time(one["attributes"]["timestamp"]), one) for one in self.messages]
        chosen = [(time, one) for time, one in times if start <= time <= end]
        return [one for _, one in sorted(chosen, key=lambda pair: pair[0], reverse=True)]


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
