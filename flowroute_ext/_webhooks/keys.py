"""The keys of events: equal if, and only if, two deliveries are of the same event."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 200  # characters
SIZE: Final = 16  # bytes of a digest


def key(kind: str, *parts: object) -> str:
    """Return a key with these parts: printable ASCII, and not long, whatever they are."""
    texts = ("" if part is None else str(part) for part in parts)
    joined = ":".join(quote(text, safe=" .-", errors="surrogatepass") for text in texts)
    if len(joined) > LONGEST:
        joined = f"#{_digest(joined)}"  # which no part has in it
    return f"{kind}:{joined}"


def content_key(kind: str, document: Mapping[str, object]) -> str:
    """Return a key that depends on all of *document*, but not on the order of its members."""
    return f"{kind}:{_digest(json.dumps(document, sort_keys=True))}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=SIZE).hexdigest()
