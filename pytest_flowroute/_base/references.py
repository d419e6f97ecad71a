"""The reference that the SDK adds to the URL for a message's delivery receipts.

It is a new one for each message, so it is left out of comparisons and recordings.
"""

from __future__ import annotations

from typing import Final

MEMBER: Final = "dlr_callback"
"""The member of a message that has the URL."""
PARAMETER: Final = "flowroute_reference="


def without_reference(url: str) -> str:
    """Return the URL without a reference."""
    if PARAMETER not in url:
        return url
    from flowroute_ext.testing import without_callback_reference

    return without_callback_reference(url)


def reference(url: str) -> str | None:
    """Return the reference in a URL, or None without one."""
    if PARAMETER not in url:
        return None
    from flowroute_ext import callback_reference

    return callback_reference(url)
