# Written by scripts/unasync.py from tests/operations/_async/outcome.py. Do not edit.
"""What becomes of a call, whether it is a list or a single answer."""

from __future__ import annotations

from typing import Any

from flowroute_ext.types import Listing


def outcome(called: Any) -> Any:
    """The first item of a listing, or the value that was waited for."""
    return called.first() if isinstance(called, Listing) else called
