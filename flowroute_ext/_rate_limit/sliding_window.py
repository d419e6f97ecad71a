"""When the next attempt may start, so that the server never counts too many. Pure.

The server counts arrivals, in every period that one can lay over them. A client knows when an
attempt started and when its answer came; in between, a connection may have been made, a thread
may have waited for its turn, a packet may have been lost. So an attempt holds one of `limit`
slots until a whole period after the moment by which it has certainly arrived, and a guard more.
"""

from __future__ import annotations

import attrs

from .round_trips import Network

# On top of the period: for clocks that do not run alike, and what else is not known. It doubles
# with each refusal for too many attempts, and shrinks with each success.
LEAST_GUARD = 0.005
MOST_GUARD = 0.25
SHRINK = 0.98
# No refusal stops everything for longer: after that, an attempt finds out how things are.
LONGEST_PAUSE = 60.0
# How long somebody who waits may sleep before asking again; a grace longer than that, and who
# has not come back has lost the place in the queue.
LONGEST_SLEEP = 2.0
GRACE = 1.0
# How soon to ask again where it could be any moment, and at least, as clocks are not exact.
ANY_MOMENT = 0.01
AN_INSTANT = 0.001


@attrs.frozen
class Rule:
    """At most `limit` attempts in any `period` of seconds."""

    limit: int
    period: float


@attrs.frozen
class Attempt:
    """One attempt: when it started, and by when it has arrived, None while it is under way."""

    ticket: str
    started: float
    arrived: float | None = None


@attrs.frozen
class Ended:
    """How an attempt ended: with an answer, refused for its rate, told to wait for seconds."""

    answered: bool = False
    refused: bool = False
    retry_after: float = 0.0


@attrs.frozen
class Place:
    """A place in the queue, kept until the moment by which its holder asks again."""

    ticket: str
    until: float


@attrs.frozen
class Window:
    """The attempts that count, the queue of who waits, and what was learned."""

    attempts: tuple[Attempt, ...] = ()
    queue: tuple[Place, ...] = ()
    pause: float = 0.0
    guard: float = LEAST_GUARD
    network: Network = attrs.field(factory=Network)


def ask(window: Window, ticket: str, rule: Rule, now: float) -> tuple[Window, Attempt | float]:
    """The window after somebody asked to start, and the attempt or how long at least to wait.

    Who has to wait asks again, at the latest after `LONGEST_SLEEP`, or loses the place.
    """
    window = current(window, rule, now)
    tickets = [place.ticket for place in window.queue]
    position = tickets.index(ticket) if ticket in tickets else len(tickets)
    wait = _wait(window, position, rule, now)
    if position == len(tickets) > 0:
        # Those who slept until this moment come first, though they may take a moment to wake.
        wait = max(wait, ANY_MOMENT)
    if wait <= 0:
        attempt = Attempt(ticket, now)
        window = leave(window, ticket)
        return attrs.evolve(window, attempts=(*window.attempts, attempt)), attempt
    # A clock may have no notion of less, and then time would never pass.
    wait = max(wait, AN_INSTANT)
    place = Place(ticket, now + min(wait, LONGEST_SLEEP) + GRACE)
    queue = (*window.queue[:position], place, *window.queue[position + 1 :])
    return attrs.evolve(window, queue=queue), wait


def leave(window: Window, ticket: str) -> Window:
    """The window after somebody left the queue."""
    queue = tuple(place for place in window.queue if place.ticket != ticket)
    return attrs.evolve(window, queue=queue)


def finish(window: Window, attempt: Attempt, ended: Ended, rule: Rule, now: float) -> Window:
    """The window after an attempt ended."""
    others = tuple(one for one in window.attempts if one.ticket != attempt.ticket)
    arrived = _arrived(attempt, ended, window.network, rule, now)
    window = attrs.evolve(window, attempts=(*others, attrs.evolve(attempt, arrived=arrived)))
    if ended.refused:
        guard = min(window.guard * 2, MOST_GUARD)
        rest = min(max(rule.period + guard, ended.retry_after), _longest_pause(rule))
        return attrs.evolve(window, guard=guard, pause=max(window.pause, now + rest))
    if not ended.answered or now < attempt.started:
        return window
    network = window.network.after(now - attempt.started)
    return attrs.evolve(window, guard=max(LEAST_GUARD, window.guard * SHRINK), network=network)


def postpone(window: Window, attempt: Attempt, until: float) -> Window:
    """The window after an attempt did not start after all; its place is the first again."""
    attempts = tuple(one for one in window.attempts if one.ticket != attempt.ticket)
    place = Place(attempt.ticket, until + GRACE)
    return attrs.evolve(window, attempts=attempts, queue=(place, *window.queue))


def current(window: Window, rule: Rule, now: float) -> Window:
    """The window without what no longer counts.

    Moments to come can only be those of a clock that was set back, so they count as now.
    """
    attempts = tuple(_not_after(now, attempt) for attempt in window.attempts)
    latest = now + LONGEST_SLEEP + GRACE
    return attrs.evolve(
        window,
        attempts=tuple(one for one in attempts if _free(window, one, rule) > now),
        queue=tuple(place for place in window.queue if now <= place.until <= latest),
        pause=window.pause if window.pause <= now + _longest_pause(rule) else now + rule.period,
    )


def _wait(window: Window, position: int, rule: Rule, now: float) -> float:
    """How long at least until who is at this position of the queue may start."""
    wait = window.pause - now
    # Those before have a slot each, so that nobody waits for one who is slow to come.
    missing = len(window.attempts) + position + 1 - rule.limit
    if missing > 0:
        free = sorted(_soonest(window, attempt, rule, now) for attempt in window.attempts)
        rounds, index = divmod(missing - 1, rule.limit)
        soonest = free[min(index, len(free) - 1)] if free else now + ANY_MOMENT
        wait = max(wait, soonest + rounds * rule.period - now, AN_INSTANT)
    return wait


def _free(window: Window, attempt: Attempt, rule: Rule) -> float:
    """When the slot of an attempt is free, as far as it is known."""
    arrived = attempt.arrived
    if arrived is None:
        arrived = attempt.started + window.network.lateness(rule.period)
    return arrived + rule.period + window.guard


def _soonest(window: Window, attempt: Attempt, rule: Rule, now: float) -> float:
    """When the slot of an attempt could be free at the soonest, should its answer come now."""
    if attempt.arrived is not None:
        return _free(window, attempt, rule)
    arrived = max(attempt.started, now - window.network.credit)
    soonest = max(arrived + rule.period + window.guard, now + ANY_MOMENT)
    return min(soonest, _free(window, attempt, rule))


def _arrived(attempt: Attempt, ended: Ended, network: Network, rule: Rule, now: float) -> float:
    """By when an attempt that ends now has arrived."""
    if ended.answered:
        return max(attempt.started, now - network.credit)
    # It may be on its way still: what was given up here may yet be counted there.
    return max(now, attempt.started + network.lateness(rule.period))


def _not_after(now: float, attempt: Attempt) -> Attempt:
    if attempt.started <= now:
        return attempt
    return Attempt(attempt.ticket, now, None if attempt.arrived is None else now)


def _longest_pause(rule: Rule) -> float:
    return max(LONGEST_PAUSE, rule.period + MOST_GUARD)
