"""A claim table in PostgreSQL."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from .._base.frames import all_clear_frames
from .._send_once import drivers, sql
from .._send_once.errors import ClaimsError
from .._send_once.state import Claim, Known, lapsed
from .claims import AsyncClaims

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from datetime import datetime

    from .._send_once.state import Step


@all_clear_frames
class AsyncPostgresClaims(AsyncClaims):
    """A claim table in PostgreSQL (the extra ``postgres``).

    :param dsn: its connection string, as ``postgresql://user@host/database``.
    :param lease: how many seconds a claim holds. An attempt to send takes half of them at most.

    The table ``flowroute_claims`` is created where there is none. One row of it, with an empty
    reference, has the time at which that was. Each transaction has its own connection, so one
    object may be used by all tasks, and by processes that were forked; a message takes two
    transactions.
    """

    def __init__(self, dsn: str, *, lease: float = 120) -> None:
        super().__init__(lease)
        self._psycopg = drivers.psycopg()
        self._dsn = drivers.connection_string(dsn)

    async def close(self) -> None:
        """Do nothing: each transaction closes its own connection."""

    async def now(self) -> datetime:
        """The table's own time, aware, in UTC. The table is created if there is none.

        Take it before a batch is queued, and give it to each `send_once` as *since*.
        """
        async with self._connection() as connection:
            return (await self._times(connection))[0]

    async def get(self, reference: str) -> Claim:
        """The claim of one message; a free one where nothing is recorded."""
        claims = await self._listed(sql.ONE, reference)
        return claims[0] if claims else Claim(reference=reference)

    async def unfinished(self) -> list[Claim]:
        """The messages that are claimed or unknown."""
        return await self._listed(sql.OPEN)

    async def alike(self, likeness: str) -> list[Claim]:
        """The claims of all messages of this likeness, in the order of their references."""
        return await self._listed(sql.ALIKE, likeness)

    async def ids_between(self, pair: str, since: datetime, until: datetime) -> set[str]:
        """The ids of the messages of this pair of numbers that are known to be sent.

        Of those whose attempt was given up between *since* and *until* at the latest.
        """
        async with self._connection() as connection:
            cursor = await connection.execute(sql.BETWEEN, [pair, since, until])
            return {row["message_id"] for row in await cursor.fetchall()}

    async def change(self, reference: str, step: Step) -> Known:
        """The claim of one message after *step*, which is applied in one transaction."""
        asked = self.clock.monotonic()
        async with self._connection() as connection:
            await connection.execute(sql.LOCK, [reference])
            now, born = await self._times(connection)
            row = await (await connection.execute(sql.ONE, [reference])).fetchone()
            was = row and sql.from_row(row)
            claim = step(was, now, born)
            if claim != was:
                await connection.execute(sql.WRITE, sql.to_row(claim))
        return Known(claim, now, asked)

    async def _listed(self, query: str, *parameters: str) -> list[Claim]:
        """The claims that a query finds, as they are now."""
        async with self._connection() as connection:
            now, _ = await self._times(connection)
            rows = await (await connection.execute(query, parameters)).fetchall()
        claims = [lapsed(sql.from_row(row), now) for row in rows]
        return sorted(claims, key=lambda claim: claim.reference)

    async def _times(self, connection: Any) -> tuple[datetime, datetime]:
        """The server's time, and the time at which the table was created, or emptied."""
        row = await (await connection.execute(sql.TIMES)).fetchone()
        while row is None:
            await connection.execute(sql.MARK)
            row = await (await connection.execute(sql.TIMES)).fetchone()
        return row["now"], row["born"]

    @asynccontextmanager
    async def _connection(self) -> AsyncGenerator[Any]:
        """A connection in a transaction, which is committed at the end.

        Errors of PostgreSQL are raised as `ClaimsError`.
        """
        try:
            async with await self._psycopg.AsyncConnection.connect(
                self._dsn,
                connect_timeout=drivers.DRIVER_TIMEOUT,
                row_factory=self._psycopg.rows.dict_row,
            ) as connection:
                await connection.execute(sql.BEGIN)
                await self._create(connection)
                yield connection
        except self._psycopg.Error as error:
            raise ClaimsError(f"PostgreSQL: {error}") from error

    async def _create(self, connection: Any) -> None:
        """Create the table where there is none."""
        row = await (await connection.execute(sql.EXISTS)).fetchone()
        if not row["made"]:
            await connection.execute(sql.CREATE)
            await connection.commit()
            await connection.execute(sql.BEGIN)
