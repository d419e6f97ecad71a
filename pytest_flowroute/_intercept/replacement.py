"""One method of a library's class, replaced so that it can be put before other replacements."""

from __future__ import annotations

import functools
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


class Layer:
    """A replacement of a method, which calls through to what it replaced.

    *make* gets the method that was there before and returns the new one. Whoever else
    replaces the method afterwards gets in front of it; while `before_others` is entered, it is
    put in front of them, in the same way: it calls through to theirs.
    """

    def __init__(
        self, owner: Any, name: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]
    ) -> None:
        self._owner = owner
        self._name = name
        self._make = make
        self._original: Callable[..., Any] = getattr(owner, name)
        self._inherited = name not in vars(owner)
        self._own = self._made(self._original)
        self._front: Callable[..., Any] | None = None
        self._behind: Callable[..., Any] | None = None
        self._holders = 0
        self._lock = threading.Lock()
        setattr(owner, name, self._own)

    @property
    def is_covered(self) -> bool:
        """Whether somebody else replaced the method since."""
        return getattr(self._owner, self._name) is not self._own

    def _made(self, below: Callable[..., Any]) -> Callable[..., Any]:
        # Others look at the name of what they replace, and at its parameters.
        return functools.update_wrapper(self._make(below), self._original)

    @contextmanager
    def before_others(self) -> Generator[None, None, None]:
        """Be called before what was put in front of this since."""
        with self._lock:
            self._holders += 1
            there = getattr(self._owner, self._name)
            if there is not self._own and there is not self._front:
                self._behind, self._front = there, self._made(there)
                setattr(self._owner, self._name, self._front)
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1
                if not self._holders and self._front is not None:
                    if getattr(self._owner, self._name) is self._front:
                        setattr(self._owner, self._name, self._behind)
                    self._front = self._behind = None

    def remove(self) -> None:
        """Take the replacement back, unless another is in front of it by now."""
        if self.is_covered:
            return
        if self._inherited:
            delattr(self._owner, self._name)
        else:
            setattr(self._owner, self._name, self._original)
