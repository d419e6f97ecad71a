"""What becomes of a text when the network fails: how often it is posted, and what one is told.

usage: python benchmarks/reliability.py

Each SDK sends one text to a server on the loopback that counts what arrives, and then loses its
answer. `pip install ".[bench]"` brings the SDKs of twilio, telnyx and vonage, and what makes the
server's certificate; the table has those that are installed.
"""

from __future__ import annotations

import argparse
import logging
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from _comparison import Told, compare
from _lossy import ACCEPTED, REFUSED, Fault
from _sdks import Sdk, installed


def table(title: str, sdks: Sequence[Sdk], faults: Sequence[Fault], told: list[list[Told]]) -> None:
    """Print a row for each fault, with a column for each SDK."""
    print(f"\n{title:<34}" + "".join(f"{f'{sdk.name} {sdk.version}':<25}" for sdk in sdks).rstrip())
    for fault, row in zip(faults, told, strict=True):
        print(f"{fault.name:<34}" + "".join(f"{one!s:<25}" for one in row).rstrip())


def comparison() -> None:
    """Print what each SDK makes of each fault."""
    sdks = installed()
    told = compare(sdks, (*ACCEPTED, *REFUSED))
    print("POSTs of one logical send, and what the caller is told")
    table("the text was accepted, but:", sdks, ACCEPTED, told[: len(ACCEPTED)])
    table("the text was not accepted:", sdks, REFUSED, told[len(ACCEPTED) :])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.parse_args()
    logging.disable()  # the SDKs warn of what is meant to go wrong here
    print(f"Python {platform.python_version()}, {platform.system()}")
    comparison()
    return 0


if __name__ == "__main__":
    sys.exit(main())
