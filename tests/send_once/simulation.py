"""A sandbox, and one clock for it, for its clients and for the claim table."""

from __future__ import annotations

import time
from datetime import datetime

from flowroute_ext import Message
from flowroute_ext._base.clock import Clock
from flowroute_sandbox import Sandbox

OWN, OTHER_OWN, THEIR = "12065550100", "12065550101", "13125550199"
TEXT = Message(to=THEIR, from_=OWN, body="Your table is ready.")
REMINDER = Message(to=THEIR, from_=OWN, body="We open at seven.")
TOO_BIG = Message(to=THEIR, from_=OWN, media_urls=["https://example.com/big.gif?bytes=767841"])
SEND, LIST = "send_a_message", "look_up_a_set_of_messages"


class Simulation(Clock):
    """A sandbox, and the clock of its clients, on which sleeping takes no real time."""

    def __init__(self) -> None:
        self.sandbox = Sandbox()
        self.sandbox.seed_number(OWN)

    @property
    def keys(self) -> dict[str, str]:
        """What a client is let in with."""
        return {"access_key": self.sandbox.access_key, "secret_key": self.sandbox.secret_key}

    @property
    def accepted(self) -> list[str]:
        """The ids of the messages that Flowroute took."""
        return [message.id for message in self.sandbox.account.messages]

    @property
    def posts(self) -> int:
        """How often a message was posted."""
        return self.sandbox.requests[SEND]

    def monotonic(self) -> float:
        return time.monotonic() + self.sandbox.clock.offset.total_seconds()

    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def sleep(self, seconds: float) -> None:
        self.sandbox.advance(seconds)

    async def asleep(self, seconds: float) -> None:
        self.sandbox.advance(seconds)
