"""Changes of port orders, which are refused where they were made before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.ports import (
    cancel_a_port_order,
    modify_the_phone_numbers_on_a_port_order,
    update_a_port_order,
    view_port_order_details,
    view_port_order_status,
)

from ..._base.errors import Forbidden, Unprocessable
from ..._calls import ports
from ..._values.ports import PortOrderRecord, PortOrderStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_api.models import PortOrderDocument, PortOrderNumbersUpdate, PortOrderUpdate
    from flowroute_api.types import Request

    from ..._calls.options import Options
    from ..transport import AsyncTransport

# What cancelling makes of an order.
CANCELLED = frozenset({"cancelled", "canceled", "abandoned"})


async def cancel(transport: AsyncTransport, order: str, options: Options) -> PortOrderStatus:
    """Cancel an order, and return its status."""
    request = cancel_a_port_order.request(order, body=ports.cancelled())
    try:
        return await transport.call(request, PortOrderStatus.from_document, options)
    except Forbidden as refused:
        if not refused.maybe_done_before:
            raise
        look = view_port_order_status.request(order)
        status = await transport.call(look, PortOrderStatus.from_document, options)
        if status.status not in CANCELLED:
            raise
        return status


async def update(
    transport: AsyncTransport, order: str, body: PortOrderUpdate, options: Options
) -> PortOrderRecord:
    """Change an order, and return it; a rejected one is in review then."""
    request = update_a_port_order.request(order, body=body)
    return await _changed(
        transport, request, order, options, lambda record: record.status == "review"
    )


async def change_numbers(
    transport: AsyncTransport, order: str, body: PortOrderNumbersUpdate, options: Options
) -> PortOrderRecord:
    """Add numbers to an order or remove them, and return it."""
    added, removed = (
        {number.removeprefix("+") for number in listed or ()} for listed in (body.add, body.remove)
    )
    request = modify_the_phone_numbers_on_a_port_order.request(order, body=body)
    return await _changed(
        transport,
        request,
        order,
        options,
        lambda record: added <= set(record.numbers) and not removed & set(record.numbers),
    )


async def _changed(
    transport: AsyncTransport,
    request: Request[PortOrderDocument],
    order: str,
    options: Options,
    is_done: Callable[[PortOrderRecord], bool],
) -> PortOrderRecord:
    """Return the order that *request* changes, also where an attempt before did, as *is_done*."""
    try:
        return await transport.call(request, PortOrderRecord.from_document, options)
    except (Forbidden, Unprocessable) as refused:
        if not refused.maybe_done_before:
            raise
        look = view_port_order_details.request(order)
        record = await transport.call(look, PortOrderRecord.from_document, options)
        if not is_done(record):
            raise
        return record
