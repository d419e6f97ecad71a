"""What retries may cost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flowroute_ext._http.retry_budget import RetryBudget


def test_a_dead_service_is_left_alone() -> None:
    """After 35 retries that failed there are no more."""
    budget = RetryBudget()

    assert [budget.take(14) for _ in range(37)] == [True] * 35 + [False, False]
    assert budget.tokens == 10


def test_a_service_that_recovers() -> None:
    """A success brings tokens back, never more than there were."""
    budget = RetryBudget()
    assert budget.take(14)
    budget.give_back(1)
    assert budget.tokens == 487
    budget.give_back(14)
    assert budget.tokens == 500


def test_threads() -> None:
    """Threads that take at once take no more than there is."""
    budget = RetryBudget()
    with ThreadPoolExecutor(8) as threads:
        paid = list(threads.map(lambda _: budget.take(5), range(1000)))

    assert (sum(paid), budget.tokens) == (100, 0)
