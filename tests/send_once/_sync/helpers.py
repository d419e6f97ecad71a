# Written by scripts/unasync.py from tests/send_once/_async/helpers.py. Do not edit.
"""What other workers do, and calls that are for later."""

from __future__ import annotations

import pytest
from send_once.simulation import TEXT
from send_once.steps import take

from flowroute_ext._reconcile.at_most_once import likeness
from flowroute_ext.send_once import TryLater, send_once


def claim(claims, message=TEXT, reference="order-1", **options):
    """What a worker claims that then dies."""
    step = take(reference, "somebody", likeness=likeness(message), **options)
    return (claims.change(reference, step)).claim


def later(*arguments, **options) -> TryLater:
    """The error of a call that is to be repeated later."""
    with pytest.raises(TryLater) as caught:
        send_once(*arguments, **options)
    return caught.value
