# Written by scripts/unasync.py from flowroute_ext/_async/send_once.py. Do not edit.
"""Sending a message that several workers, or one of them twice, were told to send."""

from __future__ import annotations

import os
import platform
import uuid
from typing import TYPE_CHECKING

from .._base.errors import (
    APIError,
    BadRequest,
    ConfigurationError,
    Conflict,
    ConnectFailed,
    ConnectionFailed,
    Forbidden,
    InsufficientFunds,
    RateLimited,
    ServerError,
    Unauthorized,
    Unprocessable,
    UnreadableAnswer,
)
from .._base.masking import mask_text
from .._base.problems import InvalidValue, invalid
from .._builders.messages import Message
from .._calls.arguments import built
from .._calls.options import checked_reference
from .._http.log import logger
from .._rate_limit.errors import SharedLimitError
from .._reconcile.errors import OutcomeUnknown
from .._reconcile.verdicts import SETTLED, MessageQuery
from .._send_once import backoff as waiting
from .._send_once import state as steps
from .._send_once.errors import SendRefused, TryLater

# Refusals of this very message, which will not be other ones later.
OF_THE_MESSAGE = (BadRequest, Conflict, Forbidden, Unprocessable)

if TYPE_CHECKING:
    from datetime import datetime

    from .._send_once.state import Claim, Known
    from .claims import Claims
    from .client import Flowroute


def send_once(
    flowroute: Flowroute,
    claims: Claims,
    message: Message,
    *,
    reference: str,
    since: datetime | None = None,
) -> str:
    """The id of *message*, which is sent now unless it is known to be sent already.

    However many workers call it with the same *reference*, at once or one after the other, and
    whenever any of them dies, the message is accepted once. A message that a dead worker may
    have sent, or whose answer was lost, is looked for in Flowroute's records, and is sent again
    only if it certainly was not accepted.

    *since* is the time of `claims.now()` when the message was queued. A table that is younger
    has lost its memory, and the message is looked for before it is sent.

    Raises `TryLater` where the message must not be sent now; `SendRefused` where Flowroute will
    not take it; `ClaimsError` where the table cannot be used; `InvalidValue` where *reference*
    is already another message's; and what `messages.send()` raises where the account is at
    fault, such as `Unauthorized` and `InsufficientFunds`: then the message is still to be sent.
    """
    checked_reference(reference)
    if since is not None and since.tzinfo is None:
        raise invalid(
            "time", "since", "a time without a zone", rule="must be aware", cure="use claims.now()"
        )
    owner = f"{platform.node()}:{os.getpid()}:{uuid.uuid4().hex}"
    likeness = steps.likeness(built(message, Message))
    known = claims.change(
        reference,
        steps.take(reference, likeness=likeness, owner=owner, lease=claims.lease, since=since),
    )
    _check_likeness(known.claim, likeness)
    if known.claim.state == "unknown":
        known = _resolved(flowroute, claims, message, known, owner)
    claim = known.claim
    if claim.state == "sent":
        return claim.message_id or ""
    if claim.state == "failed":
        raise SendRefused(reference, claim.reason or "Flowroute did not say why")
    if claim.owner != owner:
        wait = waiting.for_owner(claim.ended or known.now, known.now)
        raise TryLater(reference, "somebody else is sending it", wait)
    return _send(flowroute, claims, message, known)


def _send(flowroute: Flowroute, claims: Claims, message: Message, known: Known) -> str:
    """Send what is claimed, while the lease is far from its end, and note what came of it.

    An exception that is not ours, such as an interrupt, leaves the claim to its lease.
    """
    claim = known.claim
    remaining = claims.attempt.total_seconds() - (claims.clock.monotonic() - known.asked)
    if remaining <= 0:
        claims.change(claim.reference, steps.release(claim))
        raise TryLater(claim.reference, "the claim table answered too late", waiting.BRIEFLY)
    try:
        sent = flowroute.messages.send(
            message, reference=claim.reference, deadline=remaining, resolve=False
        )
    except OutcomeUnknown as error:
        now = (claims.change(claim.reference, steps.lose(claim))).now
        wait = waiting.for_records(now, SETTLED, now)
        raise TryLater(claim.reference, "the answer to sending it was lost", wait) from error
    except (InsufficientFunds, Unauthorized):
        claims.change(claim.reference, steps.release(claim))
        raise
    except OF_THE_MESSAGE as error:
        reason = mask_text(error.reason)
        claims.change(claim.reference, steps.fail(claim, reason))
        raise SendRefused(claim.reference, reason) from error
    except (ConnectFailed, RateLimited, SharedLimitError) as error:
        claims.change(claim.reference, steps.release(claim))
        wait = getattr(error, "retry_after", None) or waiting.BRIEFLY
        raise TryLater(claim.reference, "it could not be sent now", wait) from error
    except (APIError, ConfigurationError, InvalidValue):
        claims.change(claim.reference, steps.release(claim))
        raise
    noted = (claims.change(claim.reference, steps.sent(claim, sent.id))).claim
    if noted.message_id != sent.id:
        logger.warning(
            "%s was accepted twice: as %s, and as %s", claim.reference, noted.message_id, sent.id
        )
    return sent.id


def _resolved(
    flowroute: Flowroute, claims: Claims, message: Message, known: Known, owner: str
) -> Known:
    """What is known once Flowroute's records have been read: it was sent, or is claimed anew.

    Raises `TryLater` while they do not tell.
    """
    claim = known.claim
    alike = claims.alike(claim.likeness)
    sought = [
        MessageQuery.of(message, reference=one.reference, started=one.started, ended=one.ended)
        for one in alike
        if one.started and one.ended and steps.is_open(one)
    ]
    taken = {one.message_id for one in alike if one.message_id}
    wait = waiting.for_records(claim.ended or known.now, SETTLED, known.now)
    try:
        verdicts = flowroute.messages.find_sent(sought, taken=taken)
    except (ConnectionFailed, RateLimited, ServerError, UnreadableAnswer) as error:
        raise TryLater(claim.reference, "Flowroute's records cannot be read", wait) from error
    if claims.alike(claim.likeness) != alike:
        # One of the records may be of a message that was claimed while they were read.
        raise TryLater(claim.reference, "an equal message is being sent", waiting.BRIEFLY)
    verdict = verdicts[claim.reference]
    if verdict.verdict == "accepted" and verdict.id:
        return claims.change(claim.reference, steps.sent(claim, verdict.id))
    if verdict.verdict == "not accepted" and steps.settled(claim, known.now, SETTLED):
        return claims.change(
            claim.reference, steps.take_over(claim, owner=owner, lease=claims.lease)
        )
    raise TryLater(claim.reference, verdict.why, wait)


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
