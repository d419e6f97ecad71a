"""Requests whose values have not their own place in a table, which others have. Pure."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final

from .scrubber import scrub_request
from .tables import MadeUp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .._base.http_messages import HTTPRequest
    from .shapes import Shape
    from .tables import Table

FARTHEST: Final = 50
"""How many places a value is looked for from its own one."""
MOST: Final = 500
"""How many forms of a request are made."""


def moved_requests(
    request: HTTPRequest, table: Table, is_taken: Callable[[str], bool]
) -> Iterator[HTTPRequest]:
    """Yield a scrubbed request with other places for the values of families that have moved ones.

    Such a place comes after the own one, with none between them that is not taken.
    """
    first = MadeUp(table)
    scrub_request(request, table, first)
    places = [
        [(key, number) for number in _places(value_shape, start, is_taken)]
        for key, (value_shape, start) in first.places.items()
        if value_shape.family in table.moved
    ]
    for numbers in islice(product(*places), 1, MOST):
        yield scrub_request(request, table, MadeUp(table, dict(numbers))).request


def _places(value_shape: Shape, start: int, is_taken: Callable[[str], bool]) -> Iterator[int]:
    number = start
    yield number
    while number < start + FARTHEST and is_taken(value_shape.identity(number)):
        number += 1
        yield number
