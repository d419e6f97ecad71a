"""Values of strangers as text that can be shown: numbers, times, amounts, and harmless characters.

Escaping for HTML is the templates' part; what is here decides which characters are shown.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

# Characters that a browser acts on or does not show, and that no text needs: control characters
# other than tab and new line, overrides of the direction of text, line separators, characters that
# are never rendered, and halves of surrogate pairs, which cannot be encoded.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
LONGEST = 10_000
"""How many characters of one text are shown: of some, browsers need minutes for a million."""

_NORTH_AMERICAN = re.compile("1([2-9][0-9]{2})([0-9]{3})([0-9]{4})")
_DIGITS = re.compile("[0-9]{7,15}")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")  # such as that of Scotland


def visible(value: Any) -> Any:
    """Return a text with characters that would be hidden or obeyed as ones that are seen.

    An override of the direction is ⟨U+202E⟩. What is no text stays as it is, and so does what a
    template has written already.
    """
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    if value.isascii() and value.isprintable():
        return value
    parts = re.split(f"({_FLAG.pattern})", value)
    return "".join(
        part if _FLAG.fullmatch(part) else _HIDDEN.sub(_shown, part) for part in parts if part
    )


def _shown(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"


def beginning(text: str) -> str:
    """Return a text of at most `LONGEST` characters, and how many more it has."""
    more = len(text) - LONGEST
    return text if more <= 0 else f"{text[:LONGEST]}… ({more:,} more characters)"


def phone(number: str) -> str:
    """Return a phone number in groups: ``+1 206 555 0100``; short codes and names as they are."""
    match = _NORTH_AMERICAN.fullmatch(number)
    if match:
        return f"+1 {match[1]} {match[2]} {match[3]}"
    return f"+{number}" if _DIGITS.fullmatch(number) else number


def hue(number: str) -> int:
    """Return one of eight colors for a phone number, always the same."""
    return sum(map(ord, number)) * 5 % 8


def dollars(amount: int) -> str:
    """Return billionths of a US dollar with at least two digits after the point: ``$0.004``."""
    whole, rest = divmod(abs(amount), 1_000_000_000)
    fraction = f"{rest:09}".rstrip("0")
    return f"{'-' if amount < 0 else ''}${whole:,}.{fraction:0<2}"


def clock_time(moment: datetime) -> str:
    """Return the time of day of this machine's time zone, in minutes."""
    return f"{moment.astimezone():%H:%M}"


def exact_time(moment: datetime) -> str:
    """Return the time of day of this machine's time zone, in milliseconds."""
    local = moment.astimezone()
    return f"{local:%H:%M:%S}.{local.microsecond // 1000:03}"


def day(moment: datetime, now: datetime) -> str:
    """Return the day of a moment, seen from now: Today, Yesterday, or ``Tue 24 Nov 2026``."""
    date, today = moment.astimezone().date(), now.astimezone().date()
    if date == today:
        return "Today"
    if date == today - timedelta(days=1):
        return "Yesterday"
    return f"{date:%a} {date.day} {date:%b %Y}"


def brief(moment: datetime, now: datetime) -> str:
    """Return the time of a moment of today, or the day of one before."""
    named = day(moment, now)
    return clock_time(moment) if named == "Today" else named.removesuffix(f" {now:%Y}")


def iso(moment: datetime) -> str:
    """Return a moment in UTC, as machines read it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def size(count: int) -> str:
    """Return a number of bytes with a unit."""
    for unit in ("bytes", "KB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count = round(count / 1000)
    return f"{count} MB"


def span(seconds: float) -> str:
    """Return a duration in the largest unit that it has at least one of: ``90 s``, ``2 h``."""
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length or seconds == length:
            return f"{seconds / length:.1f}".removesuffix(".0") + f" {unit}"
    return f"{seconds:g} s"
