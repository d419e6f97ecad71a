"""Evidence: what the CDR exports of an account show of a call with an unknown outcome. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flowroute_api.models import CdrExportDocument

from .._base.times import moment
from .._builders.callbacks import callback_reference
from .requested import attributes_of
from .verdicts import SETTLED, SKEW, absent, accepted, ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from .._values.cdrs import CdrExport
    from .errors import OutcomeUnknown
    from .verdicts import Resolution

TIMES = ("start_call_start_time", "start_call_end_time")


def judge_export(
    unknown: OutcomeUnknown, exports: Iterable[CdrExport], now: datetime
) -> Resolution:
    """Return whether one of the account's *exports* is the new one.

    One with the reference of the call in its `callback_url` is. Otherwise it is the only one with
    the same filters that was requested at the time of the call.
    """
    asked = attributes_of(unknown)
    listed = list(exports)
    marked = [one for one in listed if _reference(one) == unknown.reference]
    if marked:
        return _accepted(marked[0], "an export with the reference of this call")
    alike = [
        one
        for one in listed
        if _may_be_of(unknown, one)
        and not ("callback_url" in asked and _reference(one) is not None)
        and _same(one, asked["filter_parameters"])
    ]
    if not alike:
        return absent(unknown.ended, now, "an export of these calls, requested at that time")
    if len(alike) == 1 and "callback_url" not in asked and not alike[0].callback_url:
        return _accepted(alike[0], "the only export of these calls that was requested at the time")
    why = "there are exports of these calls, which may be of this call or of another"
    return ambiguous([one.id for one in alike], why)


def _accepted(export: CdrExport, why: str) -> Resolution:
    return accepted(export.id, why, CdrExportDocument(data=export.raw))


def _reference(export: CdrExport) -> str | None:
    """Return the reference in the `callback_url` of an export, if there is one."""
    return callback_reference(export.callback_url or "")


def _may_be_of(unknown: OutcomeUnknown, export: CdrExport) -> bool:
    """Return whether *export* was requested at the time of the call, as far as that is known."""
    requested = export.requested_at
    return requested is None or (
        unknown.started - SKEW <= requested <= unknown.ended + SETTLED + SKEW
    )


def _same(export: CdrExport, asked: Mapping[str, object]) -> bool:
    """Return whether *export* has the filters that were *asked* for, and no others."""
    if (export.start, export.end) != tuple(moment(str(asked[name])) for name in TIMES):
        return False
    filters: Any = export.raw.attributes.filter_parameters
    shown: dict[str, object] = filters.to_dict() if filters else {}
    names = {*shown, *asked} - {*TIMES}
    return all(_plain(shown.get(name)) == _plain(asked.get(name)) for name in names)


def _plain(value: object) -> str:
    """Return a filter in one form: what is empty is none, and a list may be shown as text."""
    if isinstance(value, list):
        listed = cast("list[object]", value)
        return str(sorted(str(one) for one in listed)) if listed else ""
    return "" if value is None else str(value)
