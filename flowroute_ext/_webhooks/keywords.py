"""Keywords of consent, as carriers match them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal, TypeAlias, get_args

from .._base.reading.empty import trimmed

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
LONGEST: Final = 100  # characters, with the punctuation around a keyword
KEYWORDS: Final[dict[str, Keyword]] = {word: word for word in get_args(Keyword)}
# People write it as two words, with a hyphen or without.
KEYWORDS["STOP ALL"] = "STOPALL"


def keyword(body: str | None) -> Keyword | None:
    """Return the keyword that a text consists of, or None.

    It is the whole text: "stop it" is none. Case does not count, nor do blanks, punctuation and
    symbols around it (CTIA, Messaging Principles and Best Practices, 5.1.3: an opt-out is valid
    whatever its capitalization and punctuation).
    """
    text = trimmed(body) if body else ""
    if not 0 < len(text) <= LONGEST:
        return None
    # In full-width letters too, which some keyboards write.
    words = re.split(r"[\W_]+", unicodedata.normalize("NFKC", text).upper())
    return KEYWORDS.get(" ".join(filter(None, words)))
