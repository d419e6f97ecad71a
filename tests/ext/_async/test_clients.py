"""The life of a client, and the HTTP client that may be brought along."""

from __future__ import annotations

import importlib
import ssl
from collections.abc import AsyncIterator
from typing import Any

import pytest
from ext.calls import CALLS, NUMBER, Call
from ext.documented import SUCCESSES
from ext.server import Server, document

from flowroute_ext import (
    APIError,
    AsyncFlowroute,
    ConfigurationError,
    ConnectFailed,
    OutcomeUnknown,
    ResponseTimeout,
    Unprocessable,
)

from .outcome import outcome

NUMBER_BODY = SUCCESSES["list_phone_number_details"].bodies["number_details"]
CLOSED = "This client is closed, make another one"


def http(library: str) -> Any:
    return importlib.import_module(library)


@pytest.fixture
async def brought(library: str) -> AsyncIterator[Any]:
    """An HTTP client of somebody's own."""
    async with http(library).AsyncClient() as client:
        yield client


FLOWROUTE = "https://api.flowroute.com"


@pytest.mark.anyio
async def test_a_closed_client(server: Server, library: str) -> None:
    """After its `with`, a client says that it is closed, and asks nobody."""
    async with AsyncFlowroute("key", "secret", base_url=server.url) as flowroute:
        await flowroute.numbers.get(NUMBER)
        asked = len(server.asked)

    with pytest.raises(RuntimeError) as single:
        await flowroute.numbers.get(NUMBER)
    with pytest.raises(RuntimeError) as listed:
        await flowroute.numbers.list().first()

    assert (str(single.value), str(listed.value)) == (CLOSED, CLOSED)
    assert len(server.asked) == asked


@pytest.mark.anyio
async def test_connections_are_kept(flowroute: AsyncFlowroute, server: Server) -> None:
    """Calls one after the other share one connection."""
    for _ in range(5):
        await flowroute.numbers.get(NUMBER)

    assert (len(server.asked), server.connections) == (5, 1)


@pytest.mark.anyio
async def test_a_brought_client_stays_open(server: Server, brought: Any) -> None:
    """Our `with` closes what is ours; who brought an HTTP client along closes it."""
    async with AsyncFlowroute("key", "secret", base_url=server.url, http_client=brought) as first:
        await first.numbers.get(NUMBER)

    assert not brought.is_closed
    async with AsyncFlowroute("key", "secret", base_url=server.url, http_client=brought) as second:
        assert (await second.numbers.get(NUMBER)).rate_center == "millbrae"
    with pytest.raises(RuntimeError, match=CLOSED):
        await first.numbers.get(NUMBER)


@pytest.mark.anyio
async def test_a_brought_client_that_is_closed(server: Server, library: str) -> None:
    """An HTTP client that its owner closed says so."""
    async with http(library).AsyncClient() as client:
        pass
    flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)

    with pytest.raises(RuntimeError, match="client has been closed"):
        await flowroute.numbers.get(NUMBER)


@pytest.mark.anyio
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
async def test_every_call_with_a_brought_client(server: Server, brought: Any, call: Call) -> None:
    """A brought client makes the same requests as our own."""
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, http_client=brought
    ) as flowroute:
        await outcome(call.of(flowroute))

    asked = server.asked[0]
    assert (asked.method, asked.path, asked.query, asked.json) == call.request


@pytest.mark.anyio
async def test_what_a_brought_client_adds(server: Server, library: str) -> None:
    """Its headers, hooks and cookies work; its credentials, base URL and redirects do not."""
    seen: list[Any] = []

    async def on_request(request: Any) -> None:
        seen.append(request.method)

    async def on_response(response: Any) -> None:
        seen.append(response.status_code)

    async with http(library).AsyncClient(
        auth=("another", "account"),
        base_url="https://example.com/elsewhere",
        headers={"x-trace": "7", "user-agent": "mine", "authorization": "Bearer token"},
        cookies={"stick": "y"},
        event_hooks={"request": [on_request], "response": [on_response]},
        follow_redirects=True,
        timeout=0.001,
    ) as client:
        flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)
        number = await flowroute.numbers.get(NUMBER)

    sent = server.asked[0].headers
    assert (number.rate_center, server.asked[0].path) == ("millbrae", f"/v2/numbers/{NUMBER}")
    assert (sent["x-trace"], sent["cookie"]) == ("7", "stick=y")
    assert sent["authorization"] == "Basic a2V5OnNlY3JldA=="
    assert sent["user-agent"].startswith("flowroute-ext/")
    assert seen == ["GET", 200]


@pytest.mark.anyio
async def test_a_transport_of_your_own(library: str) -> None:
    """A transport that answers by itself answers calls, as in somebody's tests."""
    module = http(library)
    transport = module.MockTransport(lambda request: module.Response(200, json=NUMBER_BODY))

    async with module.AsyncClient(transport=transport) as client:
        flowroute = AsyncFlowroute("key", "secret", http_client=client)
        number = await flowroute.numbers.get(NUMBER)

    assert number.raw.to_dict() == NUMBER_BODY["data"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("name", "kind", "within"),
    [
        (
            "ConnectTimeout",
            ConnectFailed,
            f"no connection to {FLOWROUTE} in time (ConnectTimeout: slow)",
        ),
        ("ReadTimeout", ResponseTimeout, "no complete response in time (ReadTimeout: slow)"),
        ("WriteTimeout", ResponseTimeout, "no complete response in time (WriteTimeout: slow)"),
        ("PoolTimeout", ConnectFailed, f"no connection to {FLOWROUTE} (PoolTimeout: slow)"),
    ],
)
async def test_a_timeout_that_nobody_set(library: str, name: str, kind: Any, within: str) -> None:
    """Where the operating system or a transport gives up, no seconds are named."""
    module = http(library)

    def give_up(request: Any) -> Any:
        raise getattr(module, name)("slow", request=request)

    async with module.AsyncClient(transport=module.MockTransport(give_up)) as client:
        flowroute = AsyncFlowroute("key", "secret", timeout=None, http_client=client)
        with pytest.raises(kind) as caught:
            await flowroute.numbers.get(NUMBER)

    assert (type(caught.value), caught.value.reason) == (kind, within)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "wrong",
    [
        lambda library: object(),
        lambda library: "httpx",
        lambda library: 0,
        lambda library: http(library).AsyncClient,
        lambda library: http(library).MockTransport(print),
    ],
)
async def test_what_is_no_http_client(library: str, wrong: Any) -> None:
    """Anything but a client of the right library and face is refused, with what to bring."""
    with pytest.raises(ConfigurationError) as refused:
        AsyncFlowroute("key", "secret", http_client=wrong(library))

    assert str(refused.value).startswith("http_client is ")
    assert library in str(refused.value)


@pytest.mark.anyio
async def test_a_client_that_cannot_be_made(library: str, environment: pytest.MonkeyPatch) -> None:
    """What keeps connections from being made is told each time; no call waits for ever."""
    environment.setenv("HTTPS_PROXY", "gopher://127.0.0.1")
    flowroute = AsyncFlowroute("key", "secret", concurrency=1)

    for _ in range(3):
        with pytest.raises(ValueError, match="Unknown scheme for proxy"):
            await flowroute.numbers.get(NUMBER)


@pytest.mark.anyio
async def test_no_proxy_for_this_machine(
    server: Server, other: Server, library: str, environment: pytest.MonkeyPatch
) -> None:
    """Plain http stays on this machine: no proxy of the environment gets the credentials."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        environment.setenv(name, other.url)

    async with AsyncFlowroute("key", "secret", base_url=server.url) as flowroute:
        await flowroute.numbers.get(NUMBER)

    assert (len(server.asked), other.asked) == (1, [])


@pytest.mark.anyio
async def test_a_redirect_is_not_followed(
    flowroute: AsyncFlowroute, server: Server, other: Server
) -> None:
    """Neither to another host, where the credentials would go along, nor round in circles."""
    for status in (301, 302, 303, 307, 308):
        for host in (other, server):
            location = f"{host.url}/v2/numbers/{NUMBER}"
            server.script.append(document(status, {}, location=location))
            with pytest.raises(APIError, match=f"^{status} "):
                await flowroute.numbers.get(NUMBER)

    assert (len(server.asked), other.asked) == (10, [])


@pytest.mark.anyio
@pytest.mark.parametrize(("status", "kind"), [(500, OutcomeUnknown), (422, Unprocessable)])
async def test_a_hook_that_raises(library: str, status: int, kind: type[Exception]) -> None:
    """An answer is an answer, also where a hook makes httpx's own exception of it."""
    module = http(library)
    transport = module.MockTransport(lambda request: module.Response(status, json={}))

    async def on_response(response: Any) -> None:
        response.raise_for_status()

    async with module.AsyncClient(
        transport=transport, event_hooks={"response": [on_response]}
    ) as client:
        flowroute = AsyncFlowroute("key", "secret", http_client=client)
        with pytest.raises(kind):
            await flowroute.messages.send(to=NUMBER, from_=NUMBER, body="Hi")


@pytest.mark.anyio
async def test_an_error_that_the_library_lets_through(library: str) -> None:
    """One of the TLS connection leaves what became of a message unknown, as any other does."""
    module = http(library)

    def broken(request: Any) -> Any:
        raise ssl.SSLError(1, "wrong version number")

    async with module.AsyncClient(transport=module.MockTransport(broken)) as client:
        flowroute = AsyncFlowroute("key", "secret", http_client=client)
        with pytest.raises(OutcomeUnknown):
            await flowroute.messages.send(to=NUMBER, from_=NUMBER, body="Hi")
