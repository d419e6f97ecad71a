"""CDR exports, and their files as flowroute-sdk-v3-python writes and reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from .._base.problems import invalid, shown
from .._calls.cdrs import FILTERS
from .._cdrs.files import call_records
from .._cdrs.partial import Target
from .._cdrs.unpacking import PIECE, unpacked
from .arguments import record, when
from .bodies import document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._sync.client import Flowroute


TIMES: Final = ("start_call_start_time", "start_call_end_time")


def exported(flowroute: Flowroute, given: Mapping[str, object]) -> dict[str, Any]:
    """Request an export of the calls that match the filters, and return its JSON.

    Not as any other call: a reference in the callback distinguishes equal ones if their outcome is
    unknown.
    """
    filters = dict(document(given["filters"], "CDR export"))
    start, end = (
        when(given_time, name) if (given_time := filters.pop(name, None)) else None
        for name in TIMES
    )
    known: Any = {name: filters.pop(name) for name in FILTERS if name in filters}
    export = flowroute.cdrs.export(
        start=cast("str", start),
        end=cast("str", end),
        other_filters=filters,
        callback_url=cast("str", given["callback_url"]) or None,
        **known,
    )
    return {"data": export.raw.to_dict()}


def downloaded(flowroute: Flowroute, given: Mapping[str, object]) -> dict[str, str] | None:
    """Write the file of an export, decompressed; return its name, None where there is no file."""
    identity = record(given["cdrexport_id"], "cdrexport_id")
    target = Target(given["filename"], identity)
    export = flowroute.cdrs.get(identity)
    if export.status != "completed" or not export.download_url:
        return None
    import tempfile  # which loads much, and is needed here alone

    with tempfile.TemporaryDirectory() as folder:
        packed = flowroute.cdrs.download(identity, Path(folder, "cdrs.csv.gz"))
        with packed.open("rb") as file, target.partial() as partial:
            partial.restart()
            for piece in unpacked(iter(lambda: file.read(PIECE), b"")):
                partial.add(piece)
    return {"filename": str(given["filename"])}


def parsed(_: Flowroute, given: Mapping[str, object]) -> list[dict[str, str]]:
    """Return the calls in a file, each as its cells by their columns."""
    filename = given["filename"]
    if not isinstance(filename, str | Path):
        rule, cure = "must be the path of a file", "give it as text"
        raise invalid("file of call records", "filename", shown(filename), rule=rule, cure=cure)
    return [dict(call.raw) for call in call_records(cast("str", filename))]
