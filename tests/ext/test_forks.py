"""Objects that renew their parts in a forked process."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable

from flowroute_ext._base.forks import after_fork


class Counted:
    def __init__(self, log: list[str], name: str) -> None:
        self.log = log
        self.name = name
        after_fork(self, Counted.renew)

    def renew(self) -> None:
        self.log.append(self.name)


def in_child(function: Callable[[], bytes]) -> bytes:
    """What *function* returns in a forked child."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.write(write, function())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read()


def test_objects_are_renewed_in_the_child_in_order_of_registration() -> None:
    """Each object renews itself once in the child, and never in the parent."""
    log: list[str] = []
    kept = [Counted(log, "one"), Counted(log, "two")]
    assert in_child(lambda: " ".join(log).encode()) == b"one two"
    assert log == []
    assert len(kept) == 2


def test_collected_objects_are_forgotten() -> None:
    """A registration does not keep its object alive."""
    log: list[str] = []
    Counted(log, "gone")
    gc.collect()
    assert in_child(lambda: " ".join(log).encode()) == b""
