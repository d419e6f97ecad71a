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

_VARIANT = {digit: f"{int(digit, 16) & 3 | 8:x}" for digit in "0123456789abcdef"}


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
        return f"mdr{1 if version == 'v2' else 2}-{self._digits('message', count)}"

    def task(self, count: int) -> str:
        """Return the id of a message provisioning task."""
        return str(uuid.UUID(self._digits("task", count)))

    def error(self) -> str:
        """Return a fresh error id, a version 4 UUID."""
        self._errors += 1
        return str(uuid.UUID(self._digits("error", self._errors)))

    def restart(self) -> None:
        """Restart with the first error id."""
        self._errors = 0

    def _digits(self, kind: str, count: int) -> str:
        """Return the hexadecimal digits of a version 4 UUID (RFC 9562, section 5.4)."""
        digits = blake2b(f"{self.seed}:{kind}:{count}".encode(), digest_size=16).hexdigest()
        return f"{digits[:12]}4{digits[13:16]}{_VARIANT[digits[16]]}{digits[17:]}"
