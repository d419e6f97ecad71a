"""Writing JSON: the same bytes, whatever library there is.

The digests of requests and the cassettes of tests depend on them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, cast

from . import library

if TYPE_CHECKING:
    from collections.abc import Iterable

# Written in the same way by both libraries: neither subclasses nor floats are.
PLAIN: Final = frozenset({str, int, bool, type(None)})
# Of documented requests, none is nested half as deep.
DEEPEST: Final = 16
_encode: Final = json.JSONEncoder(separators=(",", ":")).encode


def dumps(value: object) -> bytes:
    """Return *value* as JSON, in ASCII and without spaces; raise as `json.dumps` does."""
    orjson = library.orjson()
    if orjson is not None and _is_plain(value, DEEPEST):
        try:
            written: bytes = orjson.dumps(value)
        except (TypeError, ValueError):  # such as for an integer of more than 64 bits
            return _encode(value).encode()
        # The standard library escapes other characters, and this one.
        if written.isascii() and b"\x7f" not in written:
            return written
    return _encode(value).encode()


def _is_plain(value: object, levels: int) -> bool:
    """Return whether *value*, of up to *levels*, is written in the same way by both."""
    if type(value) in PLAIN:
        return True
    inner: Iterable[object]
    if levels and type(value) is dict:
        members = cast("dict[object, object]", value)
        # In loops: a generator would cost more than orjson saves.
        for name in members:
            if type(name) is not str:
                return False
        inner = members.values()
    elif levels and type(value) is list:
        inner = cast("list[object]", value)
    else:
        return False
    for item in inner:
        if type(item) in PLAIN:
            continue
        if not _is_plain(item, levels - 1):
            return False
    return True
