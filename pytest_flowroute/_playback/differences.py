"""The differences between a request and a recorded one, without private values. Pure.

A value is shown only under a name whose values are public: a limit, a kind, a flag. Phone
numbers are masked; of any other text only the length is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from .matching import Slot, pairs
from .parameters import phone, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Sized

    from .canonical import CanonicalRequest

SHOWN: Final = frozenset(
    {
        "cnam_lookups_enabled",
        "contains",
        "country",
        "edge_strategy_id",
        "ends_with",
        "is_approved",
        "is_mms",
        "limit",
        "max_setup_cost",
        "messaging_email",
        "messaging_enabled",
        "number_type",
        "offset",
        "rate_center",
        "route_type",
        "starts_with",
        "status",
        "type",
    }
)
WORD: Final = re.compile(r"[a-z][a-z_]{0,30}|e911s|v\d(?:\.\d)?")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z_-]{0,40}")
ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two requests differ, as it may be shown.

    `name` is that of the parameter or member, `made_up` whether its recorded value stands for the
    real one.
    """

    where: str
    recorded: str
    sent: str
    name: str = ""
    made_up: bool = False

    def __str__(self) -> str:
        return f"{self.where}: recorded {self.recorded}, sent {self.sent}"


def differences(
    recorded: CanonicalRequest, sent: CanonicalRequest, scrubbed: CanonicalRequest | None = None
) -> list[Difference]:
    """Return every difference, those of the method and the host first.

    *scrubbed* is the request sent as a recording would have it; then that is compared. There is
    at least one difference, whatever the requests are.
    """
    listed: list[Difference] = []
    form = scrubbed or sent
    if recorded.method != sent.method:
        listed.append(Difference("method", recorded.method, sent.method))
    if recorded.host != sent.host:
        listed.append(Difference("host", recorded.host, sent.host))
    if len(recorded.path) != len(form.path):
        listed.append(Difference("path", shown_path(recorded), shown_path(sent)))
    else:
        segments = zip(recorded.path, form.path, sent.path, strict=False)
        for before, after, original in segments:
            if not _alike(before, after):
                listed.append(_segments(before, after, original))
    bodies = [request.body for request in (recorded, form, sent)]
    if _has_data(bodies[0]) != _has_data(bodies[1]):
        bodies = [request.compact for request in (recorded, form, sent)]
    if any(isinstance(body, dict) for body in bodies):
        nothing: dict[str, Any] = {}
        bodies = [nothing if body is None else body for body in bodies]
    for where, values in (
        ("query", [_multiple(request.query) for request in (recorded, form, sent)]),
        ("$", bodies),
    ):
        listed += _walk(where, "", *values)
    return listed or [_conflict(recorded, form)]


def distance(recorded: CanonicalRequest, sent: CanonicalRequest) -> tuple[int, int]:
    """Return how different two requests are: in method, host and path first, then in the rest."""
    listed = differences(recorded, sent)
    places = sum(difference.where in {"method", "host", "path"} for difference in listed)
    return places + 2 * (len(recorded.path) != len(sent.path)), len(listed)


def _has_data(body: Any) -> bool:
    return isinstance(body, dict) and "data" in body


def _multiple(query: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return a query by name; a name that is repeated has a list."""
    values_by_name: dict[str, list[Any]] = {}
    for name, value in query:
        values_by_name.setdefault(name, []).append(value)
    return {
        name: values[0] if len(values) == 1 else values for name, values in values_by_name.items()
    }


def _segments(before: Any, after: Any, original: Any) -> Difference:
    texts = _segment(before), _segment(original)
    made_up = isinstance(before, str) and after != original
    if made_up:
        texts = _scrubbed(before), f"{texts[1]}, {_scrubbed(after)}"
    elif texts[0] == texts[1]:
        texts = texts[0], f"another, {_since(before, after)}"
    return Difference("path", *texts, "number" if phone(str(before)) else "id", made_up)


def _conflict(recorded: CanonicalRequest, sent: CanonicalRequest) -> Difference:
    """Return the difference of requests that are alike in each place alone."""
    values: dict[str, str] = {}
    for before, after, key in pairs(recorded, sent):
        if not isinstance(before, Slot) or not isinstance(after, str):
            continue
        if not same(values.setdefault(before.name, after), after):
            text = f"one {before.name} in each of its places"
            return Difference(key or "$", text, "two different ones", before.name)
    return Difference("$", "the same values in another order or form", "these")


def shown(sent: CanonicalRequest) -> str:
    """Return the method, path and query names of a request, as they may be shown."""
    names = "&".join(f"{_name(name)}=…" for name, _ in sent.query)
    return f"{sent.method} {shown_path(sent)}{'?' + names if names else ''}"


def shown_path(request: CanonicalRequest) -> str:
    """Return a path as it may be shown: words as they are, phone numbers masked, ids left out."""
    return "/".join(_segment(part) for part in request.path)


def _segment(part: Any) -> str:
    if isinstance(part, Slot):
        return f"{{{part.name}}}"
    text = str(part)
    if not text or WORD.fullmatch(text):
        return text
    return _masked(text) if phone(text) else "{…}"


def _walk(where: str, name: str, recorded: Any, sent: Any, original: Any) -> Iterator[Difference]:
    if isinstance(recorded, dict) and isinstance(sent, dict):
        before, after = cast("dict[str, Any]", recorded), cast("dict[str, Any]", sent)
        given = cast("dict[str, Any]", original if isinstance(original, dict) else {})
        for key in [*before, *(key for key in after if key not in before)]:
            inner = before.get(key, ABSENT), after.get(key, ABSENT)
            yield from _walk(f"{where}.{_name(key)}", key, *inner, given.get(key, inner[1]))
    elif isinstance(recorded, list) and isinstance(sent, list):
        recorded_items, sent_items = cast("Sequence[Any]", recorded), cast("Sequence[Any]", sent)
        given = cast("Any", original if isinstance(original, list) else sent)
        for place in range(max(len(recorded_items), len(sent_items))):
            inner = _item(recorded_items, place), _item(sent_items, place)
            yield from _walk(f"{where}[{place}]", name, *inner, _item(given, place))
    elif not _alike(recorded, sent):
        made_up = isinstance(recorded, str) and isinstance(sent, str) and sent != original
        yield Difference(where, *_texts(name, recorded, sent, original), name, made_up)


def _texts(name: str, recorded: Any, sent: Any, original: Any) -> tuple[str, str]:
    """Return a recorded value and one that was sent as they may be shown, never the same twice."""
    before, after = _shown_value(name, recorded), _shown_value(name, original)
    if isinstance(recorded, str) and isinstance(sent, str) and sent != original:
        return _scrubbed(recorded), f"{after}, {_scrubbed(sent)}"
    if before == after:
        return before, f"another, {_since(recorded, original)}"
    return before, after


def _scrubbed(made_up: str) -> str:
    """Return a value of a recording as it may be shown: as it is, for it stands for another."""
    return f"{_masked(repr(made_up))} when scrubbed"


def _item(items: Sequence[Any], place: int) -> Any:
    return items[place] if place < len(items) else ABSENT


def _alike(recorded: Any, sent: Any) -> bool:
    if isinstance(recorded, Slot):
        return isinstance(sent, str) and (not recorded.number or phone(sent) is not None)
    return type(recorded) is type(sent) and recorded == sent


def _shown_value(name: str, value: Any) -> str:
    """Return the value of the member *name*, as it may be shown."""
    if value is ABSENT or value is None:
        return "nothing" if value is ABSENT else "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Slot):
        return f"any {value.name}"
    if isinstance(value, (dict, list)):
        kind = "an object" if isinstance(value, dict) else "a list"
        return f"{kind} of {len(cast('Sized', value))}"
    if isinstance(value, bytes):
        return f"{len(value)} bytes that are no JSON"
    text = str(value)
    if phone(text):
        return _masked(text)
    if name in SHOWN and len(text) <= 40:
        return _masked(repr(value))
    if isinstance(value, str):
        return f"a text of {len(text)} characters"
    return "a number"


def _name(name: str) -> str:
    return name if NAME.fullmatch(name) else "…"


def _since(recorded: Any, sent: Any) -> str:
    if not isinstance(recorded, (str, bytes)) or not isinstance(sent, (str, bytes)):
        return "not the same"
    places = enumerate(zip(recorded, sent, strict=False), 1)
    place = next((place for place, (a, b) in places if a != b), min(len(recorded), len(sent)) + 1)
    return f"different from {'character' if isinstance(recorded, str) else 'byte'} {place} on"


def _masked(text: str) -> str:
    # Loaded only when a test fails: it takes longer than a replay.
    from flowroute_ext.testing import mask_text

    return mask_text(text)
