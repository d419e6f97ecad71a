"""Loading the plugin: its cost, its names, its patches, and other plugins beside it."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap

import pytest

from pytest_flowroute import plugin

from .conftest import Run

pytestmark = pytest.mark.once

FIXTURE = type(plugin.flowroute_cassette)

PLAYS = """
    import httpx, pytest
    @pytest.mark.flowroute_cassette("messages/send")
    @pytest.mark.parametrize("number", range(12))
    def test_it(number, flowroute_cassette):
        sms = {"to": "12065550142", "from": "12065550100", "body": str(number)}
        assert httpx.post("https://api.flowroute.com/v2.1/messages", json=sms).status_code == 202
        assert flowroute_cassette.play_count == 1
"""


def test_loading_it_loads_the_standard_library_and_pytest_only() -> None:
    """The entry point costs a few milliseconds, and no package but pytest's own."""
    code = (
        "import pytest, sys; before = set(sys.modules); import pytest_flowroute.plugin;"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(new - sys.stdlib_module_names))"
    )
    done = subprocess.run(  # its output is the proof
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "['pytest_flowroute']"


def test_a_session_without_its_fixtures_loads_the_block_of_live_requests_only(
    suite_in_new_python: Run,
) -> None:
    """Nor does it load the SDK, the sandbox, or what a test with a fixture of ours needs."""
    result = suite_in_new_python(
        """
    import sys
    import pytest
    @pytest.fixture(scope="module")
    def own(): ...
    def test_it(own):
        names = [name for name in sys.modules if "flowroute" in name or name == "yaml"]
        assert sorted(names) == [
            "pytest_flowroute",
            "pytest_flowroute._base",
            "pytest_flowroute._base.active",
            "pytest_flowroute._base.blocking",
            "pytest_flowroute._base.hosts",
            "pytest_flowroute._base.plain_imports",
            "pytest_flowroute._intercept",
            "pytest_flowroute._intercept.live",
            "pytest_flowroute._intercept.live.addresses",
            "pytest_flowroute._intercept.live.children",
            "pytest_flowroute._intercept.live.network_guard",
            "pytest_flowroute._intercept.live.report",
            "pytest_flowroute._intercept.live.sent_hosts",
            "pytest_flowroute._intercept.method_patch",
            "pytest_flowroute._intercept.patches",
            "pytest_flowroute._playback",
            "pytest_flowroute._playback.session",
            "pytest_flowroute.fixtures",
            "pytest_flowroute.hooks",
            "pytest_flowroute.plugin",
        ]
    """
    )
    result.assert_outcomes(passed=1)


class NameCollector:
    """Replaces pytest's parser, and keeps the names that a plugin registers."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def getgroup(self, name: str, description: str) -> NameCollector:
        self.names.append(name)
        return self

    def addoption(self, *names: str, **settings: object) -> None:
        self.names += names

    def addini(self, name: str, *args: object, **settings: object) -> None:
        self.names.append(name)


def test_every_name_has_the_prefix(request: pytest.FixtureRequest) -> None:
    """Options, ini keys, markers and fixtures cannot clash with those of another plugin."""
    collected = NameCollector()
    plugin.pytest_addoption(collected)
    collected.names += [
        line.partition("(")[0] for line in request.config.getini("markers") if "flowroute" in line
    ]
    collected.names += [name for name, value in vars(plugin).items() if isinstance(value, FIXTURE)]
    assert {"--flowroute-record", "flowroute_block_live", "flowroute_cassette"} <= {
        *collected.names
    }
    assert {"flowroute_webhook", "flowroute_sandbox"} <= {*collected.names}
    prefix = re.compile("(--|async_)?flowroute")
    assert [name for name in collected.names if not prefix.match(name)] == []


def test_the_header(suite: Run) -> None:
    """It shows the number of scenarios, the mode and the block of live requests; not with -q."""
    result = suite("def test_it(): ...")
    result.stdout.fnmatch_lines(["flowroute: * scenarios, record=none, live requests blocked"])
    suite("def test_it(): ...", "-q").stdout.no_fnmatch_line("flowroute:*")


def test_the_marker_is_declared(suite: Run) -> None:
    """`--strict-markers` accepts it, and `--markers` lists its arguments."""
    result = suite(PLAYS, "--strict-markers", "--strict-config")
    result.assert_outcomes(passed=12)
    suite("", "--markers").stdout.fnmatch_lines(["@pytest.mark.flowroute_cassette(name, [*]*"])


def test_it_can_be_disabled(suite_in_new_python: Run) -> None:
    """With `-p no:flowroute` nothing of it is loaded."""
    result = suite_in_new_python(
        """
    import sys
    def test_it():
        assert not [name for name in sys.modules if name.startswith("pytest_flowroute")]
    """,
        "-p",
        "no:flowroute",
    )
    result.assert_outcomes(passed=1)


def test_xdist(suite_in_new_python: Run) -> None:
    """Each worker plays its own tests."""
    suite_in_new_python(PLAYS, "-p", "xdist.plugin", "-n", "2").assert_outcomes(passed=12)


def test_all_plugins_of_this_environment_at_once(pytester: pytest.Pytester) -> None:
    """Loaded by its entry point, beside xdist, pytest-randomly and whatever else there is.

    What it loads is as Python has compiled it, and pytest has rewritten no assertions in it.
    """
    loaded = """
    @pytest.mark.flowroute_cassette("messages/send")
    def test_what_is_loaded(flowroute_cassette):
        import sys
        test_it(0, flowroute_cassette)
        for name in "_playback.session", "_playback.player", "_intercept.live.network_guard":
            loader = sys.modules[f"pytest_flowroute.{name}"].__loader__
            assert type(loader).__name__ == "SourceFileLoader"
    """
    pytester.makepyfile(textwrap.dedent(PLAYS + loaded))
    # schemathesis takes seconds to load, in each process.
    options = ("-p", "no:schemathesis", "-n", "1")
    pytester.runpytest_subprocess(*options).assert_outcomes(passed=13)


def test_a_usage_error_reaches_the_user_through_xdist(suite_in_new_python: Run) -> None:
    """A wrong marker is reported with workers as well."""
    result = suite_in_new_python(
        PLAYS.replace("messages/send", "messages/sned"), "-p", "xdist.plugin", "-n", "2"
    )
    assert result.ret != 0
    both = result.stdout.str() + result.stderr.str()
    assert "did you mean 'messages/send'" in both


def test_without_vcrpy_it_plays(suite_in_new_python: Run) -> None:
    """Replay needs no vcrpy, and recording says which extra has it."""
    without = """
    import sys
    sys.modules["vcr"] = None
    """
    suite_in_new_python(without + PLAYS).assert_outcomes(passed=12)
    result = suite_in_new_python(
        without + PLAYS.replace("messages/send", "own/thing"), "--flowroute-record=once"
    )
    result.assert_outcomes(errors=12)
    result.stdout.fnmatch_lines(['*pip install "flowroute-ext*record*'])


def test_missing_keys_are_set_for_a_test_that_plays(
    suite: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment has keys while a cassette plays; existing ones are kept."""
    monkeypatch.delenv("FR_ACCESS_KEY", raising=False)
    monkeypatch.setenv("FR_SECRET_KEY", "mine")
    suite(
        """
        import os
        from flowroute_ext import Flowroute

        def keys():
            return os.environ.get("FR_ACCESS_KEY"), os.environ["FR_SECRET_KEY"]

        def test_before():
            assert keys() == (None, "mine")

        def test_playing(flowroute_cassette):
            with Flowroute() as flowroute:
                flowroute.messages.send(to="12065550142", from_="12065550100", body="Hello")
            assert keys() == ("cassette", "mine")

        def test_after():
            assert keys() == (None, "mine")
        """
    ).assert_outcomes(passed=3)


def test_a_base_url_is_ignored_by_a_test_that_plays(
    suite: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The application reaches the cassette, and not the sandbox that the environment is set for."""
    monkeypatch.setenv("FR_BASE_URL", "http://127.0.0.1:9")
    suite(
        """
        import os
        from flowroute_ext import Flowroute

        early = Flowroute("key", "secret")

        def send(flowroute=None):
            with flowroute or Flowroute("key", "secret") as flowroute:
                flowroute.messages.send(to="12065550142", from_="12065550100", body="Hello")

        def test_before():
            assert os.environ["FR_BASE_URL"] == "http://127.0.0.1:9"

        def test_playing(flowroute_cassette):
            send()
            assert flowroute_cassette.play_count == 1

        def test_a_client_from_before(flowroute_cassette):
            send(early)
            assert flowroute_cassette.play_count == 1

        def test_that_sets_its_own(flowroute_cassette, monkeypatch):
            monkeypatch.setenv("FR_BASE_URL", "https://api.flowroute.com")
            send()
            assert flowroute_cassette.play_count == 1

        def test_after():
            assert os.environ["FR_BASE_URL"] == "http://127.0.0.1:9"
        """
    ).assert_outcomes(passed=5)
