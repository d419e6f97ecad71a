"""Events that are not known to be true yet: confirmed, removed, or looked at again later."""

from __future__ import annotations

import asyncio
import inspect
import json
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from ..._webhooks.parsing import parse
from ..arrivals import arrival, digest
from ..look_ups import Forged, Later, Taken
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


@attrs.frozen
class Confirmed:
    """An event that may be handled; `late` where it says less than one before it."""

    event: Event
    late: bool


class Confirmer:
    """Has events looked up by *look_ups*; without it, what was received is taken for true."""

    def __init__(self, store: EventStore, clients: Clients, look_ups: LookUps | None) -> None:
        self._store = store
        self._clients = clients
        self._look_ups = look_ups

    async def aconfirm(self, owner: str, held: HeldEvent) -> Confirmed | None:
        """Return the event that *owner* has *held*; None where it is not to be handled now."""
        event = parse(held.body)
        if held.confirmed:
            return Confirmed(event, held.late)
        decision = await self._adecision(event)
        return await self._store.writer.amake(self._change(owner, held, decision))

    def confirm(self, owner: str, held: HeldEvent) -> Confirmed | None:
        """Return the event, as `aconfirm` does."""
        event = parse(held.body)
        if held.confirmed:
            return Confirmed(event, held.late)
        decision = self._decision(event)
        return self._store.writer.make(self._change(owner, held, decision))

    async def _adecision(self, event: Event) -> Decision:
        if self._look_ups is None:
            return Taken(event.raw)
        client = self._clients.of_async()
        if inspect.iscoroutinefunction(client.messages.get):
            return await averify(event, client.messages, self._look_ups)
        return await asyncio.to_thread(verify, event, client.messages, self._look_ups)

    def _decision(self, event: Event) -> Decision:
        if self._look_ups is None:
            return Taken(event.raw)
        client = self._clients.of_sync()
        if inspect.iscoroutinefunction(client.messages.get):
            return asyncio.run(averify(event, client.messages, self._look_ups))
        return verify(event, client.messages, self._look_ups)

    def _change(
        self, owner: str, held: HeldEvent, decision: Decision
    ) -> Callable[[Session], Confirmed | None]:
        """The change after *decision*, which returns what may be handled."""
        match decision:
            case Taken(document=document):
                return partial(_confirm, owner=owner, held=held, document=document)
            case Forged(why=why):
                logger.warning("event %d (%s) is removed: %s", held.id, held.kind, why)
                remove: Any = partial(taking.remove, owner=owner, event=held.id)
                return remove
            case Later(seconds=seconds, why=why, is_absent=is_absent):
                logger.info("event %d (%s) is looked up later: %s", held.id, held.kind, why)
                due = self._store.now() + seconds
                if is_absent:
                    # It may be invented, and must not hold up a conversation.
                    alone = digest("unconfirmed", str(held.id))
                    aside: Any = partial(
                        taking.step_aside, owner=owner, event=held.id, due=due, subject=alone
                    )
                    return aside
                later: Any = partial(
                    taking.put_back, owner=owner, event=held.id, due=due, counts=False
                )
                return later


def _confirm(
    session: Session, *, owner: str, held: HeldEvent, document: dict[str, Any]
) -> Confirmed | None:
    """Confirm the event, and remove it where it is there already."""
    body = json.dumps(document).encode()
    event = parse(body)
    confirmed = arrival(event, body, held.received)
    is_new, late = arriving.confirm(session, held.id, confirmed)
    if not is_new:
        taking.remove(session, owner, held.id)
        return None
    if not taking.join(session, owner=owner, event=held.id, subject=confirmed.subject):
        return None
    return Confirmed(event, late)
