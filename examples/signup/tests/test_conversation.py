"""Whole sign-ups, with a stateful Flowroute account."""

import pytest


@pytest.fixture(autouse=True)
def webhooks(web, url, flowroute_sandbox):
    flowroute_sandbox.send_webhooks_to(web, inbound=url)


def test_by_text(web, service, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    web.post("/", json={"number": alice.number})

    alice.expect("code").reply("123456").expect("welcome", within=5)

    assert service.members == {alice.number}


def test_over_the_web(web, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    web.post("/", json={"number": alice.number})
    code = alice.expect("code").last.code

    answer = web.post("/", json={"number": alice.number, "code": code})

    assert answer.status_code == 202
    alice.expect("welcome")


def test_a_wrong_code(web, service, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    web.post("/", json={"number": alice.number})

    alice.expect("code").reply("654321")
    service.receiver.close()

    assert service.codes == {}
    assert service.members == set()
    assert web.post("/", json={"number": alice.number, "code": "123456"}).status_code == 403
    alice.expect_nothing()


def test_leaving(web, service, flowroute_sandbox):
    alice = flowroute_sandbox.phone("12065550100")
    web.post("/", json={"number": alice.number})
    alice.expect("code").reply("123456").expect("welcome", within=5).reply("Stop.")

    service.receiver.close()

    assert service.members == set()
    assert service.receiver.opt_outs.contains(alice.number, "12065550142")
