"""The first part of an address: the number, the street, and a unit after it. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..._base.problems import shown
from .unclear import Unclear
from .words import (
    BEFORE_NAMES,
    DIRECTIONS,
    IN_STREETS,
    JOINING,
    LEADING_TYPES,
    MAIL_ONLY,
    MAIL_ROUTES,
    NUMBERED,
    NUMBERED_ROADS,
    PLAIN_TYPES,
    ROUTES,
    STREET_TYPES,
    UNCLEAR_UNITS,
    UNITS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_NAMES: Final = STREET_TYPES | LEADING_TYPES | NUMBERED
# What may be before the name of a saint: E St Clair Ave, Old St Augustine Rd.
OF_SAINTS: Final = DIRECTIONS | {"old", "new"}
NUMBER = re.compile("[1-9][0-9]{0,5}")
UNIT_NUMBER = re.compile("[0-9]{1,5}[A-Za-z]?|[A-Za-z][0-9]{0,5}|[A-Za-z0-9]{1,5}-[A-Za-z0-9]{1,5}")
ORDINAL = re.compile("[0-9]+(?:st|nd|rd|th|e|er|ère|re)", re.IGNORECASE)
WORD = re.compile(r"[^\W_][^\W_.'’-]*(?:['’.-][^\W_]+)*\.?")
FIELDS: Final = "write the fields street_number, street_name … instead"


def unit_of(part: str) -> tuple[str, str] | None:
    """Return the type and the number of a unit that *part* is, or None."""
    words = part.split()
    if len(words) != 2 or not UNIT_NUMBER.fullmatch(words[1]):
        return None
    kind = UNITS.get(plain(words[0]))
    return (kind, words[1]) if kind else None


def street_of(part: str) -> tuple[str, str, tuple[str, str] | None]:
    """Return the number, the name of the street, and the unit at its end, if there is one."""
    number, *words = part.split()
    if not NUMBER.fullmatch(number):
        cure = f"begin with the number of the building, in digits alone; {FIELDS}"
        raise Unclear(shown(number), cure)
    unit = None
    if len(words) > 2 and plain(words[-2]) in IN_STREETS:
        unit = unit_of(" ".join(words[-2:]))
        words = words[:-2] if unit else words
    _check(words)
    return number, " ".join(words), unit


def plain(word: str) -> str:
    """Return *word* as the tables of words have it."""
    return word.lower().rstrip(".")


def _check(words: Sequence[str]) -> None:
    """Raise `Unclear` unless *words* are the name of one street."""
    if not words:
        raise Unclear("no street", "write it after the number")
    names = [plain(word) for word in words]
    if re.match(r"p\.?\s?o\.?(\s|$|b)|post office|general delivery", " ".join(words).lower()):
        raise Unclear(shown(words[0]), "write where the phone is: help does not go to a mailbox")
    _check_letters(words, names)
    for place, (word, name) in enumerate(zip(words, names, strict=True)):
        if name in MAIL_ONLY or (name in MAIL_ROUTES and {*names[place + 1 : place + 2]} & ROUTES):
            raise Unclear(shown(word), "write where the phone is: help does not go to a mailbox")
        if name in IN_STREETS or name in JOINING or not WORD.fullmatch(word):
            raise Unclear(shown(word), FIELDS)
        if place and (name in UNCLEAR_UNITS or name in UNITS) and place == len(words) - 1:
            raise Unclear(shown(word), f"it may be a unit; {FIELDS}")
        if any(character.isdecimal() for character in word):
            _check_number(names, place, word)
    _check_end(words, names)


def _check_letters(words: Sequence[str], names: Sequence[str]) -> None:
    """Raise `Unclear` where a letter may be of the building: 12 B Oak St, 12 Oak St O."""
    first = len(names) > 1 and len(names[0]) == 1 and names[0] not in "nsew"
    if first and names[1] not in STREET_TYPES:
        raise Unclear(shown(words[0]), f"it may be of the building; {FIELDS}")
    if len(names) > 1 and names[-1] == "o" and names[0] not in LEADING_TYPES:
        raise Unclear(shown(words[-1]), f"it may be a unit; {FIELDS}")


def _check_number(names: Sequence[str], place: int, word: str) -> None:
    """Raise `Unclear` unless the number in a street's name certainly belongs there."""
    before = names[place - 1] if place else ""
    road = before in ("road", "rd") and place > 1 and names[place - 2] in NUMBERED_ROADS
    if ORDINAL.fullmatch(word):
        return
    numbered = before in NUMBERED and (place > 1 or before not in ("i",))
    if (numbered or road or before in NUMBERED) and re.fullmatch("[0-9]{1,4}[A-Za-z]?", word):
        return
    raise Unclear(shown(word), f"it may be of a unit, or of another building; {FIELDS}")


def _check_end(words: Sequence[str], names: Sequence[str]) -> None:
    """Raise `Unclear` where something may follow the street: a unit, or another place."""
    named = [name for name in names if name not in DIRECTIONS]
    if not named or (len(named) == 1 and named[0] in NO_NAMES):
        raise Unclear(shown(words[0]), f"it is no whole name of a street; {FIELDS}")
    kinds = STREET_TYPES - {"est"} if names[0] in LEADING_TYPES else STREET_TYPES
    types = [place for place, name in enumerate(names) if place and name in kinds]
    numbers = [place for place, word in enumerate(words) if word[0].isdecimal()]
    _check_twice(words, types, numbers)
    _check_between(words, names, types, numbers)
    saint = names[0] in ("st", "saint")
    if names[0] in LEADING_TYPES and not types:
        _check_name(words, names)
    elif types:
        _check_directions(words, names, max(types[-1], *numbers, 0) + 1)
    elif numbers and not ORDINAL.fullmatch(words[numbers[-1]]):
        _check_directions(words, names, numbers[-1] + 1)
    elif len(named) > 1 + saint:
        cure = f"write Street, Avenue or what else it is; {FIELDS}"
        raise Unclear(shown(words[-1]), cure)


def _check_twice(words: Sequence[str], types: Sequence[int], numbers: Sequence[int]) -> None:
    """Raise `Unclear` where a second number, or a second type, may be of something else."""
    last = words[numbers[-1]] if numbers else ""
    after = bool(numbers and types) and numbers[-1] > types[-1] and ORDINAL.fullmatch(last)
    if len(numbers) > 1 or after:
        raise Unclear(shown(last), f"it may be of a unit, or of another street; {FIELDS}")
    if len(types) > 1 and types[-1] == types[-2] + 1:
        before, word = plain(words[types[-2]]), words[types[-1]]
        if before in PLAIN_TYPES and plain(word) not in ("ext", "extension"):
            raise Unclear(shown(word), f"it may be a building; {FIELDS}")


def _check_between(
    words: Sequence[str], names: Sequence[str], types: Sequence[int], numbers: Sequence[int]
) -> None:
    """Raise `Unclear` where another street may begin: 3rd Ave Oak St, and Highway 9 Oak Ave."""
    before = next((n for n, name in enumerate(names) if name not in OF_SAINTS), 0)
    ends = [n for n in types if names[n] in PLAIN_TYPES and not (n == before and names[n] == "st")]
    ends += [n for n in numbers if not ORDINAL.fullmatch(words[n])]
    for place in range(min(ends, default=len(names)) + 1, max(types, default=0)):
        if names[place] not in STREET_TYPES | DIRECTIONS and place not in numbers:
            raise Unclear(shown(words[place]), f"it may be of another street; {FIELDS}")


def _check_name(words: Sequence[str], names: Sequence[str]) -> None:
    """Raise `Unclear` unless one word follows a type in front, as in Rue de la Montagne Ouest."""
    end = 1
    while end < len(names) - 1 and names[end] in BEFORE_NAMES:
        end += 1
    _check_directions(words, names, end + 1)


def _check_directions(words: Sequence[str], names: Sequence[str], end: int) -> None:
    for place, (word, name) in enumerate(zip(words[end:], names[end:], strict=True)):
        if place or name not in DIRECTIONS:
            raise Unclear(shown(word), f"it follows the street; put a comma before it, or {FIELDS}")
