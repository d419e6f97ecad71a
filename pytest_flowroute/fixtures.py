"""The fixtures beside `flowroute_cassette`. What they need is loaded when they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator, Iterator

    from flowroute_ext import AsyncFlowroute, Flowroute
    from pytest_flowroute._sandbox.fixture import FlowrouteSandbox
    from pytest_flowroute._webhooks.builder import FlowrouteWebhook


@pytest.fixture
def flowroute_webhook() -> FlowrouteWebhook:
    """Makes webhooks: inbound SMS and MMS, delivery receipts, in every documented version."""
    from pytest_flowroute._webhooks.builder import FlowrouteWebhook

    return FlowrouteWebhook()


@pytest.fixture
def flowroute_sandbox(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlowrouteSandbox]:
    """A Flowroute account of this test's own, which this process's requests reach."""
    from pytest_flowroute._sandbox.fixture import FlowrouteSandbox
    from pytest_flowroute._sandbox.routing import routed

    flowroute = FlowrouteSandbox()
    monkeypatch.setenv("FR_ACCESS_KEY", flowroute.credentials.access_key)
    monkeypatch.setenv("FR_SECRET_KEY", flowroute.credentials.secret_key)
    monkeypatch.delenv("FR_BASE_URL", raising=False)
    conclusion = _Conclusion(flowroute)
    plugins = request.config.pluginmanager
    plugins.register(conclusion)
    try:
        with routed(flowroute.sandbox, flowroute.clock):
            yield flowroute
    finally:
        plugins.unregister(conclusion)
        flowroute.close()
    if not conclusion.drawn:  # the test asked for the fixture while it was running
        conclusion.draw()


@pytest.fixture
def flowroute_client(flowroute_sandbox: FlowrouteSandbox) -> Iterator[Flowroute]:
    """A client of `flowroute_sandbox`, without a socket."""
    with flowroute_sandbox.client() as client:
        yield client


@pytest.fixture
def async_flowroute_client(flowroute_sandbox: FlowrouteSandbox) -> Iterator[AsyncFlowroute]:
    """An asynchronous client of `flowroute_sandbox`, without a socket."""
    client = flowroute_sandbox.async_client()
    yield client
    _finish(client.close())


class _Conclusion:
    """Fails the test itself, not its teardown, for texts nobody expected; unless it failed."""

    def __init__(self, flowroute: FlowrouteSandbox) -> None:
        self._flowroute = flowroute
        self.drawn = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        self.drawn = True
        result = yield
        self.draw()
        return result

    def draw(self) -> None:
        if complaint := self._flowroute.complaint():
            pytest.fail(complaint, pytrace=False)


def _finish(closing: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that has nothing to wait for, as none has that closes no connection.

    An event loop of its own would take the place of the one that the test's plugin set.
    """
    try:
        closing.send(None)
    except StopIteration:
        return
    raise RuntimeError("closing a client without connections had to wait")
