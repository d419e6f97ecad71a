# Written by scripts/unasync.py from flowroute_ext/_async/ports.py. Do not edit.
"""Port orders: numbers of other providers that come to Flowroute."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flowroute_api.api.ports import (
    add_phone_numbers_to_a_port_order_group,
    check_number_portability,
    create_a_port_order,
    list_port_orders,
    view_port_order_details,
    view_port_order_status,
)

from .._base.frames import all_clear_frames
from .._calls import ports
from .._calls.arguments import identifier, text
from .._calls.options import checked_send_options, new_reference
from .._calls.paging import page_of
from .._calls.polling import pauses
from .._values.ports import Portability, PortGroup, PortOrderRecord, PortOrderStatus
from . import waiting
from .paging import Listing
from .port_files import PortFiles
from .porting import letters, repeats

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from .._base.clock import Clock
    from .._base.plain.literals import PortStatus
    from .._builders import HasNumber
    from .._builders.ports.orders import PortChanges, PortOrder
    from .._calls.options import Options, SendOptions
    from .._calls.types import PortOrderLike
    from .._values.letters import LetterOfAgency
    from .downloads import Downloads
    from .reconciler import Reconciler
    from .transport import Transport
    from .uploads import Uploads

PORTS_PAGE = 200
# Of one request; no page has a maximum.
CHECKED_AT_ONCE = 200
# Seconds between two looks: orders take days, and their first step about an hour.
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0
# Where an order waits for its customer, or for nothing more.
STOPS = frozenset({"rejected"})


@all_clear_frames
class Ports:
    """Port orders: numbers of other providers that come to Flowroute.

    Methods take an order as the object that `create()` or `list()` returned, or as its id.
    """

    def __init__(
        self,
        transport: Transport,
        reconciler: Reconciler,
        uploads: Uploads,
        clock: Clock,
        *,
        downloads: Downloads,
        receipt_key: bytes,
    ) -> None:
        self._transport = transport
        self._reconciler = reconciler
        self._uploads = uploads
        self._downloads = downloads
        self._clock = clock
        self._receipt_key = receipt_key

    def check(
        self, numbers: Iterable[HasNumber | str], **options: Unpack[Options]
    ) -> list[Portability]:
        """Return whether each of *numbers* can be ported, in their order; nothing is ordered."""
        asked = ports.asked_numbers(numbers)
        results: list[Portability] = []
        for start in range(0, len(asked), CHECKED_AT_ONCE):
            part = asked[start : start + CHECKED_AT_ONCE]
            request = check_number_portability.request(body=ports.check(part))
            results += self._transport.call(request, partial(Portability.of, part), options)
        return results

    def create(self, order: PortOrder, **options: Unpack[SendOptions]) -> PortOrderRecord:
        """Order that the numbers of *order* are ported, and return the order on the account.

        Flowroute may split the numbers into several orders with one `group_id`, which `group()`
        returns. Raises `Unprocessable`, whose `fields` have the messages for each field, and
        `OutcomeUnknown` where the response was lost. A reference is added to `status_url`, by
        which the order of this call is found.
        """
        settings = checked_send_options(options)
        reference = settings.setdefault("reference", new_reference())
        body = ports.new_order(order, reference, self._receipt_key)
        request = create_a_port_order.request(body=body)
        return self._reconciler.send(request, PortOrderRecord.from_document, settings)

    def list(
        self,
        *,
        status: PortStatus | str | None = None,
        group: str | int | PortOrderRecord | None = None,
        alias: str | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> Listing[PortOrderRecord]:
        """Return the port orders on the account, all or those that match.

        *group* is the `group_id` of an order, or that order. *limit* is the greatest number of
        them; all if not given.
        """
        wanted, name = ports.status(status), text(alias, "alias")
        group_id = None if group is None else _group(group)
        return Listing(
            self._transport,
            lambda limit, offset: list_port_orders.request(
                limit=limit,
                offset=offset,
                **({} if group_id is None else {"group_id": group_id}),
                status=wanted,
                alias=name,
            ),
            page_of(PortOrderRecord.from_resource),
            limit=limit,
            page_size=PORTS_PAGE,
            options=options,
        )

    def get(self, order: PortOrderLike, **options: Unpack[Options]) -> PortOrderRecord:
        """Return one port order of the account; raise `NotFound`."""
        return self._transport.call(
            view_port_order_details.request(_id(order)), PortOrderRecord.from_document, options
        )

    def status(self, order: PortOrderLike, **options: Unpack[Options]) -> PortOrderStatus:
        """Return the status of a port order, and when it changed."""
        return self._transport.call(
            view_port_order_status.request(_id(order)), PortOrderStatus.from_document, options
        )

    def update(
        self, order: PortOrderLike, changes: PortChanges, **options: Unpack[Options]
    ) -> PortOrderRecord:
        """Change details or presets of a port order, and return it as it is then.

        Details can be changed while it is pending or rejected, presets until it has ended; raises
        `Forbidden` otherwise. A rejected order is submitted again with its changes.
        """
        body = ports.changed_order(changes)
        return repeats.update(self._transport, _id(order), body, options)

    def cancel(self, order: PortOrderLike, **options: Unpack[Options]) -> PortOrderStatus:
        """Cancel a port order that is pending or rejected, and return its status.

        Raises `Forbidden` for any other, of which Flowroute's support is asked.
        """
        return repeats.cancel(self._transport, _id(order), options)

    def add_numbers(
        self, order: PortOrderLike, numbers: Iterable[HasNumber | str], **options: Unpack[Options]
    ) -> PortOrderRecord:
        """Add numbers of the same carrier to a pending order, and return it as it is then."""
        body = ports.added(numbers)
        return repeats.change_numbers(self._transport, _id(order), body, options)

    def remove_numbers(
        self, order: PortOrderLike, numbers: Iterable[HasNumber | str], **options: Unpack[Options]
    ) -> PortOrderRecord:
        """Remove numbers from a pending order, and return it as it is then."""
        body = ports.removed(numbers)
        return repeats.change_numbers(self._transport, _id(order), body, options)

    def add_to_group(
        self,
        group: str | int | PortOrderRecord,
        numbers: Iterable[HasNumber | str],
        **options: Unpack[SendOptions],
    ) -> PortOrderRecord:
        """Add numbers to a group: each to the order of its carrier, or to a new one.

        Returns the order that Flowroute shows of them. Raises `OutcomeUnknown` where the response
        was lost.
        """
        body = ports.added_to_group(numbers)
        request = add_phone_numbers_to_a_port_order_group.request(_group(group), body=body)
        return self._reconciler.send(
            request, PortOrderRecord.from_document, checked_send_options(options)
        )

    def group(self, group: str | int | PortOrderRecord, **options: Unpack[Options]) -> PortGroup:
        """Return the orders of a group, and their state as a whole: whether you have to act."""
        orders = [order for order in self.list(group=group, **options)]
        return PortGroup.of(_group(group), orders)

    def letter(self, order: PortOrderLike, **options: Unpack[Options]) -> LetterOfAgency:
        """Return the letter of agency of a port order, for `sign()`."""
        return letters.show(self._transport, _id(order), options)

    def sign(
        self, letter: LetterOfAgency, *, name: str, title: str, **options: Unpack[SendOptions]
    ) -> None:
        """Sign a letter that `letter()` returned, by *name* and *title*, with which it is sent.

        The order is processing then, and the letter among its `files()`. Raises `Forbidden` unless
        the order is pending, and `OutcomeUnknown` where the response was lost.
        """
        letters.sign(self._reconciler, letter, name, title, options)

    def files(self, order: PortOrderLike) -> PortFiles:
        """Return the documents of a port order: upload, pull, list and look at them."""
        return PortFiles(
            self._transport,
            self._reconciler,
            self._uploads,
            _id(order),
            downloads=self._downloads,
        )

    def wait(
        self,
        order: PortOrderLike,
        until: PortStatus | str | Iterable[str] = "completed",
        *,
        interval: float | None = None,
        timeout: float | None = None,
    ) -> PortOrderStatus:
        """Return the status of a port order once it is *until*, one status or several.

        It also returns where the order is rejected, or has ended otherwise, as it would wait for
        ever: look at the status. It looks after a minute, and then less and less often, at last
        once an hour; or each *interval* seconds. Raises `DeadlinePassed` after *timeout* seconds.
        """
        identity, ends = _id(order), ports.statuses(until) | STOPS
        return waiting.wait(
            self._transport,
            self._clock,
            view_port_order_status.request(identity),
            PortOrderStatus.from_document,
            lambda current: current.status in ends or current.is_final,
            what="port order",
            every=pauses(interval, first=FIRST_PAUSE, longest=LONGEST_PAUSE),
            timeout=timeout,
        )


def _id(order: PortOrderLike) -> str:
    return identifier(order, PortOrderRecord, "port order")


def _group(group: str | int | PortOrderRecord) -> str:
    if isinstance(group, PortOrderRecord):
        group = group.group_id or ""
    return identifier(group, (), "group of port orders")
