"""The states of a claim, and the steps from one to the next. Pure.

::

    nothing, free ──take──> claimed ──> sent | failed | free again
                               │ the lease expired, or the response was lost
                               v
                            unknown ──> sent | claimed by another owner

Only the verdict *not accepted* leads from unknown to a second claim. A step takes the claim as
it is, the table's time, and the time at which the table was created; a table reads the claim,
applies the step and writes the result in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

import attrs

from .._base.plain.value import Value

ClaimState = Literal["free", "claimed", "sent", "failed", "unknown"]


@attrs.frozen(kw_only=True)
class Claim(Value):
    """What a claim table has recorded of one message, by its `reference`.

    `state` is ``"free"`` to be sent; ``"claimed"`` by `owner`, whose request cannot have left
    before `started` and is given up at `ended`; ``"unknown"``: it was sent between these, and
    may have been accepted; ``"sent"``, with its `message_id`; or ``"failed"``, with Flowroute's
    `reason`. `likeness` is the same for messages of the same numbers and text, and `pair` for
    messages of the same numbers.
    """

    reference: str
    state: ClaimState = "free"
    owner: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    message_id: str | None = None
    reason: str | None = None
    likeness: str = ""
    pair: str = ""


@attrs.frozen
class Known:
    """A claim as a table has it at `now`, its own time.

    `asked` is this machine's `monotonic()` from before the table was read.
    """

    claim: Claim
    now: datetime
    asked: float


Step = Callable[["Claim | None", datetime, datetime], Claim]


def take(
    reference: str,
    *,
    likeness: str,
    owner: str,
    lease: timedelta,
    since: datetime | None,
    pair: str = "",
) -> Step:
    """The step that claims a message for *owner*, if it is free.

    A table that is younger than *since* may have lost its records. A message that it has no
    record of may have been sent before it was created, by an owner whose lease is not over.
    What an earlier version claimed has no *pair*, and gets it.
    """

    def step(was: Claim | None, now: datetime, born: datetime) -> Claim:
        if was is None and since is not None and since < born:
            return Claim(
                reference=reference,
                state="unknown",
                started=since,
                ended=born + lease,
                likeness=likeness,
                pair=pair,
            )
        if was is None or was.state == "free":
            claim = Claim(reference=reference, likeness=likeness, pair=pair)
            return _claimed(claim, owner, now, lease)
        known = lapsed(was, now)
        if known.pair or known.likeness != likeness:
            return known
        return attrs.evolve(known, pair=pair)

    return step


def take_over(seen: Claim, *, owner: str, lease: timedelta) -> Step:
    """The step that claims for *owner* what was *seen* unknown and was not accepted.

    It changes nothing where the claim has changed since it was seen.
    """

    def step(was: Claim | None, now: datetime, born: datetime) -> Claim:
        if was is None:
            return _forgotten(seen, now, born + lease)
        if lapsed(was, now) == seen:
            return _claimed(seen, owner, now, lease)
        return lapsed(was, now)

    return step


def sent(claim: Claim, message_id: str) -> Step:
    """The step that records the id of the message of *claim*, whatever its owner.

    The id of a message that is sent already stays as it is.
    """

    def step(was: Claim | None, _now: datetime, _born: datetime) -> Claim:
        known = was or claim
        if known.state == "sent":
            return known
        return attrs.evolve(known, state="sent", message_id=message_id, reason=None)

    return step


def release(claim: Claim) -> Step:
    """The step that frees the message of *claim*, which was certainly not accepted."""
    return _finish(claim, lambda _: Claim(reference=claim.reference))


def fail(claim: Claim, reason: str) -> Step:
    """The step that records that Flowroute refused the message of *claim*."""
    return _finish(claim, lambda _: attrs.evolve(claim, state="failed", reason=reason))


def lose(claim: Claim) -> Step:
    """The step that records that the response was lost, and the request has ended."""
    return _finish(claim, lambda now: attrs.evolve(claim, state="unknown", ended=now))


def forget(reference: str) -> Step:
    """The step that frees a message, unless its request may be in progress."""

    def step(was: Claim | None, now: datetime, _born: datetime) -> Claim:
        if was is not None and lapsed(was, now).state == "claimed":
            return was
        return Claim(reference=reference)

    return step


def lapsed(claim: Claim, now: datetime) -> Claim:
    """*claim* as it is at *now*: unknown, where the lease of its owner has expired."""
    if claim.state == "claimed" and claim.ended is not None and claim.ended <= now:
        return attrs.evolve(claim, state="unknown")
    return claim


def is_open(claim: Claim) -> bool:
    """Whether the outcome of the message is still open."""
    return claim.state in ("claimed", "unknown")


def _claimed(claim: Claim, owner: str, now: datetime, lease: timedelta) -> Claim:
    return Claim(
        reference=claim.reference,
        state="claimed",
        owner=owner,
        started=now,
        ended=now + lease,
        likeness=claim.likeness,
        pair=claim.pair,
    )


def _finish(claim: Claim, result: Callable[[datetime], Claim]) -> Step:
    """A step that changes the claim of this owner only, and only while it is open."""

    def step(was: Claim | None, now: datetime, born: datetime) -> Claim:
        if was is None:
            lease = claim.ended - claim.started if claim.ended and claim.started else timedelta()
            return _forgotten(claim, now, born + lease)
        return result(now) if was.owner == claim.owner and is_open(was) else was

    return step


def _forgotten(claim: Claim, now: datetime, until: datetime) -> Claim:
    """*claim* in a table that lost its records: other owners may send it *until* then."""
    return attrs.evolve(claim, state="unknown", ended=max(now, until))
