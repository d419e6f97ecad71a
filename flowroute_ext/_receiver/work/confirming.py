"""Events that are not known to be true yet: confirmed, removed, or looked at again later."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from ..._webhooks.parsing import parse
from ..arrivals import arrival, digest
from ..look_ups import SHOWN_AFTER, Forged, Later, Taken
from ..store import arriving, taking
from ..verification import averify, verify
from .failures import logger

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..._webhooks.parsing import Event
    from ..look_ups import Decision, LookUps
    from ..store.events import EventStore
    from ..store.session import HeldEvent, Session
    from .clients import Clients


# What another receiver of the same store has kept to be looked up.
UNABLE: Final = Later(60.0, "this receiver needs verify='look-up', as the one has that took it")
ABSENT: Final = re.compile(r"no record since ([0-9]+\.[0-9]+)")


@attrs.frozen
class Confirmed:
    """An event that may be handled; `late` where it says less than one before it."""

    event: Event
    late: bool


class Confirmer:
    """Has events looked up by *look_ups*.

    Without it, events that another receiver has kept to be looked up are left to that one: else a
    worker with other settings than those of the web processes would handle forged ones. With
    *opt_outs* what they say of consent counts.
    """

    def __init__(
        self, store: EventStore, clients: Clients, look_ups: LookUps | None, *, opt_outs: bool
    ) -> None:
        self._store = store
        self._clients = clients
        self._look_ups = look_ups
        self._opt_outs = opt_outs

    async def aconfirm(self, owner: str, held: HeldEvent) -> Confirmed | None:
        """Return the event that *owner* has *held*; None where it is not to be handled now."""
        event = parse(held.body)
        confirmed: Confirmed | None = Confirmed(event, held.late)
        if not held.confirmed:
            change = self._change(owner, held, await self._adecision(event))
            confirmed = await self._store.writer.amake(change)
        return self._recorded(confirmed, held)

    def confirm(self, owner: str, held: HeldEvent) -> Confirmed | None:
        """Return the event, as `aconfirm` does."""
        event = parse(held.body)
        confirmed: Confirmed | None = Confirmed(event, held.late)
        if not held.confirmed:
            change = self._change(owner, held, self._decision(event))
            confirmed = self._store.writer.make(change)
        return self._recorded(confirmed, held)

    def _recorded(self, confirmed: Confirmed | None, held: HeldEvent) -> Confirmed | None:
        if confirmed is not None:
            self._clients.record_receipt(confirmed.event, held.query)
        return confirmed

    async def _adecision(self, event: Event) -> Decision:
        if self._look_ups is None:
            return UNABLE
        client = self._clients.of_async()
        if inspect.iscoroutinefunction(client.messages.get):
            return await averify(event, client.messages, self._look_ups)
        return await asyncio.to_thread(verify, event, client.messages, self._look_ups)

    def _decision(self, event: Event) -> Decision:
        if self._look_ups is None:
            return UNABLE
        client = self._clients.of_sync()
        if inspect.iscoroutinefunction(client.messages.get):
            return self._clients.loop.run(averify(event, client.messages, self._look_ups))
        return verify(event, client.messages, self._look_ups)

    def _change(
        self, owner: str, held: HeldEvent, decision: Decision
    ) -> Callable[[Session], Confirmed | None]:
        """The change after *decision*, which returns what may be handled."""
        match decision:
            case Taken(document=document):
                return partial(self._confirm, owner=owner, held=held, document=document)
            case Forged(why=why):
                logger.warning("event %d (%s) is removed: %s", held.id, held.kind, why)
                return _only(partial(taking.remove, owner=owner, event=held.id))
            case Later(seconds=seconds, why=why, is_absent=is_absent):
                level = logging.ERROR if decision is UNABLE else logging.INFO
                logger.log(level, "event %d (%s) is looked up later: %s", held.id, held.kind, why)
                due = self._store.now() + seconds
                if is_absent:
                    return _only(self._aside(owner, held, due, why))
                return _only(
                    partial(
                        taking.put_back,
                        owner=owner,
                        event=held.id,
                        due=due,
                        error=held.error,
                        counts=False,
                    )
                )

    def _aside(
        self, owner: str, held: HeldEvent, due: float, why: str
    ) -> Callable[[Session], None]:
        """The change where there is no record: later, or never if it was so for long enough.

        Since when is in the store, as a process may live for shorter than that.
        """
        now = self._store.now()
        match = ABSENT.fullmatch(held.error or "")
        since = float(match[1]) if match else now
        if now - since >= SHOWN_AFTER:
            logger.warning("event %d (%s) is removed: %s", held.id, held.kind, why)
            return partial(taking.remove, owner=owner, event=held.id)
        # It may be invented, and must not hold up a conversation.
        return partial(
            taking.step_aside,
            owner=owner,
            event=held.id,
            due=due,
            error=f"no record since {since:.3f}",
            subject=digest("unconfirmed", str(held.id)),
        )

    def _confirm(
        self, session: Session, *, owner: str, held: HeldEvent, document: dict[str, Any]
    ) -> Confirmed | None:
        """Confirm the event, and remove it where it is there already."""
        body = json.dumps(document).encode()
        event = parse(body)
        confirmed = arrival(event, body, held.received, opt_outs=self._opt_outs)
        is_new, late = arriving.confirm(session, held.id, confirmed)
        if not is_new:
            taking.remove(session, owner, held.id)
            return None
        if not taking.join(session, owner=owner, event=held.id, subject=confirmed.subject):
            return None
        return Confirmed(event, late)


def _only(change: Callable[[Session], None]) -> Callable[[Session], None]:
    """A *change* after which there is nothing to be handled."""
    return change
