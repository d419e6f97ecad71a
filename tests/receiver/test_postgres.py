"""A receiver whose events are in PostgreSQL does as one with a file, on several machines."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from send_once.servers import PostgresServer

from flowroute_ext import WebhookReceiver
from flowroute_ext.errors import ConfigurationError, ReceiverError
from receiver.posts import DELIVERED, SECRET, SUBMITTED, accept, message, post, receipt

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.clean_up()


@pytest.fixture
def make(server, clock) -> Iterator[Callable[..., WebhookReceiver]]:
    """Make receivers on empty tables."""
    with psycopg.connect(server.dsn) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    made: list[WebhookReceiver] = []

    def make(**options: Any) -> WebhookReceiver:
        options = {"secret": SECRET, "background": False, "clock": clock} | options
        made.append(WebhookReceiver(server.dsn, **options))
        return made[-1]

    yield make
    for receiver in made:
        receiver.close()


def test_it_does_as_a_file(make, clock):
    """Events are kept once, handled in order, tried again, set aside and counted."""
    receiver, other = make(tries=2, opt_outs=True), make()
    seen: list[str] = []

    @receiver.on_message
    def answer(message):
        if message.id == "mdr2-b":
            raise ValueError
        seen.append(message.id)

    receiver.on_receipt(lambda receipt: seen.append(receipt.status))
    accept(receiver, message("a"), message("b"), message("c", body="STOP"), message("a"))
    accept(other, message("a"), receipt("d", 2, DELIVERED), receipt("d", 1, SUBMITTED))
    for _ in range(5):
        receiver.run_pending()
        clock.passed += 10

    assert sorted(seen) == ["mdr2-a", "mdr2-c", DELIVERED]
    assert [aside.event.id for aside in other.set_aside()] == ["mdr2-b"]
    assert other.counts().to_dict() == {
        "waiting": 0,
        "being_handled": 0,
        "handled": 4,
        "set_aside": 1,
    }
    assert other.latest_receipt("mdr2-d").status == DELIVERED
    assert [one.keyword for one in other.opt_outs.list()] == ["STOP"]
    assert other.retry() == 1
    assert [event.id for event in other.events(wait=False)] == ["mdr2-b"]
    clock.passed += 40 * 86400
    accept(receiver, message("z"))
    assert receiver.counts().handled == 0


def die(dsn: str) -> None:
    receiver = WebhookReceiver(dsn, secret=SECRET, background=False)
    receiver.on_message(lambda message: os._exit(1))
    receiver.run_pending()


def test_a_process_that_dies(make, server):
    """What a process was handling when it died is taken by another one, at once."""
    receiver = make()
    accept(receiver, message("a"))
    child = multiprocessing.get_context("fork").Process(target=die, args=(server.dsn,))
    child.start()
    child.join()
    assert (child.exitcode, receiver.counts().being_handled) == (1, 1)

    seen: list[str] = []
    receiver.on_message(lambda message: seen.append(message.id))
    receiver.run_pending()

    assert seen == ["mdr2-a"]


def test_a_server_that_is_gone(make, server, caplog):
    """Without its database the answer is 503; once it is back, events are kept again."""
    receiver = make()
    accept(receiver, message("a"))
    server.kill()
    try:
        assert post(receiver, message("b")).status == 503
        with pytest.raises(ReceiverError, match="PostgreSQL cannot be used"):
            receiver.counts()
    finally:
        server.start()
    accept(receiver, message("b"))

    assert receiver.counts().waiting == 2
    assert "SELECT" not in caplog.text


def test_a_wrong_connection_string():
    """A password in a connection string that cannot be read is never shown."""
    with pytest.raises(ConfigurationError) as caught:
        WebhookReceiver("postgresql://u:pass@word@host/db", secret=SECRET)

    assert "pass" not in str(caught.value).replace("password", "")


def test_texts_without_end(make):
    """What an index cannot have does not keep anything from being written."""
    receiver = make(opt_outs=True)
    text = os.urandom(20_000).hex()

    accept(receiver, receipt(text, 1, SUBMITTED), message("a", from_=text, body="STOP"))
    assert receiver.latest_receipt(f"mdr2-{text}").level == 1
    assert receiver.opt_outs.list() == ()
