"""`python -m siege`: run the siege for some time, or one episode of it."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter

from siege.disturbances import BY_NAME, KEPT, NOT_YET
from siege.driver import Episode, episodes, printed, run


def main() -> int:
    """Return 1 if a promise was not kept."""
    parser = argparse.ArgumentParser(prog="python -m siege", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="no episode begins later")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(32))
    parser.add_argument("--lanes", type=int, default=2, help="episodes at a time")
    parser.add_argument("--only", nargs="+", choices=sorted(BY_NAME), help="these disturbances")
    parser.add_argument("--all", action="store_true", help="those that are not kept yet, too")
    parser.add_argument("--episode", type=Episode.parse, help="one episode, as Disturbance:seed")
    given = parser.parse_args()
    if given.episode:
        result = given.episode.run()
        printed(result)
        return int(bool(result.wrong))
    names = given.only or (sorted(BY_NAME) if given.all else KEPT)
    sys.stdout.write(f"seed {given.seed}; left out: {sorted(NOT_YET.keys() - {*names})}\n")
    plan = episodes(given.seed, names)
    results = run(plan, given.seconds, lanes=given.lanes, show=printed)
    counts = Counter((result.episode.name, bool(result.wrong)) for result in results)
    for name in sorted({result.episode.name for result in results}):
        row = BY_NAME[name].row
        sys.stdout.write(
            f"{name:28} row {row:2}: {counts[name, False]} ok, {counts[name, True]} broken\n"
        )
    return int(any(result.wrong for result in results))


if __name__ == "__main__":
    sys.exit(main())
