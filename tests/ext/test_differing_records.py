"""Verdicts on messages by records that differ from them."""

from __future__ import annotations

import base64
import html
import json
import unicodedata
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import attrs
import pytest
from ext.test_verdicts import ABSENT, NOW, SECOND, record, sought, verdicts

from flowroute_ext._reconcile.verdicts import judge

TEXT = 'Café déjà vu: 5 > 3 & 2 "quoted" ' + "word " * 40

DIFFERENT: dict[str, dict[str, Any]] = {
    "cut": {"body": TEXT[:160]},
    "cut to nothing": {"body": ""},
    "escaped for HTML": {"body": html.escape(TEXT)},
    "escaped for JSON": {"body": json.dumps(TEXT)[1:-1]},
    "quoted for URLs": {"body": quote(TEXT)},
    "question marks": {"body": TEXT.encode("ascii", "replace").decode()},
    "without marks": {"body": TEXT.encode("ascii", "ignore").decode()},
    "mojibake": {"body": TEXT.encode().decode("latin-1")},
    "base64": {"body": base64.b64encode(TEXT.encode()).decode()},
    "hexadecimal": {"body": TEXT.encode("utf-16-be").hex()},
    "decomposed": {"body": unicodedata.normalize("NFD", TEXT)},
    "other blanks": {"body": TEXT.replace(" ", "\xa0")},
    "stripped": {"body": TEXT.strip()},
    "capitals": {"body": TEXT.upper()},
    "null": {"body": None},
    "redacted": {"body": "[redacted]"},
    "appended": {"body": f"{TEXT} Reply STOP to opt out"},
    "prepended": {"body": f"Example Inc: {TEXT}"},
    "another text": {"body": "something else"},
    "an MMS": {"is_mms": True},
    "another direction": {"direction": "inbound"},
    "an unknown direction": {"direction": "mt"},
    "no time": {"timestamp": None},
    "a time that cannot be read": {"timestamp": "soon"},
    "a time of another zone that is not named": {"timestamp": "2026-11-02T00:30:00.50"},
    "a time without its zone": {"timestamp": "2026-11-02T08:30:00.50"},
    "no number": {"to": None},
    "neither number": {"to": None, "from": ""},
    "a hidden number": {"to": "1206***0100"},
    "four digits": {"to": "0100"},
    "from a short code": {"from": "72975"},
    "a number with an extension": {"to": "12065550100;ext=1"},
    "a country code twice": {"to": "0012065550100"},
    "numbers exchanged": {"to": "12065550142", "from": "12065550100"},
    "numbers exchanged, no direction": {
        "to": "12065550142",
        "from": "12065550100",
        "direction": None,
    },
    "no id": {"id": ""},
}
PLAIN: dict[str, dict[str, Any]] = {
    "as it was sent": {},
    "ten digits": {"to": "2065550100"},
    "E.164": {"to": "+12065550100", "from": "+12065550142"},
    "with marks": {"to": "(206) 555-0100", "from": "+1 206.555.0142"},
    "wide digits": {"to": "１２０６５５５０１００"},
    "no direction": {"direction": None},
    "no status": {"status": None},
    "another offset": {"timestamp": "2026-11-02T01:30:00.50-07:00"},
}


@pytest.mark.parametrize("how", DIFFERENT)
def test_a_record_that_differs(how: str) -> None:
    """It may be the message, or of another one: still unknown, with its id."""
    changes = {"id": "1", "body": TEXT} | DIFFERENT[how]

    found = verdicts([sought("x", body=TEXT)], [record(**changes)])

    assert found == {"x": ("still unknown", None, (changes["id"],))}


@pytest.mark.parametrize("how", PLAIN)
def test_a_record_that_is_written_differently(how: str) -> None:
    """Another spelling of a number, or a missing field, leaves no doubt."""
    found = verdicts([sought("x", body=TEXT)], [record("1", **{"body": TEXT} | PLAIN[how])])

    assert found == {"x": ("accepted", "1", ("1",))}


def test_a_record_of_another_message_of_ours() -> None:
    """A record that certainly is of one message is not of another one to the same person."""
    attempts = [sought("x", body="Your table"), sought("y", body="See you")]

    assert verdicts(attempts, [record("1", body="See you")]) == {
        "x": ABSENT,
        "y": ("accepted", "1", ("1",)),
    }


def test_records_of_equal_messages_of_ours() -> None:
    """Which of them was accepted need not be known to tell that another text was not."""
    equal = [sought("y", body="See you"), sought("z", body="See you")]
    attempts = [sought("x", body="Your table"), *equal]

    assert verdicts(attempts, [record("1", body="See you")]) == {
        "x": ABSENT,
        "y": ("still unknown", None, ("1",)),
        "z": ("still unknown", None, ("1",)),
    }
    three = [record(name, body="See you") for name in "123"]
    assert verdicts(attempts, three)["x"] == ("still unknown", None, ("1", "2", "3"))


SHORT = "Your table is ready, please come in"


@pytest.mark.parametrize(
    "other", [f"{SHORT} and sit down", "Your table", SHORT.upper(), f"{SHORT}!"]
)
def test_a_record_that_may_be_of_another_text_of_ours(other: str) -> None:
    """It may be that one, cut, or with something appended: unknown, unless both have a record."""
    attempts = [sought("x", body=other), sought("y", body=SHORT)]

    assert verdicts(attempts, [record("1", body=SHORT)]) == {
        "x": ("still unknown", None, ("1",)),
        "y": ("still unknown", None, ("1",)),
    }
    assert verdicts(attempts, [record("1", body=SHORT), record("2", body=other)]) == {
        "x": ("accepted", "2", ("2",)),
        "y": ("accepted", "1", ("1",)),
    }


@pytest.mark.parametrize(("lost", "there"), [("Text 5", "Text 51"), ("Text 51", "Text 5")])
def test_a_record_of_another_number(lost: str, there: str) -> None:
    """Short texts that happen to begin alike are different ones."""
    attempts = [sought("x", body=lost), sought("y", body=there)]

    assert verdicts(attempts, [record("1", body=there)]) == {
        "x": ABSENT,
        "y": ("accepted", "1", ("1",)),
    }


def test_an_id_that_was_given_to_another() -> None:
    """It proves nothing, and does not show that the message was not accepted."""
    found = judge([sought("x")], [record("1")], given=["1"], now=NOW + 100 * SECOND)

    assert (found["x"].verdict, found["x"].seen) == ("still unknown", ("1",))


def test_times_that_are_uncertain() -> None:
    """Where it is not known when a message was sent, no record proves it."""
    one = attrs.evolve(sought("x"), near=None, skew=timedelta(hours=1))

    assert verdicts([one], [record("1")]) == {"x": ("still unknown", None, ("1",))}
    assert verdicts([one], [record("1", at=3_500)], after=9_000)["x"][0] == "still unknown"
    assert verdicts([one], [record("1", at=3_700)], after=9_000) == {"x": ABSENT}
