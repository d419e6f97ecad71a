"""Calls as rows, of the records in the file of a CDR export. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from ..._values.call_records import CallRecord
from ..cells import plain, spelt
from ..columns import Column, Table

if TYPE_CHECKING:
    from ..columns import Cell, Kind, Row

NAMES: Final = tuple(field.name for field in attrs.fields(CallRecord) if field.name != "raw")
WHOLE: Final = ("duration", "billed_duration", "first_increment", "subsequent_increment")
MONEY: Final = (
    *("total_cost", "rate", "cost_subtotal", "connect_fee", "usf_fee", "ccrf"),
    "cnam_lookup_fee",
)


def _row(record: CallRecord) -> Row:
    return tuple(_cell(getattr(record, name)) for name in NAMES)


def _cell(value: Any) -> Cell:
    if value is None or type(value) is str:
        return value or None
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return spelt(value.astimezone(UTC))
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return str(value)


def _kind(name: str) -> Kind:
    if name.endswith("_time"):
        return "time"
    return "money" if name in MONEY else "whole" if name in WHOLE else "text"


CDRS = Table("cdrs", tuple(Column(name, _kind(name)) for name in NAMES), _row)
