"""FastAPI, whose background tasks text by the SDK and httpx; `scripts/plugin_matrix.py` runs it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import BackgroundTasks, FastAPI, Request
from fastapi.testclient import TestClient

from flowroute_ext import AsyncFlowroute

from .calls import MESSAGES

app = FastAPI()


async def text(to: str, body: str) -> None:
    """What sends a text."""
    async with AsyncFlowroute() as flowroute:
        await flowroute.messages.send(to=to, from_="12065550142", body=body)


def text_by_httpx(to: str, body: str) -> None:
    """The same without the SDK, in a thread."""
    message = {"to": to, "from": "12065550142", "body": body}
    httpx.post(MESSAGES, json=message, auth=("key", "secret")).raise_for_status()


@app.post("/sign-up/{number}")
async def sign_up(number: str, background: BackgroundTasks, by: str = "sdk") -> dict[str, str]:
    background.add_task(text if by == "sdk" else text_by_httpx, number, "Your code is 123456")
    return {}


@app.post("/inbound")
async def inbound(request: Request, background: BackgroundTasks) -> dict[str, str]:
    about = (await request.json())["data"]["attributes"]
    background.add_task(text, about["from"], f"You said {about['body']}")
    return {}


@pytest.fixture
def client() -> Any:
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("by", ["sdk", "httpx"])
@pytest.mark.flowroute_cassette("messages/send", to="12065550100", from_="12065550142")
def test_a_code(flowroute_cassette: Any, client: TestClient, by: str) -> None:
    """A text that the application sends in its own way is played."""
    assert client.post(f"/sign-up/12065550100?by={by}").status_code == 200
    assert [sms.body for sms in flowroute_cassette.sent_messages] == ["Your code is 123456"]


def test_a_conversation(flowroute_sandbox: Any, client: TestClient) -> None:
    """A phone has the code, replies, and has the answer to that."""
    flowroute_sandbox.send_webhooks_to(client, "/inbound")
    alice = flowroute_sandbox.phone("12065550100")
    client.post(f"/sign-up/{alice.number}")
    alice.expect("code").reply("Hi").expect("You said Hi")


@pytest.mark.anyio
async def test_an_asynchronous_test(flowroute_sandbox: Any) -> None:
    """A test that is run by anyio reaches the application and the account."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
        await client.post("/sign-up/12065550100")
    assert [text.body for text in flowroute_sandbox.texts] == ["Your code is 123456"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
