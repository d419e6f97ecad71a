"""Clocks that are stepped, or that are not the server's."""

from __future__ import annotations

import random
import time
from typing import Any

from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import fill, finished, path_of
from siege.disturbances.records import LOSSES
from siege.field import Field

STEPS = [-7200.0, -600.0, -150.0, -90.0, -20.0, -6.0, 6.0, 20.0, 90.0, 150.0, 600.0, 7200.0]


class SteppedClock(Disturbance):
    """A wall clock that is set during sends gives no wrong verdict."""

    row = 8

    def draw(self, rng: random.Random) -> dict[str, Any]:
        moments = sorted(rng.uniform(0.2, 2.0) for _ in range(rng.randint(1, 3)))
        return {
            "steps": [(moment, rng.choice(STEPS)) for moment in moments],
            "messages": [(f"m-{number}", f"Text {number}") for number in range(25)],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 2, "slow": 2, **LOSSES}, delay=0.1)
        scale = field.scale.stepped(*drawn["steps"])
        field.run("records:send_losing", scale=scale, messages=drawn["messages"])
        field.run("records:resolve_all", scale=scale)
        return oracle.judge(field.journal)


class SteppedRestart(Disturbance):
    """A clock that is set between a killed run and the next one doubles and loses no row."""

    row = 8

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": rng.randint(20, 40),
            "kill after": rng.uniform(0.05, 0.5),
            "step": rng.choice(STEPS),
            "step back": rng.random() < 0.5,
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 4, **LOSSES}, delay=0.05)
        references = fill(field, drawn["rows"])
        first = field.scale.stepped((0.0, drawn["step"])) if drawn["step back"] else field.scale
        second = field.scale if drawn["step back"] else field.scale.stepped((0.0, drawn["step"]))
        process = field.start("outboxes:send_once_over", scale=first, path=path_of(field))
        field.until(lambda: field.journal.entries("arrived"))
        time.sleep(drawn["kill after"])
        field.end(process)
        process = field.start("outboxes:send_once_over", scale=second, path=path_of(field))
        field.until(lambda: process.poll() is not None, 6.0)
        field.end(process)
        wrong = finished(field, references)
        # Beyond what can be reasoned about, rows may stay unknown for ever.
        beyond = abs(drawn["step"]) > 60
        return [text for text in wrong if not (beyond and _stays_behind(text))]


class SkewedServer(Disturbance):
    """A server whose clock is wrong gives no wrong verdict, whatever the skew."""

    row = 8
    skews = (-3600, -300, -125, 125, 300, 3600)

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "skew": rng.choice(self.skews),
            "messages": [(f"m-{number}", f"Text {number}") for number in range(15)],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 3, **LOSSES}, skew=float(drawn["skew"]))
        field.run("records:send_losing", messages=drawn["messages"])
        field.run("records:resolve_all")
        return oracle.judge(field.journal)


class SlightlySkewedServer(SkewedServer):
    """A server whose clock is less than two minutes off gives no wrong verdict."""

    row = 0
    skews = (-100, -10, -4, -1, 1, 4, 10, 100)


def _stays_behind(text: str) -> bool:
    return any(words in text for words in ("lost", "stay behind", "hangs", "the rows of"))
