"""Processes that apply a fleet, and are killed as a power cut does it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from forked.python import Python
from sandbox_serving.served import Served

from fleet.texts import SUPPORT
from flowroute_ext import Flowroute, fleet
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY

ROOT = Path(__file__).parents[2]
PATHS = [str(ROOT), str(ROOT / "generated"), str(ROOT / "tests")]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0)
    yield served
    served.clean_up()


def applying(path: Path, url: str) -> subprocess.Popen[str]:
    keys = {"FR_ACCESS_KEY": ACCESS_KEY, "FR_SECRET_KEY": SECRET_KEY, "FR_BASE_URL": url}
    return Python(
        *("-m", "fleet.killed", path),
        env=os.environ | keys | {"PYTHONPATH": os.pathsep.join(PATHS)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def killed_at(process: subprocess.Popen[str], moment: int) -> bool:
    """Kill the process at its *moment*; False where it is done before."""
    assert process.stdin
    assert process.stdout
    with process:
        for _ in range(moment):
            if process.stdout.readline() in ("DONE\n", ""):
                return False
            process.stdin.write("\n")
            process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
    return True


@pytest.mark.once
def test_kill_9(served: Served, tmp_path: Path, size: Callable[[int, int], int]) -> None:
    """After two processes that were killed a third one ends, and each thing is there once."""
    for moment in range(7, size(8, 12)):
        served.json("POST", "/_sandbox/reset")
        path = tmp_path / f"{moment}.toml"
        path.write_text(SUPPORT, "utf-8")
        assert killed_at(applying(path, served.url), moment)
        killed_at(applying(path, served.url), 2)
        assert not killed_at(applying(path, served.url), 1000)

        with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=served.url) as flowroute:
            numbers = flowroute.numbers.list().to_list()
            assert sorted(number.alias or "" for number in numbers) == ["Support 1", "Support 2"]
            routes = [route.alias for route in flowroute.routes.list()]
            assert routes == ["sip-reg", "office", "backup"]
            assert [record.label for record in flowroute.e911s.list()] == ["seattle"]
            assert fleet.plan(flowroute, fleet.read(path)).is_done
