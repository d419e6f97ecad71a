"""Arguments and request bodies of CDR exports. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from flowroute_api.models import (
    CdrExportCreate,
    CdrExportCreateData,
    CdrExportFiltersWrite,
    CdrExportWrite,
)
from flowroute_api.types import UNSET, Unset

from .._base.masking import mask_number
from .._base.plain.literals import CdrExportStatus
from .._base.problems import InvalidValue, Problems, given, invalid, shown
from .._base.reading.scalars import number
from .._base.times import instant
from .._builders import number_text
from .._builders.callbacks import callback_url, proof_of, with_reference
from .._builders.lines import line
from .._values.cdrs import CdrExport
from .arguments import digits
from .paging import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from flowroute_api.models import CdrExportList

STATUSES = get_args(CdrExportStatus)
# support.flowroute.com, Call Detail Record (CDR) Reports: a year takes four exports.
LONGEST: Final = timedelta(days=92)
# No page has a maximum.
MOST: Final = 1_000
LARGEST_SECONDS: Final = 10**9
TEXTS: Final = {
    "number_aliases": "must be aliases of your numbers",
    "number_aliases_contains": "must be parts of aliases of your numbers",
    "custom_x_tags": "must be values of the SIP header X-Tag",
}
OWN: Final = frozenset({"start_call_start_time", "start_call_end_time"})
FILTERS: Final[tuple[str, ...]] = (
    *("number_aliases", "number_aliases_contains", "destination_numbers", "callerid_numbers"),
    *("custom_x_tags", "caller_ip", "duration_greater_than"),
)
NUMBERS: Final = ("destination_numbers", "callerid_numbers")


def new_export(
    start: datetime | date | str,
    end: datetime | date | str,
    filters: Mapping[str, object],
    others: Mapping[str, object] | None,
    callback: tuple[str, str, bytes] | None,
) -> CdrExportCreate:
    """Return the body that exports the calls that match all *filters*, of which None is none.

    *others* are filters that are sent as they are. *callback* is the URL, the reference to put into
    it, and the key to prove that with. Raises `InvalidValue` with all problems.
    """
    problems = Problems("CDR export")
    checked_filters: dict[str, Any] = {**_window(start, end, problems)}
    for name, value in filters.items():
        if value is not None and (checked := _filter(name, value, problems)) is not None:
            checked_filters[name] = checked
    checked_filters |= _others(others, problems)
    url: str | Unset = UNSET
    if callback is not None:
        bare, reference, key = callback
        checked_url = problems.attempt(callback_url, "", bare, field="callback_url")
        url = with_reference(checked_url, reference, proof_of(key, reference))
    problems.raise_if_any()
    write = CdrExportWrite(
        callback_url=url, filter_parameters=CdrExportFiltersWrite.from_dict(checked_filters)
    )
    return CdrExportCreate(data=CdrExportCreateData(attributes=write))


def status(value: object) -> str | Unset:
    """Return a status to list exports by."""
    if value is None:
        return UNSET
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in STATUSES:
        return word
    cure = f"give one of {', '.join(STATUSES)}"
    rule = "must be the status of a CDR export"
    raise invalid("status", "status", shown(value), rule=rule, cure=cure)


def exports_page(document: CdrExportList) -> Page[CdrExport]:
    """Return a page of exports, each of which is wrapped once more than in other lists."""
    items = [CdrExport.from_document(wrapped) for wrapped in document.data]
    links = document.links
    return Page(
        items=items,
        more=bool(links and links.next_),
        mark=(len(items), items[0].id, items[-1].id) if items else None,
    )


def _window(start: object, end: object, problems: Problems) -> dict[str, str]:
    first, last = (
        problems.attempt(_second, None, value, name)
        for name, value in (("start", start), ("end", end))
    )
    if first is None or last is None:
        return {}
    if first >= last:
        rule, got = "must be after start", f"{last:%Y-%m-%d %H:%M:%S}"
        problems.add("end", got, rule=rule, cure="give the moment before which calls began")
    elif last - first > LONGEST:
        rule = f"must be at most {LONGEST.days} days after start"
        got = str(last - first)
        problems.add("end", got, rule=rule, cure="export the rest by itself")
    return {
        "start_call_start_time": f"{first:%Y-%m-%d %H:%M:%S}",
        "start_call_end_time": f"{last:%Y-%m-%d %H:%M:%S}",
    }


def _second(value: Any, field: str) -> datetime:
    """Return a moment in whole seconds, as calls have them: the same calls began before it."""
    when = instant(value, field=field)
    try:
        return when if not when.microsecond else when.replace(microsecond=0) + timedelta(seconds=1)
    except OverflowError:
        return when.replace(microsecond=0)


def _filter(name: str, value: object, problems: Problems) -> object:
    if name in TEXTS:
        rule = TEXTS[name]
        return _each(name, value, problems, lambda at, entry: line(at, entry, rule, problems))
    if name in NUMBERS:
        return _each(name, value, problems, lambda at, entry: _number(at, entry, problems))
    if name == "caller_ip":
        return _address(value, problems)
    return _seconds(value, problems)


def _others(others: object, problems: Problems) -> dict[str, Any]:
    """Return the filters that this package has no argument for, after checking them."""
    if others is None:
        return {}
    if not isinstance(others, Mapping):
        rule = "must be a dictionary of filters by Flowroute's names for them"
        problems.add("other_filters", shown(others), rule=rule, cure="give one")
        return {}
    members = dict(cast("Mapping[object, object]", others))
    for name, value in members.items():
        field = f"other_filters[{shown(name)}]"
        if not isinstance(name, str) or not re.fullmatch("[a-z0-9_]{1,64}", name):
            rule, cure = "must have Flowroute's name", "write it like 'tollfree_only'"
            problems.add(field, shown(name), rule=rule, cure=cure)
        elif name in OWN or name in FILTERS:
            rule, cure = "must be a filter without an argument", "give it as that argument"
            problems.add(field, shown(value), rule=rule, cure=cure)
        elif not _is_json(value):
            problems.add(field, shown(value), rule="must be a JSON value", cure="give it as text")
    return {str(name): value for name, value in members.items()}


def _is_json(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _each(
    name: str, value: object, problems: Problems, check: Callable[[str, object], str | None]
) -> list[str] | None:
    listed = list(cast("Iterable[object]", value)) if _is_list(value) else []
    if not listed or len(listed) > MOST:
        got = f"{len(listed):,}" if _is_list(value) else shown(value)
        rule, cure = f"must be a list of 1 to {MOST:,}", "give a list, also of a single one"
        problems.add(name, got, rule=rule, cure=cure)
        return None
    checked = [check(f"{name}[{index}]", entry) for index, entry in enumerate(listed)]
    return list(dict.fromkeys(entry for entry in checked if entry is not None))


def _is_list(value: object) -> bool:
    return hasattr(value, "__iter__") and not isinstance(value, str | bytes | Mapping)


def _number(field: str, value: Any, problems: Problems) -> str | None:
    text = "" if value is None else number_text(value)
    try:
        spelled = digits(text, field)
    except InvalidValue as error:
        spelled, got = UNSET, error.problems[0].value
    else:
        got = mask_number(text)
    if isinstance(spelled, str):
        plain = spelled.removeprefix("+")
        if len(plain) == 10 and plain == spelled and plain[0] in "23456789":
            return f"1{plain}"
        if len(plain) >= 7:
            return plain
    rule, cure = "must be a whole phone number", "write it like '+1 206 555 0142'"
    problems.add(field, got, rule=rule, cure=cure)
    return None


def _address(value: object, problems: Problems) -> str | None:
    try:
        return str(ip_address(value.strip() if isinstance(value, str) else ""))
    except ValueError:
        rule, cure = "must be an IP address", "write it like '192.0.2.10'"
        problems.add("caller_ip", shown(value), rule=rule, cure=cure)
        return None


def _seconds(value: object, problems: Problems) -> int | None:
    amount = value.total_seconds() if isinstance(value, timedelta) else value
    seconds = None if isinstance(amount, str) else number(amount)
    if seconds is not None and 0 <= seconds < LARGEST_SECONDS:
        # Those of calls are whole.
        return int(seconds)
    rule, cure = "must be a duration", "give seconds from 0 up, or a timedelta"
    problems.add("duration_greater_than", given(value), rule=rule, cure=cure)
    return None
