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

    from .import_finder import ImportFinder
    from .method_patch import MethodPatch, Own

NOT_WATCHED: Final = "http.client"
"""Is imported at once: it is patched with `urllib.request`, which may be importing it."""


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
        self._made: dict[str, tuple[object, object, list[MethodPatch]]] = {}
        self._patched: set[str] = set()
        self._prepared = False
        self._finder: ImportFinder | None = None
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
            if self._finder is not None:
                self._finder.end()
            self._patched.clear()
            for _, _, patches in reversed(self._made.values()):
                for patch in reversed(patches):
                    patch.remove()

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
        for name in self._imported() - self._patched:
            self.patch(name)

    def repair(self) -> None:
        """Put back the patches that another library has undone, as pytest-socket does."""
        with self._lock:
            for name in self._patched:
                for patch in self._made[name][2]:
                    patch.repair()

    def patch(self, name: str) -> None:
        """Patch this library, although its import may not have ended yet."""
        patches = self._patches(name)
        with self._lock:
            self._patched.add(name)
            for patch in patches:
                patch.install()

    def prepare(self) -> None:
        """Patch nothing yet.

        What a library that is imported has now is taken for its own. What replaces that from now
        on, or is there when a library was imported later, is taken for a mock.
        """
        importlib.import_module(NOT_WATCHED)
        for name in self._imported():
            self._patches(name)
        self._prepared = True

    def watch_imports(self) -> None:
        """Patch what is imported from now on, too, until the last `release`."""
        if self._finder is None:
            from .import_finder import ImportFinder

            self._finder = ImportFinder(self._patchers.keys() - {NOT_WATCHED}, self.patch)
        self._finder.begin()

    def _imported(self) -> set[str]:
        return {
            name
            for name in self._patchers
            if _is_loaded(sys.modules.get(name)) and self._beside.get(name, name) in sys.modules
        }

    def _patches(self, name: str) -> list[MethodPatch]:
        library = sys.modules[name]
        place = f"{__package__}.{self._patchers[name]}"
        # pytester restores sys.modules, so both may have been imported anew.
        patcher: Any = importlib.import_module(place)
        with self._lock:
            if name not in self._made or self._made[name][:2] != (library, patcher):
                own: Own = behind_mocks if self._prepared else getattr
                self._made[name] = library, patcher, patcher.patches(library, own)
            return self._made[name][2]


def _is_loaded(library: object) -> bool:
    """Whether a module is there, and its import complete."""
    spec = getattr(library, "__spec__", None)
    return library is not None and not getattr(spec, "_initializing", False)
