"""The plugin in a suite that uses many others; `scripts/plugin_matrix.py` runs this."""

from __future__ import annotations

import json
import socket
import urllib.request
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
from pytest_bdd import given, scenarios, then, when

from flowroute_ext import Flowroute

from .calls import BODY, HOST, JSON, MESSAGES, sends

OTHER = "https://other.example.com/thing"
THING = {"other": 1}


def send(body: str = "Hello") -> str:
    """What the application does."""
    with Flowroute() as flowroute:
        return flowroute.messages.send(to="12065550142", from_="12065550100", body=body).id


def test_all_are_loaded(pytestconfig: pytest.Config) -> None:
    """No plugin of this environment is missing."""
    names = {point.name for point in entry_points(group="pytest11")} - {"subtests"}  # of pytest 9
    assert [name for name in names if not pytestconfig.pluginmanager.has_plugin(name)] == []


@pytest.mark.asyncio
@sends
async def test_pytest_asyncio(flowroute_cassette: Any) -> None:
    """A coroutine is run with the scenario."""
    async with httpx.AsyncClient() as client:
        assert (await client.post(MESSAGES, content=BODY, headers=JSON)).status_code == 202


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_anyio(async_flowroute_client: Any, flowroute_sandbox: Any) -> None:
    """The asynchronous client works in a test of anyio."""
    await async_flowroute_client.messages.send(
        to="12065550100", from_=flowroute_sandbox.number, body="Hello"
    )
    assert [text.body for text in flowroute_sandbox.texts] == ["Hello"]


@pytest.mark.disable_socket
@sends
def test_pytest_socket(flowroute_cassette: Any) -> None:
    """Nothing here needs a socket."""
    assert requests.post(MESSAGES, data=BODY, headers=JSON).status_code == 202


@pytest.mark.vcr(record_mode="all")
@sends
def test_pytest_recording(flowroute_cassette: Any) -> None:
    """Its cassette has no request for Flowroute; the next test looks."""
    with urllib.request.urlopen(urllib.request.Request(MESSAGES, BODY, JSON)) as response:
        assert response.status == 202


def test_what_pytest_recording_wrote() -> None:
    """None of its files has Flowroute's host."""
    for file in Path(__file__).parent.rglob("*.yaml"):
        assert HOST not in file.read_text()


@sends
def test_pytest_httpx(flowroute_cassette: Any, httpx_mock: Any) -> None:
    """Its mock answers its host only."""
    httpx_mock.add_response(url=OTHER, json=THING)
    assert (send(), httpx.get(OTHER).json())[1] == THING


@sends
def test_respx(flowroute_cassette: Any, respx_mock: Any) -> None:
    """Its mock answers its host only."""
    respx_mock.get(OTHER).respond(json=THING)
    assert (send(), httpx.get(OTHER).json())[1] == THING


@sends
def test_requests_mock(flowroute_cassette: Any, requests_mock: Any) -> None:
    """Its mock answers and counts requests for its host only."""
    requests_mock.get(OTHER, json=THING)
    assert requests.post(MESSAGES, data=BODY, headers=JSON).status_code == 202
    assert requests.get(OTHER).json() == THING
    assert [one.url for one in requests_mock.request_history] == [OTHER]


@sends
def test_responses(flowroute_cassette: Any) -> None:
    """Its mock answers its host only."""
    import responses

    with responses.RequestsMock() as mock:
        mock.get(OTHER, json=THING)
        assert requests.post(MESSAGES, data=BODY, headers=JSON).status_code == 202
        assert requests.get(OTHER).json() == THING


@sends
def test_pook(flowroute_cassette: Any) -> None:
    """Its mock answers its host only."""
    import pook

    with pook.use():
        pook.get(OTHER, reply=200, response_json=THING)
        assert requests.post(MESSAGES, data=BODY, headers=JSON).status_code == 202
        assert requests.get(OTHER).json() == THING


@pytest.mark.django_db
def test_pytest_django(
    client: Any, flowroute_sandbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Its client and database work beside an account."""
    with django_capture_on_commit_callbacks(execute=True):
        assert client.get("/nowhere").status_code == 404
    assert flowroute_sandbox.texts == []


@sends
def test_pytest_mock(flowroute_cassette: Any, mocker: Any) -> None:
    """A spy on a method of httpx sees the call."""
    spy = mocker.spy(httpx.Client, "send")
    send()
    assert spy.call_count >= 1


@pytest.mark.repeat(3)
@sends
def test_pytest_repeat(flowroute_cassette: Any) -> None:
    """Each repetition plays its scenario from the start."""
    send()
    assert flowroute_cassette.play_count == 1


attempts: list[int] = []
accounts: list[int] = []


@pytest.mark.flaky(reruns=2)
@sends
def test_pytest_rerunfailures(flowroute_cassette: Any) -> None:
    """A test that is run again begins with its scenario again."""
    send()
    attempts.append(flowroute_cassette.play_count)
    assert attempts == [1, 1]  # the second time


@pytest.mark.flaky(reruns=2)
def test_rerunning_with_a_sandbox(flowroute_sandbox: Any) -> None:
    """It begins with a new account again."""
    with Flowroute() as flowroute:
        flowroute.messages.send(to="12065550100", from_=flowroute_sandbox.number, body="Hello")
    accounts.append(len(flowroute_sandbox.texts))
    assert accounts == [1, 1]  # the second time


@pytest.mark.timeout(30)
@sends
def test_pytest_timeout(flowroute_cassette: Any) -> None:
    """A time limit changes nothing."""
    send()


def test_pytest_subtests(subtests: Any, flowroute_cassette: Any) -> None:
    """Each subtest plays a scenario of its own."""
    for body in ("a", "b"):
        with subtests.test(body), flowroute_cassette("messages/send", body=body):
            send(body)


def test_pytest_freezer(freezer: Any, flowroute_sandbox: Any) -> None:
    """Its fixture moves the account's time."""
    freezer.move_to("2030-01-01")
    assert flowroute_sandbox.clock.now().year == 2030


scenarios("messages.feature")


@given("a phone", target_fixture="phone")
def a_phone(flowroute_sandbox: Any) -> Any:
    return flowroute_sandbox.phone("12065550100")


@when("the application sends a code")
def sends_a_code(flowroute_sandbox: Any) -> None:
    with Flowroute() as flowroute:
        flowroute.messages.send(to="12065550100", from_=flowroute_sandbox.number, body="code 1234")


@then("the phone has it")
def has_it(phone: Any) -> None:
    assert phone.expect("code").last.code == "1234"


def test_a_socket_of_another_host() -> None:
    """Sockets work as always."""
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.1", 9)) != 0
    assert json.loads("1") == 1
