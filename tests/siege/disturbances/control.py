"""How a worker has the server behave."""

from __future__ import annotations

from siege.tls import change
from siege.worker import Worker


def behave(worker: Worker) -> None:
    """Have the server of *worker* accept everything at once from now on."""
    change(worker.port, {"faults": {"ok": 1}, "delay": 0}, worker.authority)
