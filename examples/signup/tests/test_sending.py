"""What the service sends to Flowroute, and what it makes of the answers."""

import pytest

CODE = {"to": "12065550100", "from_": "12065550142", "body": "Your code is 123456"}


@pytest.mark.flowroute_cassette("messages/send", **CODE)
def test_a_code_is_texted(web, flowroute_cassette):
    answer = web.post("/sign-ups", json={"number": "+1 (206) 555-0100"})

    [sms] = flowroute_cassette.sent_messages
    assert answer.status_code == 202
    assert (sms.to, sms.body) == ("12065550100", "Your code is 123456")


@pytest.mark.parametrize("fault", ["429", "connect-timeout", "refused"])
def test_a_bad_moment_goes_by_unseen(web, flowroute_cassette, fault):
    with flowroute_cassette("messages/send", fault=f"{fault} x2", **CODE):
        answer = web.post("/sign-ups", json={"number": "12065550100"})

    assert answer.status_code == 202
    assert len(flowroute_cassette.sent_messages) == 1


@pytest.mark.parametrize("fault", ["429", "connect-timeout", "refused"])
def test_who_cannot_be_texted_hears_to_come_back(web, flowroute_cassette, fault):
    with flowroute_cassette("messages/send", fault=f"{fault} x3", **CODE):
        answer = web.post("/sign-ups", json={"number": "12065550100"})

    assert answer.status_code == 503
    assert flowroute_cassette.sent_messages == []


@pytest.mark.parametrize("fault", ["500", "html", "read-timeout", "lost-response"])
def test_a_code_that_may_be_on_its_way_is_texted_once(web, service, flowroute_cassette, fault):
    with flowroute_cassette("messages/send", fault=fault, **CODE):
        answer = web.post("/sign-ups", json={"number": "12065550100"})

    assert answer.status_code == 202
    assert len(flowroute_cassette.requests) == 1
    assert list(service.unsettled) == ["12065550100"]


def test_a_request_that_makes_no_sense(web):
    assert web.post("/sign-ups", json={"phone": "12065550100"}).status_code == 400
    assert web.post("/sign-ups", content=b"number=1").status_code == 400


def test_a_number_that_is_none_costs_nothing(web, flowroute_sandbox):
    answer = web.post("/sign-ups", json={"number": "911"})

    assert answer.status_code == 422
    assert flowroute_sandbox.texts == []
