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

if TYPE_CHECKING:
    from pathlib import Path

    from flowroute_ext._outbox.staging import StagedRows


@attrs.frozen(kw_only=True)
class Plan:
    """The rows to send, of a file and of an outbox.

    `rows` is how many the file has, `new` how many of these are not in the outbox; `before` are
    the counts of the outbox, and `others` is how many rows wait in it that are not in the file.
    `estimate` is for all that waits then. `clashes` are rows whose reference the outbox has with
    another content.
    """

    rows: int
    new: int
    before: OutboxCounts
    others: int
    estimate: Estimate
    clashes: BadLines

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to send, and nothing to look up."""
        before = self.before
        return not (self.new or before.queued or before.sending or before.unknown)


def plan(rows: StagedRows, path: Path) -> Plan:
    """Return the plan for sending *rows* by the outbox at *path*, which need not exist."""
    if not path.exists():
        return Plan(
            rows=len(rows),
            new=len(rows),
            before=OutboxCounts(),
            others=0,
            estimate=Estimate.of(rows.messages()),
            clashes=BadLines(),
        )
    with Database(path) as database:
        before = queries.counts(database)
        with database.reading() as connection:
            compared = Comparison(connection, rows)
            return Plan(
                rows=len(rows),
                new=compared.new,
                before=before,
                others=compared.not_given,
                estimate=Estimate.of(compared.waiting()),
                clashes=BadLines(compared.clashes(path.name, "line")),
            )
