"""Handlers that raise what is no `Exception`, or that would not run: no event is lost or stuck."""

from __future__ import annotations

import asyncio
import contextlib
import threading

import pytest

from receiver.posts import accept, message


class Failed(BaseException):
    """As those that pytest and gevent raise."""


def sync(error: BaseException):
    def fail(message):
        raise error

    return fail


def coroutine(error: BaseException):
    async def fail(message):
        raise error

    return fail


@pytest.mark.parametrize("kind", [sync, coroutine])
@pytest.mark.parametrize(
    "error", [StopIteration(), StopAsyncIteration(), SystemExit(3), Failed(), KeyError("a")]
)
def test_whatever_a_handler_raises_is_a_failure(make, clock, kind, error):
    """Its event is tried again, then set aside, and its conversation goes on."""
    receiver = make(tries=2)
    receiver.on_message(kind(error))
    accept(receiver, message("a"), message("b"))
    for _ in range(4):
        assert receiver.run_pending() == 0
        clock.sleep(60)

    assert [one.tries for one in receiver.set_aside()] == [2, 2]
    assert receiver.counts().waiting == 0


@pytest.mark.parametrize("error", [KeyboardInterrupt(), GeneratorExit()])
def test_an_interrupted_worker(receiver, clock, error):
    """What ends the worker itself is raised, and the event is tried again."""
    raised = [error]

    @receiver.on_message
    async def answer(message):
        if raised:
            raise raised.pop()

    accept(receiver, message("a"))
    with contextlib.suppress(KeyboardInterrupt):
        receiver.run_pending()
    clock.sleep(60)

    assert receiver.run_pending() == 1


def test_an_interrupt_of_a_thread_is_a_failure(receiver):
    """A sync handler cannot end the server that it runs beside."""
    receiver.on_message(sync(KeyboardInterrupt()))
    accept(receiver, message("a"))

    assert receiver.run_pending() == 0
    assert receiver.counts().waiting == 1


@pytest.mark.parametrize("handler", [lambda message: (one for one in "a"), lambda message: later()])
def test_a_generator_is_not_done(receiver, caplog, handler):
    """What returns a generator has done nothing, and is not counted as handled."""
    receiver.on_message(handler)
    accept(receiver, message("a"))

    assert receiver.run_pending() == 0
    assert receiver.counts().waiting == 1
    assert "let it return or await, and not yield" in caplog.text


async def later():
    await asyncio.sleep(0)
    yield


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("serve", ["thread", "task"])
def test_a_handler_that_closes_its_receiver(make, serve, is_async):
    """It does not wait for itself, and its event is handled."""
    receiver = make(background=True)
    closed = threading.Event()
    if is_async:

        @receiver.on_message
        async def aclose(message):
            await receiver.aclose()
            closed.set()

    else:

        @receiver.on_message
        def close(message):
            receiver.close()
            closed.set()

    async def post() -> None:
        path = receiver.url("https://app.example.com", "sms")
        await receiver.ahandle("POST", path, {}, message("a"))
        assert await asyncio.to_thread(closed.wait, 10)
        while receiver.counts().being_handled:
            await asyncio.sleep(0)

    if serve == "task":
        asyncio.run(post())
    else:
        accept(receiver, message("a"))
        assert closed.wait(10)
        receiver.close()
    assert receiver.counts().handled == 1
