"""Files that may be compressed by gzip, as text in whole lines, within bounds."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE: Final = 128 * 1024
# A hundred times as long as any line of an export.
LONGEST_LINE: Final = 1024 * 1024
# How many times as long as it is compressed the content may be: lines of calls are compressed to a
# tenth, and gzip compresses nothing to less than a 1,032nd. What is shorter than FREE may be.
MOST_TIMES: Final = 200
FREE: Final = 64 * 1024 * 1024
GZIP: Final = b"\x1f\x8b"
BOM: Final = b"\xef\xbb\xbf"


class Damaged(Exception):
    """A file that is not what it should be; the text says in which way."""


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of a file, decompressed if it is compressed; raise `Damaged`.

    No piece is longer than `PIECE` or those given.
    """
    source = _from_the_start(pieces)
    head = next(source, b"")
    if not head.startswith(GZIP):
        yield head
        yield from source
        return
    member = _member()
    received = produced = 0
    for piece in _chain(head, source):
        received += len(piece)
        left = piece
        while left:
            if member.eof:
                # A file may have several members; what is no member is padding.
                if not left.startswith(GZIP[: len(left)]):
                    break
                member = _member()
            try:
                content = member.decompress(left, PIECE)
            except zlib.error:
                raise Damaged("damaged") from None
            left = member.unused_data if member.eof else member.unconsumed_tail
            produced += len(content)
            if produced > FREE and produced > MOST_TIMES * received:
                raise Damaged(f"more than {MOST_TIMES} times as long as it is compressed")
            if content:
                yield content
    if not member.eof:
        raise Damaged("cut off")


def blocks(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the content as text, whole lines at a time; raise `Damaged` for a line too long."""
    rest = b""
    first = True
    for piece in pieces:
        data = rest + piece
        if first and len(data) >= len(BOM):
            data, first = data.removeprefix(BOM), False
        end = data.rfind(b"\n") + 1
        rest = data[end:]
        if len(rest) > LONGEST_LINE:
            raise Damaged(f"a file with a line longer than {LONGEST_LINE:,} bytes")
        if end:
            yield data[:end].decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")


def _from_the_start(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield *pieces*, the first of them at least two bytes long if there are as many."""
    head = b""
    source = iter(pieces)
    for piece in source:
        head += piece
        if len(head) >= len(GZIP):
            break
    if head:
        yield head
    yield from source


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _member() -> Any:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)
