"""Files of call records, as Flowroute's README has them."""

from __future__ import annotations

import gzip

HEADER = (
    "direction,start_time,end_time,destination,number_alias,callerid,total_cost,destination_name,"
    "callerid_country,line_information,result,call_fail_sip_code,call_fail_reason,duration,"
    "billed_duration,rate,first_increment,subsequent_increment,cost_subtotal,connect_fee,usf_fee,"
    "ccrf,cnam_lookup_fee,custom_x_tag,customer_ip\n"
)
# The second row of the README's sample, with numbers for fiction.
INBOUND = (
    "Inbound,2019-06-25 18:18:00+00,2019-06-25 18:18:29+00,12065550100,Office Line 2,+12065550199,"
    "0.00474784,UNITED STATES,UNITED STATES,61,completed,200,OK,29,30,0.001500,6,6,0.00075000,"
    "0.0000,0.00000000,0.00009784,0.00390000,,192.0.2.52\n"
)


def packed(rows: int = 1) -> bytes:
    """A file with so many records, compressed."""
    return gzip.compress((HEADER + INBOUND * rows).encode(), mtime=0)
