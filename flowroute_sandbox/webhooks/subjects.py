"""What webhooks are about: messages, port orders, exports and tasks, found by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from flowroute_sandbox.state.calls.rows import CdrExportRow
from flowroute_sandbox.state.entities import MessageRow
from flowroute_sandbox.state.messaging.rows import ProvisioningRow
from flowroute_sandbox.state.ports.rows import PortOrderRow

if TYPE_CHECKING:
    from flowroute_sandbox.state.account import Account

Subject: TypeAlias = MessageRow | PortOrderRow | CdrExportRow | ProvisioningRow


def find(account: Account, subject_id: str) -> Subject | None:
    """Return what has this id; no two have the same."""
    return (
        account.messages.get(subject_id)
        or account.ports.get(subject_id)
        or account.cdr_exports.get(subject_id)
        or account.provisioning.get(subject_id)
    )


def every(account: Account) -> list[Subject]:
    """Return all that may have webhooks."""
    return [*account.messages, *account.ports, *account.cdr_exports, *account.provisioning]


def changed(account: Account) -> list[str]:
    """Return the ids of those that changed since the account forgot its changes."""
    tables = (account.messages, account.ports, account.cdr_exports, account.provisioning)
    return [key for table in tables for key in table.changed]


def put(account: Account, subject: Subject) -> None:
    """Put a changed one on the account."""
    if isinstance(subject, PortOrderRow):
        account.ports.put(subject)
    elif isinstance(subject, CdrExportRow):
        account.cdr_exports.put(subject)
    elif isinstance(subject, ProvisioningRow):
        account.provisioning.put(subject)
    else:
        account.messages.put(subject)
