"""What an error of the SDK says about its message: the verdict that the oracle judges."""

from __future__ import annotations

import asyncio

from flowroute_ext.errors import (
    APIError,
    ConfigurationError,
    ConnectFailed,
    FlowrouteError,
    InvalidValue,
    NotAccepted,
    OutboxError,
    OutcomeUnknown,
    ServerError,
    SharedLimitError,
)

SENT, NOT_SENT, UNKNOWN = "sent", "not sent", "unknown"
INTERRUPTED, BARE = "interrupted", "bare"
NEVER_SENT = (ConnectFailed, NotAccepted, ConfigurationError, InvalidValue, SharedLimitError)


class Interrupted(Exception):
    """What a signal handler of a disturbance raises."""


def verdict_of(error: BaseException | None) -> str:
    """What the outcome of a call says; *bare* for an error that the SDK does not document."""
    if error is None:
        return SENT
    if isinstance(error, OutcomeUnknown | OutboxError):
        return UNKNOWN
    if isinstance(error, NEVER_SENT):
        return NOT_SENT
    if isinstance(error, APIError) and not isinstance(error, ServerError):
        return NOT_SENT
    if isinstance(error, RuntimeError) and "event loop" in str(error):
        return NOT_SENT  # how an async client refuses another loop than its own
    ended = Interrupted, KeyboardInterrupt, asyncio.CancelledError, TimeoutError
    if isinstance(error, ended) and not isinstance(error, FlowrouteError):
        return INTERRUPTED
    return BARE
