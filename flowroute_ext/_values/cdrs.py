"""Exports of call detail records, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from .._base.masking import url_masked
from .._base.money import dollars
from .._base.plain.value import Value
from .._base.times import moment
from .reading import UNREAD, given, identity, whole

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from flowroute_api import models

    from .._base.plain.literals import CdrExportStatus


@attrs.frozen(slots=False)
class CdrExport(Value):
    """An export of the calls that began from `start` up to, not including, `end`.

    `download_url` is where its file is once it is completed, until `expires_at`; whoever has it
    needs no credentials. The amounts are sums over its calls, in US dollars.
    """

    id: str
    status: CdrExportStatus | str | None
    start: datetime | None
    end: datetime | None
    requested_at: datetime | None
    created_at: datetime | None
    expires_at: datetime | None
    num_calls: int | None
    billed_minutes: int | None
    total_cost: Decimal | None
    call_subtotal: Decimal | None
    connect_fees: Decimal | None
    cnamlookup_fees: Decimal | None
    usf_fees: Decimal | None
    ccrf: Decimal | None
    callback_url: str | None = attrs.field(repr=url_masked)
    download_url: str | None = attrs.field(repr=url_masked)
    raw: models.CdrExport = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.CdrExport) -> CdrExport:
        """Return the value of a resource."""
        attributes = resource.attributes
        filters: Any = attributes.filter_parameters or UNREAD
        # The response to a new export has them outside of its filters.
        start = filters.start_call_start_time or attributes.start_call_start_time
        end = filters.start_call_end_time or attributes.start_call_end_time
        return cls(
            id=identity(resource.id),
            status=given(attributes.status),
            start=moment(start or None),
            end=moment(end or None),
            requested_at=moment(attributes.requested_at or None),
            created_at=moment(attributes.created_at or None),
            expires_at=moment(attributes.expires_at or None),
            num_calls=whole(attributes.num_calls),
            billed_minutes=whole(attributes.billed_minutes),
            total_cost=dollars(attributes.total_cost or None),
            call_subtotal=dollars(attributes.call_subtotal or None),
            connect_fees=dollars(attributes.connect_fees or None),
            cnamlookup_fees=dollars(attributes.cnamlookup_fees or None),
            usf_fees=dollars(attributes.usf_fees or None),
            ccrf=dollars(attributes.ccrf or None),
            callback_url=attributes.callback_url or None,
            download_url=attributes.download_url or None,
            raw=resource,
        )

    @classmethod
    def from_document(cls, document: models.CdrExportDocument) -> CdrExport:
        """Return the value of a document with one export."""
        return cls.from_resource(document.data)

    @property
    def is_final(self) -> bool:
        """Whether its file is ready, or never will be."""
        return self.status in ("completed", "failed")
