"""Two outboxes of one process whose texts and references are equal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from flowroute_ext import AsyncFlowroute, Flowroute, Outbox
from flowroute_sandbox import transport
from outbox.clients import SandboxClients
from outbox.texts import OWN

Settings = dict[str, object]


def by_one_client(clients: SandboxClients, outboxes: list[Outbox]) -> None:
    with httpx.Client(transport=transport(clients.sandbox, httpx)) as http:
        flowroute = Flowroute(http_client=http, **clients.settings)
        for outbox in outboxes:
            outbox.send(flowroute)


def by_clients_of_one_after_the_other(clients: SandboxClients, outboxes: list[Outbox]) -> None:
    with httpx.Client(transport=transport(clients.sandbox, httpx)) as http:
        earlier = [Flowroute(http_client=http, **clients.settings) for _ in outboxes]
        for outbox, flowroute in zip(outboxes, earlier, strict=True):
            outbox.send(flowroute)


def by_tasks(clients: SandboxClients, outboxes: list[Outbox]) -> None:
    async def send() -> None:
        async with httpx.AsyncClient(transport=transport(clients.sandbox, httpx)) as http:
            flowroute = AsyncFlowroute(http_client=http, **clients.settings)
            for outbox in outboxes:
                await outbox.asend(flowroute)

    asyncio.run(send())


@pytest.mark.parametrize("send", [by_one_client, by_clients_of_one_after_the_other, by_tasks])
def test_a_record_is_of_one_row(
    send: Callable[[SandboxClients, list[Outbox]], None], tmp_path: Path
) -> None:
    """A row whose text was not accepted is not taken for the equal one of the other outbox."""
    clients = SandboxClients("sync")
    outboxes = [Outbox(tmp_path / name) for name in ("a.db", "b.db")]
    for outbox in outboxes:
        outbox.add([{"to": "13125550110", "body": "Same", "reference": "row-1"}], from_=OWN)
    clients.sandbox.fault("drop-before", operation="send_a_message", nth=2)

    send(clients, outboxes)

    rows = [row for outbox in outboxes for row in outbox.rows()]
    accepted = [message.id for message in clients.sandbox.account.messages]
    assert [row.state for row in rows] == ["sent", "sent"]
    assert [row.message_id for row in rows] == accepted
    assert clients.sandbox.requests["send_a_message"] == 3
