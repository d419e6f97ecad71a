"""Runs steps: shows each, keeps what it gives, and remembers what came of it."""

from __future__ import annotations

import inspect
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flowroute_ext import (
    ConnectFailed,
    ConnectionFailed,
    NotFound,
    OutcomeUnknown,
    ServerError,
    Unauthorized,
)
from flowroute_ext.errors import UnreadableAnswer

from .code import code, returns_a_name
from .layout import INDENT, WIDTH, lines

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Sequence

    from .screen import Screen
    from .step import Step

UNCERTAIN = (ConnectionFailed, OutcomeUnknown, ServerError, UnreadableAnswer)
HOPELESS = (ConnectFailed, Unauthorized)
NEEDS = {"phone": "give --to and the number of a phone of yours"}


class Hopeless(Exception):
    """What follows would fail for the same reason."""


@dataclass
class Play:
    """The state of the demo.

    `given` is what steps take by its name. On a *live* account nothing is changed or paid for
    unless *spend*, and of what is there already nothing ever.
    """

    screen: Screen
    runner: asyncio.Runner
    given: dict[str, object]
    live: bool = False
    spend: bool = False
    ran: list[str] = field(default_factory=list[str])
    skipped: list[str] = field(default_factory=list[str])
    failed: dict[str, str] = field(default_factory=dict[str, str])

    def steps(self, steps: Sequence[Step]) -> None:
        """Run *steps*; what was put on a live account is taken off, however this ends."""
        used = {name for step in steps for name in step.takes}
        givers = {step.gives: step.name for step in steps}
        waiting = list(steps)
        try:
            while waiting:
                step = waiting.pop(0)
                self._step(step, givers, kept=step.gives in used)
        finally:
            for step in waiting:
                if self.live and step.undoes in self.given:
                    self._step(step, givers, kept=False)

    def mistakes(self, steps: Iterable[tuple[type[Exception], Step]]) -> None:
        """Run steps that each must raise an error of their kind."""
        for kind, step in steps:
            reason = self._obstacle(step, {})
            if reason:
                self._skip(step, reason)
                continue
            self.screen.block(step.name, step.purpose, code(step.act))
            try:
                self._call(step)
            except kind as error:
                self.screen.tell(told(error))
                self.ran.append(step.name)
            except Exception as error:
                self._fail(step, error)
            else:
                self._fail(step, AssertionError(f"no {kind.__name__} was raised"))

    def _step(self, step: Step, givers: dict[str, str], *, kept: bool) -> None:
        reason = self._obstacle(step, givers)
        if reason:
            self._skip(step, reason)
            return
        self.screen.block(step.name, step.purpose, code(step.act, step.gives if kept else ""))
        try:
            result = self._call(step)
        except NotFound as error:
            if not (self.live and step.is_harmless):
                self._fail(step, error)
                return
            # To be told that there is none is an answer, too.
            self.screen.tell(told(error))
        except HOPELESS as error:
            self._fail(step, error)
            raise Hopeless from error
        except Exception as error:
            self._fail(step, error)
            return
        else:
            self.screen.tell(lines(None if returns_a_name(step.act) else result, private=self.live))
            if result not in (None, [], ()):
                self.given[step.gives] = result
        self.ran.append(step.name)

    def _call(self, step: Step) -> object:
        result = step.act(**{name: self.given[name] for name in step.takes})
        return self.runner.run(result) if inspect.iscoroutine(result) else result

    def _obstacle(self, step: Step, givers: dict[str, str]) -> str:
        """Why a step is not run, or nothing."""
        if self.live and step.sandbox_only:
            return step.sandbox_only
        if self.live and not self.spend and not step.is_harmless:
            return "it changes the account, and may cost money; --spend allows it"
        for name in step.takes:
            if name not in self.given:
                giver = givers.get(name)
                return NEEDS.get(name, f"it needs {name!r}, of which {giver} gave none")
        return ""

    def _skip(self, step: Step, reason: str) -> None:
        self.screen.skipped(step.name, reason)
        self.skipped.append(step.name)

    def _fail(self, step: Step, error: Exception) -> None:
        self.screen.failed(f"{INDENT}FAILED", *(f"{INDENT}{line}" for line in told(error)))
        lost = isinstance(error, UNCERTAIN) and not isinstance(error, ConnectFailed)
        if lost and not step.is_harmless:
            self.screen.failed(
                f"{INDENT}It may have been carried out all the same: see the account."
            )
        self.failed[step.name] = f"{type(error).__name__}: {error}"


def told(error: Exception) -> list[str]:
    """What an error tells, in lines that fit."""
    paragraphs = f"{type(error).__name__}: {error}".splitlines()
    width = WIDTH - len(INDENT)
    return [
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(paragraph, width, subsequent_indent="  ")
    ]
