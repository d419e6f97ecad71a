"""Rows of JSON Lines: an object on each line."""

from __future__ import annotations

import json
from collections import Counter
from math import isfinite
from typing import TYPE_CHECKING, cast

from ..._base.problems import shortened, shown
from .header import with_columns
from .lines import Lines, UnreadableError, line_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from .header import Layout
    from .lines import Numbered


def rows(file: TextIO, layout: Layout) -> Iterator[Numbered]:
    """The rows of *file*, which ends a line only where JSON has a line break."""
    lines = Lines(file)
    first = True
    while True:
        try:
            line = next(lines)
            if not line.strip():
                continue
            row = with_columns(_object(line), layout, first=first)
            yield lines.number, row
            first = False
        except StopIteration:
            return
        except UnreadableError as error:
            yield lines.number, error.problem
            if error.fatal:
                return


def _object(line: str) -> Mapping[str, object]:
    """The object on a *line*; raises `UnreadableError` if it is not one."""
    cure = 'write it like {"to": "…"}'
    try:
        row: object = DECODER.decode(line)
    except RecursionError:
        raise UnreadableError(
            line_problem("must be a JSON object", cure, "something nested too deeply")
        ) from None
    except ValueError:  # also an integer of thousands of digits
        row = None
    if isinstance(row, dict):
        return cast("dict[str, object]", row)
    raise UnreadableError(line_problem("must be a JSON object", cure))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of these *pairs*, of which JSON allows several with one name."""
    members = dict(pairs)
    if len(members) < len(pairs):
        times = Counter(name for name, _ in pairs)
        name = next(name for name in times if times[name] > 1)
        value = f"{shown(name)} several times"
        cure = "leave one of them out"
        raise UnreadableError(line_problem("must have each name once", cure, value))
    return members


def _no_number(name: str) -> object:
    """Refuse NaN and Infinity, which are not JSON."""
    raise UnreadableError(
        line_problem("must be JSON, which has no such number", "write null", name)
    )


def _finite(text: str) -> float:
    """The number in *text*; one that is too large for a float is refused as Infinity is."""
    number = float(text)
    return number if isfinite(number) else cast("float", _no_number(shortened(text)))


# One for all lines: making one takes as long as reading a line.
DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite
)
