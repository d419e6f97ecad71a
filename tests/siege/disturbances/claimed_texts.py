"""Different texts to one person, each sent by one of several workers."""

from __future__ import annotations

import random
import time
from typing import Any

from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.claims import LEASE
from siege.field import Field
from siege.postgres import PostgresServer
from siege.redis import RedisServer

# Records are settled 30 s after the end of a lease, and looked at some times more.
LONGEST = 60.0


class OtherTexts(Disturbance):
    """Each of many texts to one person is accepted once, whatever is lost; none stays unknown."""

    row = 7
    speed = 1.0
    slow = True

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "table": rng.choice(["redis", "postgres"]),
            "messages": rng.randint(10, 30),
            "workers": rng.randint(2, 4),
            "kills": [rng.uniform(0.1, 0.6) for _ in range(rng.randint(0, 2))],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        if drawn["table"] == "redis":
            if not RedisServer.available():
                return []
            with RedisServer(field.folder) as redis:
                return self._on(redis.url, field, drawn)
        if not PostgresServer.programs():
            return []
        with PostgresServer() as postgres:
            return self._on(postgres.dsn, field, drawn)

    def _on(self, url: str, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 6, "drop_after": 2, "drop_before": 2}, delay=0.1)
        messages = drawn["messages"]
        arguments = {"url": url, "messages": messages, "seconds": LONGEST}
        running = [
            field.start("claims:deliver", order=number, **arguments)
            for number in range(drawn["workers"])
        ]
        field.until(lambda: field.journal.entries("arrived"))
        for pause in drawn["kills"]:
            time.sleep(pause)  # at a moment that is drawn
            field.end(running.pop(0))
            running.append(field.start("claims:deliver", order=len(running), **arguments))
        # Those that were killed hold their claims until then.
        time.sleep(LEASE)
        field.change(faults={"ok": 1}, delay=0.0)
        for process in running:
            field.wait(process, LONGEST + 10, "send_once()")
        return oracle.exactly_once([f"o-{number}" for number in range(messages)], field.journal)
