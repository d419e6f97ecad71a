"""Calls of the methods for exports of call detail records."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ext.calls.call import Call, page

FILTERS = {
    "start_call_start_time": "2019-01-01 00:00:00",
    "start_call_end_time": "2019-02-01 00:00:00",
    "number_aliases": ["Office 221", "Office 888"],
    "destination_numbers": ["12065550100", "442075550100"],
    "callerid_numbers": ["12065550101"],
    "caller_ip": "192.0.2.10",
    "duration_greater_than": 90,
    "tollfree_only": True,
}

CDRS = (
    Call(
        lambda flowroute: flowroute.cdrs.export(
            start=date(2019, 1, 1),
            end=datetime(2019, 1, 31, 23, 59, 59, 999_999, tzinfo=UTC),
            number_aliases=["Office 221", "Office 888"],
            destination_numbers=["206 555 0100", "+44 20 7555 0100"],
            callerid_numbers=["+1 (206) 555-0101"],
            caller_ip="192.0.2.10",
            duration_greater_than=timedelta(minutes=1.5),
            other_filters={"tollfree_only": True},
        ),
        "create_a_cdr_export",
        "POST",
        "/v2/cdrs/exports",
        body={"data": {"type": "cdrexport", "attributes": {"filter_parameters": FILTERS}}},
    ),
    Call(
        lambda flowroute: flowroute.cdrs.list(status="Completed"),
        "list_cdr_exports",
        "GET",
        "/v2/cdrs/exports",
        page(200, status="completed"),
    ),
    Call(
        lambda flowroute: flowroute.cdrs.get(38647),
        "list_cdr_export_details",
        "GET",
        "/v2/cdrs/exports/38647",
    ),
)
