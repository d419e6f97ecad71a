"""The scrubber and the checker, independent of each other."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack.leaks import LEAKS, NUMBER, Leak, error, interaction, number

import pytest_flowroute
from pytest_flowroute._audit.checker import check
from pytest_flowroute._base.layout import CassetteFile, Interaction, render
from pytest_flowroute._scrubbing import scrubber

PRIVATE = "is neither public by the OpenAPI document nor made up"
if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER_FOUND = "looks like a phone number that is not 555-01XX"
PACKAGE = Path(pytest_flowroute.__file__).parent


def scrub(interactions: Sequence[Interaction], keep: Sequence[str] = ()) -> list[Interaction]:
    """The interactions, scrubbed."""
    return list(scrubber.scrub(interactions, keep=keep).interactions)


def text(*interactions: Interaction) -> str:
    """The cassette with these interactions."""
    return render(CassetteFile("A story.", "recorded", "2026.11.1", interactions))


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
    numbers = ["(415) 227-7123", "415.227.7123", "+14152277123", 4152277123, "1 415-227-7124"]
    answered = {
        "data": [number(NUMBER)["data"]],
        "included": [{"type": "number", "id": each} for each in numbers],
        "links": {"self": f"https://api.flowroute.com/v2/numbers/{NUMBER}?contains=4152277123"},
    }
    path = f"/v2/numbers/details?number={NUMBER}"
    [scrubbed] = scrub([interaction(sent, answered, path=path)])

    [alias, other] = json.loads(scrubbed.request_body).values()
    line = alias[-4:]
    assert alias[:7] == other[:7] == "1415555"
    assert alias != other
    assert scrubbed.uri.endswith(f"={alias}")
    found = json.loads(scrubbed.response_body)
    assert [each["id"] for each in found["included"]] == [
        f"(415) 555-{line}",
        f"415.555.{line}",
        f"+{alias}",
        int(alias[1:]),
        f"1 415-555-{other[-4:]}",
    ]
    assert found["data"] == [number(alias)["data"]]
    assert list(list(found.values())[-1].values()) == [
        f"https://api.flowroute.com/v2/numbers/{alias}?contains={alias[1:]}"
    ]


@pytest.mark.parametrize(
    ("version", "identity", "alias"),
    [
        ("v2.1", "1490420351891410944-9E412262.jpg", r"1490{9}\d{5}-file-\d\d\.jpg"),
        ("v2.1", "1490420351891410944-my cat", r"1490{9}\d{5}-file-\d\d"),
        ("v2.2", "5ca00ec193834bc691acd70988428554-2", r"0{11}\d{5}-2"),
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
    path = f"/{version}/messages/mdr2-{'0' * 32}"
    [scrubbed] = scrub([interaction(None, {"included": [file]}, method="GET", path=path)])
    [written] = json.loads(scrubbed.response_body)["included"]

    assert re.fullmatch(alias, written["id"])
    assert re.fullmatch(r"file-\d\d\.jpg", written["attributes"]["file_name"])
    assert written["links"]["self"].endswith(f"/{version}/media/{written['id']}")
    assert scrub([scrubbed]) == [scrubbed]


def test_the_reference_of_a_message_is_removed() -> None:
    """A message is recorded without its reference, which is a new one each time."""
    hooks = ["https://acme.test/x", "https://acme.test/x?flowroute_reference=order-1017"]
    plain, referred = (scrub([interaction({"dlr_callback": hook})]) for hook in hooks)

    assert referred == plain


def test_fictional_values_are_kept() -> None:
    """Fictional numbers, kept texts, Flowroute's own words and made-up URLs are unchanged."""
    kept = interaction(
        {
            "to": "+12065550142",
            "from": "12065550100",
            "body": "Your table is ready.",
            "dlr_callback": "https://example.com/07",
        },
        {"errors": [{"status": 401, "title": "Unauthorized", "detail": "Authentication failed."}]},
    )

    [scrubbed] = scrub([kept], keep=["body"])

    assert json.loads(scrubbed.request_body) == json.loads(kept.request_body)
    assert json.loads(scrubbed.response_body) == json.loads(kept.response_body)


def test_a_caller_name_in_capitals_still_matches() -> None:
    """Flowroute registers a name in capitals; its alias is in capitals, too."""
    answered = {"data": {"type": "cnam", "attributes": {"value": "BOB LAW"}}}
    [scrubbed] = scrub([interaction({"value": "Bob Law"}, answered, path="/v2/cnams")])

    asked = json.loads(scrubbed.request_body)["value"]
    assert asked != "Bob Law"
    assert json.loads(scrubbed.response_body)["data"]["attributes"]["value"] == asked.upper()


def test_a_parameter_is_what_the_requests_have() -> None:
    """A value among the parameters is reported unless it is kept, public or made up."""
    each = interaction({"body": "Your table is ready.", "to": "12065550142"})
    about = ("A story.", "recorded", "2026.11.1")
    parameters = {"body": "Your table is ready.", "to": "12065550142", "city": "Seattle"}

    assert check(render(CassetteFile(*about, [each], parameters, keep=["body"]))) == [
        f"flowroute.parameters.city: {PRIVATE}",
    ]
    assert check(render(CassetteFile(*about, [each], parameters))) == [
        f"1: request.body.body: {PRIVATE}",
        f"flowroute.parameters.body: {PRIVATE}",
        f"flowroute.parameters.city: {PRIVATE}",
    ]


def test_what_is_kept_is_searched() -> None:
    """A kept text stays, and is reported if it has a number; the head says what is kept."""
    note = "Call 415 227 7123"
    each = interaction({"body": note})

    for kept, problems in (
        ([], [f"1: request.body.body: {PRIVATE}"]),
        (
            ["body"],
            [
                f"1: request.body.body: is kept by name, and {NUMBER_FOUND}",
            ],
        ),
    ):
        file = CassetteFile("A story.", "recorded", "2026.11.1", [each], keep=kept)
        assert check(render(file)) == problems
        assert ("keep:\n  - body" in render(file)) is bool(kept)


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
    """Neither imports the other; common is only the safe reading of YAML."""

    def reached(module: Path) -> set[Path]:
        found = {module}
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module:
                inner = module.parents[node.level - 1].joinpath(*node.module.split("."))
                found |= reached(inner.with_suffix(".py"))
        return found

    checker = reached(PACKAGE / "_audit" / "checker.py")
    scrubber = reached(PACKAGE / "_scrubbing" / "scrubber.py")
    assert {path.name for path in checker & scrubber} <= {"safe_yaml.py"}
