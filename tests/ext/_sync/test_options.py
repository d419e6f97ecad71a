# Written by scripts/unasync.py from tests/ext/_async/test_options.py. Do not edit.
"""The options of a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.server import Server

from flowroute_ext import ConfigurationError, Flowroute
from flowroute_ext.errors import DeadlinePassed

from .outcome import outcome

MISSPELT = [
    lambda flowroute: flowroute.numbers.get(NUMBER, tiemout=1),
    lambda flowroute: flowroute.numbers.area_codes(tiemout=1),
    lambda flowroute: flowroute.numbers.list(tiemout=1),
    lambda flowroute: flowroute.routes.edge_strategies(tiemout=1),
    lambda flowroute: flowroute.messages.list(start="2026-11-01", tiemout=1),
    lambda flowroute: flowroute.e911s.numbers(20930, tiemout=1),
    lambda flowroute: flowroute.cnams.delete(22790, tiemout=1),
]


@pytest.mark.parametrize("call", MISSPELT)
def test_a_misspelt_argument(
    flowroute: Flowroute, server: Server, call: Callable[[Flowroute], Any]
) -> None:
    """An unknown keyword is a TypeError, as everywhere in Python, and nothing is sent."""
    with pytest.raises(TypeError) as raised:
        outcome(call(flowroute))

    assert str(raised.value) == "got an unexpected keyword argument 'tiemout'"
    assert server.asked == []


@pytest.mark.parametrize("timeout", [0, -1, "5", float("inf")])
def test_an_impossible_timeout(flowroute: Flowroute, server: Server, timeout: float) -> None:
    """A call's own timeout is checked as the client's is, before anything is sent."""
    with pytest.raises(ConfigurationError, match="not a time to wait"):
        flowroute.numbers.get(NUMBER, timeout=timeout)
    with pytest.raises(ConfigurationError, match="not a time to wait"):
        flowroute.numbers.list(timeout=timeout)

    assert server.asked == []


@pytest.mark.parametrize("timeout", [None, 5, 2.5, 1e9])
def test_a_timeout_of_a_call(flowroute: Flowroute, server: Server, timeout: float | None) -> None:
    """A call may have a shorter or longer timeout than its client, or none."""
    flowroute.numbers.get(NUMBER, timeout=timeout)
    flowroute.e911s.list(timeout=timeout).first()

    assert len(server.asked) == 2


@pytest.mark.parametrize("moment", ["5", None, float("nan")])
def test_an_impossible_moment(flowroute: Flowroute, server: Server, moment: float) -> None:
    """A moment after which nothing leaves is a number."""
    with pytest.raises(ConfigurationError, match="is not a moment"):
        flowroute.numbers.purchase(NUMBER, not_after=moment)

    assert server.asked == []


def test_nothing_leaves_after_a_moment(flowroute: Flowroute, server: Server) -> None:
    """A call is made before the moment that it is given, and not at it."""
    flowroute.numbers.purchase(NUMBER, not_after=flowroute.clock.monotonic() + 60)
    with pytest.raises(DeadlinePassed):
        flowroute.numbers.purchase(NUMBER, not_after=flowroute.clock.monotonic())

    assert len(server.asked) == 1
