"""Texts as tasks of Celery: however often one is delivered, its text is accepted once.

    celery -A tasks worker

on any number of machines, with FR_ACCESS_KEY and FR_SECRET_KEY set, and REDIS where it is not on
this machine. See README.md.
"""

from __future__ import annotations

import os
from datetime import datetime
from functools import cache

from celery import Celery, Task

from flowroute_ext import Flowroute, FlowrouteError, InvalidValue, Message, RateLimit
from flowroute_ext.send_once import RedisClaims, SendRefused, TryLater, send_once

REDIS = os.environ.get("REDIS", "redis://localhost:6379")
LEASE = float(os.environ.get("LEASE", "120"))
VISIBILITY_TIMEOUT = int(os.environ.get("VISIBILITY_TIMEOUT", "3600"))
SMS_PER_SECOND = int(os.environ.get("SMS_PER_SECOND", "5"))
ACCOUNT_PAUSE = 60

app = Celery("tasks", broker=f"{REDIS}/0")
app.conf.update(
    broker_connection_retry_on_startup=True,
    # Longer than any countdown, or waiting tasks are delivered again and again.
    broker_transport_options={"visibility_timeout": VISIBILITY_TIMEOUT},
    # The task of a worker that dies is delivered again; send_once keeps that harmless.
    task_acks_late=True,
    task_ignore_result=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
)


@cache
def flowroute() -> Flowroute:
    """The client of this process, which shares the account's limit with all machines."""
    return Flowroute(rate_limit=RateLimit(sms=SMS_PER_SECOND, shared=f"{REDIS}/1"))


@cache
def claims() -> RedisClaims:
    """The table in which workers claim messages, for all machines."""
    return RedisClaims(f"{REDIS}/1", lease=LEASE)


@app.task(bind=True, max_retries=None)
def send_text(self: Task[..., str], row: dict[str, str], since: str) -> str:
    """Send the text of a row, which was queued *since*, unless it is sent already."""
    try:
        return send_once(
            flowroute(),
            claims(),
            Message(to=row["to"], from_=row["from"], body=row["body"]),
            reference=row["reference"],
            since=datetime.fromisoformat(since),
        )
    except (InvalidValue, SendRefused):
        raise
    except TryLater as later:
        raise self.retry(exc=later, countdown=later.seconds) from later
    except FlowrouteError as error:
        # The cause is the account, or Redis: every text fails until it is fixed.
        raise self.retry(exc=error, countdown=ACCOUNT_PAUSE) from error
