"""`OptOuts`: which numbers want no messages, and from which numbers of the account."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import attrs

from .._base.clock import Clock
from .._base.frames import all_clear_frames
from .._base.masking import masked
from .._base.plain.value import Value
from .._base.problems import invalid, shown
from .._base.reading.phones import received_number
from .backends import backend_of
from .store import opt_outs
from .store.writer import Writer

if TYPE_CHECKING:
    from os import PathLike

    from .._calls.types import NumberLike


@attrs.frozen(kw_only=True)
class OptOut(Value):
    """A number that wants no messages: `to` is not to be sent any from `from_`.

    Both are digits; `from_` is None for all numbers of the account. `keyword` is what was
    received, such as ``"STOP"``, and None of an opt-out that was added by hand.
    """

    to: str = attrs.field(repr=masked)
    from_: str | None = attrs.field(repr=masked)
    since: datetime
    keyword: str | None


@all_clear_frames
class OptOuts:
    """The opt-outs in the *store* of a `WebhookReceiver`, which several processes may use.

    A STOP is for one number of the account, the one that it was sent to, as consent is given to a
    sender; so is the START after it. What is added by hand may be for all numbers of the account.

    *store* is what the receiver has, or a file for opt-outs alone. Raises `ReceiverError` where it
    cannot be used, and so does every method.
    """

    def __init__(self, store: str | PathLike[str] | Writer, *, clock: Clock | None = None) -> None:
        if isinstance(store, Writer):
            self._name, self._writer = "", store
        else:
            self._name, backend = backend_of(store)
            self._writer = Writer(backend.open)
        self._clock = clock or Clock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._name!r})" if self._name else type(self).__name__

    def add(self, to: NumberLike, *, from_: NumberLike | None = None) -> None:
        """Remember that *to* wants no messages from *from_*, or from any number of the account.

        Raises `InvalidValue` for what is no number.
        """
        number, sender = _number(to, "to"), "" if from_ is None else _number(from_, "from_")
        now = self._clock.now().timestamp()
        self._writer.make(partial(opt_outs.add, number=number, sender=sender, now=now))

    def remove(self, to: NumberLike, *, from_: NumberLike | None = None) -> bool:
        """Forget the opt-out of *to* from *from_*, or all of its opt-outs; whether there was one.

        That from all numbers of the account is forgotten with all only.
        """
        number, sender = _number(to, "to"), None if from_ is None else _number(from_, "from_")
        return self._writer.make(partial(opt_outs.remove, number=number, sender=sender))

    def contains(self, to: NumberLike, from_: NumberLike) -> bool:
        """Return whether *to* wants no messages from *from_*."""
        number, sender = _number(to, "to"), _number(from_, "from_")
        return self._writer.make(partial(opt_outs.contains, number=number, sender=sender))

    def list(self) -> tuple[OptOut, ...]:
        """Return all opt-outs, the oldest first."""
        return tuple(
            OptOut(
                to=number,
                from_=sender or None,
                since=datetime.fromtimestamp(at, UTC),
                keyword=keyword,
            )
            for number, sender, at, keyword in self._writer.make(opt_outs.listed)
        )

    def close(self) -> None:
        """Close the store; it is opened again when it is needed."""
        self._writer.close()


def _number(value: object, field: str) -> str:
    """The digits of a number of any country, or a short code, as text or of a record."""
    raw = getattr(value, "value", value)
    number, kind = received_number(raw)
    # A short code has no country: with a plus it is a number that was cut.
    if kind == "other" or (kind == "short code" and "+" in str(raw)):
        raise invalid(
            "phone number",
            field,
            shown(value),
            rule="must be a phone number of any country, or a short code",
            cure="write it like '+1 206 555 0142'",
        )
    return number
