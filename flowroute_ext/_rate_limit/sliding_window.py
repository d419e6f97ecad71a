"""When the next attempt may start, so that the server never counts too many. Pure.

The server counts arrivals, in every period that can be laid over them. A client knows when an
attempt started and when its response came; in between, a connection may have been made, a
thread may have waited for the processor, a packet may have been lost. So a reservation occupies
one of `limit` slots until a whole period after the moment by which the attempt has certainly
arrived, and a guard more.
"""

from __future__ import annotations

import attrs

from .round_trips import Network

# On top of the period: for clocks that do not run alike, and what else is not known. It doubles
# with each refusal for too many attempts, and shrinks with each success.
SHORTEST_GUARD = 0.005
LONGEST_GUARD = 0.25
SHRINK = 0.98
# No refusal stops everything for longer: after that, an attempt finds out whether it still holds.
LONGEST_PAUSE = 60.0
# How long a waiting caller may sleep before it asks again. One that is late by more than the
# grace loses its place in the queue.
LONGEST_SLEEP = 2.0
GRACE = 1.0
# How soon to ask again where it could be any moment, and at least, as clocks are not exact.
SOON = 0.01
SHORTEST_WAIT = 0.001


@attrs.frozen
class Quota:
    """At most `limit` attempts in any `period` of seconds."""

    limit: int
    period: float


@attrs.frozen
class Reservation:
    """The slot of one attempt: when it started, and by when it has arrived.

    `arrived` is None while the attempt is in progress.
    """

    ticket: str
    started: float
    arrived: float | None = None


@attrs.frozen
class Ended:
    """How an attempt ended: with a response, with 429, with so many seconds of `Retry-After`."""

    answered: bool = False
    refused: bool = False
    retry_after: float = 0.0


@attrs.frozen
class Place:
    """A place in the queue, kept until the moment by which its caller asks again."""

    ticket: str
    until: float


@attrs.frozen
class Window:
    """The reservations that count, the queue of waiting callers, and what was learned.

    `longest` is the longest period for which callers count; there may be several.
    """

    reservations: tuple[Reservation, ...] = ()
    queue: tuple[Place, ...] = ()
    pause: float = 0.0
    guard: float = SHORTEST_GUARD
    network: Network = attrs.field(factory=Network)
    longest: float = attrs.field(default=0.0, eq=False)


def reserve(
    window: Window, ticket: str, quota: Quota, now: float
) -> tuple[Window, Reservation | float]:
    """The window after a caller asked for a slot, and the reservation or the seconds to wait.

    A caller that has to wait asks again, at the latest after `LONGEST_SLEEP`, or loses its
    place in the queue.
    """
    window = current(window, quota, now)
    tickets = [place.ticket for place in window.queue]
    position = tickets.index(ticket) if ticket in tickets else len(tickets)
    wait = _wait(window, position, quota, now)
    if position == len(tickets) > 0:
        # Those that slept until this moment come first, though they may take a moment to wake.
        wait = max(wait, SOON)
    if wait <= 0:
        reservation = Reservation(ticket, now)
        window = withdraw(window, ticket)
        reservations = (*window.reservations, reservation)
        return attrs.evolve(window, reservations=reservations), reservation
    # A clock may not be able to tell less apart, and then time would never pass.
    wait = max(wait, SHORTEST_WAIT)
    place = Place(ticket, now + min(wait, LONGEST_SLEEP) + GRACE)
    queue = (*window.queue[:position], place, *window.queue[position + 1 :])
    return attrs.evolve(window, queue=queue), wait


def hold(window: Window, until: float) -> Window:
    """The window with a pause until then, or a longer one that it has."""
    return attrs.evolve(window, pause=max(window.pause, until))


def withdraw(window: Window, ticket: str) -> Window:
    """The window after a caller left the queue."""
    queue = tuple(place for place in window.queue if place.ticket != ticket)
    return attrs.evolve(window, queue=queue)


def finish(
    window: Window, reservation: Reservation, ended: Ended, quota: Quota, now: float
) -> Window:
    """The window after the attempt of a reservation ended."""
    others = tuple(other for other in window.reservations if other.ticket != reservation.ticket)
    arrived = _arrived(reservation, ended, window.network, quota, now)
    finished = attrs.evolve(reservation, arrived=arrived)
    window = attrs.evolve(window, reservations=(*others, finished))
    if ended.refused:
        guard = min(window.guard * 2, LONGEST_GUARD)
        rest = min(max(quota.period + guard, ended.retry_after), _longest_pause(quota))
        return attrs.evolve(window, guard=guard, pause=max(window.pause, now + rest))
    if not ended.answered or now < reservation.started:
        return window
    network = window.network.after(now - reservation.started)
    return attrs.evolve(window, guard=max(SHORTEST_GUARD, window.guard * SHRINK), network=network)


def postpone(window: Window, reservation: Reservation, until: float) -> Window:
    """The window after an attempt did not start after all; its caller is the first again."""
    others = tuple(other for other in window.reservations if other.ticket != reservation.ticket)
    place = Place(reservation.ticket, until + GRACE)
    return attrs.evolve(window, reservations=others, queue=(place, *window.queue))


def current(window: Window, quota: Quota, now: float) -> Window:
    """The window without what no longer counts, for any of the periods that it is used for.

    Moments in the future can only be those of a clock that was set back, so they count as now.
    """
    reservations = tuple(_not_after(now, reservation) for reservation in window.reservations)
    latest = now + LONGEST_SLEEP + GRACE
    longest = attrs.evolve(quota, period=max(quota.period, window.longest))
    return attrs.evolve(
        window,
        longest=longest.period,
        reservations=tuple(
            reservation
            for reservation in reservations
            if _free_at(window, reservation, longest) > now
        ),
        queue=tuple(place for place in window.queue if now <= place.until <= latest),
        pause=window.pause if window.pause <= now + _longest_pause(quota) else now + quota.period,
    )


def _wait(window: Window, position: int, quota: Quota, now: float) -> float:
    """The seconds until the caller at this position of the queue may start, at least."""
    wait = window.pause - now
    # Each of those before has a slot, so that nothing waits for one that is slow to come.
    counted = window.reservations
    if window.longest > quota.period:
        counted = tuple(
            reservation for reservation in counted if _free_at(window, reservation, quota) > now
        )
    missing = len(counted) + position + 1 - quota.limit
    if missing > 0:
        free = sorted(_soonest(window, reservation, quota, now) for reservation in counted)
        rounds, index = divmod(missing - 1, quota.limit)
        soonest = free[min(index, len(free) - 1)] if free else now + SOON
        wait = max(wait, soonest + rounds * quota.period - now, SHORTEST_WAIT)
    return wait


def _free_at(window: Window, reservation: Reservation, quota: Quota) -> float:
    """When the slot of a reservation is free, as far as it is known."""
    arrived = reservation.arrived
    if arrived is None:
        arrived = reservation.started + window.network.lateness(quota.period)
    return arrived + quota.period + window.guard


def _soonest(window: Window, reservation: Reservation, quota: Quota, now: float) -> float:
    """When the slot could be free at the soonest, should the response come now."""
    if reservation.arrived is not None:
        return _free_at(window, reservation, quota)
    arrived = max(reservation.started, now - window.network.credit)
    soonest = max(arrived + quota.period + window.guard, now + SOON)
    return min(soonest, _free_at(window, reservation, quota))


def _arrived(
    reservation: Reservation, ended: Ended, network: Network, quota: Quota, now: float
) -> float:
    """By when an attempt that ends now has arrived."""
    if ended.answered:
        return max(reservation.started, now - network.credit)
    # The request may still be on its way: what was given up here may yet be counted there.
    return max(now, reservation.started + network.lateness(quota.period))


def _not_after(now: float, reservation: Reservation) -> Reservation:
    if reservation.started <= now:
        return reservation
    arrived = None if reservation.arrived is None else now
    return Reservation(reservation.ticket, now, arrived)


def _longest_pause(quota: Quota) -> float:
    return max(LONGEST_PAUSE, quota.period + LONGEST_GUARD)
