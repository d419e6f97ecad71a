"""Port orders, their documents, and whether numbers can be ported, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from .._base.masking import all_masked, masked, url_masked
from .._base.money import dollars
from .._base.plain.value import Value
from .._base.times import moment
from .reading import UNREAD, digits, flag, given, identity, text_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal

    from flowroute_api import models

    from .._base.plain.literals import PortGroupStatus, PortStatus, State

# developer.flowroute.com, View Port Order Status: nothing changes any more.
FINAL = frozenset({"completed", "cancelled", "canceled", "abandoned", "hard_canceled"})
# Where the customer has to act, and where Flowroute does.
ACTING = frozenset({"pending", "rejected"})
WORKING = frozenset({"processing", "submitted", "accepted", "review"})


@attrs.frozen(slots=False)
class Portability(Value):
    """Whether a number can be ported; None where the response does not list the number."""

    number: str = attrs.field(repr=masked)
    portable: bool | None
    hypernetwork_enabled: bool
    raw: models.PortabilityDocument = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def of(cls, asked: Iterable[str], document: models.PortabilityDocument) -> list[Portability]:
        """Return the verdict on each number that was *asked* about, in that order."""
        lists = document.data
        portable, nonportable, enabled = (
            {digits(number) for number in given(listed) or ()}
            for listed in (lists.portable, lists.nonportable, lists.hypernetwork_enabled)
        )
        verdicts = {
            number: None if (number in portable) == (number in nonportable) else number in portable
            for number in asked
        }
        return [
            cls(number, verdict, number in enabled, document)
            for number, verdict in verdicts.items()
        ]


@attrs.frozen(slots=False)
class PortOrderStatus(Value):
    """The status of a port order, and when it changed; None while it is pending."""

    id: str
    status: PortStatus | str | None
    status_updated_at: datetime | None
    raw: models.PortOrderState = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_document(cls, document: models.PortOrderStatusDocument) -> PortOrderStatus:
        """Return the value of a document."""
        resource = document.data
        attributes = resource.attributes
        return cls(
            identity(resource.id),
            given(attributes.status),
            moment(attributes.status_updated_at or None),
            resource,
        )

    @property
    def is_final(self) -> bool:
        """Whether nothing changes any more."""
        return self.status in FINAL


@attrs.frozen(slots=False)
class PortOrderRecord(Value):
    """A port order on the account.

    The orders of one request have one `group_id`. The repr hides names, the street and mail
    addresses. The PIN and the digits of a Social Security number are in `raw` alone.
    """

    id: str
    status: PortStatus | str | None
    status_updated_at: datetime | None
    group_id: str | None
    numbers: tuple[str, ...] = attrs.field(repr=all_masked)
    alias: str | None
    billing_name: str | None = attrs.field(repr=False)
    company: str | None = attrs.field(repr=False)
    street: str | None = attrs.field(repr=False)
    street2: str | None = attrs.field(repr=False)
    city: str | None
    state: State | str | None
    zip: str | None
    country: str | None
    provider: str | None
    provider_account: str | None = attrs.field(repr=False)
    billing_number: str | None = attrs.field(repr=masked)
    usage_type: str | None
    desired_completion_date: str | None
    enable_cnam_lookups: bool | None
    cost: Decimal | None
    loa_email: str | None = attrs.field(repr=False)
    loa_cc: str | None = attrs.field(repr=False)
    primary_route_id: str | None
    failover_route_id: str | None
    e911_id: str | None
    cnam_id: str | None
    number_alias: str | None
    status_url: str | None = attrs.field(repr=url_masked)
    raw: models.PortOrder = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.PortOrder) -> PortOrderRecord:
        """Return the value of a resource."""
        attributes = resource.attributes
        address: Any = attributes.billing_address or UNREAD
        loa: Any = attributes.loa_details or UNREAD
        presets: Any = attributes.presets or UNREAD
        return cls(
            id=identity(resource.id),
            status=given(attributes.status),
            status_updated_at=moment(attributes.status_updated_at or None),
            group_id=text_id(attributes.group_id),
            numbers=tuple(digits(number) for number in attributes.numbers or ()),
            alias=attributes.alias or None,
            billing_name=attributes.billing_name or None,
            company=attributes.company or None,
            street=address.street or None,
            street2=address.street2 or None,
            city=address.city or None,
            state=address.state or None,
            zip=address.zip_ or None,
            country=address.country or None,
            provider=attributes.provider or None,
            provider_account=attributes.provider_account or None,
            billing_number=digits(attributes.billing_number) or None,
            usage_type=attributes.usage_type or None,
            desired_completion_date=attributes.desired_completion_date or None,
            enable_cnam_lookups=flag(attributes.enable_cnam_lookups),
            cost=dollars(attributes.cost or None),
            loa_email=loa.email or None,
            loa_cc=loa.cc or None,
            primary_route_id=text_id(presets.primary_route_id),
            failover_route_id=text_id(presets.failover_route_id),
            e911_id=text_id(presets.e911_id),
            cnam_id=text_id(presets.cnam_id),
            number_alias=presets.alias or None,
            status_url=attributes.status_url or None,
            raw=resource,
        )

    @classmethod
    def from_document(cls, document: models.PortOrderDocument) -> PortOrderRecord:
        """Return the value of a document with one port order."""
        return cls.from_resource(document.data)

    @property
    def is_final(self) -> bool:
        """Whether nothing changes any more."""
        return self.status in FINAL


@attrs.frozen
class PortGroup(Value):
    """The orders of one group, and what their statuses come to.

    `status` is None where one of them has a status that is not known, or there are none.
    (developer.flowroute.com: View a Port Order Group Status)
    """

    id: str
    status: PortGroupStatus | None
    orders: tuple[PortOrderRecord, ...]

    @classmethod
    def of(cls, group_id: str, orders: Iterable[PortOrderRecord]) -> PortGroup:
        """Return the group of these orders."""
        listed = tuple(orders)
        # As text: a response may have anything there.
        return cls(group_id, _summary({str(order.status) for order in listed}), listed)


def _summary(statuses: set[str]) -> PortGroupStatus | None:
    if statuses & ACTING:
        return "requires_action"
    if not statuses or not statuses <= FINAL | WORKING:
        return None
    if statuses & WORKING:
        return "in_progress"
    return "completed" if "completed" in statuses else "canceled"


@attrs.frozen(slots=False)
class PortFile(Value):
    """A document of a port order.

    `status` is ``"pending"``, ``"processing"``, ``"complete"`` or ``"error"``. `url` is where its
    content is, until `expires_at`; whoever has it needs no credentials.
    """

    id: str
    filename: str | None
    status: str | None
    original_url: str | None = attrs.field(repr=url_masked)
    url: str | None = attrs.field(repr=url_masked)
    expires_at: datetime | None
    raw: models.PortFile = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.PortFile) -> PortFile:
        """Return the value of a resource."""
        attributes = resource.attributes
        return cls(
            id=identity(resource.id),
            filename=attributes.file or attributes.filename or None,
            status=attributes.status or None,
            original_url=attributes.original_url or None,
            url=attributes.url or None,
            expires_at=moment(attributes.expires or None),
            raw=resource,
        )

    @classmethod
    def from_document(cls, document: models.PortFileDocument) -> PortFile:
        """Return the value of a document with one file."""
        return cls.from_resource(document.data)
