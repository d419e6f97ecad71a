"""The rows of port orders, their documents, and what the control API says of numbers.

Their repr does not show their values.
"""

# Annotations are read when rows are loaded, so they stay evaluated in this module.

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PortStep:
    """A status, and when an order reaches it."""

    status: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class PortDetails:
    """What a customer can change of a port order while it is pending or rejected."""

    billing_name: str
    street: str
    city: str
    state: str
    country: str
    provider: str
    street2: str | None = None
    zip: str | None = None
    provider_account: str | None = None
    pin: str | None = None
    last_4_ssn: str | None = None
    billing_number: str | None = None
    company: str | None = None
    usage_type: str | None = None
    desired_completion_date: str | None = None
    enable_cnam_lookups: bool | None = None
    loa_email: str | None = None
    loa_cc: str | None = None
    alias: str | None = None
    status_url: str | None = None
    comments: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PortPresets:
    """What is set on the numbers when the order is completed."""

    cnam_id: str | None = None
    e911_id: str | None = None
    primary_route_id: str | None = None
    failover_route_id: str | None = None
    alias: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PortOrderRow:
    """A port order; its status follows from its steps and the present moment.

    `steps` are those that it took and those that it will take unless something changes.
    """

    id: str
    sequence: int  # rises by one with every order
    group: str
    carrier: str
    numbers: tuple[str, ...]  # digits
    details: PortDetails
    presets: PortPresets
    steps: tuple[PortStep, ...]
    held: bool = False
    rejection_reason: str | None = None
    joined: bool = False  # its numbers are on the account
    webhooks_done: int = 0  # how many of its webhooks need no more attempts

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("it has no steps")

    def taken(self, now: datetime) -> list[PortStep]:
        """Return the steps that it took: at least the first, also where a clock was set back."""
        return [step for step in self.steps if step.at <= now] or [self.steps[0]]

    def step(self, now: datetime) -> PortStep:
        """Return the step that the order is at."""
        return self.taken(now)[-1]

    def status(self, now: datetime) -> str:
        """Return the status of the order."""
        return self.step(now).status


@dataclass(frozen=True, slots=True, repr=False)
class PortFileRow:
    """A document of a port order: uploaded, or to be fetched."""

    id: str
    order: str
    filename: str
    original_url: str | None
    requested: datetime
    expires: datetime | None = None  # of the URL to upload to
    uploaded: datetime | None = None
    content: str = ""  # base64


@dataclass(frozen=True, slots=True, repr=False)
class PortabilityRow:
    """What the control API says of a number of another provider."""

    number: str
    portable: bool
    hypernetwork_enabled: bool
    carrier: str | None = None
