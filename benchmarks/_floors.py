"""SQLite alone, doing what an outbox does: the floor of its figures."""

from __future__ import annotations

import json
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from flowroute_ext import Outbox

OWN = "12065550100"
TEXT = "Hello, your order is ready. Reply C to cancel it, or call us before seven."
PACKED = (
    '{{"to":"12065550142","from_":"12065550100","body":"Hello, your order is ready. Reply C to'
    ' cancel it, or call us before seven. {}"}}'
)


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


def rates(count: int, act: Callable[[], object]) -> dict[str, float]:
    """How often a second *act* does what it does *count* times, and the most memory it takes."""
    began = time.process_time()
    seconds = timed(act)
    processor = time.process_time() - began
    return {"a second": count / seconds, "a processor second": count / processor, "MB": megabytes()}


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

        return rates(count, add)


def floor_of_adding(folder: Path, count: int) -> dict[str, float]:
    """The same rows, as they are kept, put into the table of an outbox in the same commits."""
    path = folder / "floor.db"
    Outbox(path)
    columns = "reference, kind, message, likeness, fields"
    values = (
        (f"{n * 2654435761 % 2**64:024x}", "sms", PACKED.format(n), f"{n * 40503:024x}", None)
        for n in range(count)
    )
    with closing(sqlite3.connect("", isolation_level=None)) as staged:
        staged.execute(f"CREATE TABLE given (id INTEGER PRIMARY KEY, {columns}, UNIQUE(reference))")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -65536")
            marks = "VALUES (?, ?, ?, ?, ?)"

            def add() -> None:
                staged.execute("BEGIN")
                staged.executemany(f"INSERT INTO given ({columns}) {marks}", values)
                staged.execute("COMMIT")
                rows = staged.execute(f"SELECT {columns} FROM given ORDER BY id")
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(f"INSERT INTO rows ({columns}) {marks}", rows)
                connection.execute("COMMIT")

            return rates(count, add)


def prepare(connection: sqlite3.Connection) -> None:
    """Make a table with the keys that an outbox needs, as durable as an outbox is."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE rows (id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE,"
        " message TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'queued')"
    )
    connection.execute("CREATE INDEX rows_in_state ON rows (state)")


def plain_leasing(folder: Path, leases: int) -> dict[str, float]:
    """The same commits by SQLite alone: two for each row."""
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

        return rates(leases, send)


def plain_sending(folder: Path, count: int, together: int) -> dict[str, float]:
    """The commits of sending: one for so many rows, with their ends and the lease of the next."""
    with closing(sqlite3.connect(folder / "plain.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("UPDATE rows SET state = 'queued' WHERE state <> 'queued'")
        first = "SELECT id, message FROM rows WHERE state = 'queued' ORDER BY id LIMIT ?"
        update = "UPDATE rows SET state = ? WHERE id = ?"

        def send() -> None:
            taken: list[int] = []
            for _ in range(0, count, together):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(update, [("sent", row) for row in taken])
                taken = [row for row, _ in connection.execute(first, (together,))]
                connection.executemany(update, [("sending", row) for row in taken])
                connection.execute("COMMIT")

        return rates(count, send)
