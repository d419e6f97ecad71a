"""Each example of Hypothesis has the fixtures as they were when its test began."""

from __future__ import annotations

from .conftest import Run

PROLOGUE = """
    import os, httpx, pytest, unittest
    from hypothesis import HealthCheck, assume, example, given, settings, strategies as st
    from hypothesis.stateful import (
        RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
    )
    from pytest_flowroute._examples import first_request

    few = {"max_examples": 6, "derandomize": True, "database": None, "deadline": None}
    settings.register_profile("few", **few)
    settings.load_profile("few")
    texts = st.text("ab", min_size=1, max_size=3)
    http = httpx.Client(verify=False)

    def send(body, to="12065550100", from_="12065550142"):
        keys = os.environ["FR_ACCESS_KEY"], os.environ["FR_SECRET_KEY"]
        sms = {"to": to, "from": from_, "body": body}
        return http.post("https://api.flowroute.com/v2.1/messages", json=sms, auth=keys)
"""
PASSING = """
    @pytest.fixture(autouse=True)
    def seeded(request, monkeypatch):
        if "flowroute_client" in request.fixturenames:
            sandbox = request.getfixturevalue("flowroute_sandbox")
            sandbox.phone("12065550100").ignore("welcome")
            sandbox.fault("reset-before", operation="look_up_a_set_of_messages")
            request.getfixturevalue("flowroute_client").messages.send(
                to="12065550100", from_="12065550142", body="welcome"
            )

    seen = set()

    @given(texts)
    @example("explicit")
    def test_all_fixtures(flowroute_sandbox, flowroute_client, flowroute_webhook, body):
        phone = flowroute_sandbox.phone("12065550100")
        assert [text.body for text in flowroute_sandbox.texts] == ["welcome"]
        assert [fault.name for fault in flowroute_sandbox.faults()] == ["reset-before"]
        assert flowroute_sandbox.requests == {"send_a_message": 1}
        assert list(flowroute_sandbox.webhooks) == []
        with flowroute_client:
            sent = flowroute_client.messages.send(
                to="12065550100", from_="12065550142", body=body
            )
        inbound = flowroute_webhook.inbound_sms()
        seen.add((sent.id, flowroute_sandbox.clock.now(), inbound["data"]["id"]))
        phone.expect(body).reply("thanks")
        flowroute_sandbox.phone("12065550177")
        flowroute_sandbox.clear_faults()
        flowroute_sandbox.clock.advance(40 * 86400)
        flowroute_sandbox.set_balance(0)
        assert len(seen) == 1

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @pytest.mark.parametrize("count", [1, 2])
    @given(body=texts)
    def test_a_suppressed_check_changes_nothing(flowroute_sandbox, count, body):
        for _ in range(count):
            send(body)
        assert len(flowroute_sandbox.texts) == count

    def test_a_state_machine_begins_with_what_the_test_did_before(flowroute_sandbox):
        send("before")

        class Machine(RuleBasedStateMachine):
            sent = 1

            @rule(body=texts)
            def another(self, body):
                send(body)
                self.sent += 1

            @invariant()
            def count(self):
                assert len(flowroute_sandbox.texts) == self.sent

        run_state_machine_as_test(Machine, settings=settings(stateful_step_count=4))

    class TestCase(unittest.TestCase):
        @pytest.fixture(autouse=True)
        def fixtures(self, flowroute_sandbox):
            self.sandbox = flowroute_sandbox

        @given(texts)
        def test_a_test_case(self, body):
            assert self.sandbox.texts == []
            send(body)

    @given(texts)
    def test_what_an_example_makes_is_put_back_too(request, body):
        sandbox = request.getfixturevalue("flowroute_sandbox")
        assert sandbox.texts == []
        send(body)

    @pytest.mark.anyio
    @pytest.mark.parametrize("anyio_backend", ["asyncio"])
    @given(body=texts)
    async def test_a_coroutine(flowroute_sandbox, async_flowroute_client, anyio_backend, body):
        assert flowroute_sandbox.texts == []
        async with async_flowroute_client as client:
            await client.messages.send(to="12065550100", from_="12065550142", body=body)

    def test_two_properties(flowroute_sandbox):
        send("x")
        @given(texts)
        def one(body):
            assert first_request.send.cache_info().currsize == 1
            assert [text.body for text in flowroute_sandbox.texts] == ["x"]
            send(body)
        first_request.send.cache_clear()
        one()
        one()
        assert [text.body for text in flowroute_sandbox.texts] == ["x"]

    @pytest.mark.flowroute_cassette("messages/send")
    @given(texts)
    def test_a_scenario(flowroute_cassette, body):
        assume(body != "b")
        send(body, to="12065550142", from_="12065550100")
        assert [one.body for one in flowroute_cassette.sent_messages] == [body]
"""
FAILING = """
    @given(texts)
    def test_unexpected(flowroute_sandbox, body):
        phone = flowroute_sandbox.phone("12065550100")
        send(body)
        if body != "b":
            phone.expect()

    @pytest.mark.flowroute_cassette("messages/send")
    @given(texts)
    def test_unplayed(flowroute_cassette, body):
        if body != "b":
            send(body, to="12065550142", from_="12065550100")

    @pytest.fixture
    def mine(flowroute_sandbox):
        return flowroute_sandbox

    @given(texts)
    def test_theirs(flowroute_sandbox, mine, body):
        pass
"""


def test_each_example_begins_as_the_test_did(suite: Run) -> None:
    """An example sees nothing of the former ones: no message, fault, time, id, closed client.

    Another property of the test sees none of them either. What the first request of a process
    imports is there before the first example, whose time is bound.
    """
    suite(PROLOGUE + PASSING, "-p", "anyio").assert_outcomes(passed=9)


def test_an_example_fails_for_what_fails_a_test(suite: Run) -> None:
    """Unexpected messages and interactions that are left fail their example, which is shrunk.

    Hypothesis still refuses a fixture of the user's, by its name.
    """
    result = suite(PROLOGUE + FAILING)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "*The application sent messages that no phone expected:",
            "*to 12065550100: 'b'",
            "*1 of 1 interactions of messages/send was not played",
            "*uses a function-scoped fixture 'mine'.",
        ]
    )
