"""Claims as the tests make them."""

from __future__ import annotations

from datetime import timedelta

from flowroute_ext._send_once import state as steps
from flowroute_ext._send_once.state import Step

LEASE = timedelta(seconds=60)
TEXT, OTHER = "0f" * 32, "f0" * 32
PAIR = "3c" * 32


def take(reference: str, owner: str, **options) -> Step:
    """The step that claims a message for this owner."""
    options = {"likeness": TEXT, "lease": LEASE, "since": None} | options
    return steps.take(reference, owner=owner, **options)
