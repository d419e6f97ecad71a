"""Whole sign-ups, with a stateful Flowroute account."""

import pytest


@pytest.fixture(autouse=True)
def webhooks(web, flowroute_sandbox):
    flowroute_sandbox.send_webhooks_to(
        web, inbound="/flowroute/messages", receipts="/flowroute/receipts"
    )


def test_by_text(service, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    service.start(alice.number)

    alice.expect("code").reply("123456").expect("welcome")

    assert service.members == {alice.number}


def test_over_the_web(web, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    web.post("/sign-ups", json={"number": alice.number})
    code = alice.expect("code").last.code

    answer = web.post("/confirmations", json={"number": alice.number, "code": code})

    assert answer.status_code == 200
    alice.expect("welcome")


def test_a_wrong_code(service, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    service.start(alice.number)

    alice.expect("code").reply("654321").expect_nothing()

    assert service.members == set()


def test_a_code_that_does_not_arrive(service, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    service.start(alice.number)

    flowroute_sandbox.fail_message(alice.expect("code").last.id)

    assert service.undelivered == {alice.number}


def test_a_code_that_arrives(service, flowroute_sandbox):
    flowroute_sandbox.phone("12065550100").ignore("code")
    service.start("12065550100")

    flowroute_sandbox.clock.advance(60)

    assert len(flowroute_sandbox.webhooks) == 2
    assert service.undelivered == set()
