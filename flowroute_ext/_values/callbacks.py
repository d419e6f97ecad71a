"""Callbacks, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.masking import url_masked
from .._base.plain.value import Value
from .reading import UNREAD, given

if TYPE_CHECKING:
    from flowroute_api import models

    from .._base.plain.literals import Product


@attrs.frozen(slots=False)
class Callback(Value):
    """The URL that Flowroute posts to, of the account or of one number.

    `product` is what is posted (``sms``, ``mms``, ``dlr``); only version 2.1 has `api_version`.
    The repr hides the secrets in the URL.
    """

    url: str | None = attrs.field(repr=url_masked)
    product: Product | str | None
    api_version: str | None
    raw: models.Callback = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_document(cls, document: models.CallbackDocument) -> Callback:
        """Return the value of a document."""
        attributes = document.data.attributes
        return cls(
            url=attributes.callback_url or None,
            product=attributes.product or None,
            api_version=given(attributes.api_version),
            raw=document.data,
        )
