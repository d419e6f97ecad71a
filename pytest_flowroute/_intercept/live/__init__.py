"""The block of live requests, in this process and in those that it starts."""

from __future__ import annotations

from ..._base import blocking
from .. import NETWORK
from .children import CHILDREN


def begin(reason: str) -> None:
    """Stop every request for Flowroute, in this process and in those that it starts."""
    NETWORK.hold()
    CHILDREN.hold()
    blocking.block(reason)


def end(reason: str) -> None:
    """Undo one `begin` with the same reason."""
    blocking.unblock(reason)
    CHILDREN.release()
    NETWORK.release()
