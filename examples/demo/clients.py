"""The clients of the demo: of its own sandbox, or of a live account."""

from __future__ import annotations

import httpx

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext.compat import FlowroutenumbersandmessagingClient


def sandbox_client(url: str) -> Flowroute:
    """Return a client of the sandbox."""
    return Flowroute("sandbox-access-key", "sandbox-secret-key", base_url=url)


def sandbox_async(url: str) -> AsyncFlowroute:
    """Return an async client, for the newer messages API."""
    return AsyncFlowroute(
        "sandbox-access-key", "sandbox-secret-key", base_url=url, messages_version="v2.2"
    )


def sandbox_official(url: str) -> FlowroutenumbersandmessagingClient:
    """Return a client with the methods of flowroute-sdk-v3-python."""
    return FlowroutenumbersandmessagingClient(
        "sandbox-access-key", "sandbox-secret-key", base_url=url
    )


def sandbox_control(url: str) -> httpx.Client:
    """Return a client of the control API, for what only Flowroute and the carriers can do."""
    return httpx.Client(auth=("sandbox-access-key", "sandbox-secret-key"), base_url=url)


def live_client() -> Flowroute:
    """Return a client of the account in the environment."""
    return Flowroute()


def live_async() -> AsyncFlowroute:
    """Return an async client, for the newer messages API."""
    return AsyncFlowroute(messages_version="v2.2")
