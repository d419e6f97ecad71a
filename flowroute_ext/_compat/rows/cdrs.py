"""The methods of `client.cdrs`."""

from __future__ import annotations

from typing import Final

import attrs

from .. import arguments as read
from .. import call_files, hints
from ..table import Method, Parameter
from .common import LIMIT, OFFSET, record

STATUS: Final = Parameter("status", "str | None", read.export_status, "status", None)
FILENAME: Final = Parameter("filename", "str", read.as_it_is, "")
EXPORT: Final = record("cdrexport_id", "export_id")
LISTED: Final = Method(
    "list_cdr_exports",
    "list_cdr_exports",
    (STATUS, LIMIT, OFFSET),
    hints.listed("cdrs.list", status="status"),
)
CREATED: Final = Method(
    "create_cdr_export",
    "create_a_cdr_export",
    (
        Parameter("filters", "Mapping[str, Any]", read.as_it_is, ""),
        Parameter("callback_url", "str | None", read.as_it_is, "", None),
    ),
    hints.export,
    act=call_files.exported,
)

METHODS: Final = (
    LISTED,
    # The README's name and order, and those of the code.
    attrs.evolve(LISTED, name="list_cdrs", parameters=(LIMIT, OFFSET, STATUS)),
    CREATED,
    attrs.evolve(CREATED, name="create_cdr"),
    Method(
        "get_cdr_export_status",
        "list_cdr_export_details",
        (EXPORT,),
        hints.call("cdrs.get(export)"),
    ),
    Method(
        "download_cdr_export",
        "list_cdr_export_details",
        (EXPORT, FILENAME),
        hints.call("cdrs.download(export, path)"),
        act=call_files.downloaded,
        returns="dict[str, str] | None",
    ),
    Method(
        "parse_cdr_export",
        "list_cdr_export_details",
        (FILENAME,),
        hints.call("cdrs.records(export)"),
        act=call_files.parsed,
        returns="list[dict[str, str]]",
    ),
)
