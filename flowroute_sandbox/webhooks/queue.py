"""Which webhook is next: the messages that have one to come, the soonest first."""

from __future__ import annotations

import heapq
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.webhooks.deliveries import after, begin, current, due

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import Attempt, Delivery, Message

KEPT = 10_000
"""How many deliveries are remembered; of more, those that ended first are forgotten."""


class Task(NamedTuple):
    """An attempt to be made now."""

    message: Message
    delivery: Delivery
    due: datetime


class Agenda:
    """Hands out what is due on `account`, and writes down what came of it.

    Whatever calls it must hold the account's lock; a task is carried out without.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        # An entry counts only while the message is due at just that moment: what has changed
        # since is here once more.
        self._entries: list[tuple[datetime, int, str]] = []
        self._busy: set[str] = set()
        for message in account.messages:
            self.note(message.id)

    def resume(self, now: datetime) -> None:
        """Let what fell due before now fall due now, so that its attempts are apart."""
        for message in list(self._account.messages):
            delivery = self._due(message, now)
            if delivery is not None:
                self._account.deliveries.put(replace(delivery, due=now))
                self.note(message.id)

    def note(self, message_id: str) -> None:
        """Take in a message that is new or has changed."""
        message = self._account.messages.get(message_id)
        at = due(self._account, message) if message else None
        if message is not None and at is not None:
            heapq.heappush(self._entries, (at, message.sequence, message.id))

    def next(self) -> datetime | None:
        """Return when to ask again; until then nothing is due."""
        return self._entries[0][0] if self._entries else None

    def take(self, now: datetime) -> Task | None:
        """Return what is due first; until it is given back its message has nothing else due."""
        while self._entries and self._entries[0][0] <= now:
            at, _, message_id = heapq.heappop(self._entries)
            message = self._account.messages.get(message_id)
            if message is None or message_id in self._busy or due(self._account, message) != at:
                continue
            delivery = self._due(message, now)
            if delivery is not None:
                self._busy.add(message_id)
                return Task(message, delivery, at)
        return None

    def give_back(self, task: Task, attempt: Attempt | None) -> None:
        """Write down what came of a task; without an attempt it stays to be done."""
        self._busy.discard(task.message.id)
        unchanged = self._account.deliveries.get(task.delivery.key) is task.delivery
        if attempt is not None and unchanged:  # else the account was reset meanwhile
            delivery = after(task.delivery, attempt)
            self._account.deliveries.put(delivery)
            if delivery.due is None:
                self._end(delivery)
        self.note(task.message.id)

    def _due(self, message: Message, now: datetime) -> Delivery | None:
        """Return the delivery of a message that is due, past the webhooks nobody asked for."""
        while (at := due(self._account, message)) is not None and at <= now:
            delivery = current(self._account, message)
            if delivery is None and (delivery := begin(self._account, message, at)):
                self._account.deliveries.put(delivery)
            if delivery is not None:
                return delivery
            message = self._skip(message)
        return None

    def _skip(self, message: Message) -> Message:
        message = replace(message, told=message.told + 1)
        self._account.messages.put(message)
        self.note(message.id)
        return message

    def _end(self, delivery: Delivery) -> None:
        message = self._account.messages.get(delivery.message)
        if message is not None:
            self._skip(message)
        deliveries = self._account.deliveries
        if len(deliveries) > KEPT:
            deliveries.drop(next(each.key for each in deliveries if each.due is None))
