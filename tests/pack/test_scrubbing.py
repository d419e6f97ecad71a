"""The scrubber and the checker, independent of each other."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack.leaks import LEAKS, NUMBER, Leak, error, interaction, number

import pytest_flowroute
from pytest_flowroute._audit.checker import check
from pytest_flowroute._base.layout import CassetteFile, Interaction, render
from pytest_flowroute._recording.scrubbing import scrub

PACKAGE = Path(pytest_flowroute.__file__).parent


def text(*interactions: Interaction) -> str:
    """The cassette with these interactions."""
    return render(CassetteFile("A story.", "recorded", "1", interactions))


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS.keys())
def test_the_checker_finds_every_leak(leak: Leak) -> None:
    """Each kind of data is reported, without its text."""
    problems = check(text(leak.interaction))

    assert problems
    assert [secret for secret in leak.secrets if secret in "\n".join(problems)] == []


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS.keys())
def test_the_scrubber_leaves_no_leak(leak: Leak) -> None:
    """The data is not in the file, the checker finds nothing, and scrubbing is idempotent."""
    scrubbed = scrub([leak.interaction])
    written = text(*scrubbed)

    assert [secret for secret in leak.secrets if secret in written] == []
    assert check(written) == []
    assert scrub(scrubbed) == scrubbed


def test_a_number_is_the_same_one_everywhere() -> None:
    """A number becomes the same alias in every spelling and place, another number another."""
    sent = {"to": NUMBER, "from": "14152277124"}
    answered = {
        "data": number(NUMBER)["data"],
        "links": {"self": f"https://api.flowroute.com/v2/numbers/{NUMBER}"},
        "errors": [{"detail": "(415) 227-7123, 415.227.7123, +14152277123, %252B14152277123"}],
    }
    [scrubbed] = scrub([interaction(sent, answered, path=f"/v2/numbers/{NUMBER}")])

    body = json.loads(scrubbed.request_body)
    alias, other = body["to"], body["from"]
    line = alias[-4:]
    assert alias[:7] == other[:7] == "1415555"
    assert alias != other
    assert scrubbed.uri == f"https://api.flowroute.com/v2/numbers/{alias}"
    assert json.loads(scrubbed.response_body) == {
        "data": number(alias)["data"],
        "links": {"self": f"https://api.flowroute.com/v2/numbers/{alias}"},
        "errors": [{"detail": f"(415) 555-{line}, 415.555.{line}, +{alias}, %252B{alias}"}],
    }


@pytest.mark.parametrize(
    ("version", "identity", "alias"),
    [
        ("v2.1", "1490420351891410944-9E412262.jpg", r"1490{10}\d{6}-(?P<name>[0-9a-f]{4}\.jpg)"),
        ("v2.1", "1490420351891410944-my cat", r"1490{10}\d{6}-[0-9a-f]{4}"),
        ("v2.2", "5ca00ec193834bc691acd70988428554-2", r"0{8}[0-9a-f]{8}-2"),
    ],
)
def test_the_id_of_a_file_has_the_form_of_its_version(
    version: str, identity: str, alias: str
) -> None:
    """It is digits and the alias of the name, or hexadecimal digits and the place of the file."""
    file = {
        "type": "media",
        "id": identity,
        "attributes": {"file_name": "9E412262.jpg"},
        "links": {"self": f"https://api.flowroute.com/{version}/media/{identity}"},
    }
    [scrubbed] = scrub([interaction({}, {"included": [file]})])
    [written] = json.loads(scrubbed.response_body)["included"]

    found = re.fullmatch(alias, written["id"])
    assert found
    assert found.groupdict() in ({}, {"name": written["attributes"]["file_name"]})
    assert written["links"]["self"].endswith(f"/{version}/media/{written['id']}")
    assert scrub([scrubbed]) == [scrubbed]


def test_the_reference_of_a_message_is_removed() -> None:
    """A message is recorded without its reference, which is a new one each time."""
    hooks = ["https://acme.test/x", "https://acme.test/x?flowroute_reference=order-1017"]
    plain, referred = (scrub([interaction({"dlr_callback": hook})]) for hook in hooks)

    assert referred == plain


def test_fictional_values_are_kept() -> None:
    """Fictional numbers, kept texts, Flowroute's own words and example hosts are unchanged."""
    kept = interaction(
        {
            "to": "+12065550142",
            "from": "12065550100",
            "body": "Your table is ready.",
            "dlr_callback": "https://example.com/flowroute",
        },
        {"errors": [{"status": 401, "title": "Unauthorized", "detail": "Authentication failed."}]},
    )

    [scrubbed] = scrub([kept], keep=["Your table is ready."])

    assert json.loads(scrubbed.request_body) == json.loads(kept.request_body)
    assert json.loads(scrubbed.response_body) == json.loads(kept.response_body)


def test_a_caller_name_in_capitals_still_matches() -> None:
    """Flowroute registers a name in capitals; its alias is in capitals, too."""
    answered = {"data": {"type": "cnam", "attributes": {"value": "BOB LAW"}}}
    [scrubbed] = scrub([interaction({"value": "Bob Law"}, answered, path="/v2/cnams")])

    asked = json.loads(scrubbed.request_body)["value"]
    assert asked != "Bob Law"
    assert json.loads(scrubbed.response_body)["data"]["attributes"]["value"] == asked.upper()


def test_parameters_of_the_cassette_are_fictional() -> None:
    """A value among the parameters is no leak; a phone number there still is."""
    each = interaction({"body": "Your table is ready.", "to": NUMBER})
    story = CassetteFile("A story.", "recorded", "1", [each], {"body": "Your table is ready."})
    declared = CassetteFile("A story.", "recorded", "1", [each], {**story.parameters, "to": NUMBER})

    assert check(render(story)) == [
        "1: request.body.to: looks like a real phone number",
    ]
    assert "flowroute.parameters.to: looks like a phone number that is not 555-01XX" in check(
        render(declared)
    )


@given(st.from_regex(r"1[2-9][0-8][0-9][2-9][0-9]{2}[0-9]{4}", fullmatch=True))
def test_any_number_becomes_a_fictional_one(value: str) -> None:
    """The area code is kept, the rest is 555-01XX, and the checker accepts it."""
    [scrubbed] = scrub([error(f"+{value} and {value}", to=value)])

    alias = json.loads(scrubbed.request_body)["to"]
    assert alias[:4] == value[:4]
    assert alias[4:9] == "55501"
    assert check(text(scrubbed)) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_scrubbing_twice_changes_nothing(body: str, detail: str) -> None:
    """Scrubbed interactions with any texts are unchanged by scrubbing."""
    scrubbed = scrub([error(detail, body=body)])

    assert scrub(scrubbed) == scrubbed


def test_the_checker_shares_nothing_with_the_scrubber() -> None:
    """Neither imports the other, and they import no common module of the package."""

    def reached(module: Path) -> set[Path]:
        found = {module}
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module:
                inner = module.parents[node.level - 1].joinpath(*node.module.split("."))
                found |= reached(inner.with_suffix(".py"))
        return found

    checker = reached(PACKAGE / "_audit" / "checker.py")
    assert checker & reached(PACKAGE / "_recording" / "scrubbing.py") == set()
