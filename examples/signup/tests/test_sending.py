"""What the service sends to Flowroute, and what it makes of the answers."""

import pytest

CODE = {"to": "12065550100", "from_": "12065550142", "body": "Your code is 123456"}


@pytest.mark.flowroute_cassette("messages/send", **CODE)
def test_a_code_is_texted(web, flowroute_cassette):
    answer = web.post("/sign-ups", json={"number": "+1 (206) 555-0100"})

    [sms] = flowroute_cassette.sent_messages
    assert answer.status_code == 202
    assert (sms.to, sms.body) == ("12065550100", "Your code is 123456")


@pytest.mark.flowroute_cassette("messages/send", fault="429", **CODE)
def test_who_is_over_the_limit_hears_to_come_back(web, flowroute_cassette):
    answer = web.post("/sign-ups", json={"number": "12065550100"})

    assert answer.status_code == 503
    assert len(flowroute_cassette.requests) == 1


@pytest.mark.parametrize("fault", ["500", "html", "connect-timeout", "lost-response"])
def test_flowroute_is_in_trouble(web, flowroute_cassette, fault):
    with flowroute_cassette("messages/send", fault=fault, **CODE):
        answer = web.post("/sign-ups", json={"number": "12065550100"})

    assert answer.status_code == 503


def test_a_request_that_makes_no_sense(web):
    assert web.post("/sign-ups", json={"phone": "12065550100"}).status_code == 400
    assert web.post("/sign-ups", content=b"number=1").status_code == 400


def test_a_number_that_is_none_costs_nothing(web, flowroute_sandbox):
    answer = web.post("/sign-ups", json={"number": "911"})

    assert answer.status_code == 422
    assert flowroute_sandbox.texts == []
