"""The rows of an outbox as CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_ext._outbox.values import OutboxRow

COLUMNS = (
    *("reference", "to", "from", "body", "media_urls"),
    *("state", "message_id", "reason", "attempts", "started", "ended"),
)


def write_csv(rows: Iterable[OutboxRow], file: IO[str]) -> None:
    """Write *rows* to *file* as CSV; several URLs of media have blanks between them."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        record = _record(row)
        writer.writerow(record | {"media_urls": " ".join(row.message.media_urls)})


def write_jsonl(rows: Iterable[OutboxRow], file: IO[str]) -> None:
    """Write *rows* to *file* as JSON, an object on each line."""
    for row in rows:
        file.write(json.dumps(_record(row), ensure_ascii=False) + "\n")


def _record(row: OutboxRow) -> dict[str, object]:
    """The values of *row* by the names in `COLUMNS`."""
    message = row.message
    values: tuple[object, ...] = (
        *(row.reference, message.to, message.from_, message.body, message.media_urls),
        *(row.state, row.message_id, row.reason, row.attempts),
        *(moment and moment.isoformat() for moment in (row.started, row.ended)),
    )
    return dict(zip(COLUMNS, values, strict=True))
