"""Phones: they read the messages of the application, and send replies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CODE = r"(?<!\d)\d{4,8}(?!\d)"


@dataclass(frozen=True, slots=True)
class Text:
    """A message that the application sent. Phone numbers are digits without ``+``."""

    id: str
    from_: str
    to: str
    body: str
    media_urls: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The first number of four to eight digits in the text; fails when there is none."""
        return self.find(CODE)

    def find(self, pattern: str) -> str:
        """Return what `pattern` matches in the text, its first group if it has one, or fail."""
        match = re.search(pattern, self.body)
        if match is None:
            raise AssertionError(f"nothing in {self.body!r} matches {pattern!r}")
        return match[1] if match.re.groups else match[0]

    def has(self, words: Sequence[str]) -> bool:
        """Whether all of the words occur in the text, in any case."""
        return all(word.casefold() in self.body.casefold() for word in words)

    def __str__(self) -> str:
        media = f" and {len(self.media_urls)} media" if self.media_urls else ""
        return f"to {self.to}: {self.body!r}{media}"


class MessageLog:
    """Every message of the application, and those that the test has not expected yet."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._unread: list[Text] = []
        self._ignored: list[tuple[str | None, tuple[str, ...]]] = []
        self._changed = Condition()

    def add(self, text: Text) -> None:
        """Add a message."""
        with self._changed:
            self.texts.append(text)
            self._unread.append(text)
            self._changed.notify_all()

    def take(self, number: str, words: Sequence[str], within: float) -> Text | None:
        """Return the oldest unread text to a number that has all the words, and mark it as read.

        Waits for it, so many seconds at most.
        """

        def found() -> Text | None:
            texts = (text for text in self._unread if text.to == number and text.has(words))
            return next(texts, None)

        with self._changed:
            text = self._changed.wait_for(found, timeout=within)
            if text is not None:
                self._unread.remove(text)
            return text

    def ignore(self, number: str | None, words: Sequence[str]) -> None:
        """Do not require messages with all the words, to this number or any, to be expected."""
        self._ignored.append((number, tuple(words)))

    def unread(self, number: str | None = None) -> list[Text]:
        """Return the messages to this number or any that are neither expected nor ignored."""
        with self._changed:
            texts = list(self._unread)
        return [text for text in texts if number in (None, text.to) and not self._ignores(text)]

    def _ignores(self, text: Text) -> bool:
        return any(number in (None, text.to) and text.has(words) for number, words in self._ignored)


class Phone:
    """A phone. Each message to it must be expected, one at a time.

    Methods return the phone, so that a conversation reads as one:
    ``alice.expect("code").reply("123456").expect("welcome")``.
    """

    def __init__(
        self,
        number: str,
        log: MessageLog,
        send: Callable[..., object],
        explain: Callable[[], str],
    ) -> None:
        self.number = number
        self._log = log
        self._send = send
        self._explain = explain
        self._last: Text | None = None

    def __repr__(self) -> str:
        return f"Phone({self.number!r})"

    @property
    def texts(self) -> list[Text]:
        """Every message to this phone, the oldest first."""
        return [text for text in self._log.texts if text.to == self.number]

    @property
    def last(self) -> Text:
        """The message expected last; fails when there is none."""
        if self._last is None:
            raise AssertionError(f"{self.number} has not expected a text yet")
        return self._last

    def expect(self, *words: str, within: float = 0) -> Self:
        """Read the oldest unread message that has all the words, in any case, or fail.

        For an application that sends from another thread or process, wait for the message up
        to `within` seconds.
        """
        __tracebackhide__ = True
        text = self._log.take(self.number, words, within)
        if text is None:
            raise AssertionError(self._missing(words))
        self._last = text
        return self

    def expect_nothing(self) -> Self:
        """Fail if there is a message that has not been expected."""
        __tracebackhide__ = True
        if texts := self._log.unread(self.number):
            raise AssertionError(f"{self.number} has unread texts:{listed(texts)}")
        return self

    def ignore(self, *words: str) -> Self:
        """Do not require messages that have all the words to be expected, past and future ones."""
        self._log.ignore(self.number, words)
        return self

    def reply(self, body: str | None = None, *, media: Sequence[str] = ()) -> Self:
        """Send a message to the sender of the message expected last."""
        return self.text(self.last.from_, body, media=media)

    def text(self, to: str, body: str | None = None, *, media: Sequence[str] = ()) -> Self:
        """Send a message to a number of the account; `media` are the URLs of files."""
        self._send(from_=self.number, to=to, body=body, media=media)
        return self

    def _missing(self, words: Sequence[str]) -> str:
        wanted = f" with {' and '.join(map(repr, words))}" if words else ""
        unread = self._log.unread()
        unread_texts = (
            f"The unread texts are:{listed(unread)}" if unread else "There is no unread text."
        )
        return f"{self.number} was not sent a text{wanted}. {unread_texts}{self._explain()}"


def listed(texts: Sequence[Text]) -> str:
    """Return the messages as a list for a failure message."""
    return "".join(f"\n- {text}" for text in texts)
