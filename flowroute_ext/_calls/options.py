"""What may differ from one call to the next, checked before anything is sent."""

from __future__ import annotations

import threading
from math import inf
from typing import TYPE_CHECKING, TypedDict, cast

import attrs

from .._base.errors import ConfigurationError
from .._base.problems import invalid, shown

if TYPE_CHECKING:
    from .config import Config

LONGEST_REFERENCE = 200


class Options(TypedDict, total=False):
    """What may differ from one call to the next.

    `timeout`: seconds to wait for a connection, for each piece of the answer, and for the
    whole of its body; None waits for ever. `max_retries`: how often the call is sent again
    after a failure that makes it safe to. `deadline`: seconds that the whole call may take,
    waits and retries included; None sets no end.
    """

    timeout: float | None
    max_retries: int
    deadline: float | None


class SendOptions(Options, total=False):
    """What a call that must not be sent twice takes besides.

    `resolve`: where the outcome is unknown, find out before returning, and send again only
    what certainly was not accepted. `reference`: your name for this call, and for no other, by
    which an unknown outcome is known; a random one if not given.
    """

    resolve: bool
    reference: str


@attrs.frozen
class Terms:
    """The options of one call, with the client's own where it gives none."""

    timeout: float | None
    max_retries: int
    deadline: float | None
    resolve: bool
    reference: str | None

    def left(self, monotonic: float) -> float:
        """The seconds until the deadline."""
        return inf if self.deadline is None else self.deadline - monotonic


def checked(options: Options, *, unsafe: bool = False) -> SendOptions:
    """*options* themselves; raise `TypeError` for one that there is not, as functions do.

    Raises `ConfigurationError` for a value that cannot be, and `InvalidValue` for a reference.
    """
    known = SendOptions.__annotations__ if unsafe else Options.__annotations__
    for name in options.keys() - known.keys():
        raise TypeError(f"got an unexpected keyword argument {name!r}")
    given = cast("SendOptions", options)
    if given:
        checked_seconds(given.get("timeout"), "timeout")
        checked_seconds(given.get("deadline"), "deadline")
        checked_retries(given.get("max_retries", 0))
        _check_resolve(given.get("resolve", False))
        checked_reference(given.get("reference", "none"))
    return given


def terms(options: SendOptions, config: Config, monotonic: float) -> Terms:
    """The terms of a call; its deadline becomes a moment on the clock of *monotonic*."""
    deadline = options.get("deadline", config.deadline)
    return Terms(
        options.get("timeout", config.timeout),
        options.get("max_retries", config.max_retries),
        None if deadline is None else monotonic + deadline,
        options.get("resolve", False),
        options.get("reference"),
    )


def checked_seconds(seconds: object, name: str) -> float | None:
    """*seconds* themselves; raise `ConfigurationError` unless None or a number above zero."""
    if seconds is None:
        return None
    if isinstance(seconds, int | float) and 0 < seconds <= threading.TIMEOUT_MAX:
        return seconds
    raise ConfigurationError(
        f"{name}={seconds!r} is no time to wait: give seconds above 0, or None to wait for ever"
    )


def checked_retries(number: object) -> int:
    """*number* itself; raise `ConfigurationError` unless it is a whole number from 0 up."""
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    raise ConfigurationError(f"max_retries={number!r} is no number of retries: use 0 or more")


def checked_reference(reference: object) -> str:
    """*reference* itself; raise `InvalidValue` for what is no name of a call."""
    if (
        isinstance(reference, str)
        and 0 < len(reference) <= LONGEST_REFERENCE
        and reference.isprintable()
        and reference.strip() == reference
    ):
        return reference
    raise invalid(
        "reference",
        "reference",
        shown(reference),
        rule=f"must be text of 1 to {LONGEST_REFERENCE} printable characters, no blanks around it",
        cure="give an id of your own, such as 'order-1017', or leave it out",
    )


def new_reference() -> str:
    """A name for a call that was given none."""
    from uuid import uuid4

    return uuid4().hex


def _check_resolve(resolve: object) -> None:
    if not isinstance(resolve, bool):
        raise ConfigurationError(f"resolve={resolve!r} is neither: use True or False")
