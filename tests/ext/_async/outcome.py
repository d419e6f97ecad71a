"""What becomes of a call, whether it is a list or a single answer."""

from __future__ import annotations

from typing import Any

from flowroute_ext.types import AsyncListing


async def outcome(called: Any) -> Any:
    """The items of a listing, or the value that was waited for."""
    if isinstance(called, AsyncListing):
        return [item async for item in called]
    return await called
