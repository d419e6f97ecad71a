"""Identifiers that repeat from run to run: the same seed and count give the same id."""

from __future__ import annotations

import uuid
from hashlib import blake2b

# Far apart, so that no endpoint finds the id of another resource by accident.
FIRST = {
    "route": 100001,
    "e911": 200001,
    "cnam": 300001,
    "port": 400001,
    "port_group": 500001,
    "port_file": 600001,
    "cdr_export": 700001,
}


class Ids:
    """Every id of the sandbox, derived from `seed`.

    Ids of rows are functions of a count that the account keeps, so they continue when a sandbox is
    opened again. Error ids have their own count: nothing refers to them later.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self._errors = 0

    def numeric(self, kind: str, count: int) -> str:
        """Return the decimal id of the `count`-th (from 1) kind in `FIRST`."""
        return str(FIRST[kind] + count - 1)

    def message(self, count: int, version: str = "") -> str:
        """Return the message id: `mdr2-`, or `mdr1-` in v2, and 32 hexadecimal digits."""
        return f"mdr{1 if version == 'v2' else 2}-{self._uuid('message', count).hex}"

    def task(self, count: int) -> str:
        """Return the id of a message provisioning task."""
        return str(self._uuid("task", count))

    def error(self) -> str:
        """Return a fresh error id, a version 4 UUID."""
        self._errors += 1
        return str(self._uuid("error", self._errors))

    def restart(self) -> None:
        """Restart with the first error id."""
        self._errors = 0

    def _uuid(self, kind: str, count: int) -> uuid.UUID:
        digest = blake2b(f"{self.seed}:{kind}:{count}".encode(), digest_size=16).digest()
        return uuid.UUID(bytes=digest, version=4)
