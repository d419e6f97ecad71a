"""Bodies without their content encoding."""

from __future__ import annotations

import gzip
import zlib


def decoded(encoding: str, body: bytes) -> bytes | None:
    """Return a body without this content encoding; None if it cannot be decoded."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in {"", "identity"} or not body:
            continue
        try:
            if name in {"gzip", "x-gzip"}:
                body = gzip.decompress(body)
            elif name == "deflate":
                body = _inflated(body)
            else:
                return None
        except (OSError, EOFError, zlib.error):
            return None
    return body


def _inflated(body: bytes) -> bytes:
    """Return an inflated body; some servers leave out the header of zlib's format."""
    raw = body[0] & 0x0F != 8 or len(body) < 2 or (body[0] << 8 | body[1]) % 31 != 0
    inflater = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS)
    inflated = inflater.decompress(body) + inflater.flush()
    if not inflater.eof:
        raise EOFError("the body ends too early")
    return inflated
