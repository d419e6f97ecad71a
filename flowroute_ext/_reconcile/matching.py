"""Assigning records to equal messages, as far as that is certain. Pure."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def assign(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return the rows that have a column in every assignment of each column to a row of its own.

    *edges* has for each row the columns that it may have. A column that any row may have must
    be assigned to one; if that is impossible nothing is certain, and the result is empty. The
    column of a row is that of one such assignment. (Bipartite matching by augmenting paths; a
    row is certain if no alternating path leads to it from a row without a column.)
    """
    rows_of: dict[int, list[int]] = {}
    for row, columns in enumerate(edges):
        for column in columns:
            rows_of.setdefault(column, []).append(row)
    column_of: dict[int, int] = {}
    for column in sorted(rows_of):
        if not _augment(column, rows_of, column_of):
            return {}
    row_of = {column: row for row, column in column_of.items()}
    doubtful = {row for row in range(len(edges)) if row not in column_of}
    queue = deque(doubtful)
    while queue:
        for column in edges[queue.popleft()]:
            row = row_of[column]
            if row not in doubtful:
                doubtful.add(row)
                queue.append(row)
    return {row: column for row, column in column_of.items() if row not in doubtful}


def _augment(column: int, rows_of: dict[int, list[int]], column_of: dict[int, int]) -> bool:
    """Assign *column* to a row in *column_of*, moving others if needed; False if impossible."""
    came_from: dict[int, int] = {}
    own_row = {owned: row for row, owned in column_of.items()}
    queue = deque([column])
    while queue:
        current = queue.popleft()
        for row in rows_of[current]:
            if row in came_from:
                continue
            came_from[row] = current
            if row in column_of:
                queue.append(column_of[row])
                continue
            # A free row: assign it to the column that reached it, and that one's row likewise.
            free: int | None = row
            while free is not None:
                taker = came_from[free]
                column_of[free] = taker
                free = own_row.get(taker)
            return True
    return False
