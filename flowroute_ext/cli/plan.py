"""The plan of `flowroute send-bulk`, made before anything is written or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from flowroute_ext._outbox.outbox import Outbox
from flowroute_ext._outbox.values import OutboxCounts
from flowroute_ext.cli.checking import clash
from flowroute_ext.cli.estimate import Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flowroute_ext._outbox.errors import RowProblem
    from flowroute_ext._outbox.row_parsing import Draft


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
    clashes: tuple[RowProblem, ...]

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to send, and nothing to look up."""
        before = self.before
        return not (self.new or before.queued or before.sending or before.unknown)


def plan(drafts: Sequence[Draft], path: Path) -> Plan:
    """Return the plan for sending *drafts* by the outbox at *path*, which need not exist."""
    given = {draft.reference: draft for draft in drafts}
    waiting = {draft.reference: draft.message for draft in drafts}
    clashes: list[RowProblem] = []
    before, others = OutboxCounts(), 0
    if path.exists():
        outbox = Outbox(path)
        before = outbox.status()
        for row in outbox.rows():
            draft = given.get(row.reference)
            if draft and draft.message != row.message:
                clashes.append(clash(draft, f"another one in {path.name}"))
            if row.state != "queued":
                waiting.pop(row.reference, None)
            elif draft is None:
                others += 1
                waiting[row.reference] = row.message
    return Plan(
        rows=len(given),
        new=len(waiting) - before.queued,
        before=before,
        others=others,
        estimate=Estimate.of(waiting.values()),
        clashes=tuple(clashes),
    )
