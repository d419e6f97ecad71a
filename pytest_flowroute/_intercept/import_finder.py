"""A finder that lets a library be patched as soon as its import has ended."""

from __future__ import annotations

import sys
from importlib.abc import Loader
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class ImportFinder:
    """Calls *imported* with the name of each of these modules after its import.

    It is in `sys.meta_path` from `begin` until `end`, and has the finders behind it find the
    module, so that several of them nest.
    """

    def __init__(self, names: Collection[str], imported: Callable[[str], None]) -> None:
        self._names = names
        self._imported = imported

    def begin(self) -> None:
        """Be the first finder, in front of those that others have put there since."""
        if sys.meta_path[:1] != [self]:
            self.end()
            sys.meta_path.insert(0, self)

    def end(self) -> None:
        """Be no finder."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of one of the modules, and None for any other."""
        finders = list(sys.meta_path)
        if name not in self._names or self not in finders:
            return None
        for finder in finders[finders.index(self) + 1 :]:
            find_spec = getattr(finder, "find_spec", None)  # that of an old six has none
            spec: ModuleSpec | None = find_spec and find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Loader(spec.loader, self._imported)
                return spec
        return None


class _Loader(Loader):
    """Stands for the loader of a module until that has been found."""

    def __init__(self, loader: Any, imported: Callable[[str], None]) -> None:
        self._loader = loader
        self._imported = imported

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Return what the loader returns."""
        created: ModuleType | None = self._loader.create_module(spec)
        return created

    def exec_module(self, module: ModuleType) -> None:
        """Import the module with its own loader."""
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._imported(module.__name__)
