"""Brings webhooks to the application: keeps each, and posts it where there is a client."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from pytest_flowroute._webhooks.deliveries import Webhook, Webhooks


class Postman:
    """Keeps every webhook of an account, and posts it at once if he has a client to do it with."""

    def __init__(self) -> None:
        self.webhooks = Webhooks()
        self.client: Any = None
        self.inbound: str | None = None
        self.receipts: str | None = None

    def bring_message(self, webhook: Webhook) -> None:
        """Bring the webhook of a message that came in."""
        __tracebackhide__ = True
        webhook.url = self.inbound or webhook.url
        self._bring(webhook)

    def bring_receipt(self, webhook: Webhook) -> None:
        """Bring a delivery receipt, if anybody asked for it."""
        __tracebackhide__ = True
        webhook.url = self.receipts or webhook.url
        if webhook.url:
            self._bring(webhook)

    def _bring(self, webhook: Webhook) -> None:
        __tracebackhide__ = True
        self.webhooks.append(webhook)
        if self.client is None:
            return
        if webhook.url is None:
            raise AssertionError(
                "Flowroute has no address to send this message's webhook to: let the application "
                "set one, or give it as flowroute_sandbox.send_webhooks_to(client, '/address')."
            )
        _check(webhook, webhook.post(self.client))


def _check(webhook: Webhook, answer: Any) -> None:
    """Fail for an answer that would make Flowroute send the webhook again."""
    __tracebackhide__ = True
    if isinstance(answer, Coroutine):
        answer.close()  # else Python warns that nobody awaited it
        raise TypeError(
            "this client is asynchronous: leave out send_webhooks_to, and post each yourself: "
            "await flowroute_sandbox.webhooks[-1].post(client, '/address')"
        )
    status = getattr(answer, "status_code", 200)
    if not 200 <= status < 300:
        raise AssertionError(f"The application answered {status} to a webhook at {webhook.url}.")
