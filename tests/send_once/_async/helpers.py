"""Claims of other workers, and calls that raise `TryLater`."""

from __future__ import annotations

import pytest

from flowroute_ext._reconcile.at_most_once import likeness, pair_digest
from flowroute_ext.send_once import TryLater, asend_once
from send_once.simulation import TEXT
from send_once.steps import take


async def claim(claims, message=TEXT, reference="order-1", **options):
    """The claim of a worker that then crashes."""
    alike = {"likeness": likeness(message), "pair": pair_digest(message)}
    step = take(reference, "another worker", **alike, **options)
    return (await claims.change(reference, step)).claim


async def later(*arguments, **options) -> TryLater:
    """The `TryLater` of a call."""
    with pytest.raises(TryLater) as caught:
        await asend_once(*arguments, **options)
    return caught.value
