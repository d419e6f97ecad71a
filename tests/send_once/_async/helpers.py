"""What other workers do, and calls that are for later."""

from __future__ import annotations

import pytest

from flowroute_ext._reconcile.at_most_once import likeness
from flowroute_ext.send_once import TryLater, asend_once
from send_once.simulation import TEXT
from send_once.steps import take


async def claim(claims, message=TEXT, reference="order-1", **options):
    """What a worker claims that then dies."""
    step = take(reference, "somebody", likeness=likeness(message), **options)
    return (await claims.change(reference, step)).claim


async def later(*arguments, **options) -> TryLater:
    """The error of a call that is to be repeated later."""
    with pytest.raises(TryLater) as caught:
        await asend_once(*arguments, **options)
    return caught.value
