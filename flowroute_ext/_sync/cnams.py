# Written by scripts/unasync.py from flowroute_ext/_async/cnams.py. Do not edit.
"""CNAM records (caller names), and the numbers that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.cnams import (
    associate_cnam,
    cnam_details,
    create_cnam,
    delete_cnam,
    list_cnams,
    unassociate_cnam,
    update_pending_cnam,
)

from .._base.frames import all_clear_frames
from .._builders.cnams import Cnam
from .._calls import bodies
from .._calls.arguments import identifier, number_id, switch, text
from .._calls.options import checked_send_options
from .._calls.paging import page_of
from .._http.responses import as_it_is
from .._reconcile.evidence import judge_cnam
from .._reconcile.windows import place
from .._values.cnams import CnamAssociation, CnamRecord
from .paging import Listing

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Unpack

    from .._calls.options import Options, SendOptions
    from .._calls.types import CnamLike, NumberLike
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .reconciler import Reconciler
    from .transport import Transport

# The API sets no maximum, the official SDKs say 200.
CNAMS_PAGE = 200


@all_clear_frames
class Cnams:
    """CNAM records: the name that a called party sees.

    Methods take a record as the object that `create()` or `list()` returned, or as its id.
    """

    def __init__(self, transport: Transport, reconciler: Reconciler) -> None:
        self._transport = transport
        self._reconciler = reconciler

    def create(self, value: str | Cnam, **options: Unpack[SendOptions]) -> CnamRecord:
        """Submit a caller name for review, which takes up to two business days.

        The record that is returned has it in capitals, and is not approved yet. Raises
        `InvalidValue` for a name against the documented rules, `Unprocessable` for one that is
        on the account already, and `OutcomeUnknown` where the response was lost.
        """
        request = create_cnam.request(body=bodies.new_cnam(_cnam(value)))
        return self._reconciler.send(
            request, CnamRecord.from_document, checked_send_options(options)
        )

    def list(
        self,
        *,
        value: str | None = None,
        is_approved: bool | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> Listing[CnamRecord]:
        """Return the CNAM records on the account, all or those that match.

        *value* matches in part and in any case. *limit* is the greatest number of them; all if
        not given.
        """
        part, approved = text(value, "value"), switch(is_approved, "is_approved")
        return Listing(
            self._transport,
            lambda limit, offset: list_cnams.request(
                limit=limit,
                offset=offset,
                value=part,
                is_approved=approved,
            ),
            page_of(CnamRecord.from_resource),
            limit=limit,
            page_size=CNAMS_PAGE,
            options=options,
        )

    def get(self, record: CnamLike, **options: Unpack[Options]) -> CnamRecord:
        """Return one CNAM record, with the numbers that show it; raise `NotFound`."""
        return self._transport.call(
            cnam_details.request(_id(record)), CnamRecord.from_document, options
        )

    def update(self, record: CnamLike, value: str | Cnam, **options: Unpack[Options]) -> CnamRecord:
        """Change a caller name that is still under review, and return it as it is then."""
        request = update_pending_cnam.request(_id(record), body=bodies.changed_cnam(_cnam(value)))
        return self._transport.call(request, CnamRecord.from_document, options)

    def delete(self, record: CnamLike, **options: Unpack[Options]) -> None:
        """Delete a CNAM record, also from the numbers that show it."""
        self._transport.call(delete_cnam.request(_id(record)), as_it_is, options)

    def associate(
        self, number: NumberLike, record: CnamLike, **options: Unpack[Options]
    ) -> CnamAssociation:
        """Set *record*, approved, as the caller name of *number*; takes 5 to 7 business days.

        For US local long codes only, neither toll-free nor Canadian.
        """
        request = associate_cnam.request(number_id(number), _id(record))
        return self._transport.call(request, CnamAssociation.from_document, options)

    def unassociate(self, number: NumberLike, **options: Unpack[Options]) -> CnamAssociation:
        """Remove the caller name of *number*; takes 5 to 7 business days."""
        request = unassociate_cnam.request(number_id(number))
        return self._transport.call(request, CnamAssociation.from_document, options)


def find_cnam(
    transport: Transport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the record of an `Cnams.create` with an unknown outcome, by name and time."""
    listing = Listing(
        transport,
        lambda limit, offset: list_cnams.request(limit=limit, offset=offset),
        page_of(CnamRecord.from_resource),
        limit=None,
        page_size=CNAMS_PAGE,
        options=options,
    )
    records = [record for record in listing]
    window = place(unknown.times, transport.server_clock.here())
    return judge_cnam(unknown, records, now, window)


def _id(record: CnamLike) -> str:
    return identifier(record, CnamRecord, "CNAM record")


def _cnam(value: str | Cnam) -> Cnam:
    return value if isinstance(value, Cnam) else Cnam(value)
