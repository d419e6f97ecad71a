"""Patches of several libraries, installed while they are needed."""

from __future__ import annotations

import importlib
import sys
import threading
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from .method_patch import behind_mocks

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from types import ModuleType

    from .import_finder import ImportFinder
    from .method_patch import MethodPatch, Own

NOT_WATCHED: Final = "http.client"
"""Is imported at once: it is patched with `urllib.request`, which may be importing it."""


class _Import:
    """A library as one import has made it, and its patches.

    `importlib.reload` makes another, and so does an import of what `sys.modules` has lost.
    """

    def __init__(
        self, name: str, library: ModuleType, patcher: object, patches: list[MethodPatch]
    ) -> None:
        self.name = name
        self.library = library
        self.spec = library.__spec__
        self.patcher = patcher
        self.patches = patches

    def is_of(self, library: object, patcher: object) -> bool:
        """Whether the library is as this import has made it."""
        spec = getattr(library, "__spec__", None)
        return self.library is library and self.spec is spec and self.patcher is patcher

    @property
    def is_needed(self) -> bool:
        """Whether the library is this one still, or something is patched still."""
        current = self.is_of(sys.modules.get(self.name), self.patcher)
        return current or any(patch.is_installed for patch in self.patches)


class Patches:
    """The patches of these libraries, installed between the first `hold` and the last `release`.

    *patchers* has for each library the module of this package that patches it: its
    ``patches(library, own)`` returns a list of `MethodPatch`. Those *beside* others are patched
    where the others are imported, too.
    """

    def __init__(
        self, patchers: Mapping[str, str], beside: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._patchers = patchers
        self._beside = beside
        self._holds = 0
        self._imports: list[_Import] = []
        self._patched: set[_Import] = set()
        self._prepared = False
        self._finder: ImportFinder | None = None
        self._watching = False
        self._lock = threading.RLock()

    def hold(self) -> None:
        """Patch what is imported, until `release` was called as often as this."""
        with self._lock:
            self._holds += 1
        self.update()

    def release(self) -> None:
        """Undo one `hold`; the last one removes all patches."""
        with self._lock:
            self._holds -= 1
            self.remove_unheld()

    def remove_unheld(self) -> None:
        """Remove all patches if they are not held.

        One that another library's patch covers is inert until it can be removed.
        """
        with self._lock:
            if self._holds:
                return
            self._watching = False
            if self._finder is not None:
                self._finder.end()
            self._patched.clear()
            for imported in reversed(self._imports):
                for patch in reversed(imported.patches):
                    patch.remove()
            self._imports = [imported for imported in self._imports if imported.is_needed]

    @contextmanager
    def held(self) -> Generator[None, None, None]:
        """Hold the patches inside of the ``with`` block."""
        self.hold()
        try:
            yield
        finally:
            self.release()

    def update(self) -> None:
        """Patch those of the libraries that were imported since, if the patches are held."""
        if not self._holds:
            return
        for name in self._imported():
            self._patch_if_held(name)
        if self._watching and self._finder is not None:
            self._finder.begin()

    def repair(self) -> None:
        """Put back the patches that another library has undone, as pytest-socket does."""
        with self._lock:
            for imported in self._patched:
                for patch in imported.patches:
                    patch.repair()

    def patch(self, name: str) -> None:
        """Patch this library, although its import may not have ended yet."""
        self._install(self._import(name))

    def prepare(self) -> None:
        """Patch nothing yet.

        What a library that is imported has now is taken for its own. What replaces that from now
        on, or is there when a library was imported later, is taken for a mock.
        """
        importlib.import_module(NOT_WATCHED)
        for name in self._imported():
            self._import(name)
        self._prepared = True

    def watch_imports(self) -> None:
        """Patch what is imported from now on, too, until the last `release`."""
        if self._finder is None:
            from .import_finder import ImportFinder

            names = self._patchers.keys() - {NOT_WATCHED}
            self._finder = ImportFinder(names, self._patch_if_held)
        self._watching = True
        self._finder.begin()

    def _patch_if_held(self, name: str) -> None:
        """Patch this library; a thread may end its import when the patches were removed."""
        imported = self._import(name)
        with self._lock:
            if self._holds and imported not in self._patched:
                self._install(imported)

    def _install(self, imported: _Import) -> None:
        with self._lock:
            self._patched.add(imported)
            for patch in imported.patches:
                patch.install()

    def _imported(self) -> set[str]:
        return {
            name
            for name in self._patchers
            if _is_loaded(sys.modules.get(name)) and self._beside.get(name, name) in sys.modules
        }

    def _import(self, name: str) -> _Import:
        library = sys.modules[name]
        place = f"{__package__}.{self._patchers[name]}"
        # pytester restores sys.modules, so both may have been imported anew.
        patcher: Any = sys.modules.get(place) or importlib.import_module(place)
        with self._lock:
            for imported in self._imports:
                if imported.name == name and imported.is_of(library, patcher):
                    return imported
            own: Own = behind_mocks if self._prepared else getattr
            patches = patcher.patches(library, own)
            targets = _targets(patches)
            for before in self._imports:  # reloading a package keeps the classes of its modules
                if before.patcher is patcher and _targets(before.patches) == targets:
                    patches = before.patches
            imported = _Import(name, library, patcher, patches)
            self._imports.append(imported)
            return imported


def _targets(patches: list[MethodPatch]) -> list[tuple[object, str]]:
    return [patch.target for patch in patches]


def _is_loaded(library: object) -> bool:
    """Whether a module is there, its import complete, and none that a test has made up."""
    spec = getattr(library, "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)
