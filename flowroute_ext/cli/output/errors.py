"""Errors of operations as one sentence, with the names of options in it, and an exit status."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from flowroute_ext._base.errors import ConfigurationError, FlowrouteError, Unauthorized
from flowroute_ext._base.masking import mask_text, mask_urls, visible_name
from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._outbox.deliveries.errors import DeliveryTimeout
from flowroute_ext._reconcile.errors import OutcomeUnknown
from flowroute_ext.cli.options import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

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
    (re.compile(r"Find out with resolve\(\) before you do"), "Look before you repeat it"),
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
    names: Mapping[str, str] | None = None, *, acts: bool = False
) -> Generator[None, None, None]:
    """Have errors end the command in one sentence; *names* are of options, by parameter.

    Where it *acts*, an interruption leaves open whether it has.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        also = " Whether Flowroute acted is unknown: look before you repeat it." if acts else ""
        click.echo(f"\nInterrupted.{also}", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except Exception as error:
        raise as_click(error, names or {}) from None


def as_click(error: Exception, names: Mapping[str, str]) -> click.ClickException:
    """Return the end of a command that failed with *error*."""
    match error:
        case InvalidValue():
            return Refused("\n".join(problem(each, names) for each in error.problems))
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


def problem(found: Problem, names: Mapping[str, str]) -> str:
    """Return a problem with a value, in one sentence."""
    field, _, index = found.field.partition("[")
    shown = names.get(field, field)
    if index and field in names:
        shown = f"{shown} {int(index.rstrip(']')) + 1}"
    rule, cure = in_options(found.rule, names), in_options(found.cure, names)
    return visible_name(f"{shown} {rule}, but got {found.value}: {cure}.")


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
    return PARAMETER.sub(lambda match: names.get(match[0], match[0]), text)
