"""What counting the segments of a text costs beside smsutil, which counts by the 3GPP alone.

usage: python benchmarks/segments.py [--rounds N]

Each side takes its turn in every round, and the best round of each counts, so that a busy
machine slows both alike. The aims are for a text of 70 characters.
"""

from __future__ import annotations

import argparse
import sys
import timeit

import smsutil

from flowroute_ext import segments

LIMIT = 5e-6
TEXTS = {
    "70 in ASCII": "Your table for two is ready. Reply C to cancel, or call us before 7pm.",
    "70 with a ’": "Your table for two is ready. We’ll keep it for you until a quarter to.",
    "70 with an emoji": "Your table for two is ready 🎉 Reply C to cancel, or call us before 7pm",
    "1,530 in ASCII": "The long one. " * 109 + "Yes.",
    "1,530, escapes among them": "{The long}" * 153,
}


def seconds(work: str, text: str, times: int) -> float:
    """Seconds that one run of *work* takes."""
    names = {"segments": segments, "split": smsutil.split, "text": text}
    return timeit.timeit(work, globals=names, number=times) / times


def main() -> int:
    """Print the table; exit 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="turns per figure (default 9)")
    rounds = parser.parse_args().rounds
    missed = False
    print(f"{'characters':<33}{'segments()':>12}{'and 3GPP':>10}{'smsutil':>10}{'ratio':>8}")
    for name, text in TEXTS.items():
        times = 200_000 // len(text)
        turns = [
            [
                seconds("segments(text).billed", text, times),
                seconds("segments(text).gsm_segments", text, times),
                seconds("split(text)", text, times // 10),
            ]
            for _ in range(rounds)
        ]
        billed, both, other = (min(column) for column in zip(*turns, strict=True))
        bad = len(text) == 70 and billed > LIMIT
        missed |= bad
        figures = "".join(f"{figure * 1e6:>7.2f} µs" for figure in (billed, both, other))
        print(f"{name:<35}{figures}{both / other:>7.2f}x{'  missed' if bad else ''}")
    print(f"aim: segments() of 70 characters in {LIMIT * 1e6:.0f} µs or less")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
