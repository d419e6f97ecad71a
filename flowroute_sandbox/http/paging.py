"""Query strings, pages of lists, and the links between the pages.

Flowroute lists take `limit` (10 unless given) and `offset`; `links.self` repeats the filters in
alphabetical order, then limit and offset, and `links.next` is there while there are more rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, quote

from flowroute_sandbox.http.bodies import invalid
from flowroute_sandbox.http.validation_messages import NOT_AN_INTEGER, TOO_BIG, TOO_SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flowroute_sandbox.http.json_responses import Document

T = TypeVar("T")

DEFAULT_LIMIT = 10


def parse_query(query: str) -> dict[str, str]:
    """Return the parameters of a query string; empty ones are left out, of two the first counts."""
    parameters: dict[str, str] = {}
    for name, value in parse_qsl(query):
        parameters.setdefault(name, value)
    return parameters


def query_string(parameters: Mapping[str, str]) -> str:
    """Return `parameters` as a query string, in their order."""
    return "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in parameters.items())


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The rows of a list that a request is for."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0

    def cut(self, rows: Iterable[T]) -> tuple[list[T], bool]:
        """Return the rows of this page, and whether more follow."""
        taken = list(islice(rows, self.offset, self.offset + self.limit + 1))
        return taken[: self.limit], len(taken) > self.limit

    def links(self, url: str, filters: Mapping[str, str], *, more: bool) -> Document:
        """Return the links of a list at `url` with these filters."""
        query = query_string({**dict(sorted(filters.items())), "limit": str(self.limit)})
        links: Document = {"self": f"{url}?{query}&offset={self.offset}"}
        if more:
            links["next"] = f"{url}?{query}&offset={self.offset + self.limit}"
        return links


def page(
    query: Mapping[str, str], *, maximum: int | None = None, strict: bool = False
) -> PageRequest:
    """Return the page that a query is for.

    A limit above `maximum` counts as the maximum; a `strict` sandbox refuses it. Anything but
    a positive limit and a natural offset is refused with 422.
    """
    limit = _integer(query, "limit", DEFAULT_LIMIT, minimum=1)
    if maximum is not None and limit > maximum:
        # Assumed: limit-above-maximum
        if strict:
            raise invalid({"limit": [TOO_BIG.format(maximum=maximum)]})
        limit = maximum
    return PageRequest(limit, _integer(query, "offset", 0, minimum=0))


def _integer(query: Mapping[str, str], name: str, default: int, *, minimum: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    # Assumed: limit-malformed
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise invalid({name: [NOT_AN_INTEGER]})
    if int(text) < minimum:
        raise invalid({name: [TOO_SMALL.format(minimum=minimum)]})
    return int(text)
