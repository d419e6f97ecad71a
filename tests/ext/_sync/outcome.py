# Written by scripts/unasync.py from tests/ext/_async/outcome.py. Do not edit.
"""The result of a call, whether it is a listing or a single value."""

from __future__ import annotations

from typing import Any

from flowroute_ext.types import Listing


def outcome(called: Any) -> Any:
    """Return the items of a listing, or the awaited value."""
    if isinstance(called, Listing):
        return [item for item in called]
    return called
