# Written by scripts/unasync.py from flowroute_ext/_async/numbers.py. Do not edit.
"""Phone numbers: search, buy, look up, change, release, and their callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.numbers import (
    list_account_phone_numbers,
    list_available_area_codes,
    list_available_exchange_codes,
    list_phone_number_details,
    look_up_number_callback,
    purchase_a_phone_number,
    release_phone_number,
    remove_number_callback,
    search_for_purchasable_phone_numbers,
    set_number_callback,
    update_phone_number,
)

from .._base.errors import NotFound
from .._base.frames import all_clear_frames
from .._builders.callbacks import callback_kind
from .._calls import bodies, choices
from .._calls.arguments import amount, digits, number_id, text
from .._calls.arguments import area_code as npa_of
from .._calls.options import checked_send_options
from .._calls.paging import page_of
from .._http.responses import as_it_is
from .._reconcile.verdicts import absent, accepted
from .._values.callbacks import Callback
from .._values.numbers import AreaCode, AvailableNumber, ExchangeCode, Number, with_costs
from .paging import Listing

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from typing import Unpack

    from .._base.plain.literals import NumberType, Order, State
    from .._builders.callbacks import CallbackKind
    from .._calls.options import Options, SendOptions
    from .._calls.types import NumberLike
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .reconciler import Reconciler
    from .transport import Transport

# The largest pages of the API (developer.flowroute.com, `limit` of each list).
AREA_CODES_PAGE = 400
EXCHANGES_PAGE = 200
NUMBERS_PAGE = 200


@all_clear_frames
class Numbers:
    """The phone numbers for sale, and those on the account.

    Methods take a number in any usual spelling (``"+1 (206) 555-0142"``), or an object that
    a search, a list or a purchase returned.
    """

    def __init__(self, transport: Transport, reconciler: Reconciler) -> None:
        self._transport = transport
        self._reconciler = reconciler

    def area_codes(
        self,
        *,
        max_setup_cost: float | Decimal | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> Listing[AreaCode]:
        """Return the area codes (NPA) in which numbers are for sale.

        *max_setup_cost*, in US dollars, excludes those where every number costs more to set up.
        *limit* is the greatest number of them; all if not given.
        """
        at_most = amount(max_setup_cost, "max_setup_cost")
        return Listing(
            self._transport,
            lambda limit, offset: list_available_area_codes.request(
                limit=limit, offset=offset, max_setup_cost=at_most
            ),
            page_of(AreaCode.from_resource),
            limit=limit,
            page_size=AREA_CODES_PAGE,
            options=options,
        )

    def exchanges(
        self,
        *,
        area_code: str | int | AreaCode | None = None,
        max_setup_cost: float | Decimal | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> Listing[ExchangeCode]:
        """Return the exchanges (NPA-NXX) with numbers for sale, of one *area_code* or of all.

        *max_setup_cost* and *limit* are as for `area_codes()`.
        """
        npa = npa_of(area_code.npa if isinstance(area_code, AreaCode) else area_code)
        at_most = amount(max_setup_cost, "max_setup_cost")
        return Listing(
            self._transport,
            lambda limit, offset: list_available_exchange_codes.request(
                limit=limit, offset=offset, max_setup_cost=at_most, areacode=npa
            ),
            page_of(ExchangeCode.from_resource),
            limit=limit,
            page_size=EXCHANGES_PAGE,
            options=options,
        )

    def search(
        self,
        *,
        starts_with: str | int | None = None,
        contains: str | int | None = None,
        ends_with: str | int | None = None,
        rate_center: str | None = None,
        state: State | str | None = None,
        number_type: NumberType | None = None,
        iso_country: str | None = None,
        order_by: Order | str | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> Listing[AvailableNumber]:
        """Return the numbers for sale that match.

        *starts_with* begins with the area code, the country code 1 being implied, or with
        ``+``. *state* is a two-letter state or province and *rate_center* Flowroute's
        abbreviation, both in any case. *number_type* is ``longcode`` or ``toll-free``.
        *order_by* is ``monthly_cost``, ``state``, ``rate_center``, ``number``…, with ``,asc``
        or ``,desc`` after it. At most *limit*, or all. Raises `InvalidValue` for those unknown.
        (developer.flowroute.com: Search for Purchasable Phone Numbers)
        """
        filters = {
            "starts_with": digits(starts_with, "starts_with"),
            "contains": digits(contains, "contains"),
            "ends_with": digits(ends_with, "ends_with"),
            "rate_center": text(rate_center, "rate_center"),
            "state": choices.state(state, iso_country),
            "number_type": choices.number_type(number_type),
            "iso_country": choices.country(iso_country),
            "order_by": choices.order(order_by),
        }
        return Listing(
            self._transport,
            lambda limit, offset: search_for_purchasable_phone_numbers.request(
                limit=limit, offset=offset, **filters
            ),
            page_of(AvailableNumber.from_resource),
            limit=limit,
            page_size=NUMBERS_PAGE,
            options=options,
        )

    def purchase(
        self,
        number: NumberLike,
        *,
        cnam_lookups_enabled: bool | None = None,
        messaging_enabled: bool | None = None,
        messaging_email: bool | None = None,
        messaging_callback_url: str | None = None,
        **options: Unpack[SendOptions],
    ) -> Number:
        """Buy a number and return it, with its routes and its costs.

        *cnam_lookups_enabled* is the account's preference if not given. With
        *messaging_enabled* Flowroute starts to provision messaging, which takes a while: until
        then the number's own `messaging_enabled` is False. With *messaging_email*, or a
        *messaging_callback_url*, it reports when that is done.

        Raises `NumberUnavailable`, `InsufficientFunds`, and `OutcomeUnknown` where the response
        was lost: the purchase is not sent again.
        """
        request = purchase_a_phone_number.request(
            number_id(number),
            body=bodies.purchase(
                cnam_lookups_enabled=cnam_lookups_enabled,
                messaging_enabled=messaging_enabled,
                messaging_email=messaging_email,
                messaging_callback_url=messaging_callback_url,
            ),
        )
        checked = checked_send_options(options)
        bought = self._reconciler.send(request, Number.from_document, checked)
        return with_costs(bought, number)

    def list(
        self,
        *,
        starts_with: str | int | None = None,
        contains: str | int | None = None,
        ends_with: str | int | None = None,
        alias: str | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> Listing[Number]:
        """Return the numbers on the account, all or those that match.

        *alias* matches as a whole, the others in part. Only `get()` has routes, E911 and CNAM.
        """
        filters = {
            "starts_with": digits(starts_with, "starts_with"),
            "contains": digits(contains, "contains"),
            "ends_with": digits(ends_with, "ends_with"),
            "alias": text(alias, "alias"),
        }
        return Listing(
            self._transport,
            lambda limit, offset: list_account_phone_numbers.request(
                limit=limit, offset=offset, **filters
            ),
            page_of(Number.from_resource),
            limit=limit,
            page_size=NUMBERS_PAGE,
            options=options,
        )

    def get(self, number: NumberLike, **options: Unpack[Options]) -> Number:
        """Return a number of the account with its routes, E911 and CNAM; raise `NotFound`."""
        request = list_phone_number_details.request(number_id(number))
        return self._transport.call(request, Number.from_document, options)

    def update(
        self,
        number: NumberLike,
        *,
        alias: str | None = None,
        cnam_lookups_enabled: bool | None = None,
        messaging_enabled: bool | None = None,
        messaging_email: bool | None = None,
        messaging_callback_url: str | None = None,
        **options: Unpack[Options],
    ) -> Number:
        """Change the settings that are given, and return the number as it is then.

        *alias* has up to 64 characters; ``""`` removes it. Raises `NotFound`.
        """
        request = update_phone_number.request(
            number_id(number),
            body=bodies.changed_number(
                alias=alias,
                cnam_lookups_enabled=cnam_lookups_enabled,
                messaging_enabled=messaging_enabled,
                messaging_email=messaging_email,
                messaging_callback_url=messaging_callback_url,
            ),
        )
        return self._transport.call(request, Number.from_document, options)

    def release(self, number: NumberLike, **options: Unpack[Options]) -> None:
        """Release a number to Flowroute; it is no longer billed, and may be bought by others.

        Raises `NotFound` if it is not on the account.
        """
        request = release_phone_number.request(number_id(number))
        self._transport.call(request, as_it_is, options)

    def set_callback(
        self, number: NumberLike, kind: CallbackKind, url: str, **options: Unpack[Options]
    ) -> None:
        """Set the *url* that Flowroute posts *kind* of this number to, instead of the account's.

        *kind* is ``"sms"`` or ``"mms"``; for delivery receipts, ``"sms_dlr"`` or ``"mms_dlr"``.
        """
        body = bodies.callback(url)
        request = set_number_callback.request(number_id(number), callback_kind(kind), body=body)
        self._transport.call(request, as_it_is, options)

    def get_callback(
        self, number: NumberLike, kind: CallbackKind, **options: Unpack[Options]
    ) -> Callback:
        """Return this number's callback for *kind*; raise `NotFound` if it has none."""
        request = look_up_number_callback.request(number_id(number), callback_kind(kind))
        return self._transport.call(request, Callback.from_document, options)

    def remove_callback(
        self, number: NumberLike, kind: CallbackKind, **options: Unpack[Options]
    ) -> None:
        """Remove this number's callback for *kind*; the account's then applies, if there is one."""
        request = remove_number_callback.request(number_id(number), callback_kind(kind))
        self._transport.call(request, as_it_is, options)


def find_number(
    transport: Transport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the number of an `Numbers.purchase` with an unknown outcome."""
    number = unknown.request.path.rpartition("/")[2]
    request = list_phone_number_details.request(number)
    try:
        document = transport.call(request, as_it_is, options)
    except NotFound:
        return absent(unknown.ended, now, "the number on this account")
    return accepted(number, "the number is on this account now", document)
