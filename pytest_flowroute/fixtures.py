"""The fixtures. What they need is loaded when they are used."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator, Iterator
    from contextlib import AbstractContextManager

    from flowroute_ext import AsyncFlowroute, Flowroute
    from pytest_flowroute._playback.fixture import FlowrouteCassette
    from pytest_flowroute._playback.session import PlaybackSession
    from pytest_flowroute._sandbox.fixture import FlowrouteSandbox
    from pytest_flowroute._webhooks.builder import FlowrouteWebhook


HYPOTHESIS = "hypothesis.core"

PLAYBACK: pytest.StashKey[PlaybackSession] = pytest.StashKey()


@pytest.fixture(scope="session")
def flowroute_cassette(pytestconfig: pytest.Config) -> FlowrouteCassette:
    """Answers requests for Flowroute from a recorded scenario, and has the requests of the test.

    The scenario is that of ``@pytest.mark.flowroute_cassette("messages/send")``, or the
    default one. ``with flowroute_cassette("numbers/search"):`` plays another one inside.
    """
    from pytest_flowroute._playback.fixture import FlowrouteCassette

    return FlowrouteCassette(pytestconfig.stash[PLAYBACK])


@pytest.fixture
def flowroute_webhook(request: pytest.FixtureRequest) -> Iterator[FlowrouteWebhook]:
    """Makes webhooks: inbound SMS and MMS, delivery receipts, in every documented version."""
    from pytest_flowroute._webhooks.builder import FlowrouteWebhook

    webhook = FlowrouteWebhook()
    with _reset_for_examples(request, webhook):
        yield webhook


@pytest.fixture
def flowroute_sandbox(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlowrouteSandbox]:
    """A Flowroute account for this test; requests of this process for Flowroute go to it."""
    from pytest_flowroute._base.active import standing_for_flowroute
    from pytest_flowroute._sandbox.responder import answering

    sandbox = _new_sandbox()
    monkeypatch.setenv("FR_ACCESS_KEY", sandbox.credentials.access_key)
    monkeypatch.setenv("FR_SECRET_KEY", sandbox.credentials.secret_key)
    base_url = os.environ.get("FR_BASE_URL", "")  # which clients made before the test have still
    monkeypatch.delenv("FR_BASE_URL", raising=False)
    check = _UnexpectedMessageCheck(sandbox)
    plugins = request.config.pluginmanager
    plugins.register(check)
    try:
        with (
            standing_for_flowroute(base_url),
            answering(sandbox.sandbox, sandbox.clock),
            _reset_for_examples(request, sandbox),
        ):
            yield sandbox
    finally:
        plugins.unregister(check)
        sandbox.close()
    if not check.done:  # the test requested the fixture while it was running
        check.run()


@pytest.fixture
def flowroute_client(
    request: pytest.FixtureRequest, flowroute_sandbox: FlowrouteSandbox
) -> Iterator[Flowroute]:
    """A client of `flowroute_sandbox`, without a socket."""
    with flowroute_sandbox.client() as client, _reset_for_examples(request, client):
        yield client


@pytest.fixture
def async_flowroute_client(
    request: pytest.FixtureRequest, flowroute_sandbox: FlowrouteSandbox
) -> Iterator[AsyncFlowroute]:
    """An asynchronous client of `flowroute_sandbox`, without a socket."""
    client = flowroute_sandbox.async_client()
    with _reset_for_examples(request, client):
        yield client
    _run_without_waiting(client.close())


def _new_sandbox() -> FlowrouteSandbox:
    """Return a sandbox; one that can be put back where Hypothesis is loaded."""
    if HYPOTHESIS in sys.modules:
        from pytest_flowroute._sandbox import examples

        return examples.FlowrouteSandbox()
    from pytest_flowroute._sandbox.fixture import FlowrouteSandbox

    return FlowrouteSandbox()


def _reset_for_examples(
    request: pytest.FixtureRequest, value: object
) -> AbstractContextManager[None]:
    """Have each example of Hypothesis begin with the value of this fixture as it was."""
    if HYPOTHESIS not in sys.modules:
        return nullcontext()
    from pytest_flowroute._examples.runs import EXAMPLES

    return EXAMPLES.reset(value, getattr(request, "_fixturedef", None))


class _UnexpectedMessageCheck:
    """Fails a test that passed, not its teardown, for messages that no phone expected."""

    def __init__(self, sandbox: FlowrouteSandbox) -> None:
        self._sandbox = sandbox
        self.done = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        __tracebackhide__ = True
        self.done = True
        result = yield
        self.run()
        return result

    def run(self) -> None:
        if failure := self._sandbox.failure():
            pytest.fail(failure, pytrace=False)


def _run_without_waiting(closing: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that never waits, as closing without connections does not.

    A new event loop would replace the one that the test's plugin has set.
    """
    try:
        closing.send(None)
    except StopIteration:
        return
    raise RuntimeError("closing a client without connections waited")
