"""Blocks live requests in a Python process that a test starts: its `site` imports this module.

It runs in any Python that finds it by PYTHONPATH, so it does nothing until `socket` is imported,
and whatever fails here is left undone. The package gets another name, as the process may import
it from elsewhere. The `sitecustomize` that this one hides is run as always.
"""

from __future__ import annotations

import os
import sys
from _frozen_importlib_external import PathFinder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

REPORT = "FLOWROUTE_BLOCKED_REPORT"
ALIAS = "_flowroute_live_block"
HERE = os.path.dirname(os.path.abspath(__file__))


def start() -> None:
    """Block live requests, and append what is stopped to the report."""
    from importlib import import_module

    package = type(sys)(ALIAS)  # a namespace, without what the package itself imports
    package.__path__ = [os.path.dirname(os.path.dirname(os.path.dirname(HERE)))]
    sys.modules[ALIAS] = package
    try:
        import_module(ALIAS + "._intercept.live.children").begin(os.environ[REPORT])
    except Exception:  # an older Python
        sys.modules.pop(ALIAS, None)


class SocketFinder:
    """Finds `socket` once, and starts the block when it is imported."""

    @classmethod
    def find_spec(cls, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return the spec of `socket`, the loader of which starts the block."""
        if name != "socket" or cls not in sys.meta_path:
            return None
        sys.meta_path.remove(cls)
        spec = PathFinder.find_spec(name)
        if spec is not None and spec.loader is not None:
            loader = vars(spec.loader)
            run = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                del loader["exec_module"]
                run(module)
                start()

            loader["exec_module"] = exec_module
        return spec


def run_hidden() -> None:
    """Run the `sitecustomize` that would have been found without this one."""
    spec = PathFinder.find_spec("sitecustomize")
    if spec is not None and spec.loader is not None:
        from importlib.util import module_from_spec

        module = sys.modules["sitecustomize"] = module_from_spec(spec)
        spec.loader.exec_module(module)


sys.path[:] = [path for path in sys.path if os.path.abspath(path) != HERE]
if REPORT in os.environ:
    if "socket" in sys.modules:
        start()
    else:
        sys.meta_path.insert(0, SocketFinder)
run_hidden()
