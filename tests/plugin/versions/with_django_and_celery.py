"""Django, whose task of Celery texts by requests; `scripts/plugin_matrix.py` runs this."""

from __future__ import annotations

import json
from typing import Any

import celery
import pytest
import requests
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.test import Client
from django.urls import path

from .calls import MESSAGES

worker = celery.Celery(set_as_current=False, broker="memory://", backend="cache+memory://")
worker.conf.task_always_eager = True
session = requests.Session()  # as applications have one for all requests


@worker.task(autoretry_for=(requests.HTTPError,), max_retries=2, default_retry_delay=0)
def text(to: str, body: str) -> str:
    """What sends a text, and tries again after an error."""
    response = session.post(
        MESSAGES,
        json={"to": to, "from": "12065550142", "body": body},
        auth=("key", "secret"),
        timeout=5,
    )
    response.raise_for_status()
    return str(response.json()["data"]["id"])


def sign_up(request: HttpRequest) -> JsonResponse:
    """Text a code."""
    number = json.loads(request.body)["number"]
    return JsonResponse({"id": text.delay(number, "Your code is 123456").get()})


def inbound(request: HttpRequest) -> JsonResponse:
    """Answer a text."""
    about = json.loads(request.body)["data"]["attributes"]
    text.delay(about["from"].removeprefix("+"), f"You said {about['body']}")
    return JsonResponse({})


urlpatterns = [path("sign-up", sign_up), path("inbound", inbound)]


@pytest.fixture(autouse=True)
def urls(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


def test_settings() -> None:
    """pytest-django has set Django up."""
    assert settings.configured


@pytest.mark.flowroute_cassette("messages/send", to="12065550100", from_="12065550142")
def test_a_code(flowroute_cassette: Any, client: Client) -> None:
    """A text that the application sends in its own way is played."""
    response = client.post("/sign-up", {"number": "12065550100"}, "application/json")
    [sms] = flowroute_cassette.sent_messages
    assert (response.json()["id"], sms.body) == (sms.id, "Your code is 123456")


@pytest.mark.flowroute_cassette("messages/send", fault="429 x2")
def test_a_task_is_tried_again(flowroute_cassette: Any) -> None:
    """The task's own retries get the next responses."""
    text.delay("12065550142", "Hello").get()
    assert [request.status for request in flowroute_cassette.requests] == [429, 429, 202]


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(2))
def test_a_conversation(
    flowroute_sandbox: Any, client: Client, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A phone has the code, replies, and has the answer to that."""
    monkeypatch.setattr(session, "trust_env", False)
    send = session.request
    keys = tuple(flowroute_sandbox.credentials)
    monkeypatch.setattr(session, "request", lambda *a, **s: send(*a, **{**s, "auth": keys}))
    flowroute_sandbox.send_webhooks_to(client, "/inbound")
    alice = flowroute_sandbox.phone("12065550100")
    client.post("/sign-up", {"number": alice.number}, "application/json")
    alice.expect("code").reply("Hi").expect("You said Hi")
