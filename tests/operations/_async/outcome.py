"""The result of a call, whether it is a listing or a single value."""

from __future__ import annotations

from typing import Any

from flowroute_ext.types import AsyncListing


async def outcome(called: Any) -> Any:
    """Return the first item of a listing, or the awaited value."""
    return await (called.first() if isinstance(called, AsyncListing) else called)
