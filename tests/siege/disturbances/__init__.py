"""All disturbances, and those whose promise the SDK does not keep yet."""

from __future__ import annotations

from siege.disturbances import (
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
    time_limits,
)
from siege.disturbances.base import Disturbance

MODULES = (
    *(claims, clocks, environment, files, fork, inputs, interruption, limits, outbox_rows),
    *(processes, records, time_limits),
)
BY_NAME: dict[str, type[Disturbance]] = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, Disturbance) and value is not Disturbance
}

# Disturbances that break a promise today, with the row of what was found. To be emptied.
NOT_YET: dict[str, int] = {
    "AmbiguousColumns": 13,
    "BrokenRows": 13,
    "BrokenEnvironment": 3,
    "CancelledOutbox": 5,
    "EqualTexts": 7,
    "EqualTextsApart": 7,
    "ExpiredClaims": 9,
    "ForkOutbox": 2,
    "HardLinkedOutbox": 11,
    "InterruptedRun": 14,
    "KilledRedis": 9,
    "MissingLink": 7,
    "MovedOutbox": 11,
    "MutatedRecords": 7,
    "RenamedWhileRunning": 11,
    "SimilarNames": 1,
    "SkewedServer": 8,
    "SteppedClock": 8,
    "SteppedRestart": 8,
    "SuspendedSender": 9,
}
KEPT = sorted(BY_NAME.keys() - NOT_YET.keys())
