"""Which made-up value stands for a real one, in one cassette. Pure.

The table of a cassette has, for each family of values, how many made-up values there are and a
key. The place of a value among them is the remainder of a hash by that key: one of ten or a
hundred, which so many other values share that the real one cannot be calculated back. Of members
that together identify a person, such as names and addresses, there are no more than there are
values in the cassette: of a single one the place says nothing at all.

The key is the first one that gives the recorded values different places, so that a value that is
sent again is recognised in any order, and another one has in most cases another place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Protocol

from .shapes import is_made_up, one_spelling, part, shape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .shapes import Shape

SIZES: Final = (10, 100, 1_000, 10_000, 80_000)
KEYS: Final = 500
"""How many keys are tried for each size; for a dozen values one of them nearly always fits."""
FEW: Final = 6
"""Up to so many values that identify a person, the size is their number."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the head of a cassette has of scrubbing; `keep` are the paths that a test keeps."""

    keep: Sequence[str] = ()
    slots: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])


@dataclass(frozen=True, slots=True)
class Given:
    """The ids that a server gave in this recording, and those made up for others in its file.

    No two of them are the same, as a request for one would get the record of the other.
    """

    created: Collection[str] = ()
    before: Collection[str] = ()


NO_IDS: Final = Given()


class Values(Protocol):
    """Makes up values."""

    def value(self, text: str, member: str = "") -> str:
        """Return the made-up value for a real one."""
        ...

    def part(self, text: str) -> str:
        """Return the made-up name for a real one."""
        ...


class Seen:
    """The values that are replaced, without a replacement: what a table is made from."""

    def __init__(self) -> None:
        self._shapes: dict[str, dict[str, Shape]] = {}
        self._made_up: set[str] = set()

    def value(self, text: str, member: str = "") -> str:
        """Note a value, and return it."""
        return self._note(text, shape(text, member))

    def part(self, text: str) -> str:
        """Note a name, and return it."""
        return self._note(text, part(text))

    def _note(self, text: str, value_shape: Shape) -> str:
        if value_shape.family != "part" and is_blank(text):
            return text
        if _is_made_up(text, value_shape):
            self._made_up.add(one_spelling(text))
        else:
            self._shapes.setdefault(value_shape.family, {}).setdefault(value_shape.of, value_shape)
        return text

    def table(
        self, keep: Sequence[str], old: Table | None, given: Given
    ) -> tuple[Table, Mapping[str, int]]:
        """Return the table for these values, and the numbers of those that have no other place."""
        slots = dict(old.slots) if old else {}
        moved: dict[str, int] = {}
        for family, shapes in sorted(self._shapes.items()):
            if family not in slots:
                slots[family] = _slot(list(shapes.values()), self._made_up)
            moved |= _moved(list(shapes.values()), slots[family], self._made_up, given)
        kept = dict.fromkeys([*(old.keep if old else ()), *keep])
        return Table(tuple(kept), slots), moved


class MadeUp:
    """The made-up values of a table. `replaced` has the real value of each that was made up.

    `moved` has the families of those that are not in their own place.
    """

    def __init__(self, table: Table, moved: Mapping[str, int] | None = None) -> None:
        self.replaced: dict[str, str] = {}
        self.moved: set[str] = set()
        self._slots = table.slots
        self._moved = moved or {}

    def value(self, text: str, member: str = "") -> str:
        """Return the made-up value for a real one; one that is made up stays."""
        return self._made_up(text, shape(text, member))

    def part(self, text: str) -> str:
        """Return the made-up name for a real one; one that is made up stays."""
        return self._made_up(text, part(text))

    def _made_up(self, text: str, value_shape: Shape) -> str:
        if _is_made_up(text, value_shape) or (value_shape.family != "part" and is_blank(text)):
            return text
        number = self._moved.get(f"{value_shape.family} {value_shape.of}")
        if number is None:
            number = _place(
                value_shape, self._slots.get(value_shape.family, (value_shape.smallest or 1, 0))
            )
        else:
            self.moved.add(value_shape.family)
        made_up = value_shape.render(number)
        self.replaced[made_up] = text
        return made_up


def is_blank(text: str) -> bool:
    """Whether a text is empty or a few spaces, and so is kept."""
    return len(text) < 20 and not text.strip(" \t\r\n")


def _is_made_up(text: str, value_shape: Shape) -> bool:
    return is_made_up(text) and (value_shape.family != "part" or text.startswith("part-"))


def _slot(shapes: Sequence[Shape], taken: set[str]) -> tuple[int, int]:
    """Return the smallest size, and the first key, that give all their own made-up value.

    Of very many values some are moved, as hardly any key separates them all.
    """
    count, smallest = len(shapes), shapes[0].smallest
    few = (count,) if not smallest and count <= FEW else ()
    sizes = [size for size in SIZES if size >= smallest and count * count <= 6 * size]
    for size in (*few, *sizes):
        for key in range(KEYS):
            if _apart(shapes, (size, key), taken):
                return size, key
    return SIZES[-1], 0


def _apart(shapes: Sequence[Shape], slot: tuple[int, int], taken: set[str]) -> bool:
    identities: set[str] = set()
    for value_shape in shapes:
        identity = value_shape.identity(_place(value_shape, slot))
        if identity in taken or identity in identities:
            return False
        identities.add(identity)
    return True


def _moved(
    shapes: Sequence[Shape], slot: tuple[int, int], taken: set[str], given: Given
) -> dict[str, int]:
    """Return the numbers of the values whose place another one has, by family and value.

    Ids that a server gave go after all others, which a test may have in its text.
    """
    identities: set[str] = set(taken)
    moved: dict[str, int] = {}
    onward: dict[int, int] = {}
    ids = set(given.created)
    for value_shape in sorted(shapes, key=lambda each: each.of in ids):
        if value_shape.of in ids:
            identities.update(given.before)
        start = _place(value_shape, slot)
        number, passed = start, list[int]()
        while number < start + SIZES[-2] and value_shape.identity(number) in identities:
            passed.append(number)
            number = onward.get(number, number + 1)
        onward |= dict.fromkeys(passed, number)
        number = number if number < start + SIZES[-2] else start
        if number != start:
            moved[f"{value_shape.family} {value_shape.of}"] = number
        identities.add(value_shape.identity(number))
    return moved


def _place(value_shape: Shape, slot: tuple[int, int]) -> int:
    size, key = slot
    digest = blake2b(
        f"{key} {value_shape.of}".encode("utf-8", "surrogatepass"), digest_size=8
    ).digest()
    return int.from_bytes(digest, "big") % size
