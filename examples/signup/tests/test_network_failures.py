"""Each message is sent exactly once, even if responses are lost."""

import pytest

BEFORE = ["drop-before", "reset-before", "500-before"]
AFTER = ["drop-after", "reset-after", "503-after", "cut-body", "wrong-body"]


@pytest.mark.parametrize("fault", BEFORE + AFTER)
def test_a_code_is_sent_once(service, flowroute_sandbox, fault):
    flowroute_sandbox.fault(fault, operation="send_a_message")

    service.start("12065550100")
    service.settle()

    assert [text.body for text in flowroute_sandbox.texts] == ["Your code is 123456"]
    assert service.unsettled == {}


@pytest.mark.parametrize("fault", AFTER)
def test_a_code_is_valid_before_its_outcome_is_known(service, flowroute_sandbox, fault):
    alice = flowroute_sandbox.phone("12065550100")
    flowroute_sandbox.fault(fault, operation="send_a_message")
    service.start(alice.number)

    assert service.confirm(alice.number, alice.expect("code").last.code)

    alice.expect("welcome")
    assert service.unsettled == {}


def test_the_receipt_of_a_code_whose_response_was_lost(service, web, flowroute_sandbox):
    flowroute_sandbox.send_webhooks_to(web, receipts="/flowroute/receipts")
    flowroute_sandbox.fault("drop-after", operation="send_a_message")
    service.start("12065550100")
    service.settle()

    flowroute_sandbox.fail_message(flowroute_sandbox.texts[0].id)

    assert service.undelivered == {"12065550100"}


def test_an_older_code_is_not_sent_again(service, flowroute_sandbox):
    flowroute_sandbox.fault("500-before", operation="send_a_message")
    service.start("12065550100")
    service.start("12065550100")

    service.settle()

    assert len(flowroute_sandbox.texts) == 1


def test_a_failure_while_an_outcome_is_resolved(service, flowroute_sandbox):
    flowroute_sandbox.fault("500-before", operation="send_a_message", times=2)
    service.start("12065550100")

    service.settle()
    assert flowroute_sandbox.texts == []
    service.settle()

    assert len(flowroute_sandbox.texts) == 1
