"""The reference that the SDK gives a message, in the address that its receipts go to.

It is another one each time, so it counts for nothing in a comparison and is recorded nowhere.
"""

from __future__ import annotations

from typing import Final

ADDRESS: Final = "dlr_callback"
"""The member of a message that has it."""
MARK: Final = "flowroute_reference="


def bare(address: str) -> str:
    """Return the address without a reference."""
    if MARK not in address:
        return address
    from flowroute_ext._builders.callbacks import without_reference

    return without_reference(address)


def reference(address: str) -> str | None:
    """Return the reference in an address, if there is one."""
    if MARK not in address:
        return None
    from flowroute_ext import callback_reference

    return callback_reference(address)
