"""What reads text from outside takes time in proportion to it, and shows a part of it only."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flowroute_sandbox.http.errors import Refused

from .readers import BOUNDED, UNBOUNDED, Reader, in_files

MEGABYTE = 1_000_000
# The worst of each kind: blanks, digits, marks of numbers, URLs, templates, CSV and JSON, and
# characters that are nothing alone.
WORST = [
    *(" ", "\n", "\u200b", "\0", "1", "(", "+", "-", ".", "{", '"', "[", ":", "@", "&", "a"),
    *("\u0301\u0316", "\ud800", "😀", "206 ", "a.", "x=&", "{x}", '"":', "%20", "a\u0301"),
]
# Nothing may take longer than this many times a loop of Python over the text, which is linear.
# What takes the square of the length takes thousands of times as long.
FACTOR = 150
FACTOR_OF_FILES = 900  # what is no UTF-8 is read in each encoding that it may be in
UNMEASURED = 0.02  # seconds
LONGEST_ERROR = 2_000  # characters


def seconds(call: Callable[[], object]) -> float:
    """Return the CPU time of *call*."""
    before = time.thread_time()
    call()
    return time.thread_time() - before


def most_seconds(text: str, factor: int) -> float:
    """Return *factor* times the CPU time of a loop over *text*."""
    looped = seconds(lambda: [character for character in text if character == ""])
    return UNMEASURED + factor * looped


def read(reader: Reader, text: str) -> str:
    """Return the error of *reader* for *text*, or nothing."""
    try:
        reader(text)
    except (ValueError, LookupError, Refused) as error:
        return str(error)
    return ""


@pytest.mark.once
@pytest.mark.parametrize("worst", WORST)
def test_refused_at_once(worst: str) -> None:
    """A megabyte of anything is refused in no time, with an error that is short."""
    text = (worst * MEGABYTE)[:MEGABYTE]
    most = most_seconds(text, 10)
    slow: dict[str, float] = {}
    wrong: dict[str, str] = {}
    for name, reader in BOUNDED.items():
        errors: list[str] = []
        took = seconds(lambda reader=reader, errors=errors: errors.append(read(reader, text)))
        if took > most:
            slow[name] = took
        if not 0 < len(errors[0]) < LONGEST_ERROR:
            wrong[name] = errors[0][:LONGEST_ERROR]

    assert (slow, wrong) == ({}, {})


@pytest.mark.once
@pytest.mark.parametrize("worst", WORST)
def test_linear(worst: str, size: Callable[[int, int], int], tmp_path: Path) -> None:
    """What takes a long text takes time in proportion to its length."""
    length = size(10_000, MEGABYTE)
    text = (worst * length)[:length]
    for readers, factor in ((UNBOUNDED, FACTOR), (in_files(tmp_path), FACTOR_OF_FILES)):
        most = most_seconds(text, factor)
        took = {name: seconds(lambda one=one: read(one, text)) for name, one in readers.items()}

        assert {name: used for name, used in took.items() if used > most} == {}


def test_a_square_is_noticed() -> None:
    """The limit of time is one that a reader of square time exceeds."""
    text = " " * 10_000

    assert seconds(lambda: re.search(r"\s+x", text)) > most_seconds(text, FACTOR)
