"""What one client sent lately, so that its own equal messages are not taken for each other."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from .._base.errors import CallFailed
from .._calls.options import new_reference
from .errors import OutcomeUnknown
from .verdicts import MessageQuery, content, judge

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Sequence
    from datetime import datetime

    from .._base.clock import Clock
    from .._builders.messages import Message
    from .._values.messages import MessageRecord
    from .verdicts import Resolution

# Half an hour of sending as fast as Flowroute allows.
CAPACITY = 10_000


@attrs.define
class Sending:
    """One message on its way, or sent: `id` is Flowroute's, once it is known."""

    sought: MessageQuery
    under_way: bool = True
    id: str | None = None


class SentLog:
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
        one = Sending(MessageQuery.of(message, reference=reference, started=now, ended=now))
        with self._lock:
            self._set_aside(reference)
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
            with self._lock:
                one.sought = attrs.evolve(one.sought, ended=self._clock.now())
                one.under_way = False

    def judged(
        self,
        sought: Sequence[MessageQuery],
        records: Iterable[MessageRecord],
        *,
        taken: Collection[str],
        now: datetime,
        complete: bool,
        ours: bool = False,
    ) -> dict[str, Resolution]:
        """The verdicts of `judge` on *sought*, told from all else that was sent here; noted.

        *records* were read before, so whatever of them was sent here is known by now. Two who
        ask at once are judged one after the other, and never come to the same record.

        Who names a message here by another reference than it was sent under has to tell it from
        others without us; with *ours* that is certainly not so.
        """
        present = self._clock.now()
        names = {one.reference for one in sought}
        with self._lock:
            known = [one for one in sought if ours or one.reference in self._sendings]
            texts = {content(one) for one in known}
            others = {
                name: one
                for name, one in self._sendings.items()
                if name not in names and content(one.sought) in texts
            }
            ids = {name: one.id for name, one in others.items() if one.id}
            ids |= {
                name: told
                for name, told in self._heard.items()
                if name in others or (len(known) == len(sought) and name not in names)
            }
            rivals = [
                attrs.evolve(one.sought, ended=present) if one.under_way else one.sought
                for name, one in others.items()
                if name not in ids
            ]
            verdicts = judge(
                [*sought, *rivals],
                records,
                taken={*taken, *ids.values()},
                now=now,
                complete=complete,
            )
            for name in names:
                self._note(name, verdicts[name], present)
        return {name: verdicts[name] for name in names}

    def record_receipt(self, reference: str, message_id: str) -> None:
        """Note that a receipt named *reference* as the message *message_id*."""
        with self._lock:
            self._heard[reference] = message_id
            if len(self._heard) > CAPACITY:
                self._heard.popitem(last=False)

    def id_of(self, reference: str) -> str | None:
        """The id that a receipt gave the message of *reference*."""
        return self._heard.get(reference)

    def _note(self, reference: str, verdict: Resolution, now: datetime) -> None:
        one = self._sendings.get(reference)
        if one is None:
            return
        if verdict.verdict == "accepted":
            one.id = verdict.id
        elif verdict.verdict == "not accepted" and one.under_way:
            # It is about to be sent again.
            one.sought = attrs.evolve(one.sought, started=now)
        elif verdict.verdict == "not accepted":
            del self._sendings[reference]

    def _set_aside(self, reference: str) -> None:
        """Have what is known under *reference* under another name: it is used once more."""
        earlier, heard = self._sendings.pop(reference, None), self._heard.pop(reference, None)
        name = new_reference()
        if heard is not None:
            self._heard[name] = heard
        if earlier is not None:
            earlier.sought = attrs.evolve(earlier.sought, reference=name)
            self._sendings[name] = earlier

    def _forget(self, one: Sending) -> None:
        with self._lock:
            if self._sendings.get(one.sought.reference) is one:
                del self._sendings[one.sought.reference]
