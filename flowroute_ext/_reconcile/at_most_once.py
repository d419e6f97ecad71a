"""The states of a message that is accepted at most once, and what leads to each. Pure.

::

    unsent  ──an attempt──> sent | failed | unsent | unknown
    unknown ──a verdict───> sent | unsent | unknown

`Outbox` keeps the state of a message in a row of its file, `send_once` in a claim. *Unsent* is
a message that Flowroute certainly did not accept: no other may be sent again.
"""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Literal

import attrs

from .._base.errors import (
    APIError,
    BadRequest,
    ConfigurationError,
    Conflict,
    ConnectFailed,
    FlowrouteError,
    Forbidden,
    InsufficientFunds,
    RateLimited,
    ServerError,
    Unauthorized,
    Unprocessable,
)
from .._base.masking import mask_text
from .._base.problems import InvalidValue
from .._rate_limit.errors import SharedLimitError
from .candidates import pair_of
from .errors import NotAccepted, OutcomeUnknown
from .verdicts import content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._builders.messages import Message
    from .verdicts import Verdict

SendState = Literal["unsent", "sent", "failed", "unknown"]
Scope = Literal["message", "account", "attempt"]

AFTER_VERDICT: Mapping[Verdict, SendState] = {
    "accepted": "sent",
    "not accepted": "unsent",
    "still unknown": "unknown",
}


@attrs.frozen
class Failure:
    """What a failed attempt leads to: the message's new `state`, and the `reason`.

    `scope` is what the failure is about. The ``"message"`` itself: others may be sent. The
    ``"account"``: no other message can be sent until the `advice` was followed. Or
    only this ``"attempt"``: a later one may succeed.
    """

    state: SendState
    scope: Scope
    reason: str
    advice: str = ""


@attrs.frozen
class ErrorRule:
    """The state and the scope that go with some errors."""

    errors: tuple[type[FlowrouteError], ...]
    state: SendState
    scope: Scope
    advice: str = ""


# The first one that fits counts. What none of them names may have been accepted.
RULES = (
    ErrorRule((OutcomeUnknown,), "unknown", "attempt"),
    ErrorRule((ConnectFailed, RateLimited, NotAccepted, SharedLimitError), "unsent", "attempt"),
    ErrorRule(
        (InsufficientFunds,),
        "unsent",
        "account",
        "the account's balance does not cover another message. Top it up, and send again.",
    ),
    ErrorRule(
        (Unauthorized,),
        "unsent",
        "account",
        "Flowroute refuses the credentials. Correct them, and send again.",
    ),
    ErrorRule((InvalidValue, BadRequest, Conflict, Forbidden, Unprocessable), "failed", "message"),
    ErrorRule((ServerError,), "unknown", "attempt"),
    # Any other status is not about the message: the address has no messages API, or not for
    # this account. A wrong configuration is found before a request is made.
    ErrorRule((APIError, ConfigurationError), "unsent", "account"),
    ErrorRule((FlowrouteError,), "unknown", "attempt"),
)


def after_error(error: FlowrouteError) -> Failure:
    """The state of a message after an attempt to send it raised *error*, with numbers masked."""
    lost = error.__cause__ if isinstance(error, OutcomeUnknown) else None
    reason = mask_text(str(lost or error))
    rule = next(rule for rule in RULES if isinstance(error, rule.errors))
    advice = rule.advice or f"{reason}. See to it, and send again."
    return Failure(rule.state, rule.scope, reason, advice if rule.scope == "account" else "")


def likeness(message: Message) -> str:
    """A digest that is equal for messages which Flowroute's records do not tell apart."""
    to, from_, body, is_mms = content(message)
    # As json.dumps() writes it, which for a list takes several times as long.
    text = "null" if body is None else encode_basestring_ascii(body)
    return _digest(f'["{to}", "{from_}", {text}, {"true" if is_mms else "false"}]')


def pair_digest(message: Message) -> str:
    """A digest that is equal for messages between the same numbers."""
    return _digest(json.dumps(pair_of(message.to, message.from_)))


def _digest(document: str) -> str:
    return hashlib.blake2b(document.encode(), digest_size=12).hexdigest()
