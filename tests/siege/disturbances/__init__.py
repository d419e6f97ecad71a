"""All disturbances, and those whose promise the SDK does not keep yet."""

from __future__ import annotations

from siege.disturbances import (
    claimed_texts,
    claims,
    clocks,
    environment,
    files,
    fork,
    inputs,
    interruption,
    limits,
    outbox_rows,
    processes,
    records,
    secure,
    time_limits,
)
from siege.disturbances.base import Disturbance

MODULES = (
    *(claimed_texts, claims, clocks, environment, files, fork, inputs, interruption, limits),
    *(outbox_rows, processes, records, secure, time_limits),
)
BY_NAME: dict[str, type[Disturbance]] = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, Disturbance) and value is not Disturbance
}

# Disturbances that break a promise today, with the row of what was found. To be emptied.
NOT_YET: dict[str, int] = {}
KEPT = sorted(BY_NAME.keys() - NOT_YET.keys())
