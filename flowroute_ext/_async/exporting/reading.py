"""The pages of an account's records as JSON, without any values between."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from flowroute_api.api.cnams import list_cnams
from flowroute_api.api.e911s import list_e911s
from flowroute_api.api.messages import look_up_a_set_of_messages
from flowroute_api.api.numbers import list_account_phone_numbers

from ..._base.times import wire
from ..._calls.arguments import optional
from ..._exports.pages import READINGS, SMALLEST_PAGE, Changed, SteadyList, raw_page
from ..._http.responses import as_it_is
from ..sent_messages import MESSAGES_PAGE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from flowroute_api.types import Request

    from ..._calls.config import MessagesVersion
    from ..._exports.columns import Exportable
    from ..._exports.pages import RawPage
    from ..._exports.periods import Period
    from ..transport import AsyncTransport

# The greatest pages that are documented; without a maximum, as many.
LISTS: dict[str, tuple[Callable[..., Request[Any]], int]] = {
    "numbers": (list_account_phone_numbers.request, 200),
    "e911s": (list_e911s.request, 2000),
    "cnams": (list_cnams.request, 200),
}


class AsyncReader:
    """Reads pages by *transport*, and counts its `requests`."""

    def __init__(self, transport: AsyncTransport, version: MessagesVersion) -> None:
        self._transport = transport
        self._version: MessagesVersion = version
        self.size = MESSAGES_PAGE
        self.requests = 0
        self.repeated = 0
        # Whether a page said that there is more, as is documented; else what is asked shows it.
        self._says_more = False
        self._most = 0  # records of a page that was all of its period
        self._capped = self.size  # the fewest records of a page that was not

    async def period(self, period: Period) -> RawPage:
        """Return the newest page of *period*, which has more unless that is all of it."""
        request = self._messages(period)
        page = await self._page(request(limit=self.size, offset=0))
        count = len(page.resources)
        is_last = page.is_last(self.size)
        if is_last is None or (
            is_last and SMALLEST_PAGE < count > self._most and not self._says_more
        ):
            following = await self._page(request(limit=1, offset=count))
            is_last = not following.resources
            if is_last:
                self._most = max(self._most, count)
            else:
                self._capped = min(self._capped, count)
        return attrs.evolve(page, more=not is_last)

    async def crowded(self, period: Period) -> list[Mapping[str, Any]]:
        """Return all messages of *period*, however many pages they are on."""
        for _ in range(READINGS):
            messages: list[Mapping[str, Any]] = []
            try:
                async for resources in self._pages(self._messages(period), self._capped):
                    messages.extend(resources)
            except Changed:
                self.repeated += 1
            else:
                return messages
        raise Changed

    async def listed(self, what: Exportable) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        """Yield the pages of a list; raise `Changed` if it changed meanwhile."""
        request, size = LISTS[what]
        async for resources in self._pages(request, size):
            yield resources

    async def _pages(
        self, request: Callable[..., Request[Any]], limit: int
    ) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
        steady = SteadyList(limit)
        while not steady.done:
            page = await self._page(request(limit=limit, offset=steady.offset))
            yield steady.take(page)

    def _messages(self, period: Period) -> Callable[..., Request[Any]]:
        start, end = period.bounds()
        return partial(
            look_up_a_set_of_messages.request,
            self._version,
            start_date=wire(start, field="since"),
            end_date=optional(None if end is None else wire(end, field="until")),
        )

    async def _page(self, request: Request[Any]) -> RawPage:
        self.requests += 1
        raw: Request[RawPage] = attrs.evolve(request, parse=raw_page)
        page = await self._transport.call(raw, as_it_is, {})
        self._says_more |= page.more
        return page
