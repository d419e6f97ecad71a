"""What an ASGI server does for the sandbox beside ASGI: above all, faults of a connection."""

from __future__ import annotations

from typing import Protocol

EXTENSION = "flowroute_sandbox.serving.connection_faults"
"""The extension of an ASGI scope that holds a `ServerConnection`."""

ARRIVED = "flowroute_sandbox.serving.arrived"
"""The extension of an ASGI scope that says whether the whole body is there, with no time limit."""


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
