"""Reading JSON."""

from __future__ import annotations

import json
from typing import Any, Final

from . import library

# The fewest digits of an integer that may need more than 64 bits, of which orjson makes a float.
LONG: Final = b"0" * 19
# Every digit as a zero; and what may be before a number as well, as a colon.
_DIGITS: Final = bytes.maketrans(b"123456789", b"000000000")
_STARTS: Final = bytes.maketrans(b"123456789[, \t\n\r", b"000000000::::::")


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

    Most bodies have no so many digits in a row, and of the others most have them in an id.
    """
    if LONG not in body.translate(_DIGITS):
        return False
    # Without signs, since an integer may have one.
    plain = body.translate(_STARTS, delete=b"-")
    return b":" + LONG in plain or plain.startswith(LONG)
