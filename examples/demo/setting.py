"""Where the demo plays: at a sandbox of its own, or on a live account."""

from __future__ import annotations

import httpx

from flowroute_ext import AsyncFlowroute, Flowroute


def sandbox_client(url: str) -> Flowroute:
    """A client of the sandbox."""
    return Flowroute("sandbox-access-key", "sandbox-secret-key", base_url=url)


def sandbox_tasks(url: str) -> AsyncFlowroute:
    """Its twin, for the newer messages API."""
    return AsyncFlowroute(
        "sandbox-access-key", "sandbox-secret-key", base_url=url, messages_version="v2.2"
    )


def sandbox_control(url: str) -> httpx.Client:
    """What tells the sandbox to do what only Flowroute and the carriers can."""
    return httpx.Client(auth=("sandbox-access-key", "sandbox-secret-key"), base_url=url)


def live_client() -> Flowroute:
    """A client of the account that the environment names."""
    return Flowroute()


def live_tasks() -> AsyncFlowroute:
    """Its twin, for the newer messages API."""
    return AsyncFlowroute(messages_version="v2.2")
