"""Bodies of responses within bounds: of their size, and of what JSON makes of them. Pure.

A small response can be large once it is decompressed, and larger still once it is parsed. So a
body is decompressed piece by piece, and measured before it is parsed.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .._base.json.reading import loads

if TYPE_CHECKING:
    from flowroute_api.types import Request

# Where a client offers nothing else, a response has one of these or none (RFC 9110, 12.5.3).
ACCEPTED = "gzip, deflate"
CODINGS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}

# A page has up to 200 items, or as many as were requested (developer.flowroute.com: List Account
# Phone Numbers). The documented ones have up to a kilobyte; a message also has its text.
LARGEST_PAGE = 200
ITEM_SIZE, MESSAGE_SIZE = 4096, 8192
# A page of the largest size, doubled.
MARGIN = 2
# Whatever was requested.
LARGEST_BODY = 64 * 1024 * 1024

# Bytes of memory that a character of JSON may take, once it is parsed and made into values.
WEIGHTS = {b"{": 700, b"[": 120, b",": 80, b":": 100, b'"': 32}
# The most that a byte takes of anything but brackets: of `"":"",` 52, and 15 of its text.
HEAVIEST = 67
# How many times the bound of its size a body may take in memory.
MEMORY = 5
NOT_JSON = "the body was not JSON, or was cut off"
SHORT = 4096
# Twice as deep as any documented document.
DEEPEST = 32


def bound_of(request: Request[Any]) -> int:
    """Return the greatest number of bytes that the body of a response to *request* may have."""
    size = MESSAGE_SIZE if "message" in request.operation else ITEM_SIZE
    asked = request.params.get("limit")
    if asked is None:
        return MARGIN * LARGEST_PAGE * size
    # Of a few digits, as text to be made a number may be endless.
    items = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    return min(MARGIN * max(items, LARGEST_PAGE) * size, LARGEST_BODY)


class Body:
    """The body of a response, decompressed as it comes in, of at most *bound* bytes.

    *coding* is the response's ``Content-Encoding``. `fault` says why the body cannot be used;
    empty if it can. `content` is what was received of it.
    """

    __slots__ = ("_bits", "_content", "_decompressor", "_head", "_received", "bound", "fault")

    def __init__(self, coding: str, bound: int) -> None:
        self.bound = bound
        self.fault = ""
        self._received = 0
        self._content = BytesIO()
        self._head = b""
        self._decompressor: Any = None
        self._bits: int | None = None
        if not coding:
            return
        codings = re.split(r"[\s,]+", coding.lower())
        applied = [name for name in codings if name not in ("", "identity")]
        if len(applied) == 1:
            # One that is not known is ignored: some servers call a character set one.
            self._bits = CODINGS.get(applied[0])
        elif applied:
            self.fault = "the body was compressed more than once"

    @property
    def content(self) -> bytes:
        """What was received, decompressed."""
        return self._content.getvalue()

    def add(self, piece: bytes) -> bool:
        """Add the next *piece* as it was received; return whether to go on to the next."""
        self._received += len(piece)
        if self.fault:
            return False
        if self._bits is None:
            if self._received <= self.bound:
                self._content.write(piece)
                return True
            self._content.write(piece[: self.bound - self._content.tell()])
        else:
            self._decompress(piece)
        if max(self._received, self._content.tell()) > self.bound:
            self.fault = f"the body was longer than {self.bound:,} bytes"
            self._content.truncate(self.bound)
        return not self.fault

    def end(self) -> None:
        """Note that there are no more pieces."""
        unfinished = self._head or (self._decompressor and not self._decompressor.eof)
        if unfinished and not self.fault:
            self.fault = "the body was compressed, and cut off"

    def _decompress(self, piece: bytes) -> None:
        if self._decompressor is None:
            self._head += piece
            if len(self._head) < 2:
                return
            piece, self._head = self._head, b""
            self._decompressor = zlib.decompressobj(self._window(piece))
        if self._decompressor.eof:
            # What comes after the end would be kept, and copied with each further piece.
            return
        try:
            # One byte more shows that there is more, without taking the memory for it.
            room = self.bound + 1 - self._content.tell()
            self._content.write(self._decompressor.decompress(piece, room))
        except zlib.error:
            self.fault = "the body could not be decompressed"

    def _window(self, head: bytes) -> int:
        """Return the window bits; some servers call the mere content of "deflate" by its name."""
        assert self._bits is not None
        wrapped = head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        return self._bits if wrapped or self._bits > zlib.MAX_WBITS else -zlib.MAX_WBITS


def received(content: bytes, bound: int) -> Body:
    """Return the body of *content* that was received and decompressed already."""
    body = Body("", bound)
    body.add(content)
    return body


def parsed(body: bytes, bound: int) -> Any:
    """Return the JSON in *body*; raise `ValueError` for any other, and for `too_much`."""
    reason = too_much(body, bound)
    if reason:
        raise ValueError(reason)
    return loads(body)


def too_much(body: bytes, bound: int) -> str:
    """Return why *body* cannot be parsed within the memory that *bound* allows; empty if it can."""
    # Of a short body all is counted: what is deleted from a longer one takes a table first.
    is_short = len(body) <= SHORT
    marks, some = (body, body) if is_short else _marks(body)
    # Those in texts too: this many at most.
    braces, brackets = some.count(b"{"), some.count(b"[")
    at_most = WEIGHTS[b"{"] * braces + WEIGHTS[b"["] * brackets + HEAVIEST * len(body)
    if at_most > MEMORY * bound and _memory(body) > MEMORY * bound:
        return "the body had too many values in it"
    if braces + brackets <= DEEPEST:
        return ""
    is_escaped = b"\\" in body
    if is_escaped:
        body = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    if is_escaped or is_short:
        marks, some = _marks(body)
    return _too_deep(marks, some)


def _marks(body: bytes) -> tuple[bytes, bytes]:
    """Return the quotes and brackets in *body*, and the brackets alone."""
    marks = body.translate(None, delete=_OTHERS)
    return marks, marks.translate(None, delete=b'"')


def _memory(body: bytes) -> int:
    """Return how many bytes of memory *body*, its text and its values may take at once."""
    # One character of another alphabet makes all of its text wide, and so each copy of that.
    text = 1 if body.isascii() else 4
    values = 10 if text == 4 or b"\\u" in body else 1
    return len(body) * (1 + text + values) + sum(
        weight * body.count(character) for character, weight in WEIGHTS.items()
    )


def _too_deep(marks: bytes, brackets: bytes) -> str:
    """Return that the quotes and brackets of a body are nested too deep, or do not match.

    *marks* are both, and *brackets* those alone.
    """
    # Two quotes in a row are a text without brackets, or between two with some: without them, what
    # is in a text and what is not stays so.
    if 2 * marks.count(b'""') != len(marks) - len(brackets):
        # There are other quotes than such pairs, so that a text has a bracket. Four at once first,
        # which takes less time.
        for quotes in (b'""""', b'""'):
            marks = marks.replace(quotes, b"")
        brackets = b"".join(marks.split(b'"')[::2])
    for _ in range(DEEPEST):
        # One level, the innermost, is removed at a time.
        outer = brackets.replace(b"[]", b"()").replace(b"{}", b"").replace(b"()", b"")
        if outer == brackets:
            return NOT_JSON if outer else ""
        brackets = outer
    return f"the body was nested deeper than {DEEPEST} levels" if brackets else ""


_OTHERS = bytes(set(range(256)) - set(b'"[]{}'))
