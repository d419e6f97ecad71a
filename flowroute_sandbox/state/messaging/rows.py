"""The rows of tasks that turn messaging on or off. Their repr does not show their values."""

# Annotations are read when rows are loaded, so they stay evaluated in this module.

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, repr=False)
class ProvisioningRow:
    """A task; its status follows from the present moment.

    `action` is "enable" or "disable". The numbers that `failed` are those of the control API.
    """

    id: str
    sequence: int  # rises by one with every task
    action: str
    numbers: tuple[str, ...]  # digits
    ends: datetime
    callback_url: str | None = None
    failed: tuple[str, ...] = ()
    webhooks_done: int = 0  # how many of its webhooks need no more attempts

    @property
    def type(self) -> str:
        """The type of the resource, which is another one for several numbers."""
        several = len(self.numbers) > 1
        return "message_bulk_provisioning_status" if several else "message_provisioning_status"

    def is_over(self, now: datetime) -> bool:
        """Return whether the task has ended."""
        return self.ends <= now

    def outcome(self) -> str:
        """Return the status that the task has in the end."""
        # Assumed: provisioning-statuses
        return "failed" if len(self.failed) == len(self.numbers) else "completed"
