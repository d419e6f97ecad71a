"""Semaphores: their places are never lost."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from types import FrameType

import pytest

from flowroute_ext._http import semaphores
from flowroute_ext._http.semaphores import AsyncSemaphore, Semaphore


def test_places() -> None:
    """There are as many as given, and one that is given back can be taken again."""
    semaphore = Semaphore(2)
    first, second = semaphore.take(), semaphore.take(timeout=0)
    assert first is not None
    assert second is not None
    assert semaphore.take(timeout=0) is None
    semaphore.give_back(first)
    third = semaphore.take(timeout=0)
    assert third is not None
    assert semaphore.take(timeout=0) is None
    semaphore.give_back(third)
    assert semaphore.take(timeout=0) is not None


def test_a_place_that_was_lost() -> None:
    """A place whose holder is gone is free again, any number of times."""
    semaphore = Semaphore(1)
    for _ in range(10):
        assert semaphore.take(timeout=0) is not None
    assert semaphore.take(timeout=0) is not None


def test_it_is_collected() -> None:
    """Places keep no semaphore alive, and outlive one."""
    semaphore = Semaphore(3)
    place = semaphore.take()
    gone = weakref.ref(semaphore)
    del semaphore
    gc.collect()
    assert gone() is None
    del place


def test_a_place_whose_finaliser_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made anew when there is none left, by one of those that wait; and no more than it."""
    semaphore = Semaphore(2)
    kept = semaphore.take()
    lost = [semaphore.take()]
    before = sys.gettrace()
    # pytest's own keeps the exception, and with it the place.
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)

    def interrupt(frame: FrameType, _event: str, _argument: object) -> None:
        if frame.f_code is semaphores.Place.__del__.__code__:
            raise KeyboardInterrupt

    sys.settrace(interrupt)
    try:
        lost.clear()
    finally:
        sys.settrace(before)
    assert semaphore._free.empty()

    again = semaphore.take(timeout=0)
    assert again is not None
    assert semaphore.take(timeout=0) is None
    assert kept is not None
    semaphore.give_back(kept)
    semaphore.give_back(again)
    assert semaphore._free.qsize() == 2


def test_a_thread_that_waits_while_a_place_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks for it from time to time."""
    monkeypatch.setattr(semaphores, "LOOK", 0.001)
    semaphore = Semaphore(1)
    place = semaphore.take()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(semaphore.take)
        assert place is not None
        place._free = weakref.ref(SimpleQueue())
        del place

        assert waiting.result(timeout=60) is not None


def test_places_of_tasks() -> None:
    """Tasks get them in the order in which they asked, and one that is cancelled takes none."""

    async def tasks() -> list[str]:
        semaphore = AsyncSemaphore(1)
        first = await semaphore.take(timeout=0)
        assert first is not None
        assert await semaphore.take(timeout=0) is None
        taken: list[str] = []

        async def task(name: str) -> None:
            place = await semaphore.take()
            taken.append(name)
            assert place is not None
            semaphore.give_back(place)

        waiting = [asyncio.create_task(task(name)) for name in "abcd"]
        await asyncio.sleep(0)
        waiting[1].cancel()
        semaphore.give_back(first)
        waiting[0].cancel()
        # It gets a place after the tasks that wait, although one is free at this moment.
        await task("e")
        await asyncio.gather(*waiting, return_exceptions=True)
        assert await semaphore.take(timeout=0) is not None
        assert await semaphore.take(timeout=0) is None
        return taken

    assert asyncio.run(tasks()) == ["c", "d", "e"]


def test_a_place_without_a_loop() -> None:
    """A coroutine that is driven by hand gets one that is free."""
    semaphore = AsyncSemaphore(1)
    for _ in range(2):
        with pytest.raises(StopIteration) as done:
            semaphore.take().send(None)
        assert done.value.value is True
        semaphore.give_back(True)


def test_places_that_are_given_back_to_cancelled_tasks() -> None:
    """They are free again, whenever the tasks were cancelled; and no more than there were."""

    async def free_places(when: int) -> int:
        semaphore = AsyncSemaphore(2)
        places = [await semaphore.take(), await semaphore.take()]
        waiting = [asyncio.create_task(semaphore.take()) for _ in range(3)]
        for step in range(4):
            if step == when:
                for task in waiting:
                    task.cancel()
            elif places and places.pop():
                semaphore.give_back(True)
            await asyncio.sleep(0)
        found = await asyncio.gather(*waiting, return_exceptions=True)
        for _ in range([*places, *found].count(True)):
            semaphore.give_back(True)
        return len([1 for _ in range(4) if await semaphore.take(timeout=0.0)])

    assert [asyncio.run(free_places(when)) for when in range(4)] == [2] * 4
