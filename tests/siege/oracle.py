"""Compares what the server accepted with every verdict: returns the promises not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from siege.journal import Entry, Journal
from siege.verdicts import BARE, NOT_SENT, SENT


class Accepted:
    """The messages that the server accepted, by reference."""

    def __init__(self, journal: Journal) -> None:
        self.ids: dict[str, list[str]] = {}
        self.alike: dict[str, str] = {}
        for entry in journal.entries("accepted"):
            self.ids.setdefault(entry["reference"], []).append(entry["id"])
            self.alike[entry["id"]] = entry["alike"]

    def count(self, reference: str) -> int:
        """How often a message was accepted."""
        return len(self.ids.get(reference, []))


def judge(journal: Journal) -> list[str]:
    """What is wrong with the verdicts on single sends, of a server and its workers' journal.

    *sent* is accepted exactly once, under that id; *not sent* never; *unknown*, interrupted and
    killed calls at most once. Of equal texts the ids may be exchanged, but none is given twice.
    """
    accepted = Accepted(journal)
    wrong = [entry["text"] for entry in journal.entries("violation")]
    wrong += _late(journal)
    for reference, ids in accepted.ids.items():
        if len(ids) > 1:
            wrong.append(f"{reference} was accepted {len(ids)} times")
    for entry in journal.entries("verdict"):
        wrong += _verdict(entry, accepted)
    for entry in journal.entries("resolved"):
        wrong += _verdict(entry | {"error": "resolve()"}, accepted)
    given = [*journal.entries("verdict"), *journal.entries("resolved")]
    ids = {(entry["reference"], entry["id"]) for entry in given if entry["id"]}
    for message_id, count in Counter(message_id for _, message_id in ids).items():
        if count > 1:
            wrong.append(f"the id {message_id} was given to {count} messages")
    return wrong


def judge_equal(journal: Journal) -> list[str]:
    """What is wrong with what was resolved of messages that only their references tell apart.

    Which record is of which message cannot be known; how many there are can.
    """
    accepted = sum(map(len, Accepted(journal).ids.values()))
    total = len({entry["reference"] for entry in journal.entries("started")})
    answered = sum(entry["verdict"] == SENT for entry in journal.entries("verdict"))
    resolved = journal.entries("resolved")
    said = Counter(entry["verdict"] for entry in resolved)
    ids = Counter(entry["id"] for entry in resolved if entry["id"])
    wrong = [
        f"{message_id} was given {count} times" for message_id, count in ids.items() if count > 1
    ]
    if said[SENT] + answered > accepted:
        wrong.append(f"{said[SENT]} were resolved as accepted, but {accepted - answered} were")
    if said[NOT_SENT] > total - accepted:
        wrong.append(f"{said[NOT_SENT]} were resolved as not accepted of {total - accepted}")
    return wrong


def exactly_once(references: Iterable[str], journal: Journal) -> list[str]:
    """What is wrong where all messages are to be accepted once in the end."""
    accepted = Accepted(journal)
    wrong = [entry["text"] for entry in journal.entries("violation")]
    counts = {reference: accepted.count(reference) for reference in references}
    for times, what in ((0, "lost"), (2, "sent twice"), (3, "sent three times")):
        found = [reference for reference, count in counts.items() if count == times]
        if found:
            wrong.append(f"{len(found)} of {len(counts)} {what}: {', '.join(found[:5])}")
    return wrong


def _verdict(entry: Entry, accepted: Accepted) -> list[str]:
    reference, verdict = entry["reference"], entry["verdict"]
    told = f"{reference}: {verdict} ({entry['error']}, {entry['id']})"
    count = accepted.count(reference)
    if verdict == BARE:
        return [f"{told}: no error of the SDK"]
    if verdict == SENT:
        alike = accepted.alike.get(accepted.ids[reference][0]) if count else None
        if count != 1:
            return [f"{told}, but accepted {count} times"]
        if accepted.alike.get(entry["id"]) != alike:
            return [f"{told}, which is the id of another message"]
    if verdict == NOT_SENT and count:
        return [f"{told}, but accepted {count} times"]
    return []


def _late(journal: Journal) -> list[str]:
    late = sorted(journal.entries("late"), key=lambda entry: -entry["took"])
    return [
        f"{entry['reference']} took {entry['took']:.2f} s of {entry['within']:g} s"
        for entry in late[:3]
    ]
