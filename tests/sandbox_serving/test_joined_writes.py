"""The head and the body of a response leave together."""

from __future__ import annotations

import asyncio

from flowroute_sandbox.serving.joined_writes import MOST_HELD, JoinedWrites


class Transport(asyncio.Transport):
    """Keeps what is written, and whether it was closed or aborted."""

    def __init__(self) -> None:
        super().__init__({"peername": "a client"})
        self.done: list[bytes | str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.done.append(bytes(data))

    def close(self) -> None:
        self.done.append("closed")

    def abort(self) -> None:
        self.done.append("aborted")

    def is_closing(self) -> bool:
        return not {"closed", "aborted"}.isdisjoint(self.done)

    def get_write_buffer_size(self) -> int:
        return 0


def test_what_leaves_together() -> None:
    """Bytes leave at a flush, the next turn of the loop, the end, or when they are many."""

    async def responses() -> None:
        writes.append(JoinedWrites(inner))
        joined = writes[0]
        joined.write(b"head ")
        joined.writelines([b"body", b""])
        assert (inner.done, joined.get_write_buffer_size()) == ([], 9)
        joined.flush()
        joined.flush()
        joined.write(b"an event")
        await asyncio.sleep(0)
        joined.write(b"x" * (MOST_HELD + 1))
        joined.write(b"last")
        joined.close()
        assert joined.is_closing()
        joined.write(b"too late")
        await asyncio.sleep(0)

    inner, writes = Transport(), list[JoinedWrites]()
    asyncio.run(responses())
    many = b"x" * (MOST_HELD + 1)
    assert inner.done == [b"head body", b"an event", many, b"last", "closed"]
    assert writes[0].get_extra_info("peername") == "a client"


def test_what_never_leaves() -> None:
    """What is held by a connection that is aborted is gone with it."""

    async def response() -> None:
        joined = JoinedWrites(inner)
        joined.write(b"head")
        joined.abort()
        await asyncio.sleep(0)

    inner = Transport()
    asyncio.run(response())
    assert inner.done == ["aborted"]
