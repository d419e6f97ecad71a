"""What flowroute_ext takes beside other SDKs, and beside HTTP libraries: prints Markdown tables.

usage: python benchmarks/peers.py [--rounds N] [--calls N] [--only NAME]...

`pip install ".[bench,fast,httpx2]"` installs what is compared: twilio, telnyx, vonage, plivo,
stripe and openai; the libraries come with them. Each does the same work against one HTTPS server on
the loopback: a GET of one number, a POST of one text, 200 rows to values, and the GET by a hundred
tasks that share a client. Where an API has no numbers, it is customers and files, created, or a
completion. Each SDK runs in a process of its own, once in each round, with its default settings
except for the URL; the server is another process. CPU is that of the SDK's process, with all of its
threads. Figures are medians of rounds; a ratio is one to httpx alone, in the same round.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from _peers.measuring import PEERS, TASKS
from _peers.sdks import OURS

HERE = Path(__file__).parent
BASE = "httpx, alone"
WORK = {"get": "one GET", "post": "one POST", "page": "200 rows", "tasks": f"{TASKS} tasks, a GET"}
Rounds = dict[str, list[dict[str, Any]]]
"""By SDK, what its process has found in each round."""


@contextmanager
def serving() -> Iterator[tuple[str, dict[str, str]]]:
    """The server's URL while it runs, and the environment for who is to trust it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        # No proxy, and no account; what is imported is compiled, as it is after an installation.
        if not name.lower().endswith("_proxy") and name not in ("PYTHONDONTWRITEBYTECODE",)
    }
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "_peers.server", folder]
        with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                port = int(process.stdout.readline())
                trusted = dict.fromkeys(
                    ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), f"{folder}/authority.pem"
                )
                yield f"https://127.0.0.1:{port}", kept | trusted
            finally:
                process.terminate()


def run(name: str, url: str, environment: dict[str, str], calls: int, limit: int) -> Any:
    """What the process of one SDK finds, or why it finds nothing."""
    peer = PEERS[name]
    command = [sys.executable, "-m", "_peers.worker", name, url, str(calls), peer.statement]
    try:
        done = subprocess.run(
            [*command, *peer.hidden],
            cwd=HERE,
            env=environment,
            timeout=limit,
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"not done in {limit} s"}
    # pyreqwest may crash after all is done, when its process ends.
    if done.stdout:
        return json.loads(done.stdout)
    return {"failed": done.stderr.strip().splitlines()[-1][:200]}


def rounds_of(names: Sequence[str], rounds: int, calls: int, limit: int) -> Rounds:
    """Every SDK, once in each round."""
    found: Rounds = {name: [] for name in names}
    with serving() as (url, environment):
        for number in range(rounds):
            for name in names:
                if sys.stderr.isatty():
                    print(f"{number + 1} of {rounds}: {name:<30}", end="\r", file=sys.stderr)
                found[name].append(run(name, url, environment, calls, limit))
    return found


def shown(figure: float) -> str:
    """Microseconds, in a unit that suits them."""
    return f"{figure:,.0f} µs" if figure < 10_000 else f"{figure / 1000:,.0f} ms"


def cell(rows: Rounds, name: str, what: str, clock: int) -> str:
    """The median of one figure, with its ratio to that of httpx alone; or why there is none."""
    found = [each.get(what) for each in rows[name]]
    failures = [each for each in found if isinstance(each, str)]
    figures = [each[clock] for each in found if isinstance(each, list)]
    if not figures:
        return failures[0] if failures else "—"
    text = shown(statistics.median(figures))
    ratios = [
        one[what][clock] / base[what][clock]
        for one, base in zip(rows[name], rows.get(BASE, ()), strict=False)
        if isinstance(one.get(what), list) and isinstance(base.get(what), list)
    ]
    return f"{text}, {statistics.median(ratios):.2f}×" if ratios else text


def title(rows: Rounds, name: str) -> str:
    """An SDK with its version and the HTTP library, as the first cells of its row."""
    versions = [each["version"] for each in rows[name] if "version" in each]
    words = name.partition(", ")
    version = versions[0] if versions else importlib.metadata.version(PEERS[name].distribution)
    return f"{words[0]} {version}{words[1]}{words[2]} | {PEERS[name].engine}"


def table(head: str, columns: Sequence[str], lines: dict[str, list[str]]) -> None:
    """Print one Markdown table."""
    print(f"\n| {head} | HTTP by | {' | '.join(columns)} |")
    print("| --- " * (len(columns) + 2) + "|")
    for first, cells in lines.items():
        print(f"| {first} | {' | '.join(cells)} |")


def report(rows: Rounds) -> None:
    """Print the three tables, and what failed."""
    failed = {
        name: [one["failed"] for one in found if "failed" in one] for name, found in rows.items()
    }
    good = [name for name, why in failed.items() if len(why) < len(rows[name])]
    for clock, head in enumerate(("CPU of one", "time of one")):
        lines = {
            title(rows, name): [
                cell(rows, name, what, clock)
                + (
                    f" ({PEERS[name].requests} requests)"
                    if what == "page" and PEERS[name].requests > 1
                    else ""
                )
                for what in WORK
            ]
            for name in good
        }
        table(head, [*WORK.values()], lines)
    lines = {}
    for name in good:
        peaks = [one["memory"] for one in rows[name] if "memory" in one]
        lines[title(rows, name)] = [
            cell(rows, name, "import", 0),
            cell(rows, name, "first", 0),
            f"{statistics.median(peaks):.0f} MiB" if peaks else "—",
        ]
    table("CPU, and memory", ("import", "until the first response", "peak memory"), lines)
    for name, why in failed.items():
        if why:
            print(f"\n{name}: {len(why)} of {len(rows[name])} rounds failed: {why[0]}")


def processor() -> str:
    """The processor's name, where the system says it."""
    lines = Path("/proc/cpuinfo")
    if lines.exists():
        for line in lines.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(": ")[2]
    return platform.processor() or platform.machine()


def main() -> int:
    """Print the tables; exit 1 if one of ours failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="of every SDK (default 5)")
    parser.add_argument("--calls", type=int, default=400, help="GETs in a round (default 400)")
    parser.add_argument("--only", action="append", help="an SDK, by the beginning of its name")
    parser.add_argument(
        "--seconds", type=int, default=120, help="the most for one process (default 120)"
    )
    given = parser.parse_args()
    names, absent = [], []
    for name, peer in PEERS.items():
        if any(name.startswith(one) for one in given.only or [""]):
            try:
                importlib.metadata.version(peer.distribution)
                names.append(name)
            except importlib.metadata.PackageNotFoundError:
                absent.append(name)
    if not names:
        parser.error(f"--only {given.only}: none of {', '.join(PEERS)} that is installed")
    rounds, calls = min(max(given.rounds, 1), 100), min(max(given.calls, 1), 100_000)
    before = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    rows = rounds_of(names, rounds, calls, given.seconds)
    after = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores of "
        f"{processor()}; load {before:.1f} before and {after:.1f} after; {rounds} rounds, "
        f"{calls} calls."
    )
    report(rows)
    if absent:
        print(f'\nNot installed: {", ".join(absent)}. cure: pip install ".[bench,fast,httpx2]"')
    wrong = [one for name in OURS if name in rows for one in rows[name] if "failed" in one]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
