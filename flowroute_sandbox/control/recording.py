"""Makes the exchanges that are recorded, of requests with their outcomes and of webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.faults.outcomes import SlowResponse, TruncatedResponse
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.live.traffic import REQUEST, WEBHOOK, Exchange, Recorded, why

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.faults.fault import Fault
    from flowroute_sandbox.faults.outcomes import Outcome
    from flowroute_sandbox.http.messages import Request
    from flowroute_sandbox.webhooks.worker import Posted


def exchange_of(
    request: Request,
    outcome: Outcome,
    *,
    at: datetime,
    operation: str,
    seconds: float,
    fault: Fault | None = None,
) -> Exchange:
    """Return a request and what its client sees of it."""
    exchange = Exchange(
        REQUEST,
        at,
        request.method,
        f"{request.path}?{request.query}" if request.query else request.path,
        operation,
        Recorded.of(request.headers, request.body),
        seconds=seconds,
    )
    response = outcome if isinstance(outcome, Response) else None
    if isinstance(outcome, SlowResponse | TruncatedResponse):
        response = outcome.response
    if response is not None:
        exchange.status = response.status
        exchange.response = Recorded.of(response.headers, response.body)
        if response.status >= 400:
            exchange.problem = why(response.status, response.body)
    if fault is not None:
        exchange.problem = f"fault {fault.id}: {fault}"
    return exchange


def exchange_of_webhook(posted: Posted) -> Exchange:
    """Return an attempt at posting a webhook, and the response of its receiver."""
    attempt, delivery = posted.attempt, posted.task.delivery
    exchange = Exchange(
        WEBHOOK,
        attempt.sent or attempt.due,
        "POST",
        delivery.url,
        delivery.kind,
        Recorded.of(posted.headers, posted.body),
        status=attempt.status,
        problem=attempt.error,
        seconds=posted.seconds,
        message_id=delivery.message,
    )
    if posted.reply is not None:
        exchange.response = Recorded.of(posted.reply.headers, posted.reply.body)
    if attempt.status is not None and not 200 <= attempt.status < 300:
        exchange.problem = f"{attempt.status}: not acknowledged"
    return exchange
