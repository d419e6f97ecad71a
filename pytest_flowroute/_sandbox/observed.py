"""A sandbox that keeps the messages of the application, and the requests it refused."""

from __future__ import annotations

import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any

from flowroute_ext.testing import http_library
from flowroute_sandbox import Inventory, Sandbox, transport
from pytest_flowroute._sandbox.phones import Text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from flowroute_sandbox import Clock, Request, Response
    from flowroute_sandbox.webhooks import ScheduledWebhook
    from pytest_flowroute._sandbox.phones import MessageLog

SHOWN = 5
INVENTORY = Inventory()  # immutable, and slow to make


class ObservedSandbox(Sandbox):
    """A sandbox that adds every message it accepts to a log."""

    def __init__(self, log: MessageLog, clock: Clock) -> None:
        super().__init__(clock=clock, inventory=INVENTORY, post=None, observe=self._keep)
        self._log = log
        self._refusals: deque[str] = deque(maxlen=SHOWN)

    def _keep(self, request: Request, response: Response) -> None:
        """Keep the message or the refusal of a request."""
        if response.status >= 400:
            self._refusals.append(f"{request.method} {request.path}: {_reason(response)}")
        elif request.method == "POST" and re.fullmatch(r"/v2\.[12]/messages", request.path):
            message = self.account.messages.get(json.loads(response.body)["data"]["id"])
            assert message is not None
            self._log.add(
                Text(
                    id=message.id,
                    from_=message.sender,
                    to=message.recipient,
                    body=message.body or "",
                    media_urls=tuple(file.url for file in message.media),
                )
            )

    def scheduled_events(self) -> list[ScheduledWebhook]:
        """Return the events of port orders, CDR exports and provisioning tasks, by their time."""
        account = self.account
        with self._lock:
            tables = (account.ports, account.cdr_exports, account.provisioning)
            ids = [row.id for table in tables for row in table]
        events = [event for row_id in ids for event in self.scheduled_webhooks(row_id)]
        return sorted(events, key=lambda event: event.due)

    def unchanged(self) -> AbstractContextManager[object]:
        """Return a context in which no request changes the account."""
        return self._lock

    def explanation(self) -> str:
        """Return why a message may be missing: the refused requests, and how to fix them."""
        if not self._refusals:
            return ""
        numbers = ", ".join(number.value for number in self.account.numbers)
        refused = "".join(f"\n- {refusal}" for refusal in self._refusals)
        return (
            f"\nThe sandbox refused:{refused}\n"
            f"It knows the keys of flowroute_sandbox.credentials, as FR_ACCESS_KEY and "
            f"FR_SECRET_KEY have them, and may send from {numbers}; "
            f"add a number with flowroute_sandbox.seed_number(…)."
        )

    def http_client(self) -> Any:
        """Return an HTTP client, of the SDK's library, that sends requests to this sandbox only."""
        library: Any = http_library()
        return library.Client(transport=transport(self, library))

    def async_http_client(self) -> Any:
        """Return an asynchronous HTTP client that sends requests to this sandbox only."""
        library: Any = http_library()
        return library.AsyncClient(transport=transport(self, library))


def _reason(response: Response) -> str:
    (error,) = json.loads(response.body)["errors"]
    return f"{response.status} {error.get('title') or ''} {error.get('detail') or ''}".strip()
