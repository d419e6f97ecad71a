"""`benchmarks/peers.py` compares what is installed: here ours, as no test needs the others."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from structure.tree import ROOT

TIME = r"[\d,.]+ (µs|ms)"
FIGURES = rf"\| flowroute-ext \S+, httpx2 \| httpx2 \| {TIME} \| {TIME} \| {TIME} \| {TIME} \|"
START = rf"\| flowroute-ext \S+, httpx2 \| httpx2 \| {TIME} \| {TIME} \| \d+ MiB \|"


def compare(*options: str) -> subprocess.CompletedProcess[str]:
    """What the program prints."""
    command = [sys.executable, "benchmarks/peers.py", "--rounds", "1", "--calls", "1", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.once
def test_a_row_has_every_figure_of_an_sdk() -> None:
    """The tables have the times of each kind of work, of the start, and the memory."""
    done = compare("--only", "flowroute-ext, httpx2")

    rows = [line for line in done.stdout.splitlines() if line.startswith("| flowroute-ext")]
    assert (done.returncode, done.stderr) == (0, "")
    assert [
        bool(re.fullmatch(want, row))
        for want, row in zip((FIGURES, FIGURES, START), rows, strict=True)
    ] == [True] * 3


@pytest.mark.once
def test_a_name_of_none_is_refused() -> None:
    """A name that is none of an SDK is an error that lists them."""
    done = compare("--only", "flowroot")

    assert (done.returncode, done.stdout) == (2, "")
    assert "flowroute-ext, httpx2" in done.stderr
