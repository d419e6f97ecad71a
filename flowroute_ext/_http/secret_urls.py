"""URLs of a storage service that allow reading or writing without credentials."""

from __future__ import annotations

from typing import NamedTuple


class SecretUrl(NamedTuple):
    """What the log of the HTTP library must not have, as the body of a request."""

    body: dict[str, str]
    operation: str = "storage"

    @classmethod
    def of(cls, url: str) -> SecretUrl:
        """Return the path and the query of *url*."""
        return cls({"body": url.partition("://")[2].partition("/")[2]})
