"""A step of the demo: a function that is shown, and run."""

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
    """One thing to do, and what may stand in its way on a live account.

    The parameters of `act` are names of what earlier steps gave; what it returns is given
    under its own name. `name` is an operationId, or says in words what is done. `reads` tells
    that it changes nothing, `undoes` the name of what it takes off the account again, and
    `sandbox_only` why it never runs on a live account.
    """

    name: str
    act: Callable[..., object]
    reads: bool = False
    undoes: str = ""
    sandbox_only: str = ""

    @property
    def gives(self) -> str:
        """The name of what it gives."""
        return self.act.__name__

    @property
    def takes(self) -> tuple[str, ...]:
        """The names of what it needs."""
        return tuple(inspect.signature(self.act).parameters)

    @property
    def purpose(self) -> str:
        """What it is for, in a line."""
        return inspect.getdoc(self.act) or ""

    @property
    def is_harmless(self) -> bool:
        """Whether it changes nothing and costs nothing."""
        return self.reads or (
            self.name in OPERATIONS and import_module(OPERATIONS[self.name]).METHOD == "GET"
        )
