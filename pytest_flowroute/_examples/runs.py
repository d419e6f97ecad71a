"""What is put back before each example, and checked after it.

Hypothesis calls the function of a test once for every example, with the same fixtures. Each has
them as they were when its run began: that of a test with ``@given``, of a state machine, or of a
function with ``@given`` that a test calls.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from functools import partial, wraps
from traceback import walk_stack
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

from .checkpoints import Checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable


@runtime_checkable
class Part(Protocol):
    """Something that examples change, and that may fail them.

    *keeps_last* is whether what the last example did counts after the run.
    """

    keeps_last: bool

    def checkpoint(self) -> Callable[[], None]:
        """Return the function that restores the present state."""
        ...

    def failure_of_example(self) -> str | None:
        """Return why an example fails that has passed, if it does."""
        ...


class Value:
    """A value, and all that it leads to."""

    keeps_last = False

    def __init__(self, value: object) -> None:
        self._value = value

    def checkpoint(self) -> Callable[[], None]:
        """Return the function that restores the present state."""
        return Checkpoint(self._value).restore

    def failure_of_example(self) -> None:
        """Fail no example."""


class Run:
    """The examples of one property. Before each of them *parts* are restored."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._undo = {part: part.checkpoint() for part in parts}

    def add(self, part: Part) -> None:
        """Also restore this part, which an example has created."""
        self._undo[part] = part.checkpoint()

    def drop(self, part: Part) -> None:
        """Do not restore this part any more."""
        self._undo.pop(part, None)

    def example(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call the function of one example, and return what it returns.

        One that Hypothesis rejects leaves nothing, as it is no part of the test.
        """
        __tracebackhide__ = True
        self._restore()
        try:
            result = function(*arguments)
        except BaseException as error:
            if type(error).__module__.partition(".")[0] == "hypothesis":
                self._restore()
            raise
        for part in [*self._undo]:
            if failure := part.failure_of_example():
                raise AssertionError(failure)
        return result

    def all(self, engine: Callable[[], Any]) -> None:
        """Run a property, and restore the state from before it, as another may follow.

        Not that of parts with `keeps_last`, and nothing after a property that fails.
        """
        __tracebackhide__ = True
        engine()
        for part, undo in [*self._undo.items()]:
            if not part.keeps_last:
                undo()

    def _restore(self) -> None:
        for undo in [*self._undo.values()]:
            undo()


class Examples:
    """The parts of this process that are put back, and the runs of examples."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._runs: WeakKeyDictionary[Any, Run] = WeakKeyDictionary()
        self._fixtures: list[Any] = []
        self._scopes: list[tuple[Any, Any]] = []
        self._patched: tuple[Any, Any] | None = None

    @contextmanager
    def reset(self, value: object, fixture: object = None) -> Generator[None, None, None]:
        """Put back *value* before each example, inside of the ``with`` block.

        *fixture* is pytest's definition of the fixture that gives it, if one does. Where Hypothesis
        runs examples in another way, nothing is restored, and its check of fixtures fails.
        """
        states = _states()
        if states is None:
            yield
            return
        self._patch(states)
        for state in _running(states):
            self._begin(state)
        part = value if isinstance(value, Part) else Value(value)
        self._parts.append(part)
        self._fixtures.append(fixture)
        for run in self._runs.values():
            run.add(part)
        try:
            yield
        finally:
            for run in self._runs.values():
                run.drop(part)
            self._fixtures.remove(fixture)
            self._parts.remove(part)
            self._unpatch()

    @contextmanager
    def checked(self) -> Generator[None, None, None]:
        """Keep Hypothesis from refusing the fixtures that are restored for each example.

        It refuses those with the scope of a function, before it begins a run.
        """
        try:
            for fixture in self._fixtures:
                self._widen(fixture)
            yield
        finally:
            self._narrow()

    def _widen(self, fixture: Any) -> None:
        with suppress(AttributeError, ValueError):
            scope = fixture._scope
            fixture._scope = type(scope)("class")
            self._scopes.append((fixture, scope))

    def _narrow(self) -> None:
        while self._scopes:
            fixture, scope = self._scopes.pop()
            fixture._scope = scope

    def _begin(self, state: Any) -> None:
        """Begin a run, unless there is one of this *state*, Hypothesis's own of a property."""
        if state not in self._runs:
            self._narrow()
            run = self._runs[state] = Run(self._parts)
            state.test_runner = partial(run.example, state.test_runner)
            if hasattr(state, "run_engine"):
                state.run_engine = partial(run.all, state.run_engine)

    def _patch(self, states: Any) -> None:
        if self._patched is not None:
            return
        original = states.__init__

        @wraps(original)
        def begin(state: Any, *arguments: Any, **options: Any) -> None:
            original(state, *arguments, **options)
            self._begin(state)

        self._patched = states, original
        states.__init__ = begin

    def _unpatch(self) -> None:
        if self._patched is not None and not self._parts:
            states, original = self._patched
            states.__init__ = original
            self._patched = None


def _states() -> Any:
    """Return the class of Hypothesis that runs the examples of a property, if it has one."""
    states = getattr(sys.modules["hypothesis.core"], "StateForActualGivenExecution", None)
    return states if hasattr(states, "execute_once") else None


def _running(states: Any) -> list[Any]:
    """Return the properties in whose examples this is called."""
    code = states.execute_once.__code__
    return [frame.f_locals["self"] for frame, _ in walk_stack(None) if frame.f_code is code]


EXAMPLES: Final = Examples()
