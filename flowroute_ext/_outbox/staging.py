"""Rows that were checked, kept in a temporary table until all of them are."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from .._reconcile.at_most_once import likeness
from .drafts import restored
from .errors import OutboxError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from .._builders.messages import Message
    from .drafts import Draft

MOST_REPEATED = 20  # lines that are kept

GIVEN = (
    # Indexes of references are filled in no order; what does not fit is written again and again.
    "PRAGMA temp.cache_size = -32768",
    "PRAGMA temp.journal_mode = MEMORY",
    """
    CREATE TEMP TABLE given (
        id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        message TEXT NOT NULL, likeness TEXT NOT NULL, fields TEXT, line INTEGER NOT NULL
    )
    """,
)
GIVE = """
    INSERT INTO temp.given (reference, kind, message, likeness, fields, line)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (reference) DO NOTHING
"""
# How often the rows without references were given, by the reference of the first one.
_REPEATS = "CREATE TEMP TABLE repeats (reference TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID"
_ROWS = "SELECT reference, kind, message, likeness, fields FROM temp.given ORDER BY id"
_NUMBERED = "SELECT reference, kind, message, likeness, fields, line FROM temp.given ORDER BY id"
# The texts to each number, by a digest of both, with the line where each came first.
_TEXTS = "CREATE TEMP TABLE texts (digest BLOB PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID"
_TEXT = "INSERT INTO temp.texts VALUES (?, ?) ON CONFLICT DO NOTHING"
_FIRST_LINE = "SELECT line FROM temp.texts WHERE digest = ?"
_REPEAT = """
    INSERT INTO temp.repeats VALUES (?, 2) ON CONFLICT DO UPDATE SET times = times + 1
    RETURNING times
"""


class Repeated:
    """The rows that repeat an earlier one: how many (`count`), and the first of them.

    Each of `lines` is that of such a row, with that of the row that it repeats.
    """

    def __init__(self) -> None:
        self.count = 0
        self.lines: list[tuple[int, int]] = []

    def add(self, line: int, earlier: int) -> None:
        """Count the row on *line*."""
        self.count += 1
        if len(self.lines) < MOST_REPEATED:
            self.lines.append((line, earlier))


class StagedRows:
    """Rows in the order they were given, each reference once.

    They are on the disk, in a file that SQLite removes, and in memory only as far as its cache. An
    outbox has no part in it, whose own connection may be closed meanwhile: see `Connected`.

    With *once*, a row with the number and the text of an earlier one is left out, whatever its
    reference, and counted in `repeated`.
    """

    def __init__(self, *, once: bool = False) -> None:
        self.repeated = Repeated()
        self._once = once
        self._process = os.getpid()
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for statement in (*GIVEN, _REPEATS, _TEXTS):
            self._connection.execute(statement)

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM temp.given").fetchone()
        return int(count)

    def close(self) -> None:
        """Remove the rows."""
        self._connection.close()

    def rows(self, *, numbered: bool = False) -> Iterator[tuple[object, ...]]:
        """The columns of each row as they are added, and where *numbered* its line."""
        return self._connection.execute(_NUMBERED if numbered else _ROWS)

    def messages(self) -> Iterator[Message]:
        """The messages of all rows."""
        for (message,) in self._connection.execute("SELECT message FROM temp.given ORDER BY id"):
            yield restored(message)

    def put(self, drafts: list[Draft]) -> list[tuple[Draft, int]]:
        """Add *drafts*; those with the reference of another message, each with the line of that.

        Rows of the same content without references are numbered, so that the same rows have the
        same references whenever they are given. A row that is here already is not added.
        """
        if os.getpid() != self._process:
            raise RuntimeError("This process was forked while rows were added, in another one.")
        with self._transaction():
            if self._once:
                drafts = self._unlike(drafts)
            self._connection.execute("SAVEPOINT given")
            before = self._connection.total_changes
            self._connection.executemany(GIVE, map(_columns, drafts))
            if self._connection.total_changes - before == len(drafts):
                return []
            self._connection.execute("ROLLBACK TO given")
            lines = [(draft, self._put_one(draft)) for draft in drafts]
        return [(draft, line) for draft, line in lines if line is not None]

    def _unlike(self, drafts: list[Draft]) -> list[Draft]:
        """Those of *drafts* that are the first ones with their number and text."""
        before = self._connection.total_changes
        texts = [(text_digest(draft.message), draft.line) for draft in drafts]
        self._connection.execute("SAVEPOINT texts")
        self._connection.executemany(_TEXT, texts)
        if self._connection.total_changes - before == len(drafts):
            return drafts
        self._connection.execute("ROLLBACK TO texts")
        kept: list[Draft] = []
        for draft, text in zip(drafts, texts, strict=True):
            if self._connection.execute(_TEXT, text).rowcount:
                kept.append(draft)
            else:
                ((line,),) = self._connection.execute(_FIRST_LINE, text[:1]).fetchall()
                self.repeated.add(draft.line, line)
        return kept

    def _put_one(self, draft: Draft) -> int | None:
        """Add *draft*; the line of the other message with its reference, if there is one."""
        connection = self._connection
        if connection.execute(GIVE, _columns(draft)).rowcount:
            return None
        if draft.content is not None:
            ((times,),) = connection.execute(_REPEAT, (draft.reference,)).fetchall()
            draft = draft.numbered(times)
            if connection.execute(GIVE, _columns(draft)).rowcount:
                return None
        known = "SELECT message, line FROM temp.given WHERE reference = ?"
        ((message, line),) = connection.execute(known, (draft.reference,)).fetchall()
        return None if message == draft.packed else int(line)

    @contextmanager
    def _transaction(self) -> Generator[None, None, None]:
        self._connection.execute("BEGIN")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.DatabaseError):
                raise _no_room(error) from error
            raise


def text_digest(message: Message) -> bytes:
    """A digest that is equal for messages of one text, or media, to one number."""
    text = f"{message.to}\0{message.body}\0{' '.join(message.media_urls)}"
    return blake2b(text.encode(), digest_size=16).digest()


def _columns(draft: Draft) -> tuple[object, ...]:
    message = draft.message
    return (
        *(draft.reference, message.kind, draft.packed, likeness(message)),
        *(draft.fields, draft.line),
    )


def _no_room(error: sqlite3.DatabaseError) -> OutboxError:
    return OutboxError(
        Path(os.environ.get("SQLITE_TMPDIR") or gettempdir()),
        f"cannot have the rows until all are checked ({error})",
        "Set SQLITE_TMPDIR to a folder with more space. Nothing was added.",
    )
