"""A claim as the text fields of a hash in Redis. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from .state import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMES = ("started", "ended")


def to_fields(claim: Claim) -> dict[str, str]:
    """The fields of *claim* that are not empty."""
    values = attrs.asdict(claim)
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value
    }


def from_fields(fields: Mapping[str, str]) -> Claim | None:
    """The claim that was written as *fields*; None if there are none."""
    if not fields:
        return None
    values: dict[str, Any] = dict(fields)
    for name in TIMES:
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    return Claim(**values)
