"""The message detail records that the counting server shows, as they were sent or mutated."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import attrs

MUTATIONS: dict[str, Callable[[str], str | None]] = {
    "none": lambda body: body,
    "truncated": lambda body: body[:160],
    "html": html.escape,
    "json": lambda body: json.dumps(body)[1:-1],
    "question marks": lambda body: body.encode("ascii", "replace").decode(),
    "mojibake": lambda body: body.encode().decode("latin-1"),
    "null": lambda body: None,
    "redacted": lambda body: "[redacted]",
    "appended": lambda body: f"{body} Reply STOP to opt out",
}


@attrs.frozen
class Accepted:
    """A message that the server accepted, and when by its clock."""

    id: str
    to: str
    from_: str
    body: str
    moment: datetime
    is_mms: bool = False


@attrs.define
class RecordStore:
    """All messages that were accepted, newest first, in pages as Flowroute shows them.

    :param mutation: what becomes of each body; *linked* False leaves out `links.next`.
    :param skew: the seconds by which the server's clock is ahead.
    """

    mutation: str = "none"
    linked: bool = True
    messages: list[Accepted] = attrs.field(factory=list)

    def add(self, message: Accepted) -> None:
        """Keep a message that was accepted."""
        self.messages.append(message)

    def page(self, query: dict[str, str]) -> dict[str, Any]:
        """The document for a lookup of messages."""
        start = datetime.fromisoformat(query["start_date"])
        end = datetime.fromisoformat(query["end_date"]) if "end_date" in query else None
        limit, offset = int(query.get("limit", 250)), int(query.get("offset", 0))
        found = [
            message
            for message in sorted(self.messages, key=lambda one: one.moment, reverse=True)
            if message.moment >= start and (end is None or message.moment <= end)
        ]
        links = {}
        if self.linked and offset + limit < len(found):
            links["next"] = f"/v2.1/messages?{urlencode(query | {'offset': str(offset + limit)})}"
        shown = [self._resource(message) for message in found[offset : offset + limit]]
        return {"data": shown, "links": links}

    def _resource(self, message: Accepted) -> dict[str, Any]:
        attributes = {
            "body": MUTATIONS[self.mutation](message.body),
            "status": "message buffered",
            "direction": "outbound",
            "amount_nanodollars": 4000000,
            "to": message.to,
            "from": message.from_,
            "message_encoding": 0,
            "timestamp": message.moment.isoformat().replace("+00:00", "Z"),
            "delivery_receipts": [],
            "is_mms": message.is_mms,
            "message_type": "longcode",
        }
        return {"type": "message", "id": message.id, "attributes": attributes}
