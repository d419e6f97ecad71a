"""E911 addresses, and the numbers that use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.e911s import (
    associate_e911,
    create_e911,
    delete_e911,
    e911_details,
    list_e911_associations,
    list_e911s,
    unassociate_e911,
    update_e911,
    validate_e911,
)

from .._base.frames import all_clear_frames
from .._calls import bodies, choices
from .._calls.arguments import identifier, number_id, text
from .._calls.options import checked_send_options
from .._calls.paging import page_of
from .._http.responses import as_it_is
from .._reconcile.evidence import judge_e911
from .._values.e911s import E911Record
from .._values.numbers import Number
from .._values.pages.numbers import numbers_in
from .paging import AsyncListing

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Unpack

    from .._base.plain.literals import State
    from .._builders.e911s import E911Address
    from .._calls.options import Options, SendOptions
    from .._calls.types import E911Like, NumberLike
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .reconciler import AsyncReconciler
    from .transport import AsyncTransport

# developer.flowroute.com, List Account E911 Addresses: limit up to 2000.
E911S_PAGE = 2000
NUMBERS_PAGE = 200


@all_clear_frames
class AsyncE911s:
    """E911 addresses: where help goes when a number dials 911.

    Methods take a record as the object that `create()` or `list()` returned, or as its id.
    """

    def __init__(self, transport: AsyncTransport, reconciler: AsyncReconciler) -> None:
        self._transport = transport
        self._reconciler = reconciler

    async def create(self, address: E911Address, **options: Unpack[SendOptions]) -> E911Record:
        """Create *address* on the account and return it with its id.

        Raises `AddressNotFound` if it does not geocode, `DuplicateAddress`, and
        `Unprocessable`, whose `fields` have the messages for each field; `OutcomeUnknown`
        where the response was lost.
        """
        request = create_e911.request(body=bodies.new_e911(address))
        return await self._reconciler.send(
            request, E911Record.from_document, checked_send_options(options)
        )

    async def validate(self, address: E911Address, **options: Unpack[Options]) -> None:
        """Raise an error unless Flowroute can find *address*; nothing is created.

        That is `AddressNotFound` if it does not geocode, or `Unprocessable`, whose `fields`
        have the messages for each field.
        """
        request = validate_e911.request(body=bodies.new_e911(address))
        await self._transport.call(request, as_it_is, options)

    def list(
        self,
        *,
        label: str | None = None,
        street_name: str | None = None,
        city: str | None = None,
        state: State | str | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> AsyncListing[E911Record]:
        """Return the E911 addresses on the account, all or those that match.

        *label*, *street_name* and *city* match in part and in any case, *state* is two letters.
        *limit* is the greatest number of them; all if not given.
        """
        filters = {
            "label": text(label, "label"),
            "street_name": text(street_name, "street_name"),
            "city": text(city, "city"),
            "state": choices.state(state),
        }
        return AsyncListing(
            self._transport,
            lambda limit, offset: list_e911s.request(limit=limit, offset=offset, **filters),
            page_of(E911Record.from_resource),
            limit=limit,
            page_size=E911S_PAGE,
            options=options,
        )

    async def get(self, record: E911Like, **options: Unpack[Options]) -> E911Record:
        """Return one E911 address of the account; raise `NotFound`."""
        return await self._transport.call(
            e911_details.request(_id(record)), E911Record.from_document, options
        )

    async def update(
        self, record: E911Like, address: E911Address, **options: Unpack[Options]
    ) -> E911Record:
        """Replace the address of *record* by *address*, and return it as it is then.

        ::

            address = attrs.evolve(record.address, label="Office")
            record = await flowroute.e911s.update(record, address)

        Raises the errors of `create()`.
        """
        request = update_e911.request(_id(record), body=bodies.changed_e911(address))
        return await self._transport.call(request, E911Record.from_document, options)

    async def delete(self, record: E911Like, **options: Unpack[Options]) -> None:
        """Delete an E911 address; raise `AddressInUse` while numbers use it."""
        await self._transport.call(delete_e911.request(_id(record)), as_it_is, options)

    async def associate(
        self, number: NumberLike, record: E911Like, **options: Unpack[Options]
    ) -> None:
        """Set *record* as the E911 address of *number*; charged the first time only.

        Raises `E911NotSupported` for a number without emergency services.
        """
        request = associate_e911.request(number_id(number), _id(record))
        await self._transport.call(request, as_it_is, options)

    async def unassociate(self, number: NumberLike, **options: Unpack[Options]) -> None:
        """Remove the E911 address of *number*."""
        await self._transport.call(unassociate_e911.request(number_id(number)), as_it_is, options)

    def numbers(
        self, record: E911Like, *, limit: int | None = None, **options: Unpack[Options]
    ) -> AsyncListing[Number]:
        """Return the numbers that use *record*, with their `value` and `alias` only.

        *limit* is the greatest number of them; all if not given.
        """
        identity = _id(record)
        return AsyncListing(
            self._transport,
            lambda limit, offset: list_e911_associations.request(
                identity, limit=limit, offset=offset
            ),
            page_of(Number.from_resource, numbers_in),
            limit=limit,
            page_size=NUMBERS_PAGE,
            options=options,
        )


async def find_e911(
    transport: AsyncTransport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the record of an `AsyncE911s.create` with an unknown outcome, by its label."""
    listing = AsyncListing(
        transport,
        lambda limit, offset: list_e911s.request(limit=limit, offset=offset),
        page_of(E911Record.from_resource),
        limit=None,
        page_size=E911S_PAGE,
        options=options,
    )
    return judge_e911(unknown, [record async for record in listing], now)


def _id(record: E911Like) -> str:
    return identifier(record, E911Record, "E911 address")
