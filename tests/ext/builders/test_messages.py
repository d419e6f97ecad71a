"""Messages: checked before they are sent, and never shown."""

from __future__ import annotations

import copy
import pickle
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._builders.messages import MMS_BYTES, Message

from .spellings import numbers, separators, spell, templates

SMS: dict[str, Any] = {"to": "12065550142", "from_": "12065550143", "body": "Are you there?"}
PICTURE = "https://example.com/picture.jpg"


def problems_of(**fields: object) -> tuple[Problem, ...]:
    with pytest.raises(InvalidValue) as caught:
        Message(**SMS | fields)
    assert caught.value.what == "message"
    return caught.value.problems


@given(numbers, numbers, templates, separators)
def test_numbers(to: str, from_: str, template: str, separator: str) -> None:
    """Both numbers are accepted in any spelling, and kept as eleven digits."""
    message = Message(
        to=spell(to, template, separator), from_=spell(from_, template, separator), body="hello"
    )

    assert (message.to, message.from_) == (to, from_)


def test_numbers_of_the_account() -> None:
    """A number of the account can be passed as sender and recipient."""
    number = SimpleNamespace(value="12065550143")

    assert Message(to=number, from_=number, body="hello").from_ == "12065550143"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "sms"),
        ({"is_mms": False}, "sms"),
        ({"is_mms": True}, "mms"),
        ({"media_urls": [PICTURE]}, "mms"),
        ({"media_urls": [PICTURE], "body": None}, "mms"),
        ({"media_urls": [PICTURE], "is_mms": True}, "mms"),
    ],
)
def test_kinds(fields: dict[str, Any], kind: str) -> None:
    """A message with media is an MMS, and so is one with `is_mms`."""
    assert Message(**SMS | fields).kind == kind


def test_media_urls() -> None:
    """Media are kept as a tuple; one URL may be given alone."""
    assert Message(**SMS, media_urls=iter([PICTURE])).media_urls == (PICTURE,)
    assert Message(**SMS, media_urls=f" {PICTURE} ").media_urls == (PICTURE,)
    assert Message(**SMS, media_urls=None).media_urls == ()


@given(st.text(st.characters(codec="utf-8")).map("{}!".format))
def test_body_is_kept(body: str) -> None:
    """The text is sent as it was written, blanks included."""
    message = Message(to="12065550142", from_="12065550143", body=body)

    assert message.body == body
    assert attrs.evolve(message) == message


def test_copies() -> None:
    """A message is equal when evolved, copied or pickled."""
    message = Message(**SMS, media_urls=[PICTURE], dlr_callback="https://u:p@example.com/dlr")

    assert attrs.evolve(message) == message
    assert copy.deepcopy(message) == message
    assert pickle.loads(pickle.dumps(message)) == message


def test_repr() -> None:
    """A repr shows no text, no full number, and no secret of a URL."""
    message = Message(
        **SMS,
        media_urls=["https://example.com/12065550142.jpg?token=secret"],
        dlr_callback="https://user:secret@example.com/dlr?key=secret",
    )

    assert repr(message) == (
        "Message(to='1206•••0142', from_='1206•••0143', body=<14 characters>, "
        "media_urls=('https://example.com/1206•••0142.jpg?…',), is_mms=None, "
        "dlr_callback='https://•••@example.com/dlr?…')"
    )
    assert "body=None" in repr(attrs.evolve(message, body=None))


PUBLIC = "must be a public URL, which Flowroute fetches the file from"


@pytest.mark.parametrize(
    ("fields", "field", "got", "rule", "cure"),
    [
        (
            {"body": None},
            "body",
            "nothing",
            "must be there, unless there are media_urls",
            "give a body, or media_urls",
        ),
        (
            {"body": ""},
            "body",
            "an empty text",
            "must be a text with something visible in it",
            "give some text",
        ),
        (
            {"body": "", "media_urls": [PICTURE]},
            "body",
            "an empty text",
            "must be a text with something visible in it",
            "leave it out to send the media alone",
        ),
        (
            {"body": 7},
            "body",
            "a value of type int",
            "must be a text with something visible in it",
            "give some text",
        ),
        (
            {"body": "\ud83d"},
            "body",
            "1 characters with half of a surrogate pair",
            "must be text that UTF-8 can carry",
            "decode it from its source again, with the right encoding",
        ),
        (
            {"is_mms": "true"},
            "is_mms",
            "'true'",
            "must be True, False or None",
            "give True to send text as MMS, or leave it out",
        ),
        (
            {"is_mms": False, "media_urls": [PICTURE]},
            "is_mms",
            "False",
            "must not be False with media, which go as MMS only",
            "leave out is_mms, or the media_urls",
        ),
        (
            {"media_urls": ["picture.jpg"]},
            "media_urls[0]",
            "'picture.jpg'",
            PUBLIC,
            "write it like 'https://example.com/path'",
        ),
        (
            {"media_urls": [PICTURE, "ftp://example.com/x"]},
            "media_urls[1]",
            "'ftp://example.com/x'",
            PUBLIC,
            "begin it with https:// or http://",
        ),
        (
            {"media_urls": ["https://me:secret@example.com/x"]},
            "media_urls[0]",
            "'https://•••@example.com/x'",
            PUBLIC,
            "leave out the user name and the password before the @",
        ),
        (
            {"media_urls": [f"{PICTURE}#top"]},
            "media_urls[0]",
            f"'{PICTURE}#…'",
            PUBLIC,
            "leave out the # and what follows it",
        ),
        ({"media_urls": [None]}, "media_urls[0]", "nothing", PUBLIC, "give it as text"),
        (
            {"dlr_callback": "example.com/dlr?key=secret"},
            "dlr_callback",
            "'example.com/dlr?…'",
            "must be the URL that Flowroute posts to",
            "write it like 'https://example.com/path'",
        ),
        (
            {"to": "206-555"},
            "to",
            "a text with 6 digits",
            "must be a US or Canadian number, ten digits or eleven with the 1",
            "write it like '+1 206 555 0142'",
        ),
        (
            {"from_": None},
            "from_",
            "nothing",
            "must be a phone number as text",
            "write it like '+1 206 555 0142'",
        ),
    ],
)
def test_refusals(fields: dict[str, Any], field: str, got: str, rule: str, cure: str) -> None:
    """Each refusal names the field, the value, the rule and the cure."""
    assert problems_of(**fields) == (Problem(field=field, value=got, rule=rule, cure=cure),)


@pytest.mark.parametrize("body", ["\n", "  ", "\u200b", "\ufeff\u2060", "\u3164", "\u2800"])
def test_a_body_of_nothing(body: str) -> None:
    """A text in which nothing can be seen is no text, and nothing is paid for it."""
    assert [problem.field for problem in problems_of(body=body)] == ["body"]


@pytest.mark.parametrize(("character", "most"), [("a", 35_700), ("é", 17_850)])
def test_size_of_an_sms(character: str, most: int) -> None:
    """An SMS has 255 parts at most, by the header that each of them has."""
    assert Message(**SMS | {"body": character * most}).body == character * most
    assert problems_of(body=character * (most + 1)) == (
        Problem(
            field="body",
            value=f"{most + 1:,} characters",
            rule=f"must fit into the 255 parts of an SMS, as {most:,} characters of its kind do",
            cure="shorten it, or send it as MMS",
        ),
    )


def test_number_of_media() -> None:
    """An MMS has a hundred files at most, and each wrong URL among them is named."""
    assert len(Message(**SMS, media_urls=[PICTURE] * 100).media_urls) == 100
    assert problems_of(media_urls=[PICTURE] * 101) == (
        Problem(
            field="media_urls",
            value="101",
            rule="must be 100 URLs at most",
            cure="send the others in another message",
        ),
    )


def test_size_of_an_mms() -> None:
    """The text of an MMS may have 767,840 bytes."""
    fits, long = "é" * (MMS_BYTES // 2), "é" * (MMS_BYTES // 2 + 1)

    assert Message(**SMS | {"body": fits}, is_mms=True).body == fits
    assert problems_of(body=long, is_mms=True) == (
        Problem(
            field="body",
            value="767,842 bytes",
            rule="must fit into the 767,840 bytes of an MMS",
            cure="shorten it, or send it in parts",
        ),
    )


WRONG: dict[str, Any] = {
    "to": "12",
    "from_": 12065550143,
    "body": "",
    "is_mms": "yes",
    "dlr_callback": "ftp://example.com",
}


@given(st.sets(st.sampled_from([*WRONG]), min_size=1), st.integers(0, 3))
def test_all_problems_at_once(wrong: set[str], media: int) -> None:
    """All problems are reported at once, without the text."""
    fields = {name: WRONG[name] for name in wrong} | {"media_urls": ["nowhere"] * media}

    problems = problems_of(**fields)

    expected = [*wrong, *(f"media_urls[{index}]" for index in range(media))]
    assert sorted(problem.field for problem in problems) == sorted(expected)
    assert "there?" not in str(InvalidValue("message", problems))
