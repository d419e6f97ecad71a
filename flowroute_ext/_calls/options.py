"""The options of a call, checked before anything is sent."""

from __future__ import annotations

import threading
from math import inf
from typing import TYPE_CHECKING, TypedDict

import attrs

from .._base.errors import ConfigurationError
from .._base.problems import given, invalid, shown
from .._base.reading.characters import strange
from .._base.reading.empty import is_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_REFERENCE = 200
LATEST = 1e300  # of a clock; more is infinite, or no float


class Options(TypedDict, total=False):
    """The options that every call takes.

    `timeout`: seconds that one request may take, from connecting to the end of its response;
    None sets no limit. `max_retries`: how often the call is sent again after a failure that
    makes it safe to. `deadline`: seconds that the whole call may take, with its retries and
    all waits, also that for a free connection; None sets no limit.
    """

    timeout: float | None
    max_retries: int
    deadline: float | None


class SendOptions(Options, total=False):
    """The further options of a call that must not be sent twice.

    `resolve`: where the outcome is unknown, find it out before returning, and send again only
    what certainly was not accepted. `reference`: your unique name for this call, by which an
    unknown outcome is identified; a random one if not given. `not_after`: a moment of the
    client's clock, after which no byte of the request leaves, however long the process was
    suspended: it is checked when the connection stands, right before the bytes.
    """

    resolve: bool
    reference: str
    not_after: float


@attrs.define
class CallSettings:
    """The options of one call, with the client's defaults where it gives none.

    `deadline` and `not_after` are moments of the clock's `monotonic()`.
    """

    timeout: float | None
    max_retries: int
    deadline: float | None
    resolve: bool
    reference: str | None
    not_after: float | None = None

    def left(self, monotonic: float) -> float:
        """Return the seconds until the deadline."""
        return inf if self.deadline is None else self.deadline - monotonic


def checked_options(options: Options) -> Options:
    """Return *options*; raise `TypeError` for an unknown one, as functions do.

    Raises `ConfigurationError` for a value out of range.
    """
    if options:
        _check_names(options, Options.__annotations__)
        _check_values(options)
    return options


def checked_send_options(options: SendOptions) -> SendOptions:
    """Return *options* of a call that must not be sent twice, checked as `checked_options` does.

    Raises `InvalidValue` for a reference that cannot be one.
    """
    if options:
        _check_names(options, SendOptions.__annotations__)
        _check_values(options)
        _check_resolve(options.get("resolve", False))
        checked_reference(options.get("reference", "none"))
        _check_moment(options.get("not_after", 0.0))
    return options


def checked_seconds(seconds: object, name: str) -> float | None:
    """Return *seconds*; raise `ConfigurationError` unless None or a number above zero."""
    if seconds is None:
        return None
    if isinstance(seconds, int | float) and 0 < seconds <= threading.TIMEOUT_MAX:
        return seconds
    raise ConfigurationError(
        f"{name}={given(seconds)} is not a time to wait: give seconds above 0, or None for no limit"
    )


def checked_retries(number: object) -> int:
    """Return *number*; raise `ConfigurationError` unless it is a whole number from 0 up."""
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    raise ConfigurationError(
        f"max_retries={given(number)} is not a number of retries: use 0 or more"
    )


def checked_reference(reference: object) -> str:
    """Return *reference*; raise `InvalidValue` unless it is text that can name a call."""
    if (
        isinstance(reference, str)
        and 0 < len(reference) <= LONGEST_REFERENCE
        and reference.isprintable()
        and reference.strip() == reference
        and not is_empty(reference)
        and strange(reference) is None
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
    """Return a random reference, for a call that was given none."""
    from uuid import uuid4

    return uuid4().hex


def _check_names(options: Mapping[str, object], known: Mapping[str, object]) -> None:
    for name in options.keys() - known.keys():
        raise TypeError(f"got an unexpected keyword argument {name!r}")


def _check_values(options: Options) -> None:
    checked_seconds(options.get("timeout"), "timeout")
    checked_seconds(options.get("deadline"), "deadline")
    checked_retries(options.get("max_retries", 0))


def _check_resolve(resolve: object) -> None:
    if not isinstance(resolve, bool):
        raise ConfigurationError(f"resolve={given(resolve)} is not a bool: use True or False")


def _check_moment(moment: object) -> None:
    if not isinstance(moment, int | float) or not -LATEST <= moment <= LATEST:
        raise ConfigurationError(
            f"not_after={given(moment)} is not a moment: give one of the clock's monotonic()"
        )
