"""The process of one SDK: prints as JSON what its work takes, in microseconds of CPU and of time.

usage: python -m _peers.worker NAME URL CALLS STATEMENT [HIDDEN...]

Nothing that an SDK could need is imported before it, as its import is measured.
"""

import sys
import time


def clocks() -> tuple[float, float]:
    """Microseconds of CPU, of all threads, and of time."""
    return time.process_time() * 1e6, time.perf_counter() * 1e6


class Hidden:
    """Has packages not be found, as if they were not installed."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name.partition(".")[0] in sys.argv[5:]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


if __name__ == "__main__":
    sys.meta_path.insert(0, Hidden)
    began = clocks()
    exec(sys.argv[4])
    imported = clocks()

    import json

    from _peers.measuring import measured

    found = measured(sys.argv[1], sys.argv[2], int(sys.argv[3]), began, imported)
    print(json.dumps(found), flush=True)
