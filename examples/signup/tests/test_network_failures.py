"""Each message is sent exactly once, even if responses are lost."""

import pytest

BEFORE = ["drop-before", "reset-before", "500-before"]
AFTER = ["drop-after", "reset-after", "503-after", "cut-body", "wrong-body"]


@pytest.mark.parametrize("fault", BEFORE + AFTER)
def test_a_code_is_sent_once(web, service, flowroute_sandbox, fault):
    alice = flowroute_sandbox.phone("12065550100")
    flowroute_sandbox.fault(fault, operation="send_a_message")

    answer = web.post("/", json={"number": alice.number})

    assert answer.status_code == 202
    alice.expect("your code is 123456").expect_nothing()
    assert service.codes == {alice.number: "123456"}


def test_a_code_that_is_not_sent(web, flowroute_sandbox):
    flowroute_sandbox.fault("503-before", operation="send_a_message", times=9)

    assert web.post("/", json={"number": "12065550100"}).status_code == 503
    assert flowroute_sandbox.texts == []
