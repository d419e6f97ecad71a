"""What the pytest plugin costs beside vcrpy with pytest-recording, and cassetter, in one run.

usage: python benchmarks/plugin.py [--rounds N]

All times are CPU time. In every round each side takes its turn, and the best round of each
counts, so that a busy machine slows all of them alike. What is not installed is left out.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from pytest_flowroute._base import active
from pytest_flowroute._intercept import held
from pytest_flowroute._playback.cassettes import Library, load
from pytest_flowroute._playback.player import Player

API = "https://api.flowroute.com"
SIZES = (1, 100, 1000)
TESTS = 200
Play = Callable[[Path], Any]


def document(number: int) -> str:
    """A number's document, of the size that Flowroute's are."""
    value = str(12065550000 + number)
    attributes = {"value": value, "alias": "Front desk", "rate_center": "seattle", "state": "wa"}
    related = {"data": {"type": "route", "id": str(number)}}
    data = {
        "type": "number",
        "id": value,
        "attributes": attributes,
        "relationships": {"primary_route": related, "failover_route": related},
        "links": {"self": f"{API}/v2/numbers/{value}"},
    }
    return json.dumps({"data": data, "included": [data]}, indent=2)


def write(path: Path, size: int) -> list[str]:
    """Write a cassette of *size* interactions; return its URLs."""
    urls = [f"{API}/v2/numbers/{12065550000 + number}" for number in range(size)]
    interactions = [
        {
            "request": {"method": "GET", "uri": url, "body": None, "headers": {}},
            "response": {
                "status": {"code": 200, "message": "OK"},
                "headers": {"content-type": ["application/vnd.api+json"]},
                "body": {"string": document(number)},
            },
        }
        for number, url in enumerate(urls)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump({"version": 1, "interactions": interactions}))
    return urls


@contextmanager
def ours(path: Path) -> Iterator[None]:
    player = Player(load(path, "numbers"))
    before = active.enter(player)
    yield
    active.leave(player, before)


def with_vcrpy(path: Path) -> Any:
    import vcr

    return vcr.use_cassette(str(path), record_mode="none")


def with_cassetter(path: Path) -> Any:
    cassetter: Any = importlib.import_module("cassetter")
    return cassetter.use_cassette(path, record_mode="none")


def installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def replay(path: Path, urls: list[str], play: Play) -> tuple[float, float]:
    """Seconds to open a cassette, and seconds a request once it is open."""
    with httpx.Client(verify=False) as client:
        gc.collect()
        started = time.process_time()
        with play(path):
            client.get(urls[0])
            opened = time.process_time()
            repeats = urls[1:] or urls[:0]
            for url in repeats:
                client.get(url)
            ended = time.process_time()
    return opened - started, (ended - opened) / max(1, len(repeats))


def one(path: Path, url: str, play: Play) -> float:
    """Seconds to open a cassette of one interaction and play it."""
    with httpx.Client(verify=False) as client:
        started = time.process_time()
        for _ in range(50):
            with play(path):
                client.get(url)
        return (time.process_time() - started) / 50


def replays(rounds: int) -> None:
    sides: dict[str, Play] = {"this plugin": ours}
    if installed("vcr"):
        sides["vcrpy"] = with_vcrpy
    if installed("cassetter"):
        sides["cassetter"] = with_cassetter
    print("replay, milliseconds of CPU a request (httpx, in recorded order)")
    print(f"{'interactions':>14}" + "".join(f"{side:>14}" for side in sides))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "numbers.yaml"
            urls = write(path, size)
            best = dict.fromkeys(sides, float("inf"))
            opened = dict.fromkeys(sides, float("inf"))
            for _ in range(max(2, rounds if size < 1000 else rounds // 2)):
                for side, play in sides.items():
                    if size == 1:
                        took, opens = one(path, urls[0], play), 0.0
                    else:
                        opens, took = replay(path, urls, play)
                    best[side] = min(best[side], took)
                    opened[side] = min(opened[side], opens)
        show(str(size), best, 1000)
        if size > 1:
            show("opening it", opened, 1000)


def show(name: str, best: dict[str, float], factor: float) -> None:
    print(f"{name:>14}" + "".join(f"{value * factor:14.3f}" for value in best.values()))
    own = best["this plugin"]
    others = [f"{own / value:.2f} of {side}" for side, value in best.items() if value != own]
    print(f"{'':>14}{'; '.join(others):>{14 * len(best)}}")


SUITE = """
    import httpx, pytest
    URLS = {urls}
    @pytest.fixture(scope="session")
    def client():
        with httpx.Client(verify=False) as client:
            yield client
    {marker}
    @pytest.mark.parametrize("number", range({tests}))
    def test_it(number, client{fixture}):
        for url in URLS:
            {call}
"""


def cpu(folder: Path, *options: str) -> float:
    """Seconds of CPU that a run of pytest takes, without the plugins that are installed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    # Users run what is compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def suites(rounds: int) -> None:
    print(f"\na suite of {TESTS} tests with 3 interactions each, ms of CPU a test over a no-op one")
    sides = {
        "no-op": ("", "", "pass", ()),
        "this plugin": (
            '@pytest.mark.flowroute_cassette("numbers")',
            "",
            "client.get(url)",
            ("-p", "pytest_flowroute.plugin"),
        ),
    }
    if installed("pytest_recording"):
        sides["pytest-recording"] = (
            '@pytest.mark.default_cassette("numbers.yaml")\n    @pytest.mark.vcr',
            "",
            "client.get(url)",
            ("-p", "pytest_recording.plugin"),
        )
    if installed("cassetter"):
        sides["cassetter"] = (
            '@pytest.mark.vcr("numbers.yaml")',
            "",
            "client.get(url)",
            ("-p", "cassetter.pytest_plugin"),
        )
    best = dict.fromkeys(sides, float("inf"))
    with tempfile.TemporaryDirectory() as temporary:
        for side, (marker, fixture, call, _) in sides.items():
            folder = Path(temporary) / side
            for place in ("flowroute/numbers", "test_it/numbers", "numbers"):
                urls = write(folder / "cassettes" / f"{place}.yaml", 3)
            source = SUITE.format(urls=urls, marker=marker, fixture=fixture, call=call, tests=TESTS)
            (folder / "test_it.py").write_text(textwrap.dedent(source))
        for _ in range(rounds):
            for side, (*_, options) in sides.items():
                best[side] = min(best[side], cpu(Path(temporary) / side, *options))
    base = best.pop("no-op")
    over = {side: (value - base) / TESTS for side, value in best.items()}
    print(f"{'':>14}" + "".join(f"{side:>18}" for side in over))
    print(f"{'':>14}" + "".join(f"{value * 1000:18.2f}" for value in over.values()))
    for side, value in over.items():
        if side != "this plugin":
            print(f"{'':>14}{over['this plugin'] / value:.2f} of {side}")


def start(rounds: int) -> None:
    """Print what each plugin adds to a session that does not use it."""
    print(flush=True)
    loading = Path(__file__).with_name("_loading.py")
    subprocess.run([sys.executable, loading, "--rounds", str(rounds * 12)], check=True)


def pack() -> None:
    library = Library()
    names = library.names()
    gc.collect()
    started = time.process_time()
    for name in names:
        library.get(name)
    took = time.process_time() - started
    count = sum(len(library.get(name).interactions) for name in names)
    print(
        f"\nthe pack: {len(names)} scenarios, {count} interactions parsed in {took * 1000:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    pack()
    with held(answering=True):
        replays(rounds)
    suites(rounds)
    start(rounds)


if __name__ == "__main__":
    main()
