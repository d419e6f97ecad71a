"""Patches of several libraries, installed while they are needed."""

from __future__ import annotations

import importlib
import sys
import threading
import warnings
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Mapping

    from .method_patch import MethodPatch


class Patches:
    """The patches of these libraries, installed between the first `hold` and the last `release`.

    *patchers* has for each library the module of this package that patches it: its
    ``patches(library)`` returns a list of `MethodPatch`. Those *if_loaded* are never imported here.
    Those *beside* others are patched where the others are imported, too.
    """

    def __init__(
        self,
        patchers: Mapping[str, str],
        if_loaded: Collection[str] = (),
        beside: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._patchers = patchers
        self._beside = beside
        self._holds = 0
        self._made: dict[str, tuple[object, object, list[MethodPatch]]] = {}
        self._patched: set[str] = set()
        self._missing: set[str] = {*patchers} - {*if_loaded}
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
            if not self._holds:
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
        if not self._holds or self._imported() <= self._patched:
            return
        with self._lock:
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
        with self._lock:
            self._patched.add(name)
            for patch in self._patches(name):
                patch.install()

    def prepare(self) -> None:
        """Import those of the libraries that are installed, and patch none of them yet.

        What other libraries patch from now on is known to be their patch. A library that cannot
        be imported is left out: then a test cannot use it either.
        """
        missing = sorted(self._missing - sys.modules.keys())
        self._missing.clear()
        for name in missing:
            with warnings.catch_warnings(), suppress(Exception):
                warnings.simplefilter("ignore")
                if find_spec(name.partition(".")[0]) is not None:
                    importlib.import_module(name)
        with self._lock:
            for name in self._imported():
                self._patches(name)

    def _imported(self) -> set[str]:
        return {
            name
            for name in self._patchers
            if _is_loaded(sys.modules.get(name)) and self._beside.get(name, name) in sys.modules
        }

    def _patches(self, name: str) -> list[MethodPatch]:
        library = sys.modules[name]
        patcher: Any = importlib.import_module(f".{self._patchers[name]}", __package__)
        # pytester restores sys.modules, so both may have been imported anew.
        if name not in self._made or self._made[name][:2] != (library, patcher):
            self._made[name] = library, patcher, patcher.patches(library)
        return self._made[name][2]


def _is_loaded(library: object) -> bool:
    """Whether a module is there, and its import complete."""
    spec = getattr(library, "__spec__", None)
    return library is not None and not getattr(spec, "_initializing", False)
