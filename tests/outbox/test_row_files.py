"""Rows from CSV and JSON Lines files."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_ext import InvalidRows, InvalidValue
from flowroute_ext._base.reading.empty import is_empty, trimmed
from flowroute_ext._outbox.files.reading import read
from flowroute_ext.types import OutboxAdded
from outbox.texts import OWN


def problems(outbox, path, **options) -> list[str]:
    with pytest.raises(InvalidRows) as caught:
        outbox.add(path, **options)
    return [str(problem) for problem in caught.value.problems]


def test_csv(outbox, file):
    """The first line names the columns, in any case; a row is a row of the outbox."""
    path = file(
        "recipients.csv",
        "\ufeffTo,From,name,media_urls,Reference\r\n"
        f'312 555 0110,{OWN},"Ada, Countess\r\nof Lovelace",,a\r\n'
        "\r\n"
        f"312 555 0111,{OWN},Alan,https://example.com/a.png https://example.com/b.png,b\r\n",
    )

    assert outbox.add(path, template="Hi {name}") == OutboxAdded(new=2, known=0)
    found = [(row.reference, row.message.body, row.message.media_urls) for row in outbox.rows()]
    assert found == [
        ("a", "Hi Ada, Countess\r\nof Lovelace", ()),
        ("b", "Hi Alan", ("https://example.com/a.png", "https://example.com/b.png")),
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_of_other_countries(outbox, file, delimiter):
    """Semicolons and tabs separate as well as commas do."""
    lines = ["to;body", "13125550110;Hello, you"]
    path = file("recipients.csv", "\n".join(lines).replace(";", delimiter))

    assert outbox.add(str(path), from_=OWN) == OutboxAdded(new=1, known=0)
    assert [row.message.body for row in outbox.rows()] == ["Hello, you"]


def test_json_lines(outbox, file):
    """Each line is an object; a list of media, numbers and switches are as JSON has them."""
    lines = [
        {"to": "13125550110", "from": OWN, "body": "One\u2028line", "reference": 1},
        {"to": "13125550110", "from": OWN, "media_urls": ["https://example.com/a.png"]},
        {"to": "13125550110", "from": OWN, "body": "Two", "is_mms": True},
    ]
    path = file("rows.jsonl", "\n\n".join(json.dumps(x, ensure_ascii=False) for x in lines))

    assert outbox.add(path) == OutboxAdded(new=3, known=0)
    found = [(row.message.body, row.message.kind) for row in outbox.rows()]
    assert found == [("One\u2028line", "sms"), (None, "mms"), ("Two", "mms")]


def test_bad_rows_are_reported_with_their_lines(outbox, file):
    """A row is on the line of the file that it begins on."""
    path = file(
        "recipients.csv",
        f'to,from,body\n13125550110,{OWN},"two\nlines"\n13125550110,{OWN},a,b\n911,{OWN},x\n',
    )

    assert problems(outbox, path) == [
        (
            "line 4: the line must have 3 cells, as the header has, but got 4 cells: "
            "put a cell with a delimiter in it in quotes."
        ),
        (
            "line 5: to must be a US or Canadian number, ten digits or eleven with the 1, "
            "but got a text with 3 digits: write it like '+1 206 555 0142'."
        ),
    ]


def test_lines_that_are_not_rows(outbox, file):
    """Lines that are not JSON, CSV or UTF-8, and repeated columns, are reported."""
    assert problems(outbox, file("rows.jsonl", '{"to": \n\n[1]')) == [
        (
            "line 1: the line must be a JSON object, but got something else: "
            'write it like {"to": "…"}.'
        ),
        (
            "line 3: the line must be a JSON object, but got something else: "
            'write it like {"to": "…"}.'
        ),
    ]
    assert problems(outbox, file("a.csv", 'to,body\n"1"3,x\n')) == [
        (
            "line 2: the line must be CSV (',' expected after '\"'), but got something else: "
            "put a cell with quotes in it in quotes."
        )
    ]
    assert problems(outbox, file("b.csv", "to,body,to\n")) == [
        "line 1: the header must be unique, but got 'to' and 'to': name each column once."
    ]
    wrong = "to,body\n13125550110,Olé\n13125550110,Zoë\n".encode() + b"13125550110,Ol\xe9\n"
    assert problems(outbox, file("c.csv", wrong), from_=OWN) == [
        "line 4: the line must be in UTF-8, but got something else: save the file as UTF-8."
    ]


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("to,To", "to", "To"),
        ("body,to,Body", "body", "Body"),
        (" to,to", "to", "to"),
        ("to,TO ,body", "to", "TO"),
        ("from,to,from_", "from", "from_"),
        ("to,media urls,mediaUrls", "media urls", "mediaUrls"),
        ("to,dlr-callback,DLR callback", "dlr-callback", "DLR callback"),
        ("to,\uff34\uff2f", "to", "\uff34\uff2f"),
        ("to,a,a", "a", "a"),
        ("to,Name,name", "Name", "name"),
    ],
)
def test_two_columns_for_one_field(outbox, file, header, first, second):
    """A field that several columns are of is refused, with both as they are spelt."""
    cells = ",".join(["13125550110"] * (header.count(",") + 1))
    path = file("rows.csv", f"{header}\n{cells}\n")

    assert problems(outbox, path, template="x", from_=OWN) == [
        (
            f"line 1: the header must be unique, but got {first!r} and {second!r}: "
            "name each column once."
        )
    ]


@pytest.mark.parametrize(
    "header", ["to,from,media urls", "To:,FROM,mediaUrls", "to,from_,MEDIA-URLS"]
)
def test_spellings_of_columns(outbox, file, header):
    """A column is known by its letters, so that none is left out for its spelling."""
    outbox.add(file("rows.csv", f"{header}\n3125550110,{OWN},https://example.com/a.png\n"))

    (row,) = outbox.rows()
    message = row.message
    assert (message.to, message.from_, message.media_urls) == (
        "13125550110",
        OWN,
        ("https://example.com/a.png",),
    )


def test_two_fields_of_one_row(outbox, file):
    """A row that has a field twice is refused, with both as they are spelt."""
    lines = [
        '{"to": "13125550110", "to": "13125550111", "body": "x"}',
        '{"to": "13125550110", "To": "13125550111", "body": "x"}',
        '{"to": "13125550110", "To": null, "body": "x"}',
    ]

    assert problems(outbox, file("rows.jsonl", "\n".join(lines)), from_=OWN) == [
        (
            "line 1: the line must have each name once, but got 'to' several times: "
            "leave one of them out."
        ),
        "line 2: the row must have each field once, but got 'to' and 'To': leave one of them out.",
    ]
    with pytest.raises(InvalidRows) as caught:
        outbox.add([{"to": "13125550110", "body": "x", "from": OWN, "from_": OWN}])
    assert str(caught.value) == (
        "Invalid rows: row 1: the row must have each field once, but got 'from' and 'from_': "
        "leave one of them out."
    )


def test_other_files(outbox, file):
    """Other kinds of files are refused by their names, and missing ones as Python does."""
    with pytest.raises(InvalidValue) as caught:
        outbox.add(file("rows.pdf", "%PDF"))
    with pytest.raises(FileNotFoundError):
        outbox.add("nowhere/rows.csv")

    assert str(caught.value) == (
        "Invalid file of rows: the file must be CSV, XLSX or JSON Lines, but got 'rows.pdf': "
        "name it .csv, .xlsx or .jsonl, after what it is."
    )


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1)


@settings(max_examples=100)
@given(st.lists(st.tuples(cells, cells)))
def test_any_csv_is_read_as_it_was_written(tmp_path_factory, table):
    """What Python's writer makes of any texts comes back trimmed, blank rows apart."""
    path = tmp_path_factory.mktemp("csv") / "any.csv"
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([("name", "text"), *table])
    path.write_text(text.getvalue(), "utf-8", newline="")

    assert [row for _, row in read(path)] == [
        {"name": trimmed(name), "text": trimmed(content)}
        for name, content in table
        if not is_empty(name + content)
    ]


@settings(max_examples=100)
@given(st.binary(), st.sampled_from([".csv", ".jsonl"]))
def test_any_file_is_read_or_refused(tmp_path_factory, content, suffix):
    """Any file is read to its end, with a line for each row or problem, or refused."""
    path = tmp_path_factory.mktemp("any") / f"any{suffix}"
    path.write_bytes(content)

    with suppress(InvalidValue):
        assert all(line > 0 for line, _ in read(path))


def test_cells_are_trimmed(file):
    """Cells lose the blanks around them as headers do; a text keeps its own."""
    path = file(
        "rows.csv",
        " to , Body ,name\ufeff,reference\u200b\n"
        " 12065550142 , Hi  ,\xa0Ann\u200b,\tone \n"
        "12065550143,x,\u3000\u2060 ,two\n",
    )

    assert list(read(path)) == [
        (2, {"to": "12065550142", "Body": " Hi  ", "name": "Ann", "reference": "one"}),
        (3, {"to": "12065550143", "Body": "x", "name": "", "reference": "two"}),
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1E+400"])
def test_numbers_that_json_does_not_have(outbox, file, number):
    """NaN and Infinity are not JSON, and neither is a number that would be read as one."""
    with pytest.raises(InvalidRows) as caught:
        outbox.add(
            file("rows.jsonl", f'{{"to": "13125550110", "name": {number}}}'), template="{name}"
        )

    assert str(caught.value) == (
        "Invalid rows.jsonl: line 1: the line must be JSON, which has no such number, "
        f"but got {number}: write null."
    )


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, '{"to": ' + "[" * 100_000])
def test_deep_json(outbox, file, line):
    """A line that is nested without end is the problem of that line."""
    with pytest.raises(InvalidRows) as caught:
        outbox.add(file("rows.jsonl", f"{line}\n"), from_=OWN)

    assert str(caught.value) == (
        "Invalid rows.jsonl: line 1: the line must be a JSON object, but got something nested too "
        'deeply: write it like {"to": "…"}.'
    )


def test_many_members(file):
    """One of many names of an object that is there twice is found in no time."""
    members = ", ".join(f'"n{number}": 0' for number in range(50_000))

    [(line, problem)] = read(file("rows.jsonl", f'{{{members}, "n49999": 1}}'))

    assert (line, problem.value) == (1, "'n49999' several times")


def test_a_cell_that_is_too_long(file):
    """A cell beyond what Python's reader takes is named, and the next row is read."""
    path = file("rows.csv", f"to,body\n12065550142,{'x' * 131_073}\n12065550143,x\n")

    (line, problem), good = read(path)

    assert (line, problem.rule, problem.cure) == (
        2,
        "must have at most 131,072 characters in a cell",
        "shorten the cell, or close its quotes",
    )
    assert good == (3, {"to": "12065550143", "body": "x"})
