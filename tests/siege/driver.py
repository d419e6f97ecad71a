"""Draws episodes from a seed and runs them, some at a time, until they or the time are over."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any

import attrs

from siege.disturbances import BY_NAME
from siege.field import Field


@attrs.frozen
class Episode:
    """One disturbance, and the seed that everything about it is drawn from."""

    name: str
    seed: int

    @classmethod
    def parse(cls, text: str) -> Episode:
        """The episode that `str` has written."""
        name, _, seed = text.partition(":")
        return cls(name, int(seed))

    def __str__(self) -> str:
        return f"{self.name}:{self.seed}"

    @property
    def drawn(self) -> dict[str, Any]:
        """What the disturbance does in it; the same each time."""
        return BY_NAME[self.name]().draw(random.Random(self.seed))

    def run(self) -> Result:
        """Run it; what it found."""
        disturbance = BY_NAME[self.name]()
        began = time.monotonic()
        with Field(self.seed, disturbance.speed, tls=disturbance.tls) as field:
            wrong = disturbance.run(field, self.drawn)
            traces = field.traces() if wrong else ""
        return Result(self, tuple(wrong), time.monotonic() - began, field.engine, traces)


@attrs.frozen
class Result:
    """An episode, the promises that were not kept in it, and what its processes have written."""

    episode: Episode
    wrong: tuple[str, ...]
    seconds: float
    engine: str
    traces: str = attrs.field(repr=False)

    def __str__(self) -> str:
        row = BY_NAME[self.episode.name].row
        told = f"row {row}, {self.engine}, {self.seconds:.1f} s"
        line = f"{'BROKEN' if self.wrong else 'ok':7}{self.episode} ({told})"
        if not self.wrong:
            return line
        shown = "".join(f"\n    {text}" for text in self.wrong[:8])
        text = f"{line}\n  drawn: {self.episode.drawn}{shown}\n    ({len(self.wrong)} in all)"
        return f"{text}\n{self.traces[-3000:]}".rstrip()


def episodes(seed: int, names: Sequence[str]) -> Iterator[Episode]:
    """All episodes of a seed, without end: each disturbance once, in random order, then again."""
    draw, names = random.Random(seed), sorted(names)
    while True:
        for name in draw.sample(names, len(names)):
            yield Episode(name, draw.getrandbits(32))


def run(
    plan: Iterator[Episode],
    seconds: float,
    *,
    lanes: int = 2,
    show: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Run the episodes of a plan, *lanes* at a time; none begins after so many seconds."""
    give_up = time.monotonic() + seconds
    results: list[Result] = []
    running: set[Future[Result]] = set()
    with ThreadPoolExecutor(lanes) as pool:
        while True:
            if time.monotonic() < give_up:
                begun = islice(plan, lanes - len(running))
                running |= {pool.submit(episode.run) for episode in begun}
            if not running:
                return results
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                results.append(future.result())
                show(results[-1])


def printed(result: Result) -> None:
    """Print a result at once."""
    sys.stdout.write(f"{result}\n")
    sys.stdout.flush()
