"""The promises of flowroute_ext for failing networks, counted."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from _killing import killed
from _lookups import equal_texts, one_text
from _lossy import ACCEPTED, Answer, Server, serving
from _pacing import LIMIT, arrivals

from flowroute_ext import AsyncFlowroute, E911Address, Flowroute, Route
from flowroute_ext.types import Clock
from flowroute_sandbox import FrozenClock, Sandbox, transport
from flowroute_sandbox.faults import KINDS, PERMANENT

FROM, TO = "12065550100", "13125550199"
TRANSIENT = [name for name in KINDS if name not in PERMANENT]
EVERY = 5  # of so many sends one fails
ADDRESS = E911Address(
    label="Office",
    first_name="Ada",
    last_name="Example",
    street_number="1182",
    street_name="3rd Ave",
    city="Seattle",
    state="WA",
    zip="98101",
)
# Calls that have an effect each time that they are sent.
UNSAFE: dict[str, Callable[[Any], Any]] = {
    "messages.send": lambda api: api.messages.send(to=TO, from_=FROM, body="Your table is ready."),
    "numbers.purchase": lambda api: api.numbers.purchase(FROM),
    "routes.create": lambda api: api.routes.create(Route.host("sip.example.com", alias="PBX")),
    "e911s.create": lambda api: api.e911s.create(ADDRESS),
    "cnams.create": lambda api: api.cnams.create("Harbor Cafe"),
}


@dataclass(frozen=True)
class Row:
    """A promise, the counts, and whether they keep it."""

    promise: str
    counted: str
    kept: bool


class SandboxClock(Clock):
    """The clock of a sandbox, which sleeping advances."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._start = sandbox.clock.now()

    def now(self) -> datetime:
        return self._sandbox.clock.now()

    def monotonic(self) -> float:
        return (self.now() - self._start).total_seconds()

    def sleep(self, seconds: float) -> None:
        # A sandbox counts in microseconds, and a sleep must advance it.
        self._sandbox.advance(max(seconds, 1e-6))

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


def one_post() -> Row:
    """Count the posts of each unsafe call, by both clients, for each way to lose the response."""
    posts: Counter[int] = Counter()
    outcomes: Counter[str] = Counter()
    for fault in ACCEPTED[1:]:
        for call in UNSAFE.values():
            for ask in (outcome_of_sync, outcome_of_async):
                with serving(Server(Answer(201, '{"data": {}}'), fault)) as server:
                    outcomes[ask(server.url, call)] += 1
                    posts[server.posts] += 1
    calls = posts.total()
    return Row(
        "an unsafe call whose response is lost is posted once",
        f"{calls} calls: {posts[1]} posted once, {outcomes['OutcomeUnknown']} OutcomeUnknown",
        posts[1] == outcomes["OutcomeUnknown"] == calls,
    )


def outcome_of_sync(url: str, call: Callable[[Flowroute], object]) -> str:
    """Return the name of the sync client's error, or "sent"."""
    with Flowroute("key", "secret", base_url=url, timeout=0.2) as flowroute:
        try:
            call(flowroute)
        except Exception as error:
            return type(error).__name__
    return "sent"


def outcome_of_async(url: str, call: Callable[[AsyncFlowroute], Awaitable[object]]) -> str:
    """Return the name of the async client's error, or "sent"."""

    async def ask() -> str:
        async with AsyncFlowroute("key", "secret", base_url=url, timeout=0.2) as flowroute:
            try:
                await call(flowroute)
            except Exception as error:
                return type(error).__name__
        return "sent"

    return asyncio.run(ask())


def sandbox() -> Sandbox:
    """Return a sandbox with a number to send from, and a clock that stands still."""
    made = Sandbox(clock=FrozenClock(datetime(2026, 1, 1, tzinfo=UTC)))
    made.seed_number(FROM)
    return made


def sync_sends(at: Sandbox, fault: str, count: int) -> None:
    """Send *count* texts, of which some fail at first, by the sync client."""
    with httpx.Client(transport=transport(at, httpx)) as client:
        flowroute = Flowroute(
            at.access_key, at.secret_key, http_client=client, clock=SandboxClock(at)
        )
        for number in range(count):
            arm(at, fault, number)
            flowroute.messages.send(to=TO, from_=FROM, body=body(number), resolve=True)


async def async_sends(at: Sandbox, fault: str, count: int) -> None:
    """The same by the async client."""
    async with httpx.AsyncClient(transport=transport(at, httpx)) as client:
        flowroute = AsyncFlowroute(
            at.access_key, at.secret_key, http_client=client, clock=SandboxClock(at)
        )
        for number in range(count):
            arm(at, fault, number)
            await flowroute.messages.send(to=TO, from_=FROM, body=body(number), resolve=True)


def arm(at: Sandbox, fault: str, number: int) -> None:
    """Let a second pass, and every so often the next send fail."""
    at.advance(1)
    if number % EVERY == 0:
        at.fault(fault, operation="send_a_message")


def body(number: int) -> str:
    return f"Table {number} is ready."


def no_duplicate(count: int) -> Row:
    """Every fault that a retry can get past, while *count* texts are sent, by both clients."""
    hits, twice, lost = 0, 0, 0
    for fault in TRANSIENT:
        for send in (sync_sends, lambda *how: asyncio.run(async_sends(*how))):
            at = sandbox()
            send(at, fault, count)
            accepted = Counter(message.body for message in at.account.messages)
            twice += accepted.total() - len(accepted)
            lost += len({body(number) for number in range(count)} - accepted.keys())
            hits += sum(len(armed.hits) for armed in at.faults())
    asked = 2 * len(TRANSIENT) * count
    return Row(
        f"{len(TRANSIENT)} faults, sync and async: none twice, none lost",
        f"{asked:,} texts, {hits:,} faults: {twice} twice, {lost} lost",
        twice == lost == 0 and hits >= asked // EVERY,
    )


def verdict_of_one(count: int) -> Row:
    """Count the verdicts on lost responses, with random delays and clocks that are off."""
    right, wrong, unsaid = sorted_out(one_text(count))
    return Row(
        "resolve() of a text finds out, in half a minute",
        f"{count:,} lost responses: {right:,} right, {wrong} wrong, {unsaid} unknown",
        right == count,
    )


def verdict_of_equals(count: int) -> Row:
    """The same of equal texts, and at any time."""
    right, wrong, unsaid = sorted_out(equal_texts(count))
    return Row(
        "resolve() of equal texts, or earlier, never guesses",
        f"{right + wrong + unsaid:,}: {right:,} right, {wrong} wrong, {unsaid:,} unknown",
        wrong == 0,
    )


def sorted_out(said: Counter[tuple[bool, str]]) -> tuple[int, int, int]:
    """How many verdicts are right, wrong, and neither."""
    right = said[True, "accepted"] + said[False, "not accepted"]
    wrong = said[True, "not accepted"] + said[False, "accepted"]
    return right, wrong, said.total() - right - wrong


def killed_batch(kills: int) -> Row:
    """Count the messages of a batch whose process is killed, and started again."""
    rows = 15 * kills  # some are always in progress, and arrive before the kill
    batch = killed(kills, rows)
    return Row(
        "kill -9 of a sending outbox: none twice, none lost",
        f"{rows:,} texts, {batch.kills} kills with {batch.in_progress:,} texts in progress: "
        f"{batch.twice} twice, {batch.lost} lost",
        batch.twice == batch.lost == 0 and batch.kills == kills,
    )


def rate_limit(seconds: float) -> list[Row]:
    """Measure the rate of many senders at once."""
    return [
        Row(
            f"5 a second, and no more, by {name}",
            f"{one.rate:.2f} a second, {one.most} at most in any; {one.refused} refused",
            one.rate >= 4.8 and one.most <= LIMIT and one.refused == 0,
        )
        for name, one in arrivals(seconds).items()
    ]


def promises(*, full: bool) -> Iterator[Row]:
    """Yield each promise with its counts."""
    yield one_post()
    yield no_duplicate(1000 if full else 100)
    yield verdict_of_one(50_000 if full else 5000)
    yield verdict_of_equals(50_000 if full else 5000)
    yield killed_batch(200 if full else 10)
    yield from rate_limit(60 if full else 10)
