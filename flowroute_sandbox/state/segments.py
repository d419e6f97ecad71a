"""How many segments Flowroute bills a text as.

developer.flowroute.com: Message Length and Concatenation. The rule is Flowroute's own: not the
153 and 67 characters of the GSM alphabet's concatenated messages.
"""

from __future__ import annotations

ASCII_ENCODING = 0
UNICODE_ENCODING = 8

SINGLE = 160
CONCATENATED = 140
UNICODE = 70


def encoding(text: str) -> int:
    """Return `message_encoding`: 8 as soon as one character is not ASCII, else 0."""
    return ASCII_ENCODING if text.isascii() else UNICODE_ENCODING


def segments(text: str) -> int:
    """Return the number of segments, at least one.

    ASCII: 160 characters in one, else 140 in each. Anything else: 70 UTF-16 units in each.
    """
    if text.isascii():
        length = len(text)
        size = SINGLE if length <= SINGLE else CONCATENATED
    else:
        # Assumed: utf-16-units
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        size = UNICODE
    return max(1, -(-length // size))
