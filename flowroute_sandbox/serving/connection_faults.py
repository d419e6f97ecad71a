"""The interface by which an ASGI server carries out faults of a connection."""

from __future__ import annotations

from typing import Protocol

EXTENSION = "flowroute_sandbox.serving.connection_faults"
"""The extension of an ASGI scope that holds a `ServerConnection`."""


class ServerConnection(Protocol):
    """The connection of a request, and its server."""

    def drop(self) -> None:
        """Close the connection after what was sent."""
        ...

    def reset(self) -> None:
        """Reset the connection."""
        ...

    def refuse(self, seconds: float) -> None:
        """Have the server refuse connections for so long, and close each after its response."""
        ...
