"""A call of a client's method with valid values, and the one request that it makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

NUMBER = "12065550142"
HOOK = "https://example.com/hook"
ON_NUMBER = f"/v2/numbers/{NUMBER}"
RELATED = f"{ON_NUMBER}/relationships"


@attrs.frozen
class Call:
    """The call, as a function of a client, and the request that the server gets."""

    of: Callable[[Any], Any]
    operation: str
    method: str
    path: str
    query: dict[str, str] = attrs.field(factory=dict)
    body: Any = None

    @property
    def request(self) -> tuple[str, str, dict[str, str], Any]:
        """The request that the server gets."""
        return self.method, self.path, self.query, self.body


def page(size: int, **query: str) -> dict[str, str]:
    """The query of the first page of a list."""
    return {"limit": str(size), "offset": "0", **query}
