"""All that is live of one sandbox: its events, and what the page shows besides the account."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from flowroute_sandbox.live.conversations import Conversations, pair
from flowroute_sandbox.live.feed import Feed
from flowroute_sandbox.live.gauge import RateGauge
from flowroute_sandbox.live.traffic import REQUEST, Exchange, Traffic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import MessageRow

SHOWN = frozenset({"number", "seeded", "route", "e911", "cnam", "callback", "settings"})
"""The kinds of rows whose changes are `account` events."""

MOST_KEYS = 20
"""How many keys of rows an `account` event names; of more, none."""


class Live:
    """Follows the changes of `account`, whose lock must be held; `secrets` are never shown."""

    def __init__(self, account: Account, secrets: Iterable[str]) -> None:
        self._account = account
        self.feed = Feed()
        self.traffic = Traffic(secrets)
        self.conversations = Conversations(account)
        self.gauge = RateGauge()
        self.followed = False  # whether anything was ever subscribed to
        self._known, self._offset = 0, 0
        followed = SHOWN | {"message", "delivery"}
        self._tables = [table for table in account.tables() if table.kind in followed]
        self._receipts: list[tuple[datetime, str]] = []

    def follow(self, now: datetime) -> None:
        """Begin to publish what changes: without a subscriber it costs nothing."""
        if self.followed:
            return
        self.followed = True
        account = self._account
        self._known = next((message.sequence for message in reversed(account.messages)), 0)
        self._offset = account.settings.clock_offset
        for message in account.messages:
            self._expect(message, now)

    def reset(self) -> None:
        """Forget everything, and publish that."""
        self.traffic.clear()
        self.conversations.clear()
        self.gauge.clear()
        self.feed.clear()
        self._receipts.clear()
        self._known, self._offset = 0, 0
        self.feed.publish("reset", {})

    def record(self, exchange: Exchange) -> None:
        """Keep an exchange, and publish that it took place; a webhook has an event of its own."""
        number = self.traffic.add(exchange)
        if self.followed and exchange.kind == REQUEST:
            self.feed.publish(
                "request",
                {
                    "id": number,
                    "method": exchange.method,
                    "operation": exchange.operation,
                    "status": exchange.status,
                },
            )

    def faults_changed(self) -> None:
        """Publish that a fault was armed, has hit, or is gone."""
        if self.followed:
            self.feed.publish("fault", {})

    def changed(self, now: datetime) -> None:
        """Publish what has changed in the account since its changes were last forgotten."""
        rows = {table.kind: list(table.changed) for table in self._tables if table.changed}
        if rows:
            self._publish(rows, now)
        self.tick(now)

    def receipts_changed(self, message: MessageRow, now: datetime) -> None:
        """Publish that a message has other receipts than before, or at another time."""
        if self.followed:
            self.feed.publish("receipt", _named(message))
            self._expect(message, now)

    def tick(self, now: datetime) -> None:
        """Publish the receipts that have fallen due by now."""
        while self._receipts and self._receipts[0][0] <= now:
            at, message_id = heapq.heappop(self._receipts)
            message = self._account.messages.get(message_id)
            if message is not None and at in {message.submitted, message.settled}:
                self.feed.publish("receipt", _named(message))

    def next_receipt(self) -> datetime | None:
        """Return when `tick` has something to publish at the earliest."""
        return self._receipts[0][0] if self._receipts else None

    def _publish(self, rows: dict[str, list[str]], now: datetime) -> None:
        account = self._account
        for message_id in rows.pop("message", ()):
            message = account.messages.get(message_id)
            # One that is known has only had a webhook posted, which is an event of its own.
            if message is not None and message.sequence > self._known:
                self._known = message.sequence
                self.feed.publish("message", _named(message))
                self._expect(message, now)
        for key in rows.pop("delivery", ()):
            message = account.messages.get(key.rpartition("/")[0])
            if message is not None:
                self.feed.publish("webhook", _named(message))
        if "settings" in rows and self._offset != account.settings.clock_offset:
            self._offset = account.settings.clock_offset
            self.feed.publish("clock", {"now": now.isoformat()})
        if rows:
            few = {kind: keys if len(keys) <= MOST_KEYS else None for kind, keys in rows.items()}
            self.feed.publish("account", {"changed": few})

    def _expect(self, message: MessageRow, now: datetime) -> None:
        for at in (message.submitted, message.settled):
            if at is not None and at > now:
                heapq.heappush(self._receipts, (at, message.id))


def _named(message: MessageRow) -> dict[str, object]:
    ours, theirs = pair(message)
    return {"id": message.id, "ours": ours, "theirs": theirs}
