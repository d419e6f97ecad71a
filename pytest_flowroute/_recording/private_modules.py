"""Copies of standard modules that no other tool has patched.

Recorders, mocks and tracers replace functions and classes of `socket`, `ssl` and `http.client`,
some by new ones and some in place. A copy is made from the module's source, imports copies of the
others, and is not in `sys.modules`, where those tools look.
"""

from __future__ import annotations

import builtins
import sys
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from typing import Any, Final

COPIED: Final = ("socket", "ssl", "http.client")


@cache
def copy(name: str) -> Any:
    """Return the copy of one of these modules; it is made once."""
    original = find_spec(name)
    own = f"_flowroute_{name.replace('.', '_')}"
    spec = spec_from_file_location(own, original.origin) if original is not None else None
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"no source of {name}", name=name)
    module = module_from_spec(spec)
    vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import}
    sys.modules[own] = module  # where an enumeration looks for the constants of its module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[own]
    return module


def _import(
    name: str, scope: Any = None, local: Any = None, names: Any = (), level: int = 0
) -> Any:
    if name in COPIED and not level:
        return copy(name)
    return builtins.__import__(name, scope, local, names, level)
