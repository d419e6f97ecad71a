"""Records that may be of a message, however they differ from it. Pure.

Nothing documents that a record shows a message as it was sent: a text may be cut, escaped,
encoded again or hidden, a number written in another way, a field missing. So there are two
tests: whether a record certainly is of a message's content, and whether it may be.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .._values.messages import MessageRecord

# Digits of a short code.
SHORT_CODE = (5, 6)
# Flowroute is not taken to cut texts to less than that.
SHORTEST_CUT = 30

# The numbers that a message is to and from, ten digits each.
Pair: TypeAlias = "tuple[str, str]"
Text: TypeAlias = "tuple[str | None, bool]"


@attrs.frozen
class Candidate:
    """A record that may be of a message between two numbers.

    `text` is its body and whether it is an MMS, or None if the record is not certainly between
    these numbers, or not certainly sent by this account. `time` is None if it shows none, or one
    without a zone.
    """

    id: str
    text: Text | None
    body: str
    time: datetime | None


def ten_digits(number: str) -> str | None:
    """Return a number without the country code; None if it is not shown as a US number is."""
    if not (number.isascii() and number.isdigit()):
        number = _digits(number)
    if len(number) == 10 or (len(number) == 11 and number[0] == "1"):
        return number[-10:]
    return None


def pair_of(to: str, from_: str) -> Pair:
    """Return the numbers of a message as records are looked up by them."""
    return ten_digits(to) or to, ten_digits(from_) or from_


class Candidates:
    """The records of an account, except those with *taken* ids, by the numbers they show."""

    def __init__(self, records: Iterable[MessageRecord], taken: Collection[str]) -> None:
        self._between: dict[Pair, list[MessageRecord]] = {}
        self._odd: list[MessageRecord] = []
        for record in records:
            if record.id in taken:
                continue
            to, from_ = ten_digits(_text(record.to)), ten_digits(_text(record.from_))
            if to is None or from_ is None:
                self._odd.append(record)
            else:
                self._between.setdefault((to, from_), []).append(record)

    def of(self, pair: Pair) -> list[Candidate]:
        """Return what may be of a message between the numbers of *pair*, earliest first."""
        by_id = {candidate.id: candidate for candidate in self._matches(pair)}
        return sorted(by_id.values(), key=_stamp)

    def _matches(self, pair: Pair) -> Iterator[Candidate]:
        to, from_ = pair
        for record in self._odd:
            if _hidden(record.to, to) and _may_be_from(record.from_, from_):
                yield _candidate(record, certain=False)
        # One that was received from that person is a reply. Without its direction it may not be.
        for record in self._between.get((from_, to), ()):
            if _text(record.direction).casefold() != "inbound":
                yield _candidate(record, certain=False)
        for record in self._between.get(pair, ()):
            sent = record.direction is None or _text(record.direction).casefold() == "outbound"
            yield _candidate(record, certain=sent and bool(record.id))


def similar(text: str | None, shown: str) -> bool:
    """Return whether *text* may be shown as *shown*, which is the text of another message.

    One that is different in marks, blanks and capitals only, has another sentence appended, or is
    cut; but not to a few letters, which happen to be that other text.
    """
    bare_text, bare_shown = bare(text), bare(shown)
    if bare_text == bare_shown:
        return True
    if bare_text.startswith(bare_shown):
        return len(shown) >= SHORTEST_CUT or not bare_shown
    plain, longer = (text or "").strip().casefold(), shown.casefold()
    return longer.startswith(plain) and not longer[len(plain) :][:1].isalnum()


def bare(text: str | None) -> str:
    """Return the letters and digits of *text*, decomposed."""
    plain = text or ""
    if not plain.isascii():
        # One by one: many marks in a row would be sorted, which takes the square of their number.
        plain = "".join(unicodedata.normalize("NFKD", character) for character in plain)
    return "".join(filter(str.isalnum, plain.casefold()))


def _candidate(record: MessageRecord, *, certain: bool) -> Candidate:
    body = _text(record.body)
    text = (body or None, record.is_mms) if certain else None
    return Candidate(record.id, text, body, record.timestamp if _has_zone(record) else None)


def _has_zone(record: MessageRecord) -> bool:
    """Return whether the time of *record* names its zone; one without is read as UTC."""
    shown = record.raw.attributes.timestamp
    if not isinstance(shown, str) or not record.timestamp:
        return False
    try:
        return datetime.fromisoformat(shown).tzinfo is not None
    except ValueError:
        return True


def _hidden(shown: str, number: str) -> bool:
    """Return whether *shown* may be *number*: as a part of it, or with more around it."""
    digits = _digits(_text(shown))
    if number in digits:
        return True
    rest = iter("1" + number)
    return len(digits) <= 11 and all(digit in rest for digit in digits)


def _may_be_from(shown: str, number: str) -> bool:
    """Return whether *shown* may stand for the sender *number*, for which a short code may."""
    return _hidden(shown, number) or len(_digits(_text(shown))) in SHORT_CODE


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(character)) for character in number if character.isdigit())


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _stamp(candidate: Candidate) -> float:
    return candidate.time.timestamp() if candidate.time else 0.0
