"""Responses that the client got are durable, when the sandbox is killed after them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from ext.calls.e911s import OFFICE
from sandbox_serving.served import Served

from flowroute_ext import ConnectFailed, Flowroute, NotFound, OutcomeUnknown, Route
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from operations.control import Control, serving
from operations.expected import NUMBER, OTHER


@contextmanager
def opened(file: Path) -> Iterator[tuple[Served, Flowroute]]:
    """A sandbox that keeps its account in *file*, and a client of it."""
    with (
        serving("--data", file) as served,
        Flowroute(ACCESS_KEY, SECRET_KEY, base_url=served.url, concurrency=5) as flowroute,
    ):
        yield served, flowroute


def everything(flowroute: Flowroute) -> list[object]:
    """All that the client can see of the account."""
    numbers = [flowroute.numbers.get(one) for one in flowroute.numbers.list()]
    messages = list(flowroute.messages.list(start=date(2020, 1, 1)))
    return [
        numbers,
        messages,
        [one.receipts for one in messages],
        list(flowroute.routes.list()),
        list(flowroute.e911s.list()),
        list(flowroute.cnams.list()),
        flowroute.messages.get_callback("sms"),
        flowroute.numbers.get_callback(NUMBER, "mms_dlr"),
    ]


def test_kill_9_takes_nothing_back(tmp_path: Path) -> None:
    """After kill -9 the account is unchanged, in every resource, and can be used."""
    file = tmp_path / "account.db"
    with opened(file) as (served, flowroute):
        for value in (NUMBER, OTHER):
            flowroute.numbers.purchase(value)
        flowroute.numbers.update(NUMBER, alias="Front desk", messaging_enabled=True)
        flowroute.numbers.release(OTHER)
        route = flowroute.routes.create(Route.host("sip.example.com", alias="PBX"))
        flowroute.routes.set_primary(NUMBER, route)
        flowroute.e911s.associate(NUMBER, flowroute.e911s.create(OFFICE))
        cnam = flowroute.cnams.create("Bob's Burgers")
        Control(served).approve(cnam.id)
        flowroute.cnams.associate(NUMBER, cnam)
        flowroute.messages.send(to=OTHER, from_=NUMBER, body="Hello")
        flowroute.messages.send(to=OTHER, from_=NUMBER, media_urls=["https://example.com/a.png"])
        flowroute.messages.set_callback("sms", "https://example.com/sms")
        flowroute.numbers.set_callback(NUMBER, "mms_dlr", "https://example.com/dlr")
        Control(served).advance(60)
        before = everything(flowroute)
        served.stop(signal.SIGKILL)

    with opened(file) as (_, flowroute):
        assert everything(flowroute) == before
        with pytest.raises(NotFound):
            flowroute.numbers.get(OTHER)
        assert flowroute.routes.create(Route.number(OTHER, alias="Next")).id == "100002"


def test_kill_9_while_buying(tmp_path: Path) -> None:
    """A purchase that the client knows of is kept; one that was not sent was not made."""
    file = tmp_path / "account.db"
    under_way = Event()
    bought: set[str] = set()
    never_left: set[str] = set()

    def buy(value: str) -> None:
        try:
            flowroute.numbers.purchase(value)
        except ConnectFailed:
            never_left.add(value)
        except OutcomeUnknown:
            pass
        else:
            bought.add(value)
            if len(bought) > 20:
                under_way.set()

    values = [f"1{area}555{line:04}" for area in (206, 253) for line in range(100, 200)]
    with opened(file) as (served, flowroute), ThreadPoolExecutor(5) as threads:
        outcomes = threads.map(buy, values)
        assert under_way.wait(30)
        served.stop(signal.SIGKILL)
        assert list(outcomes) == [None] * len(values)

    with opened(file) as (_, flowroute):
        kept = {one.value for one in flowroute.numbers.list()}

    assert len(bought) > 20
    assert bought <= kept
    assert kept.isdisjoint(never_left)
