# Written by scripts/unasync.py from flowroute_ext/_async/exporting/calls.py. Do not edit.
"""The calls of a period, from the file that Flowroute makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._exports.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from ..._values.call_records import CallRecord
    from ..cdrs import Cdrs

TOGETHER = 1000


def calls(cdrs: Cdrs, start: datetime, end: datetime, path: Path) -> Iterator[list[CallRecord]]:
    """Yield the calls from *start* to before *end*, some at once; *path* is what they are for.

    The export is requested once, also where the response is lost.
    """
    export = cdrs.wait(cdrs.export(start=start, end=end, resolve=True))
    if export.status != "completed":
        problem = f"is unchanged, as the CDR export {export.id} of Flowroute is {export.status}"
        raise ExportError(path, problem, "Export again")
    together: list[CallRecord] = []
    for record in cdrs.records(export):
        together.append(record)
        if len(together) == TOGETHER:
            yield together
            together = []
    yield together
