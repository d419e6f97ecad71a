"""The file of an export: CSV with the documented header, compressed by gzip. Pure.

Source: developer.flowroute.com, CDR Results; flowroute-sdk-v3-python README.
"""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, timedelta
from io import StringIO
from typing import TYPE_CHECKING

from flowroute_sandbox.state.calls.costs import INCREMENT, costs
from flowroute_sandbox.state.calls.rows import ExportTotals
from flowroute_sandbox.state.prices import DOLLAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from flowroute_sandbox.state.calls.rows import CallRow

HEADER = (
    "direction,start_time,end_time,destination,number_alias,callerid,total_cost,destination_name,"
    "callerid_country,line_information,result,call_fail_sip_code,call_fail_reason,duration,"
    "billed_duration,rate,first_increment,subsequent_increment,cost_subtotal,connect_fee,usf_fee,"
    "ccrf,cnam_lookup_fee,custom_x_tag,customer_ip"
)


def written(calls: Iterable[CallRow]) -> tuple[bytes, ExportTotals]:
    """Return the file of these calls, and what they are together."""
    text = StringIO()
    text.write(f"{HEADER}\n")
    rows = csv.writer(text, lineterminator="\n")
    count = billed = subtotal = connect = lookups = ccrf = 0
    for call in calls:
        call_costs = costs(call)
        rows.writerow(
            (
                "Inbound" if call.inbound else "Outbound",
                _moment(call.start),
                _moment(call.start + timedelta(seconds=call.seconds)),
                call.destination,
                call.alias,
                f"+{call.callerid}",
                amount(call_costs.total),
                call.destination_name,
                call.callerid_country,
                call.line_information,
                call.result,
                call.sip_code,
                call.sip_reason,
                call.seconds,
                call_costs.billed,
                amount(call.rate, 6),
                INCREMENT,
                INCREMENT,
                amount(call_costs.subtotal),
                amount(call.connect_fee, 4),
                amount(0),
                amount(call_costs.ccrf),
                amount(call.lookup_fee),
                call.x_tag,
                call.address,
            )
        )
        count += 1
        billed += call_costs.billed
        subtotal += call_costs.subtotal
        connect += call.connect_fee
        lookups += call.lookup_fee
        ccrf += call_costs.ccrf
    # Without a time in it, so that the same calls are the same bytes.
    content = gzip.compress(text.getvalue().encode(), mtime=0)
    return content, ExportTotals(count, billed, subtotal, connect, lookups, ccrf)


def amount(billionths: int, decimals: int = 8) -> str:
    """Return an amount in US dollars with so many decimals."""
    return f"{billionths // DOLLAR}.{billionths % DOLLAR:09}"[: decimals - 9 or None]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}+00"
