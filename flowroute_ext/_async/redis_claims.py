"""A claim table in Redis."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from .._base.errors import ConfigurationError
from .._base.frames import all_clear_frames
from .._http.log import logger
from .._send_once import drivers
from .._send_once.errors import ClaimsError
from .._send_once.serialization import from_fields, to_fields, to_moment
from .._send_once.state import Claim, Known, is_open, lapsed
from .claims import AsyncClaims

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from datetime import datetime

    from .._send_once.state import Step

LONGEST_KEPT = 100 * 365 * 86_400

# The time of the server, and the time at which the table was created. One script returns both, as
# a new table must never seem older than the *since* that it is compared with.
TIMES = """
local now = redis.call('TIME')
redis.call('SET', KEYS[1], now[1] .. '.' .. string.format('%06d', now[2]), 'NX')
return {now[1] .. '.' .. string.format('%06d', now[2]), redis.call('GET', KEYS[1])}
"""

# The index of equal messages is kept as long as any claim in it: for ever while one is open, and
# else for as long as the one that was closed last.
KEEP_INDEX = """
if redis.call('SCARD', KEYS[2]) > 0 then
    return redis.call('PERSIST', KEYS[1])
end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])
"""

# So are the ids of the messages between two numbers, by the times at which their attempts ended:
# those of as long ago as claims are kept, counted from the oldest claim that is open.
KEEP_IDS = """
local oldest = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', (oldest or ARGV[2]) - ARGV[1] / 1000)
if oldest then
    return redis.call('PERSIST', KEYS[1])
end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])
"""


@all_clear_frames
class AsyncRedisClaims(AsyncClaims):
    """A claim table in Redis (the extra ``redis``).

    :param url: its URL, as ``redis://localhost:6379/0``; ``rediss://`` for TLS.
    :param lease: how many seconds a claim holds. An attempt to send takes half of them at most.
    :param keep: how many seconds a claim is kept after the message was sent or refused.
    :param prefix: the prefix of all its keys.

    Redis must write what it acknowledges to its file (``appendonly yes``, ``appendfsync
    always``) and evict nothing (``maxmemory-policy noeviction``); otherwise a warning is logged.
    """

    def __init__(
        self,
        url: str,
        *,
        lease: float = 120,
        keep: float = 30 * 86_400,
        prefix: str = "flowroute-claims",
    ) -> None:
        super().__init__(lease)
        if type(keep) not in (int, float) or not 1 <= keep <= LONGEST_KEPT:
            raise ConfigurationError(
                f"keep={keep!r} is no time to keep a claim: give 1 to {LONGEST_KEPT:,} seconds"
            )
        self._url = url
        self._clients = {os.getpid(): drivers.async_client(url)}
        self._errors = drivers.redis_errors()
        self._keep_ms = round(keep * 1000)
        self._prefix = prefix
        self._checked = False

    @property
    def _redis(self) -> Any:
        """The driver's client of this process.

        A forked process must not use the connections of its parent, nor close them, as it would
        if the parent's client were collected.
        """
        process = os.getpid()
        if process not in self._clients:
            self._clients[process] = drivers.async_client(self._url)
        return self._clients[process]

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def now(self) -> datetime:
        """The table's own time, aware, in UTC. The table is created if there is none.

        Take it before a batch is queued, and give it to each `send_once` as *since*.
        """
        async with self._reporting():
            await self._check_durability()
            return (await self._times())[0]

    async def get(self, reference: str) -> Claim:
        """The claim of one message; a free one where nothing is recorded."""
        async with self._reporting():
            claims, now = await self._read([reference])
        return lapsed(claims[0], now) if claims else Claim(reference=reference)

    async def unfinished(self) -> list[Claim]:
        """The messages that are claimed or unknown."""
        async with self._reporting():
            references = sorted(await self._redis.smembers(self._key("open")))
            claims, now = await self._read(references)
        return [lapsed(claim, now) for claim in claims if is_open(claim)]

    async def alike(self, likeness: str) -> list[Claim]:
        """The claims of all messages of this likeness, in the order of their references."""
        async with self._reporting():
            index = await self._redis.hgetall(self._key(f"likeness:{likeness}"))
            claims, now = await self._read(sorted(index))
        by_reference = {claim.reference: lapsed(claim, now) for claim in claims}
        # A claim may have expired by itself, while its message's id is still not another's.
        for reference, message_id in index.items():
            if message_id and reference not in by_reference:
                by_reference[reference] = Claim(
                    reference=reference, state="sent", message_id=message_id, likeness=likeness
                )
        ordered = (claim for _, claim in sorted(by_reference.items()))
        return [claim for claim in ordered if claim.likeness == likeness]

    async def ids_between(self, pair: str, since: datetime, until: datetime) -> set[str]:
        """The ids of the messages of this pair of numbers that are known to be sent.

        Of those whose attempt was given up between *since* and *until* at the latest.
        """
        async with self._reporting():
            ids, _ = self._pair(pair)
            message_ids = await self._redis.zrangebyscore(ids, since.timestamp(), until.timestamp())
        return set(message_ids)

    async def change(self, reference: str, step: Step) -> Known:
        """The claim of one message after *step*, which is applied in one transaction."""
        asked = self.clock.monotonic()
        async with self._reporting():
            while True:
                try:
                    claim, now = await self._transaction(reference, step)
                except self._errors.WatchError:
                    continue
                return Known(claim, now, asked)

    async def _transaction(self, reference: str, step: Step) -> tuple[Claim, datetime]:
        """Apply *step*; raise Redis' WatchError if the claim has changed in the meantime.

        The age of the table is watched as well: a table that loses its records between the two
        reads would have no claim, and would still seem old enough to have had one.
        """
        key = self._key(f"claim:{reference}")
        await self._check_durability()
        async with self._redis.pipeline() as pipe:
            await pipe.watch(key, self._key("born"))
            now, born = await self._times(pipe)
            was = from_fields(await pipe.hgetall(key))
            claim = step(was, now, born)
            if claim != was or not await self._is_indexed(pipe, claim):
                pipe.multi()
                self._write(pipe, key, was, claim, now)
                await pipe.execute()
        return claim, now

    async def _is_indexed(self, pipe: Any, claim: Claim) -> bool:
        """Whether an open claim is where it is looked for; Redis may have evicted that."""
        if not is_open(claim) or not claim.likeness:
            return True
        index, open_ones = self._index(claim.likeness)
        open_between = self._pair(claim.pair)[1]
        return bool(
            await pipe.hexists(index, claim.reference)
            and await pipe.sismember(open_ones, claim.reference)
            and await pipe.sismember(self._key("open"), claim.reference)
            and not (claim.pair and await pipe.zscore(open_between, claim.reference) is None)
        )

    def _write(self, pipe: Any, key: str, was: Claim | None, claim: Claim, now: datetime) -> None:
        """Add the writing of a claim, and of the indexes that it is in, to *pipe*."""
        pipe.delete(key)
        pipe.hset(key, mapping=to_fields(claim))
        if was and was.likeness and was.likeness != claim.likeness:
            index, open_ones = self._index(was.likeness)
            pipe.hdel(index, claim.reference)
            pipe.srem(open_ones, claim.reference)
            pipe.eval(KEEP_INDEX, 2, index, open_ones, self._keep_ms)
        if claim.likeness:
            index, open_ones = self._index(claim.likeness)
            pipe.hset(index, claim.reference, claim.message_id or "")
            (pipe.sadd if is_open(claim) else pipe.srem)(open_ones, claim.reference)
            pipe.eval(KEEP_INDEX, 2, index, open_ones, self._keep_ms)
        if was and was.pair and was.pair != claim.pair:
            ids, open_ones = self._pair(was.pair)
            pipe.zrem(ids, was.message_id or "")
            pipe.zrem(open_ones, was.reference)
            pipe.eval(KEEP_IDS, 2, ids, open_ones, self._keep_ms, now.timestamp())
        if claim.pair and claim.started and claim.ended:
            ids, open_ones = self._pair(claim.pair)
            if claim.message_id:
                pipe.zadd(ids, {claim.message_id: claim.ended.timestamp()})
            if is_open(claim):
                pipe.zadd(open_ones, {claim.reference: claim.started.timestamp()})
            else:
                pipe.zrem(open_ones, claim.reference)
            pipe.eval(KEEP_IDS, 2, ids, open_ones, self._keep_ms, now.timestamp())
        if is_open(claim):
            pipe.sadd(self._key("open"), claim.reference)
        else:
            pipe.srem(self._key("open"), claim.reference)
            pipe.pexpire(key, self._keep_ms)

    def _index(self, likeness: str) -> tuple[str, str]:
        """The keys of all claims of this likeness, and of the open ones."""
        return self._key(f"likeness:{likeness}"), self._key(f"likeness:{likeness}:open")

    def _pair(self, pair: str) -> tuple[str, str]:
        """The keys of the ids of messages between two numbers, and of their open claims."""
        return self._key(f"pair:{pair}"), self._key(f"pair:{pair}:open")

    async def _read(self, references: list[str]) -> tuple[list[Claim], datetime]:
        """Those of these claims that exist, and the time before they were read."""
        await self._check_durability()
        now, _ = await self._times()
        async with self._redis.pipeline(transaction=False) as pipe:
            for reference in references:
                pipe.hgetall(self._key(f"claim:{reference}"))
            read = map(from_fields, await pipe.execute())
        return [claim for claim in read if claim], now

    async def _times(self, connection: Any = None) -> tuple[datetime, datetime]:
        """The server's time, and the time at which the table was created."""
        now, born = await (connection or self._redis).eval(TIMES, 1, self._key("born"))
        return to_moment(now), to_moment(born)

    async def _check_durability(self) -> None:
        """Log a warning if the server may lose what it has acknowledged, where it reports that."""
        if self._checked:
            return
        self._checked = True
        try:
            info = await self._redis.info("persistence") | await self._redis.info("memory")
        except self._errors.ResponseError:
            return
        if not info.get("aof_enabled"):
            logger.warning("Redis keeps no append-only file: claims are lost when it restarts")
        if info.get("maxmemory_policy", "noeviction") != "noeviction":
            logger.warning(
                "Redis evicts keys when its memory is full (%s): claims are lost then",
                info["maxmemory_policy"],
            )

    def _key(self, name: str) -> str:
        return f"{self._prefix}:{name}"

    @asynccontextmanager
    async def _reporting(self) -> AsyncGenerator[None]:
        """Raise errors of Redis as `ClaimsError`."""
        try:
            yield
        except self._errors.RedisError as error:
            raise ClaimsError(f"Redis: {error}") from error
