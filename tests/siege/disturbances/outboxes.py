"""Outboxes that are filled before an episode, and sent to their end after it."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from flowroute_ext import Outbox
from flowroute_ext.errors import FlowrouteError
from siege import oracle
from siege.field import Field
from siege.journal import Journal
from siege.worker import FROM, Worker

CALLBACK = "https://example.com/dlr"


def path_of(field: Field, name: str = "jobs.db") -> str:
    """The path of an outbox of this episode."""
    return str(field.folder / name)


def fill(
    field: Field,
    count: int,
    name: str = "jobs.db",
    body: str | None = None,
    prefix: str | None = None,
) -> list[str]:
    """Make an outbox with so many rows; their references.

    An outbox of another name is for another person: a text that it does not know of, to the same
    one, leaves its lost ones unknown. Those of one *body* are all for the same.
    """
    references = [f"{prefix or name}-{number}" for number in range(count)]
    to = "13125550199" if body or name in ("jobs", "jobs.db") else "13125550188"
    rows = [
        {"to": to, "body": body or f"Row {reference}", "reference": reference}
        for reference in references
    ]
    Outbox(path_of(field, name)).add(rows, from_=FROM, dlr_callback=CALLBACK)
    return references


def finished(field: Field, references: list[str], name: str = "jobs.db") -> list[str]:
    """What is wrong once the server behaves and the outbox was sent from until it is empty."""
    field.change(faults={"ok": 1}, unreliable=0.0, mutation="none", linked=True, skew=0.0)
    path = path_of(field, name)
    field.run("outboxes:send_all", 30.0, path=path)
    wrong = oracle.exactly_once(references, field.journal)
    ids = oracle.Accepted(field.journal).ids
    rows = list(Outbox(path).rows())
    states = Counter(row.state for row in rows)
    if states != {"sent": len(references)}:
        wrong.append(f"the rows of {name} are {dict(states)}")
    for row in rows:
        if row.message_id and row.message_id not in ids.get(row.reference, []):
            wrong.append(f"{row.reference} has the id {row.message_id} of another")
    return wrong


def send_all(worker: Worker) -> None:
    """Send until nothing is left to do, or for 20 s."""
    outbox = Outbox(worker.arguments["path"])
    give_up = time.monotonic() + 20.0
    with worker.client(timeout=3) as flowroute:
        while time.monotonic() < give_up:
            report = outbox.send(flowroute)
            left = report.counts
            if not (left.queued or left.sending or left.unknown):
                return
            time.sleep(0.2)
        worker.violation(f"rows stay behind: {left}; {report.stopped}")


def send_once_over(worker: Worker) -> None:
    """Send from an outbox once; note errors that the SDK documents, and fail with others."""
    try:
        outbox = Outbox(worker.arguments["path"])
        with worker.client(timeout=3, **worker.arguments.get("client", {})) as flowroute:
            report = outbox.send(flowroute)
            worker.journal.note("report", sent=report.sent, stopped=report.stopped)
    except FlowrouteError as error:
        worker.journal.note("refused", error=f"{type(error).__name__}: {error}")


async def asend_once_over(worker: Worker) -> None:
    """The same by tasks."""
    try:
        outbox = Outbox(worker.arguments["path"])
        async with worker.async_client(timeout=3) as flowroute:
            report = await outbox.asend(flowroute)
            worker.journal.note("report", sent=report.sent, stopped=report.stopped)
    except FlowrouteError as error:
        worker.journal.note("refused", error=f"{type(error).__name__}: {error}")


def arrivals(journal: Journal, since: float) -> list[dict[str, Any]]:
    """The requests that arrived after a moment of time.monotonic()."""
    return [entry for entry in journal.entries("arrived") if entry["at"] > since]
