from __future__ import annotations

from collections.abc import Iterator

import attrs
import httpx
import pytest
from ext.clocks import START, SandboxClock

from flowroute_ext import compat
from flowroute_ext.compat import Configuration, FlowrouteNumbersAndMessagingClient
from flowroute_sandbox import FrozenClock, Sandbox, transport

VARIABLES = ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL")


@attrs.define
class Account:
    """A client of a sandbox in this process, and what it sent."""

    sandbox: Sandbox
    client: FlowrouteNumbersAndMessagingClient
    requests: list[httpx.Request] = attrs.field(factory=list)
    lost: str = ""
    """The method and path of the requests whose responses are lost."""

    @property
    def sent(self) -> list[tuple[str, str]]:
        return [(request.method, request.url.path) for request in self.requests]


class Watched(httpx.BaseTransport):
    """The sandbox's transport, which notes what is sent, and loses responses."""

    def __init__(self, beneath: httpx.BaseTransport) -> None:
        self.beneath = beneath
        self.account: Account | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        response = self.beneath.handle_request(request)
        assert self.account
        self.account.requests.append(request)
        if self.account.lost and self.account.lost == f"{request.method} {request.url.path}":
            raise httpx.ReadError("the connection was lost", request=request)
        return response


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """An account with the number 12065550100, and a client of it."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    sandbox = Sandbox(clock=FrozenClock(START))
    sandbox.seed_number("12065550100")
    watched = Watched(transport(sandbox, httpx))
    with httpx.Client(transport=watched) as http:
        client = FlowrouteNumbersAndMessagingClient(
            sandbox.access_key,
            sandbox.secret_key,
            http_client=http,
            clock=SandboxClock(sandbox),
        )
        watched.account = Account(sandbox, client)
        yield watched.account


@pytest.fixture(autouse=True)
def reset() -> Iterator[None]:
    """What is set for all clients is as it was before."""
    yield
    compat.hints(False)
    Configuration.base_uri = None
    Configuration.basic_auth_user_name = None
    Configuration.basic_auth_password = None
