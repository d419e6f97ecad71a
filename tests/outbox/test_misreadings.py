"""What a file can be mistaken for: nothing is texted that it does not say."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from flowroute_ext import InvalidRows, InvalidValue
from outbox.texts import OWN


def problems(outbox, path, **options) -> list[str]:
    with pytest.raises(InvalidRows) as caught:
        outbox.add(path, from_=OWN, **options)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("to,body,\n3125550110,Hello, see you\n", 3),
        ("to;body;;\n3125550110;Hello;; see you\n", 4),
        ("to,body,,city\n3125550110,Hello, see you,Chicago\n", 3),
    ],
)
def test_a_text_that_a_delimiter_cuts(outbox, file, content, column):
    """Under a header with no names at its end, or within, the rest of a text is not left out."""
    (problem,) = problems(outbox, file("people.csv", content))

    assert problem == (
        f"line 2: the line must have its cells under names, but got one in column {column}, which"
        " has none: name that column, or put a text with a delimiter in it in quotes."
    )


def test_a_merged_header(outbox, tmp_path: Path):
    """A header over two columns of a workbook is not the name of the first one alone."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("People")
    sheet.append(["to", "name", None])
    sheet.append([3125550110, "Ada", "Lovelace"])
    sheet.merge_cells("B1:C1")
    book.save(tmp_path / "people.xlsx")

    (problem,) = problems(outbox, tmp_path / "people.xlsx", template="Hi {name}")

    assert "got one in column 3, which has none" in problem


def test_columns_without_names(outbox, file):
    """Empty ones, and that of an index before the others, as pandas writes it, are left out."""
    content = ",to,body,,\n0,3125550110,Hello,,\n1,3125550111,Hi\n"

    outbox.add(file("people.csv", content), from_=OWN)

    assert [row.message.body for row in outbox.rows()] == ["Hello", "Hi"]


def test_a_given_name_of_two_columns(outbox, file):
    """Which column is meant is not guessed, also where it is given and has the field's own name."""
    path = file("people.csv", "to,to,body\n3125550110,3125550111,Hello\n")

    (problem,) = problems(outbox, path, columns={"to": "to"})

    assert problem == (
        "line 1: the header must be unique, but got 'to' and 'to': name each column once."
    )


@pytest.mark.parametrize(
    "text",
    [
        *("García", "Díaz", "María y Noemí", "aquí"),
        *("WAIT… NOW", "seven — bring", "Acme™"),
    ],
)
def test_mac_os_roman_is_not_taken_for_windows(outbox, file, text):
    """What reads well in both is asked for, and not read as ``Garc’a``."""
    path = file("people.csv", f"to,body\n3125550110,{text}\n".encode("mac_roman"))

    with pytest.raises(InvalidValue, match="or in an encoding that its words show"):
        outbox.add(path, from_=OWN)
    outbox.add(path, from_=OWN, encoding="mac_roman")

    assert [row.message.body for row in outbox.rows()] == [text]


@pytest.mark.parametrize(
    "text",
    [
        *("don’t, it’s Ann’s", "seven o’clock, y’all, ma’am", "O’Brien", "the dogs’ park"),
        *("72°F", "5×7", "3 × 4", "5 µm", "50¢", "±2", "GARCÍA MUÑOZ", "rock ’n’ roll"),
    ],
)
def test_windows_1252_is_read(outbox, file, text):
    """What is likely of Windows is read without asking."""
    outbox.add(file("people.csv", f'to,body\n3125550110,"{text}"\n'.encode("cp1252")), from_=OWN)

    assert [row.message.body for row in outbox.rows()] == [text]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zo\ufffd", "\ufffd"),
        ("ZoÃ«", "Ã«"),
        ("donâ€™t", "â€™"),
        ("20Â°", "Â°"),
        ("Ã‰mile", "Ã‰"),
        ("ðŸ˜€", "ðŸ"),
    ],
)
def test_letters_that_were_garbled_before(outbox, file, text, shown):
    """What another program has made of a letter is not texted."""
    path = file("people.csv", f"to,name\n3125550110,{text}\n")

    (problem,) = problems(outbox, path, template="Hi {name}")

    assert problem == (
        "line 2: body must have the letters that were meant, and a program has made these of them,"
        f" but got '{shown}': save the file again from where it is still right, as UTF-8."
    )


def test_letters_that_are_meant(outbox):
    """Letters that garbled ones begin with are texted where they are right."""
    texts = ["SÃO JOÃO", "“MAÇÔ", "«LÃ»", "Âncora", "câ€", "{{name}}", "{x}"]

    outbox.add([{"to": "3125550110", "body": text} for text in texts], from_=OWN)

    assert [row.message.body for row in outbox.rows()] == texts


def test_a_body_that_is_a_template(outbox, file):
    """A body that names a column in braces is not texted with the braces."""
    path = file("people.csv", 'to,name,body\n3125550110,Ada,"Hi {name}, {x}"\n')

    (problem,) = problems(outbox, path)

    assert problem == (
        "line 2: body must be as it is sent, and only a template is filled in, but got '{name}': "
        "give the text as the template, or leave the braces out."
    )


@pytest.mark.parametrize("cell", ["1.23457E+11", "1,23457E+11", "2E+15", "-1.5E-07"])
def test_digits_that_a_spreadsheet_left_out(outbox, file, cell):
    """A number in a text has all of its digits, or is a problem."""
    path = file("people.csv", f'to,order\n3125550110,"{cell}"\n')

    (problem,) = problems(outbox, path, template="Order {order} is ready.")

    assert problem.startswith("line 2: order must have all of its digits, and a spreadsheet shows")


def test_a_text_that_is_a_formula(outbox, file):
    """Text that a program wrote as a formula for Excel, to keep its zeros, is that text."""
    path = file("people.csv", 'to,code\n="3125550110",="007"\n"=""3125550111""","=""A 1"""\n')

    outbox.add(path, template="Code {code}", from_=OWN)

    assert [row.message.body for row in outbox.rows()] == ["Code 007", "Code A 1"]


def test_formulas_that_failed(outbox, tmp_path: Path):
    """An error in a workbook is not a field left out, and a row of nothing else is not skipped."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("One & <two>")
    for index, row in enumerate(
        [
            ("to", "name", "from", "media_urls"),
            (3125550110, "Ada", "#N/A", None),
            (3125550111, "Alan", None, "#REF!"),
            ("#N/A", "#N/A", None, None),
            (3125550112, "Zoë", None, None),
        ]
    ):
        for column, cell in enumerate(row):
            sheet.cell(index + 3, column + 2, cell)
    book.save(tmp_path / "people.xlsx")

    found = problems(outbox, tmp_path / "people.xlsx", template="Hi {name}")

    assert [text.partition(" must ")[0] for text in found] == [
        *("line 4: from_", "line 5: media_urls", "line 6: to", "line 6: name")
    ]
    assert all("#N/A" in text or "#REF!" in text for text in found)


def test_a_title_above_the_header(outbox, file):
    """The error says that the names of the columns are below it."""
    path = file("people.csv", "Guest list,,\nName,Phone,Table\nAda,3125550110,4\n")

    (problem,) = problems(outbox, path, template="Hi {Name}")

    assert problem == (
        "line 1: the header must say which column has the phone numbers, but got one without a "
        "column to; the next line has Name, Phone, Table: take out what stands above the line with "
        "the names of the columns."
    )


def test_bars_and_marks(outbox, file):
    """A bar separates where nothing else does; an apostrophe before a number is a mark of text."""
    path = file("people.csv", "to|body\n'3125550110|Hello, you\n’(312) 555-0111|Hi\n")

    outbox.add(path, from_=OWN)

    assert [(row.message.to, row.message.body) for row in outbox.rows()] == [
        ("13125550110", "Hello, you"),
        ("13125550111", "Hi"),
    ]
