# Written by scripts/unasync.py from tests/send_once/_async/helpers.py. Do not edit.
"""Claims of other workers, and calls that raise `TryLater`."""

from __future__ import annotations

import pytest
from send_once.simulation import TEXT
from send_once.steps import take

from flowroute_ext._reconcile.at_most_once import likeness, pair_digest
from flowroute_ext.send_once import TryLater, send_once


def claim(claims, message=TEXT, reference="order-1", **options):
    """The claim of a worker that then crashes."""
    alike = {"likeness": likeness(message), "pair": pair_digest(message)}
    step = take(reference, "another worker", **alike, **options)
    return (claims.change(reference, step)).claim


def later(*arguments, **options) -> TryLater:
    """The `TryLater` of a call."""
    with pytest.raises(TryLater) as caught:
        send_once(*arguments, **options)
    return caught.value
