"""Imports of this distribution's modules as Python makes them, past pytest's hook.

pytest rewrites the assertions of each module of a distribution that has a plugin, those of the SDK
too, although no test is in them. It reads what it has rewritten more slowly than Python reads what
that has compiled, and compiles it in each run where it cannot keep it.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

PACKAGES: Final = frozenset(
    {"flowroute_api", "flowroute_ext", "flowroute_sandbox", "pytest_flowroute"}
)
REWRITING: Final = "_pytest.assertion.rewrite"
"""Where the class of pytest's hook is."""


class PlainFinder:
    """Finds the modules in these packages, within its context only.

    The packages themselves are left to pytest: a later session of the process would warn that it
    cannot rewrite what was imported.
    """

    def __enter__(self) -> None:
        """Be the finder in front of pytest's, if that is there."""
        for place, finder in enumerate(sys.meta_path):
            if type(finder).__module__ == REWRITING:
                sys.meta_path.insert(place, self)
                return

    def __exit__(self, *_: object) -> None:
        """Be no finder."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a module in one of the packages, and None for any other."""
        package, dot, _ = name.partition(".")
        return PathFinder.find_spec(name, path, target) if dot and package in PACKAGES else None
