"""How many call records are read in a second from the file of an export, and in how much memory.

usage: python benchmarks/cdrs.py [--rows 100000] [--rounds 3]

Beside `csv.DictReader`, which makes dictionaries of texts. Seconds are of the processor; the best
round of each side counts. The aim is for 500,000 rows (`--rows 500000`), each with a time, a
duration and a cost of its own.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flowroute_ext import call_records

AIM = 100_000
HEADER = (
    "direction,start_time,end_time,destination,number_alias,callerid,total_cost,destination_name,"
    "callerid_country,line_information,result,call_fail_sip_code,call_fail_reason,duration,"
    "billed_duration,rate,first_increment,subsequent_increment,cost_subtotal,connect_fee,usf_fee,"
    "ccrf,cnam_lookup_fee,custom_x_tag,customer_ip\n"
)


def write(path: Path, rows: int) -> None:
    """Write a file with so many calls of an account."""
    chance, at = random.Random(1), datetime(2026, 10, 1, tzinfo=UTC)
    with gzip.open(path, "wt", compresslevel=6, encoding="utf-8") as file:
        file.write(HEADER)
        for _ in range(rows):
            at += timedelta(seconds=chance.randrange(10))
            seconds = chance.randrange(1, 1800)
            billed = -(-seconds // 6) * 6
            cost = billed * 0.0098 / 60
            end = at + timedelta(seconds=seconds)
            file.write(
                f"Outbound,{at:%Y-%m-%d %H:%M:%S}+00,{end:%Y-%m-%d %H:%M:%S}+00,"
                f"1206555{chance.randrange(100, 200):04},Office Line {chance.randrange(9)},"
                f"+1312555{chance.randrange(100, 200):04},{cost * 1.130449:.8f},UNITED STATES,N/A,,"
                f"completed,200,OK,{seconds},{billed},0.009800,6,6,{cost:.8f},0.0000,0.00000000,"
                f"{cost * 0.130449:.8f},0.00000000,,192.0.2.{chance.randrange(10, 20)}:5080\n"
            )


def typed(path: Path) -> int:
    """Read it as records."""
    return sum(1 for _ in call_records(path))


def texts(path: Path) -> int:
    """Read it as dictionaries of texts."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def rate(read: Callable[[Path], int], path: Path, rows: int) -> float:
    """Return how many rows *read* reads in a second of the processor, whatever else it does."""
    began = time.process_time()
    assert read(path) == rows
    return rows / (time.process_time() - began)


def main() -> int:
    """Print the figures; exit 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000, help="calls (default 100,000)")
    parser.add_argument("--rounds", type=int, default=3, help="turns per figure (default 3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calls.csv.gz")
        write(path, options.rows)
        print(f"{options.rows:,} calls, {path.stat().st_size / 1e6:.1f} MB compressed")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        turns = [
            (rate(typed, path, options.rows), rate(texts, path, options.rows))
            for _ in range(options.rounds)
        ]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    records, dictionaries = (max(column) for column in zip(*turns, strict=True))
    print(f"call_records()   {records:>10,.0f} rows/s, and {grown / 1024:.1f} MiB more at most")
    print(f"csv.DictReader   {dictionaries:>10,.0f} rows/s")
    print(f"aim: {AIM:,} rows/s")
    return int(records < AIM)


if __name__ == "__main__":
    sys.exit(main())
