"""The names of the fields of a row, however a file spells them. Pure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from .._base.reading.empty import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 200  # characters

# The fields of a row that make its message; all others are for the template.
COLUMNS = frozenset({"to", "from", "body", "media_urls", "is_mms", "dlr_callback", "reference"})


def letters(name: str) -> str:
    """The letters and digits of *name*, in lower case; a name that is too long as it is."""
    if len(name) > LONGEST:
        return name
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(filter(str.isalnum, plain))


_BY_LETTERS = {letters(column): column for column in COLUMNS}


@lru_cache(1000)
def field_name(given: str) -> str:
    """The name of a field: one of `COLUMNS` where its letters are those, else as it is given.

    ``"Media URLs"``, ``"media-urls"`` and ``"mediaUrls"`` are one field; so are ``"from_"``, as
    a keyword argument has it, and ``"from"``.
    """
    name = trimmed(given)
    return _BY_LETTERS.get(letters(name), name)


def repeated(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each two of *names* that are spellings of one field, in their order."""
    first: dict[str, str] = {}
    for name in names:
        field = field_name(name).casefold()
        if field in first:
            yield first[field], name
        else:
            first[field] = name
