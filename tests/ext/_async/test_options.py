"""The options of a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.server import Server

from flowroute_ext import AsyncFlowroute, ConfigurationError
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


@pytest.mark.anyio
@pytest.mark.parametrize("call", MISSPELT)
async def test_a_misspelt_argument(
    flowroute: AsyncFlowroute, server: Server, call: Callable[[AsyncFlowroute], Any]
) -> None:
    """An unknown keyword is a TypeError, as everywhere in Python, and nothing is sent."""
    with pytest.raises(TypeError) as raised:
        await outcome(call(flowroute))

    assert str(raised.value) == "got an unexpected keyword argument 'tiemout'"
    assert server.asked == []


@pytest.mark.anyio
@pytest.mark.parametrize("timeout", [0, -1, "5", float("inf")])
async def test_an_impossible_timeout(
    flowroute: AsyncFlowroute, server: Server, timeout: float
) -> None:
    """A call's own timeout is checked as the client's is, before anything is sent."""
    with pytest.raises(ConfigurationError, match="not a time to wait"):
        await flowroute.numbers.get(NUMBER, timeout=timeout)
    with pytest.raises(ConfigurationError, match="not a time to wait"):
        flowroute.numbers.list(timeout=timeout)

    assert server.asked == []


@pytest.mark.anyio
@pytest.mark.parametrize("timeout", [None, 5, 2.5, 1e9])
async def test_a_timeout_of_a_call(
    flowroute: AsyncFlowroute, server: Server, timeout: float | None
) -> None:
    """A call may have a shorter or longer timeout than its client, or none."""
    await flowroute.numbers.get(NUMBER, timeout=timeout)
    await flowroute.e911s.list(timeout=timeout).first()

    assert len(server.asked) == 2


@pytest.mark.anyio
@pytest.mark.parametrize("moment", ["5", None, float("nan")])
async def test_an_impossible_moment(
    flowroute: AsyncFlowroute, server: Server, moment: float
) -> None:
    """A moment after which nothing leaves is a number."""
    with pytest.raises(ConfigurationError, match="is not a moment"):
        await flowroute.numbers.purchase(NUMBER, not_after=moment)

    assert server.asked == []


@pytest.mark.anyio
async def test_nothing_leaves_after_a_moment(flowroute: AsyncFlowroute, server: Server) -> None:
    """A call is made before the moment that it is given, and not at it."""
    await flowroute.numbers.purchase(NUMBER, not_after=flowroute.clock.monotonic() + 60)
    with pytest.raises(DeadlinePassed):
        await flowroute.numbers.purchase(NUMBER, not_after=flowroute.clock.monotonic())

    assert len(server.asked) == 1
