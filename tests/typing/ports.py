"""Port orders as type checkers see them. Checked by mypy and pyright, and never run."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from flowroute_ext import AsyncFlowroute, Flowroute, PortOrder
from flowroute_ext.types import (
    AsyncListing,
    LetterOfAgency,
    Listing,
    Portability,
    PortChanges,
    PortFile,
    PortGroup,
    PortOrderRecord,
    PortOrderStatus,
)


def ports(flowroute: Flowroute, record: PortOrderRecord, order: PortOrder) -> None:
    api = flowroute.ports
    assert_type(api.check(["+12065550100"]), list[Portability])
    assert_type(api.create(order, resolve=True), PortOrderRecord)
    assert_type(api.list(status="pending", group=record), Listing[PortOrderRecord])
    assert_type(api.get(record), PortOrderRecord)
    assert_type(api.update(record, PortChanges(pin="1234")), PortOrderRecord)
    assert_type(api.cancel(record), PortOrderStatus)
    assert_type(api.add_numbers(record, ["12065550101"]), PortOrderRecord)
    assert_type(api.files(record).upload("bill.pdf"), PortFile)
    assert_type(api.files(record).list(), Listing[PortFile])
    assert_type(api.files(record).download("1", "bill.pdf"), Path)
    assert_type(api.group(record), PortGroup)
    assert_type(api.letter(record), LetterOfAgency)
    assert_type(api.sign(api.letter(record), name="Sam User", title="Agent"), None)
    assert_type(api.wait(record, until=("accepted", "completed"), timeout=60), PortOrderStatus)


async def async_ports(flowroute: AsyncFlowroute, record: PortOrderRecord, path: Path) -> None:
    api = flowroute.ports
    assert_type(await api.check(["+12065550100"]), list[Portability])
    assert_type(api.list(group=record), AsyncListing[PortOrderRecord])
    assert_type(await api.status(record), PortOrderStatus)
    assert_type(await api.files(record).upload(path, progress=print), PortFile)
    assert_type(await api.wait(record), PortOrderStatus)
