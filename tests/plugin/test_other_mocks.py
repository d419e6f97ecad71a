"""Other mocks and recorders work as before: only Flowroute's hosts are affected."""

from __future__ import annotations

from itertools import permutations

import pytest

from .conftest import Run

pytestmark = pytest.mark.once

APP = """
    import asyncio, pytest, httpx, requests, aiohttp
    SMS = {"to": "12065550142", "from": "12065550100", "body": "x"}
    FLOWROUTE = "https://api.flowroute.com/v2.1/messages"
    OTHER = "https://other.example.com/thing"

    def by_httpx():
        with httpx.Client() as client:
            return client.post(FLOWROUTE, json=SMS).status_code, client.get(OTHER).json()
    def by_async_httpx():
        async def both():
            async with httpx.AsyncClient() as client:
                sent = await client.post(FLOWROUTE, json=SMS)
                return sent.status_code, (await client.get(OTHER)).json()
        return asyncio.run(both())
    def by_requests():
        with requests.Session() as session:
            return session.post(FLOWROUTE, json=SMS).status_code, session.get(OTHER).json()
    def by_aiohttp():
        async def both():
            async with aiohttp.ClientSession() as session:
                async with session.post(FLOWROUTE, json=SMS) as sent:
                    status = sent.status
                async with session.get(OTHER) as other:
                    return status, await other.json(content_type=None)
        return asyncio.run(both())
"""
CASSETTE = """
interactions:
- request: {method: GET, uri: 'https://other.example.com/thing', body: null, headers: {}}
  response:
    status: {code: 200, message: OK}
    headers: {content-type: [application/json]}
    body: {string: '{"other": 1}'}
version: 1
"""
PLUGINS = {
    "pytest-recording": "pytest_recording.plugin",
    "respx": "respx.plugin",
    "pytest_httpx": "pytest_httpx",
}
BOTH = "assert both() == (202, {'other': 1})"

OUTSIDE = {
    "vcrpy": "with vcr.use_cassette('other.yaml', record_mode='none'):",
    "respx": "with respx.mock(assert_all_called=False) as mock:\n"
    "            mock.get(OTHER).respond(json={'other': 1})",
    "respx on transports": "with respx.mock(using='httpx', assert_all_called=False) as mock:\n"
    "            mock.get(OTHER).respond(json={'other': 1})",
    "responses": "with responses.RequestsMock() as mock:\n"
    "            mock.get(OTHER, json={'other': 1})",
}
OWN = "with flowroute_cassette('messages/send'):"
NESTED = [
    ("vcrpy", client) for client in ("by_httpx", "by_async_httpx", "by_requests", "by_aiohttp")
]
NESTED += [
    (mock, client)
    for mock in ("respx", "respx on transports")
    for client in ("by_httpx", "by_async_httpx")
]
NESTED += [("responses", "by_requests")]


@pytest.fixture
def other(pytester: pytest.Pytester) -> None:
    (pytester.path / "other.yaml").write_text(CASSETTE)
    folder = pytester.path / "cassettes" / "test_it"
    folder.mkdir(parents=True)
    (folder / "other.yaml").write_text(CASSETTE)


def _nested(outer: str, inner: str, then: str) -> str:
    lines = [part.replace("\n    ", "\n") for part in (outer, inner)]
    first, *rest = lines[0].split("\n")
    second, *more = lines[1].split("\n")
    text = [first, *(f"    {line.strip()}" for line in rest)]
    text += [f"    {second}", *(f"        {line.strip()}" for line in more)]
    text += [f"        {then}"]
    return "\n".join(f"        {line}" for line in text)


@pytest.mark.usefixtures("other")
def test_flowroute_is_answered_inside_and_outside_of_other_mocks(suite_alone: Run) -> None:
    """Each mock or cassette answers its host and this plugin its own, whichever is inside."""
    tests = []
    for number, (mock, client) in enumerate(NESTED):
        for side, (outer, inner) in {
            "inside": (OUTSIDE[mock], OWN),
            "outside": (OWN, OUTSIDE[mock]),
        }.items():
            name = f"test_{number}_{side}"
            body = _nested(outer, inner, BOTH.replace("both", client))
            tests.append(f"    def {name}(flowroute_cassette):\n{body}\n")
    source = APP + "    import vcr, respx, responses\n" + "\n".join(tests)
    suite_alone(source).assert_outcomes(passed=2 * len(NESTED))


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("name", PLUGINS)
def test_plugins_compose_in_either_order(suite_alone: Run, name: str) -> None:
    """The order in which fixtures are requested changes nothing."""
    marker, fixture, prepare = {
        "pytest-recording": (
            "@pytest.mark.default_cassette('other.yaml')\n    @pytest.mark.vcr",
            "record_mode",
            "",
        ),
        "respx": ("", "respx_mock", "respx_mock.get(OTHER).respond(json={'other': 1})"),
        "pytest_httpx": (
            "",
            "httpx_mock",
            "httpx_mock.add_response(url=OTHER, json={'other': 1})",
        ),
    }[name]
    clients = ["by_httpx", "by_async_httpx"]
    if name == "pytest-recording":
        clients += ["by_requests", "by_aiohttp"]
    tests = "".join(
        f"""
    {marker}
    @pytest.mark.flowroute_cassette("messages/send")
    def test_{client}_{number}({", ".join(fixtures)}):
        {prepare}
        assert {client}() == (202, {{'other': 1}})
"""
        for client in clients
        for number, fixtures in enumerate(permutations(["flowroute_cassette", fixture]))
    )
    result = suite_alone(
        APP + tests,
        *("-p", PLUGINS[name], "-W", "ignore"),
    )
    result.assert_outcomes(passed=2 * len(clients))


def test_asgi_and_wsgi_clients_of_the_application(suite_alone: Run) -> None:
    """Requests to the application reach it, and its requests to Flowroute are played."""
    suite_alone(
        APP
        + """
    async def asgi(scope, receive, send):
        status = by_requests_to_flowroute()
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"mine"})
    def wsgi(environ, start_response):
        status = by_requests_to_flowroute()
        start_response(f"{status} OK", [])
        return [b"mine"]
    def by_requests_to_flowroute():
        return requests.post(FLOWROUTE, json=SMS).status_code

    @pytest.mark.flowroute_cassette("messages/send")
    def test_asgi(flowroute_cassette):
        async def call():
            transport = httpx.ASGITransport(app=asgi)
            async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as c:
                return await c.post("/inbound")
        response = asyncio.run(call())
        assert (response.status_code, response.content) == (202, b"mine")
        assert len(flowroute_cassette.sent_messages) == 1

    @pytest.mark.flowroute_cassette("messages/send")
    def test_wsgi(flowroute_cassette):
        transport = httpx.WSGITransport(app=wsgi)
        with httpx.Client(transport=transport, base_url="http://testserver") as client:
            response = client.post("/inbound")
        assert (response.status_code, response.content) == (202, b"mine")
        assert len(flowroute_cassette.sent_messages) == 1
    """
    ).assert_outcomes(passed=2)


def test_a_mock_of_flowroutes_host_is_not_blocked(suite_alone: Run) -> None:
    """A test that mocks Flowroute by other means, without the plugin, works as before."""
    suite_alone(
        APP
        + """
    import respx, responses
    @respx.mock
    def test_respx():
        respx.post(FLOWROUTE).respond(418)
        assert httpx.post(FLOWROUTE).status_code == 418
    @responses.activate
    def test_responses():
        responses.post(FLOWROUTE, status=418)
        assert requests.post(FLOWROUTE).status_code == 418
    def test_transport():
        transport = httpx.MockTransport(lambda request: httpx.Response(418))
        assert httpx.Client(transport=transport).post(FLOWROUTE).status_code == 418
    """
    ).assert_outcomes(passed=3)


def test_two_tasks_play_a_scenario_each(suite_alone: Run) -> None:
    """Each task gets the responses of its own scenario, in any order of switches."""
    suite_alone(
        APP
        + """
    async def task(play, name, path, barrier, client):
        with play(name) as played:
            await barrier.wait()
            for _ in range(5):
                response = await client.get(f"https://api.flowroute.com{path}")
                assert response.status_code == 200, name
                await asyncio.sleep(0)
            await barrier.wait()
            assert len(played.requests) == 5
    def test_it(flowroute_cassette):
        async def main():
            barrier = asyncio.Barrier(2)
            async with httpx.AsyncClient() as client:
                await asyncio.gather(
                    task(flowroute_cassette, "routes/edge-strategies",
                         "/v2/routes/edge_strategies", barrier, client),
                    task(flowroute_cassette, "numbers/list", "/v2/numbers?limit=200&offset=0",
                         barrier, client),
                )
        asyncio.run(main())
    """
    ).assert_outcomes(passed=1)


def test_requests_to_other_hosts(suite_alone: Run) -> None:
    """Every client reaches a local server while a scenario is played."""
    suite_alone(
        APP
        + """
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-length", "12")
            self.end_headers()
            self.wfile.write(b'{"other": 1}')
        def log_message(self, *args): ...
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    OTHER = f"http://127.0.0.1:{server.server_port}/"
    @pytest.mark.parametrize("both", [by_httpx, by_async_httpx, by_requests, by_aiohttp])
    def test_it(both, flowroute_cassette):
        assert both() == (202, {"other": 1})
    """
    ).assert_outcomes(passed=4)
