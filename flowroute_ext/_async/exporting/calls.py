"""The calls of a period, from the file that Flowroute makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._exports.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from ..._values.call_records import CallRecord
    from ..cdrs import AsyncCdrs

TOGETHER = 1000


async def calls(
    cdrs: AsyncCdrs, start: datetime, end: datetime, path: Path
) -> AsyncIterator[list[CallRecord]]:
    """Yield the calls from *start* to before *end*, some at once; *path* is what they are for.

    The export is requested once, also where the response is lost.
    """
    export = await cdrs.wait(await cdrs.export(start=start, end=end, resolve=True))
    if export.status != "completed":
        problem = f"is unchanged, as the CDR export {export.id} of Flowroute is {export.status}"
        raise ExportError(path, problem, "Export again")
    together: list[CallRecord] = []
    async for record in cdrs.records(export):
        together.append(record)
        if len(together) == TOGETHER:
            yield together
            together = []
    yield together
