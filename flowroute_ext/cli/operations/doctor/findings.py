"""One thing that was checked: ok, off with its cure, or only worth knowing."""

from __future__ import annotations

from typing import Literal

import attrs

from flowroute_ext._base.plain.value import Value

State = Literal["ok", "off", "note"]


@attrs.frozen
class Finding(Value):
    """What a check found; the `cure` says what to do where it is off."""

    check: str
    state: State
    detail: str
    cure: str | None = None


def ok(check: str, detail: str) -> Finding:
    """Return a finding that is as it should be."""
    return Finding(check, "ok", detail)


def off(check: str, detail: str, cure: str) -> Finding:
    """Return a finding that keeps commands from working."""
    return Finding(check, "off", detail, cure)


def note(check: str, detail: str, cure: str | None = None) -> Finding:
    """Return a finding that may be meant so."""
    return Finding(check, "note", detail, cure)
