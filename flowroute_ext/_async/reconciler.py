"""Finds out what became of a call whose answer was lost, by looking at what there is now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_api.api.messages import look_up_a_set_of_messages
from flowroute_api.api.numbers import list_phone_number_details

from .._base.errors import NotFound
from .._base.times import wire
from .._calls.paging import first_cursor, page_of
from .._http.responses import as_it_is
from .._reconcile import evidence as traces
from .._reconcile.verdicts import SETTLED, SKEW, absent, accepted, ambiguous
from .._values.messages import MessageRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from .._base.clock import Clock
    from .._calls.config import MessagesVersion
    from .._calls.options import Options
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.sent_log import Recent
    from .._reconcile.verdicts import MessageQuery, Resolution
    from .transport import AsyncDoor

MESSAGES_PAGE = 1000
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 10.0
AN_INSTANT = 0.001


class AsyncResolver:
    """Looks for the traces of calls; what they mean is judged in `_resolution` and `_traces`."""

    def __init__(self, door: AsyncDoor, clock: Clock, recent: Recent) -> None:
        self._door = door
        self._clock = clock
        self._recent = recent

    async def resolve(
        self, unknown: OutcomeUnknown, patience: float, deadline: float | None = None
    ) -> Resolution:
        """What became of *unknown*; looks again, for *patience* seconds, until it is certain.

        Each look ends by *deadline*, a moment of the clock's `monotonic()`.
        """
        give_up = self._clock.monotonic() + patience
        pause = FIRST_PAUSE
        while True:
            now = self._now(unknown)
            found = await self._look(unknown, now, self._options(deadline))
            unsettled = (unknown.ended + SETTLED - now).total_seconds()
            if found.verdict != "still unknown" or unsettled <= 0:
                return found
            seconds = min(pause, unsettled)
            if self._clock.monotonic() + seconds > give_up:
                return found
            await self._clock.asleep(seconds)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def find_sent(
        self,
        version: MessagesVersion,
        sought: Sequence[MessageQuery],
        taken: Collection[str],
        options: Options,
        now: datetime | None = None,
        *,
        ours: bool = False,
    ) -> dict[str, Resolution]:
        """What the message detail records tell of *sought* at this moment."""
        now = now or self._clock.now()
        start = wire(min(one.started for one in sought) - SKEW, field="start")
        end = wire(max(one.ended for one in sought) + SETTLED + SKEW, field="end")
        records: list[MessageRecord] = []
        complete = True
        cursor = first_cursor(None, MESSAGES_PAGE)
        read = page_of(MessageRecord.from_resource)
        while not cursor.done:
            request = look_up_a_set_of_messages.request(
                version, limit=cursor.limit, offset=cursor.offset, start_date=start, end_date=end
            )
            page = await self._door.ask(request, read, options)
            items, cursor = cursor.take(page)
            # A page that is empty, or came before, where there is more to come, is no end.
            complete = complete and len(items) == len(page.items) and bool(items or not page.more)
            records.extend(items)
        return self._recent.judged(
            sought, records, taken=taken, now=now, complete=complete, ours=ours
        )

    def _options(self, deadline: float | None) -> Options:
        """The options of a look; one that is too late fails as such."""
        if deadline is None:
            return {}
        return {"deadline": max(deadline - self._clock.monotonic(), AN_INSTANT)}

    def _now(self, unknown: OutcomeUnknown) -> datetime:
        """The present moment; no later than it is for sure, should the clock have been set."""
        now = self._clock.now()
        if unknown.lost_at is None:
            return now
        passed = timedelta(seconds=self._clock.monotonic() - unknown.lost_at)
        return min(now, unknown.ended + passed)

    async def _look(self, unknown: OutcomeUnknown, now: datetime, options: Options) -> Resolution:
        """What there is to be seen of *unknown* now."""
        # These import the door's options and builders, which few programs ever need here.
        from .cnams import AsyncCnams
        from .e911s import AsyncE911s
        from .routes import AsyncRoutes

        match unknown.operation:
            case "send_a_message":
                return await self._message(unknown, now, options)
            case "purchase_a_phone_number":
                return await self._number(unknown, now, options)
            case "create_an_inbound_route":
                routes = [route async for route in AsyncRoutes(self._door).list(**options)]
                return traces.of_route(unknown, routes, now)
            case "create_e911":
                addresses = [address async for address in AsyncE911s(self._door).list(**options)]
                return traces.of_e911(unknown, addresses, now)
            case "create_cnam":
                cnams = [cnam async for cnam in AsyncCnams(self._door).list(**options)]
                return traces.of_cnam(unknown, cnams, now)
            case _:
                return ambiguous((), "nothing is known of how to look for this operation")

    async def _message(
        self, unknown: OutcomeUnknown, now: datetime, options: Options
    ) -> Resolution:
        sought = traces.message(unknown)
        heard = self._recent.id_of(unknown.reference)
        if heard is not None:
            return traces.sent(accepted(heard, "a delivery receipt named its reference"))
        verdicts = await self.find_sent(
            traces.version(unknown), [sought], (), options, now, ours=True
        )
        return traces.sent(verdicts[unknown.reference])

    async def _number(self, unknown: OutcomeUnknown, now: datetime, options: Options) -> Resolution:
        number = unknown.request.path.rpartition("/")[2]
        try:
            document = await self._door.ask(
                list_phone_number_details.request(number), as_it_is, options
            )
        except NotFound:
            return absent(unknown.ended, now, "the number on this account")
        return accepted(number, "the number is on this account now", document)
