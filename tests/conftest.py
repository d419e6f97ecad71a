"""What holds for every test: sizes, seeds, and that each one collected is reported."""

from __future__ import annotations

import gc
import os
import random
import signal
import ssl
import subprocess
import sys
import tempfile
import venv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import certifi
import pytest
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"

# A busy machine is no failure: pytest-timeout bounds a test, hypothesis does not.
settings.register_profile("usual", deadline=None, max_examples=50)
settings.register_profile("few", deadline=None, max_examples=20)
settings.register_profile("full", deadline=None, max_examples=1000)
settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that decide how much a test does."""
    group = parser.getgroup("flowroute-ext")
    group.addoption("--full", action="store_true", help="run the large tests at their full size")
    group.addoption(
        "--alternate",
        action="store_true",
        help="run each case of a client's test with one HTTP library, by chance; "
        "the same case of the other client's with the other library",
    )
    group.addoption(
        "--cases",
        type=int,
        metavar="N",
        help="run N cases of a test, others on each version of Python; each of its fixtures' kinds",
    )
    group.addoption("--seed", type=int, help="the seed that a failed test has printed")


@pytest.fixture
def size(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """Return the first of two sizes; with --full, the second."""
    full = pytestconfig.getoption("full")
    return lambda usual, full_size: full_size if full else usual


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Return a random generator whose seed a failure prints; --seed repeats it."""
    seed = request.config.getoption("seed")
    if seed is None:
        seed = random.randrange(2**32)
    request.node.add_report_section("setup", "seed", f"--seed {seed}")
    return random.Random(seed)


def pytest_configure(config: pytest.Config) -> None:
    """Have this process and its children take Ctrl-C; count tests, but not in workers."""
    if config.option.full:
        settings.load_profile("full")
    trust_one_certificate(config)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A child inherits an ignored signal (nohup, `&` in a script), and no handler.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        config.pluginmanager.register(ReportCheck())


def trust_one_certificate(config: pytest.Config) -> None:
    """Trust one authority, here and in children: reading all of them takes 20 ms for each client.

    What `installed` does needs all: those of the file that `ALL_CERTIFICATES` names.
    """
    if "ALL_CERTIFICATES" in os.environ:
        return  # This process is a test's.
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["ALL_CERTIFICATES"] = before or ssl.get_default_verify_paths().openssl_cafile
    _, begin, rest = (
        Path(certifi.where()).read_text("ascii").partition("-----BEGIN CERTIFICATE-----")
    )
    end = "-----END CERTIFICATE-----\n"
    with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as file:
        file.write(begin + rest[: rest.index(end)] + end)
    os.environ["SSL_CERT_FILE"] = file.name
    config.add_cleanup(Path(file.name).unlink)


@pytest.fixture(scope="session")
def installed() -> Callable[[Path, str], Path]:
    """Makes a virtual environment without pip, with a package and what it needs."""

    def install(folder: Path, requirement: str) -> Path:
        venv.create(folder, symlinks=True)
        python = folder / "bin" / "python"
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-compile"]
        trusting = os.environ | {"SSL_CERT_FILE": os.environ["ALL_CERTIFICATES"]}
        subprocess.run([*pip, "-c", CONSTRAINTS, requirement], check=True, env=trusting)
        return python

    return install


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Start with the slow tests, so that no worker is left alone with one at the end.

    Leave out the other cases of a test that is marked as `sampled`, and with --cases of each test.
    """
    functions = defaultdict(list)
    for item in items:
        functions[item.nodeid.partition("[")[0]].append(item)
    kept = {item for cases in functions.values() for item in some(cases, count_of(cases, config))}
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]
    items.sort(key=lambda item: item.get_closest_marker("once") is None)


def count_of(cases: Sequence[pytest.Item], config: pytest.Config) -> int:
    """Return how many cases of a function are run: all with --full, and where one is named."""
    counts = [len(cases)]
    if config.option.cases is not None:
        counts.append(config.option.cases)
    if not config.option.full and not any("[" in argument for argument in config.args):
        counts += [mark.args[0] for mark in cases[0].iter_markers("sampled")]
    return min(counts)


def some(cases: Sequence[pytest.Item], count: int) -> list[pytest.Item]:
    """Return so many cases of a function, and more until each kind of a fixture is among them."""
    if len(cases) <= count:
        return list(cases)
    version = "{}.{}".format(*sys.version_info)
    chosen, seen = [], set()
    for case in sorted(cases, key=lambda item: crc32(f"{version} {item.nodeid}".encode())):
        kinds = set(kinds_of(case))
        if len(chosen) < count or kinds - seen:
            chosen.append(case)
            seen |= kinds
    return chosen


def kinds_of(case: pytest.Item) -> Iterable[tuple[str, int]]:
    """Return which parameter it has of each fixture: the HTTP library, sync or async, a store."""
    own = {name for mark in case.iter_markers("parametrize") for name in argument_names(mark)}
    callspec = getattr(case, "callspec", None)
    indices = {} if callspec is None else callspec.indices
    return ((name, index) for name, index in indices.items() if name not in own)


def argument_names(mark: pytest.Mark) -> list[str]:
    """Return the names of a mark `parametrize`."""
    names = mark.args[0] if mark.args else mark.kwargs["argnames"]
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)


class ByFunction(LoadGroupScheduling):
    """Gives a worker all cases of a function: with a unit for each, most time is bookkeeping."""

    def _split_scope(self, nodeid: str) -> str:
        return super()._split_scope(nodeid).partition("[")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFunction | None:
    """Return the scheduler of `--dist loadgroup`."""
    return ByFunction(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """Keep what has been collected out of garbage collection: tests, and pytester, ask for it."""
    gc.freeze()


class ReportCheck:
    """Fails a run that has collected a test and not reported it, or two under one node id."""

    def __init__(self) -> None:
        self.collected: Counter[str] = Counter()
        self.reported: set[str] = set()
        self.faults: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take the node ids of a run in this process; with workers there are none here."""
        self.take(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        """Take the node ids of a worker; xdist sees to it that all collect the same."""
        self.take(ids)

    def take(self, ids: Iterable[str]) -> None:
        """Note what has been collected, once."""
        self.collected = self.collected or Counter(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what has been reported, whatever its outcome."""
        self.reported.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Compare both, unless the run was stopped before its end."""
        finished = exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
        if not finished or session.shouldstop or session.shouldfail:
            return
        self.faults = [f"{n} tests share: {name}" for name, n in self.collected.items() if n > 1]
        self.faults += [f"not run: {name}" for name in self.collected if name not in self.reported]
        if self.faults:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print what is missing, and both numbers."""
        if self.faults:
            terminalreporter.section("tests that were collected and not reported")
            for fault in self.faults:
                terminalreporter.line(fault)
            total, reported = self.collected.total(), len(self.reported)
            terminalreporter.line(f"{total} collected, {reported} reported")
