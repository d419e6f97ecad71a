"""What each plugin adds to a session of pytest that does not use it; a part of plugin.py.

usage: python benchmarks/_loading.py [--rounds N] [--instructions]

Each session is a fork of this process, which has imported all of pytest, so that what is measured
is the plugin. A round has one session of each side, right after each other; the lowest times, the
lower quarters and the median of the differences are shown, as single sessions differ by more than a
plugin costs. With --instructions they are counted by valgrind instead, the same in every run.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import pytest

SIDES = {"pytest": "", "this plugin": "flowroute", "pytest-recording": "recording"}
"""The names of the entry points."""
IMPORTED_LATE = ("faulthandler", "junitxml", "threadexception", "unraisableexception")


def options(known: set[str], name: str) -> list[str]:
    """Return the options of a session with this one of the known plugins."""
    others = [part for other in sorted(known - {name}) for part in ("-p", f"no:{other}")]
    return ["-q", "-p", "no:cacheprovider", *others]


def forked(arguments: list[str]) -> float:
    """Return how many milliseconds of CPU a session takes in a fork."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        started = time.process_time()
        failed = pytest.main(arguments)
        ended = time.process_time()
        os.write(writing, b"failed" if failed else repr((ended - started) * 1000).encode())
        os._exit(0)
    os.close(writing)
    took = float(os.read(reading, 100))
    os.close(reading)
    os.waitpid(child, 0)
    return took


def instructions(arguments: list[str]) -> int:
    """Return how many instructions a process with a session takes."""
    command = [sys.executable, "-m", "pytest", *arguments]
    subprocess.run(command, check=True, capture_output=True)  # compiles what it imports
    count = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=count"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [*count, *command], check=True, capture_output=True, text=True, env=environment
    )
    return int(re.findall(r"I +refs: +([\d,]+)", done.stderr)[0].replace(",", ""))


def show_times(sides: dict[str, list[str]], rounds: int) -> None:
    for module in IMPORTED_LATE:
        import_module(f"_pytest.{module}")
    for arguments in sides.values():
        forked(arguments)
    times: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(rounds):
        for side, arguments in sides.items():
            times[side].append(forked(arguments))
    bare = times.pop("pytest")
    print(f"loading it, ms of CPU over {min(bare):.0f} without, {rounds} forks of each")
    print(f"{'':>18}{'lowest':>10}{'quarter':>10}{'median':>10}")
    for side, loaded in times.items():
        quarter = statistics.quantiles(loaded)[0] - statistics.quantiles(bare)[0]
        median = statistics.median(map(float.__sub__, loaded, bare))
        print(f"{side:>18}{min(loaded) - min(bare):10.1f}{quarter:10.1f}{median:10.1f}")


def show_instructions(sides: dict[str, list[str]]) -> None:
    counts = {side: instructions(arguments) for side, arguments in sides.items()}
    bare = counts.pop("pytest")
    print(f"loading it, millions of instructions over {bare / 1e6:.0f} without")
    for side, count in counts.items():
        print(f"{side:>18}{(count - bare) / 1e6:10.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--instructions", action="store_true")
    chosen = parser.parse_args()
    known = {plugin.name for plugin in entry_points(group="pytest11")}
    sides = {
        side: options(known, name) for side, name in SIDES.items() if not name or name in known
    }
    # Users run what is compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("test_it.py").write_text("def test_it(): ...\n")
        if chosen.instructions:
            show_instructions(sides)
        else:
            show_times(sides, chosen.rounds)
        os.chdir("/")


if __name__ == "__main__":
    main()
