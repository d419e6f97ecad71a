"""An account of a sandbox that is served, as a test sees it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sandbox_serving.served import Served

from flowroute_ext import Flowroute, MessageRecord
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

OWN = "12065550100"


class Account:
    """A new account of a sandbox that is served, with one number."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.keys = {
            "FR_ACCESS_KEY": ACCESS_KEY,
            "FR_SECRET_KEY": SECRET_KEY,
            "FR_BASE_URL": served.url,
        }
        served.json("POST", "/_sandbox/reset")
        served.json("POST", "/_sandbox/numbers", {"number": OWN})

    @property
    def messages(self) -> list[MessageRecord]:
        """What the account has sent, the oldest first."""
        since = datetime.now(UTC) - timedelta(hours=1)
        with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=self.served.url) as flowroute:
            return [*flowroute.messages.list(start=since)][::-1]

    @property
    def bodies(self) -> list[str]:
        """What the messages say, in order of the alphabet."""
        return sorted(message.body or "" for message in self.messages)

    @property
    def posts(self) -> int:
        """How many requests came to send a message."""
        requests = self.served.json("GET", "/_sandbox/requests")[1]
        return requests["operations"].get("send_a_message", 0)

    def wait_for_posts(self, count: int) -> None:
        """Wait until so many requests have come to send a message."""
        # A busy disk may delay the writes before a request.
        deadline = time.monotonic() + 120
        pause = threading.Event()
        while self.posts < count:
            assert time.monotonic() < deadline
            pause.wait(0.02)

    @contextmanager
    def no_balance(self) -> Iterator[None]:
        """Have no money, for a while."""
        self.served.json("PATCH", "/_sandbox/settings", {"balance": 0})
        yield
        self.served.json("PATCH", "/_sandbox/settings", {"balance": 100})
