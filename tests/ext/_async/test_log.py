"""The log: one line per request, on one logger, and nothing else."""

from __future__ import annotations

import importlib
import logging
import re

import pytest
from ext.calls import NUMBER
from ext.server import Line, Server, answer, document

from flowroute_ext import APIError, AsyncFlowroute, ConnectionFailed
from flowroute_ext.errors import UnreadableResponse


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Level and text of our own lines, without the durations."""
    return [
        (line.levelname, re.sub(r"in \d+ ms", "in … ms", line.getMessage()))
        for line in caplog.records
        if line.name == "flowroute_ext"
    ]


@pytest.mark.anyio
async def test_one_line_per_request(
    flowroute: AsyncFlowroute, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """A line at INFO has the request's template, its result and the request id."""
    caplog.set_level(logging.INFO)
    server.script.append(answer(200, "", x_request_id="req-1"))
    with pytest.raises(UnreadableResponse):
        await flowroute.numbers.get(NUMBER)
    server.script.append(document(422, {"errors": [{"id": "15eb464e", "title": "No"}]}))
    with pytest.raises(APIError):
        await flowroute.numbers.purchase(NUMBER)
    server.script.append(Line.hang_up)
    with pytest.raises(ConnectionFailed):
        await flowroute.numbers.get(NUMBER)
    await flowroute.routes.delete(1)

    assert lines(caplog) == [
        ("INFO", "GET /v2/numbers/{number_id} -> 200 in … ms (request id req-1)"),
        ("INFO", "POST /v2/numbers/{number_id} -> 422 in … ms (request id 15eb464e)"),
        ("INFO", "GET /v2/numbers/{number_id} -> ConnectionFailed in … ms"),
        ("INFO", "DELETE /v2/routes/{route_id} -> 204 in … ms (request id none)"),
    ]


@pytest.mark.anyio
async def test_a_line_cannot_be_forged(
    flowroute: AsyncFlowroute, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever id a response has, its line stays one line."""
    caplog.set_level(logging.INFO)
    forged = "1)\nGET /v2/routes -> 200 in 1 ms (request id 2"
    server.script.append(document(422, {"errors": [{"id": forged, "title": forged}]}))

    with pytest.raises(APIError) as caught:
        await flowroute.numbers.get(NUMBER)

    assert lines(caplog) == [
        ("INFO", "GET /v2/numbers/{number_id} -> 422 in … ms (request id none)")
    ]
    assert "\n" not in str(caught.value)


@pytest.mark.anyio
async def test_no_output_by_default(
    flowroute: AsyncFlowroute,
    server: Server,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Nothing is printed, and no handler or level is set: the program configures logging."""
    root = logging.getLogger()
    ours = logging.getLogger("flowroute_ext")
    before = list(root.handlers)
    server.script.append(answer(500))
    with pytest.raises(APIError):
        await flowroute.numbers.get(NUMBER)
    await flowroute.numbers.get(NUMBER)

    assert capfd.readouterr() == ("", "")
    assert (ours.handlers, ours.level, ours.propagate, ours.filters) == ([], 0, True, [])
    assert root.handlers == before
    for name in ("httpx", "httpx2"):
        assert (logging.getLogger(name).handlers, logging.getLogger(name).level) == ([], 0)
        assert len(logging.getLogger(name).filters) <= 1


@pytest.mark.anyio
async def test_lines_of_others(
    flowroute: AsyncFlowroute, library: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Other lines in the library's logger are unchanged, in any form."""
    caplog.set_level(logging.INFO)
    log = logging.getLogger(library)

    log.info("plain %s", NUMBER)
    log.info("by name: %(number)s", {"number": NUMBER})
    log.info(NUMBER)

    expected = [line.getMessage() for line in caplog.records if line.name == library]
    assert expected == [f"plain {NUMBER}", f"by name: {NUMBER}", NUMBER]


class Interrupted(BaseException):
    """What a signal handler raises."""


@pytest.mark.anyio
async def test_lines_of_others_after_an_interruption(
    flowroute: AsyncFlowroute,
    library: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They are unchanged also if a signal handler raises before the end of a request is noted."""

    def interrupt(*_: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr("flowroute_ext._http.log.OwnRequest.__exit__", interrupt)
        with pytest.raises(Interrupted):
            await flowroute.numbers.get(NUMBER)
    caplog.set_level(logging.INFO)
    logging.getLogger(library).info("plain %s", NUMBER)

    assert f"plain {NUMBER}" in caplog.messages


@pytest.mark.anyio
async def test_the_log_of_a_user_client(
    server: Server,
    library: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library's own log masks numbers for the user's HTTP client too, in our requests only."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(logging.getLogger(library), "filters", [])
    async with importlib.import_module(library).AsyncClient() as client:
        flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)
        await flowroute.numbers.get(NUMBER)
        await client.get(f"{server.url}/v2/numbers/{NUMBER}")

    urls = [line.getMessage().split('"')[0] for line in caplog.records if line.name == library]
    assert urls == [
        f"HTTP Request: GET {server.url}/v2/numbers/1206•••0142 ",
        f"HTTP Request: GET {server.url}/v2/numbers/{NUMBER} ",
    ]


@pytest.mark.parametrize(
    "base_url",
    [
        "https://xn--bcher-kva.example",
        "https://XN--BCHER-KVA.EXAMPLE:8443",
        "https://API.Flowroute.com",
        "https://api.flowroute.com:443/proxied",
        "https://api.flowroute.com.",
        "http://[::1]:8080",
        "http://LOCALHOST",
    ],
)
@pytest.mark.anyio
async def test_hosts_in_the_log_of_the_library(
    base_url: str, library: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No spelling of the host keeps a number from being masked, and no answer writes a line."""
    caplog.set_level(logging.DEBUG)
    module = importlib.import_module(library)
    reason = {"reason_phrase": b"Is +1 206-555-0142 \x1b[31m", "http_version": b"2065550142"}
    transport = module.MockTransport(lambda _: module.Response(404, extensions=reason))
    async with module.AsyncClient(transport=transport) as client:
        flowroute = AsyncFlowroute("key", "secret", base_url=base_url, http_client=client)
        with pytest.raises(APIError):
            await flowroute.numbers.get(NUMBER)

    shown = caplog.text
    assert "/v2/numbers/1206•••0142" in shown
    assert not re.search(r"555-?0142|\x1b", shown)


@pytest.mark.anyio
async def test_what_a_server_sends_in_the_log_of_the_library(
    flowroute: AsyncFlowroute, server: Server, library: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Headers, and bytes that are none, are logged at DEBUG without the numbers in them."""
    caplog.set_level(logging.DEBUG)
    server.script.append(answer(404, "", location=f"/v2/numbers/{NUMBER}", x_number="+12065550142"))
    with pytest.raises(APIError):
        await flowroute.numbers.get(NUMBER)

    core = library.replace("httpx", "httpcore")
    shown = [line.getMessage() for line in caplog.records if line.name.startswith(core)]
    assert any("1206•••0142" in line for line in shown)
    assert not [line for line in shown if NUMBER in line or "authorization" in line.lower()]


@pytest.mark.parametrize("name", ["{}.socks", "hpack.hpack", "hpack.table"])
@pytest.mark.anyio
async def test_loggers_that_show_credentials(
    server: Server, library: str, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Credentials for a proxy, and headers, that libraries log of our requests, are dropped."""
    caplog.set_level(logging.DEBUG)
    name = name.format(library.replace("httpx", "httpcore"))
    log = logging.getLogger(name)

    async def hook(_: object) -> None:
        log.debug("auth=%r", "hunter2")

    async with importlib.import_module(library).AsyncClient(
        event_hooks={"request": [hook]}
    ) as client:
        flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)
        await flowroute.numbers.get(NUMBER)
        log.debug("of others")

    shown = [line.getMessage() for line in caplog.records if line.name == name]
    assert shown == ["of others"]
