"""Messages by the pair of numbers that they are between, indexed as they come."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import MessageRow


class Pair(NamedTuple):
    """A number of the account, and the number of the other phone."""

    ours: str
    theirs: str


class Page(NamedTuple):
    """Some messages of one conversation, the oldest first, and whether there are older ones."""

    messages: list[MessageRow]
    more: bool


def pair(message: MessageRow) -> Pair:
    """Return the numbers that a message is between."""
    if message.outbound:
        return Pair(message.sender, message.recipient)
    return Pair(message.recipient, message.sender)


class Conversations:
    """The conversations of `account`, each of which has its messages in order.

    The index is continued when it is read, so that accepting a message costs nothing.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._pairs: dict[Pair, list[MessageRow]] = {}  # the one with the newest message is last
        self._seen = 0  # the sequence of the newest message in the index

    def clear(self) -> None:
        """Forget everything."""
        self._pairs.clear()
        self._seen = 0

    def find(self, query: str = "") -> Iterator[tuple[Pair, int, MessageRow]]:
        """Yield each pair, its number of messages and the newest, the newest pair first.

        A `query` is part of a number, with or without punctuation, or of a text in any case.
        """
        self._catch_up()
        wanted, digits = query.casefold().strip(), re.sub(r"[\s().+-]", "", query)
        number = digits if digits.isascii() and digits.isdigit() else ""
        for ends in reversed(self._pairs):
            messages = self._pairs[ends]
            is_number = number and (number in ends.ours or number in ends.theirs)
            if not wanted or is_number or _said(messages, wanted):
                yield ends, len(messages), self._current(messages[-1])

    def count(self) -> int:
        """Return the number of conversations."""
        self._catch_up()
        return len(self._pairs)

    def page(
        self, ours: str, theirs: str, *, before: str | None = None, limit: int = 50
    ) -> Page | None:
        """Return the last `limit` messages between two numbers, None where there are none at all.

        `before` is the id of a message: those older than it. A message that is not in this
        conversation is before all of them.
        """
        self._catch_up()
        messages = self._pairs.get(Pair(ours, theirs))
        if messages is None:
            return None
        end = len(messages) if before is None else self._place(messages, before)
        start = max(end - limit, 0)
        return Page([self._current(message) for message in messages[start:end]], start > 0)

    def _place(self, messages: Sequence[MessageRow], message_id: str) -> int:
        message = self._account.messages.get(message_id)
        if message is None:
            return 0
        return bisect_left(messages, message.sequence, key=lambda row: row.sequence)

    def _current(self, message: MessageRow) -> MessageRow:
        """Return the current row of a message; the index has the first one."""
        return self._account.messages.get(message.id) or message

    def _catch_up(self) -> None:
        """Add the messages that came since the last time."""
        newer: list[MessageRow] = []
        for message in reversed(self._account.messages):
            if message.sequence <= self._seen:
                break
            newer.append(message)
        for message in reversed(newer):
            between = pair(message)
            messages = self._pairs.pop(between, None) or []  # put back as the newest
            messages.append(message)
            self._pairs[between] = messages
        if newer:
            self._seen = newer[0].sequence


def _said(messages: Sequence[MessageRow], wanted: str) -> bool:
    return any(wanted in (message.body or "").casefold() for message in reversed(messages))
