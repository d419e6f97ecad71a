"""What stands between the HTTP libraries and Flowroute's hosts, and its clients and the time.

Each library is patched when it is imported, or at once if it has been, and no library is
imported for it. The patches stay for the whole session and do nothing for other hosts.
"""

from __future__ import annotations

import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    from .replacement import Layer

LIBRARIES: Final[Mapping[str, str]] = {
    "aiodns": "network_guard",
    "aiohttp": "aiohttp_patch",
    "flowroute_ext._base.clock": "clock_patch",
    "http.client": "network_guard",
    "httpcore": "network_guard",
    "httpcore2": "network_guard",
    "httpx": "httpx_patch",
    "httpx2": "httpx_patch",
    "requests": "requests_patch",
    "socket": "network_guard",
    "urllib3": "urllib3_patch",
    "uvloop": "network_guard",
}
"""Which module here patches a library, by its name."""


class Patches:
    """All patches of this process, put on and taken off together."""

    def __init__(self) -> None:
        self._layers: list[Layer] = []
        self._watch = _Watch(self)

    def install(self) -> None:
        """Patch what is imported, and watch for what will be."""
        for name in LIBRARIES:
            if name in sys.modules:
                self.patch(name)
        sys.meta_path.insert(0, self._watch)

    def remove(self) -> None:
        """Take all patches off, the last one first."""
        sys.meta_path.remove(self._watch)
        while self._layers:
            self._layers.pop().remove()

    def patch(self, name: str) -> None:
        """Patch this library, which is imported."""
        patcher: Any = importlib.import_module(f"{__name__}.{LIBRARIES[name]}")
        self._layers += patcher.layers(sys.modules[name])


class _Watch(MetaPathFinder):
    """Notices when one of the libraries is imported. Finds nothing itself."""

    def __init__(self, patches: Patches) -> None:
        self._patches = patches

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what the others find, with a loader that tells when it has loaded."""
        if fullname not in LIBRARIES:
            return None
        for finder in sys.meta_path:
            if finder is not self:
                spec = finder.find_spec(fullname, path, target)
                if spec is not None:
                    if spec.loader is not None:
                        spec.loader = _Telling(spec.loader, self._patches)
                    return spec
        return None


class _Telling(Loader):
    """Loads a module as its own loader does, and then has it patched."""

    def __init__(self, loader: Loader, patches: Patches) -> None:
        self._loader = loader
        self._patches = patches

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Return what the module's own loader makes."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Load the module, which then has its own loader again, and patch it."""
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._patches.patch(module.__name__)
