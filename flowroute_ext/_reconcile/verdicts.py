"""Verdicts on unknown outcomes, by Flowroute's records. Pure.

Flowroute takes no idempotency key, so outcomes have to be inferred from its records. A verdict
is never a guess: records that could be of this call or of another make it "still unknown".
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from .._base.masking import length, masked
from .._builders.messages import Message
from .matching import assign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .._values.messages import MessageRecord

Content: TypeAlias = "tuple[str, str, str | None, bool]"
Verdict = Literal["accepted", "not accepted", "still unknown"]

# Assumed, since nothing documents it: how long after the end of an attempt Flowroute may still
# act on it, or not yet show that it did.
SETTLED = timedelta(seconds=30)
# How far Flowroute's clock may be from ours: at most, and so near that a record is taken to be of
# this call.
SKEW = timedelta(minutes=2)
NEAR = timedelta(seconds=5)
# Where the end of an attempt is unknown, as after a crash that is noticed days later, records from
# after this long do not prove that it was accepted.
LONGEST_ATTEMPT = timedelta(minutes=10)


@attrs.frozen
class Resolution:
    """The outcome of a call, as far as records show it.

    `verdict` is ``"accepted"``, with the `id` of the resource; ``"not accepted"``, so that it
    is safe to send again; or ``"still unknown"``. `why` is the reason as a sentence, and `seen`
    has the ids of the resources that may be of this call.
    """

    verdict: Verdict
    id: str | None = None
    why: str = ""
    seen: tuple[str, ...] = ()
    document: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen
class MessageQuery:
    """A message that was sent, and may have been accepted.

    Its request was sent no earlier than `started`, and was no longer in progress after `ended`.
    """

    reference: str
    to: str = attrs.field(repr=masked)
    from_: str = attrs.field(repr=masked)
    body: str | None = attrs.field(repr=length)
    is_mms: bool
    started: datetime
    ended: datetime

    @classmethod
    def of(
        cls, message: Message, *, reference: str, started: datetime, ended: datetime
    ) -> MessageQuery:
        """Return the query for *message* after an attempt to send it."""
        is_mms = message.kind == "mms"
        return cls(reference, message.to, message.from_, message.body, is_mms, started, ended)


def content(message: Message | MessageQuery | MessageRecord) -> Content:
    """Return what identifies a message, except its time."""
    is_mms = message.kind == "mms" if isinstance(message, Message) else message.is_mms
    return message.to, message.from_, message.body or None, bool(is_mms)


def settled_at(ended: datetime) -> datetime:
    """Return when the records are final for an attempt that *ended* at that time."""
    return ended + SETTLED


def is_settled(ended: datetime, now: datetime) -> bool:
    """Return whether the records of *now* are final for an attempt that *ended* at that time."""
    return now >= settled_at(ended)


def parties(message: MessageQuery | MessageRecord) -> tuple[str, str]:
    """Return the numbers that a message is to and from, without the country code."""
    return message.to[-10:], message.from_[-10:]


def accepted(id: str, why: str, document: Any = None) -> Resolution:
    """Return the verdict that the call was accepted, and its resource has *id*."""
    return Resolution("accepted", id, why, (id,), document)


def absent(ended: datetime, now: datetime, what: str) -> Resolution:
    """Return the verdict if there is no record of *what*."""
    if is_settled(ended, now):
        why = f"there is no record of {what}, and it is safe to send again"
        return Resolution("not accepted", why=why)
    why = f"there is no record of {what} yet, which is final {SETTLED.seconds} s after the attempt"
    return Resolution("still unknown", why=why)


def ambiguous(seen: Iterable[str], why: str) -> Resolution:
    """Return the verdict if the resources *seen* may be of this call, or of another."""
    return Resolution("still unknown", why=why, seen=tuple(seen))


def judge(
    sought: Sequence[MessageQuery],
    records: Iterable[MessageRecord],
    *,
    taken: Collection[str] = (),
    now: datetime,
    complete: bool = True,
) -> dict[str, Resolution]:
    """Return the verdict on each message of *sought*, by its reference.

    *records* are those since two minutes before the earliest of them, as they were at *now*;
    *taken* are the ids that are known to be of other messages. All messages of the same text
    with an unknown outcome have to be judged in one call: they are told apart by counting. With
    *complete* False there were more records than could be read.
    """
    by_content: dict[Content, dict[str, MessageRecord]] = {}
    by_parties: dict[tuple[str, str], list[MessageRecord]] = {}
    for record in records:
        if record.direction != "inbound" and record.id not in taken:
            by_content.setdefault(content(record), {})[record.id] = record
            by_parties.setdefault(parties(record), []).append(record)
    alike: dict[Content, list[MessageQuery]] = {}
    for one in sorted(sought, key=attrgetter("started")):
        alike.setdefault(content(one), []).append(one)
    verdicts: dict[str, Resolution] = {}
    for what, group in alike.items():
        found = sorted(by_content.get(what, {}).values(), key=_stamp)
        others = by_parties.get(parties(group[0]), [])
        verdicts |= _judge_group(group, found, others, now, complete=complete)
    return verdicts


def _judge_group(
    group: list[MessageQuery],
    found: list[MessageRecord],
    others: list[MessageRecord],
    now: datetime,
    *,
    complete: bool,
) -> dict[str, Resolution]:
    """Return the verdicts on messages of one text, with the records *found* of that text.

    *others* are all records between the same numbers, of any text.

    Each record near one of the messages in time is assigned to one of them. If there are more
    such records than messages, some are of other senders, and nothing is certain.
    """
    edges = [
        [column for column, record in enumerate(found) if _within(record, one, NEAR)]
        for one in group
    ]
    certain = assign(edges)
    verdicts: dict[str, Resolution] = {}
    for index, one in enumerate(group):
        around = [record.id for record in found if _within(record, one, SKEW)]
        if index in certain:
            record = found[certain[index]]
            verdict = accepted(record.id, "a record of the same text, at the time of the attempt")
        elif edges[index]:
            verdict = ambiguous(around, "the records may be of this message or of an equal one")
        elif around:
            verdict = ambiguous(
                around, "there is an equal message near the time of the attempt, but not at it"
            )
        elif not complete:
            verdict = ambiguous((), "the records could not be read to their end")
        elif nearly := [other.id for other in others if _nearly(other, one)]:
            verdict = ambiguous(
                nearly, "there is a message of almost the same text near the time of the attempt"
            )
        else:
            verdict = absent(one.ended, now, "the message")
        verdicts[one.reference] = verdict
    return verdicts


def _nearly(record: MessageRecord, one: MessageQuery) -> bool:
    """Return whether *record* may be of *one*, if Flowroute does not show a text as it was sent."""
    if record.is_mms != one.is_mms or not _within(record, one, SKEW):
        return False
    hidden = one.is_mms and not record.body
    return hidden or _bare(record.body) == _bare(one.body)


def _bare(text: str | None) -> str:
    """Return the letters and digits of *text*, decomposed."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(filter(str.isalnum, plain))


def _stamp(record: MessageRecord) -> float:
    return record.timestamp.timestamp() if record.timestamp else 0.0


def _within(record: MessageRecord, one: MessageQuery, skew: timedelta) -> bool:
    """Return whether *record* may be of *one*, if clocks differ by *skew* at most.

    A record without a time may be of any time.
    """
    if record.timestamp is None:
        return True
    ended = one.ended if skew > NEAR else min(one.ended, one.started + LONGEST_ATTEMPT)
    return one.started - skew <= record.timestamp <= ended + SETTLED + skew
