"""Changes as server-sent events, under /_sandbox/.

Over HTTP the ASGI application goes on with a `Subscription` after the first response.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from flowroute_sandbox.control.message_documents import message_document
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from threading import Lock

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.live.feed import Event
    from flowroute_sandbox.live.live import Live
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.clock import Clock

STREAM = "/_sandbox/stream"

RETRY = 1_000
"""After how many milliseconds a browser connects again."""

HEARTBEAT = 15.0
"""After how many seconds without an event a comment is sent."""

OPENING = f": changes of the sandbox\nretry: {RETRY}\n\n".encode()
COMMENT = b": still here\n\n"

_HEADERS = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store"}


@route("GET", STREAM)
def stream(context: Context) -> Response:
    """200 with the events after `Last-Event-ID`, or `last_event_id` in the query; none without.

    A browser opens six connections to a host, so tabs of one page better share a stream.
    """
    last = last_event_id(context.request.headers.get("last-event-id"), context.query())
    context.live.follow(context.now)
    context.live.tick(context.now)
    events = context.live.feed.after(context.live.feed.position(last))
    text = written(context.live, context.account, context.now, events)
    return Response(200, _HEADERS, OPENING + text)


def last_event_id(header: str | None, query: dict[str, str]) -> str | None:
    """Return the id of the last event that a subscriber has seen, None for a new one."""
    return header or query.get("last_event_id")


def written(live: Live, account: Account, now: datetime, events: Iterable[Event]) -> bytes:
    """Return the text of events; those about messages have the whole message, as it is now.

    Subscribers that read at the same time are sent the same text: what changes later has an event
    of its own.
    """
    write = partial(_text, live, account, now)
    return "".join(live.feed.text(event, write) for event in events).encode()


def _text(live: Live, account: Account, now: datetime, event: Event) -> str:
    data = event.data
    message = account.messages.get(str(data.get("id"))) if "ours" in data else None
    if message is not None:
        data = {**data, "message": message_document(account, message, now)}
    text = json.dumps(data, separators=(",", ":"))
    return f"id: {live.feed.id(event)}\nevent: {event.kind}\ndata: {text}\n\n"


class Subscription:
    """The events for one subscriber, from the one after its last on.

    `wake` is called, in any thread, when there may be something to read. At most `MOST` events
    are read at a time.
    """

    MOST = 200

    def __init__(
        self,
        live: Live,
        account: Account,
        clock: Clock,
        lock: Lock,
        *,
        wake: Callable[[], None],
        last_id: str | None = None,
    ) -> None:
        self._live = live
        self._account = account
        self._clock = clock
        self._lock = lock
        self._wake = wake
        with lock:
            live.follow(clock.now())
            self._endings = live.feed.endings
            self._position = live.feed.position(last_id)
            live.feed.subscribe(wake)

    @property
    def ended(self) -> bool:
        """Whether the sandbox stops."""
        return self._live.feed.endings != self._endings

    def read(self) -> bytes:
        """Return the text of the events that have come, empty if there are none."""
        with self._lock:
            now = self._clock.now()
            self._live.tick(now)
            events = self._live.feed.after(self._position)[: self.MOST]
            if not events:
                return b""
            self._position = events[-1].number
            return written(self._live, self._account, now, events)

    def pause(self) -> float:
        """Return for how many seconds to wait for `wake` at most."""
        with self._lock:
            at = self._live.next_receipt()
            if at is None:
                return HEARTBEAT
            return min(max((at - self._clock.now()).total_seconds(), 0.01), HEARTBEAT)

    def close(self) -> None:
        """End the subscription."""
        with self._lock:
            self._live.feed.unsubscribe(self._wake)
