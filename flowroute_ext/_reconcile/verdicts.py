"""Verdicts on unknown outcomes, by Flowroute's records. Pure.

Flowroute takes no idempotency key, so outcomes have to be inferred from its records. A verdict
is never a guess: records that could be of this call or of another make it "still unknown".
"""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from .._base.masking import length, masked
from .._base.plain.value import Value
from .._builders.messages import Message
from .candidates import Candidates, pair_of, similar
from .matching import assign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .._values.messages import MessageRecord
    from .candidates import Candidate, Pair, Text

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
class Resolution(Value):
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
class MessageQuery(Value):
    """A message that was sent, and may have been accepted.

    Its request was sent no earlier than `started`, and was no longer in progress after `ended`.
    A record may be of it if it is not further away than `skew`, and is taken for proof if it is
    not further away than `near`; None where those times are too uncertain for that. From `final`
    on the records do not change any more: `SETTLED` after it ended, if not given.
    """

    reference: str
    to: str = attrs.field(repr=masked)
    from_: str = attrs.field(repr=masked)
    body: str | None = attrs.field(repr=length)
    is_mms: bool
    started: datetime
    ended: datetime
    skew: timedelta = SKEW
    near: timedelta | None = NEAR
    final: datetime | None = None

    @classmethod
    def of(
        cls, message: Message, *, reference: str, started: datetime, ended: datetime
    ) -> MessageQuery:
        """Return the query for *message* after an attempt to send it."""
        is_mms = message.kind == "mms"
        return cls(reference, message.to, message.from_, message.body, is_mms, started, ended)


def content(message: Message | MessageQuery) -> Content:
    """Return what identifies a message, except its time."""
    is_mms = message.kind == "mms" if isinstance(message, Message) else message.is_mms
    return message.to, message.from_, message.body or None, bool(is_mms)


def settled_at(ended: datetime) -> datetime:
    """Return when the records are final for an attempt that *ended* at that time."""
    return ended + SETTLED


def is_settled(ended: datetime, now: datetime) -> bool:
    """Return whether the records of *now* are final for an attempt that *ended* at that time."""
    return now >= settled_at(ended)


def parties(message: MessageQuery) -> Pair:
    """Return the numbers that a message is to and from, without the country code."""
    return pair_of(message.to, message.from_)


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


def may_show(
    sought: Iterable[MessageQuery], records: Iterable[MessageRecord], ids: Collection[str]
) -> set[str]:
    """Return those of *ids* of which the record may show one of *sought*, by its text."""
    texts = {query.body for query in sought}
    return {
        record.id
        for record in records
        if record.id in ids and any(similar(text, record.body or "") for text in texts)
    }


def judge(
    sought: Sequence[MessageQuery],
    records: Iterable[MessageRecord],
    *,
    taken: Collection[str] = (),
    given: Collection[str] = (),
    now: datetime,
    complete: bool = True,
) -> dict[str, Resolution]:
    """Return the verdict on each message of *sought*, by its reference.

    *records* are those since two minutes before the earliest of them, as they were at *now*;
    *taken* are the ids that are known to be of other messages, and *given* those that were
    assigned to one, and so prove nothing. All messages between the same numbers with an unknown
    outcome have to be judged in one call: equal ones are distinguished by counting, and the records
    of the others are not of this one. With *complete* False there were more records than could
    be read.
    """
    candidates = Candidates(records, taken)
    between: dict[Pair, list[MessageQuery]] = {}
    for query in sorted(sought, key=attrgetter("started")):
        between.setdefault(parties(query), []).append(query)
    verdicts: dict[str, Resolution] = {}
    for pair, queries in between.items():
        verdicts |= _judge_pair(queries, candidates.of(pair), given, now, complete=complete)
    return verdicts


def _judge_pair(
    queries: Sequence[MessageQuery],
    candidates: Sequence[Candidate],
    given: Collection[str],
    now: datetime,
    *,
    complete: bool,
) -> dict[str, Resolution]:
    """Return the verdicts on all messages between two numbers, with the records that may be theirs.

    A record that certainly is of one of them is of no other. Any other one may be of each.
    """
    alike: dict[Content, list[MessageQuery]] = {}
    for query in queries:
        alike.setdefault(content(query), []).append(query)
    exact: dict[Text | None, list[Candidate]] = {}
    for candidate in candidates:
        exact.setdefault(candidate.text, []).append(candidate)
    equal = {what: exact.get(what[2:], []) for what in alike}
    certain: dict[str, Candidate] = {}
    for what, group in alike.items():
        certain |= _certain(group, [record for record in equal[what] if record.id not in given])
    lost = [query for query in queries if query.reference not in certain]
    proven = {name: record for name, record in certain.items() if not _may_be_another(record, lost)}
    claimed = {record.id for record in proven.values()}
    for what, group in alike.items():
        near = [record for record in equal[what] if any(_within(record, query) for query in group)]
        # Which of equal messages they are of need not be known: they are of no other text.
        if len(near) <= len(group):
            claimed |= {record.id for record in near if not _may_be_another(record, lost)}
    rest = [record for record in candidates if record.id not in claimed]
    verdicts: dict[str, Resolution] = {}
    for what, group in alike.items():
        for query in group:
            record = proven.get(query.reference)
            verdicts[query.reference] = (
                _unproven(query, equal[what], rest, now, complete=complete)
                if record is None
                else accepted(record.id, "a record of the same text, at the time of the attempt")
            )
    return verdicts


def _certain(
    group: Sequence[MessageQuery], candidates: Sequence[Candidate]
) -> dict[str, Candidate]:
    """Return the records that are certainly of messages of one text, of its *candidates*.

    Each record near one of the messages in time is assigned to one of them. If there are more
    such records than messages, some are of other senders, and nothing is certain.
    """
    edges = [
        [column for column, record in enumerate(candidates) if _near(record, query)]
        for query in group
    ]
    return {group[row].reference: candidates[column] for row, column in assign(edges).items()}


def _may_be_another(record: Candidate, lost: Sequence[MessageQuery]) -> bool:
    """Return whether *record*, of one text, may show one of the *lost* messages of another."""
    return any(
        (query.body or None, query.is_mms) != record.text
        and _within(record, query)
        and similar(query.body, record.body)
        for query in lost
    )


def _unproven(
    query: MessageQuery,
    equal: Sequence[Candidate],
    rest: Sequence[Candidate],
    now: datetime,
    *,
    complete: bool,
) -> Resolution:
    """Return the verdict on a message that no record proves to be accepted.

    *equal* are the records of its text, *rest* all records that are not of other messages.
    """
    around = [record.id for record in equal if _within(record, query)]
    if any(_near(record, query) for record in equal):
        return ambiguous(around, "the records may be of this message or of an equal one")
    if around:
        why = "there is an equal message near the time of the attempt, but not at it"
        return ambiguous(around, why)
    if not complete:
        return ambiguous((), "the records could not be read to their end")
    others = [record.id for record in rest if _within(record, query)]
    if others:
        why = "there is a message between these numbers near the time of the attempt"
        return ambiguous(others, f"{why}, and it may be this one, shown in another way")
    ended = query.ended if query.final is None else query.final - SETTLED
    return absent(ended, now, "the message")


def _near(record: Candidate, query: MessageQuery) -> bool:
    """Return whether the time of *record* proves that it is of *query*."""
    if record.time is None or query.near is None:
        return False
    ended = min(query.ended, query.started + LONGEST_ATTEMPT)
    return query.started - query.near <= record.time <= ended + SETTLED + query.near


def _within(record: Candidate, query: MessageQuery) -> bool:
    """Return whether *record* may be of *query*, by its time; one without a time may be."""
    if record.time is None:
        return True
    return query.started - query.skew <= record.time <= query.ended + SETTLED + query.skew
