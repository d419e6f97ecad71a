"""A body is read within its limits of size and time, and else refused."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from typing import Any

import pytest
from ext.clocks import FastClock

from flowroute_ext._receiver.limits import Body, Limits
from flowroute_ext._receiver.refusals import Refused
from flowroute_ext.errors import ConfigurationError

LIMITS = Limits(max_body=10, body_timeout=5.0)


def asgi(*blocks: bytes, declared: str | None = None, end: str = "http.request") -> bytes:
    """What is read of a body in these blocks, from an ASGI server."""
    messages = [{"type": "http.request", "body": one, "more_body": True} for one in blocks]
    messages.append({"type": end, "body": b"", "more_body": False})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def read() -> bytes:
        return await Body(LIMITS, declared, FastClock()).read_asgi(receive)

    return asyncio.run(read())


def wsgi(body: bytes, declared: str | None = None, *, ends: bool = False) -> bytes:
    """What is read of a body from a WSGI server."""
    return Body(LIMITS, declared, FastClock()).read_wsgi(io.BytesIO(body), ends=ends)


def test_asgi() -> None:
    """A body within the limits is read, in whatever blocks, with its length or without."""
    assert asgi(b"0123456789", declared="10") == b"0123456789"
    assert asgi(b"01", b"", b"234", b"5") == b"012345"
    assert asgi() == b""


def test_wsgi() -> None:
    """A body of a WSGI server is read to its length, or to its end if the server marks that."""
    assert wsgi(b"0123456789", "10") == b"0123456789"
    assert wsgi(b"0123", ends=True) == b"0123"
    assert wsgi(b"{} of the next request", "2") == b"{}"
    assert wsgi(b"never ends", None) == b""


@pytest.mark.parametrize(
    ("blocks", "declared"),
    [
        ((b"01234567890",), None),
        ((b"0123456789", b"0"), None),
        ((b"x",) * 11, None),
        ((b"012345678901",), "10"),
        ((b"",), "11"),
        ((b"01",), "3"),
        ((b"01",), "1"),
        ((), "1"),
        ((b"01",), "-1"),
        ((b"01",), "2, 2"),
        ((b"01",), "0x2"),
        ((b"01",), "٢"),
        ((b"01",), ""),
        ((b"01",), "9" * 5000),
    ],
)
def test_lies_and_excess(blocks: Sequence[bytes], declared: str | None) -> None:
    """A body that is too large, or has another length than it says, is refused."""
    with pytest.raises(Refused):
        asgi(*blocks, declared=declared)
    if declared not in ("10", "1"):  # a WSGI server cuts it
        with pytest.raises(Refused):
            wsgi(b"".join(blocks), declared, ends=True)


def test_declared_too_large() -> None:
    """A body that is declared too large is not read at all."""
    with pytest.raises(Refused):
        Body(LIMITS, "11")


def test_broken_off() -> None:
    """A request that the client gives up is refused."""
    with pytest.raises(Refused):
        asgi(b"01", end="http.disconnect")


@pytest.mark.parametrize(
    "error", [OSError("lost"), TimeoutError(), ValueError("chunk"), EOFError()]
)
def test_a_connection_that_is_lost(error: Exception) -> None:
    """A body that a WSGI server cannot read is refused, whatever error that server has."""

    class Stream:
        def read(self, size: int, /) -> bytes:
            raise error

    with pytest.raises(Refused, match="its body could not be read"):
        Body(LIMITS, "5", FastClock()).read_wsgi(Stream(), ends=False)


def test_slow_asgi() -> None:
    """A body that is late is refused when its time is over, also where nothing comes at all."""

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def read() -> bytes:
        return await Body(Limits(body_timeout=0.01), None).read_asgi(receive)

    with pytest.raises(Refused):
        asyncio.run(read())


def test_slow_drip() -> None:
    """A body that comes byte by byte has the same time as any other."""
    clock = FastClock()

    class Drip:
        def read(self, size: int, /) -> bytes:
            clock.sleep(1)
            return b"x"

    async def receive() -> dict[str, Any]:
        clock.sleep(1)
        return {"type": "http.request", "body": b"x", "more_body": True}

    for body in (Body(LIMITS, None, clock), Body(LIMITS, "9", clock)):
        with pytest.raises(Refused):
            body.read_wsgi(Drip(), ends=True)
    with pytest.raises(Refused):
        asyncio.run(Body(LIMITS, None, clock).read_asgi(receive))


@pytest.mark.parametrize(
    "arguments",
    [
        {"max_body": 0},
        {"max_body": -1},
        {"max_body": "1 MB"},
        {"max_body": True},
        {"max_body": 1e6},
        {"body_timeout": 0},
        {"body_timeout": float("nan")},
        {"body_timeout": float("inf")},
        {"body_timeout": None},
        {"body_timeout": False},
    ],
)
def test_wrong_limits(arguments: dict[str, Any]) -> None:
    """What is no limit is an error, which names it."""
    with pytest.raises(ConfigurationError, match=next(iter(arguments))):
        Limits(**arguments)
