"""Message records that are not shown as the messages were sent."""

from __future__ import annotations

import pickle
import random
from typing import Any

from flowroute_ext import Flowroute, OutcomeUnknown
from siege import oracle
from siege.disturbances.base import Disturbance
from siege.field import Field
from siege.records import MUTATIONS
from siege.verdicts import UNKNOWN, verdict_of
from siege.worker import Worker, in_threads

# Seconds of the episode's time for which resolve() looks: records are settled after 30.
LONGEST_LOOK = 40.0
LOSSES = {"drop_after": 3, "drop_before": 3, "error_after": 1, "reset_before": 1}
BODIES = [
    "Your table is ready",
    "Café déjà vu: 5 > 3 & 2 < 4 \"quoted\" 'single'",
    "Line one\nline two\ttab \\ backslash",
    "Long " + "word " * 60,
    "Emoji 🎉 and 中文",
]


def losing(worker: Worker, flowroute: Flowroute, reference: str, body: str) -> None:
    """Send a message; keep the error of an unknown outcome in a file, as pickle."""
    with worker.noting(reference) as message_id:
        try:
            sent = flowroute.messages.send(worker.message(reference, body), reference=reference)
            message_id.append(sent.id)
        except OutcomeUnknown as error:
            worker.journal.path.with_name(f"{reference}.pickle").write_bytes(pickle.dumps(error))
            raise


def resolve_all(worker: Worker) -> None:
    """Resolve the pickled errors of the episode, or *share* of them, by another client."""
    share, shares = worker.arguments.get("share", (0, 1))
    flowroute = worker.client()
    files = sorted(worker.journal.path.parent.glob("*.pickle"))[share::shares]

    def resolve(number: int) -> None:
        error: OutcomeUnknown = pickle.loads(files[number].read_bytes())
        try:
            found = flowroute.resolve(error, timeout=LONGEST_LOOK)
        except Exception as caught:
            note, message_id, why = verdict_of(caught), None, repr(caught)
            note = UNKNOWN if note == "not sent" else note  # of the lookup, not of the message
        else:
            words = {"accepted": "sent", "not accepted": "not sent", "still unknown": UNKNOWN}
            note, message_id, why = words[found.verdict], found.id, found.why
        worker.journal.note(
            "resolved", reference=error.reference, verdict=note, id=message_id, why=why
        )

    in_threads(len(files), resolve)


def send_losing(worker: Worker) -> None:
    """Send the messages of the arguments, and resolve what was lost in the same process."""
    flowroute = worker.client(timeout=3, max_retries=0)
    for reference, body in worker.arguments["messages"]:
        losing(worker, flowroute, reference, body)


class MutatedRecords(Disturbance):
    """*Not accepted* is never said of an accepted text, however its record's body differs."""

    row = 7

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "mutation": rng.choice([*MUTATIONS]),
            "messages": [(f"m-{number}", f"{number} {rng.choice(BODIES)}") for number in range(12)],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve(LOSSES, mutation=drawn["mutation"])
        field.run("records:send_losing", messages=drawn["messages"])
        field.run("records:resolve_all")
        return oracle.judge(field.journal)


class LostResponses(MutatedRecords):
    """What was lost is resolved right, and for certain, where records are as they were sent."""

    row = 0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return super().draw(rng) | {"mutation": "none"}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        wrong = super().run(field, drawn)
        unsure = [e for e in field.journal.entries("resolved") if e["verdict"] == UNKNOWN]
        return wrong + ([f"{len(unsure)} stay unknown: {unsure[0]}"] if unsure else [])


class MissingLink(Disturbance):
    """A full page of records without `links.next` is not taken for the last one."""

    row = 7

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "messages": [(f"m-{number}", f"Text {number}") for number in range(6)],
            "strangers": rng.choice([999, 1000, 1500]),
            "linked": rng.random() < 0.3,
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve(LOSSES, linked=drawn["linked"])
        field.run("records:send_losing", messages=drawn["messages"])
        field.change(strangers=drawn["strangers"])
        field.run("records:resolve_all")
        return oracle.judge(field.journal)


class EqualTexts(Disturbance):
    """Of equal texts one record is given to one asker, by a client that did not send them."""

    row = 7

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"count": rng.randint(2, 5), "processes": 1}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve(LOSSES)
        messages = [(f"e-{number}", "The same text") for number in range(drawn["count"])]
        field.run("records:send_losing", messages=messages)
        count = drawn["processes"]
        shares = [
            field.start("records:resolve_all", share=[share, count]) for share in range(count)
        ]
        for process in shares:
            field.wait(process, 20.0, "resolve()")
        return oracle.judge_equal(field.journal)


class EqualTextsApart(EqualTexts):
    """Of equal texts one record is given to one asker, also where several processes ask."""

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"count": rng.randint(2, 5), "processes": rng.randint(2, 3)}
