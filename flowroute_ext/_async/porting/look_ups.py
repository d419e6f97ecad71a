"""Look-ups of calls with port orders whose response was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.ports import list_port_orders, view_port_order_status

from ..._calls.paging import page_of
from ..._reconcile.port_evidence import judge_group_numbers, judge_letter, judge_port_order
from ..._values.ports import PortOrderRecord, PortOrderStatus
from ..paging import AsyncListing

if TYPE_CHECKING:
    from datetime import datetime

    from ..._calls.options import Options
    from ..._reconcile.errors import OutcomeUnknown
    from ..._reconcile.verdicts import Resolution
    from ..transport import AsyncTransport

PORTS_PAGE = 200


async def find_port_order(
    transport: AsyncTransport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the order of an `AsyncPorts.create` with an unknown outcome, by its numbers."""
    return judge_port_order(unknown, await _orders(transport, None, options), now)


async def find_group_numbers(
    transport: AsyncTransport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the numbers of an `AsyncPorts.add_to_group` with an unknown outcome."""
    group_id = unknown.request.path.split("/")[3]
    return judge_group_numbers(unknown, await _orders(transport, group_id, options), now)


async def find_letter(
    transport: AsyncTransport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look at the order of an `AsyncPorts.sign` with an unknown outcome: it is pending before."""
    order = unknown.request.path.split("/")[3]
    request = view_port_order_status.request(order)
    status = await transport.call(request, PortOrderStatus.from_document, options)
    return judge_letter(unknown, status, now)


async def _orders(
    transport: AsyncTransport, group_id: str | None, options: Options
) -> list[PortOrderRecord]:
    filters = {} if group_id is None else {"group_id": group_id}
    listing = AsyncListing(
        transport,
        lambda limit, offset: list_port_orders.request(limit=limit, offset=offset, **filters),
        page_of(PortOrderRecord.from_resource),
        limit=None,
        page_size=PORTS_PAGE,
        options=options,
    )
    return [order async for order in listing]
