# Written by scripts/unasync.py from flowroute_ext/_async/numbers.py. Do not edit.
"""Phone numbers: search, buy, look up, change, release, their messages and their callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.numbers import (
    list_phone_number_details,
    look_up_number_callback,
    purchase_a_phone_number,
    release_phone_number,
    remove_number_callback,
    set_number_callback,
    update_phone_number,
)

from .._base.frames import all_clear_frames
from .._builders.callbacks import callback_kind
from .._calls import bodies, choices
from .._calls import numbers as several
from .._calls.arguments import digits, number_id, text
from .._calls.options import checked_send_options
from .._http.responses import as_it_is
from .._values.callbacks import Callback
from .._values.numbers import Tier, with_costs
from .._values.pages.numbers import number_document
from .inventory import listings
from .inventory.details import get_many
from .provisioning.lifecycle import begin, wait
from .provisioning.lifecycle import get as get_task

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Unpack

    from .._base.clock import Clock
    from .._base.plain.literals import NumberType, Order, State
    from .._builders.callbacks import CallbackKind
    from .._calls.options import Options, SendOptions
    from .._calls.types import NumberLike, NumbersLike, TaskLike
    from .._values.numbers import AreaCode, AvailableNumber, ExchangeCode, Number, NumbersFound
    from .._values.provisioning import ProvisioningTask
    from .paging import Listing
    from .reconciler import Reconciler
    from .transport import Transport


@all_clear_frames
class Numbers:
    """The phone numbers for sale, and those on the account.

    Methods take a number in any usual spelling (``"+1 (206) 555-0142"``), or an object that
    a search, a list or a purchase returned.
    """

    def __init__(self, transport: Transport, reconciler: Reconciler, clock: Clock) -> None:
        self._transport = transport
        self._reconciler = reconciler
        self._clock = clock

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
        return listings.area_codes(self._transport, max_setup_cost, limit, options)

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
        return listings.exchanges(self._transport, area_code, max_setup_cost, limit, options)

    def tiers(self, *, limit: int | None = None, **options: Unpack[Options]) -> Listing[Tier]:
        """Return the pricing tiers of the numbers for sale, for `search()`; at most *limit*."""
        return listings.tiers(self._transport, limit, options)

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
        tier: str | Tier | None = None,
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
            "tier": text(tier.id if isinstance(tier, Tier) else tier, "tier"),
            "order_by": choices.order(order_by),
        }
        return listings.for_sale(self._transport, filters, limit, options)

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
        bought = self._reconciler.send(request, number_document, checked)
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
        return listings.on_account(self._transport, filters, limit, options)

    def get(self, number: NumberLike, **options: Unpack[Options]) -> Number:
        """Return a number of the account with its routes, E911 and CNAM; raise `NotFound`."""
        request = list_phone_number_details.request(number_id(number))
        return self._transport.call(request, number_document, options)

    def get_many(self, numbers: NumbersLike, **options: Unpack[Options]) -> NumbersFound:
        """Return those of *numbers* that are on the account, and which are not; each once.

        Of their routes, E911 and CNAM only the ids are known. A request has up to 200 of them.
        """
        return get_many(self._transport, numbers, options)

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
        return self._transport.call(request, number_document, options)

    def release(self, number: NumberLike, **options: Unpack[Options]) -> None:
        """Release a number: it is no longer billed, and others may buy it; raise `NotFound`."""
        request = release_phone_number.request(number_id(number))
        self._transport.call(request, as_it_is, options)

    def enable_messaging(
        self,
        numbers: NumbersLike,
        *,
        callback_url: str | None = None,
        email: bool | None = None,
        **options: Unpack[SendOptions],
    ) -> ProvisioningTask:
        """Have messages turned on for *numbers* of the account, and return the task that does so.

        When it has ended, Flowroute posts to *callback_url*. With *email* it also sends a mail.
        Raises `OutcomeUnknown` where the response was lost.
        """
        body = several.task("enable", numbers, callback_url=callback_url, email=email)
        return begin(self._reconciler, body, options)

    def disable_messaging(
        self,
        numbers: NumbersLike,
        *,
        callback_url: str | None = None,
        email: bool | None = None,
        **options: Unpack[SendOptions],
    ) -> ProvisioningTask:
        """Have messages turned off for *numbers* of the account, and return the task that does so.

        When it has ended, Flowroute posts to *callback_url*. With *email* it also sends a mail.
        Raises `OutcomeUnknown` where the response was lost.
        """
        body = several.task("disable", numbers, callback_url=callback_url, email=email)
        return begin(self._reconciler, body, options)

    def get_task(self, task: TaskLike, **options: Unpack[Options]) -> ProvisioningTask:
        """Return a task that turns messages on or off, as it is now."""
        return get_task(self._transport, task, options)

    def wait(
        self, task: TaskLike, *, interval: float | None = None, timeout: float | None = None
    ) -> ProvisioningTask:
        """Return a task once it has ended, or its status does not show that: see `is_final`.

        It looks after five seconds, and then less and less often; or each *interval* seconds.
        Raises `DeadlinePassed` after *timeout* seconds.
        """
        return wait(self._transport, self._clock, task, interval=interval, timeout=timeout)

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
