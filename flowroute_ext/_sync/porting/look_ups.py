# Written by scripts/unasync.py from flowroute_ext/_async/porting/look_ups.py. Do not edit.
"""Look-ups of calls with port orders whose response was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.ports import list_port_orders, view_port_order_status

from ..._calls.paging import page_of
from ..._reconcile.port_evidence import judge_group_numbers, judge_letter, judge_port_order
from ..._values.ports import PortOrderRecord, PortOrderStatus
from ..paging import Listing

if TYPE_CHECKING:
    from datetime import datetime

    from ..._calls.options import Options
    from ..._reconcile.errors import OutcomeUnknown
    from ..._reconcile.verdicts import Resolution
    from ..transport import Transport

PORTS_PAGE = 200


def find_port_order(
    transport: Transport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the order of an `Ports.create` with an unknown outcome, by its numbers."""
    return judge_port_order(unknown, _orders(transport, None, options), now)


def find_group_numbers(
    transport: Transport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the numbers of an `Ports.add_to_group` with an unknown outcome."""
    group_id = unknown.request.path.split("/")[3]
    return judge_group_numbers(unknown, _orders(transport, group_id, options), now)


def find_letter(
    transport: Transport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look at the order of an `Ports.sign` with an unknown outcome: it is pending before."""
    order = unknown.request.path.split("/")[3]
    request = view_port_order_status.request(order)
    status = transport.call(request, PortOrderStatus.from_document, options)
    return judge_letter(unknown, status, now)


def _orders(transport: Transport, group_id: str | None, options: Options) -> list[PortOrderRecord]:
    filters = {} if group_id is None else {"group_id": group_id}
    listing = Listing(
        transport,
        lambda limit, offset: list_port_orders.request(limit=limit, offset=offset, **filters),
        page_of(PortOrderRecord.from_resource),
        limit=None,
        page_size=PORTS_PAGE,
        options=options,
    )
    return [order for order in listing]
