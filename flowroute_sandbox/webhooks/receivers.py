"""How many webhooks each receiver is sent at the same time, so that none holds up the others.

A receiver is an address without its query: the path of an application, on a host with others.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple
from urllib.parse import urlsplit

PER_RECEIVER = 8
"""How many webhooks are in progress at one receiver, and at one host that has only a few."""

PER_HOST = 64
"""At how many receivers of one host webhooks are in progress."""

SHARED = 64
"""Of how many webhooks in progress a receiver may have more than one."""

TOTAL = 256
"""How many webhooks are in progress at all: each has a thread and a connection."""


RESERVED = 64
"""How many of those are kept for hosts with fewer than `PER_RECEIVER`, however many others hang."""


class Receiver(NamedTuple):
    """Where webhooks are posted to."""

    host: str
    path: str


class Receivers:
    """The webhooks in progress, by receiver, and the messages that wait for one of them to end."""

    def __init__(self) -> None:
        self._paths: Counter[Receiver] = Counter()
        self._hosts: Counter[str] = Counter()
        self._waiting: dict[Receiver, dict[str, None]] = {}

    @property
    def waiting(self) -> bool:
        """Whether a message waits."""
        return bool(self._waiting)

    def begin(self, url: str, message_id: str, *, at_once: int) -> bool:
        """Count a webhook as in progress; if its receiver has enough, let the message wait.

        A receiver has `at_once` at most. One that has none gets its first before others get more.
        """
        receiver = receiver_of(url)
        if not self._admits(receiver, at_once):
            self._waiting.setdefault(receiver, {})[message_id] = None
            return False
        self._paths[receiver] += 1
        self._hosts[receiver.host] += 1
        return True

    def end(self, url: str) -> list[str]:
        """Count a webhook as ended, and return the messages that need not wait any longer."""
        receiver = receiver_of(url)
        self._paths -= Counter([receiver])  # which drops counts of zero
        self._hosts -= Counter([receiver.host])
        admitted = [receiver for receiver in self._waiting if self._admits(receiver, PER_RECEIVER)]
        return [self._next(receiver) for receiver in admitted]

    def _admits(self, receiver: Receiver, at_once: int) -> bool:
        here, host = self._paths[receiver], self._hosts[receiver.host]
        total = self._hosts.total()
        if not here:
            most = TOTAL if host < PER_RECEIVER else TOTAL - RESERVED
            return host < PER_HOST and total < most
        return here < at_once and host < PER_RECEIVER and total < SHARED

    def _next(self, receiver: Receiver) -> str:
        messages = self._waiting[receiver]
        message_id = next(iter(messages))
        del messages[message_id]
        if not messages:
            del self._waiting[receiver]
        return message_id


def receiver_of(url: str) -> Receiver:
    """Return the receiver at an address; one that cannot be read is a receiver of its own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return Receiver(url, "")
    return Receiver(parts.netloc.rpartition("@")[2].lower(), parts.path)
