"""The states of rows and of their deliveries, under anything that may happen in any order."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

import attrs

from flowroute_ext import Outbox
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from outbox.clients import START
from outbox.leases import next_row
from outbox.receipts import BUFFERED, DELIVERED, FAILED, ODD, SUBMITTED, genuine_url, receipt
from outbox.texts import rows

ROWS = 4
KINDS = (SUBMITTED, BUFFERED, DELIVERED, FAILED, ODD)
ENDS = ("sent", "failed", "queued", "unknown")


def recounted(outbox: Outbox) -> dict[str, int]:
    """The counts by the rows themselves."""
    states = "SELECT state, count(*) FROM rows GROUP BY 1"
    deliveries = "SELECT delivery, count(*) FROM rows WHERE state = 'sent' GROUP BY 1"
    with closing(sqlite3.connect(outbox.path)) as connection:
        found = Counter(dict(connection.execute(states).fetchall()))
        found.update(dict(connection.execute(deliveries).fetchall()))
    del found[None]
    return found


def test_whatever_happens(outbox, rng, size):
    """No forged id is booked, no row that was sent is anything else later, and the counts agree."""
    outbox.add(rows(ROWS))
    urls = {f"row-{n}": genuine_url(outbox, f"row-{n}") for n in range(ROWS)}
    sent: dict[str, str] = {}
    leased = []
    store = OutboxStore(outbox.path)
    store.open(START)
    for _ in range(size(60, 2_000)):
        number = rng.randrange(ROWS)
        name, kind = f"row-{number}", rng.choice(KINDS)
        match rng.choice(["lease", "end", "end", "genuine", "forged", "stray", "settle", "retry"]):
            case "lease":
                leased += filter(None, [next_row(store, None, "sms", START)])
            case "end" if leased:
                row = leased.pop(rng.randrange(len(leased)))
                end = rng.choice(ENDS)
                message_id = f"mdr2-{row.id - 1}" if end == "sent" else None
                started = START if end == "unknown" else None
                outcome = Outcome(state=end, message_id=message_id, started=started, ended=started)
                next_row(store, (row, outcome), None, START)
            case "genuine":
                assert outbox.record_receipt(receipt(f"mdr2-{number}", kind), url=urls[name])
            case "forged":
                url = f"/dlr?flowroute_reference={name}"
                assert not outbox.record_receipt(receipt("mdr2-forged", kind), url=url)
            case "stray":
                outbox.record_receipt(receipt(f"mdr2-{number}", kind))
            case "settle":
                outbox.settle(name, f"mdr2-{number}")
            case "retry":
                outbox.retry_failed()
        for row in outbox.rows():
            assert row.message_id in (None, f"mdr2-{row.reference[-1]}")
            assert row.reference not in sent or row.state == "sent"
            assert row.delivery is None or row.message_id is not None
            if row.state == "sent":
                sent[row.reference] = row.message_id or ""
        assert all(sent.values())
        assert {k: v for k, v in attrs.asdict(outbox.status()).items() if v} == recounted(outbox)
    store.close([], START)
