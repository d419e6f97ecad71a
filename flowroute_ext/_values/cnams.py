"""CNAM records, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from flowroute_api.types import members

from .._base.masking import all_masked
from .._base.plain.value import Value
from .._base.times import moment
from .reading import UNREAD, flag, identity, text_id

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_api import models


@attrs.frozen(slots=False)
class CnamRecord(Value):
    """A caller name on the account.

    `is_approved` is False while Flowroute reviews it (up to two business days) and after a
    rejection, for `rejection_reason`. Old approved records have neither time. `numbers` are
    those that show it, if the response names them.
    """

    id: str
    value: str | None
    is_approved: bool
    rejection_reason: str | None
    created_at: datetime | None
    approved_at: datetime | None
    numbers: tuple[str, ...] = attrs.field(repr=all_masked)
    raw: models.Cnam | None = attrs.field(default=None, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.Cnam) -> CnamRecord:
        """Return the value of a resource."""
        get = members(resource)["attributes"].get
        related = resource.relationships and resource.relationships.numbers
        return cls(
            id=identity(resource.id),
            value=get("value") or None,
            is_approved=flag(get("is_approved")) or False,
            rejection_reason=get("rejection_reason") or None,
            created_at=moment(get("creation_datetime") or None),
            approved_at=moment(get("approval_datetime") or None),
            numbers=tuple(identity(number.id) for number in related.data or ()) if related else (),
            raw=resource,
        )

    @classmethod
    def from_document(cls, document: models.CnamDocument) -> CnamRecord:
        """Return the value of a document with one CNAM record."""
        return cls.from_resource(document.data)

    @classmethod
    def known_by_id(cls, record_id: str) -> CnamRecord:
        """Return a CNAM record of which only the id is known."""
        return cls(record_id, None, False, None, None, None, (), None)


@attrs.frozen(slots=False)
class CnamAssociation(Value):
    """The result of setting or removing the caller name of a number.

    It takes 5 to 7 business days to take effect. `id` is the record's, None if removed.
    """

    id: str | None
    created_at: datetime | None
    raw: models.CnamAssociation = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_document(cls, document: models.CnamAssociationDocument) -> CnamAssociation:
        """Return the value of a document."""
        resource = document.data
        attributes = resource.attributes
        return cls(
            id=text_id(resource.id),
            created_at=moment(attributes.date_created or None) if attributes else None,
            raw=resource,
        )
