"""What an outbox of many rows takes, beside SQLite alone doing the same commits.

usage: python benchmarks/outbox.py [--rows N] [--leases N] [--sends N] [--files [KIND ...]]

Each side has a process of its own, whose memory is measured, and whose processor time is shown
beside the time that passed: on a busy machine only the first says something. The aims are for a
million rows: the same memory for any number, 30,000 rows added a second, 50 ms for one more row
and for the status, half a second until the first request leaves, 1,500 rows sent a second without
a limit, and for an old unknown row only the records of its own time.

The floor of adding is SQLite alone that does the same commits in the same table, with all of its
indexes, and nothing to check; that of sending is the two states of each row, without requests, in a
commit for each row, and in one for as many as the outbox had in one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

from _floors import (
    OWN,
    TEXT,
    floor_of_adding,
    megabytes,
    plain_adding,
    plain_leasing,
    plain_sending,
    rates,
    rows,
    timed,
)
from click.testing import CliRunner

from flowroute_ext import Outbox
from flowroute_ext._outbox.lease_notes import LeasedRow, Step
from flowroute_ext._outbox.lookup_windows import windows
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.cli.group import flowroute

MEGABYTES = 150
ADDED_A_SECOND = 30_000
ONE_MORE = 0.05
STATUS = 0.05
SENT_A_SECOND = 1_500
FIRST_SEND = 0.5
MINUTES = 60.0
COUNTED = ("a second", "a processor second", "MB", "ids", "minutes", "rows a commit")
FILES = ("csv", "jsonl")


def write(folder: Path, count: int) -> None:
    """Write the rows as CSV and as JSON Lines."""
    with (folder / "rows.csv").open("w") as table, (folder / "rows.jsonl").open("w") as lines:
        table.write("to,from,body\n")
        for row in rows(count):
            table.write(f'{row["to"]},{row["from"]},"{row["body"]}"\n')
            lines.write(json.dumps(row) + "\n")


def adding(folder: Path, count: int, kind: str) -> dict[str, float]:
    """Rows that are added from an iterator or a file."""
    given = rows(count) if kind == "iterator" else folder / f"rows.{kind}"
    outbox = Outbox(folder / f"{kind}.db")
    return rates(count, lambda: outbox.add(given))


def checking(folder: Path, count: int) -> dict[str, float]:
    """Rows that `flowroute send-bulk` checks, counts and estimates, before it asks."""
    command = ["send-bulk", str(folder / "rows.csv"), "--dry-run"]
    return rates(count, lambda: CliRunner().invoke(flowroute, command, catch_exceptions=False))


def large(folder: Path) -> dict[str, float]:
    """Seconds that a large outbox takes for what is done often."""
    outbox = Outbox(folder / "iterator.db")
    more = [{"to": "12065550142", "from": OWN, "body": f"One more {n}"} for n in range(5)]
    found = {"one more row": min(timed(partial(outbox.add, [row])) for row in more)}
    found["status()"] = timed(outbox.status)
    found["rows('unknown')"] = timed(outbox.unknown)
    store = OutboxStore(outbox.path)
    now = datetime.now(UTC)

    def first_send() -> None:
        store.open(now)
        store.adopt(lambda: now)
        store.counts()
        store.unknown_rows()
        assert store.kinds_ready()
        assert lease(store, now)

    found["until the first row is leased"] = timed(first_send)
    store.close([], now)
    found["rows()"] = timed(lambda: sum(1 for _ in outbox.rows()))
    found["MB"] = megabytes()
    return found


def exporting(folder: Path, count: int) -> dict[str, float]:
    """Rows that `flowroute outbox export` writes."""
    output = folder / "exported.csv"
    command = ["outbox", "export", str(folder / "iterator.db"), "-o", str(output)]
    return rates(count, lambda: CliRunner().invoke(flowroute, command, catch_exceptions=False))


def sending(path: Path, count: int, by: str) -> dict[str, float]:
    """Rows sent without a limit, by threads or tasks, to a server in another process."""
    from client import server  # with the HTTP libraries, which the other processes do without

    from flowroute_ext import AsyncFlowroute, Flowroute

    commits: list[int] = []
    take = OutboxStore.take

    def counted(store: OutboxStore, steps: Sequence[Step]) -> None:
        commits.append(len(steps))
        take(store, steps)

    async def asend(*outboxes: Outbox) -> None:
        async with AsyncFlowroute("key", "secret", base_url=url, rate_limit=None) as client:
            for outbox in outboxes:
                await outbox.asend(client)

    with server() as url, patch.object(OutboxStore, "take", counted):
        if by == "tasks":
            asyncio.run(asend())  # which imports what sends
            found = rates(count, lambda: asyncio.run(asend(Outbox(path))))
        else:
            with Flowroute("key", "secret", base_url=url, rate_limit=None) as client:
                found = rates(count, lambda: Outbox(path).send(client))
    return found | {"rows a commit": count / len(commits)}


def lease(store: OutboxStore, now: datetime) -> LeasedRow | None:
    """Lease the next row."""
    step = Step(None, "sms", now)
    store.take([step])
    return step.result()


def leasing(path: Path, leases: int) -> dict[str, float]:
    """Rows a second that are leased and whose outcome is written, two commits each row."""
    now = datetime.now(UTC)
    store = OutboxStore(path)
    store.open(now)
    row = lease(store, now)

    def send() -> None:
        nonlocal row
        for number in range(leases):
            if row is None:
                raise RuntimeError("the queue is empty")
            sent = Outcome(state="sent", message_id=f"mdr2-{number}")
            store.take([Step((row, sent), None, now)])
            row = lease(store, now)

    found = rates(leases, send)
    store.close([], now)
    return found


def looking(folder: Path, count: int) -> dict[str, float]:
    """Seconds to find what is to be looked up, where the oldest of many rows is unknown.

    All others were sent since, five a second. Records are read of so many `minutes`.
    """
    path = few(folder, count, TEXT + " {} ")
    now = datetime.now(UTC)
    times = ((now - timedelta(seconds=n / 5)).isoformat() for n in reversed(range(count)))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        sent = "UPDATE rows SET state = 'sent', message_id = id, started = ? WHERE id = ?"
        connection.executemany(sent, ((time, n) for n, time in enumerate(times, 1)))
        unknown = "UPDATE rows SET state = 'unknown', message_id = NULL, attempts = 1, account = ''"
        connection.execute(f"{unknown}, ended = started WHERE id = 1")
        connection.execute("COMMIT")
    store = OutboxStore(path)
    store.open(now)
    rows, taken = store.to_look_up()
    found = {"a look": timed(store.to_look_up), "ids": len(taken)}
    periods = windows(row.sought for row in rows)
    spans = [max(one.ended for one in row) - min(one.started for one in row) for row in periods]
    store.close([], now)
    return found | {"minutes": sum(spans, timedelta()) / timedelta(minutes=1)}


def few(folder: Path, count: int, body: str) -> Path:
    """An outbox of so many rows."""
    path = folder / f"{count}-{len(body)}.db"
    Outbox(path).add([row | {"reference": f"{n}"} for n, row in enumerate(rows(count, body))])
    return path


def apart(act: Callable[..., dict[str, float]], *arguments: object) -> dict[str, float]:
    """What *act* returns in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(act, arguments)


def show(
    name: str, found: dict[str, float], beside: dict[str, float] | None = None, **aims: float
) -> bool:
    """Print a line, with the ratio to what SQLite alone does; whether an aim is missed.

    An aim is the least for *a second*, and the most for others.
    """
    missed = False
    parts = []
    for what, figure in found.items():
        aim = aims.get(what.replace(" ", "_"))
        bad = aim is not None and (figure < aim if what == "a second" else figure > aim)
        missed |= bad
        counted = what in COUNTED
        shown = f"{figure:,.0f} {what}" if counted else f"{figure:.4f} s {what}"
        if beside and what in beside and what != "MB":
            shown += f" ({figure / beside[what]:.2f} of SQLite alone)"
        parts.append(f"{shown}{' (missed)' if bad else ''}")
    print(f"{name:<34}{', '.join(parts)}")
    return missed


def main() -> int:
    """Print the figures; exit 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="default 1,000,000")
    parser.add_argument("--leases", type=int, default=500, help="rows to lease (default 500)")
    parser.add_argument("--sends", type=int, default=5_000, help="rows to send (default 5,000)")
    parser.add_argument("--files", nargs="*", choices=FILES, default=FILES, help="default all")
    given = parser.parse_args()
    count, leases = given.rows, given.leases
    missed = False
    print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count)
        show("SQLite alone adds, in one table", apart(plain_adding, folder, count))
        plain = apart(floor_of_adding, folder, count)
        show("SQLite alone adds, as an outbox", plain)
        for kind in ("iterator", *given.files):
            found = apart(adding, folder, count, kind)
            aims: dict[str, float] = {"a_second": ADDED_A_SECOND, "MB": MEGABYTES}
            missed |= show(f"an outbox adds from {kind}", found, plain, **aims)
        missed |= show("send-bulk checks", apart(checking, folder, count), MB=MEGABYTES)
        aims = {"one_more_row": ONE_MORE, "until_the_first_row_is_leased": FIRST_SEND}
        aims["status()"] = STATUS
        missed |= show(f"of {count:,} rows", apart(large, folder), **aims, MB=MEGABYTES)
        missed |= show("exports", apart(exporting, folder, count), MB=MEGABYTES)
        for by in ("threads", "tasks"):
            found = apart(sending, few(folder, given.sends, f"{TEXT} {by} {{}}"), given.sends, by)
            floor = apart(plain_sending, folder, given.sends, 1)
            show("SQLite alone sends", floor)
            together = round(found["rows a commit"])
            show(f"... {together} in a commit", apart(plain_sending, folder, given.sends, together))
            missed |= show(f"sends by {by}", found, floor, a_second=SENT_A_SECOND)
        plain = apart(plain_leasing, folder, leases)
        show("SQLite alone leases", plain)
        small = apart(leasing, few(folder, leases + 1, TEXT + " {}"), leases)
        show(f"of {leases + 1:,} rows leases", small, plain)
        slowest = {"a_second": small["a second"] / 2}
        found = apart(leasing, folder / "iterator.db", leases)
        missed |= show(f"of {count:,} rows leases", found, plain, **slowest)
        equal = few(folder, min(count, 100_000), TEXT)
        missed |= show("of equal rows leases", apart(leasing, equal, leases), plain, **slowest)
        found = apart(looking, folder, min(count, 100_000))
        missed |= show("one old unknown row", found, a_look=FIRST_SEND, minutes=MINUTES)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
