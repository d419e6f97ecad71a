"""Refusals of Flowroute, and what they mean for the row and for the run."""

from __future__ import annotations

import pytest

from flowroute_ext.types import OutboxCounts
from outbox.texts import OWN, rows

OTHER = "12065550199"  # not of the account


def test_credentials_that_are_wrong(clients, outbox):
    """Every message would be refused, so the run ends, and all rows stay queued."""
    outbox.add(rows(30))

    report = clients.send(outbox, secret_key="wrong")

    assert (report.sent, report.counts) == (0, OutboxCounts(queued=30))
    assert report.stopped == "Flowroute refuses the credentials. Correct them, and send again."
    assert clients.send(outbox).counts == OutboxCounts(sent=30)


def test_an_empty_balance(clients, outbox):
    """Without a balance the run ends; with one it goes on."""
    outbox.add(rows(30))
    clients.sandbox.set_balance(0.04)

    report = clients.send(outbox)

    assert report.counts == OutboxCounts(queued=20, sent=10)
    assert report.stopped == (
        "the account's balance does not cover another message. Top it up, and send again."
    )
    clients.sandbox.set_balance(100)
    assert clients.send(outbox).counts == OutboxCounts(sent=30)
    assert sorted(clients.bodies) == sorted(f"Text {number}" for number in range(30))


def test_a_row_that_is_refused(clients, outbox):
    """One bad row fails, with a reason; the others are sent. It can be queued again."""
    outbox.add(rows(10))
    outbox.add([{"to": "13125550110", "from": OTHER, "body": "x", "reference": "bad"}])
    outbox.add(rows(10, first=10))

    report = clients.send(outbox)

    assert (report.sent, report.failed, report.stopped) == (20, 1, None)
    assert report.counts == OutboxCounts(sent=20, failed=1)
    (bad,) = outbox.rows("failed")
    assert (bad.reference, bad.message_id, bad.attempts) == ("bad", None, 1)
    assert OTHER not in bad.reason
    assert clients.send(outbox).counts == OutboxCounts(sent=20, failed=1)

    clients.sandbox.seed_number(OTHER)
    assert outbox.retry_failed() == 1
    assert clients.send(outbox).counts == OutboxCounts(sent=21)


def test_many_rows_that_are_refused(clients, outbox):
    """After many refusals in a row the run ends."""
    outbox.add([row | {"from": OTHER} for row in rows(200)])

    report = clients.send(outbox)

    assert report.sent == 0
    assert 10 <= report.failed < 30
    assert report.counts == OutboxCounts(queued=200 - report.failed, failed=report.failed)
    assert report.stopped.startswith("10 rows in a row were refused, the last one with: ")
    assert report.stopped.endswith(
        ". See to it, queue them again with retry_failed(), and send again."
    )


def test_an_address_that_is_not_flowroutes(clients, outbox):
    """Where there is no messages API, all rows stay queued."""
    outbox.add(rows(5))

    report = clients.send(outbox, base_url="https://example.com/elsewhere")

    assert report.counts == OutboxCounts(queued=5)
    assert report.stopped.startswith("404 Not Found from POST /{version}/messages: ")


@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt()])
def test_unexpected_errors(clients, outbox, error):
    """An error of any other kind ends the run, is raised, and loses nothing."""
    outbox.add(rows(20))

    def watch(progress) -> None:
        if progress.counts.sent or clients.posts:
            raise error

    with pytest.raises(type(error)):
        clients.send(outbox, progress=watch)

    clients.send(outbox)
    assert outbox.status() == OutboxCounts(sent=20)
    assert sorted(clients.bodies) == sorted(f"Text {number}" for number in range(20))


def test_numbers_and_texts_are_masked(clients, outbox):
    """Neither reports nor reasons show a phone number or a text."""
    secret = "a private text"
    outbox.add([{"to": "13125550110", "from": OTHER, "body": secret}])

    report = clients.send(outbox)

    shown = f"{report} {report!r} {list(outbox.rows())}"
    assert not any(word in shown for word in (secret, "13125550110", OTHER, OWN))
