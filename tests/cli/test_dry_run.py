"""`flowroute send-bulk --dry-run`: the estimate for a file, and its problems."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from flowroute_ext.cli.group import flowroute
from scripts.doc_page import ROOT, Page

FROM = ("--from", "12065550100")
PAGE = Page(ROOT / "docs" / "guides" / "send-bulk.md")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with neither keys nor a server around."""
    monkeypatch.chdir(tmp_path)
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def dry_run(name: str, content: str, *options: str) -> tuple[int, str, str]:
    """Exit status, output and errors for a file with this content, of which nothing is left."""
    Path(name).write_text(content, "utf-8")
    command = ["send-bulk", name, "--dry-run", *options]
    result = CliRunner().invoke(flowroute, command, prog_name="flowroute")
    assert [path.name for path in Path.cwd().iterdir()] == [name]
    return result.exit_code, result.stdout, result.stderr


def rows(*names: str) -> str:
    """A CSV file with a row for each name."""
    lines = [f"312555{line:04},{name}\n" for line, name in enumerate(names, 100)]
    return "".join(["to,name\n", *lines])


def test_all_rows_are_good():
    """It shows the number of rows, segments by Flowroute's rule, cost and time."""
    content = rows(*["Ada"] * 1000)

    assert dry_run("people.csv", content, "--template", "Hi {name}! " + 160 * "x", *FROM) == (
        0,
        """\
people.csv: 1,000 rows can be sent.

  SMS        1,000   in 2,000 segments
  cost       $8.00   at $0.0040 a segment (the sample in Flowroute's documentation)
  time  3 min 20 s   at 5 SMS a second

Nothing was written, and nothing sent.
""",
        "",
    )


def test_prices_and_rates():
    """Cost and time are at the given prices and rates; MMS have their own."""
    content = (
        '{"to": "3125550199", "body": "Hello"}\n'
        '{"to": "3125550199", "media_urls": ["https://example.com/menu.png"]}\n'
        '{"to": "3125550198", "media_urls": ["https://example.com/menu.png"]}\n'
    )
    options = ("--price-per-segment", "$0.008", "--price-per-mms", "1", "--mms-per-second", "2")

    assert dry_run("people.jsonl", content, *FROM, *options) == (
        0,
        """\
people.jsonl: 3 rows can be sent.

  SMS            1   in 1 segment
  MMS            2
  cost       $2.01   at $0.008 a segment and $1 an MMS
  time         1 s   at 5 SMS and 2 MMS a second

Nothing was written, and nothing sent.
""",
        "",
    )


def test_what_makes_it_expensive():
    """Characters that are not ASCII are listed with the texts that have them, and their cost."""
    content = rows("Ada", "Zoë", "Tux 🐧", "Zoë")
    template = "Hi {name}, it\u2019s nearly\u00a0time. " + 60 * "x"

    assert dry_run("people.csv", content, "--template", template, *FROM) == (
        0,
        """\
people.csv: 4 rows can be sent.

  SMS            4   in 8 segments
  cost     $0.0320   at $0.0040 a segment (the sample in Flowroute's documentation)
  time         1 s   at 5 SMS a second

4 texts have only 70 characters in a segment, for what is not ASCII:

         4   ’ right single quotation mark (U+2019), in ASCII '
         4   no-break space (U+00A0), in ASCII a space
         2   ë latin small letter e with diaeresis (U+00EB), in ASCII e
         1   🐧 penguin (U+1F427), which ASCII has nothing for

With ASCII instead it would be 3 segments less, and $0.0120 less.

Nothing was written, and nothing sent.
""",
        "",
    )


def test_bad_rows():
    """Every bad row is listed with its line, equal problems once, and the status is 1."""
    content = (
        "to,name,reference\n"
        "3125550101,Ada,a\n"
        "911,Alan,b\n"
        "3125550103,,c\n"
        "3125550104,,d\n"
        "3125550105,Grace,e\n"
        "3125550106,,f\n"
        "3125550107,Linus,a\n"
        "3125550101,Ada,a\n"
    )

    assert dry_run("people.csv", content, "--template", "Hi {name}", *FROM) == (
        1,
        """\
people.csv: 2 of 7 rows can be sent.
1 line has the number and the text of another one: 9 (as 2).
It is sent once. To send it as often as it is there, give --keep-duplicates.

  SMS            2   in 2 segments
  cost     $0.0080   at $0.0040 a segment (the sample in Flowroute's documentation)
  time         1 s   at 5 SMS a second

5 lines are bad:

  line 3: to must be a US or Canadian number, ten digits or eleven with the 1, but got a text\
 with 3 digits: write it like '+1 206 555 0142'.
  lines 4-5, 7: name must be there, as the template has it, but got an empty text: fill it in, or\
 take the field out of the template.
  line 8: reference must be of one message only, and is of the one in line 2, but got 'a': give\
 each row a reference of its own.

Nothing was written, and nothing sent.
""",
        "",
    )


def test_no_sender():
    """Where rows have no number to send from, it names the option."""
    status, output, _ = dry_run("people.csv", rows("Ada", "Alan"), "--template", "Hi {name}")

    assert status == 1
    assert (
        output
        == """\
people.csv: 0 of 2 rows can be sent.

2 lines are bad:

  lines 2-3: from_ must be a phone number as text, but got nothing: write it like '+1 206 555 0142'.

Give --from for rows that do not say which number they are from.
Nothing was written, and nothing sent.
"""
    )


def test_numbers_are_masked():
    """Problems of rows have no whole phone number."""
    _, output, _ = dry_run("people.csv", "to,body\n1125550199,Hello\n", *FROM)

    assert "112•••0199" in output
    assert "5550199" not in output


def test_no_row():
    """A file without rows is fine, and there is nothing to send."""
    assert dry_run("people.csv", "to,body\n", *FROM) == (
        0,
        "people.csv: 0 rows can be sent.\n\nNothing was written, and nothing sent.\n",
        "",
    )


@pytest.mark.parametrize(
    ("name", "options", "error"),
    [
        (
            "people.csv",
            ["--from", "206"],
            "Invalid phone number: --from must be a US or Canadian number",
        ),
        (
            "people.csv",
            ["--template", "Hi {name.first}"],
            "Invalid template: template must be text with plain names in braces",
        ),
        (
            "people.csv",
            ["--dlr-callback", "example.com"],
            "Invalid URL: --dlr-callback must be",
        ),
        (
            "people.pdf",
            [],
            "Invalid file of rows: the file must be CSV, XLSX or JSON Lines, but got 'people.pdf'",
        ),
        (
            "people.csv",
            ["--price-per-segment", "cheap"],
            "Invalid value for '--price-per-segment': 'cheap' is no amount in US dollars",
        ),
        (
            "people.csv",
            ["--sms-per-second", "0"],
            "Invalid value for '--sms-per-second': 0 is not in the range x>=1.",
        ),
    ],
)
def test_wrong_options(name, options, error):
    """A wrong option ends with status 2, before any row is checked."""
    status, output, errors = dry_run(name, rows("Ada"), *options)

    assert (status, output) == (2, "")
    assert errors.splitlines()[-1].startswith(f"Error: {error}")


def test_no_such_file():
    """A missing file ends with status 2."""
    result = CliRunner().invoke(flowroute, ["send-bulk", "people.csv", "--dry-run"])

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: Invalid value for 'FILE': File 'people.csv' does not exist."
    )


def test_the_page_shows_what_is_printed():
    """docs/guides/send-bulk.md shows a file, the command, and what it prints."""
    texts = {fence.language: [] for fence in PAGE.fences}
    for fence in PAGE.fences:
        texts[fence.language].append(fence.text)
    file, output, *_ = texts["text"]
    command, *_ = [line for line in texts["sh"] if "--dry-run" in line]
    _, _, name, *options = shlex.split(command)

    assert dry_run(name, file, *options) == (0, output, "")
