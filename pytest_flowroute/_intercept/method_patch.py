"""A patch of one function or method, which can be moved in front of other libraries' patches."""

from __future__ import annotations

import functools
import gc
import sys
import threading
from contextlib import contextmanager
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import ModuleType

Wrap: TypeAlias = "Callable[[Callable[..., Any]], Callable[..., Any]]"
"""Returns a function that calls through to the given one."""
Own: TypeAlias = "Callable[[Any, str], Callable[..., Any]]"
"""Returns the method of this name that a class of a library has itself."""


def behind_mocks(owner: type[Any], name: str) -> Callable[..., Any]:
    """Return the method that a class has itself, although a mock may have replaced it."""
    there: Callable[..., Any] = getattr(owner, name)
    places = [
        (f"{base.__qualname__}.{name}", sys.modules[base.__module__]) for base in owner.__mro__
    ]
    if any(_is_own(there, *place) for place in places):
        return there
    # What has replaced it keeps it, to put it back.
    functions = [known for known in gc.get_objects() if isinstance(known, FunctionType)]
    own = (function for place in places for function in functions if _is_own(function, *place))
    return next(own, there)


def _is_own(function: object, name: str, module: ModuleType) -> bool:
    """Whether a function was defined in this module by this name."""
    return (
        isinstance(function, FunctionType)
        and function.__globals__ is vars(module)
        and function.__code__.co_qualname == name
    )


class MethodPatch:
    """Replaces an attribute of a class or module by a function that calls through to the old one.

    *wrap* gets the function that is there when the patch is installed, and returns the new one.
    A library that patches the same attribute later gets in front of this patch. While `in_front`
    is entered, this patch is in front of theirs, and calls through to it.
    """

    def __init__(self, owner: Any, name: str, wrap: Wrap) -> None:
        self._owner = owner
        self._name = name
        self._wrap = wrap
        self._original: Callable[..., Any] = getattr(owner, name)
        self._inherited = name not in vars(owner)
        self._own = self._wrapped(self._original)
        self._installed: list[tuple[Callable[..., Any], Callable[..., Any]]] = []
        self._front: Callable[..., Any] | None = None
        self._behind: Callable[..., Any] | None = None
        self._holders = 0
        self._lock = threading.Lock()

    def install(self) -> None:
        """Put the patch in front of what is there."""
        there = self._current()
        if self._installed and there is self._installed[-1][0]:
            return
        if there is self._original:
            self._installed = [(self._own, there)]
        else:
            self._installed.append((self._wrapped(there), there))
        setattr(self._owner, self._name, self._installed[-1][0])

    def repair(self) -> None:
        """Put the patch back if another library has put back what was there before it."""
        if self._installed and self._current() is self._original:
            self.install()

    def remove(self) -> None:
        """Take the patch out, unless another library's patch is in front of it.

        Then it is taken out by the next call after that library has removed its own.
        """
        while self._installed and self._current() is self._installed[-1][0]:
            _, below = self._installed.pop()
            if below is self._original and self._inherited:
                delattr(self._owner, self._name)
            else:
                setattr(self._owner, self._name, below)

    @property
    def target(self) -> tuple[object, str]:
        """What is patched: the class or module, and the name in it."""
        return self._owner, self._name

    @property
    def is_installed(self) -> bool:
        """Whether the patch is in, or another library's patch keeps it from being taken out."""
        return bool(self._installed)

    @property
    def is_covered(self) -> bool:
        """Whether another library's patch is in front of this one."""
        return not self._installed or self._current() is not self._installed[-1][0]

    @contextmanager
    def in_front(self) -> Generator[None, None, None]:
        """Be called before the patches that other libraries put in front of this one."""
        with self._lock:
            self._holders += 1
            there = self._current()
            if self.is_covered and there is not self._front:
                self._behind, self._front = there, self._wrapped(there)
                setattr(self._owner, self._name, self._front)
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1
                if not self._holders and self._front is not None:
                    if self._current() is self._front:
                        setattr(self._owner, self._name, self._behind)
                    self._front = self._behind = None

    def _current(self) -> Any:
        return getattr(self._owner, self._name)

    def _wrapped(self, below: Callable[..., Any]) -> Callable[..., Any]:
        # Other libraries look at the name and the parameters of what they patch.
        return functools.update_wrapper(self._wrap(below), self._original)
