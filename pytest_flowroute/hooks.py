"""The hooks, with the options and the marker. The rest is loaded when it is used."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ._base.plain_imports import PlainFinder
from .fixtures import PLAYBACK

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence


MODES = ("none", "once", "new", "all", "rewrite")
BLOCKED = "flowroute_block_live is on"

EXAMPLES = "pytest_flowroute._examples.runs"  # there if a test has Hypothesis, and a fixture

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
        "--flowroute-record-only",
        action="append",
        default=[],
        metavar="NAME",
        help="Record this scenario and no other; may be repeated. The only way to record one "
        "that has the name of a scenario of the package.",
    )
    group.addoption(
        "--flowroute-record-to",
        default="",
        metavar="URL",
        help="Record from this server instead of Flowroute, as http://127.0.0.1:8080; "
        "flowroute_sandbox is one that is started for you.",
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
    """Declare the marker, and block live requests."""
    config.addinivalue_line(
        "markers",
        "flowroute_cassette(name, *, fault=None, scope='function', **parameters): answer "
        "requests for Flowroute from this scenario, with these values for its parameters.",
    )
    with PlainFinder():  # also for what `live.begin` imports
        _begin(config)


def _begin(config: pytest.Config) -> None:
    from ._intercept import live
    from ._intercept.live.children import take_over
    from ._playback.session import PlaybackSession

    take_over()
    if config.getoption("flowroute_record") == "none":
        for name in ("only", "to"):
            if config.getoption(f"flowroute_record_{name}"):
                raise pytest.UsageError(
                    f"--flowroute-record-{name} is for recording: give --flowroute-record=once, "
                    "or another mode, as well"
                )
        config.stash[PLAYBACK] = PlaybackSession(lambda: None)
    else:
        from ._recording.options import session

        config.stash[PLAYBACK] = session(config)
    if config.getini("flowroute_block_live"):
        live.begin(BLOCKED)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove all patches."""
    from ._intercept import LIBRARIES, live

    if PLAYBACK in config.stash:
        config.stash[PLAYBACK].stop()
        if config.getini("flowroute_block_live"):
            live.end(BLOCKED)
        LIBRARIES.remove_unheld()


def pytest_report_header(config: pytest.Config) -> str | None:
    """Show the number of scenarios, the mode, and whether live requests are blocked."""
    if config.get_verbosity() < 0:
        return None
    count = sum(len(files) for *_, files in os.walk(Path(__file__).with_name("cassettes")))
    live = "blocked" if config.getini("flowroute_block_live") else "not blocked in other tests"
    mode = config.getoption("flowroute_record")
    return f"flowroute: {count} scenarios, record={mode}, live requests {live}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Refuse markers for scenarios, parameters or faults that do not exist, before any test."""
    if hasattr(config, "workerinput"):
        return  # xdist would not show the error; there each test fails in its set-up
    for item in items:
        config.stash[PLAYBACK].check(item)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Do not expect shared scenarios of deselected tests to be played completely."""
    for item in items:
        item.config.stash[PLAYBACK].deselect(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Start the playback for this test, before its fixtures."""
    from ._intercept import NETWORK

    NETWORK.repair()
    item.config.stash[PLAYBACK].begin(item)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Give a test's own scenario precedence over those that fixtures of wider scopes play."""
    from ._base import active
    from ._intercept import NETWORK

    before = active.entered()
    if getattr(fixturedef.func, "__module__", "").startswith("pytest_flowroute."):
        with PlainFinder():
            result = yield
    else:
        result = yield
    NETWORK.update()
    if fixturedef.scope != "function":
        request.config.stash[PLAYBACK].widen(before)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Patch libraries that were imported since, by fixtures or their modules."""
    __tracebackhide__ = True
    from ._intercept import LIBRARIES, NETWORK

    NETWORK.repair()
    NETWORK.update()
    LIBRARIES.update()
    if EXAMPLES in sys.modules:
        with sys.modules[EXAMPLES].EXAMPLES.checked():
            result = yield
    else:
        result = yield
    item.config.stash[PLAYBACK].called(item)
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Keep the next test, which shows whether a shared scenario ends with this one."""
    item.stash[_following] = nextitem
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that passed in spite of unexpected or missing requests."""
    if call.excinfo is not None:
        from ._intercept.reports import hide_library_frames

        hide_library_frames(call.excinfo)
    report = yield
    playback = item.config.stash[PLAYBACK]
    playback.ended(report, item)
    if call.when == "teardown":
        playback.finish(report, item, item.stash.get(_following, None))
    return report
