"""The life of a client, and of an HTTP client that the user passes."""

from __future__ import annotations

import importlib
import ssl
from collections.abc import AsyncIterator
from typing import Any

import pytest
from ext.calls import CALLS, NUMBER, Call
from ext.documented import SUCCESSES
from ext.server import Server, document
from ext.unsafe_calls import UNSAFE_CALLS

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
async def user_client(library: str) -> AsyncIterator[Any]:
    """An HTTP client of the user."""
    async with http(library).AsyncClient() as client:
        yield client


FLOWROUTE = "https://api.flowroute.com"


@pytest.mark.anyio
async def test_a_closed_client(server: Server, library: str) -> None:
    """After its `with`, a client raises an error and sends nothing."""
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
    """Consecutive calls share one connection."""
    for _ in range(5):
        await flowroute.numbers.get(NUMBER)

    assert (len(server.asked), server.connections) == (5, 1)


@pytest.mark.anyio
async def test_a_user_client_stays_open(server: Server, user_client: Any) -> None:
    """Our `with` closes our connections, and not the user's HTTP client."""
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, http_client=user_client
    ) as first:
        await first.numbers.get(NUMBER)

    assert not user_client.is_closed
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, http_client=user_client
    ) as second:
        assert (await second.numbers.get(NUMBER)).rate_center == "millbrae"
    with pytest.raises(RuntimeError, match=CLOSED):
        await first.numbers.get(NUMBER)


@pytest.mark.anyio
async def test_a_closed_user_client(server: Server, library: str) -> None:
    """A closed HTTP client of the user raises its own error."""
    async with http(library).AsyncClient() as client:
        pass
    flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)

    with pytest.raises(RuntimeError, match="client has been closed"):
        await flowroute.numbers.get(NUMBER)


@pytest.mark.anyio
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
@pytest.mark.sampled(12)
async def test_every_call_with_a_user_client(server: Server, user_client: Any, call: Call) -> None:
    """A user's HTTP client makes the same requests as our own."""
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, http_client=user_client
    ) as flowroute:
        await outcome(call.of(flowroute))

    asked = server.asked[0]
    assert (asked.method, asked.path, asked.query, asked.json) == call.request


@pytest.mark.anyio
async def test_settings_of_a_user_client(server: Server, library: str) -> None:
    """Its headers and hooks apply; its credentials, base URL, cookies and redirects do not."""
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
    assert (sent["x-trace"], "cookie" in sent) == ("7", False)
    assert sent["authorization"] == "Basic a2V5OnNlY3JldA=="
    assert sent["user-agent"].startswith("flowroute-ext/")
    assert seen == ["GET", 200]


@pytest.mark.anyio
@pytest.mark.parametrize("header", [{"content-length": "5"}, {"transfer-encoding": "chunked"}])
async def test_headers_that_a_body_has(
    server: Server, library: str, header: dict[str, str]
) -> None:
    """A header of the client's does not say where the body of a request ends."""
    async with http(library).AsyncClient(headers=header) as client:
        flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)
        await UNSAFE_CALLS["send_a_message"](flowroute)

    sent = server.asked[0]
    assert (sent.headers["content-length"], sent.json["body"]) == (
        str(len(sent.body)),
        "Your table is ready.",
    )
    assert "transfer-encoding" not in sent.headers


@pytest.mark.anyio
async def test_a_user_transport(library: str) -> None:
    """A transport of the user can respond itself, as in tests."""
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
async def test_a_timeout_of_the_system(library: str, name: str, kind: Any, within: str) -> None:
    """A timeout of the operating system or of a transport is reported without seconds."""
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
async def test_an_invalid_http_client(library: str, wrong: Any) -> None:
    """An object that is no client of the right library and kind is refused, with the cure."""
    with pytest.raises(ConfigurationError) as refused:
        AsyncFlowroute("key", "secret", http_client=wrong(library))

    assert str(refused.value).startswith("http_client is ")
    assert library in str(refused.value)


@pytest.mark.anyio
async def test_an_http_client_that_cannot_be_made(
    library: str, environment: pytest.MonkeyPatch
) -> None:
    """A failure to make connections names its variable each time; no call waits for ever."""
    environment.setenv("HTTPS_PROXY", "gopher://127.0.0.1")
    flowroute = AsyncFlowroute("key", "secret", concurrency=1)

    for _ in range(3):
        with pytest.raises(ConfigurationError, match="HTTPS_PROXY is not the URL of a proxy"):
            await flowroute.numbers.get(NUMBER)


@pytest.mark.anyio
async def test_no_proxy_for_this_machine(
    server: Server, other: Server, library: str, environment: pytest.MonkeyPatch
) -> None:
    """With plain http no proxy of the environment is used, which would get the credentials."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        environment.setenv(name, other.url)

    async with AsyncFlowroute("key", "secret", base_url=server.url) as flowroute:
        await flowroute.numbers.get(NUMBER)

    assert (len(server.asked), other.asked) == (1, [])


@pytest.mark.anyio
async def test_a_redirect_is_not_followed(
    flowroute: AsyncFlowroute, server: Server, other: Server
) -> None:
    """A redirect is not followed: another host would get the credentials."""
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
    """A response is handled as such, also if a hook makes httpx's own exception of it."""
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
async def test_a_tls_error(library: str) -> None:
    """A TLS error that the library does not wrap leaves the outcome unknown, as others do."""
    module = http(library)

    def broken(request: Any) -> Any:
        raise ssl.SSLError(1, "wrong version number")

    async with module.AsyncClient(transport=module.MockTransport(broken)) as client:
        flowroute = AsyncFlowroute("key", "secret", http_client=client)
        with pytest.raises(OutcomeUnknown):
            await flowroute.messages.send(to=NUMBER, from_=NUMBER, body="Hi")
