"""Keywords of consent, as carriers match them."""

from __future__ import annotations

import unicodedata
from typing import Final, Literal, TypeAlias, get_args

Keyword: TypeAlias = Literal[
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "START",
    "UNSTOP",
    "YES",
    "HELP",
    "INFO",
]
LONGEST: Final = 20  # characters, of the longest with those between its letters
KEYWORDS: Final[dict[str, Keyword]] = {word: word for word in get_args(Keyword)}
# Also two words, and in two languages of the same alphabet one.
KEYWORDS["STOP ALL"] = "STOPALL"


def keyword(body: str | None) -> Keyword | None:
    """Return the keyword that a text consists of, or None.

    It is the whole text: "stop it" is none. Case does not count, nor do blanks, punctuation and
    symbols around it (CTIA, Messaging Principles and Best Practices, 5.1.3: an opt-out is valid
    whatever its capitalization and punctuation).
    """
    if not body:
        return None
    start, end = 0, len(body)
    while start < end and not body[start].isalnum():
        start += 1
    while start < end and not body[end - 1].isalnum():
        end -= 1
    if end - start > LONGEST:
        return None
    # In full-width letters too, which some keyboards write.
    word = unicodedata.normalize("NFKC", body[start:end]).upper()
    return KEYWORDS.get(" ".join(word.replace("-", " ").split()))
