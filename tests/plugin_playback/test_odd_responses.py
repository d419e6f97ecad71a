"""A response plays as it came, or is refused when it is recorded, with the reason."""

from __future__ import annotations

import pytest
from plugin.conftest import Run, alone, suite_alone

from plugin_playback.odd_server import served

__all__ = ["alone", "suite_alone"]

pytestmark = pytest.mark.once

SUITE = """
    import pytest, requests
    EXACT = '{"data":{"attributes":{"monthly_cost":1.10,"setup_cost":0.00500}}}'
    PATH = "https://api.flowroute.com/v2/numbers/120655501"

    def get(number, **settings):
        return requests.get(f"{PATH}{number}", auth=("key", "secret"), **settings)

    @pytest.mark.flowroute_cassette("odd/kept")
    def test_kept(flowroute_cassette):
        first = get("01")
        assert first.text == EXACT
        for number in ("03", "04", "05"):
            assert get(number).text == EXACT
        twice = get("02")
        assert twice.text == '{"data":{"id":"12065550142","id":"12065550143"}}'
        redirect = get("06", allow_redirects=False)
        assert redirect.headers["location"] == "/v2/numbers/12065550101"
        assert len(redirect.raw.headers.getlist("set-cookie")) == 2
        assert get("06").text == EXACT
        assert get("07").json()["data"]["attributes"]["alias"]

    @pytest.mark.flowroute_cassette("odd/surrogate")
    def test_surrogate(flowroute_cassette):
        requests.patch(f"{PATH}01", json={"type": "number", "alias": "\\ud800"})
"""
REFUSED = """
    @pytest.mark.parametrize("number", ["51", "52", "53", "54", "55", "61", "62"])
    def test_refused(flowroute_cassette, number):
        with flowroute_cassette(f"odd/refused"):
            get("01")
            try:
                get(number, timeout=0.2 if number == "62" else None)
            except requests.RequestException:
                pass
"""


def test_responses_are_kept_as_they_came_or_refused(
    suite_alone: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded before a refusal is written, and the session goes on."""
    monkeypatch.delenv("FR_BASE_URL", raising=False)
    with served() as url:
        options = "--flowroute-record=rewrite", f"--flowroute-record-to={url}"
        result = suite_alone(SUITE + REFUSED, *options, "--flowroute-allow-spend")
    result.assert_outcomes(passed=9, errors=7)
    result.stdout.fnmatch_lines_random(
        [
            "* was not recorded: its body cannot be decoded, and its content-encoding is 'gzip'",
            "* was not recorded: its body of 6 bytes is not UTF-8",
            "* was not recorded: it says that it is JSON, and its body is not",
            "* was not recorded: its body cannot be decoded, and its content-encoding is 'br'",
            "* was not recorded: its body of 8 bytes is not UTF-8",
            "* was not recorded, it had no response: *",
            "* was not recorded, it had no response: no whole response in 0.2 s",
        ]
    )
    folder = pytester.path / "cassettes" / "flowroute" / "odd"
    assert sorted(path.name for path in folder.iterdir()) == [
        "kept.yaml",
        "refused.yaml",
        "surrogate.yaml",
    ]
    suite_alone(SUITE).assert_outcomes(passed=2)
