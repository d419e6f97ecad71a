"""`send_once` and claims as type checkers see them. Checked by mypy and pyright, and never run."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, assert_type

from flowroute_ext import AsyncFlowroute, Flowroute, Message
from flowroute_ext.send_once import (
    AsyncClaims,
    AsyncPostgresClaims,
    AsyncRedisClaims,
    Claim,
    Claims,
    PostgresClaims,
    RedisClaims,
    SendRefused,
    TryLater,
    asend_once,
    send_once,
)


def claims(flowroute: Flowroute, message: Message) -> None:
    with RedisClaims("redis://localhost/0", lease=60, keep=3600, prefix="texts") as table:
        assert_type(table, RedisClaims)
        since = table.now()
        assert_type(since, datetime)
        assert_type(send_once(flowroute, table, message, reference="order-1", since=since), str)
        assert_type(table.get("order-1"), Claim)
        assert_type(table.unfinished(), list[Claim])
        assert_type(table.record_receipt("order-1", "mdr2-1"), None)
        assert_type(table.forget("order-1"), bool)
    with PostgresClaims("postgresql:///texts", lease=60) as other:
        assert_type(send_once(flowroute, other, message, reference="order-1"), str)


async def async_claims(flowroute: AsyncFlowroute, message: Message) -> None:
    async with AsyncRedisClaims("redis://localhost/0") as table:
        assert_type(table, AsyncRedisClaims)
        assert_type(await asend_once(flowroute, table, message, reference="order-1"), str)
        assert_type(await table.unfinished(), list[Claim])
    async with AsyncPostgresClaims("postgresql:///texts") as other:
        assert_type(await asend_once(flowroute, other, message, reference="order-1"), str)


def of_any_store(flowroute: Flowroute, table: Claims, message: Message) -> None:
    assert_type(send_once(flowroute, table, message, reference="order-1"), str)


async def of_any_async_store(flowroute: AsyncFlowroute, table: AsyncClaims, text: Message) -> None:
    assert_type(await asend_once(flowroute, table, text, reference="order-1"), str)


def errors(later: TryLater, refused: SendRefused, claim: Claim) -> None:
    assert_type(later.seconds, float)
    assert_type(refused.reason, str)
    assert_type(claim.state, Literal["free", "claimed", "sent", "failed", "unknown"])
    assert_type(claim.message_id, str | None)
