"""The outcome of a text when the network fails: how often it is posted, and what is reported.

usage: python benchmarks/reliability.py [--full]

The first tables compare SDKs: each sends one text to a server on the loopback that counts what
arrives, and then loses its response; then each is forked, interrupted and kept waiting.
`pip install ".[bench]"` installs the SDKs of twilio, telnyx and vonage, and trustme for the
server's certificate. The last counts what flowroute_ext promises; --full counts as much as the
tests do, and takes some minutes. Exits 1 if a promise is broken.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from _comparison import Result, compare
from _disturbed import CASES, disturb
from _lossy import ACCEPTED, REFUSED, Fault
from _promises import Row, promises
from _sdks import Sdk, installed


def table(
    title: str, sdks: Sequence[Sdk], faults: Sequence[Fault], results: list[list[Result]]
) -> None:
    """Print a row for each fault, with a column for each SDK."""
    print(f"\n{title:<28}" + "".join(f"{f'{sdk.name} {sdk.version}':<25}" for sdk in sdks).rstrip())
    for fault, row in zip(faults, results, strict=True):
        print(f"{fault.name:<28}" + "".join(f"{one!s:<25}" for one in row).rstrip())


def comparison() -> bool:
    """Print the results of each SDK for each fault; return whether ours, the first, are right."""
    sdks = installed()
    results = compare(sdks, (*ACCEPTED, *REFUSED))
    print("POSTs of one logical send, and what the caller gets")
    table("the text was accepted, but:", sdks, ACCEPTED, results[: len(ACCEPTED)])
    table("the text was not accepted:", sdks, REFUSED, results[len(ACCEPTED) :])
    disturbed = disturb(sdks)
    print(f"\n{'disturbed':<28}" + "".join(f"{sdk.name:<25}" for sdk in sdks).rstrip())
    for case, cells in zip(CASES, disturbed, strict=True):
        print(f"{case.name:<28}" + "".join(f"{cell:<25}" for cell in cells).rstrip())
    ours = [row[0] for row in results]
    return [cells[0] for cells in disturbed] == [case.wanted for case in CASES] and ours == [
        Result(1, "sent"),
        *[Result(1, "OutcomeUnknown")] * (len(ACCEPTED) - 1),
        Result(1, "sent"),
        *[Result(2, "sent")] * 2,
        Result(3, "RateLimited"),
    ]


def kept(rows: Iterable[Row]) -> bool:
    """Print the counts; return whether every promise was kept."""
    print(f"\n{'promise':<54}counted")
    broken = 0
    for row in rows:
        broken += not row.kept
        print(f"{row.promise:<54}{row.counted}{'' if row.kept else '  BROKEN'}", flush=True)
    return not broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="count as much as the tests do")
    full = parser.parse_args().full
    logging.disable()  # the SDKs warn of the failures, which are intended here
    print(f"Python {platform.python_version()}, {platform.system()}")
    if importlib.util.find_spec("trustme"):
        compared = comparison()
    else:
        compared = True
        print('The comparison needs pip install ".[bench]".')
    return 0 if kept(promises(full=full)) and compared else 1


if __name__ == "__main__":
    sys.exit(main())
