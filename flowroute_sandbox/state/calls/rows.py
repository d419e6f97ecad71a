"""The rows of calls and of exports. Their repr does not show their values."""

# Annotations are read when rows are loaded, so they stay evaluated in this module.

from dataclasses import dataclass
from datetime import datetime

DAYS = 3
"""How long the file of an export can be downloaded (developer.flowroute.com: CDR API)."""


@dataclass(frozen=True, slots=True, repr=False)
class CallRow:
    """A call to or from a number of the account; `rate` and fees in billionths of a US dollar.

    `destination` and `callerid` are digits, and `alias` was that of the number at the time.
    """

    id: str
    inbound: bool
    start: datetime
    seconds: int
    destination: str
    callerid: str
    alias: str = ""
    destination_name: str = "UNITED STATES"
    callerid_country: str = "N/A"
    line_information: str = ""
    result: str = "completed"
    sip_code: int = 200
    sip_reason: str = "OK"
    rate: int = 0
    connect_fee: int = 0
    lookup_fee: int = 0
    x_tag: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ExportStep:
    """A status, and when an export reaches it."""

    status: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class ExportTotals:
    """What the calls of an export are together; amounts in billionths of a US dollar."""

    calls: int
    billed_seconds: int
    subtotal: int
    connect: int
    lookups: int
    ccrf: int


@dataclass(frozen=True, slots=True, repr=False)
class CdrExportRow:
    """An export; its status follows from its steps and the present moment.

    `filters` are JSON, and `content` is its file in base64, of the calls there were when it was
    requested.
    """

    id: str
    sequence: int  # rises by one with every export
    callback_url: str | None
    filters: str
    requested: datetime
    steps: tuple[ExportStep, ...]
    totals: ExportTotals
    content: str
    webhooks_done: int = 0  # how many of its webhooks need no more attempts

    def step(self, now: datetime) -> ExportStep:
        """Return the step that the export is at."""
        return [step for step in self.steps if step.at <= now][-1]

    def status(self, now: datetime) -> str:
        """Return the status of the export."""
        return self.step(now).status
