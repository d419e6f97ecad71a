"""A scenario is played for a test, a class, a module, a session, or a part of a test."""

from __future__ import annotations

from .conftest import Run

APP = """
    import httpx, pytest
    API = "https://api.flowroute.com"
    def send(to="12065550142"):
        sms = {"to": to, "from": "12065550100", "body": "x"}
        return httpx.post(f"{API}/v2.1/messages", json=sms).json()["data"]["id"]
    def look(message_id):
        return httpx.get(f"{API}/v2.1/messages/{message_id}").json()["data"]["attributes"]["status"]
"""
STORY = """
    @pytest.mark.flowroute_cassette("messages/delivered", scope="{scope}")
    class TestStory:
        ids = []
        def test_first(self):
            self.ids.append(send())
            assert look(self.ids[0]) == "queued"
        def test_second(self):
            assert look(self.ids[0]) == "smsc submit"
        def test_third(self):
            {third}
"""
LOOK = 'assert look(self.ids[0]) == "message buffered"'


def test_tests_of_a_class_share_a_scenario(suite: Run) -> None:
    """With `scope="class"` each test continues where the previous one ended."""
    source = APP + STORY.format(scope="class", third=LOOK)
    suite(source).assert_outcomes(passed=3)


def test_a_shared_scenario_is_checked_after_its_last_test(suite: Run) -> None:
    """Interactions that are left fail the last test of its scope, not the first."""
    result = suite(APP + STORY.format(scope="module", third="pass") + "    def test_it(): ...\n")
    result.assert_outcomes(passed=4, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_it*", "*4. GET*"])


def test_a_shared_scenario_with_deselected_tests_is_not_checked(suite: Run) -> None:
    """Running one test of a class does not fail for interactions of the others."""
    source = APP + STORY.format(scope="class", third=LOOK)
    suite(source, "-k", "test_first").assert_outcomes(passed=1, deselected=2)


def test_each_test_plays_from_the_start(suite: Run) -> None:
    """Without a scope a marker on a class applies to each test separately."""
    suite(
        APP
        + """
    @pytest.mark.flowroute_cassette("messages/send")
    class TestEach:
        def test_one(self): send()
        def test_two(self): send()
    """
    ).assert_outcomes(passed=2)


def test_the_closest_marker_names_the_scenario_and_refines_it(suite: Run) -> None:
    """The marker of a test has precedence over its class's, and adds to it unless it names one."""
    suite(
        APP
        + """
    pytestmark = pytest.mark.flowroute_cassette("numbers/search")
    @pytest.mark.flowroute_cassette("messages/send", to="12065550142")
    class TestIt:
        def test_inherits(self): send("12065550142")
        @pytest.mark.flowroute_cassette(to="12065550177")
        def test_refines(self): send("12065550177")
        @pytest.mark.flowroute_cassette("routes/edge-strategies")
        def test_other(self): httpx.get(f"{API}/v2/routes/edge_strategies")
    """
    ).assert_outcomes(passed=3)


def test_fixtures_of_every_scope_may_play(suite: Run) -> None:
    """Fixtures of any scope can use `flowroute_cassette` in a ``with`` block."""
    suite(
        APP
        + """
    @pytest.fixture(scope="session")
    def strategies(flowroute_cassette):
        with flowroute_cassette("routes/edge-strategies") as played:
            yield httpx.get(f"{API}/v2/routes/edge_strategies").status_code
        assert played.play_count == 1
    @pytest.fixture(scope="module")
    def bought(flowroute_cassette):
        with flowroute_cassette("messages/send"):
            return send()
    class TestIt:
        @pytest.fixture(scope="class", autouse=True)
        def also(self, flowroute_cassette):
            with flowroute_cassette("messages/send"):
                send()
        def test_it(self, strategies, bought):
            assert strategies == 200 and bought.startswith("mdr2-")
    """
    ).assert_outcomes(passed=1)


def test_a_block_is_checked_at_its_end_and_counts_for_the_test(suite: Run) -> None:
    """A block raises for what it did not play; its requests are also those of the test."""
    suite(
        APP
        + """
    def test_it(flowroute_cassette):
        with flowroute_cassette("messages/send", to="12065550177") as inner:
            send("12065550177")
        send("12065550142")
        assert [sms.to for sms in inner.sent_messages] == ["12065550177"]
        assert [sms.to for sms in flowroute_cassette.sent_messages] == [
            "12065550177", "12065550142"]
        assert flowroute_cassette.play_count == 2
        with pytest.raises(AssertionError, match="1 of 1 interactions of messages/send"):
            with flowroute_cassette("messages/send"):
                pass
        with pytest.raises(ZeroDivisionError):
            with flowroute_cassette("messages/send"):
                1 / 0
        with pytest.raises(pytest.UsageError, match="did you mean 'messages/send'"):
            with flowroute_cassette("messages/sent"):
                pass
    """
    ).assert_outcomes(passed=1)


def test_a_cassette_beside_the_test_has_precedence(suite: Run, pytester: object) -> None:
    """One in cassettes/flowroute/ beside the test replaces that of the package."""
    suite(
        APP
        + """
    import json, pathlib
    own = pathlib.Path(__file__).parent / "cassettes" / "flowroute" / "messages"
    own.mkdir(parents=True)
    (own / "send.yaml").write_text(json.dumps({"version": 1, "interactions": [{
        "request": {"method": "GET", "uri": API + "/v2/mine", "body": None, "headers": {}},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": {},
                     "body": {"string": "mine"}}}]}))
    @pytest.mark.flowroute_cassette("messages/send")
    def test_it():
        assert httpx.get(API + "/v2/mine").text == "mine"
    """
    ).assert_outcomes(passed=1)


def test_a_unittest_case_with_a_marker(suite: Run) -> None:
    """The marker is enough, without the fixture."""
    suite(
        APP
        + """
    import unittest
    @pytest.mark.flowroute_cassette("messages/send")
    class Case(unittest.TestCase):
        def test_it(self): self.assertTrue(send().startswith("mdr2-"))
    """
    ).assert_outcomes(passed=1)
