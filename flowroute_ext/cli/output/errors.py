"""Errors of operations as one sentence, with the names of options in it, and an exit status."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from flowroute_ext._base.errors import (
    ConfigurationError,
    DeadlinePassed,
    FlowrouteError,
    Unauthorized,
)
from flowroute_ext._base.masking import mask_text, mask_urls, visible_name
from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._outbox.deliveries.errors import DeliveryTimeout
from flowroute_ext._reconcile.errors import OutcomeUnknown
from flowroute_ext.cli.options import INTERRUPTED
from flowroute_ext.cli.terminal import Unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

FAILED: Final = 1
REFUSED: Final = 2
UNKNOWN: Final = 3
STATUSES: Final = f"""\b
Exit status:
  0    it is done
  {FAILED}    it failed, or was answered with no
  {REFUSED}    the command cannot be understood; nothing was sent
  {UNKNOWN}    the outcome is unknown: a response was lost, or a wait was too short
  {INTERRUPTED}  it was interrupted
"""
ASSIGNED: Final = re.compile(r"\b([a-z][a-z0-9_]*)=(…)?")
# Values, which may have the names of parameters.
VALUES: Final = "give one of "
LOOK: Final = "Look before you repeat it"
# As a refusal names a field.
IN_BODY: Final = re.compile(r"\bdata\.attributes\.(\w+)")
PARAMETER: Final = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]*)+(?!\w)")
# Of `_http.responses`, for those who set the variables.
CURE: Final = re.compile(r"Check the access key and the secret key \(.*?\)")
WORDS: Final = (
    (re.compile(r"; use attrs\.evolve[^;]*"), ""),
    (re.compile(r", or None (?:for|to)\b[^;:.]*"), ""),
    (re.compile(r"pass the (.+?) that a call returned, or its id"), r"give the id of the \1"),
    (re.compile(r", or a (?:record that has one|number that a call returned)"), ""),
    (re.compile(r"Find out with resolve\(\) before you do"), LOOK),
    (re.compile(r"like datetime\.now\(UTC\)"), "like 2026-01-31T08:00:00Z"),
    (
        re.compile(r"pass them as access_key and secret_key instead"),
        "leave them out: they are FR_ACCESS_KEY and FR_SECRET_KEY, or in a profile",
    ),
)


class Failed(click.ClickException):
    """What was asked for is not done."""

    exit_code = FAILED


class Refused(click.ClickException):
    """A value cannot be used; nothing was sent."""

    exit_code = REFUSED


class Unknown(click.ClickException):
    """It is not known whether it is done."""

    exit_code = UNKNOWN


@contextmanager
def reported(
    names: Mapping[str, str] | None = None,
    *,
    acts: bool = False,
    look: str = "",
    waits: bool = False,
) -> Generator[None, None, None]:
    """Have errors end the command in one sentence; *names* are of options, by parameter.

    Where it *acts*, an interruption leaves open whether it has: *look* is the command that shows
    it. Where it *waits*, its time may be too short.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        hint = f" ({look})" if look else ""
        unknown = f" Whether Flowroute acted is unknown: look before you repeat it{hint}."
        also = unknown if acts else ""
        click.echo(f"\nInterrupted.{also}", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except DeadlinePassed as error:
        ended = Unknown if waits else Failed
        raise ended(in_options(str(error), names or {})) from None
    except OutcomeUnknown as error:
        raise Unknown(_with_cures(in_options(str(error), names or {}), names, look)) from None
    except Exception as error:
        raise as_click(error, names or {}) from None


@contextmanager
def done(which: Callable[[], object]) -> Generator[None, None, None]:
    """Have an output that cannot be written end the command as one that did what it was for.

    *which* returns the id of what it has made, or nothing.
    """
    try:
        yield
    except Unwritable as error:
        of = f" ({result_id})" if (result_id := which()) else ""
        raise Failed(f"{error.message}. What you asked for is done{of}: do not repeat it") from None


def _with_cures(text: str, names: Mapping[str, str] | None, look: str) -> str:
    """Return the *text* of an unknown outcome with the command that shows it."""
    text = text.replace(LOOK, f"{LOOK}: {look}") if look else text
    if "resolve" in (names or {}):
        text += ". Given from the start, --resolve finds that out"
    return text


def as_click(error: Exception, names: Mapping[str, str]) -> click.ClickException:
    """Return the end of a command that failed with *error*."""
    match error:
        case InvalidValue():
            return Refused("\n".join(sentence(problem, names) for problem in error.problems))
        case ConfigurationError():
            return Refused(in_options(str(error), names))
        case OutcomeUnknown() | DeliveryTimeout():
            return Unknown(in_options(str(error), names))
        case Unauthorized():
            cure = "Check the keys that you gave, and where they are for: flowroute doctor"
            return Failed(CURE.sub(cure, str(error)))
        case FlowrouteError():
            return Failed(in_options(str(error), names))
        case OSError():
            what = f"{visible_name(error.filename)}: " if error.filename else ""
            return Failed(f"{what}{error.strerror or error}")
        case ModuleNotFoundError():
            return Failed(f"{error.name} is not installed: pip install {error.name}")
        case _:
            what = mask_urls(mask_text(visible_name(error)))
            return Failed(f"unexpected {type(error).__name__}: {what}")


def sentence(problem: Problem, names: Mapping[str, str]) -> str:
    """Return a problem with a value, in one sentence."""
    field, _, index = problem.field.partition("[")
    shown = names.get(field, field)
    if index and field in names:
        shown = f"{shown} {int(index.rstrip(']')) + 1}"
    rule, cure = in_options(problem.rule, names), in_options(problem.cure, names)
    return visible_name(f"{shown} {rule}, but got {problem.value}: {cure}.")


def in_options(text: str, names: Mapping[str, str]) -> str:
    """Return *text* with options in the place of parameters: ``--to`` for ``to=…``."""
    for pattern, words in WORDS:
        text = pattern.sub(words, text)
    text = IN_BODY.sub(lambda match: names.get(match[1], match[1]), text)
    text = ASSIGNED.sub(
        lambda match: (
            f"{names[match[1]]} {match[2] or ''}".rstrip(" ") + ("" if match[2] else " ")
            if match[1] in names
            else match[0]
        ),
        text,
    )
    before, values, known = text.partition(VALUES)
    return PARAMETER.sub(lambda match: names.get(match[0], match[0]), before) + values + known
