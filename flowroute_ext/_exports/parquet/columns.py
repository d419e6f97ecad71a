"""Rows as the columns of Parquet: times are moments, amounts are decimals, numbers are texts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..columns import Kind, Row, Table


def schema(table: Table) -> Any:
    """Return the schema of a *table*."""
    pa: Any = import_module("pyarrow")

    types: dict[Kind, Any] = {
        "text": pa.string(),
        "time": pa.timestamp("us", tz="UTC"),
        "money": pa.decimal128(38, 18),
        "whole": pa.int64(),
        "flag": pa.bool_(),
    }
    return pa.schema([(column.name, types[column.kind]) for column in table.columns])


def arrow(schema: Any, rows: Sequence[Row]) -> Any:
    """Return *rows* as a table of pyarrow."""
    pa: Any = import_module("pyarrow")

    arrays = [
        pa.array(_cells(cells, field.type, pa), field.type)
        for field, cells in zip(schema, zip(*rows, strict=True), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _cells(cells: Sequence[Any], type_: Any, pa: Any) -> list[Any]:
    read: Callable[[Any], Any] | None = None
    if pa.types.is_timestamp(type_):
        read = datetime.fromisoformat
    elif pa.types.is_decimal(type_):
        read = Decimal
    elif pa.types.is_string(type_):
        read = _encodable
    return [*cells] if read is None else [None if cell is None else read(cell) for cell in cells]


def _encodable(text: str) -> str:
    return text if text.isascii() else text.encode(errors="replace").decode()
