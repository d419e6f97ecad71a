"""Webhooks for an application: their documents and requests, also duplicated, late or shuffled."""

from __future__ import annotations

import copy
import inspect
import json
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.webhooks import HEADERS, attributes_of

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from flowroute_ext.webhooks import Event

# The parameter for the body in `post` of test clients: Starlette's and httpx's, Django's,
# Flask's and requests', WebTest's.
BODY_NAMES = ("content", "data", "params")


class Webhook(dict[str, Any]):
    """One webhook: its JSON document, which can be changed like any dict, and ways to send it.

    `url` is the address that it goes to; None if there is no callback.
    """

    def __init__(self, document: Mapping[str, Any], *, url: str | None = None) -> None:
        super().__init__(document)
        self.url = url

    @property
    def bytes(self) -> builtins.bytes:
        """The body of the request."""
        return json.dumps(self, separators=(",", ":")).encode()

    @property
    def headers(self) -> dict[str, str]:
        """The headers that Flowroute sends. It does not sign webhooks."""
        return dict(HEADERS)

    @property
    def event(self) -> Event:
        """The webhook as `flowroute_ext.webhooks.parse` returns it, for a test of a handler."""
        from flowroute_ext.webhooks import parse

        return parse(self.bytes)

    def json(self) -> dict[str, Any]:
        """Return the document as a new plain dict."""
        return copy.deepcopy(dict(self))

    def post(self, client: Any, url: str | None = None, **options: Any) -> Any:
        """Send it with a test client, and return what the client's `post` returns.

        Django's `Client`, `AsyncClient` and `RequestFactory`, Flask's test client, Starlette's
        `TestClient`, clients of httpx, requests, aiohttp and WebTest work, and any other with a
        `post` like theirs; if theirs is to be awaited, so is this. `url` is the application's
        address, by default that of the webhook. `options` are passed to the client.
        """
        target = url or self.url
        if target is None:
            raise TypeError("post() needs the address: webhook.post(client, '/webhooks/sms')")
        return client.post(target, **self._request(client.post), **options)

    def duplicated(self, times: int = 2) -> Webhooks:
        """Return this webhook so many times, as when a response does not reach Flowroute.

        The webhook of an inbound message without a response of 200 is sent up to four times.
        """
        return Webhooks(self._copy() for _ in range(times))

    def late(self, by: timedelta | float) -> Webhook:
        """Return the same webhook of an earlier event, by a duration or by seconds.

        Version 2 has no timestamps, so there it makes no difference.
        """
        moved = self._copy()
        attributes = attributes_of(moved)
        if "timestamp" in attributes:
            attributes["timestamp"] = _earlier(attributes["timestamp"], by)
        return moved

    def _copy(self) -> Webhook:
        return Webhook(self.json(), url=self.url)

    def _request(self, post: Any) -> dict[str, Any]:
        takes = inspect.signature(post).parameters
        name = next((name for name in BODY_NAMES if name in takes), "data")
        if "content_type" in takes:
            return {name: self.bytes, "content_type": self.headers["content-type"]}
        return {name: self.bytes, "headers": self.headers}


class Webhooks(list[Webhook]):
    """Webhooks in the order in which they are sent."""

    def post(self, client: Any, url: str | None = None, **options: Any) -> list[Any]:
        """Send one after the other with a test client, and return the responses in that order."""
        return [webhook.post(client, url, **options) for webhook in self]

    def duplicated(self, times: int = 2) -> Webhooks:
        """Return each so many times, one after the other."""
        return Webhooks(copy for webhook in self for copy in webhook.duplicated(times))

    def late(self, by: timedelta | float) -> Webhooks:
        """Return the same webhooks of earlier events."""
        return Webhooks(webhook.late(by) for webhook in self)

    def shuffled(self, seed: int = 0) -> Webhooks:
        """Return them in another order, the same one for the same seed.

        Only equal webhooks keep their order.
        """
        return Webhooks(_out_of_order(self, seed))


def _out_of_order(webhooks: Sequence[Webhook], seed: int) -> Sequence[Webhook]:
    drawn = {place: blake2b(f"{seed}:{place}".encode()).digest() for place in range(len(webhooks))}
    after = [webhooks[place] for place in sorted(drawn, key=lambda place: drawn[place])]
    # The drawn order may be the old one; moving each up by one is another.
    return after if after != webhooks else [*webhooks[1:], *webhooks[:1]]


def _earlier(timestamp: str, by: timedelta | float) -> str:
    """Return an earlier timestamp in the same format."""
    step = by if isinstance(by, timedelta) else timedelta(seconds=by)
    rest = timestamp[len("2022-02-06T17:52:33") :]  # the fraction, if any, and the zone
    return f"{datetime.fromisoformat(timestamp) - step:%Y-%m-%dT%H:%M:%S}{rest}"
