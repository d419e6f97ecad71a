"""Rows that cannot be read: each is a problem with its line, and no other error."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flowroute_ext import InvalidRows, InvalidValue, Message
from outbox.texts import OWN


def problems(outbox, path, **options) -> list[str]:
    with pytest.raises(InvalidRows) as caught:
        outbox.add(path, **options)
    return [str(problem) for problem in caught.value.problems]


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
    monkeypatch.setattr("flowroute_ext._outbox.files.lines.LONGEST_LINE", 64)
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


class Table:
    """A table, as pandas and polars have them."""

    columns = ("to", "body")

    def __iter__(self):
        return iter(self.columns)


@pytest.mark.parametrize(
    ("rows", "got", "cure"),
    [
        (None, "nothing", "give a list of rows, or the path of a file"),
        (5, "a value of type int", "give a list of rows, or the path of a file"),
        (b"rows.csv", "a value of type bytes", "give a list of rows, or the path of a file"),
        ({"to": "1"}, "a value of type dict", "put it in a list, if it is a row"),
        (
            Message(to="13125550110", from_=OWN, body="Ready"),
            "a value of type Message",
            "put it in a list, if it is a row",
        ),
        (
            Table(),
            "a value of type Table",
            "give its rows as dicts, as to_dict('records') of pandas and to_dicts() of polars do",
        ),
    ],
)
def test_what_is_no_rows_at_all(outbox, rows, got, cure):
    """A single row, a table and anything else is refused as a whole, with the way to give it."""
    with pytest.raises(InvalidValue) as caught:
        outbox.add(rows)

    assert [(problem.value, problem.cure) for problem in caught.value.problems] == [(got, cure)]


def test_two_fields_for_one_name_of_the_template(outbox):
    """Where blanks or types tell two fields apart, neither is taken, unless one is empty."""
    row = {"to": "13125550110", "name": "Ada"}

    for other in ({"name ": "Bob"}, {"\u200bname": "Bob"}):
        with pytest.raises(InvalidRows, match="must have each field once"):
            outbox.add([row | other], template="Hi {name}", from_=OWN)
    outbox.add([{"name ": None} | row | {" name": ""}], template="Hi {name}", from_=OWN)
    assert [one.message.body for one in outbox.rows()] == ["Hi Ada"]


@pytest.mark.parametrize("mark", [",", ";"])
def test_marks_between_urls(outbox, mark):
    """A comma after a URL is not taken for a part of it."""
    urls = f"https://example.com/a.png{mark} https://example.com/b.png"

    with pytest.raises(InvalidRows, match="media_urls must be URLs with blanks between them"):
        outbox.add([{"to": "13125550110", "media_urls": urls}], from_=OWN)


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n', "\ufeffSEP=;\n"])
def test_the_line_that_names_the_delimiter(outbox, file, line):
    """Excel's first line, `sep=;`, is no header, and its delimiter is taken."""
    path = file("recipients.csv", f"{line}to;name\n13125550110;Ada, B\n911;Alan\n")

    assert [problem.split(":")[0] for problem in problems(outbox, path, template="Hi {name}")] == [
        "line 3",
        "line 4",
        "line 4",
    ]
    path.write_text(f"{line}to;name\n13125550110;Ada, B\n", "utf-8")
    outbox.add(path, template="Hi {name}", from_=OWN)
    assert [row.message.body for row in outbox.rows()] == ["Hi Ada, B"]


def test_a_short_line(outbox, file):
    """Cells that are left out at the end of a line are empty."""
    path = file("recipients.csv", "to,name,media_urls\n13125550110,Ada\n13125550111\n")

    assert problems(outbox, path, template="Hi {name}", from_=OWN) == [
        (
            "line 3: name must be there, as the template has it, but got an empty text: "
            "fill it in, or take the field out of the template."
        )
    ]


def test_a_name_that_no_file_has(outbox):
    """A NUL in the name of a file is refused as other values are."""
    with pytest.raises(InvalidValue, match="the file must be a name"):
        outbox.add("rows\0.csv")


def test_numbers_that_a_table_changed(outbox, file):
    """Numbers that a table took for amounts are read where all of their digits are there."""
    lost = file("lost.csv", "to,body\n3.12555E+09,x\n1.312555011E+10,x\n")
    whole = [
        *("3125550110.0", "1.3125550110E+10", '"1,3125550110e10"', "13125550110,00"),
        *("+1.31255501100000E+10", "3.125550110E9", "13125550110E+00"),
        *("0.00013125550110E14", "131255501.10E+2"),
    ]
    rows = "".join(f"{number};{row}\n" for row, number in enumerate(whole))

    assert problems(outbox, lost, from_=OWN) == [
        f"line {line}: to must be a phone number with all of its digits, and the spreadsheet has "
        f"lost some, but got {digits}, as in 1.31256E+10: give its column the format Text or 0 and "
        "save the file again, or use the XLSX itself."
        for line, digits in ((2, "6 of its 10 digits"), (3, "10 of its 11 digits"))
    ]
    outbox.add(file("whole.csv", f"to;body\n{rows}"), from_=OWN)
    assert [row.message.to for row in outbox.rows()] == ["13125550110"] * len(whole)


def test_numbers_of_json_and_tables(outbox):
    """A number may be a whole number of any library, as JSON and tables have it."""
    numbers = [13125550110, 3125550110, 13125550110.0, Decimal(13125550110)]

    outbox.add([{"to": number, "from": float(OWN), "body": "x"} for number in numbers])

    assert {(row.message.to, row.message.from_) for row in outbox.rows()} == {("13125550110", OWN)}


@pytest.mark.parametrize("value", ["NaN", "#N/A", "null", "None", "N/A", "inf", "#####", "NULL"])
@pytest.mark.parametrize("field", ["to", "from_", "body", "reference", "media_urls"])
@pytest.mark.sampled(12)
def test_what_stands_for_no_value(outbox, field, value):
    """It is the one problem of its field, and neither texted nor a reference."""
    row = {"to": "13125550110", "from_": OWN, "body": "x", field: value}

    with pytest.raises(InvalidRows) as caught:
        outbox.add([row])

    (problem,) = caught.value.problems
    assert (problem.field, problem.value, problem.rule) == (
        field,
        repr(value),
        "must have a value, and this stands for none",
    )
