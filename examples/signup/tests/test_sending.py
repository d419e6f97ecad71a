"""The messages of the service, and its responses to errors."""

import pytest

CODE = {"to": "12065550100", "from_": "12065550142", "body": "Your code is 123456"}


@pytest.mark.flowroute_cassette("messages/send", **CODE)
def test_a_code_is_texted(web, flowroute_cassette):
    answer = web.post("/", json={"number": "+1 (206) 555-0100"})

    [sms] = flowroute_cassette.sent_messages
    assert answer.status_code == 202
    assert (sms.to, sms.body) == ("12065550100", "Your code is 123456")


@pytest.mark.parametrize("fault", ["429", "connect-timeout", "refused"])
def test_a_short_failure_is_retried(web, flowroute_cassette, fault):
    with flowroute_cassette("messages/send", fault=f"{fault} x2", **CODE):
        answer = web.post("/", json={"number": "12065550100"})

    assert answer.status_code == 202
    assert len(flowroute_cassette.sent_messages) == 1


@pytest.mark.parametrize("fault", ["429", "connect-timeout", "refused"])
def test_a_code_that_cannot_be_sent_is_an_error(web, flowroute_cassette, fault):
    with flowroute_cassette("messages/send", fault=f"{fault} x3", **CODE):
        answer = web.post("/", json={"number": "12065550100"})

    assert answer.status_code == 503
    assert flowroute_cassette.sent_messages == []


def test_an_invalid_request(web):
    assert web.post("/", json={"phone": "12065550100"}).status_code == 400
    assert web.post("/", content=b"number=1").status_code == 400
    assert web.post("/", json="12065550100").status_code == 400


def test_an_invalid_number_costs_nothing(web, flowroute_sandbox):
    answer = web.post("/", json={"number": "911"})

    assert answer.status_code == 422
    assert flowroute_sandbox.texts == []
