"""What an outbox of many rows takes, beside SQLite alone doing the same commits.

usage: python benchmarks/outbox.py [--rows N] [--leases N]

Each side has a process of its own, whose memory is measured. The aims are for a million rows: the
same memory for any number, 30,000 rows added a second, 50 ms for one more row, and half a second
until the first request leaves.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from flowroute_ext import Outbox
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore

MEGABYTES = 150
ADDED_A_SECOND = 30_000
ONE_MORE = 0.05
FIRST_SEND = 0.5
OWN = "12065550100"
TEXT = "Hello, your order is ready. Reply C to cancel it, or call us before seven."


def rows(count: int, body: str = TEXT + " {}") -> Iterator[dict[str, object]]:
    """So many rows, all different if *body* says so."""
    for number in range(count):
        to = f"1206555{number % 10_000:04}"
        yield {"to": to, "from": OWN, "body": body.format(number)}


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(act: Callable[[], object]) -> float:
    """Seconds that *act* takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def write(folder: Path, count: int) -> None:
    """Write the rows as CSV and as JSON Lines."""
    with (folder / "rows.csv").open("w") as table, (folder / "rows.jsonl").open("w") as lines:
        table.write("to,from,body\n")
        for row in rows(count):
            table.write(f'{row["to"]},{row["from"]},"{row["body"]}"\n')
            lines.write(json.dumps(row) + "\n")


def adding(folder: Path, count: int, kind: str) -> dict[str, float]:
    """Rows a second, and the memory that adding them took."""
    given = rows(count) if kind == "iterator" else folder / f"rows.{kind}"
    outbox = Outbox(folder / f"{kind}.db")
    seconds = timed(lambda: outbox.add(given))
    return {"a second": count / seconds, "MB": megabytes()}


def plain_adding(folder: Path, count: int) -> dict[str, float]:
    """The same rows, put into a table with the same keys by SQLite alone, in one commit."""
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as connection:
        prepare(connection)
        values = (
            (f"{n * 2654435761 % 2**64:024x}", json.dumps(row)) for n, row in enumerate(rows(count))
        )

        def add() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO rows (reference, message) VALUES (?, ?)", values)
            connection.execute("COMMIT")

        seconds = timed(add)
    return {"a second": count / seconds, "MB": megabytes()}


def prepare(connection: sqlite3.Connection) -> None:
    """Make a table with the keys that an outbox needs, as durable as an outbox is."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE rows (id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE,"
        " message TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'queued')"
    )
    connection.execute("CREATE INDEX rows_in_state ON rows (state)")


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
        assert store.next_row(None, "sms", now)

    found["until the first row is leased"] = timed(first_send)
    store.close([], now)
    found["rows()"] = timed(lambda: sum(1 for _ in outbox.rows()))
    found["MB"] = megabytes()
    return found


def leasing(path: Path, leases: int) -> dict[str, float]:
    """Rows a second that are leased and whose outcome is written, two commits each row."""
    now = datetime.now(UTC)
    store = OutboxStore(path)
    store.open(now)
    row = store.next_row(None, "sms", now)

    def send() -> None:
        nonlocal row
        for number in range(leases):
            if row is None:
                raise RuntimeError("the queue is empty")
            sent = Outcome(state="sent", message_id=f"mdr2-{number}")
            store.next_row((row, sent), None, now)
            row = store.next_row(None, "sms", now)

    seconds = timed(send)
    store.close([], now)
    return {"a second": leases / seconds}


def plain_leasing(folder: Path, leases: int) -> dict[str, float]:
    """The same commits by SQLite alone."""
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        first = "SELECT id, message FROM rows WHERE state = 'queued' ORDER BY id LIMIT 1"

        def send() -> None:
            for _ in range(leases):
                for state in ("sending", "sent"):
                    connection.execute("BEGIN IMMEDIATE")
                    of = "queued" if state == "sending" else "sending"
                    query = first.replace("queued", of)
                    (row, _message) = connection.execute(query).fetchone()
                    connection.execute("UPDATE rows SET state = ? WHERE id = ?", (state, row))
                    connection.execute("COMMIT")

        return {"a second": leases / timed(send)}


def few(folder: Path, count: int, body: str) -> Path:
    """An outbox of so many rows."""
    path = folder / f"{count}-{len(body)}.db"
    Outbox(path).add([row | {"reference": f"{n}"} for n, row in enumerate(rows(count, body))])
    return path


def apart(act: Callable[..., dict[str, float]], *arguments: object) -> dict[str, float]:
    """What *act* returns in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(act, arguments)


def show(name: str, found: dict[str, float], **aims: float) -> bool:
    """Print a line; whether an aim is missed, at least for *a second* and at most for others."""
    missed = False
    parts = []
    for what, figure in found.items():
        aim = aims.get(what.replace(" ", "_"))
        bad = aim is not None and (figure < aim if what == "a second" else figure > aim)
        missed |= bad
        unit = "" if what in ("a second", "MB") else " s"
        shown = f"{figure:,.0f}" if not unit else f"{figure:.4f}"
        parts.append(f"{shown}{unit} {what}{' (missed)' if bad else ''}")
    print(f"{name:<34}{', '.join(parts)}")
    return missed


def main() -> int:
    """Print the figures; exit 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="default 1,000,000")
    parser.add_argument("--leases", type=int, default=500, help="rows to lease (default 500)")
    given = parser.parse_args()
    count, leases = given.rows, given.leases
    missed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count)
        show("SQLite alone adds", apart(plain_adding, folder, count))
        for kind in ("iterator", "csv", "jsonl"):
            found = apart(adding, folder, count, kind)
            aims = {"a_second": ADDED_A_SECOND, "MB": MEGABYTES}
            missed |= show(f"an outbox adds from {kind}", found, **aims)
        aims = {"one_more_row": ONE_MORE, "until_the_first_row_is_leased": FIRST_SEND}
        missed |= show(f"of {count:,} rows", apart(large, folder), **aims, MB=MEGABYTES)
        show("SQLite alone leases", apart(plain_leasing, folder, leases))
        small = few(folder, leases + 1, TEXT + " {}")
        slowest = apart(leasing, small, leases)["a second"] / 2
        show(f"of {leases + 1:,} rows leases", {"a second": slowest * 2})
        found = apart(leasing, folder / "iterator.db", leases)
        missed |= show(f"of {count:,} rows leases", found, a_second=slowest)
        equal = few(folder, min(count, 100_000), TEXT)
        missed |= show("of equal rows leases", apart(leasing, equal, leases), a_second=slowest)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
