"""Assigning records to equal messages."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._reconcile.matching import assign

EDGES = st.lists(st.lists(st.integers(0, 4), unique=True), max_size=5)


def certain(edges: list[list[int]]) -> set[int]:
    """The rows that have a column in every assignment: all of them tried."""
    columns = sorted({column for row in edges for column in row})
    ways = [
        set(rows)
        for rows in permutations(range(len(edges)), len(columns))
        if all(column in edges[row] for row, column in zip(rows, columns, strict=True))
    ]
    return set.intersection(*ways) if ways and columns else set()


@given(EDGES)
def test_what_is_certain(edges: list[list[int]]) -> None:
    """A row is certain exactly if every assignment includes it, with a column that it may have."""
    found = assign(edges)

    assert set(found) == certain(edges)
    assert all(column in edges[row] for row, column in found.items())
    assert len(set(found.values())) == len(found)


def test_many() -> None:
    """A thousand equal messages and as many records: each is assigned."""
    assert len(assign([list(range(1000))] * 1000)) == 1000
