"""`send_once` by several workers, on tables that die, and with workers that stall."""

from __future__ import annotations

import random
import signal
import time
from contextlib import suppress
from datetime import datetime
from typing import Any

from flowroute_ext.errors import FlowrouteError, TryLater
from flowroute_ext.send_once import (
    AsyncRedisClaims,
    PostgresClaims,
    RedisClaims,
    asend_once,
    send_once,
)
from siege import oracle
from siege.disturbances.base import Disturbance
from siege.field import Field
from siege.postgres import PostgresServer
from siege.redis import RedisServer
from siege.worker import Worker

LEASE = 2.0
# Seconds after which records are settled, by the time of the Redis, which is real.
SETTLED = 30.0
EMPTYING = {
    "truncate": "TRUNCATE flowroute_claims",
    "delete": "DELETE FROM flowroute_claims",
    "drop": "DROP TABLE IF EXISTS flowroute_claims",
}


class KilledRedis(Disturbance):
    """Each message is sent at most once, whenever Redis or workers are killed."""

    row = 9
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "messages": rng.randint(10, 30),
            "workers": rng.randint(2, 4),
            "acts": [
                (rng.uniform(0.1, 0.6), rng.choice(["redis", "worker", "stop", "flush"]))
                for _ in range(rng.randint(1, 4))
            ],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        if not RedisServer.available():
            return []
        field.serve({"ok": 8, "drop_after": 1, "drop_before": 1, "too_many": 1}, delay=0.1)
        with RedisServer(field.folder) as redis:
            with RedisClaims(redis.url, lease=LEASE) as claims:
                since = claims.now().isoformat()
            arguments = {
                "url": redis.url,
                "messages": drawn["messages"],
                "since": since,
                "equal": drawn.get("equal", False),
            }
            running = [
                field.start("claims:deliver", order=number, **arguments)
                for number in range(drawn["workers"])
            ]
            field.until(lambda: field.journal.entries("arrived"))
            for pause, act in drawn["acts"]:
                time.sleep(pause)
                if act == "redis":
                    redis.kill()
                    redis.start()
                elif act == "flush":
                    redis.command("FLUSHALL")
                elif act == "worker":
                    field.end(running[0])
                else:
                    running[1].send_signal(signal.SIGSTOP)
            running[1].send_signal(signal.SIGCONT)
            for process in running:
                field.wait(process, 20.0, "send_once()")
        return self.judged(field, drawn["messages"])

    def judged(self, field: Field, messages: int) -> list[str]:
        """What is wrong with what *messages* resulted in."""
        return oracle.judge(field.journal)


class EqualClaims(KilledRedis):
    """Of messages of one text no more are accepted than there are, and no id is given twice."""

    def draw(self, rng: random.Random) -> dict[str, Any]:
        acts = ["redis", "worker", "stop"]
        drawn = super().draw(rng)
        return drawn | {
            "messages": rng.randint(3, 8),
            "equal": True,
            "acts": [(pause, rng.choice(acts)) for pause, _ in drawn["acts"]],
        }

    def judged(self, field: Field, messages: int) -> list[str]:
        wrong = [entry["text"] for entry in field.journal.entries("violation")]
        accepted = sum(map(len, oracle.Accepted(field.journal).ids.values()))
        said = {(entry["reference"], entry["id"]) for entry in field.journal.entries("resolved")}
        if accepted > messages:
            wrong.append(f"{accepted} were accepted of {messages} messages")
        if len({reference for reference, _ in said}) != len(said):
            wrong.append(f"a message has two ids: {sorted(said)}")
        if len({message_id for _, message_id in said}) != len(said):
            wrong.append(f"an id was given to two messages: {sorted(said)}")
        return wrong


class KilledPostgres(Disturbance):
    """Each message is sent at most once, however PostgreSQL loses its table, or workers die."""

    row = 9
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "messages": rng.randint(10, 25),
            "workers": rng.randint(2, 3),
            "acts": [
                (rng.uniform(0.1, 0.6), rng.choice(["server", "worker", "stop", *EMPTYING]))
                for _ in range(rng.randint(1, 4))
            ],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        if not PostgresServer.programs():
            return []
        field.serve({"ok": 8, "drop_after": 1, "drop_before": 1, "too_many": 1}, delay=0.1)
        with PostgresServer() as server:
            with PostgresClaims(server.dsn, lease=LEASE) as claims:
                since = claims.now().isoformat()
            arguments = {"url": server.dsn, "messages": drawn["messages"], "since": since}
            running = [
                field.start("claims:deliver", order=number, **arguments)
                for number in range(drawn["workers"])
            ]
            field.until(lambda: field.journal.entries("arrived"))
            for pause, act in drawn["acts"]:
                time.sleep(pause)
                if act == "server":
                    server.kill()
                    server.start()
                elif act == "worker":
                    field.end(running[0])
                elif act == "stop":
                    running[1].send_signal(signal.SIGSTOP)
                else:
                    server.execute(EMPTYING[act])
            running[1].send_signal(signal.SIGCONT)
            for process in running:
                field.wait(process, 30.0, "send_once()")
        return oracle.judge(field.journal)


def table(worker: Worker) -> PostgresClaims | RedisClaims:
    """The claim table that the arguments of a worker name."""
    url = worker.arguments["url"]
    if url.startswith("postgresql:"):
        return PostgresClaims(url, lease=LEASE)
    options = {name: worker.arguments[name] for name in ("keep",) if name in worker.arguments}
    return RedisClaims(url, lease=LEASE, **options)


def deliver(worker: Worker) -> None:
    """Deliver each message twice, for some seconds, in an order of this worker's own."""
    given = worker.arguments
    since = datetime.fromisoformat(given["since"]) if given.get("since") else None
    with table(worker) as claims:
        flowroute = worker.client(timeout=2)
        open_ones = [f"o-{number}" for number in range(given["messages"])] * 2
        random.Random(given["order"]).shuffle(open_ones)
        give_up = time.monotonic() + given.get("seconds", 5.0)
        while open_ones and time.monotonic() < give_up:
            reference = open_ones.pop(0)
            body = "The same text" if given.get("equal") else None
            message = worker.message(reference, body)
            try:
                found = send_once(flowroute, claims, message, reference=reference, since=since)
            except TryLater:
                open_ones.append(reference)
                time.sleep(0.02)
            except FlowrouteError:
                open_ones.append(reference)
                time.sleep(0.1)
            except Exception as error:
                worker.violation(f"send_once() raises {type(error).__name__}: {error}")
                return
            else:
                worker.journal.note(
                    "resolved", reference=reference, verdict="sent", id=found, error="send_once()"
                )


class ExpiredClaims(Disturbance):
    """When what is remembered of sent messages expires, later calls work as at first."""

    row = 9
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"messages": rng.randint(2, 6), "equal": rng.random() < 0.7}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        if not RedisServer.available():
            return []
        field.serve({"ok": 3, "drop_after": 1})
        with RedisServer(field.folder) as redis:
            for order in range(2):
                arguments = {"url": redis.url, "order": order, "keep": 1, **drawn}
                field.run("claims:deliver", 20.0, seconds=1.5, **arguments)
                time.sleep(1.2)
        # Sent again once it is forgotten, as `keep` says: only errors count here.
        return [text for text in oracle.judge(field.journal) if "raises" in text or "ended" in text]


class SuspendedSender(Disturbance):
    """A worker that is suspended beyond its lease, at any moment of a call, does not send."""

    row = 9
    speed = 1.0
    slow = True

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "stops": [rng.uniform(0.0, 0.25) for _ in range(12)],
            "how": rng.choice(["deliver_one", "adeliver_one"]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        if not RedisServer.available():
            return []
        field.serve({"ok": 1})
        stops = drawn["stops"]
        with RedisServer(field.folder) as redis:
            first = [
                field.start(f"claims:{drawn['how']}", url=redis.url, number=number)
                for number in range(len(stops))
            ]
            field.until(lambda: len(field.journal.entries("ready")) == len(stops), 30.0)
            (field.folder / "go").touch()
            began = time.monotonic()
            for number in sorted(range(len(stops)), key=stops.__getitem__):
                time.sleep(max(0.0, began + stops[number] - time.monotonic()))
                first[number].send_signal(signal.SIGSTOP)
            time.sleep(LEASE + 1)
            field.run(
                "claims:deliver", 60.0, url=redis.url, order=0, messages=len(stops), seconds=45.0
            )
            for process in first:
                process.send_signal(signal.SIGCONT)
            for process in first:
                field.wait(process, 20.0, "a suspended worker")
        return oracle.judge(field.journal)


def deliver_one(worker: Worker) -> None:
    """Send one message when all are told to."""
    given = worker.arguments
    reference = f"o-{given['number']}"
    with table(worker) as claims:
        flowroute = worker.client(timeout=5)
        claims.now()
        wait_for_all(worker)
        with suppress(FlowrouteError):
            send_once(flowroute, claims, worker.message(reference), reference=reference)


async def adeliver_one(worker: Worker) -> None:
    """The same by a task."""
    given = worker.arguments
    reference = f"o-{given['number']}"
    async with AsyncRedisClaims(given["url"], lease=LEASE) as claims:
        flowroute = worker.async_client(timeout=5)
        await claims.now()
        wait_for_all(worker)
        with suppress(FlowrouteError):
            await asend_once(flowroute, claims, worker.message(reference), reference=reference)


def wait_for_all(worker: Worker) -> None:
    """Wait until all workers are ready."""
    worker.journal.note("ready", number=worker.arguments["number"])
    go = worker.journal.path.with_name("go")
    while not go.exists():
        time.sleep(0.002)
