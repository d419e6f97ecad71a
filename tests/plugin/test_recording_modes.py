"""The modes of --flowroute-record, each with every way in which tests share a scenario."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from pytest_flowroute._base.layout import read

from .conftest import cassette

pytestmark = pytest.mark.once

MODES = ("once", "new", "all", "rewrite")
TO = "--flowroute-record-to=flowroute_sandbox"

API = "https://api.flowroute.com"


class Suite(Protocol):
    """Runs the suite with these options, and returns how it went."""

    def __call__(self, *options: str) -> pytest.RunResult: ...


APP = """
    import os, httpx
    def get(path):
        keys = os.environ["FR_ACCESS_KEY"], os.environ["FR_SECRET_KEY"]
        response = httpx.get(f"https://api.flowroute.com/v2/{path}", auth=keys, verify=False)
        assert response.status_code == 200
        return response.json()
"""
SUITE = {
    "test_class": """
        import pytest
        from app import get
        @pytest.mark.flowroute_cassette("own/class", scope="class")
        class TestIt:
            def test_1(self): get("numbers")
            def test_2(self): get("routes")
    """,
    "test_module": """
        import pytest
        from app import get
        pytestmark = pytest.mark.flowroute_cassette("own/module", scope="module")
        def test_1(): get("numbers")
        def test_2(): get("routes")
    """,
    "test_session_1": """
        import pytest
        from app import get
        pytestmark = pytest.mark.flowroute_cassette("own/session", scope="session")
        def test_it(): get("numbers")
    """,
    "test_session_2": """
        import pytest
        from app import get
        pytestmark = pytest.mark.flowroute_cassette("own/session", scope="session")
        def test_it(): get("routes")
    """,
    "test_shared_name": """
        import pytest
        from app import get
        pytestmark = pytest.mark.flowroute_cassette("own/shared")
        def test_1(): get("numbers"), get("routes")
        def test_2(): get("routes"), get("cnams")
        def test_3(): get("cnams")
    """,
    "test_block": """
        import pytest
        from app import get
        @pytest.mark.flowroute_cassette("own/whole")
        def test_1(flowroute_cassette):
            get("numbers")
            for _ in range(2):
                with flowroute_cassette("own/block"):
                    get("routes")
    """,
    "test_built_in": """
        import pytest
        from app import get
        @pytest.mark.flowroute_cassette("routes/edge-strategies")
        def test_1(): get("routes/edge_strategies")
        def test_2(flowroute_cassette): get("numbers?limit=200&offset=0")
    """,
}
TESTS = 12
RECORDED = {
    "block": ["/v2/routes"],
    "class": ["/v2/numbers", "/v2/routes"],
    "module": ["/v2/numbers", "/v2/routes"],
    "session": ["/v2/numbers", "/v2/routes"],
    "shared": ["/v2/numbers", "/v2/routes", "/v2/cnams"],
    "whole": ["/v2/numbers"],
}


@pytest.fixture
def tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A suite with every kind of sharing; returns where its recordings are."""
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    files = {name: textwrap.dedent(source) for name, source in {"app": APP, **SUITE}.items()}
    pytester.makepyfile(**files)
    return pytester.path / "cassettes" / "flowroute" / "own"


@pytest.fixture
def run(pytester: pytest.Pytester) -> Suite:
    """Runs the suite in this process."""

    def run(*options: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess("-p", "no:randomly", *options)

    return run


def recorded(folder: Path) -> dict[str, list[str]]:
    """The requests in each recording."""
    return {
        path.stem: [
            each.uri.removeprefix(API)
            for each in read(path.read_text(encoding="utf-8")).interactions
        ]
        for path in sorted(folder.glob("*"))
    }


def texts(folder: Path) -> dict[str, str]:
    """The text of each recording."""
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*")}


@pytest.mark.parametrize("mode", MODES)
def test_without_a_file_everything_is_recorded(mode: str, tests: Path, run: Suite) -> None:
    """In each mode tests of any scope, or with one name, record a file that plays for all.

    What tests with one name ask for alike is in it once. Scenarios of the package are played.
    """
    run(TO, f"--flowroute-record={mode}").assert_outcomes(passed=TESTS)
    assert recorded(tests) == RECORDED
    written = texts(tests)
    assert [name for name, text in written.items() if "partial: true" in text] == ["shared"]

    run(*(["--flowroute-record=once"] if mode == "once" else [])).assert_outcomes(passed=TESTS)
    assert texts(tests) == written


def test_without_a_file_none_records_nothing(tests: Path, run: Suite) -> None:
    """In mode `none` a scenario that does not exist is an error."""
    assert run().ret == pytest.ExitCode.USAGE_ERROR
    assert not tests.exists()


OLD = ["/v2/e911s", "/v2/numbers"]
"""What a file has: the one is not sent any more."""
KEPT = {
    "once": (OLD, OLD, {"failed": 1}),
    "new": ([*OLD, "/v2/routes"], OLD, {"passed": 1}),
    "all": ([*OLD, "/v2/routes"], OLD[:1], {"passed": 1}),
    "rewrite": (["/v2/numbers", "/v2/routes"], [], {"passed": 1}),
}
"""The requests in the file after a test that sends two, those recorded before, the outcomes."""


@pytest.fixture
def alone(tests: Path, pytester: pytest.Pytester) -> Path:
    """A suite with one test, and a recording of it; returns the file."""
    for path in pytester.path.glob("test_*.py"):
        path.unlink()
    pytester.makepyfile(
        """
        import pytest
        from app import get
        @pytest.mark.flowroute_cassette("own/it")
        def test_it(): get("numbers"), get("routes")
        """
    )
    tests.mkdir(parents=True)
    file = tests / "it.yaml"
    answers: list[Any] = [("GET", path, None, 200, {"data": [], "links": {}}) for path in OLD]
    file.write_text(cassette(*answers), encoding="utf-8")
    return file


@pytest.mark.parametrize("mode", KEPT)
def test_with_a_file(mode: str, alone: Path, run: Suite) -> None:
    """`once` plays it, `new` adds to it, `all` replaces what is sent again, `rewrite` the whole.

    What stays in the file although no test asks for it is named at the end of the run.
    """
    requests, old, outcomes = KEPT[mode]

    result = run(TO, f"--flowroute-record={mode}")
    result.assert_outcomes(**outcomes)

    assert recorded(alone.parent) == {"it": requests}
    interactions = read(alone.read_text(encoding="utf-8")).interactions
    empty = [each.uri for each in interactions if json.loads(each.response_body)["data"] == []]
    assert [uri.removeprefix(API) for uri in empty if not uri.endswith("routes")] == old
    left = ["*it.yaml: no test of this run asked for 1 of its 3 interactions", "    GET /v2/e911s"]
    if mode in {"new", "all"}:
        result.stdout.fnmatch_lines(left)
    else:
        result.stdout.no_fnmatch_line("*no test of this run asked*")


SELECTIONS = {
    "a test of a class": ("test_class.py::TestIt::test_2",),
    "a test of a module": ("test_module.py::test_2",),
    "a file of a session": ("test_session_2.py",),
    "-k": ("-k", "test_2", "test_class.py", "test_module.py", "test_session_2.py"),
    "a test of several with a name": ("test_shared_name.py::test_2",),
}


def test_a_part_of_the_tests_that_share(tests: Path, run: Suite) -> None:
    """Alone, a test plays its part of what is shared, and recorded again it loses nothing of it."""
    run(TO, "--flowroute-record=once").assert_outcomes(passed=TESTS)
    for selected in SELECTIONS.values():
        result = run(*selected)
        assert (result.ret, result.parseoutcomes().keys() - {"deselected"}) == (0, {"passed"})
    for mode in ("new", "all"):
        run(TO, f"--flowroute-record={mode}", *SELECTIONS["a test of a class"])
        assert {name: sorted(uris) for name, uris in recorded(tests).items()} == {
            name: sorted(uris) for name, uris in RECORDED.items()
        }
        run("test_class.py").assert_outcomes(passed=2)

    run(TO, "--flowroute-record=rewrite", *SELECTIONS["a test of a class"])
    assert recorded(tests)["class"] == ["/v2/routes"]


def test_the_last_failed(tests: Path, run: Suite, pytester: pytest.Pytester) -> None:
    """With --lf the tests that failed play their part, in a class, a module and a session."""
    run(TO, "--flowroute-record=once").assert_outcomes(passed=TESTS)
    broken = {
        path: path.read_text(encoding="utf-8")
        for name in ("class", "module", "session_2", "shared_name")
        for path in [pytester.path / f"test_{name}.py"]
    }
    for path, source in broken.items():
        path.write_text(source.replace('get("routes")', 'get("routes"), [][0]'), encoding="utf-8")
    run().assert_outcomes(passed=TESTS - 5, failed=5)
    for path, source in broken.items():
        path.write_text(source + "\n", encoding="utf-8")

    run("--lf").assert_outcomes(passed=5)


def test_with_xdist(
    tests: Path,
    run: Suite,
    pytester: pytest.Pytester,
    size: Callable[[int, int], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However tests are distributed, what they record is one file for each scenario, and plays."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    plugins = ("-p", "xdist.plugin", "-p", "pytest_flowroute.plugin")
    for distribution in ["load", "each", "loadscope", "worksteal"][: size(1, 4)]:
        result = pytester.runpytest_subprocess(
            *(*plugins, "-n", "2", "--dist", distribution),
            *(TO, "--flowroute-record=rewrite"),
        )
        result.assert_outcomes(passed=TESTS * (2 if distribution == "each" else 1))
        assert {name: sorted(uris) for name, uris in recorded(tests).items()} == {
            name: sorted(uris) for name, uris in RECORDED.items()
        }
        assert [path for path in tests.iterdir() if path.suffix != ".yaml"] == []
        result.stdout.no_fnmatch_line("*no test of this run asked*")
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")

    run().assert_outcomes(passed=TESTS)
