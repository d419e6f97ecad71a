"""Phone numbers: parsed from any spelling, never guessed, never shown."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flowroute_ext._base.masking import mask_number, mask_text
from flowroute_ext._base.phone import phone_number
from flowroute_ext._base.problems import InvalidValue, Problem

from .spellings import numbers, separators, spell, templates

if TYPE_CHECKING:
    from collections.abc import Callable

UUID = "b0ba8a3a-9c76-4d2d-8b0a-7ee7a2d0a3a9"
MDR = "mdr2-5ca00ec193834bc691acd70988428554"


@given(numbers, templates, separators)
def test_every_spelling(number: str, template: str, separator: str) -> None:
    """A North American number is parsed from every usual spelling."""
    assert phone_number(spell(number, template, separator)) == number


@given(numbers)
def test_idempotent(number: str) -> None:
    """A parsed number is parsed as itself."""
    assert phone_number(number) == number
    assert phone_number(phone_number(number)) == number


@given(st.text())
@example("206555014٢")
@example("２０６５５５０１４２")
def test_junk(text: str) -> None:
    """Any other text is refused, or its own ASCII digits are returned."""
    try:
        number = phone_number(text)
    except InvalidValue:
        return
    assert re.fullmatch(r"1[2-9]\d\d[2-9]\d{6}", number, re.ASCII)
    assert re.sub("[^0-9]", "", text) in (number, number[1:])


def outcome(text: str) -> tuple[str, ...]:
    """The number that *text* is, or the rules that it breaks."""
    try:
        return (phone_number(text),)
    except InvalidValue as error:
        return tuple(problem.rule for problem in error.problems)


@given(st.from_regex("[0-9]{10,11}", fullmatch=True))
@example("12115550142")
@example("19115550142")
@example("12061550142")
@example("12065550142")
def test_digits_alone(digits: str) -> None:
    """Digits mean the same with blanks around them, which are read in another way."""
    assert outcome(digits) == outcome(f" {digits} ")


def test_records() -> None:
    """A record of a number can be passed as a number."""
    assert phone_number(SimpleNamespace(value="+1 206 555 0142")) == "12065550142"


SHAPE = "must be a US or Canadian number, ten digits or eleven with the 1"
WRITE = "write it like '+1 206 555 0142'"
ALONE = "write its digits alone, without letters and without an extension"


@pytest.mark.parametrize(
    ("value", "got", "rule", "cure"),
    [
        (None, "nothing", "must be a phone number as text", WRITE),
        (12065550142, "a value of type int", "must be a phone number as text", WRITE),
        (True, "a value of type bool", "must be a phone number as text", WRITE),
        (
            SimpleNamespace(value=7),
            "a value of type SimpleNamespace",
            "must be a phone number as text",
            WRITE,
        ),
        ("", "an empty text", SHAPE, WRITE),
        ("  ", "an empty text", SHAPE, WRITE),
        ("206-555-014", "a text with 9 digits", SHAPE, WRITE),
        ("+44 20 7123 4567", "a text with 12 digits", SHAPE, WRITE),
        ("+2065550142", "206•••0142", SHAPE, WRITE),
        ("011 1 206 555 0142", "a text with 14 digits", SHAPE, WRITE),
        ("206-555-0142 x12", "a text with 12 digits", SHAPE, ALONE),
        (
            "tel:+1-206-555-0142;ext=1",
            "a text with 12 digits",
            SHAPE,
            ALONE,
        ),
        ("1-800-FLOWERS", "a text with 4 digits", SHAPE, ALONE),
        ("20-65-55-01-42", "206•••0142", SHAPE, WRITE),
        (
            "(012) 555-0142",
            "012•••0142",
            "must have an area code that begins with 2 to 9",
            "check the digits",
        ),
        (
            "1 911 555 0142",
            "1911•••0142",
            "must have an area code, and 211, 311 … 911 are services",
            "check the digits",
        ),
        (
            "206-155-0142",
            "206•••0142",
            "must have a digit from 2 to 9 after its area code",
            "check the digits",
        ),
    ],
)
def test_refusals(value: object, got: str, rule: str, cure: str) -> None:
    """A refusal names field, value, rule and cure, and shows no number in full."""
    with pytest.raises(InvalidValue) as caught:
        phone_number(value, field="to")

    assert caught.value.what == "phone number"
    assert caught.value.problems == (Problem(field="to", value=got, rule=rule, cure=cure),)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("12065550142", "1206•••0142"),
        ("+1 (206) 555-0142", "1206•••0142"),
        ("2065550142", "206•••0142"),
        ("442071234567", "442•••4567"),
        ("22065550142", "220•••0142"),
        ("555-0142", "•••"),
        ("", "•••"),
    ],
)
def test_mask_number(number: str, masked: str) -> None:
    """Only area code and last four digits of a number are shown."""
    assert mask_number(number) == masked


ENCODINGS = [str, quote, quote_plus, lambda text: quote(text, safe="")]
BEFORE = ["", "call ", "id=7&to=", "/v2/numbers/", "%20", "%2B", "%", "x", "(", "«", "2 "]
AFTER = ["", " now", "&limit=10", "/relationships", "%20x", "x", ")", "»", ", 206"]
spellings = st.builds(
    lambda number, template, separator: (number, spell(number, template, separator)),
    numbers,
    templates,
    separators,
)


@given(spellings, st.sampled_from(ENCODINGS), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_no_number_survives(
    spelling: tuple[str, str], encode: Callable[[str], str], before: str, after: str
) -> None:
    """No number is left in a text, in any spelling, percent-encoded or surrounded."""
    number, spelled = spelling

    masked = mask_text(f"{before}{encode(spelled)}{after}")

    assert f"{number[1:4]}•••{number[7:]}" in masked
    assert number[4:] not in re.sub(r"[^0-9•]", "", masked)
    assert mask_text(masked) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("GET /v2/numbers/12065550142?limit=10", "GET /v2/numbers/1206•••0142?limit=10"),
        ("sip:12065550142@example.com", "sip:1206•••0142@example.com"),
        ("to=%2B12065550142&x=1", "to=%2B1206•••0142&x=1"),
        ("from +44 20 7123 4567.", "from +442•••4567."),
        ("from 442071234567", "from 442•••4567"),
        ("206-555-0142, 206-555-0143", "206•••0142, 206•••0143"),
        ("+44 20 7123 4567 206-555-0142", "+442•••7206•••0142"),
        ("２０６-５５５-０１４２", "２０６•••０１４２"),
    ],
)
def test_masked(text: str, masked: str) -> None:
    """Numbers are masked in paths, queries and SIP URIs, those of other countries too."""
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing here",
        UUID,
        UUID.upper(),
        MDR,
        f"/v2.1/messages/{MDR}",
        MDR.replace("mdr2", "mdr1"),
        "5ca00ec193834bc691acd70988428554",
        "2017-12-22T01:52:39.39Z",
        "2016-04-14T21:10:27.366645+00:00",
        "2018-04-23 17:04:30.829341+00:00",
        "2018-04-23T17:04:30.829341+0000",
        "2018-04-23T17:04:30.829341%2B0000",
        "Fri, 01 Jun 2018 00:17:52 GMT",
        "?start_date=2017-12-01T00%3A00%3A00%2B00%3A00&end_date=2018-01-08T00%3A00%3A00%2B00%3A00",
        "$0.0040 4000000 1.25 767840",
        "Expires=1646770878",
        "1490420351891410944-9E412262.jpg",
        "/v2/routes/98396 /v2/e911s/21907 20930 20707",
        "34.226.36.32/28, 34.226.36.32-34.226.36.47 192.168.100.200:5060",
        "1206•••0142",
    ],
)
def test_left_alone(text: str) -> None:
    """Ids, times, prices and IP addresses are unchanged."""
    assert mask_text(text) == text


@given(st.uuids(), st.datetimes(), st.integers(0, 9_999_999))
def test_ids_and_times_left_alone(uuid: object, when: object, short: int) -> None:
    """No UUID, message id, ISO time or short id is taken for a number."""
    text = f"{uuid} mdr2-{str(uuid).replace('-', '')} {when} {short}"

    assert mask_text(text) == text
