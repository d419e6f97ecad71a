"""Evidence: what the CDR exports of an account show of a call with an unknown outcome. Pure."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, cast

from flowroute_api.models import CdrExportDocument

from .._base.reading.scalars import number
from .._base.times import moment
from .._builders.callbacks import callback_reference
from .requested import attributes_of
from .verdicts import SETTLED, SKEW, absent, accepted, ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from .._values.cdrs import CdrExport
    from .errors import OutcomeUnknown
    from .verdicts import Resolution
    from .windows import Window

# Characters of a list that is shown as text.
LONGEST: Final = 100_000
TIMES: Final = ("start_call_start_time", "start_call_end_time")


def judge_export(
    unknown: OutcomeUnknown, exports: Iterable[CdrExport], now: datetime, window: Window
) -> Resolution:
    """Return whether one of the account's *exports* is the new one.

    One with the reference of the call in its `callback_url` is. Otherwise it is the only one with
    the same filters that was requested in *window*, when the call was in progress by Flowroute's
    clock.
    """
    asked = attributes_of(unknown)
    listed = list(exports)
    marked = [export for export in listed if _reference(export) == unknown.reference]
    if marked:
        return _accepted(marked[0], "an export with the reference of this call")
    alike = [
        export
        for export in listed
        if (window.beyond or _within(export, window, SKEW))
        and not ("callback_url" in asked and _reference(export) is not None)
        and _same(export, asked["filter_parameters"])
    ]
    if not alike:
        return absent(unknown.ended, now, "an export of these calls, requested at that time")
    (only, *others), bare = alike, "callback_url" not in asked
    proven = window.near is not None and _within(only, window, window.near)
    if bare and proven and not others and only.requested_at and not only.callback_url:
        return _accepted(only, "the only export of these calls that was requested at the time")
    why = "there are exports of these calls, which may be of this call or of another"
    return ambiguous([export.id for export in alike], why)


def _accepted(export: CdrExport, why: str) -> Resolution:
    return accepted(export.id, why, CdrExportDocument(data=export.raw))


def _reference(export: CdrExport) -> str | None:
    """Return the reference in the `callback_url` of an export, if there is one."""
    return callback_reference(export.callback_url or "")


def _within(export: CdrExport, window: Window, margin: timedelta) -> bool:
    """Return whether *export* was requested in *window*, or when is not known."""
    requested = export.requested_at
    return requested is None or (
        window.started - margin <= requested <= window.ended + SETTLED + margin
    )


def _same(export: CdrExport, asked: Mapping[str, object]) -> bool:
    """Return whether *export* may have the filters that were *asked* for, and no others."""
    times = (export.start, export.end)
    for shown_time, name in zip(times, TIMES, strict=True):
        if shown_time not in (None, moment(str(asked[name]))):
            return False
    filters: Any = export.raw.attributes.filter_parameters
    shown: dict[str, object] = filters.to_dict() if filters else {}
    names = {*shown, *asked} - {*TIMES}
    return all(_plain(shown.get(name)) == _plain(asked.get(name)) for name in names)


def _plain(value: object) -> tuple[str, ...]:
    """Return the texts of a filter, in an order; those of a list that is shown as text as well."""
    if isinstance(value, str) and value.startswith("["):
        text = value
        try:
            value = ast.literal_eval(text[:LONGEST])
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return (text,)
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(sorted(_text(item) for item in listed if item not in (None, "")))


def _text(value: object) -> str:
    """Return a number without its zeros or its ``+``, and other text as it is."""
    parsed = number(value)
    return str(value) if parsed is None else format(parsed.normalize(), "f").removeprefix("+")
