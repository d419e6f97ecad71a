"""Processes that crash with an outbox open, and the files beside it."""

from __future__ import annotations

import os
from pathlib import Path

from forked.python import run

ROOT = Path(__file__).parents[2]
CRASH = """
import os, sys
from pathlib import Path
from datetime import UTC, datetime
from flowroute_ext._outbox.lease_notes import Step
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore

now = datetime.now(UTC)
store = OutboxStore(Path(sys.argv[1]))
store.open(now)
row = None
for number in range(3):
    ended = row and (row, Outcome(state="sent", message_id=f"mdr2-{number}"))
    step = Step(ended, "sms", now)
    store.take([step])
    row = step.result()
os._exit(0)
"""


def crash(path: Path) -> None:
    """A process that sends two rows, leases a third, and dies."""
    path_of_packages = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    run("-c", CRASH, path, env=os.environ | {"PYTHONPATH": path_of_packages}, check=True)


def beside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
