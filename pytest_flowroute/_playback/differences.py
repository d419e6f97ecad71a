"""The differences between a request and a recorded one, without private values. Pure.

A value is shown only under a name whose values are public: a limit, a kind, a flag. Phone
numbers are masked; of any other text only the length is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from .matching import Slot
from .parameters import phone

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
WORD: Final = re.compile(r"[a-z][a-z_]{0,30}|v\d(?:\.\d)?")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z_-]{0,40}")
ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two requests differ, as it may be shown."""

    where: str
    recorded: str
    sent: str

    def __str__(self) -> str:
        return f"{self.where}: recorded {self.recorded}, sent {self.sent}"


def differences(recorded: CanonicalRequest, sent: CanonicalRequest) -> list[Difference]:
    """Return every difference, those of the method and the host first."""
    found: list[Difference] = []
    if recorded.method != sent.method:
        found.append(Difference("method", recorded.method, sent.method))
    if recorded.host != sent.host:
        found.append(Difference("host", recorded.host, sent.host))
    if len(recorded.path) != len(sent.path):
        found.append(Difference("path", shown_path(recorded), shown_path(sent)))
    else:
        for before, after in zip(recorded.path, sent.path, strict=True):
            if not _alike(before, after):
                found.append(Difference("path", _segment(before), _segment(after)))
    found += _walk("query", "", dict(recorded.query), dict(sent.query))
    found += _walk("$", "", recorded.body, sent.body)
    return found


def distance(recorded: CanonicalRequest, sent: CanonicalRequest) -> tuple[int, int]:
    """Return how different two requests are: in method, host and path first, then in the rest."""
    found = differences(recorded, sent)
    places = sum(one.where in {"method", "host", "path"} for one in found)
    return places + 2 * (len(recorded.path) != len(sent.path)), len(found)


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


def _walk(where: str, name: str, recorded: Any, sent: Any) -> Iterator[Difference]:
    if isinstance(recorded, dict) and isinstance(sent, dict):
        before, after = cast("dict[str, Any]", recorded), cast("dict[str, Any]", sent)
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _walk(
                f"{where}.{_name(key)}", key, before.get(key, ABSENT), after.get(key, ABSENT)
            )
    elif isinstance(recorded, list) and isinstance(sent, list):
        one, other = cast("Sequence[Any]", recorded), cast("Sequence[Any]", sent)
        for place in range(max(len(one), len(other))):
            yield from _walk(f"{where}[{place}]", name, _item(one, place), _item(other, place))
    elif not _alike(recorded, sent):
        texts = _shown_value(name, recorded), _shown_value(name, sent)
        if texts[0] == texts[1] and isinstance(recorded, str) and isinstance(sent, str):
            texts = texts[0], f"another, different from character {_first(recorded, sent)} on"
        yield Difference(where, *texts)


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


def _first(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False), 1)
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)) + 1)


def _masked(text: str) -> str:
    # Loaded only when a test fails: it takes longer than a replay.
    from flowroute_ext.testing import mask_text

    return mask_text(text)
