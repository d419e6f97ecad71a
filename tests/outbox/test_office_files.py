"""Files as offices have them: written by Excel, Google Sheets and others."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import openpyxl
import pytest

from flowroute_ext import InvalidRows, InvalidValue
from flowroute_ext._outbox.files.header import Layout
from flowroute_ext._outbox.files.reading import RowFile, read
from outbox.texts import OWN

PEOPLE = "to,name\n3125550110,José\n3125550111,Zoë Müller\n3125550112,D’Angelo\n"
NAMES = ["José", "Zoë Müller", "D’Angelo"]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook with these sheets, as Excel has it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def problems(outbox, path, **options) -> list[str]:
    with pytest.raises(InvalidRows) as caught:
        outbox.add(path, **options)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings(file, encoding, delimiter):
    """A table is read in each encoding, and with each separator, that spreadsheets write."""
    content = PEOPLE.replace(",", delimiter).replace("\n", "\r\n").encode(encoding)
    if encoding == "utf-16-be":
        content = b"\xfe\xff" + content

    assert [row["name"] for _, row in read(file("people.txt", content))] == NAMES


@pytest.mark.parametrize(
    ("encoding", "words", "title"),
    [
        ("cp1252", ("José",), "Windows-1252"),
        ("cp1252", ("MUÑOZ", "GARCÍA"), "Windows-1252"),
        ("cp1252", ("It’s", "“ready”", "…"), "Windows-1252"),
        ("cp1252", ("5€",), "Windows-1252"),
        ("mac_roman", ("José",), "Mac OS Roman"),
        ("mac_roman", ("It’s", "ready…"), "Mac OS Roman"),
        ("mac_roman", ("Hélène", "François"), "Mac OS Roman"),
        ("cp437", ("José", "Müller"), "MS-DOS 437"),
    ],
)
def test_an_encoding_is_known_by_the_words(file, encoding, words, title):
    """A file that is not UTF-8 shows its encoding, and what was found can be shown."""
    path = file("people.csv", f"to,name\n3125550110,{' '.join(words)}\n".encode(encoding))

    with RowFile(path) as found:
        [(_, row)] = found.rows()

    assert row["name"] == " ".join(words)
    assert (found.encoding.name, found.encoding.title) == (encoding, title)
    assert found.encoding.words == words


def test_an_encoding_that_is_not_certain(outbox, file):
    """Where the words can be read in several ways it is asked for, and taken."""
    path = file("people.csv", "to,body\n3125550110,Álvaro\n".encode("mac_roman"))

    with pytest.raises(InvalidValue) as caught:
        outbox.add(path, from_=OWN)
    assert "'Álvaro' in mac_roman, 'çlvaro' in cp1252" in str(caught.value)
    outbox.add(path, from_=OWN, encoding="macroman")
    with pytest.raises(InvalidValue, match="the encoding must be one of text"):
        outbox.add(path, from_=OWN, encoding="base64")

    assert [row.message.body for row in outbox.rows()] == ["Álvaro"]


def test_text_that_is_cut(file):
    """The end of a file that was cut within a character is a problem of its line."""
    whole = file("people.csv", "to,name\n3125550110,Ann\n".encode("utf-16"))
    whole.write_bytes(whole.read_bytes()[:-1])

    (line, problem) = [*read(whole)][-1]

    assert (line, problem.rule) == (2, "must be in utf-16")


def test_a_workbook(outbox, tmp_path):
    """Numbers, dates, times and switches are read as a person means them; rows as it counts."""
    path = workbook(
        tmp_path / "people.xlsx",
        People=[
            [],
            ["Phone", " Name ", "Day", "At", "When", "Owes", "Is MMS", "Reference"],
            [
                *(13125550110, "Ann ", datetime.date(2026, 12, 1), datetime.time(14, 30)),
                *(datetime.datetime(2026, 12, 1, 9, 5), 0.1 + 0.2, True, 17.0),
            ],
            [],
            ["(312) 555-0111", "Zoë\u200b", datetime.datetime(2026, 12, 24), None, None, 3.0],
        ],
    )
    columns = {"to": "phone", "when": "Day"}

    assert [*read(path, Layout(columns=columns))] == [
        (
            3,
            {
                "Phone": "13125550110",
                "Name": "Ann",
                "Day": "2026-12-01",
                "At": "14:30",
                "Owes": "0.3",
                "Is MMS": True,
                "Reference": "17",
                "to": "13125550110",
                "when": "2026-12-01",
            },
        ),
        (
            5,
            {
                "Phone": "(312) 555-0111",
                "Name": "Zoë",
                "Day": "2026-12-24",
                "At": "",
                "Owes": "3",
                "Is MMS": "",
                "Reference": "",
                "to": "(312) 555-0111",
                "when": "2026-12-24",
            },
        ),
    ]
    outbox.add(path, columns=columns, template="Hi {Name}, {when}: {Owes}", from_=OWN)
    assert [(row.message.body, row.message.kind) for row in outbox.rows()] == [
        ("Hi Ann, 2026-12-01: 0.3", "mms"),
        ("Hi Zoë, 2026-12-24: 3", "sms"),
    ]


def test_cells_without_a_value(outbox, tmp_path):
    """An error, and a formula that was never calculated, are missing, with row and column."""
    path = workbook(
        tmp_path / "people.xlsx",
        People=[["to", "name"], [3125550110, "=1/0"], [3125550111, "#N/A"], [3125550112, "NULL"]],
    )

    assert [text.partition(", but")[0] for text in problems(outbox, path, template="{name}")] == [
        f"line {line}: {rule}"
        for line in (2, 3, 4)
        for rule in (
            "name must be there, as the template has it",
            "from_ must be a phone number as text",
        )
    ]


def test_sheets(outbox, tmp_path):
    """The sheet is the one that has rows, or is given; an empty one, and a hidden one, is none."""
    rows = [["to", "body"], [3125550110, "x"]]
    one = workbook(tmp_path / "one.xlsx", Empty=[], People=rows)
    two = workbook(tmp_path / "two.xlsx", People=rows, Others=rows)

    outbox.add(one, from_=OWN)
    with pytest.raises(InvalidValue) as several:
        outbox.add(two, from_=OWN)
    with pytest.raises(InvalidValue) as unknown:
        outbox.add(two, from_=OWN, sheet="Peeple")

    assert str(several.value) == (
        "Invalid workbook: the sheet must be one that has the rows, but got several sheets with "
        "rows: give its name as the sheet, one of 'People', 'Others'."
    )
    assert "got 'Peeple'" in str(unknown.value)
    assert outbox.add(two, from_=OWN, sheet="Others").known == 1


@pytest.mark.parametrize(
    ("name", "content", "got"),
    [
        ("people.xlsx", b"to,body\n", "no workbook of the name 'people.xlsx'"),
        ("people.xlsx", b"PK\x03\x04 cut", "a workbook that cannot be read"),
        ("people.xls", b"<html><table><tr>", "a web page of the name 'people.xls'"),
        ("people.json", b'[{"to": 1}]', "one JSON array of the name 'people.json'"),
        ("people.pdf", b"%PDF", "'people.pdf'"),
    ],
)
def test_what_is_no_file_of_rows(outbox, file, name, content, got):
    """What a file is shows in its content, and a name does not change it."""
    with pytest.raises(InvalidValue) as caught:
        outbox.add(file(name, content), from_=OWN)

    assert caught.value.problems[0].value == got


def test_a_workbook_of_another_name(tmp_path):
    """A workbook that is called CSV is one all the same."""
    path = workbook(tmp_path / "people.xlsx", People=[["to"], [3125550110]])

    assert [*read(path.rename(tmp_path / "people.csv"))] == [(2, {"to": "3125550110"})]


@pytest.mark.parametrize(
    ("header", "cure"),
    [
        ("Name,Phone,Date", "give columns={'to': 'Phone'}"),
        ("Home Phone;Mobile", "give columns={'to': 'Mobile'}, or Home Phone instead"),
        ("Fax\tTeléfono", "give columns={'to': 'Teléfono'}"),
        ("Customer number,Cell #", "give columns={'to': 'Cell #'}"),
        ("Who,Where", "give columns={'to': 'Where'}"),
        ("Who,What", "name the column of the phone numbers to"),
    ],
)
def test_no_column_of_numbers(outbox, file, header, cure):
    """It is reported once, with the columns that there are and the one that looks like it."""
    listed = header.replace(";", ",").replace("\t", ",").replace(",", ", ")
    cells = "x,3125550110,x" if "Where" in header else "1,1,1"
    path = file("people.csv", f"{header}\n" + f"{cells}\n" * 3)

    (problem,) = problems(outbox, path, template="x", from_=OWN)
    assert problem == (
        "line 1: the header must say which column has the phone numbers, but got no column to; "
        f"the file has {listed}: {cure}."
    )


def test_no_names_of_columns(outbox, file):
    """The error for a file that begins with a row says that it needs a header."""
    (problem,) = problems(
        outbox, file("people.csv", "3125550110,Hi\n3125550111,Hi\n"), template="x"
    )

    assert problem == (
        "line 1: the header must say which column has the phone numbers, but got a phone number: "
        "put a line with the names of the columns before it, such as to,body."
    )


def test_no_column_of_texts(outbox, file):
    """Without a template it is reported once, too; in JSON Lines by the first row."""
    rows = '{"phone": "3125550110", "Message": "Hi"}\n' * 3

    (table,) = problems(outbox, file("people.csv", "to,Message\n1,x\n2,x\n"))
    columns = {"to": "phone", "body": "Message"}
    (first, *_) = problems(outbox, file("people.jsonl", rows))
    outbox.add(file("people.jsonl", rows), columns=columns, from_=OWN)

    assert table.endswith("the file has to, Message: give columns={'body': 'Message'}.")
    assert first.endswith("the file has phone, Message: give columns={'to': 'phone'}.")
    assert [row.message.body for row in outbox.rows()] == ["Hi"] * 3


def test_a_column_that_is_given(outbox, file):
    """It counts more than one that has the name itself; one that is not there is reported."""
    path = file("people.csv", "to,Phone,name,First Name\n911,3125550110,x,Ann\n")
    columns = {"to": "phone", "name": "first name"}

    outbox.add(path, template="Hi {name}", from_=OWN, columns=columns)
    (problem,) = problems(outbox, path, template="x", from_=OWN, columns={"to": "Fone"})

    (row,) = outbox.rows()
    assert (row.message.to, row.message.body) == ("13125550110", "Hi Ann")
    assert problem.partition(", but got ")[2] == (
        "no column 'Fone'; the file has to, Phone, name, First Name: "
        "give the name of one that there is."
    )


def test_a_stream():
    """What comes by a pipe is read as a file is, by what it begins with."""
    table = io.BytesIO("to;name\n3125550110;José\n".encode("cp1252"))
    lines = io.BytesIO(b'{"to": 3125550110, "name": "Jos\\u00e9"}\n')

    assert [row["name"] for _, row in read(table)] == ["José"]
    assert [row["name"] for _, row in read(lines)] == ["José"]


def test_separators_in_quotes(file):
    """What is in quotes in the header separates nothing."""
    path = file("people.csv", '"Name, first, last";to\nAnn;3125550110\n')

    lines = file("lines.csv", '"Name,\nfirst";to\nAnn;3125550110\n')

    assert [*read(path)] == [(2, {"Name, first, last": "Ann", "to": "3125550110"})]
    assert [*read(lines)] == [(3, {"Name,\nfirst": "Ann", "to": "3125550110"})]
