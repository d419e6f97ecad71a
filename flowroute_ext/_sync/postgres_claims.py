# Written by scripts/unasync.py from flowroute_ext/_async/postgres_claims.py. Do not edit.
"""A claim table in PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .._base.frames import all_clear_frames
from .._send_once import drivers, sql
from .._send_once.errors import ClaimsError
from .._send_once.state import Claim, Known, lapsed
from .claims import Claims

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from .._send_once.state import Step


@all_clear_frames
class PostgresClaims(Claims):
    """A claim table in PostgreSQL (the extra ``postgres``).

    :param dsn: its connection string, as ``postgresql://user@host/database``.
    :param lease: how many seconds a claim holds. An attempt to send takes half of them at most.

    The table ``flowroute_claims`` is created where there is none. One row of it, with an empty
    reference, has the time at which that was. Each transaction has its own connection, so one
    object may be used by all threads, and by processes that were forked; a message takes two
    transactions.
    """

    def __init__(self, dsn: str, *, lease: float = 120) -> None:
        super().__init__(lease)
        self._psycopg = drivers.psycopg()
        self._dsn = drivers.connection_string(dsn)

    def close(self) -> None:
        """Do nothing: each transaction closes its own connection."""

    def now(self) -> datetime:
        """The table's own time, aware, in UTC. The table is created if there is none.

        Take it before a batch is queued, and give it to each `send_once` as *since*.
        """
        with self._connection() as connection:
            return (self._times(connection))[0]

    def get(self, reference: str) -> Claim:
        """The claim of one message; a free one where nothing is recorded."""
        claims = self._listed(sql.ONE, reference)
        return claims[0] if claims else Claim(reference=reference)

    def unfinished(self) -> list[Claim]:
        """The messages that are claimed or unknown."""
        return self._listed(sql.OPEN)

    def alike(self, likeness: str) -> list[Claim]:
        """The claims of all messages of this likeness, in the order of their references."""
        return self._listed(sql.ALIKE, likeness)

    def ids_between(self, pair: str, since: datetime, until: datetime) -> set[str]:
        """The ids of the messages of this pair of numbers that are known to be sent.

        Of those whose attempt was given up between *since* and *until* at the latest.
        """
        with self._connection() as connection:
            cursor = connection.execute(sql.BETWEEN, [pair, since, until])
            return {row["message_id"] for row in cursor.fetchall()}

    def change(self, reference: str, step: Step) -> Known:
        """The claim of one message after *step*, which is applied in one transaction."""
        asked = self.clock.monotonic()
        with self._connection() as connection:
            connection.execute(sql.LOCK, [reference])
            now, born = self._times(connection)
            row = (connection.execute(sql.ONE, [reference])).fetchone()
            was = row and sql.from_row(row)
            claim = step(was, now, born)
            if claim != was:
                connection.execute(sql.WRITE, sql.to_row(claim))
        return Known(claim, now, asked)

    def _listed(self, query: str, *parameters: str) -> list[Claim]:
        """The claims that a query finds, as they are now."""
        with self._connection() as connection:
            now, _ = self._times(connection)
            rows = (connection.execute(query, parameters)).fetchall()
        claims = [lapsed(sql.from_row(row), now) for row in rows]
        return sorted(claims, key=lambda claim: claim.reference)

    def _times(self, connection: Any) -> tuple[datetime, datetime]:
        """The server's time, and the time at which the table was created, or emptied."""
        row = (connection.execute(sql.TIMES)).fetchone()
        while row is None:
            connection.execute(sql.MARK)
            row = (connection.execute(sql.TIMES)).fetchone()
        return row["now"], row["born"]

    @contextmanager
    def _connection(self) -> Generator[Any]:
        """A connection in a transaction, which is committed at the end.

        Errors of PostgreSQL are raised as `ClaimsError`.
        """
        try:
            with self._psycopg.Connection.connect(
                self._dsn,
                connect_timeout=drivers.DRIVER_TIMEOUT,
                row_factory=self._psycopg.rows.dict_row,
            ) as connection:
                connection.execute(sql.BEGIN)
                self._create(connection)
                yield connection
        except self._psycopg.Error as error:
            raise ClaimsError(f"PostgreSQL: {error}") from error

    def _create(self, connection: Any) -> None:
        """Create the table where there is none."""
        row = (connection.execute(sql.EXISTS)).fetchone()
        if not row["made"]:
            connection.execute(sql.CREATE)
            connection.commit()
            connection.execute(sql.BEGIN)
