"""Recording from sandboxes of several runs or processes into one file."""

from __future__ import annotations

import pytest

from .conftest import Run

pytestmark = pytest.mark.once

TO = "--flowroute-record-to=flowroute_sandbox"
ASK = """
    import pytest, requests

    def ask(method, path, **attributes):
        body = {"data": {"attributes": attributes}} if attributes else None
        url = f"https://api.flowroute.com{path}"
        response = requests.request(method, url, json=body, auth=("key", "secret"))
        assert response.ok, response.text
        return response.json()["data"]
"""
TESTS = (
    ASK
    + """
    @pytest.mark.parametrize("person", PERSONS)
    @pytest.mark.flowroute_cassette("own/office")
    def test_it(person):
        ask("POST", "/v2/numbers/12065550100")
        attributes = {"from": "12065550100", "to": "13125550142", "body": f"Hello, {person}"}
        sent = ask("POST", "/v2.1/messages", **attributes)
        host = {"route_type": "host", "value": f"{person}.example.net", "alias": f"Of {person}"}
        route = ask("POST", "/v2/routes", **host)

        found = ask("GET", f"/v2.1/messages/{sent['id']}")["attributes"]
        assert found["body"] == f"Hello, {person}"
        assert ask("GET", f"/v2/routes/{route['id']}")["attributes"]["alias"] == f"Of {person}"
"""
)


@pytest.fixture(autouse=True)
def no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """No account in the environment."""
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def source(*persons: str) -> str:
    """The tests of these persons, each of whom buys one number if it is not theirs."""
    return TESTS.replace("PERSONS", repr(persons))


@pytest.mark.parametrize("mode", ["new", "all"])
def test_a_later_run_adds_to_a_file(suite: Run, mode: str) -> None:
    """What the file answers is there for what is recorded, and new ids are no old ones."""
    suite(source("Ada", "Grace"), "--flowroute-record=once", TO).assert_outcomes(passed=2)
    added = suite(source("Ada", "Grace", "Mary"), f"--flowroute-record={mode}", TO, "-k", "Mary")
    added.assert_outcomes(passed=1, deselected=2)

    suite(source("Mary", "Grace", "Ada")).assert_outcomes(passed=3)
    suite(source("Mary", "Grace", "Ada"), "-k", "Mary").assert_outcomes(passed=1, deselected=2)


def test_processes_add_to_a_file(
    suite: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has a sandbox of its own, where what another process recorded is done as well."""
    persons = "Ada", "Grace", "Mary", "Joan"
    suite(source(*persons), "--collect-only")  # which writes the file
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    plugins = ("-p", "xdist.plugin", "-p", "pytest_flowroute.plugin")
    pytester.runpytest_subprocess(
        *plugins, "-n", "2", "--dist", "load", TO, "--flowroute-record=once"
    ).assert_outcomes(passed=4)
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")

    suite(source(*persons)).assert_outcomes(passed=4)
    suite(source(*reversed(persons)), "-k", "Joan").assert_outcomes(passed=1, deselected=3)


def test_a_whole_recording_of_a_later_run_plays(suite: Run) -> None:
    """What was recorded again replaces all of before, also look-ups of ids that are others now."""
    for mode in "once", "all", "all":
        recorded = suite(source("Ada"), f"--flowroute-record={mode}", TO)
        recorded.assert_outcomes(passed=1)
        recorded.stdout.no_fnmatch_line("*they stay*")

    suite(source("Ada")).assert_outcomes(passed=1)


def test_an_id_given_anew_is_not_taken_for_one_of_the_file(suite: Run) -> None:
    """A file has few made-up ids, so that of a new message would often become one of them."""
    persons = [f"Person{number}" for number in range(20)]
    suite(source(*persons[:14]), "--flowroute-record=once", TO).assert_outcomes(passed=14)
    suite(source(*persons), "--flowroute-record=new", TO).assert_outcomes(passed=20)

    suite(source(*reversed(persons))).assert_outcomes(passed=20)


CHANGES = (
    ASK
    + """
    @pytest.mark.parametrize("person", ["Ada", "Mary", "Grace", "Joan"])
    @pytest.mark.flowroute_cassette("own/office")
    def test_it(person):
        host = {"route_type": "host", "value": f"{person}.example.net", "alias": f"Of {person}"}
        route = ask("POST", "/v2/routes", **host)
        ask("PATCH", f"/v2/routes/{route['id']}", alias=f"New {person}")

        found = ask("GET", f"/v2/routes/{route['id']}")["attributes"]
        assert found["alias"] == f"New {person}"
"""
)
NOT_FOUND = """\
cassettes/flowroute/own/office.yaml: some requests may not be found when it is played, * send: alias
  other values have the same made-up ones: record all tests that play it with *=rewrite and in one *
"""


def test_values_that_are_added_in_the_place_of_others(suite: Run) -> None:
    """A file keeps its few places, so that a run that adds to it says what may not be found."""
    once = suite(CHANGES, "--flowroute-record=once", TO, "-k", "Ada or Mary")
    once.assert_outcomes(passed=2, deselected=2)
    once.stdout.no_fnmatch_line("*may not be found*")
    added = suite(CHANGES, "--flowroute-record=new", TO, "-k", "Grace or Joan")
    added.assert_outcomes(passed=2, deselected=2)
    added.stdout.fnmatch_lines(NOT_FOUND.splitlines(), consecutive=True)
    assert suite(CHANGES).parseoutcomes() == {"passed": 3, "failed": 1}

    anew = suite(CHANGES, "--flowroute-record=rewrite", TO)
    anew.assert_outcomes(passed=4)
    anew.stdout.no_fnmatch_line("*may not be found*")
    suite(CHANGES).assert_outcomes(passed=4)
