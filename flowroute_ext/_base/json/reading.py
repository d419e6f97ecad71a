"""Reading JSON."""

from __future__ import annotations

import json
from typing import Any, Final

from . import library

# The fewest digits of an integer that may need more than 64 bits, of which orjson makes a float.
LONG: Final = b"0" * 19
PIECE: Final = 16 * 1024
# Of so many digits in a row, each sixth character is one as well, and phone numbers have fewer.
STEP: Final = 6
SOME: Final = b"0" * (len(LONG) // STEP)
# What may be before a number, or before its sign.
BEFORE: Final = frozenset(b":,[ \t\n\r")
_ZEROS: Final = bytes.maketrans(b"123456789", b"000000000")

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

    Few bodies have so many digits in a row, and of those most have them in an id. In pieces that
    stay in the cache of the processor, it takes half the time. Of each a part is looked at first,
    until one may have such an integer: then others may as well.
    """
    sparse = True
    for start in range(0, len(body), PIECE):
        end = start + PIECE + len(LONG)  # of the last number that begins in the piece
        if sparse:
            sparse = SOME not in body[start:end:STEP].translate(_ZEROS)
            if sparse:
                continue
        first = max(start - 2, 0)  # with what is before the first one
        zeros = body[first:end].translate(_ZEROS)
        place = zeros.find(LONG, start - first)
        while place >= 0:
            before = zeros[max(place - 2, 0) : place].removesuffix(b"-")
            if not before or before[-1] in BEFORE:
                return True
            place = zeros.find(LONG, place + len(LONG))
    return False
