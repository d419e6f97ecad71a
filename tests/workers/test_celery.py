"""Texts as tasks of Celery, with a real Redis and real workers."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from operations.control import Control, serving
from send_once.servers import DURABLE, RedisServer

from workers.celery_workers import OWN, Application, until

LEASE, VISIBILITY_TIMEOUT = 4, 5


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    """The application, with a Redis of its own and a sandbox."""
    server = RedisServer(*DURABLE)
    try:
        with serving() as served:
            account = Control(served)
            account.own(OWN)
            application = Application(
                server,
                account,
                tmp_path,
                LEASE=LEASE,
                VISIBILITY_TIMEOUT=VISIBILITY_TIMEOUT,
                SMS_PER_SECOND=50,
            )
            yield application
            application.clean_up()
    finally:
        server.clean_up()


@pytest.fixture
def texts(size: Callable[[int, int], int]) -> list[str]:
    """Texts, all different: 40, or 100 with `--full`."""
    return [f"Your order {number} is ready." for number in range(1, size(40, 100) + 1)]


@pytest.fixture
def table(tmp_path: Path, texts: list[str]) -> Path:
    """A file with a row for each text."""
    path = tmp_path / "texts.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["reference", "to", "body"])
        for number, text in enumerate(texts, 1):
            # Several to one person each: the claims say which records are theirs.
            rows.writerow([f"order-{number}", f"312555{100 + number % 8:04}", text])
    return path


@pytest.mark.once
@pytest.mark.timeout(600)  # as long as a busy machine takes
def test_a_worker_is_killed(application: Application, table: Path, texts: list[str]):
    """Each of many rows is accepted once, none is lost.

    Every task is delivered twice, and one of two workers is killed with all its processes while
    it waits for a response; another one is started.
    """
    queued = application.enqueue(table, OWN)
    assert (queued.returncode, queued.stderr) == (0, "")
    since = queued.stdout.splitlines()[0].removeprefix("since ")
    assert application.enqueue(table, OWN, since).stdout == queued.stdout
    assert application.waiting == 2 * len(texts)
    application.fault("drop-after", nth=5)
    application.fault("drop-before", nth=10)
    application.fault("slow", nth=20, times=2, seconds=60)
    application.start_worker()
    application.start_worker()

    until(lambda: application.struck("slow"), seconds=120, what="a response does not come")
    held = application.oldest()
    victim = next(worker for worker in application.workers if worker.has(held))
    victim.kill()
    unfinished = {claim.reference for claim in application.claims.unfinished()}
    accepted_then = len(application.accepted)
    visible = application.claims.now() + timedelta(seconds=VISIBILITY_TIMEOUT)
    until(lambda: application.claims.now() > visible, seconds=60, what="its tasks are visible")
    application.start_worker()
    until(lambda: application.waiting == 0, seconds=300, what="every task has ended")

    assert 0 < accepted_then < len(texts)
    assert held.reference in unfinished
    accepted = application.accepted
    assert sorted(accepted.values()) == sorted(texts)
    claims = [application.claims.get(f"order-{number}") for number in range(1, len(texts) + 1)]
    assert {claim.state for claim in claims} == {"sent"}
    assert [accepted[claim.message_id] for claim in claims] == texts
    assert application.claims.unfinished() == []
    assert not any("unexpected" in worker.log for worker in application.workers)


def test_rows_that_cannot_be_sent(application: Application, tmp_path: Path):
    """Every problem of a file is reported with its line, and nothing is queued."""
    path = tmp_path / "texts.csv"
    path.write_text("reference,to,body\n1,312 555 0100,Hello\n2,911,Hello\n1,312 555 0101,\n")

    result = application.enqueue(path, OWN)

    assert result.returncode == 1
    assert result.stderr.replace(str(path), "texts.csv") == (
        "texts.csv:3: Invalid message: to must be a US or Canadian number, ten digits or eleven "
        "with the 1, but got a text with 3 digits: write it like '+1 206 555 0142'.\n"
        "texts.csv:4: Invalid message: body must be a text with something visible in it, but "
        "got an empty text: give some text.\n"
        "texts.csv:4: 1 is there twice\n"
    )
    assert application.waiting == 0
