"""JSON by orjson, and by the standard library: the same values, bytes and errors."""

from __future__ import annotations

import enum
import json
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_ext._base.json import library
from flowroute_ext._base.json.reading import loads
from flowroute_ext._base.json.writing import dumps


class Text(str):
    """A text of a class of its own."""


class Kind(enum.StrEnum):
    """A text with a name."""

    SMS = "sms"


class Plain(enum.Enum):
    """What JSON has nothing for."""

    ONE = 1


@dataclass
class Pair:
    """What JSON has nothing for, either."""

    one: int


LOOP: list[Any] = []
LOOP.append(LOOP)
DEEP: list[Any] = []
for _ in range(50):
    DEEP = [DEEP]

READ = [
    *(b"1", b"-0", b"-0.0", b"0e5", b"1E5", b"1.", b".5", b"+1", b"01", b"1e-5", b"0x1", b""),
    # Of 64 bits, and of more.
    *(b"18446744073709551615", b"18446744073709551616", b"9223372036854775808"),
    *(b"-9223372036854775808", b"-9223372036854775809", b" -18446744073709551616 "),
    *(b"[1,-18446744073709551616]", b'{"a": 18446744073709551616}', b"\t[\n18446744073709551616]"),
    # Wherever it begins among the characters that are looked at, and beside other digits.
    *(b"[" + b" " * count + b"18446744073709551616" for count in range(5)),
    *(b"[" + b" " * count + b"-9223372036854775809]" for count in range(5)),
    *(b'["' + b"0" * count + b'",1,-1,18446744073709551616,1]' for count in range(20, 24)),
    b'["1a1a1a1a1a1a1a1a1a1a1a1a", {"0000000000000000000000000000":-18446744073709551616}]',
    b'["mdr2-00000000000000000000000000000001", -18446744073709551616]',
    *(b'["18446744073709551616"]', b"123456789012345678901.5", b"12345678901234567890e0"),
    *(b"1" * 400, b"1" * 5000, b'{"mdr2-00000000000000000000000000000001":[5]}'),
    # Floats at their ends, and beyond.
    *(b"1.7976931348623157e308", b"1.7976931348623159e308", b"1e400", b"-1e400", b"5e-324"),
    *(b"2e-324", b"0.1", b"1.12345678901234567890123456789", b"9007199254740993.0", b"1e00001"),
    *(b"NaN", b"[Infinity]", b"-Infinity", b"nan", b"true", b"tru", b"True", b"null x"),
    # Encodings.
    *(b"\xef\xbb\xbf[1]", '["é😀"]'.encode("utf-16"), '["é"]'.encode("utf-32-be"), b'"\xff"'),
    *(b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud83d\\ude00"', b'"\xed\xa0\x80"', b'"\xc3\xa9"'),
    *(b'"\x01"', b'"\n"', b'"\x7f"', b'"\\u0000"', b'"\\/\\b\\x"', b'"\\u12"', b"'a'", b"\xa01"),
    # Shapes.
    *(b'{"a":1,"b":2,"a":3}', b'{"a":{"b":1},"a":[]}', b'["a",]', b'{"a":1,}', b'{"":1}', b"{1:2}"),
    *(b"\x0c1", b"1\x00", b"[1]x", b"[" * 900 + b"]" * 900, b"[" * 99_999, b"[1,2", b'{"a"'),
]
WRITTEN: list[Any] = [
    *(None, True, 0, -1, 2**53 + 1, 2**63, 2**64 - 1, 2**64, -(2**63) - 1, 10**30),
    *(1.0, 1e16, 1e-7, 0.1, float("nan"), [float("inf")], Decimal(1), 5e-324),
    *("", "é", "😀", "\ud800", "a\x7f", '\x00\x1f\b\f\n\r\t"\\/', "\u2028", Text("a"), Kind.SMS),
    *(Plain.ONE, [Plain.ONE], Pair(1), datetime(2026, 1, 1, tzinfo=UTC), uuid.UUID(int=1)),
    *({1: 2}, {None: 1}, {Kind.SMS: Kind.SMS}, {"b": 1, "a": [()]}, OrderedDict(z=1, a=2), {1, 2}),
    *([], {}, [{}], (1, 2), b"bytes", LOOP, DEEP, {"é": 1}, {"a": {"b": [1.5]}}),
    {"data": {"type": "message", "attributes": {"to": "12065550142", "body": "Hi", "mms": False}}},
]

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(2**62, 10**21).map(lambda number: number * (-1) ** number)
    | st.floats()
    | st.text()
    | st.text("0123456789a-", min_size=18),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def outcome(work: Callable[[Any], object], given: object) -> str:
    """What comes of *work*, with the types in it and the words of an error."""
    try:
        return repr(work(given))
    except (ValueError, TypeError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"


def plainly(value: object) -> bytes:
    """What the standard library writes."""
    return json.dumps(value, separators=(",", ":")).encode()


@pytest.fixture(params=["orjson", "standard library"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the two libraries; the first is installed."""
    assert library.orjson() is not None
    if request.param != "orjson":
        monkeypatch.setattr(library, "orjson", lambda: None)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("body", READ, ids=lambda body: repr(body)[2:34])
def test_reading(body: bytes) -> None:
    """What is read, or the error, is the standard library's."""
    assert outcome(loads, body) == outcome(json.loads, body)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("value", WRITTEN, ids=lambda value: type(value).__name__)
def test_writing(value: object) -> None:
    """What is written, or the error, is the standard library's, byte for byte."""
    assert outcome(dumps, value) == outcome(plainly, value)


@settings(deadline=None, max_examples=60)
@given(
    JSON, st.integers(0, 200), st.sampled_from([b"", b'"', b"9", b"-", b"\\", b"\xff", b",", b"0"])
)
def test_anything(value: object, place: int, other: bytes) -> None:
    """That holds for any value, and for its JSON where a part of it is wrong."""
    assert dumps(value) == plainly(value)
    for ascii_only in (True, False):
        body = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
        assert outcome(loads, body) == outcome(json.loads, body)
        wrong = body[:place] + other + body[place + 1 :]
        assert outcome(loads, wrong) == outcome(json.loads, wrong)


def test_which_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is usual is read and written by orjson."""
    asked: list[object] = []

    class Orjson:
        def loads(self, body: bytes) -> object:
            asked.append(body)
            return json.loads(body)

        def dumps(self, value: object) -> bytes:
            asked.append(value)
            return plainly(value)

    monkeypatch.setattr(library, "orjson", Orjson)
    usual = {"data": [{"id": "mdr2-" + "0" * 32, "cost": 1.25, "name": "é"}]}

    assert loads(plainly(usual)) == usual
    assert dumps({"data": {"alias": "Front desk"}}) == b'{"data":{"alias":"Front desk"}}'
    assert asked == [plainly(usual), {"data": {"alias": "Front desk"}}]
