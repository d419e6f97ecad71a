"""A claim as the text fields of a hash in Redis. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from .state import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = [field.name for field in attrs.fields(Claim)]
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
    """The claim that was written as *fields*, which may be more than we know; None without any."""
    if not fields:
        return None
    values: dict[str, Any] = {name: fields[name] for name in NAMES if name in fields}
    for name in TIMES:
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    return Claim(**values)
