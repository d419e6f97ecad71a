"""Rows of one outbox that are alike, and receipts that arrive while it is sent from."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from typing import Any

from outbox.receipts import genuine_url, receipt

from flowroute_ext import Outbox
from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import fill, finished, path_of
from siege.faults import QUICK
from siege.field import Field
from siege.worker import Worker, in_threads


class EqualRows(Disturbance):
    """Of rows with one text no more are accepted than there are, and none that is sent is lost."""

    row = 0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": rng.randint(4, 12),
            "kills": [rng.uniform(0.05, 0.4) for _ in range(rng.randint(0, 2))],
            "unreliable": rng.choice([0.0, 0.3]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({**QUICK, "ok": 5}, delay=0.05, unreliable=drawn["unreliable"])
        fill(field, drawn["rows"], body="The same text")
        for pause in [*drawn["kills"], 6.0]:
            process = field.start("outboxes:send_once_over", path=path_of(field))
            began = time.monotonic()
            field.until(lambda since=began: _arrived_since(field, since), 2.0)
            field.until(lambda run=process: run.poll() is not None, pause)
            field.end(process)
        field.change(faults={"ok": 1}, unreliable=0.0)
        process = field.start("outboxes:send_once_over", path=path_of(field))
        field.until(lambda: process.poll() is not None, 8.0)
        field.end(process)
        return _counted(field, drawn["rows"], "jobs.db")


def _arrived_since(field: Field, moment: float) -> bool:
    return any(entry["at"] > moment for entry in field.journal.entries("arrived"))


def _counted(field: Field, rows: int, *names: str, finished: bool = True) -> list[str]:
    """Which row has which message cannot be known; how many there are can."""
    accepted = sum(map(len, oracle.Accepted(field.journal).ids.values()))
    found = [row for name in names for row in Outbox(path_of(field, name)).rows()]
    states = Counter(row.state for row in found)
    ids = Counter(row.message_id for row in found if row.message_id)
    wrong = [f"{one} is the id of {count} rows" for one, count in ids.items() if count > 1]
    if accepted > rows:
        wrong.append(f"{accepted} messages were accepted of {rows} rows")
    if states["sent"] > accepted:
        wrong.append(f"{states['sent']} rows are sent, but {accepted} messages were accepted")
    # What remains unknown is left to a person.
    if finished and states.keys() - {"sent", "unknown"}:
        wrong.append(f"the rows are {dict(states)}")
    return wrong


class EqualOutboxes(Disturbance):
    """Of two outboxes with equal texts no row that is *sent* is lost, and none is sent twice.

    That is so in one process. Two processes know nothing of each other's rows: there only none is
    sent twice, and of the rows of one file no two have one id.
    """

    row = 7

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": [rng.randint(2, 6), rng.randint(2, 6)],
            "together": rng.random() < 0.7,
            "where": rng.choice(["one client", "two clients", "async", "two processes"]),
            "equal references": rng.random() < 0.5,
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 4, "drop_after": 2, "drop_before": 2}, delay=0.05)
        names = ["jobs.db", "other.db"]
        for name, count in zip(names, drawn["rows"], strict=True):
            prefix = "row" if drawn["equal references"] else name
            fill(field, count, name, body="The same text", prefix=prefix)
        paths = [path_of(field, name) for name in names]
        rows, together = sum(drawn["rows"]), drawn["together"]
        if drawn["where"] == "two processes":
            processes = []
            for path in paths:
                processes.append(field.start("outboxes:send_once_over", path=path))
                if not together:
                    field.until(lambda: processes[-1].poll() is not None, 4.0)
            for process in processes:
                field.until(lambda one=process: one.poll() is not None, 8.0)
                field.end(process)
            return [
                text
                for name in names
                for text in _counted(field, rows, name, finished=False)
                if "rows are sent" not in text
            ]
        function = "asend_several" if drawn["where"] == "async" else "send_several"
        clients = 1 if drawn["where"] == "one client" else 2
        process = field.start(
            f"outbox_rows:{function}", paths=paths, together=together, clients=clients
        )
        field.until(lambda: process.poll() is not None, 16.0)
        field.end(process)
        return _counted(field, rows, *names, finished=False)


def send_several(worker: Worker) -> None:
    """Send from several outboxes by threads of this process, at once or one after the other."""
    given = worker.arguments
    clients = [worker.client(timeout=3) for _ in range(given["clients"])] * 2

    def send(number: int) -> None:
        Outbox(given["paths"][number]).send(clients[number])

    if given["together"]:
        in_threads(len(given["paths"]), send)
    else:
        for number in range(len(given["paths"])):
            send(number)


async def asend_several(worker: Worker) -> None:
    """The same by tasks, each with a client of its own."""
    given = worker.arguments

    async def send(path: str) -> None:
        async with worker.async_client(timeout=3) as flowroute:
            await Outbox(path).asend(flowroute)

    if given["together"]:
        await asyncio.gather(*map(send, given["paths"]))
    else:
        for path in given["paths"]:
            await send(path)


class ReceiptsMeanwhile(Disturbance):
    """Receipts that arrive before, during and after a look settle rows, and double none."""

    row = 0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"seed": rng.getrandbits(32), "rows": rng.randint(20, 50)}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        draw = random.Random(drawn["seed"])
        field.serve({**QUICK, "ok": 4, "drop_after": 3}, delay=0.05)
        references = fill(field, drawn["rows"])
        process = field.start("outboxes:send_once_over", path=path_of(field))
        outbox = Outbox(path_of(field))
        reported: set[str] = set()
        wrong = []
        give_up = time.monotonic() + 5.0
        while process.poll() is None and time.monotonic() < give_up:
            for entry in field.journal.entries("accepted"):
                if entry["id"] in reported or draw.random() < 0.5:
                    continue
                reported.add(entry["id"])
                url = genuine_url(outbox, entry["reference"])
                if not outbox.record_receipt(receipt(entry["id"]), url=url):
                    wrong.append(f"the receipt of {entry['reference']} was not taken")
            time.sleep(0.02)
        field.end(process)
        return wrong + finished(field, references)
