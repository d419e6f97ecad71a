"""Semaphores: their places are never lost."""

from __future__ import annotations

import gc
import weakref

from flowroute_ext._http.semaphores import Semaphore


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
