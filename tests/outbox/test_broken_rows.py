"""Rows that cannot be read: each is a problem with its line, and no other error."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flowroute_ext import InvalidRows
from outbox.texts import OWN

GOOD = '{"to": "13125550110", "body": "sound"}'


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('{"to": "13125550110", "body": "x", "n": ' + "9" * 5000 + "}", "the line"),
        ("[" * 100_000 + "]" * 100_000, "the line"),
        ('{"to": ' * 100_000 + "1" + "}" * 100_000, "the line"),
        ('{"to": "13125550110", "body": "x", "n": NaN}', "the line"),
        ('{"to": "13125550110", "body": "x", "n": -Infinity}', "the line"),
        ('{"to": "13125550110", "body": "\x00"}', "the line"),
        ("\ufeff{}", "the line"),
        ('{"to": "13125550110", "body": "\\ud800"}', "body"),
        ('{"to": "13125550110", "body": "x", "media_urls": ["\\ud800"]}', "media_urls[0]"),
        ('{"to": "13125550110", "body": "x", "reference": "\\ud800"}', "reference"),
        ('{"to": "13125550110", "body": "x", "reference": 1e999}', "the line"),
        ('{"to": 1' + "0" * 400 + ', "body": "x"}', "to"),
        ('{"to": "13125550110", "body": {"a": [[]]}}', "body"),
    ],
)
def test_one_broken_line(outbox, file, line, field):
    """Whatever a line holds, it is a problem of that line, and the other lines are read."""
    path = file("rows.jsonl", f"{GOOD}\n{line}\n{GOOD}\n[]\n")

    with pytest.raises(InvalidRows) as caught:
        outbox.add(path, from_=OWN)

    assert [(problem.line, problem.field) for problem in caught.value.problems] == [
        (2, field),
        (4, "the line"),
    ]


@pytest.mark.parametrize(
    "cell", ["x" * 200_000, "\0", '"a"b'], ids=["longer than a cell may be", "NUL", "quotes"]
)
def test_one_broken_line_of_csv(outbox, file, cell):
    """A line that is no CSV is a problem of that line, and the other lines are read."""
    good = "13125550110,hello"
    path = file("rows.csv", f"to,body\n{good}\n13125550110,{cell}\n{good}\n911,x\n")

    with pytest.raises(InvalidRows) as caught:
        outbox.add(path, from_=OWN)

    assert [problem.line for problem in caught.value.problems] == [3, 5]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_line_that_never_ends(outbox, file, monkeypatch, suffix):
    """A line that is too long for memory is left out, and the next one is read."""
    monkeypatch.setattr("flowroute_ext._outbox.row_files.LONGEST_LINE", 64)
    good = {"csv": "13125550110,x", "jsonl": '{"to": "13125550110", "body": "x"}'}[suffix]
    bad = {"csv": "911,x", "jsonl": "[]"}[suffix]
    path = file(f"rows.{suffix}", f"to,body\n{good}\n{good}{'x' * 1000}\n{good}\n{bad}\n")

    with pytest.raises(InvalidRows) as caught:
        outbox.add(path, from_=OWN)

    first = [1] if suffix == "jsonl" else []
    assert [problem.line for problem in caught.value.problems] == [*first, 3, 5]


@pytest.mark.parametrize(
    "row",
    [
        {"to": "13125550110", "body": "x", "reference": 10**5000},
        {"to": "13125550110", "n": 10**5000},
        {"to": "13125550110", "n": float("nan")},
        {"to": "13125550110", "n": Decimal("sNaN")},
        {"to": "13125550110", "n": 1, 10**5000: 1},
        {"to": "13125550110", "n": 1, "is_mms": float("inf")},
    ],
)
def test_one_strange_row(outbox, row):
    """Whatever the values of a row are, it is reported as that row."""
    template = None if "body" in row else "Hello {n}"

    with pytest.raises(InvalidRows) as caught:
        outbox.add([row], from_=OWN, template=template)

    assert [problem.line for problem in caught.value.problems] == [1]
    assert str(caught.value)
