"""`asend_once`: a message that several workers may send is accepted once."""

from __future__ import annotations

import os
import platform
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .._base.errors import (
    APIError,
    ConnectionFailed,
    FlowrouteError,
    RateLimited,
    ServerError,
    UnreadableResponse,
)
from .._base.frames import clears_frames
from .._base.masking import mask_text
from .._base.problems import invalid, shown
from .._builders.messages import Message
from .._calls.arguments import built
from .._calls.options import checked_reference
from .._http.log import logger
from .._reconcile.at_most_once import AFTER_VERDICT, after_error, likeness, pair_digest
from .._reconcile.verdicts import SETTLED, MessageQuery, is_settled
from .._send_once import backoff
from .._send_once import state as steps
from .._send_once.errors import SendRefused, TryLater

if TYPE_CHECKING:
    from .._send_once.state import Claim, Known
    from .claims import AsyncClaims
    from .client import AsyncFlowroute
    from .messages import AsyncMessages


# Claims of which the attempt ended longer before or after a message may not explain its records:
# more than a lease, and than the clocks may differ by for records to be looked for.
NEIGHBOURS = timedelta(days=2)
# No message was queued in an earlier year.
EARLIEST = 2000


@clears_frames
async def asend_once(
    flowroute: AsyncFlowroute,
    claims: AsyncClaims,
    message: Message,
    *,
    reference: str,
    since: datetime | None = None,
) -> str:
    """The id of *message*, which is sent now unless it is known to be sent already.

    However many workers call it with the same *reference*, at once or one after the other, and
    whenever any of them crashes, the message is accepted once. A message that a crashed worker
    may have sent, or whose response was lost, is looked up in Flowroute's records, and is sent
    again only if it certainly was not accepted.

    *since* is the time of `claims.now()` when the message was queued. A table that is younger
    has lost its records, and the message is looked up before it is sent.

    Raises `TryLater` where the message must not be sent now; `SendRefused` where Flowroute
    refused it; `ClaimsError` where the table cannot be used; `InvalidValue` where *reference*
    is already another message's; and what `messages.send()` raises where the account is the
    cause, such as `Unauthorized` and `InsufficientFunds`: then the message is still to be sent.
    """
    # Whatever takes long the first time, such as an import, comes before the claim.
    messages = flowroute.messages
    checked_reference(reference)
    if since is not None:
        _check_since(since)
    owner = f"{platform.node()}:{os.getpid()}:{uuid.uuid4().hex}"
    alike = likeness(built(message, Message))
    step = steps.take(
        reference,
        likeness=alike,
        pair=pair_digest(message),
        owner=owner,
        lease=claims.lease,
        since=since,
    )
    known = await claims.change(reference, step)
    _check_likeness(known.claim, alike)
    if known.claim.state == "unknown":
        known = await _resolved(messages, claims, message, known, owner)
    claim = known.claim
    if claim.state == "sent":
        return claim.message_id or ""
    if claim.state == "failed":
        raise SendRefused(reference, claim.reason or "Flowroute did not say why")
    if claim.owner != owner:
        wait = backoff.for_owner(claim.ended or known.now, known.now)
        raise TryLater(reference, "another worker is sending it", wait)
    return await _send(flowroute, claims, message, known)


async def _send(
    flowroute: AsyncFlowroute, claims: AsyncClaims, message: Message, known: Known
) -> str:
    """Send the claimed message within half of the lease, and record the outcome.

    An exception that is not ours, such as an interrupt, leaves the claim until its lease ends.
    """
    claim = known.claim
    # Read first: a suspension between these two lines makes less time remain, not more.
    present = flowroute.clock.monotonic()
    remaining = claims.attempt.total_seconds() - (claims.clock.monotonic() - known.asked)
    if remaining <= 0:
        await claims.change(claim.reference, steps.release(claim))
        raise TryLater(claim.reference, "the claim table answered too late", backoff.SHORT_WAIT)
    try:
        sent = await flowroute.messages.send(
            message,
            reference=claim.reference,
            deadline=remaining,
            not_after=present + remaining,
            resolve=False,
        )
    except FlowrouteError as error:
        await _record_failure(claims, claim, error)
        raise
    recorded = (await claims.change(claim.reference, steps.sent(claim, sent.id))).claim
    if recorded.message_id != sent.id:
        logger.warning(
            "%s was accepted twice: as %s, and as %s", claim.reference, recorded.message_id, sent.id
        )
    return sent.id


async def _record_failure(claims: AsyncClaims, claim: Claim, error: FlowrouteError) -> None:
    """Record the state of a message after an attempt to send it raised *error*.

    Raises `TryLater` or `SendRefused` where *error* is about this message only.
    """
    failure = after_error(error)
    if failure.state == "unknown":
        now = (await claims.change(claim.reference, steps.lose(claim))).now
        wait = backoff.for_records(now, SETTLED, now)
        raise TryLater(claim.reference, "the response to sending it was lost", wait) from error
    if failure.state == "failed" and isinstance(error, APIError):
        reason = mask_text(error.reason)
        await claims.change(claim.reference, steps.fail(claim, reason))
        raise SendRefused(claim.reference, reason) from error
    await claims.change(claim.reference, steps.release(claim))
    if failure.scope == "attempt":
        wait = getattr(error, "retry_after", None) or backoff.SHORT_WAIT
        raise TryLater(claim.reference, "it could not be sent now", wait) from error


async def _resolved(
    messages: AsyncMessages, claims: AsyncClaims, message: Message, known: Known, owner: str
) -> Known:
    """The claim after Flowroute's records were read: it was sent, or is claimed again.

    Raises `TryLater` while they leave it unknown.
    """
    claim = known.claim
    alike = await claims.alike(claim.likeness)
    sought = [
        MessageQuery.of(
            message,
            reference=open_claim.reference,
            started=open_claim.started,
            ended=open_claim.ended,
        )
        for open_claim in alike
        if open_claim.started and open_claim.ended and steps.is_open(open_claim)
    ]
    taken = {sent_claim.message_id for sent_claim in alike if sent_claim.message_id}
    since = min((query.started for query in sought), default=known.now) - NEIGHBOURS
    until = max((query.ended for query in sought), default=known.now) + NEIGHBOURS
    between = await claims.ids_between(claim.pair, since, until)
    wait = backoff.for_records(claim.ended or known.now, SETTLED, known.now)
    try:
        verdicts = await messages.find_sent(sought, taken=taken, of_other_texts=between - taken)
    except (ConnectionFailed, RateLimited, ServerError, UnreadableResponse) as error:
        raise TryLater(claim.reference, "Flowroute's records cannot be read", wait) from error
    if await claims.alike(claim.likeness) != alike:
        # One of the records may be of a message that was claimed while they were read.
        raise TryLater(claim.reference, "an equal message is being sent", backoff.SHORT_WAIT)
    verdict = verdicts.get(claim.reference)
    if verdict is None:
        # It was open when it was read, and was settled before the others were.
        raise TryLater(claim.reference, "another worker is settling it", backoff.SHORT_WAIT)
    state = AFTER_VERDICT[verdict.verdict]
    if state == "sent" and verdict.id:
        return await claims.change(claim.reference, steps.sent(claim, verdict.id))
    if state == "unsent" and claim.ended and is_settled(claim.ended, known.now):
        return await claims.change(
            claim.reference, steps.take_over(claim, owner=owner, lease=claims.lease)
        )
    raise TryLater(claim.reference, verdict.why, wait)


def _check_since(since: object) -> None:
    """Raise `InvalidValue` for what cannot be a time of `claims.now()`."""
    if not isinstance(since, datetime):
        got, rule = shown(since), "must be a datetime"
    elif since.tzinfo is None:
        got, rule = "a time without a zone", "must be aware"
    elif since.year < EARLIEST:
        got, rule = f"a time in the year {since.year}", "must be when the message was queued"
    else:
        return
    raise invalid("time", "since", got, rule=rule, cure="use claims.now()")


def _check_likeness(claim: Claim, likeness: str) -> None:
    """Raise `InvalidValue` for the reference of another message."""
    if claim.likeness not in ("", likeness):
        raise invalid(
            "reference",
            "reference",
            repr(claim.reference),
            rule="must be of one message only, and is of another one",
            cure="give each message a reference of its own",
        )
