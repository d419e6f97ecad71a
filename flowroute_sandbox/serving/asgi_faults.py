"""Faults of the connection, as an ASGI application has a server carry them out."""

from __future__ import annotations

from typing import Protocol

EXTENSION = "flowroute_sandbox.serving.asgi_faults"
"""The extension of an ASGI scope that holds a `Wire`."""


class Wire(Protocol):
    """The connection a request came by, and the server behind it."""

    def drop(self) -> None:
        """Close the connection once what was sent is through."""
        ...

    def reset(self) -> None:
        """Reset the connection."""
        ...

    def refuse(self, seconds: float) -> None:
        """Let the server keep no connection after its answer, and take none for a while."""
        ...
