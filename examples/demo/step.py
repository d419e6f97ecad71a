"""A step of the demo: a function that is shown and run."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from flowroute_api.api import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Step:
    """A function to show and run, and the conditions for a live account.

    The parameters of `act` name the results of earlier steps; its own result is kept under the
    name of the function. `name` is an operationId, or a description. `reads`: it changes nothing.
    `undoes`: the name of the result that it deletes from the account. `sandbox_only`: why it
    never runs on a live account. `nothing` is shown where it returns None.
    """

    name: str
    act: Callable[..., object]
    reads: bool = False
    undoes: str = ""
    sandbox_only: str = ""
    nothing: str = "done"

    @property
    def result(self) -> str:
        """The name of its result."""
        return self.act.__name__

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the results that it takes."""
        return tuple(inspect.signature(self.act).parameters)

    @property
    def purpose(self) -> str:
        """One line of description."""
        return inspect.getdoc(self.act) or ""

    @property
    def is_harmless(self) -> bool:
        """Whether it changes nothing and costs nothing."""
        return self.reads or (
            self.name in OPERATIONS and import_module(OPERATIONS[self.name]).METHOD == "GET"
        )
