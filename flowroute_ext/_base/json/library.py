"""Which library there is for JSON."""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def orjson() -> Any:
    """Return orjson, a module, or None where it is not installed."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson
