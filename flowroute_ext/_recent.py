"""What one client sent lately, so that its own equal messages are not taken for each other."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from ._errors import CallFailed
from ._resolution import SoughtMessage, content
from ._unknown import OutcomeUnknown

if TYPE_CHECKING:
    from collections.abc import Generator

    from ._builders.messages import Message
    from ._clock import Clock
    from ._resolution import Resolution

# Half an hour of sending as fast as Flowroute allows.
CAPACITY = 10_000


@attrs.define
class Sending:
    """One message on its way, or sent: `id` is Flowroute's, once it is known."""

    sought: SoughtMessage
    under_way: bool = True
    id: str | None = None


class Recent:
    """The latest messages of one client, and what was heard of them. Safe in threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sendings: OrderedDict[str, Sending] = OrderedDict()
        self._heard: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def sending(self, message: Message, reference: str) -> Generator[Sending]:
        """Remember a message while it is sent, and after it unless it was refused."""
        now = self._clock.now()
        one = Sending(SoughtMessage.of(message, reference=reference, started=now, ended=now))
        with self._lock:
            self._sendings[reference] = one
            if len(self._sendings) > CAPACITY:
                self._sendings.popitem(last=False)
        try:
            yield one
        except CallFailed as error:
            if not isinstance(error, OutcomeUnknown):
                self._forget(one)
            raise
        finally:
            one.sought = attrs.evolve(one.sought, ended=self._clock.now())
            one.under_way = False

    def resolved(self, reference: str, verdict: Resolution) -> None:
        """Note what was found out about a message whose outcome was unknown."""
        with self._lock:
            one = self._sendings.get(reference)
            if one is not None and verdict.verdict == "accepted":
                one.id = verdict.id
            elif one is not None and verdict.verdict == "not accepted":
                del self._sendings[reference]

    def heard(self, reference: str, message_id: str) -> None:
        """Note that a receipt named *reference* as the message *message_id*."""
        with self._lock:
            self._heard[reference] = message_id
            if len(self._heard) > CAPACITY:
                self._heard.popitem(last=False)

    def id_of(self, reference: str) -> str | None:
        """The id that a receipt gave the message of *reference*."""
        return self._heard.get(reference)

    def taken(self, reference: str) -> frozenset[str]:
        """The ids that are known to be of other messages than that of *reference*."""
        with self._lock:
            ids = {name: one.id for name, one in self._sendings.items() if one.id} | self._heard
        return frozenset(known for name, known in ids.items() if name != reference)

    def rivals(self, sought: SoughtMessage) -> list[SoughtMessage]:
        """The other messages of the same text whose outcome is open as well."""
        now = self._clock.now()
        with self._lock:
            others = [one for one in self._sendings.values() if one.id is None]
        return [
            attrs.evolve(one.sought, ended=now) if one.under_way else one.sought
            for one in others
            if one.sought.reference not in (sought.reference, *self._heard)
            and content(one.sought) == content(sought)
        ]

    def _forget(self, one: Sending) -> None:
        with self._lock:
            if self._sendings.get(one.sought.reference) is one:
                del self._sendings[one.sought.reference]
