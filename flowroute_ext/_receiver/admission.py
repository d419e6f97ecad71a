"""Which requests are webhooks for a receiver: decided from what a server knows of them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._webhooks.errors import InvalidWebhook
from .._webhooks.parsing import parse
from .refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._webhooks.parsing import Event
    from .limits import Limits
    from .paths import Paths, ReceiverKind
    from .sources import Sources

# The kinds of events that a path is for; an unknown one may come to any of them.
EVENTS_OF: Final[dict[ReceiverKind, str]] = {
    "sms": "message",
    "mms": "message",
    "sms_dlr": "receipt",
    "mms_dlr": "receipt",
    "events": "status_change",
}


class Admission:
    """Decides which requests are taken, by their path, where they are from, and their body."""

    def __init__(self, paths: Paths, sources: Sources, limits: Limits) -> None:
        self.paths = paths
        self.sources = sources
        self.limits = limits

    def admit(
        self, method: str, path: str, peer: str | None, forwarded: Sequence[str]
    ) -> ReceiverKind:
        """Return the kind of webhook that is posted; raise `Refused` for any other request.

        The body is not needed, and is not read before this.
        """
        kind = self.paths.kind_of(path)
        if kind is None:
            raise Refused("its path is none of this receiver's")
        if method != "POST":
            raise Refused("its method is not POST")
        if not self.sources.accepts(peer, forwarded):
            raise Refused("it is from another address")
        return kind

    def event(self, kind: ReceiverKind, body: bytes) -> Event:
        """Return the event in *body*, posted to the path for *kind*; raise `Refused` otherwise."""
        checked_body(body)
        if len(body) > self.limits.max_body:
            raise Refused(f"its body has more than {self.limits.max_body:,} bytes")
        try:
            event = parse(body)
        except InvalidWebhook:
            raise Refused("its body is no webhook") from None
        if event.kind not in (EVENTS_OF[kind], "unknown"):
            raise Refused(
                f"it is a {event.kind}, and was posted to the path for {kind}: "
                "set the callback of each kind to the URL of that kind"
            )
        return event


def checked_body(body: object) -> None:
    """Raise `TypeError` for a body that is decoded already, and `Refused` where there is none."""
    if body is None:
        raise Refused("it has no body")
    if not isinstance(body, (bytes, bytearray, memoryview, str)):
        raise TypeError(
            "body takes the body of the request as it came, in bytes, "
            f"not a value of type {type(body).__name__}"
        )
