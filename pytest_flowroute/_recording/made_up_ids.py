"""The ids of a scrubbed recording: no server has them, so no request for one is recorded. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from .._audit.invented import COUNT, ID

if TYPE_CHECKING:
    from .._base.http_messages import HTTPRequest

ID_MEMBER: Final = re.compile(r'"id": "?([A-Za-z0-9-]+)')
WORD: Final = re.compile(rb"[A-Za-z0-9-]{5,40}")


def ids_of(document: Any) -> frozenset[str]:
    """Return the ids of the responses in the document of a cassette that are made up."""
    rows = document["interactions"] if document else ()
    texts = [str(each["response"]["body"]["string"]) for each in rows]
    found = {each for text in texts for each in ID_MEMBER.findall(text)}
    return frozenset(each for each in found if ID.fullmatch(each) or COUNT.fullmatch(each))


def named(request: HTTPRequest) -> frozenset[str]:
    """Return all words of a request that may be ids."""
    words = WORD.findall(request.url.encode("utf-8", "surrogatepass") + b" " + request.body)
    return frozenset(each.decode() for each in words)
