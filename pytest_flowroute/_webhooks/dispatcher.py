"""Keeps the webhooks of an account, and posts them to the application."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from pytest_flowroute._webhooks.deliveries import Webhook, Webhooks


class WebhookDispatcher:
    """Keeps every webhook of an account, and posts it at once if it has a client."""

    def __init__(self) -> None:
        self.webhooks = Webhooks()
        self.client: Any = None
        self.inbound: str | None = None
        self.receipts: str | None = None
        self.events: str | None = None

    def send_message(self, webhook: Webhook) -> None:
        """Send the webhook of an inbound message."""
        __tracebackhide__ = True
        webhook.url = self.inbound or webhook.url
        self._send(webhook)

    def send_receipt(self, webhook: Webhook) -> None:
        """Send a delivery receipt, if it has an address."""
        __tracebackhide__ = True
        webhook.url = self.receipts or webhook.url
        if webhook.url:
            self._send(webhook)

    def send_event(self, webhook: Webhook) -> None:
        """Send the event of a change of a status, if it has an address."""
        __tracebackhide__ = True
        webhook.url = self.events or webhook.url
        if webhook.url:
            self._send(webhook)

    def _send(self, webhook: Webhook) -> None:
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


def _check(webhook: Webhook, response: Any) -> None:
    """Fail for a response after which Flowroute would send the webhook again."""
    __tracebackhide__ = True
    if isinstance(response, Coroutine):
        response.close()  # else Python warns that it was not awaited
        raise TypeError(
            "this client is asynchronous: leave out send_webhooks_to, and post each yourself: "
            "await flowroute_sandbox.webhooks[-1].post(client, '/address')"
        )
    status = getattr(response, "status_code", 200)
    if not 200 <= status < 300:
        raise AssertionError(f"The application answered {status} to a webhook at {webhook.url}.")
