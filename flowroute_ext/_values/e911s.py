"""E911 addresses, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from flowroute_api.types import members

from .._base.masking import text_masked
from .._base.plain.value import Value
from .reading import identity, words

if TYPE_CHECKING:
    from flowroute_api import models

    from .._base.plain.literals import State
    from .._builders.e911s import E911Address


@attrs.frozen(slots=False)
class E911Record(Value):
    """An E911 address on the account; its repr hides the name and the street.

    `address_type` and `address_type_number` (``Suite``, ``200``) are None where there is none.
    """

    id: str
    label: str | None = attrs.field(repr=text_masked)
    first_name: str | None = attrs.field(repr=False)
    last_name: str | None = attrs.field(repr=False)
    street_number: str | None = attrs.field(repr=False)
    street_name: str | None = attrs.field(repr=False)
    address_type: str | None = attrs.field(repr=False)
    address_type_number: str | None = attrs.field(repr=False)
    city: str | None
    state: State | str | None
    zip: str | None
    country: str | None
    raw: models.E911 | None = attrs.field(default=None, repr=False, eq=False)

    @classmethod
    def from_resource(cls, resource: models.E911) -> E911Record:
        """Return the value of a resource."""
        get = members(resource)["attributes"].get
        return cls(
            id=identity(resource.id),
            label=get("label"),
            first_name=get("first_name"),
            last_name=get("last_name"),
            street_number=words(get("street_number")),
            street_name=get("street_name"),
            address_type=get("address_type") or None,
            address_type_number=words(get("address_type_number")) or None,
            city=get("city"),
            state=get("state"),
            zip=words(get("zip")),
            country=get("country"),
            raw=resource,
        )

    @classmethod
    def from_document(cls, document: models.E911Document) -> E911Record:
        """Return the value of a document with one E911 address."""
        return cls.from_resource(document.data)

    @classmethod
    def known_by_id(cls, record_id: str) -> E911Record:
        """Return an E911 address of which only the id is known."""
        return cls(record_id, *(None,) * 12)

    @property
    def address(self) -> E911Address:
        """The address to change with `attrs.evolve`; raises `InvalidValue` if it is unusable."""
        from .._builders.e911s import E911Address

        return E911Address.from_record(self)
