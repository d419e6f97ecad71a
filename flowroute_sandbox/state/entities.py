"""The rows of an account's tables, immutable; JSON-able through `tables.dump` and `load`.

The repr of rows with personal data does not show their values.
"""

# Annotations are read when rows are loaded, so they stay evaluated in this module.

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from flowroute_sandbox.http.messages import ORIGIN
from flowroute_sandbox.inventory.inventory import InventoryNumber


@dataclass(frozen=True, slots=True, repr=False)
class NumberRow:
    """A phone number on the account."""

    facts: InventoryNumber
    alias: str | None = None
    cnam_lookups_enabled: bool = True
    messaging_task: str | None = None  # the provisioning task, None when messaging is off
    messaging_ready: datetime | None = None  # when that task ends
    messaging_until: datetime | None = None  # when messaging is off again
    primary_route: str | None = "0"
    failover_route: str | None = None
    e911: str | None = None
    cnam: str | None = None
    e911s_paid: tuple[str, ...] = ()  # a record is charged for once per number

    @property
    def value(self) -> str:
        """The eleven digits."""
        return self.facts.value

    def messaging_enabled(self, now: datetime) -> bool:
        """Whether the number can send and receive messages by now."""
        if self.messaging_ready is None or self.messaging_ready > now:
            return False
        return self.messaging_until is None or self.messaging_until > now

    def messaging_pending(self, now: datetime) -> bool:
        """Whether a task that turns messaging on or off has not ended by now."""
        ends = self.messaging_until or self.messaging_ready
        return ends is not None and ends > now


@dataclass(frozen=True, slots=True, repr=False)
class SeededNumber:
    """A number that the control API added to the inventory, on sale unless it is owned."""

    facts: InventoryNumber

    @property
    def value(self) -> str:
        """The eleven digits."""
        return self.facts.value


@dataclass(frozen=True, slots=True, repr=False)
class RouteRow:
    """An inbound voice route; id "0" is the built-in one."""

    id: str
    alias: str
    route_type: str
    value: str | None
    edge_strategy_id: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class E911Row:
    """An emergency address record; `address_type` and its number are "" when unset."""

    id: str
    label: str
    first_name: str
    last_name: str
    street_number: str
    street_name: str
    address_type: str
    address_type_number: str
    city: str
    state: str
    country: str
    zip: str


@dataclass(frozen=True, slots=True, repr=False)
class Unlocatable:
    """Addresses that the control API declared impossible to geocode: those like this one.

    None matches anything.
    """

    street_number: str | None = None
    street_name: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    zip: str | None = None

    @property
    def key(self) -> str:
        """The key of this rule in its table."""
        return repr(astuple(self))


@dataclass(frozen=True, slots=True, repr=False)
class CnamRow:
    """A caller-name record: pending until it is approved or rejected."""

    id: str
    value: str
    created: datetime
    approved: datetime | None = None
    rejection_reason: str | None = None

    @property
    def pending(self) -> bool:
        """Whether it is neither approved nor rejected."""
        # Assumed: rejected-is-not-pending
        return self.approved is None and self.rejection_reason is None


@dataclass(frozen=True, slots=True, repr=False)
class MediaFile:
    """One file of a multimedia message."""

    id: str
    file_name: str
    file_size: int
    mime_type: str
    url: str


@dataclass(frozen=True, slots=True, repr=False)
class MediaSize:
    """The size the control API gave to the file at one URL."""

    url: str
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class MediaContent:
    """A file that was uploaded for a message that came in."""

    id: str
    file_name: str
    data: str  # base64


@dataclass(frozen=True, slots=True, repr=False)
class MessageRow:
    """A message; its receipts follow from the present moment.

    `submitted` and `settled` are when the two receipts of an outbound message fall due; an
    inbound message has none. Amounts are billionths of a US dollar, as in Flowroute's records.
    `api_version` and `origin` are those of the request that sent it; Flowroute's if none did.
    """

    id: str
    sequence: int  # rises by one with every message
    outbound: bool
    sender: str
    recipient: str
    body: str | None
    is_mms: bool
    segments: int
    encoding: int
    amount: int
    message_type: str
    accepted: datetime
    submitted: datetime | None = None
    settled: datetime | None = None
    failed: bool = False
    failure_code: int | None = None
    failure_description: str | None = None
    dlr_callback: str | None = None
    media: tuple[MediaFile, ...] = ()
    api_version: str | None = None  # "2.1" or "2.2"; None for a message that came in
    origin: str = ORIGIN
    webhooks_done: int = 0  # how many of its webhooks need no more attempts


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    """One attempt at posting a webhook, with its status or its error.

    `sent` is None when it was held back.
    """

    due: datetime
    sent: datetime | None
    status: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class WebhookDelivery:
    """A webhook that is or was due: where it goes, in which version, and every attempt so far."""

    message: str
    position: int  # among the webhooks of its message, from 0
    kind: str
    url: str
    version: str  # of the document: "2", "2.1" or "2.2"
    due: datetime | None  # of the next attempt; None when there will be none
    attempts: tuple[DeliveryAttempt, ...] = ()

    @property
    def key(self) -> str:
        """The key of this delivery in its table."""
        return f"{self.message}/{self.position}"


@dataclass(frozen=True, slots=True, repr=False)
class CallbackRow:
    """A webhook address of the account, or of one of its numbers."""

    owner: str  # a number's digits, or "account"
    type: str
    url: str
    api_version: str | None = None  # "2.1" or "2.2" for the account's own

    @property
    def key(self) -> str:
        """The key of this callback in its table."""
        return f"{self.owner}/{self.type}"


@dataclass(frozen=True, slots=True)
class RateWindow:
    """The attempts one endpoint saw within the last second."""

    endpoint: str
    attempts: tuple[float, ...]  # seconds since 1970


@dataclass(frozen=True, slots=True)
class CounterRow:
    """The number of rows of one kind that were ever made."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What the control API can set; the balance is in billionths of a US dollar."""

    balance: int = 1_000_000_000_000
    cnam_lookups_enabled: bool = True
    clock_offset: int = 0  # microseconds
    webhook_version: str | None = None  # "2", "2.1" or "2.2" for every webhook
    unheard_until: datetime | None = None  # until when no callback was set
    paid_messages: int | None = None  # the sequence of the last that the balance has paid for

    @property
    def key(self) -> str:
        """The key of this row, the only one of its table."""
        return "settings"

    @property
    def offset(self) -> timedelta:
        """How far the sandbox's clock is ahead of its base."""
        return timedelta(microseconds=self.clock_offset)
