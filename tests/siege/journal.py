"""A file of JSON lines that many processes append to, and that survives their death."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


class Journal:
    """Appends entries, each in one write, so that those of killed processes are whole."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def note(self, event: str, **entry: Any) -> None:
        """Append an entry, with the moment and the process."""
        line = json.dumps({"event": event, "at": time.monotonic(), "pid": os.getpid()} | entry)
        # Opened each time: a descriptor would be shared with forked children.
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode() + b"\n")
        finally:
            os.close(file)

    def entries(self, event: str | None = None) -> list[Entry]:
        """All entries, or those of one event, in the order they were appended."""
        return [entry for entry in self._read() if event in (None, entry["event"])]

    def _read(self) -> Iterator[Entry]:
        if self.path.exists():
            # A line that is being written may be there in part; it ends with its last byte.
            whole, _, _ = self.path.read_text("utf-8", "replace").rpartition("\n")
            yield from map(json.loads, whole.split("\n") if whole else ())
