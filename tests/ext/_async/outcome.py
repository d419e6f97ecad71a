"""The result of a call, whether it is a listing or a single value."""

from __future__ import annotations

from typing import Any

from flowroute_ext.types import AsyncListing


async def outcome(called: Any) -> Any:
    """Return the items of a listing, or the awaited value."""
    if isinstance(called, AsyncListing):
        return [item async for item in called]
    return await called
