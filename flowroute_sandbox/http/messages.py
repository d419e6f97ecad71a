"""One HTTP request and one HTTP response, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ORIGIN = "https://api.flowroute.com"


@dataclass(frozen=True, slots=True)
class Request:
    """The request of a client; its repr shows no phone numbers, keys or texts.

    `path` is the undecoded text before the question mark and `query` the text after it; of a whole
    URL, which clients send to a proxy, the path is kept (RFC 9112, section 3.2.2). Header names are
    lower-case. `origin` is the scheme and host the client used, and the path that the sandbox is
    mounted at, if it is; links are built on it. `local` is whether the client is on this machine.
    """

    method: str
    path: str = field(repr=False)
    query: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: bytes = field(default=b"", repr=False)
    origin: str = ORIGIN
    local: bool = True

    @property
    def root(self) -> str:
        """The path that the sandbox is mounted at, as ``/flowroute``; "" if it is not."""
        _, slash, path = self.origin.partition("://")[2].partition("/")
        return slash + path

    def __post_init__(self) -> None:
        """Keep the path of a whole URL."""
        scheme, separator, rest = self.path.partition("://")
        if separator and scheme.lower() in ("http", "https"):
            object.__setattr__(self, "path", f"/{rest.partition('/')[2]}")


@dataclass(frozen=True, slots=True)
class Response:
    """The response of the sandbox. Header names are lower-case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = field(default=b"", repr=False)
