"""An outbox as type checkers see it. Checked by mypy and pyright, and never run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, assert_type

from flowroute_ext import (
    AsyncFlowroute,
    Flowroute,
    Message,
    Outbox,
)
from flowroute_ext.types import (
    Clock,
    OutboxAdded,
    OutboxCounts,
    OutboxProgress,
    OutboxRefreshed,
    OutboxReport,
    OutboxRow,
)


def outbox(message: Message) -> None:
    box = Outbox("campaign.db")
    assert_type(box.path, Path)
    assert_type(box.add("recipients.csv", template="Hi {name}", from_="12065550100"), OutboxAdded)
    assert_type(box.add([{"to": "12065550100", "count": 2}, message]), OutboxAdded)
    assert_type(box.status(), OutboxCounts)
    assert_type(box.status().total, int)
    assert_type(box.unknown(), list[OutboxRow])
    assert_type(box.record_receipt("/dlr?flowroute_reference=a", {"id": "mdr2-a"}), bool)
    assert_type(box.record_receipt(b"{}", url="/dlr?flowroute_reference=a"), bool)
    assert_type(box.settle("a", None), bool)
    assert_type(box.retry_failed(), int)
    assert_type(box.move("moved.db"), Outbox)
    box.backup("copy.db")
    assert_type(Outbox.recover("copy.db"), int)
    for row in box.rows("failed"):
        assert_type(row, OutboxRow)
        assert_type(row.message, Message)
        assert_type(row.delivery, Literal["delivered", "undelivered"] | None)
        assert_type(row.code, int | str | None)
    assert_type(box.rows("undelivered"), Iterator[OutboxRow])


def sending(box: Outbox, flowroute: Flowroute) -> None:
    assert_type(flowroute.clock, Clock)
    report = box.send(flowroute, progress=True)
    assert_type(report, OutboxReport)
    assert_type(report.counts, OutboxCounts)
    assert_type(report.stopped, str | None)
    assert_type(box.refresh(flowroute, older_than=5), OutboxRefreshed)


async def async_sending(box: Outbox, flowroute: AsyncFlowroute) -> None:
    def watch(progress: OutboxProgress) -> None:
        assert_type(progress.rate, float)
        assert_type(progress.eta, float | None)

    assert_type(await box.asend(flowroute, progress=watch), OutboxReport)


async def async_receipts(box: Outbox, flowroute: AsyncFlowroute) -> None:
    assert_type(await box.arecord_receipt(b"{}", url="/dlr"), bool)
    assert_type(await box.arefresh(flowroute), OutboxRefreshed)
