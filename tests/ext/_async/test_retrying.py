"""Retries: which failures are retried, how often and how soon."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.clocks import FastClock
from ext.server import Line, Reply, Server, answer, document

from flowroute_ext import (
    AsyncFlowroute,
    ConfigurationError,
    ConnectFailed,
    ConnectionFailed,
    FlowrouteError,
    InvalidValue,
    NotFound,
    RateLimited,
    ServerError,
)
from flowroute_ext.errors import DeadlinePassed

OOPS = document(500, {"errors": [{"title": "Oops", "status": 500}]})
BUSY = document(429, {"errors": [{"title": "Too Many Requests", "status": 429}]})
GONE = document(404, {"errors": [{"title": "Not Found", "status": 404}]})
DEAD_PORT = "http://127.0.0.1:9"


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture
async def retrying(server: Server, clock: FastClock, library: str) -> AsyncIterator[AsyncFlowroute]:
    """A client with the default retries, on a clock whose waits take no time."""
    async with AsyncFlowroute("key", "secret", base_url=server.url, clock=clock) as client:
        yield client


@pytest.mark.anyio
@pytest.mark.parametrize("failure", [OOPS, answer(502), answer(503), answer(504), Line.reset])
async def test_a_read(
    retrying: AsyncFlowroute, server: Server, clock: FastClock, failure: Reply
) -> None:
    """Two failures in a row are retried, with a wait after each."""
    server.script.extend([failure, failure])

    number = await retrying.numbers.get(NUMBER)

    assert (number.value, len(server.asked), len(clock.waits)) == ("16502390214", 3, 2)
    assert 0 <= clock.waits[0] < 0.5
    assert 0 <= clock.waits[1] < 1.0


@pytest.mark.anyio
async def test_three_failures(retrying: AsyncFlowroute, server: Server) -> None:
    """The last of three failures is raised."""
    server.script.extend([Line.reset, OOPS, OOPS])

    with pytest.raises(ServerError):
        await retrying.numbers.get(NUMBER)

    assert len(server.asked) == 3


CHANGES: list[Callable[[AsyncFlowroute], Any]] = [
    lambda flowroute: flowroute.numbers.update(NUMBER, alias="desk"),
    lambda flowroute: flowroute.numbers.release(NUMBER),
    lambda flowroute: flowroute.numbers.set_callback(NUMBER, "sms", "https://example.com/sms"),
    lambda flowroute: flowroute.messages.set_callback("sms", "https://example.com/sms"),
    lambda flowroute: flowroute.routes.set_primary(NUMBER, 0),
]


@pytest.mark.anyio
@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_that_may_be_repeated(
    retrying: AsyncFlowroute, server: Server, change: Callable[[AsyncFlowroute], Any]
) -> None:
    """The retry is the same request, to the byte."""
    server.script.append(Line.reset)

    await change(retrying)

    first, second = server.asked
    assert (first.method, first.target, first.body) == (second.method, second.target, second.body)


@pytest.mark.anyio
async def test_gone_after_all(retrying: AsyncFlowroute, server: Server) -> None:
    """A DELETE whose response was lost, and that finds nothing the next time, was done."""
    server.script.extend([Line.reset, GONE])

    await retrying.numbers.release(NUMBER)

    assert [asked.method for asked in server.asked] == ["DELETE", "DELETE"]


@pytest.mark.anyio
async def test_done_perhaps_and_then_refused(retrying: AsyncFlowroute, server: Server) -> None:
    """What a first attempt may have done is not reported as not done because of the last."""
    server.script.extend([Line.reset, BUSY, BUSY])

    with pytest.raises(ConnectionFailed) as caught:
        await retrying.numbers.release(NUMBER)

    assert (type(caught.value), len(server.asked)) == (ConnectionFailed, 3)


@pytest.mark.anyio
@pytest.mark.parametrize("script", [[GONE], [BUSY, GONE]])
async def test_never_there(retrying: AsyncFlowroute, server: Server, script: list[Reply]) -> None:
    """A DELETE that certainly was not done before raises NotFound."""
    server.script.extend(script)

    with pytest.raises(NotFound):
        await retrying.numbers.release(NUMBER)

    assert len(server.asked) == len(script)


@pytest.mark.anyio
async def test_a_refusal_is_final(retrying: AsyncFlowroute, server: Server) -> None:
    """A refusal is not retried."""
    server.script.append(GONE)

    with pytest.raises(NotFound):
        await retrying.numbers.get(NUMBER)

    assert len(server.asked) == 1


@pytest.mark.anyio
async def test_429(retrying: AsyncFlowroute, server: Server, clock: FastClock) -> None:
    """A message is sent again after a 429, since it certainly was not accepted."""
    server.script.extend([BUSY, answer(429, retry_after="7")])

    sent = await retrying.messages.send(to="12065550100", from_=NUMBER, body="Hello")

    assert (sent.id[:5], [asked.method for asked in server.asked]) == ("mdr2-", ["POST"] * 3)
    assert 7 <= clock.waits[-1] < 9


@pytest.mark.anyio
async def test_429_for_ever(retrying: AsyncFlowroute, server: Server) -> None:
    """The last 429 is raised, with the time that it asks to wait."""
    server.script.extend([BUSY, BUSY, answer(429, retry_after="7")])

    with pytest.raises(RateLimited) as caught:
        await retrying.messages.send(to="12065550100", from_=NUMBER, body="Hello")

    assert (caught.value.retry_after, len(server.asked)) == (7.0, 3)


@pytest.mark.anyio
async def test_no_connection(library: str) -> None:
    """A failed connection is retried, for a message too: nothing had been sent."""
    clock = FastClock()
    async with AsyncFlowroute("key", "secret", base_url=DEAD_PORT, clock=clock) as flowroute:
        with pytest.raises(ConnectFailed):
            await flowroute.messages.send(to="12065550100", from_=NUMBER, body="Hello")

    assert len(clock.waits) == 2


@pytest.mark.anyio
async def test_the_retry_budget(retrying: AsyncFlowroute, server: Server, clock: FastClock) -> None:
    """After 35 failed retries calls fail at once; a success restores tokens."""
    server.usually = lambda asked: OOPS
    for _ in range(30):
        with pytest.raises(ServerError):
            await retrying.numbers.get(NUMBER)

    assert len(clock.waits) == 35
    assert len(server.asked) == 30 + 35


@pytest.mark.anyio
@pytest.mark.parametrize("max_retries", [0, 1, 4])
async def test_max_retries(server: Server, library: str, max_retries: int) -> None:
    """The client or the call sets the number of retries."""
    server.usually = lambda asked: OOPS
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, clock=FastClock(), max_retries=max_retries
    ) as flowroute:
        with pytest.raises(ServerError):
            await flowroute.numbers.get(NUMBER)
        with pytest.raises(ServerError):
            await flowroute.numbers.get(NUMBER, max_retries=3)

    assert len(server.asked) == max_retries + 1 + 4


@pytest.mark.anyio
async def test_a_deadline(retrying: AsyncFlowroute, server: Server, clock: FastClock) -> None:
    """No retry starts that could not end in time; the last failure is raised."""
    server.script.extend([OOPS, answer(503, retry_after="5")])

    with pytest.raises(ServerError) as caught:
        await retrying.numbers.get(NUMBER, deadline=5)

    assert (caught.value.status, len(server.asked)) == (503, 2)
    assert clock.passed < 5


@pytest.mark.anyio
async def test_a_deadline_bounds_each_attempt(retrying: AsyncFlowroute, server: Server) -> None:
    """An attempt has no longer timeout than what is left of the call."""
    server.script.append(Line.until_gone)

    with pytest.raises(ConnectionFailed, match=r"within 0\.05 s"):
        await retrying.numbers.get(NUMBER, deadline=0.05, max_retries=0)


class LateClock(FastClock):
    """A clock that moves a second each time it is read."""

    def monotonic(self) -> float:
        self.passed += 1
        return self.passed


@pytest.mark.anyio
async def test_too_late_to_begin(server: Server, library: str) -> None:
    """A request whose permit comes after the deadline is not sent, and the error says so."""
    async with AsyncFlowroute("k", "s", base_url=server.url, clock=LateClock()) as flowroute:
        with pytest.raises(DeadlinePassed) as caught:
            await flowroute.messages.send(
                to="12065550100", from_=NUMBER, body="Hello", deadline=0.5
            )

    assert isinstance(caught.value, ConnectFailed)
    assert isinstance(caught.value, TimeoutError)
    assert server.asked == []


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"max_retries": -1}, ConfigurationError, "max_retries=-1 is not a number of retries"),
        ({"max_retries": True}, ConfigurationError, "max_retries=True is not a number of retries"),
        ({"deadline": 0}, ConfigurationError, "deadline=0 is not a time to wait"),
        ({"resolve": "yes"}, ConfigurationError, "resolve='yes' is not a bool: use True or False"),
        ({"reference": ""}, InvalidValue, "reference must be text of 1 to 200"),
        ({"reference": "a" * 201}, InvalidValue, "reference must be text of 1 to 200"),
        ({"reference": 17}, InvalidValue, "reference must be text of 1 to 200"),
        ({"retries": 3}, TypeError, "got an unexpected keyword argument 'retries'"),
    ],
)
async def test_an_invalid_option(
    retrying: AsyncFlowroute,
    server: Server,
    options: dict[str, Any],
    kind: type[Exception],
    words: str,
) -> None:
    """An invalid option is refused before anything is sent."""
    with pytest.raises(kind, match=words):
        await retrying.messages.send(to="12065550100", from_=NUMBER, body="Hello", **options)

    assert server.asked == []


@pytest.mark.anyio
async def test_resolve_of_a_read(retrying: AsyncFlowroute, server: Server) -> None:
    """A read takes no option `resolve`."""
    unknown: dict[str, Any] = {"resolve": True}
    with pytest.raises(TypeError, match="got an unexpected keyword argument 'resolve'"):
        await retrying.numbers.get(NUMBER, **unknown)

    assert server.asked == []


@pytest.mark.anyio
async def test_the_log_of_a_retry(
    retrying: AsyncFlowroute, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says what is sent again, when, and after which attempt."""
    server.script.extend([BUSY])
    caplog.set_level(logging.INFO, "flowroute_ext")

    await retrying.numbers.get(NUMBER)

    lines = [record.getMessage() for record in caplog.records if record.name == "flowroute_ext"]
    assert len(lines) == 3
    assert lines[1].startswith("GET /v2/numbers/{number_id} is sent again in ")
    assert lines[1].endswith(" s, after attempt 1")


def test_every_error_is_one() -> None:
    """All of these are errors of this package."""
    assert issubclass(DeadlinePassed, FlowrouteError)
