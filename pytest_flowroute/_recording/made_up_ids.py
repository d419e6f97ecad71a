"""The ids of a scrubbed recording: no server has them, so no request for one is recorded. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from .._audit.invented import COUNT, ID

if TYPE_CHECKING:
    from .._base.http_messages import HTTPRequest

ID_MEMBER: Final = re.compile(r'"id": ?"?([A-Za-z0-9-]+)')
WORD: Final = re.compile(rb"[A-Za-z0-9-]{5,40}")


def ids_of(document: Any) -> frozenset[str]:
    """Return the ids of the responses in the document of a cassette that are made up."""
    rows = document["interactions"] if document else ()
    texts = [str(interaction["response"]["body"]["string"]) for interaction in rows]
    ids = {match for text in texts for match in ID_MEMBER.findall(text)}
    return frozenset(
        candidate for candidate in ids if ID.fullmatch(candidate) or COUNT.fullmatch(candidate)
    )


def named(request: HTTPRequest) -> frozenset[str]:
    """Return all words of a request that may be ids."""
    words = WORD.findall(request.url.encode("utf-8", "surrogatepass") + b" " + request.body)
    return frozenset(word.decode() for word in words)
