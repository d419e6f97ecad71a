"""The plan of `flowroute send-bulk`, made before anything is written or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from flowroute_ext._outbox import queries
from flowroute_ext._outbox.comparing import Comparison
from flowroute_ext._outbox.database import Database
from flowroute_ext._outbox.values import OutboxCounts
from flowroute_ext.cli.bulk.checking import BadLines
from flowroute_ext.cli.bulk.estimate import Estimate
from flowroute_ext.cli.bulk.schedule import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from flowroute_ext._builders.messages import Message
    from flowroute_ext._outbox.staging import StagedRows
    from flowroute_ext.cli.bulk.opt_outs import KnownOptOuts
    from flowroute_ext.cli.bulk.schedule import Schedule


@attrs.frozen(kw_only=True)
class Plan:
    """The rows to send, of a file and of an outbox.

    `rows` is how many the file has, `new` how many of these are not in the outbox; `before` are
    the counts of the outbox, and `others` is how many rows wait in it that are not in the file.
    `estimate` is for all that waits then. `clashes` are rows whose reference the outbox has with
    another content. `opted_out` is how many rows are for numbers that have opted out, which are in
    no estimate, and `waiting` is when the others are sent.
    """

    rows: int
    new: int
    before: OutboxCounts
    others: int
    estimate: Estimate
    clashes: BadLines
    opted_out: int = 0
    waiting: Waiting | None = None

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to send, and nothing to look up."""
        before = self.before
        return not (self.new or before.queued or before.sending or before.unknown)


def plan(
    rows: StagedRows,
    path: Path | None,
    opt_outs: KnownOptOuts | None = None,
    schedule: Schedule | None = None,
) -> Plan:
    """Return the plan for sending *rows* by the outbox at *path*, which need not exist."""
    wanted = Wanted(opt_outs, schedule)
    if path is None or not path.exists():
        estimate = Estimate.of(wanted.of(rows.messages()))
        return Plan(
            rows=len(rows),
            new=len(rows),
            before=OutboxCounts(),
            others=0,
            estimate=estimate,
            clashes=BadLines(),
            opted_out=wanted.left_out,
            waiting=wanted.waiting,
        )
    with Database(path) as database:
        before = queries.counts(database)
        with database.reading() as connection:
            compared = Comparison(connection, rows)
            estimate = Estimate.of(wanted.of(compared.waiting()))
            return Plan(
                rows=len(rows),
                new=compared.new,
                before=before,
                others=compared.not_given,
                estimate=estimate,
                clashes=BadLines(compared.clashes(path.name, "line")),
                opted_out=wanted.left_out,
                waiting=wanted.waiting,
            )


class Wanted:
    """The messages that are for no number that has opted out; `left_out` counts the others.

    `waiting` has when the messages are sent, where there is a schedule.
    """

    def __init__(self, opt_outs: KnownOptOuts | None, schedule: Schedule | None = None) -> None:
        self._opt_outs = opt_outs
        self.waiting = None if schedule is None else Waiting(schedule)
        self.left_out = 0

    def of(self, messages: Iterable[Message]) -> Iterator[Message]:
        """Those of *messages*."""
        for message in messages:
            if self._opt_outs is not None and self._opt_outs.has(message):
                self.left_out += 1
            else:
                if self.waiting is not None:
                    self.waiting.add(message)
                yield message
