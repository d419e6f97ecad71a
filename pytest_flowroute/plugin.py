"""What pytest loads: options, the marker, hooks and fixtures. The rest is loaded when needed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .fixtures import (
    async_flowroute_client,
    flowroute_client,
    flowroute_sandbox,
    flowroute_webhook,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from ._intercept import Patches
    from ._playback.facade import FlowrouteCassette
    from ._playback.session import Conductor

__all__ = [
    "async_flowroute_client",
    "flowroute_cassette",
    "flowroute_client",
    "flowroute_sandbox",
    "flowroute_webhook",
]

MODES = ("none", "once", "new", "all", "rewrite")
BLOCKED = "flowroute_block_live is on"

_conductor: pytest.StashKey[Conductor] = pytest.StashKey()
_patches: pytest.StashKey[Patches] = pytest.StashKey()
_following: pytest.StashKey[pytest.Item | None] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and the ini option."""
    group = parser.getgroup("flowroute", "Flowroute: cassettes, webhooks and a sandbox")
    group.addoption(
        "--flowroute-record",
        choices=MODES,
        default="none",
        help="Record scenarios of your own into cassettes/flowroute/ beside the test: "
        "none (default), once (if there is none yet), new (what it lacks), all (everything, "
        "again), rewrite (the same, from nothing).",
    )
    group.addoption(
        "--flowroute-allow-spend",
        action="store_true",
        help="Let a recording send messages and buy numbers on a real account.",
    )
    parser.addini(
        "flowroute_block_live",
        "Stop every request for Flowroute's hosts before it reaches the network, in any test.",
        type="bool",
        default=True,
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker, and stand between the HTTP libraries and Flowroute."""
    config.addinivalue_line(
        "markers",
        "flowroute_cassette(name, *, fault=None, scope='function', **parameters): answer "
        "requests for Flowroute from this scenario, with these values for its parameters.",
    )
    from ._intercept import Patches
    from ._playback import active as _stage
    from ._playback.session import Conductor

    config.stash[_conductor] = Conductor(
        str(config.getoption("flowroute_record")),
        allow_spend=bool(config.getoption("flowroute_allow_spend")),
    )
    patches = config.stash[_patches] = Patches()
    patches.install()
    if config.getini("flowroute_block_live"):
        _stage.block(BLOCKED)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the HTTP libraries as they were."""
    from ._playback import active as _stage

    if _patches in config.stash:
        config.stash[_conductor].stop()
        config.stash[_patches].remove()
        if config.getini("flowroute_block_live"):
            _stage.unblock(BLOCKED)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Tell what is played, and whether Flowroute can be reached."""
    if config.get_verbosity() < 0:
        return None
    count = sum(len(files) for *_, files in os.walk(Path(__file__).with_name("cassettes")))
    live = "blocked" if config.getini("flowroute_block_live") else "not blocked in other tests"
    mode = config.getoption("flowroute_record")
    return f"flowroute: {count} scenarios, record={mode}, live requests {live}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Refuse markers that ask for what does not exist, before any test runs."""
    if hasattr(config, "workerinput"):
        return  # xdist would not tell the user; there each test fails in its set-up
    for item in items:
        config.stash[_conductor].check(item)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Expect no shared scenario to be played to its end of which a test is left out."""
    for item in items:
        item.config.stash[_conductor].left_out(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Play for this test from here on, whatever its fixtures do."""
    item.config.stash[_conductor].begin(item)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Let what a fixture of a wider scope goes on playing give way to a test's own scenario."""
    from ._playback import active as _stage

    before = _stage.all_playings()
    result = yield
    if fixturedef.scope != "function":
        request.config.stash[_conductor].widen(before)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Remember what follows, which tells whether a shared scenario ends here."""
    item.stash[_following] = nextitem
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that passed although Flowroute was asked for something else, or for less."""
    if call.excinfo is not None:
        from ._intercept.reports import without_libraries

        without_libraries(call.excinfo)
    report = yield
    conductor = item.config.stash[_conductor]
    conductor.ended(item, call.when, passed=report.passed)
    if call.when == "teardown":
        complaint = conductor.finish(item, item.stash.get(_following, None))
        if complaint is not None:
            report.outcome = "failed"
            report.longrepr = complaint
    return report


@pytest.fixture(scope="session")
def flowroute_cassette(pytestconfig: pytest.Config) -> FlowrouteCassette:
    """What Flowroute answers in this test, from a recorded scenario, and what it was asked.

    The scenario is that of ``@pytest.mark.flowroute_cassette("messages/send")``, or the
    default one. ``with flowroute_cassette("numbers/search"):`` plays another meanwhile.
    """
    from ._playback.facade import FlowrouteCassette

    return FlowrouteCassette(pytestconfig.stash[_conductor])


_following = pytest.StashKey["pytest.Item | None"]()
