"""Letters of agency, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.masking import all_masked
from .._base.plain.value import Value
from .reading import UNREAD, digits

if TYPE_CHECKING:
    from flowroute_api import models


@attrs.frozen(slots=False)
class LetterOfAgency(Value):
    """The letter of agency of a port order: the `text` that is signed, and what it is about.

    `order` is the id of the order, and `numbers` are as the letter has them. What else it says of
    the order is in `raw`.
    """

    order: str
    text: str | None = attrs.field(repr=False)
    numbers: tuple[str, ...] = attrs.field(repr=all_masked)
    billing_name: str | None = attrs.field(repr=False)
    company: str | None = attrs.field(repr=False)
    provider: str | None
    raw: models.LetterOfAgency = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def of(cls, order: str, document: models.LetterOfAgencyDocument) -> LetterOfAgency:
        """Return the value of the document with the letter of an order."""
        resource = document.data
        attributes = resource.attributes
        return cls(
            order=order,
            text=attributes.loa_copy or None,
            numbers=tuple(digits(number) for number in attributes.numbers or ()),
            billing_name=attributes.billing_name or None,
            company=attributes.company or None,
            provider=attributes.provider or None,
            raw=resource,
        )
