"""A claim as the text fields of a hash in Redis. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

import attrs

from .errors import ClaimsError
from .state import Claim, ClaimState

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = [field.name for field in attrs.fields(Claim)]
TIMES = ("started", "ended")
_NOT_OURS = "Redis: there is something else under a key of the claims; give another prefix"


def to_fields(claim: Claim) -> dict[str, str]:
    """The fields of *claim* that are not empty."""
    values = attrs.asdict(claim)
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value
    }


def from_fields(fields: Mapping[str, str]) -> Claim | None:
    """The claim that was written as *fields*, which may be more than we know; None without any.

    Raises `ClaimsError` for what is no claim.
    """
    if not fields:
        return None
    values: dict[str, Any] = {name: fields[name] for name in NAMES if name in fields}
    try:
        for name in TIMES:
            if name in values:
                values[name] = datetime.fromisoformat(values[name])
        claim = Claim(**values)
    except (TypeError, ValueError) as error:
        raise ClaimsError(_NOT_OURS) from error
    if claim.state not in get_args(ClaimState):
        raise ClaimsError(_NOT_OURS)
    return claim


def to_moment(seconds: str) -> datetime:
    """The time that was written as *seconds*; raises `ClaimsError` for what is no time."""
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ClaimsError(_NOT_OURS) from error
