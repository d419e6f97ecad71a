"""A transport that sends the head of a response together with its body."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_HELD = 65_536
"""How many bytes are held; with more, they are written at once."""


class JoinedWrites(asyncio.Transport):
    """Holds what is written to `transport` until `flush`, or the next turn of the loop.

    A server writes the head and the body of a response one after the other. Each would be a packet
    of its own, and wake the client.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        super().__init__()
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._held: list[bytes | bytearray | memoryview] = []
        self._size = 0
        self._turn: asyncio.Handle | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Hold some bytes."""
        if not data:
            return
        self._held.append(data)
        self._size += len(data)
        if self._size > MOST_HELD:
            self.flush()
        elif self._turn is None:
            self._turn = self._loop.call_soon(self.flush)

    def writelines(self, list_of_data: Iterable[bytes | bytearray | memoryview]) -> None:
        """Hold several pieces."""
        for data in list_of_data:
            self.write(data)

    def flush(self) -> None:
        """Write what is held."""
        if self._turn is not None:
            self._turn.cancel()
            self._turn = None
        if self._held:
            data = b"".join(self._held)
            self._forget()
            if not self._transport.is_closing():
                self._transport.write(data)

    def close(self) -> None:
        """Close the connection after what was written."""
        self.flush()
        self._transport.close()

    def abort(self) -> None:
        """Close the connection at once."""
        self._forget()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Return whether it is closed or about to be."""
        return self._transport.is_closing()

    def get_write_buffer_size(self) -> int:
        """Return how many bytes the system has not taken."""
        return self._size + self._transport.get_write_buffer_size()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what is known of the connection under this name."""
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Read no more."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Read again."""
        self._transport.resume_reading()

    def _forget(self) -> None:
        self._held.clear()
        self._size = 0
