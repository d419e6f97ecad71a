"""Concurrent calls: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from flowroute_ext import AsyncFlowroute, Flowroute, Number, NumberUnavailable
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from operations.control import Control
from operations.expected import NUMBER, OTHER

THREADS, TASKS = 50, 200
FOR_SALE = [f"1{area}555{line:04}" for area in (206, 253) for line in range(100, 200)]
PRICE = 2.25


@pytest.fixture
def account(account: Control) -> Control:
    """An account with one number, and with money for all the others."""
    account.own("14165550100")
    account.set_balance(1000)
    return account


def state(account: Control) -> tuple[int, int, float]:
    """The count of numbers and messages, and the balance."""
    now = account.state
    return now["numbers"], now["messages"], now["balance"]


def sent(account: Control) -> set[str]:
    """The ids of all messages of the account."""
    listed = account("GET", f"/v2.1/messages?start_date=2020-01-01&limit={2 * TASKS}")["data"]
    return {row["id"] for row in listed}


def test_threads_that_buy(account: Control) -> None:
    """Threads share a client, and each gets the number it bought."""
    values = FOR_SALE[:THREADS]
    together = Barrier(THREADS)

    with (
        Flowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url, concurrency=THREADS) as flowroute,
        ThreadPoolExecutor(THREADS) as threads,
    ):

        def buy(value: str) -> Number:
            together.wait()
            return flowroute.numbers.purchase(value)

        bought = list(threads.map(buy, values))
        listed = list(flowroute.numbers.list(starts_with="206"))

    assert [one.value for one in bought] == [one.value for one in listed] == values
    assert state(account) == (THREADS + 1, 0, 1000 - THREADS * PRICE)


def test_threads_that_send(account: Control) -> None:
    """Each message that a thread sends is accepted once, with an id of its own."""
    with (
        Flowroute(
            ACCESS_KEY, SECRET_KEY, base_url=account.url, concurrency=7, rate_limit=None
        ) as flowroute,
        ThreadPoolExecutor(THREADS) as threads,
    ):

        def send(count: int) -> str:
            body = f"Message {count}"
            return flowroute.messages.send(to=OTHER, from_="14165550100", body=body).id

        ids = list(threads.map(send, range(TASKS)))
        bodies = [flowroute.messages.get(one).body for one in ids]

    assert bodies == [f"Message {count}" for count in range(TASKS)]
    assert sent(account) == set(ids)
    assert state(account) == (1, TASKS, pytest.approx(1000 - TASKS * 0.004))


@pytest.mark.anyio
async def test_tasks_that_buy(account: Control) -> None:
    """Tasks share a client, and each gets the number it bought."""
    async with AsyncFlowroute(
        ACCESS_KEY, SECRET_KEY, base_url=account.url, concurrency=THREADS
    ) as flowroute:
        bought = await asyncio.gather(*map(flowroute.numbers.purchase, FOR_SALE))
        listed = [one async for one in flowroute.numbers.list(contains="555")]

    assert [one.value for one in bought] == FOR_SALE
    assert [one.value for one in listed] == [*FOR_SALE, "14165550100"]
    assert state(account) == (TASKS + 1, 0, 1000 - TASKS * PRICE)


@pytest.mark.anyio
async def test_tasks_that_send(account: Control) -> None:
    """Each message that a task sends is accepted once, with an id of its own."""
    async with AsyncFlowroute(
        ACCESS_KEY, SECRET_KEY, base_url=account.url, rate_limit=None
    ) as flowroute:
        answers = await asyncio.gather(
            *(
                flowroute.messages.send(to=OTHER, from_="14165550100", body=f"Message {count}")
                for count in range(TASKS)
            )
        )
        records = await asyncio.gather(*map(flowroute.messages.get, answers))

    assert [one.body for one in records] == [f"Message {count}" for count in range(TASKS)]
    assert sent(account) == {one.id for one in answers}
    assert state(account) == (1, TASKS, pytest.approx(1000 - TASKS * 0.004))


def check(account: Control, outcomes: list[list[object]]) -> None:
    """One of two bought each number, and the other got `NumberUnavailable`."""
    for pair in outcomes:
        assert sorted(type(one).__name__ for one in pair) == ["Number", "NumberUnavailable"]
    assert state(account) == (THREADS + 1, 0, 1000 - THREADS * PRICE)


def test_threads_that_race(account: Control) -> None:
    """Of two threads with a client each that buy the same number, exactly one gets it."""
    start = Barrier(2)

    def buy(_: int) -> list[object]:
        outcomes: list[object] = []
        with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url, rate_limit=None) as flowroute:
            for value in FOR_SALE[:THREADS]:
                start.wait()
                try:
                    outcomes.append(flowroute.numbers.purchase(value))
                except NumberUnavailable as error:
                    outcomes.append(error)
        return outcomes

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(buy, range(2))

    check(account, [list(pair) for pair in zip(one, other, strict=True)])


@pytest.mark.anyio
async def test_tasks_that_race(account: Control) -> None:
    """Of two tasks with a client each that buy the same number, exactly one gets it."""
    async with (
        AsyncFlowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url, rate_limit=None) as one,
        AsyncFlowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url, rate_limit=None) as other,
    ):
        outcomes = [
            await asyncio.gather(
                *(client.numbers.purchase(value) for client in (one, other)),
                return_exceptions=True,
            )
            for value in FOR_SALE[:THREADS]
        ]

    check(account, outcomes)


@pytest.mark.anyio
async def test_many_buyers_of_one_number(account: Control) -> None:
    """Of two hundred tasks that buy the same number, exactly one gets it."""
    async with AsyncFlowroute(
        ACCESS_KEY, SECRET_KEY, base_url=account.url, concurrency=THREADS
    ) as flowroute:
        outcomes = await asyncio.gather(
            *(flowroute.numbers.purchase(NUMBER) for _ in range(TASKS)), return_exceptions=True
        )

    assert sum(isinstance(one, Number) for one in outcomes) == 1
    assert sum(type(one) is NumberUnavailable for one in outcomes) == TASKS - 1
    assert state(account) == (2, 0, 1000 - PRICE)
