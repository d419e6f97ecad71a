"""Members that the document vouches for: what it shows stays, and what is personal does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from pack.leaks import interaction

from pytest_flowroute._audit.checker import check, check_name
from pytest_flowroute._base.layout import CassetteFile, Interaction, render
from pytest_flowroute._playback.options import WrongOption, of_call
from pytest_flowroute._scrubbing.scrubber import scrub
from pytest_flowroute.command import cassettes as command

if TYPE_CHECKING:
    from pathlib import Path

PERSONAL: dict[str, list[object]] = {
    "rate_center": ["Zelda Quimby", "quimby", "zelda quimby 02", "main street 12"],
    "state": ["Zelda", "WA 98101"],
    "tier": ["Zelda", "Basic $206555/$9871.0/$7734", "US Promo $4821/$17734/$0.1"],
    "monthly_cost": ["2065559871", 482117734, 482.117734, "555.9871", 5559871, "-98101.77"],
    "number_type": ["Zelda"],
    "iso_country": ["Zelda"],
    "id": ["mdr2-00000000000000000000012065559871", "00000000-0000-4000-8000-012065559871"],
    "note": ["00000000-0000-4000-8000-012065559871", "https://example.com/07.eva"],
    "file_name": ["file-07.zed", "14900000000000007-file-07.eva"],
}
PUBLIC: dict[str, list[object]] = {
    "rate_center": ["seattle", "SEATTLE", "New York", "nwyrcyzn01", "jerseycity"],
    "state": ["WA", "wa"],
    "tier": ["US Promo $0.0/$0.50/$0.005", "Standard"],
    "monthly_cost": ["1.51884865", 1.25, "0.0040", "12345.6", "1234.56", "99.99", "$0.5"],
}


def found(member: str, value: object) -> Interaction:
    """A response that lists a number for sale, with this member."""
    row = {"type": "number", "attributes": {member: value}}
    path = "/v2/numbers/available"
    one: Interaction = interaction(None, {"data": [row]}, method="GET", path=path, status=200)
    return one


def text(*interactions: Interaction) -> str:
    """The cassette with these interactions."""
    return render(CassetteFile("A story.", "recorded", "2026.11.1", interactions))


@pytest.mark.parametrize("member", PERSONAL)
def test_what_is_personal_does_not_stay(member: str) -> None:
    """It is made up although the member is one of the document's, and reported in a file."""
    for value in PERSONAL[member]:
        [clean] = scrub([found(member, value)]).interactions
        assert str(value) not in clean.response_body
        assert check(text(clean)) == []
        place = f"1: response.body.data[0].attributes.{member}"
        assert [each for each in check(text(found(member, value))) if each.startswith(place)]


@pytest.mark.parametrize("member", PUBLIC)
def test_what_the_document_shows_stays(member: str) -> None:
    """Prices, rate centers, states and tiers are kept as they are, and reported nowhere."""
    for value in PUBLIC[member]:
        [clean] = scrub([found(member, value)]).interactions
        assert json.loads(clean.response_body) == json.loads(found(member, value).response_body)
        assert check(text(clean)) == []


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/related; boundary=Zelda", "--Zelda\r\n\r\nQuimby\r\n--Zelda--\r\n"),
        ("text/html", "<html><body><h1>٢٠٦ OK</h1><p>999 OK</p><p>404Not Found</p></body></html>"),
    ],
)
def test_an_odd_body_is_made_up_and_not_refused(content_type: str, body: str) -> None:
    """What the scrubber writes of a rare kind of body, the checker passes."""
    [clean] = scrub([interaction(body, body, media_type=content_type)]).interactions

    assert check(text(clean)) == []
    assert not {"Zelda", "Quimby", "٢٠٦", "999"} & set(clean.response_body.split())


def test_places_of_a_list_are_ascii() -> None:
    """A number in other digits is no place of an error, and so no name that stays."""
    errors = {"errors": [{"detail": {"٢٠٦": ["Not a valid string."], "0": ["Zelda"]}}]}
    [clean] = scrub([interaction({}, errors, status=422)]).interactions

    assert "٢٠٦" not in clean.response_body
    assert check(text(clean)) == []


@pytest.mark.parametrize(
    "errors",
    [
        *({"Zelda Quimby.name": 1}, {"zelda@quimby.state": 1}, {"Zelda.1": 1}, {"x.Zelda.to": 1}),
        {"206": {"555": {"987": {"1": "Not a valid string."}}}},
    ],
)
def test_the_end_of_a_name_is_no_name(errors: object) -> None:
    """A member that ends with a documented name or a place after a dot is not a documented one."""
    private = interaction({}, {"errors": [{"detail": errors}]}, status=422)
    [clean] = scrub([private]).interactions

    assert "part-" in clean.response_body
    assert check(text(clean)) == []
    problems = check(text(private))
    assert [problem for problem in problems if problem.startswith("1: response.body.errors[0]")]
    assert not [problem for problem in problems if "elda" in problem]


def test_a_place_in_a_list_of_a_list_stays() -> None:
    """An error at one of a few places is kept as it came."""
    errors = {"errors": [{"detail": {"0": {"12": ["Not a valid string."]}}}]}
    [clean] = scrub([interaction({}, errors, status=422)]).interactions

    assert json.loads(clean.response_body) == errors
    assert check(text(clean)) == []


@pytest.mark.parametrize(
    "words",
    [
        *(
            "call ٢٠٦٥٥٥٩٨٧١",
            "２０６５５５９８７１",
            "206\u200d555\u200d9871",
            "2 0 6 5 5 5 9 8 7 1",
        ),
        *("206_555_9871", "206,555,9871", "0044 7911 123456", "447911123456", "zelda@corp"),
        *("SSN 482-11-7734", "4111 1111 1111 1111", "ftp://corp.io", "2600:1f14::7", "pwd=hunter2"),
        *("\\x32\\x30\\x36\\x35\\x35\\x35\\x39\\x38\\x37\\x31", "&#50;06&#53;55&#57;871"),
        *("sk_live_4eC39Hq", "AKIAABCDEFGHIJKLMNOP"),
    ],
)
def test_what_somebody_writes_is_searched(words: str) -> None:
    """In a description, in a comment, and in a value and a path that are kept."""
    answered = {"data": {"attributes": {"note": words}}}
    note = interaction(None, answered, method="GET", path="/v2/numbers/0", status=200)
    files = {
        "flowroute.description": CassetteFile(words, "recorded", "2026.11.1", []),
        "flowroute.keep": CassetteFile("A", "recorded", "2026.11.1", [], keep=[words]),
        "1: response.body.data.attributes.note": CassetteFile(
            "A", "recorded", "2026.11.1", [note], keep=["data.attributes.note"]
        ),
    }
    assert [each for each in check(f"{text()}# {words}\n") if each.startswith("comment: ")]
    for place, file in files.items():
        problems = check(render(file))
        assert [each for each in problems if each.startswith(place)]
        assert words not in "\n".join(problems)


@pytest.mark.parametrize(
    "words",
    [
        *("2026-11-29T10:00:00Z", "10:15:00", "flowroute-sdk-v3-nodejs README", "1, 2, 3, 4, 5, 6"),
        *(
            "12065550142",
            "(206) 555-0142",
            "Line 2 of 3",
            "OpenAPI 2026.11.1",
            "v2.1",
            "☎ Front desk",
        ),
        *("00000000-0000-4000-8000-000000000012", "$1.51884865", "https://example.com/03.png"),
    ],
)
def test_what_is_harmless_is_not_reported(words: str) -> None:
    """Times, versions, made-up numbers and a few counts are no leaks."""
    assert check(render(CassetteFile(words, "recorded", "2026.11.1", []))) == []


def test_the_name_of_a_file_is_searched(tmp_path: Path) -> None:
    """By the command, and before a recording is written."""
    path = tmp_path / "12065559871.yaml"
    path.write_text(text(), encoding="utf-8")
    result = CliRunner().invoke(command, ["check", str(path)])

    assert result.exit_code == 1
    assert "the name of the file: looks like a phone number" in result.output
    assert check_name(tmp_path / "12065550142.yaml") == []


@pytest.mark.parametrize("path", ["", "data.", "+12065559871", "a b", "data\n.x", "a" * 99])
def test_a_path_that_is_none_is_refused_before_the_test(path: str) -> None:
    """What keep= names is a path of a member, a parameter or a header."""
    with pytest.raises(WrongOption, match=r"keep is a list of paths"):
        of_call("signup/welcome", {"keep": [path]})
    keep = ["data.attributes.note", "query.filter[x]", "errors.detail.0"]
    assert of_call("signup/welcome", {"keep": keep}).keep == tuple(keep)
