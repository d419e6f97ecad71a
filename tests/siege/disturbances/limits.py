"""Everything of one account that sends at once, and what it shares its rate limit by."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path
from typing import Any

from flowroute_ext import Outbox, RateLimit
from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.fork import forked
from siege.disturbances.outboxes import fill, path_of
from siege.field import Field
from siege.redis import RedisServer
from siege.worker import Worker

SMS = 5
# Requests that a busy machine may hold up and let arrive with those of the next second.
ALLOWANCE = 1


def crowded(field: Field, per_second: int = SMS) -> list[str]:
    """What is wrong where more requests than that arrived in any second."""
    moments = sorted(entry["at"] for entry in field.journal.entries("arrived"))
    most = max(
        (sum(moment <= other < moment + 1 for other in moments) for moment in moments), default=0
    )
    return [f"{most} requests in a second"] if most > per_second + ALLOWANCE else []


class OneLimit(Disturbance):
    """One account has one rate limit in a process, whatever sends and however it is spelt."""

    row = 10
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "by": rng.sample(["direct", "outbox", "outbox 2", "slash", "case", "file"], 3),
            "start": rng.uniform(0, 0.5),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1})
        fill(field, 15)
        fill(field, 15, "second.db")
        field.run(
            "limits:send_by_all", path=path_of(field), second=path_of(field, "second.db"), **drawn
        )
        return crowded(field) + oracle.judge(field.journal)


def send_by_all(worker: Worker) -> None:
    """Send for some seconds by several ways of one account at once."""
    given = worker.arguments
    give_up = time.monotonic() + 4.0
    limit = RateLimit(sms=SMS)
    file_limit = RateLimit(sms=SMS, shared=str(Path(given["path"]).with_name("limit.db")))
    spelt = {
        "direct": {"rate_limit": limit},
        "slash": {"rate_limit": limit, "base_url": f"http://127.0.0.1:{worker.port}/"},
        "case": {"rate_limit": limit, "base_url": f"HTTP://127.0.0.1:{worker.port}"},
        "file": {"rate_limit": file_limit},
    }

    def by(way: str) -> None:
        if way.startswith("outbox"):
            outbox = Outbox(given["second" if way == "outbox 2" else "path"])
            outbox.send(worker.client(rate_limit=limit, timeout=5))
            return
        flowroute = worker.client(timeout=5, **spelt[way])
        number = 0
        while time.monotonic() < give_up:
            worker.send(flowroute, f"{way}-{number}")
            number += 1

    threads = [threading.Thread(target=by, args=(way,)) for way in given["by"]]
    for thread in threads:
        thread.start()
        time.sleep(given["start"])
    for thread in threads:
        thread.join()


class VanishingLimit(Disturbance):
    """A shared limit that vanishes or empties, or whose holder is killed, is still kept."""

    row = 10
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        shared = rng.choice(["file", "file", "redis"])
        acts = {
            "file": ["delete", "kill", "none"],
            "redis": ["flush", "kill", "none"],
        }
        return {"shared": shared, "act": rng.choice(acts[shared]), "after": rng.uniform(0.6, 2.0)}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1})
        if drawn["shared"] == "file":
            return self._run(field, drawn, path_of(field, "limit.db"), None)
        if not RedisServer.available():
            return []
        with RedisServer(field.folder) as redis:
            return self._run(field, drawn, redis.url, redis)

    def _run(
        self, field: Field, drawn: dict[str, Any], shared: str, redis: RedisServer | None
    ) -> list[str]:
        running = [
            field.start("limits:send_shared", shared=shared, name=f"w{number}")
            for number in range(2)
        ]
        field.until(lambda: field.journal.entries("arrived"))
        time.sleep(drawn["after"])
        if drawn["act"] == "delete":
            for suffix in ("", "-wal", "-shm"):
                Path(shared + suffix).unlink(missing_ok=True)
            running.append(field.start("limits:send_shared", shared=shared, name="w2"))
        elif drawn["act"] == "flush" and redis is not None:
            redis.command("FLUSHALL")
        elif drawn["act"] == "kill":
            field.end(running[0])
            running.append(field.start("limits:send_shared", shared=shared, name="w2"))
        for process in running:
            field.wait(process, 20.0, "a sender")
        # A Redis counts starts, so that processes may hold up one another's requests.
        allowed = SMS if redis is None else SMS + 1
        return crowded(field, allowed) + oracle.judge(field.journal)


class ForkSharedLimit(Disturbance):
    """Children of a process keep a limit that it shares by a file or a Redis, and do not hang."""

    row = 2
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "shared": rng.choice(["file", "file", "redis", None]),
            "children": rng.randint(2, 3),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1})
        if drawn["shared"] != "redis" or not RedisServer.available():
            shared = drawn["shared"] and path_of(field, "limit.db")
            return self._run(field, drawn["children"], shared)
        with RedisServer(field.folder) as redis:
            return self._run(field, drawn["children"], redis.url)

    def _run(self, field: Field, children: int, shared: str | None) -> list[str]:
        field.run("limits:fork_with_limit", 30.0, shared=shared, children=children)
        wrong = oracle.judge(field.journal)
        # Without something shared, each process has a window of its own.
        return wrong + (crowded(field) if shared else [])


def fork_with_limit(worker: Worker) -> None:
    """Use a client with a limit, and fork; all processes send for some seconds."""
    given = worker.arguments
    flowroute = worker.client(rate_limit=RateLimit(sms=SMS, shared=given["shared"]), timeout=5)
    for number in range(3):
        worker.send(flowroute, f"warm-{number}")
    give_up = time.monotonic() + 3.0

    def send(process: int) -> None:
        number = 0
        while time.monotonic() < give_up:
            worker.send(flowroute, f"p{process}-{number}")
            number += 1

    forked(worker, given["children"], send)


def send_shared(worker: Worker) -> None:
    """Send for some seconds within a limit that is shared."""
    given = worker.arguments
    limit = RateLimit(sms=SMS, shared=given["shared"])
    flowroute = worker.client(rate_limit=limit, timeout=5)
    give_up = time.monotonic() + 4.0
    number = 0
    while time.monotonic() < give_up:
        worker.send(flowroute, f"{given['name']}-{number}")
        number += 1
