"""The documents of events: that the status of a resource changed. Pure.

Source: developer.flowroute.com, Callbacks (one sample, of a port order).
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from flowroute_sandbox.state.calls.rows import CdrExportRow
from flowroute_sandbox.state.messaging.rows import ProvisioningRow

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.ports.rows import PortOrderRow
    from flowroute_sandbox.webhooks.documents import Document

VERSION = "1.0"
CUSTOMER = "100001"

# Assumed: event-messages
SAYS = {
    "pending": "is pending",
    "processing": "is being processed",
    "submitted": "has been submitted",
    "accepted": "has been accepted",
    "rejected": "has been rejected",
    "review": "is in review",
    "completed": "has been completed",
    "cancelled": "has been cancelled",
    "abandoned": "has been abandoned",
    "hard_canceled": "has been hard canceled",
    "failed": "has failed",
}


def moments(subject: PortOrderRow | CdrExportRow | ProvisioningRow) -> tuple[datetime, ...]:
    """Return when the status changes, or changed; what is new has no event."""
    if isinstance(subject, ProvisioningRow):
        return (subject.ends,)
    return tuple(step.at for step in subject.steps[1:])


def document(
    subject: PortOrderRow | CdrExportRow | ProvisioningRow, position: int, url: str | None
) -> Document:
    """Return the event of the change at this position, from 0."""
    if isinstance(subject, ProvisioningRow):
        # Assumed: provisioning-events
        about = (subject.type, "mp_status_change", "Message Provision Task")
        status, at = subject.outcome(), subject.ends
    else:
        if isinstance(subject, CdrExportRow):
            # Assumed: cdr-events
            about = ("cdrexports", "cdr_status_change", "CDR Export")
        else:
            about = ("portorders", "po_status_change", "Port Order")
        step = subject.steps[position + 1]
        status, at = step.status, step.at
    resource_type, kind, title = about
    return status_change(
        resource_type=resource_type,
        resource_id=subject.id,
        kind=kind,
        status=status,
        message=f"{title} #{subject.id} {SAYS[status]}.",
        position=position,
        at=at,
        url=url,
    )


def status_change(
    *,
    resource_type: str,
    resource_id: str,
    kind: str,
    status: str,
    message: str,
    position: int,
    at: datetime,
    url: str | None,
) -> Document:
    """Return the event of a change of a status, the one at this position of its resource."""
    identity = str(uuid5(NAMESPACE_URL, f"{resource_type}/{resource_id}/{position}"))
    moment = at.astimezone(UTC)
    return {
        "data": {
            "attributes": {
                "at": moment.isoformat(timespec="microseconds"),
                "customer_id": CUSTOMER,
                "event_type": "status_change",
                "id": identity,
                "message": message,
                "resource_id": resource_id,
                "resource_type": resource_type,
                "status": status,
                "timestamp": f"{moment:%Y-%m-%dT%H:%M:%S.}{moment.microsecond // 1000:03}Z",
                "type": "event",
                "url_override": url,
                "version": VERSION,
            },
            "id": identity,
            "type": kind,
            "timestamp": f"{moment:%Y-%m-%dT%H:%M:%S.}{moment.microsecond // 1000:03}Z",
        }
    }
