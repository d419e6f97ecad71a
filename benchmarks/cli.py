"""What a command costs before it does anything, over the start of Python itself.

usage: python benchmarks/cli.py [--rounds N]

Each figure is the median over rounds in which all take turns: the CPU time of a process, so that
a busy machine changes little. The commands are those of the console script, `flowroute`.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys

PROGRAM = "import sys; sys.argv[0] = 'flowroute'; from flowroute_ext.cli import main; main()"
BARE = "Python alone"
COMMANDS: dict[str, list[str]] = {
    BARE: ["-c", "pass"],
    "flowroute --version": ["-c", PROGRAM, "--version"],
    "flowroute --help": ["-c", PROGRAM, "--help"],
    "flowroute numbers --help": ["-c", PROGRAM, "numbers", "--help"],
    "flowroute numbers search --help": ["-c", PROGRAM, "numbers", "search", "--help"],
}
# Milliseconds over Python alone that each may take.
MOST = {"flowroute --version": 60.0, "flowroute --help": 100.0}


def spent(arguments: list[str]) -> float:
    """The CPU time of a process, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    os.environ["COLUMNS"] = "80"
    for arguments in COMMANDS.values():  # which writes the bytecode
        spent(arguments)
    taken = [{name: spent(of) for name, of in COMMANDS.items()} for _ in range(rounds)]
    failed = False
    for name in COMMANDS:
        over = statistics.median(one[name] - one[BARE] for one in taken)
        if name == BARE:
            over = statistics.median(one[name] for one in taken)
        most = MOST.get(name)
        failed |= most is not None and over > most
        limit = "" if most is None else f"  (at most {most:.0f})"
        print(f"{name:32} {over:6.1f} ms{limit}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
