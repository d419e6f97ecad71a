"""The events in PostgreSQL, for several machines."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ..._send_once import drivers
from ..errors import ReceiverError
from . import schema

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from .session import Cursor, Session

NAME: Final = Path("PostgreSQL")
# Numbers that other programs are unlikely to lock: that of the tables, and that of all workers.
TABLES: Final = 4170519633113
WORKERS: Final = 417051963

# A commit that is acknowledged is on the disk, and no statement waits for ever.
_SETTINGS: Final = "SET synchronous_commit TO on; SET statement_timeout TO '10s'"
_ALONE: Final = "SELECT pg_advisory_xact_lock(%s)"
_IS_MADE: Final = "SELECT to_regclass('flowroute_opt_outs') IS NOT NULL"
_LOCK: Final = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"

# All that are open. In a forked process they are those of the parent, and are not closed there,
# as they would be if nothing had them.
_open: set[Any] = set()


class PostgresStore:
    """The tables in the database of *dsn*, which are made if there are none.

    Changes are made one transaction after the other, of all machines: what they rely on is the
    same as in a file. A worker is alive as long as its connection is.
    """

    def __init__(self, dsn: str) -> None:
        self._psycopg = drivers.psycopg()
        self._dsn = drivers.connection_string(dsn)

    def open(self) -> PostgresTables:
        """Open the tables."""
        return PostgresTables(self.connect(), self.faults)

    def join(self) -> PostgresWorker:
        """Return a new worker."""
        with self.faults():
            return PostgresWorker(self.connect(), uuid4().hex)

    def is_alive(self, worker: str) -> bool:
        """Whether the connection of a worker is open."""
        connection = self.connect()
        try:
            with self.faults():
                return not connection.execute(_LOCK, [WORKERS, worker]).fetchone()[0]
        finally:
            _close(connection)

    def connect(self) -> Any:
        """A connection in which each statement is a transaction of its own."""
        with self.faults():
            connection = self._psycopg.connect(
                self._dsn,
                connect_timeout=drivers.DRIVER_TIMEOUT,
                autocommit=True,
                keepalives_idle=10,
                keepalives_interval=5,
                keepalives_count=3,
            )
            _open.add(connection)
            connection.execute(_SETTINGS)
            return connection

    @contextmanager
    def faults(self) -> Generator[None, None, None]:
        """Raise errors of PostgreSQL as `ReceiverError`."""
        try:
            yield
        except self._psycopg.Error as error:
            # Not its details, which may have values in them.
            reason = error.diag.message_primary or str(error).partition("\n")[0]
            cure = "See to it: what was not acknowledged comes again."
            raise ReceiverError(NAME, f"cannot be used: {reason}", cure) from None


class PostgresTables:
    """The tables, by a *connection* of their own."""

    def __init__(self, connection: Any, faults: Any) -> None:
        self._connection = connection
        self._faults = faults
        with self.transaction() as session:
            if not session.execute(_IS_MADE).fetchone()[0]:
                for statement in schema.POSTGRES:
                    session.execute(statement)

    @contextmanager
    def transaction(self) -> Generator[Session, None, None]:
        """A transaction, beside which there is no other one; it is on the disk at the end."""
        with self._faults(), self._connection.transaction():
            self._connection.execute(_ALONE, [TABLES])
            yield PostgresSession(self._connection)

    def close(self) -> None:
        """Close the connection."""
        _close(self._connection)


class PostgresSession:
    """A transaction, with question marks for parameters."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        """Run a statement; no text of PostgreSQL has NUL in it."""
        values = [
            value.replace("\0", "\ufffd") if isinstance(value, str) else value
            for value in parameters
        ]
        cursor: Cursor = self._connection.execute(sql.replace("?", "%s"), values or None)
        return cursor


class PostgresWorker:
    """A worker by its `id`, which is alive as long as its *connection* is open."""

    def __init__(self, connection: Any, worker: str) -> None:
        self.id = worker
        self._connection = connection
        connection.execute(_LOCK, [WORKERS, worker])

    def is_held(self) -> bool:
        """Whether others see that it is alive."""
        try:
            self._connection.execute("SELECT 1")
        except Exception:
            return False
        return True

    def end(self) -> None:
        """Close the connection."""
        _close(self._connection)

    def leave_to_parent(self) -> None:
        """Do nothing: a forked process uses no connection of its parent."""


def _close(connection: Any) -> None:
    _open.discard(connection)
    connection.close()
