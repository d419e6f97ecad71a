"""The second section: `AsyncFlowroute`, and many calls at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .step import Step

if TYPE_CHECKING:
    from flowroute_ext import (
        AsyncFlowroute,
        AvailableNumber,
        MessageRecord,
        Number,
        SentMessage,
    )


async def firsts(flowroute: AsyncFlowroute) -> list[AvailableNumber | None]:
    """Search Seattle, Chicago and Toronto at the same time."""
    searches = [flowroute.numbers.search(starts_with=npa, limit=1) for npa in (206, 312, 416)]
    return await asyncio.gather(*(search.first() for search in searches))


async def bought(flowroute: AsyncFlowroute, prefix: str) -> list[Number]:
    """Read a listing with `async for`; make three purchases at once."""
    offers = [offer async for offer in flowroute.numbers.search(starts_with=prefix, limit=3)]
    return await asyncio.gather(*(flowroute.numbers.purchase(offer) for offer in offers))


async def texts(flowroute: AsyncFlowroute, bought: list[Number], phone: str) -> list[SentMessage]:
    """Send a text from each of them."""
    send = flowroute.messages.send
    return await asyncio.gather(
        *(send(to=phone, from_=number, body="Doors open at seven.") for number in bought)
    )


async def priced(flowroute: AsyncFlowroute, texts: list[SentMessage]) -> MessageRecord:
    """This client uses version 2.2 of the messages API, which explains the price."""
    return await flowroute.messages.get(texts[0])


async def release(flowroute: AsyncFlowroute, bought: list[Number]) -> None:
    """Release all of them."""
    await asyncio.gather(*(flowroute.numbers.release(number) for number in bought))


ONCE = "the first section has spent what the demo may"
CONCURRENT_STEPS = (
    Step("Three searches at once", firsts, reads=True),
    Step("Three purchases at once", bought, sandbox_only=ONCE),
    Step("Three messages at once", texts, sandbox_only=ONCE),
    Step("What a message cost", priced, sandbox_only=ONCE),
    Step("Three numbers released at once", release, sandbox_only=ONCE, undoes="bought"),
)
