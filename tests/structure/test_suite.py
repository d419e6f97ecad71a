"""A run of the tests reports each test that it has collected."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFTEST = ROOT / "tests" / "conftest.py"
TWO = """
import pytest

@pytest.mark.parametrize("number", [1, 2])
def test_number(number):
    pass
"""
# As schemathesis makes its tests; xdist runs one of them.
SAME_ID = """
import pytest

def pytest_pycollect_makeitem(collector, name, obj):
    if name == "test_number":
        return [
            pytest.Function.from_parent(
                collector, name=f"{name}[{n}]", originalname=name, callobj=lambda: None
            )
            for n in (1, 2)
        ]
"""
DROPPED = """
import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    return True if "[2]" in item.nodeid else None
"""
OPTIONS = ("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:schemathesis")


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """Two tests, and the conftest.py of this suite."""
    pytester.makepyfile(TWO)
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    return pytester


def test_all_reported(suite: pytest.Pytester) -> None:
    """Where each test is reported, nothing is printed, and the status is 0."""
    result = suite.runpytest_inprocess(*OPTIONS)

    result.assert_outcomes(passed=2)
    assert result.ret == 0
    result.stdout.no_fnmatch_line("* collected, * reported")


def test_dropped(suite: pytest.Pytester) -> None:
    """Where a test is collected and never run, the run fails and names it."""
    suite.makepyfile(dropping=DROPPED)
    suite.syspathinsert()
    result = suite.runpytest_inprocess(*OPTIONS, "-p", "dropping")

    assert result.ret == 1
    result.stdout.fnmatch_lines(["not run: *::test_number[[]2]", "2 collected, 1 reported"])


def test_one_node_id(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two tests share a node id, a run with workers fails and names it."""
    suite.makepyfile(same_id=SAME_ID)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    options = ("-p", "xdist.plugin", "-n", "1", "--dist", "loadgroup", "-p", "same_id")
    result = suite.runpytest_subprocess(*OPTIONS, *options)

    assert result.ret == 1
    result.stdout.fnmatch_lines(["2 tests share: *::test_number", "2 collected, 1 reported"])


def test_a_run_that_was_stopped(suite: pytest.Pytester) -> None:
    """A run that ends at its first failure does not name what it has left out."""
    suite.makepyfile("def test_first(): assert False\ndef test_second(): pass")
    result = suite.runpytest_inprocess(*OPTIONS, "-x")

    assert result.ret == 1
    result.stdout.no_fnmatch_line("not run:*")


@pytest.mark.parametrize(("options", "size"), [([], 10), (["--full"], 100)])
def test_sizes(pytester: pytest.Pytester, options: list[str], size: int) -> None:
    """A test has the first of its sizes, or with --full the second, and the seed of --seed."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makepyfile(
        "import random\n"
        "def test_size(size, rng):\n"
        f"    assert size(10, 100) == {size}\n"
        "    assert rng.random() == random.Random(7).random()\n"
    )

    pytester.runpytest_inprocess(*OPTIONS, "--seed", "7", *options).assert_outcomes(passed=1)


def test_an_ignored_sigint(pytester: pytest.Pytester) -> None:
    """Where SIGINT is ignored, as under nohup, tests and the processes they start still take it."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makepyfile("""
        import _thread, pytest, signal, subprocess, sys, time

        def test_this_process():
            with pytest.raises(KeyboardInterrupt):
                _thread.interrupt_main()
                time.sleep(60)

        def test_child():
            code = "import signal; signal.raise_signal(signal.SIGINT)"
            assert subprocess.run([sys.executable, "-c", code]).returncode == -signal.SIGINT
    """)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pytester.runpytest_inprocess(*OPTIONS).assert_outcomes(passed=2)
    finally:
        signal.signal(signal.SIGINT, before)


def test_slow_tests_come_first(pytester: pytest.Pytester) -> None:
    """Tests that are marked `once` run before the others, which keep their order."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makeini("[pytest]\nmarkers = once: slow")
    pytester.makepyfile(
        "import pytest\n"
        "def test_a(): pass\n"
        "def test_b(): pass\n"
        "@pytest.mark.once\n"
        "def test_c(): pass\n"
    )

    result = pytester.runpytest_inprocess(*OPTIONS, "--collect-only", "-q")
    result.stdout.fnmatch_lines(["*::test_c", "*::test_a", "*::test_b"], consecutive=True)


def test_some_cases(pytester: pytest.Pytester) -> None:
    """With --cases, each test has so many of its cases, and each of its fixtures' kinds."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makepyfile(
        "import pytest\n"
        "@pytest.fixture(params=['sync', 'async'])\n"
        "def kind(request): return request.param\n"
        "@pytest.mark.parametrize('number', range(20))\n"
        "def test_number(number): pass\n"
        "@pytest.mark.parametrize('number', range(20))\n"
        "def test_kind(kind, number): pass\n"
        "def test_alone(): pass\n"
    )

    result = pytester.runpytest_inprocess(*OPTIONS, "--cases", "2", "-v")

    kinds = {case for line in result.outlines for case in re.findall(r"test_kind\[(\w+)-", line)}
    assert (result.parseoutcomes()["passed"] in {5, 6}, kinds) == (True, {"sync", "async"})
    assert result.ret == 0


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ([], 3),
        (["--full"], 20),
        (["--cases", "2"], 2),
        (["test_sampled_cases.py::test_number[7]"], 1),
    ],
)
def test_sampled_cases(pytester: pytest.Pytester, arguments: list[str], count: int) -> None:
    """Of a sampled test some cases run; with --full all, and one that is named."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makeini("[pytest]\nmarkers = sampled(count): some")
    pytester.makepyfile(
        "import pytest\n"
        "@pytest.mark.sampled(3)\n"
        "@pytest.mark.parametrize('number', range(20))\n"
        "def test_number(number): pass\n"
    )

    result = pytester.runpytest_inprocess(*OPTIONS, *arguments)
    assert (result.parseoutcomes()["passed"], result.ret) == (count, 0)


@pytest.mark.parametrize("arguments", [["--quick"], ["--full", "--"], ["tests/none"]])
def test_usage(arguments: list[str]) -> None:
    """scripts/test.sh refuses an unknown option and a path that is not there."""
    command = [ROOT / "scripts" / "test.sh", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout) == (2, "")
    usage = "usage: scripts/test.sh [--fast] [--fresh] [--full] [PATH...]"
    assert result.stderr.splitlines()[-1] == usage
