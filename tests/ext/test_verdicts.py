"""Verdicts on messages with unknown outcomes, by their records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from flowroute_api.models import Message as MessageResource
from flowroute_ext import MessageRecord
from flowroute_ext._reconcile.verdicts import NEAR, SETTLED, SKEW, judge
from flowroute_ext.types import MessageQuery, Resolution

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def sought(reference: str, started: float = 0, ended: float = 1, body: str = "a") -> MessageQuery:
    """An attempt, its times in seconds from now."""
    return MessageQuery(
        reference=reference,
        to="12065550100",
        from_="12065550142",
        body=body,
        is_mms=False,
        started=NOW + started * SECOND,
        ended=NOW + ended * SECOND,
    )


def record(id: str, at: float = 0.5, body: str | None = "a", **others: object) -> MessageRecord:
    """A record as Flowroute has it, its time in seconds from now, cut to hundredths."""
    moment = (NOW + at * SECOND).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-4] + "Z"
    attributes = {
        "to": "12065550100",
        "from": "12065550142",
        "body": body,
        "direction": "outbound",
        "is_mms": False,
        "timestamp": moment,
    }
    resource = {"type": "message", "id": id, "attributes": attributes | others}
    return MessageRecord.from_resource(MessageResource.from_dict(resource))


def verdicts(
    attempts: list[MessageQuery],
    records: list[MessageRecord],
    *,
    after: float = 100,
    taken: tuple[str, ...] = (),
    complete: bool = True,
) -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
    found = judge(attempts, records, taken=taken, now=NOW + after * SECOND, complete=complete)
    return {name: (one.verdict, one.id, one.seen) for name, one in found.items()}


ABSENT = ("not accepted", None, ())
OPEN = ("still unknown", None, ())


def test_one_record() -> None:
    """The only record of the text, at the time of the attempt, is the message."""
    assert verdicts([sought("x")], [record("mdr2-1")]) == {"x": ("accepted", "mdr2-1", ("mdr2-1",))}


def test_the_reasons() -> None:
    """Each verdict has a reason, without a number or a text."""
    found = judge([sought("x")], [], now=NOW + 100 * SECOND)

    assert found == {
        "x": Resolution(
            "not accepted", why="there is no record of the message, and it is safe to send again"
        )
    }


def test_no_record_yet() -> None:
    """Until half a minute after the attempt, the record may still appear."""
    assert [verdicts([sought("x")], [], after=after)["x"] for after in (0, 30.9, 31)] == [
        OPEN,
        OPEN,
        ABSENT,
    ]


def test_an_attempt_without_a_known_end() -> None:
    """A record from long after its start may be of it, and is no proof."""
    days = 3 * 86_400.0

    assert verdicts([sought("x", 0, days)], [record("1", at=86_400)], after=2 * days) == {
        "x": ("still unknown", None, ("1",))
    }
    assert verdicts([sought("x", 0, days)], [record("1", at=30)], after=2 * days) == {
        "x": ("accepted", "1", ("1",))
    }


def test_other_messages() -> None:
    """A record of another number or time, of a reply, or of a known message."""
    others = [
        record("2", to="13125550199"),
        record("3", **{"from": "13125550199"}),
        record("4", direction="inbound", to="12065550142", **{"from": "12065550100"}),
        record("6", at=-121),
        record("7", at=160),
        record("8"),
    ]

    assert verdicts([sought("x")], others, taken=("8",)) == {"x": ABSENT}


def test_an_equal_message_near() -> None:
    """One from just before, or much after, may be ours if clocks differ: not certain."""
    assert verdicts([sought("x")], [record("1", at=-60)]) == {"x": ("still unknown", None, ("1",))}
    assert verdicts([sought("x")], [record("1", at=90)]) == {"x": ("still unknown", None, ("1",))}


def test_two_of_two() -> None:
    """Two equal messages and two records: both were accepted, in their order."""
    attempts = [sought("x", 0, 1), sought("y", 20, 21)]

    assert verdicts(attempts, [record("2", 20.5), record("1", 0.5)]) == {
        "x": ("accepted", "1", ("1",)),
        "y": ("accepted", "2", ("2",)),
    }


def test_one_of_two() -> None:
    """Two equal messages and one record: which one was accepted is unknown."""
    attempts = [sought("x", 0, 1), sought("y", 2, 3)]

    assert verdicts(attempts, [record("1", 2.5)]) == {
        "x": ("still unknown", None, ("1",)),
        "y": ("still unknown", None, ("1",)),
    }


def test_one_of_two_that_the_time_tells_apart() -> None:
    """Equal messages minutes apart are told apart."""
    attempts = [sought("x", 0, 1), sought("y", 600, 601)]

    assert verdicts(attempts, [record("1", 600.5)], after=700) == {
        "x": ABSENT,
        "y": ("accepted", "1", ("1",)),
    }


def test_more_records_than_messages() -> None:
    """With an equal message of another sender at the same time, nothing is certain."""
    assert verdicts([sought("x")], [record("1"), record("2")]) == {
        "x": ("still unknown", None, ("1", "2"))
    }


def test_a_list_that_could_not_be_read_to_its_end() -> None:
    """A record that is missing there may still exist."""
    assert verdicts([sought("x")], [], complete=False) == {"x": OPEN}


def test_a_record_that_is_listed_twice() -> None:
    """Pages shift while they are read; one record is one record."""
    assert verdicts([sought("x")], [record("1"), record("1")])["x"][0] == "accepted"


@attrs.frozen
class Sent:
    """A message of ours, and its true outcome: the time of its record, or None."""

    sought: MessageQuery
    stamped: float | None
    shown: float
    """When its record can be seen."""


TEXTS = st.sampled_from("ab")


@st.composite
def sendings(draw: st.DrawFn, skew: timedelta) -> list[Sent]:
    """Messages with lost responses, and a clock at Flowroute that differs by up to *skew*."""
    off = draw(st.floats(-1, 1)) * (skew - SECOND / 50).total_seconds()
    sent = []
    for number in range(draw(st.integers(0, 6))):
        started = draw(st.floats(0, 300))
        ended = started + draw(st.floats(0, 40))
        acted = started + draw(st.floats(0, 1)) * (ended - started + SETTLED.total_seconds())
        shown = acted + draw(st.floats(0, 1)) * (ended + SETTLED.total_seconds() - acted)
        accepted = draw(st.booleans())
        one = sought(f"r{number}", started, ended, draw(TEXTS))
        sent.append(Sent(one, acted + off if accepted else None, shown))
    return sent


def shown(sent: list[Sent], now: float) -> list[MessageRecord]:
    """The records that are visible by then; each has the reference for its id."""
    return [
        record(one.sought.reference, one.stamped, one.sought.body or "")
        for one in sent
        if one.stamped is not None and one.shown <= now
    ]


FOREIGN = st.lists(st.builds(record, st.uuids().map(str), st.floats(-200, 500), TEXTS), max_size=4)


@given(st.data(), sendings(SKEW), FOREIGN, st.floats(0, 500))
def test_an_accepted_message_is_never_said_not_to_be(
    data: st.DataObject, sent: list[Sent], foreign: list[MessageRecord], now: float
) -> None:
    """With any delays, clocks, equal texts of ours and others, and known ids."""
    known = tuple(
        one.sought.reference for one in sent if one.stamped is not None and data.draw(st.booleans())
    )
    open_ones = [one for one in sent if one.sought.reference not in known]
    records = data.draw(st.permutations([*shown(sent, now), *foreign]))

    found = judge([one.sought for one in open_ones], records, taken=known, now=NOW + now * SECOND)

    wrong = [
        one
        for one in open_ones
        if one.stamped is not None and found[one.sought.reference].verdict == "not accepted"
    ]
    assert wrong == []


@given(sendings(NEAR), st.floats(0, 500))
def test_only_accepted_messages_are_said_to_be(sent: list[Sent], now: float) -> None:
    """Without equal texts of other senders, as many are accepted as there are records."""
    found = judge([one.sought for one in sent], shown(sent, now), now=NOW + now * SECOND)

    accepted = [one for one in found.values() if one.verdict == "accepted"]
    assert len({one.id for one in accepted}) == len(accepted)
    alone = [one for one in sent if [two.sought.body for two in sent].count(one.sought.body) == 1]
    for one in alone:
        verdict = found[one.sought.reference]
        assert verdict.verdict != "accepted" or verdict.id == one.sought.reference


@given(sendings(NEAR))
def test_a_text_of_its_own_is_always_resolved(sent: list[Sent]) -> None:
    """After half a minute the verdict is right, with any delay and clock."""
    distinct = [
        attrs.evolve(one, sought=attrs.evolve(one.sought, body=str(number)))
        for number, one in enumerate(sent)
    ]

    found = judge([one.sought for one in distinct], shown(distinct, 1000), now=NOW + 1000 * SECOND)

    assert {name: (one.verdict, one.id) for name, one in found.items()} == {
        one.sought.reference: (
            ("not accepted", None) if one.stamped is None else ("accepted", one.sought.reference)
        )
        for one in distinct
    }
