"""Reading JSON."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from . import library

# An integer that may need more than 64 bits, of which orjson makes a float, and what is before it.
LONG_INTEGER: Final = re.compile(rb"[:,\[ \t\n\r](?:-[0-9]{19}|[0-9]{20})").search
# Each fourth character is looked at, so that of its 20 there are five in a row; phone numbers and
# dates have fewer.
STEP: Final = 4
OPENING: Final = (b"{", b"[")
DIGIT, OTHER = b"0", b"."
SOME: Final = DIGIT * (20 // STEP)
_MARKS: Final = bytes((DIGIT if c in b"-0123456789" else OTHER)[0] for c in range(256))

# Here, and not by the first call: a signal that interrupts an import may leave its lock taken.
library.orjson()


def loads(body: bytes) -> Any:
    """Return the value of the JSON in *body*; raise as `json.loads` does."""
    orjson = library.orjson()
    if orjson is not None and not _has_long_integer(body):
        try:
            return orjson.loads(body)
        except ValueError:
            pass  # perhaps it is JSON to the standard library, and otherwise the error is its own
    return json.loads(body)


def _has_long_integer(body: bytes) -> bool:
    """Return whether *body* may have an integer of more than 64 bits.

    Few bodies have so many digits in a row, and of those most have them in an id.
    """
    if body[:1] not in OPENING:
        return True  # it may be one, without anything before it
    marks = body[::STEP].translate(_MARKS)
    place = marks.find(SOME)
    while place >= 0:
        end = marks.find(OTHER, place)
        if end < 0:
            end = len(marks)
        # From the one before, so that the first of them is in it, and what is before that.
        if LONG_INTEGER(body, (place - 1) * STEP, end * STEP):
            return True
        place = marks.find(SOME, end)
    return False
