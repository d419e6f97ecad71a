"""Faults as text: ``429``, ``429 x2``, ``429 @3``, ``429 @3 x2``, ``503 10%``, ``503 10% seed=7``.

The first request is hit, the first two, the third, the third and the fourth, one in ten (the same
ones in every run), and with another seed others. Keywords say the same as the text.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from flowroute_sandbox.faults.fault import Fault
from flowroute_sandbox.faults.kinds import ALIASES, KINDS
from flowroute_sandbox.http.validation_messages import (
    CHANCE_OR_TIMES,
    GIVEN_TWICE,
    NO_SUCH_FAULT,
    NOT_A_CHANCE,
    NOT_A_FAULT,
    NOT_AN_AMOUNT,
    NOT_TIMED,
    TOO_SMALL,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 100  # characters

_FORM = re.compile(
    r"(?P<name>[\w-]+?)(?:\s+@(?P<nth>[1-9]\d*))?(?:\s*[x×](?P<times>[1-9]\d*))?"
    r"(?:\s+(?P<percent>\d{1,3}(?:\.\d+)?)\s*%(?:\s+seed=(?P<seed>\d+))?)?"
)
_OLD_FORM = re.compile(r"(?P<name>[\w-]+):(?P<nth>[1-9]\d*)(?::(?P<times>[1-9]\d*))?")


class InvalidFault(ValueError):
    """A fault that does not exist, or cannot be read; `field` is what is wrong with it."""

    def __init__(self, message: str, field: str = "name") -> None:
        super().__init__(message)
        self.field = field


def parse(
    text: str,
    *,
    operation: str | None = None,
    nth: int | None = None,
    times: int | None = None,
    seconds: float | None = None,
    chance: float | None = None,
    seed: int | None = None,
) -> Fault:
    """Return the fault that a text and keywords describe.

    The name is one of `KINDS`, or of `ALIASES` for one of them. Raises `InvalidFault`, a
    ValueError, for an unknown name, a text that cannot be read, and a value that is out of range,
    does not fit the fault or is given twice.
    """
    fault = _read(text)
    keywords: dict[str, Any] = {
        "operation": operation,
        "nth": nth,
        "times": times,
        "seconds": seconds,
        "chance": chance,
        "seed": seed,
    }
    given = {name: value for name, value in keywords.items() if value is not None}
    plain = Fault(fault.name)
    for name in given:
        if getattr(fault, name) != getattr(plain, name):
            raise InvalidFault(GIVEN_TWICE.format(name=name, text=text), name)
    fault = replace(fault, **given)
    _check(fault)
    kind = KINDS[fault.name]
    return fault if fault.seconds is not None else replace(fault, seconds=kind.seconds)


def parse_all(faults: object) -> tuple[Fault, ...]:
    """Return the faults given as None, one text or `Fault`, or a list or tuple of them."""
    return tuple(_each(faults))


def _each(faults: object) -> Iterator[Fault]:
    if isinstance(faults, Fault):
        yield faults
    elif isinstance(faults, (list, tuple)):
        for item in cast("list[object]", faults):
            yield from _each(item)
    elif faults is not None:
        yield parse(str(faults))


def _read(text: str) -> Fault:
    if len(text) > LONGEST:
        raise InvalidFault(NOT_A_FAULT.format(text=f"{text[:LONGEST]}…", hint=""))
    match = _FORM.fullmatch(text.strip())
    if match is None:
        old = _OLD_FORM.fullmatch(text.strip())
        hint = f' Did you mean "{_modern(**old.groupdict())}"?' if old else ""
        raise InvalidFault(NOT_A_FAULT.format(text=text, hint=hint))
    percent = match["percent"]
    if percent and match["times"]:
        raise InvalidFault(CHANCE_OR_TIMES, "times")
    return Fault(
        _known(match["name"]),
        nth=int(match["nth"] or 1),
        times=int(match["times"] or 1),
        chance=float(percent) / 100 if percent else None,
        seed=int(match["seed"] or 0),
    )


def _modern(name: str, nth: str, times: str | None) -> str:
    return f"{name} @{nth} x{times}" if times else f"{name} @{nth}"


def _known(name: str) -> str:
    known = ALIASES.get(name, name)
    if known in KINDS:
        return known
    near = difflib.get_close_matches(name.lower(), [*KINDS, *ALIASES], n=1, cutoff=0.5)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise InvalidFault(NO_SUCH_FAULT.format(name=name, hint=hint, names=", ".join(KINDS)))


def _check(fault: Fault) -> None:
    for name in ("nth", "times"):
        if getattr(fault, name) < 1:
            raise InvalidFault(TOO_SMALL.format(minimum=1), name)
    if fault.chance is not None:
        if not 0 <= fault.chance <= 1:
            raise InvalidFault(NOT_A_CHANCE, "chance")
        if fault.times != 1:
            raise InvalidFault(CHANCE_OR_TIMES, "times")
    if fault.seconds is not None and not KINDS[fault.name].timed:
        timed = ", ".join(kind for kind in KINDS if KINDS[kind].timed)
        raise InvalidFault(NOT_TIMED.format(name=fault.name, names=timed), "seconds")
    if fault.seconds is not None and fault.seconds < 0:
        raise InvalidFault(NOT_AN_AMOUNT, "seconds")
