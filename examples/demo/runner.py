"""Runs steps: shows each, keeps its result, and records the outcome."""

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
from flowroute_ext.errors import UnreadableResponse

from .code import code, returns_a_name
from .layout import INDENT, WIDTH, lines

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Sequence

    from .output import Output
    from .step import Step

UNCERTAIN = (ConnectionFailed, OutcomeUnknown, ServerError, UnreadableResponse)
FATAL = (ConnectFailed, Unauthorized)
NEEDS = {"phone": "give --to and the number of a phone of yours"}


class DemoAborted(Exception):
    """Every further step would fail for the same reason."""


@dataclass
class DemoRunner:
    """The state of the demo.

    `results` are the arguments of steps, by name. On a *live* account nothing is changed or paid
    for unless *spend*, and what was on the account before is never changed.
    """

    output: Output
    loop: asyncio.Runner
    results: dict[str, object]
    live: bool = False
    spend: bool = False
    ran: list[str] = field(default_factory=list[str])
    skipped: list[str] = field(default_factory=list[str])
    failed: dict[str, str] = field(default_factory=dict[str, str])

    def steps(self, steps: Sequence[Step]) -> None:
        """Run *steps*; what they put on a live account is deleted, however this ends."""
        used = {name for step in steps for name in step.parameters}
        sources = {step.result: step.name for step in steps}
        waiting = list(steps)
        try:
            while waiting:
                step = waiting.pop(0)
                self._step(step, sources, kept=step.result in used)
        finally:
            for step in waiting:
                if self.live and step.undoes in self.results:
                    self._step(step, sources, kept=False)

    def errors(self, steps: Iterable[tuple[type[Exception], Step]]) -> None:
        """Run steps that must each raise an error of the given class."""
        for kind, step in steps:
            reason = self._obstacle(step, {})
            if reason:
                self._skip(step, reason)
                continue
            self.output.block(step.name, step.purpose, code(step.act))
            try:
                self._call(step)
            except kind as error:
                self.output.result(error_lines(error))
                self.ran.append(step.name)
            except Exception as error:
                self._fail(step, error)
            else:
                self._fail(step, AssertionError(f"no {kind.__name__} was raised"))

    def _step(self, step: Step, sources: dict[str, str], *, kept: bool) -> None:
        reason = self._obstacle(step, sources)
        if reason:
            self._skip(step, reason)
            return
        self.output.block(step.name, step.purpose, code(step.act, step.result if kept else ""))
        try:
            result = self._call(step)
        except NotFound as error:
            if not (self.live and step.is_harmless):
                self._fail(step, error)
                return
            # On a live account there may be none: a result like any other.
            self.output.result(error_lines(error))
        except FATAL as error:
            self._fail(step, error)
            raise DemoAborted from error
        except Exception as error:
            self._fail(step, error)
            return
        else:
            shown = None if returns_a_name(step.act) else result
            self.output.result([step.nothing] if shown is None else lines(shown, private=self.live))
            if result not in (None, [], ()):
                self.results[step.result] = result
        self.ran.append(step.name)

    def _call(self, step: Step) -> object:
        result = step.act(**{name: self.results[name] for name in step.parameters})
        return self.loop.run(result) if inspect.iscoroutine(result) else result

    def _obstacle(self, step: Step, sources: dict[str, str]) -> str:
        """Why a step is not run, or nothing."""
        if self.live and step.sandbox_only:
            return step.sandbox_only
        if self.live and not self.spend and not step.is_harmless:
            return "it changes the account, and may cost money; --spend allows it"
        for name in step.parameters:
            if name not in self.results:
                source = sources.get(name)
                return NEEDS.get(name, f"it needs {name!r}, which {source} did not return")
        return ""

    def _skip(self, step: Step, reason: str) -> None:
        self.output.skipped(step.name, reason)
        self.skipped.append(step.name)

    def _fail(self, step: Step, error: Exception) -> None:
        self.output.failed(f"{INDENT}FAILED", *(f"{INDENT}{line}" for line in error_lines(error)))
        lost = isinstance(error, UNCERTAIN) and not isinstance(error, ConnectFailed)
        if lost and not step.is_harmless:
            self.output.failed(
                f"{INDENT}It may have been carried out all the same: see the account."
            )
        self.failed[step.name] = f"{type(error).__name__}: {error}"


def error_lines(error: Exception) -> list[str]:
    """Return the text of an error, wrapped."""
    paragraphs = f"{type(error).__name__}: {error}".splitlines()
    width = WIDTH - len(INDENT)
    return [
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(paragraph, width, subsequent_indent="  ")
    ]
