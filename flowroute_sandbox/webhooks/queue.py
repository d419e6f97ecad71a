"""A queue of the messages and orders that have a webhook to come, the earliest first."""

from __future__ import annotations

import heapq
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.webhooks import subjects
from flowroute_sandbox.webhooks.deliveries import after, begin, current, due, is_unheard
from flowroute_sandbox.webhooks.receivers import Receivers

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.clock import Clock
    from flowroute_sandbox.state.entities import DeliveryAttempt, WebhookDelivery
    from flowroute_sandbox.webhooks.subjects import Subject

KEPT = 10_000
"""How many deliveries are remembered; of more, those that ended first are forgotten."""


class DeliveryTask(NamedTuple):
    """An attempt to be made now."""

    message: Subject
    delivery: WebhookDelivery
    due: datetime


class DeliveryQueue:
    """The deliveries that are due on `account`, and their results.

    Callers hold the account's lock, but not while they carry out a task.

    While no callback is set, messages without their own are left out: so nothing has to be done for
    each, and nothing to be saved. See `follow_callbacks`.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        # An entry is valid only while its message is due at just that moment: a message that has
        # changed since has another entry.
        self._entries: list[tuple[datetime, int, str]] = []
        self._busy: set[str] = set()
        self._receivers = Receivers()
        self._heard = len(account.callbacks) > 0
        self.looked: datetime | None = None  # when what was due was last taken
        for message in subjects.every(account):
            self.note(message.id)

    def resume(self, now: datetime) -> None:
        """Make what was due before now due now, so that attempts keep their interval."""
        self.looked = now
        for message in subjects.every(self._account):
            delivery = None if is_unheard(self._account, message) else self._due(message, now)
            if delivery is not None:
                self._account.deliveries.put(replace(delivery, due=now))
                self.note(message.id)

    def note(self, message_id: str) -> None:
        """Add a message that is new or has changed."""
        message = subjects.find(self._account, message_id)
        if message is None or is_unheard(self._account, message):
            return
        at = due(self._account, message)
        if at is not None:
            heapq.heappush(self._entries, (at, message.sequence, message.id))

    def follow_callbacks(self, clock: Clock | None) -> None:
        """Add the messages that were left out, if the first callback was set since the last call.

        Webhooks that had fallen due before that are not posted later either. Before means until
        now by `clock`, and without one until `take` was last called.
        """
        if not len(self._account.messages):
            self.looked = None  # after a reset the time may be an earlier one
        was_heard, self._heard = self._heard, len(self._account.callbacks) > 0
        if was_heard or not self._heard:
            return
        until = self.looked if clock is None else clock.now()
        if until is not None:
            self._account.settings = replace(self._account.settings, unheard_until=until)
        for message in self._account.messages:
            self.note(message.id)

    def next(self) -> datetime | None:
        """Return when the next attempt is due at the earliest, None when there is none."""
        return self._entries[0][0] if self._entries else None

    @property
    def waiting(self) -> bool:
        """Whether something is due at a receiver that has enough in progress."""
        return self._receivers.waiting

    def take(self, now: datetime, at_once: int) -> DeliveryTask | None:
        """Return what is due first at a receiver that has fewer than `at_once` in progress.

        Its message has nothing else due until it is given back.
        """
        self.looked = now
        while self._entries and self._entries[0][0] <= now:
            at, _, message_id = heapq.heappop(self._entries)
            message = subjects.find(self._account, message_id)
            if message is None or message_id in self._busy or due(self._account, message) != at:
                continue
            delivery = self._due(message, now)
            if delivery is None:
                continue
            if self._receivers.begin(delivery.url, message_id, at_once=at_once):
                self._busy.add(message_id)
                return DeliveryTask(message, delivery, at)
        return None

    def give_back(self, task: DeliveryTask, attempt: DeliveryAttempt | None) -> bool:
        """Record the attempt of a task, and return whether the account still has it.

        Without an attempt it is due again.
        """
        self._busy.discard(task.message.id)
        for message_id in self._receivers.end(task.delivery.url):
            self.note(message_id)
        unchanged = self._account.deliveries.get(task.delivery.key) is task.delivery
        if attempt is not None and unchanged:  # else the account was reset meanwhile
            delivery = after(task.delivery, attempt)
            self._account.deliveries.put(delivery)
            if delivery.due is None:
                self._finish(delivery)
        self.note(task.message.id)
        return unchanged

    def _due(self, message: Subject, now: datetime) -> WebhookDelivery | None:
        """Return the delivery of a message that is due; webhooks without a callback are skipped."""
        while (at := due(self._account, message)) is not None and at <= now:
            delivery = current(self._account, message)
            if delivery is None and (delivery := begin(self._account, message, at)):
                self._account.deliveries.put(delivery)
            if delivery is not None:
                return delivery
            message = self._skip(message)
        return None

    def _skip(self, message: Subject) -> Subject:
        message = replace(message, webhooks_done=message.webhooks_done + 1)
        subjects.put(self._account, message)
        self.note(message.id)
        return message

    def _finish(self, delivery: WebhookDelivery) -> None:
        message = subjects.find(self._account, delivery.message)
        if message is not None:
            self._skip(message)
        deliveries = self._account.deliveries
        if len(deliveries) > KEPT:
            deliveries.drop(next(ended.key for ended in deliveries if ended.due is None))
