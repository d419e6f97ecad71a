"""What a message says of consent: an opt-out, or an opt-in after it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._base.errors import ConfigurationError
from .._base.problems import given
from .._webhooks.messages import InboundMessage
from .store.session import Consent

if TYPE_CHECKING:
    from .._webhooks.keywords import Keyword
    from .._webhooks.parsing import Event

# What carriers take for an opt-out, and for an opt-in after it (CTIA, Messaging Principles and Best
# Practices, 5.1.3). HELP and INFO change nothing.
STOPS: Final[frozenset[Keyword]] = frozenset(
    {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"}
)
STARTS: Final[frozenset[Keyword]] = frozenset({"START", "UNSTOP", "YES"})


def checked_choice(opt_outs: object) -> bool:
    """Return *opt_outs* if it is True or False; raise `ConfigurationError` else."""
    if isinstance(opt_outs, bool):
        return opt_outs
    raise ConfigurationError(
        f"opt_outs={given(opt_outs)} is not True or False: with True the receiver remembers "
        "them in its own store, where OptOuts(store) finds them"
    )


def consent_of(event: Event, received: float) -> Consent | None:
    """Return what *event* says of consent: an opt-out, an opt-in, or nothing.

    It counts from the time of the message, or from when it was *received* if it has none.
    """
    if not isinstance(event, InboundMessage):
        return None
    keyword = event.keyword
    if keyword is None or keyword not in STOPS | STARTS:
        return None
    if "other" in (event.from_kind, event.to_kind):  # which nothing can be sent to, or from
        return None
    at = event.timestamp.timestamp() if event.timestamp else received
    # No message is of later than when it came, and a forged one must not count for ever.
    return Consent(event.from_, event.to, keyword in STOPS, min(at, received), keyword)
