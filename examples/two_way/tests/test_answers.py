"""Texts are answered once, whatever framework serves the webhooks."""

import importlib
import sys

import django
import pytest
from django.conf import settings
from django.test import Client
from starlette.testclient import TestClient

BASE = "http://testserver/flowroute"


@pytest.fixture
def answers():
    """The module of the answers, with a receiver of this test."""
    for name in ("answers", "with_django", "with_fastapi"):
        sys.modules.pop(name, None)
    module = importlib.import_module("answers")
    yield module
    module.receiver.close()


@pytest.fixture
def fastapi(answers):
    module = importlib.import_module("with_fastapi")
    assert module.receiver is answers.receiver
    with TestClient(module.app) as client:
        yield client


@pytest.fixture
def django_client(answers):
    assert importlib.import_module("with_django").receiver is answers.receiver
    if not settings.configured:
        settings.configure(ROOT_URLCONF="with_django", ALLOWED_HOSTS=["testserver"])
        django.setup()
    return Client()


def post(receiver, webhook, kind="sms"):
    """Post a webhook to the receiver itself, and wait until it is handled."""
    response = receiver.handle("POST", receiver.url(BASE, kind), webhook.headers, webhook.bytes)
    while not receiver.counts().handled:
        pass
    return response.status


@pytest.mark.parametrize("framework", ["fastapi", "django_client"])
def test_an_answer(request, answers, flowroute_sandbox, flowroute_webhook, framework):
    client = request.getfixturevalue(framework)
    alice = flowroute_sandbox.phone("12065550100")
    url = answers.receiver.url(BASE, "sms")

    asked = flowroute_webhook.inbound_sms(from_=alice.number, body="Hours")
    responses = asked.duplicated().post(client, url)

    assert [response.status_code for response in responses] == [200, 200]
    while not flowroute_sandbox.texts:  # the server handles it beside the requests
        client.get("/flowroute/")
    alice.expect("9 to 5")


@pytest.mark.parametrize("framework", ["fastapi", "django_client"])
def test_another_path(request, answers, flowroute_webhook, framework):
    client = request.getfixturevalue(framework)

    response = flowroute_webhook.inbound_sms().post(client, "/flowroute/sms")

    assert response.status_code == 404
    assert answers.receiver.counts().waiting == 0


@pytest.mark.parametrize("body", ["What?", "HELP", "info."])
def test_a_text_that_is_not_understood(answers, flowroute_sandbox, flowroute_webhook, body):
    alice = flowroute_sandbox.phone("12065550100")

    assert post(answers.receiver, flowroute_webhook.inbound_sms(body=body)) == 200

    alice.expect("Text one of: hours, where.")


@pytest.mark.parametrize("sender", ["22395", "447700900123", "ACME"])
def test_who_cannot_be_answered(answers, flowroute_sandbox, flowroute_webhook, sender):
    assert post(answers.receiver, flowroute_webhook.inbound_sms(from_=sender)) == 200
    assert flowroute_sandbox.texts == []


@pytest.mark.parametrize("word", ["STOP", "Start!"])
def test_what_flowroute_answers(answers, flowroute_sandbox, flowroute_webhook, word):
    assert post(answers.receiver, flowroute_webhook.inbound_sms(body=word)) == 200
    assert flowroute_sandbox.texts == []


def test_an_answer_that_does_not_arrive(answers, flowroute_webhook, capsys):
    failed = flowroute_webhook.receipt("mdr2-1", failed=True)

    assert post(answers.receiver, failed, "sms_dlr") == 200
    assert capsys.readouterr().out.startswith("mdr2-1 was not delivered:")
