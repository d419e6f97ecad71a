"""Exports of an outbox: for spreadsheets and terminals, and to be read again."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import stat
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext import Outbox
from flowroute_ext._outbox.csv_cells import as_text, from_text
from flowroute_ext._outbox.files.reading import read
from flowroute_ext.cli.bulk.exporting import destination, write_csv, write_jsonl
from flowroute_ext.cli.group import flowroute
from flowroute_ext.cli.terminal import Output

FORMULAS = [
    "=HYPERLINK(A1)",
    "+1+2",
    "-2+3",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "−1",
    "'=1",
    "''-1",
]
NUMBERS = ["+1 (206) 555-0142", "+1.206.555.0142"]
TEXTS = ["+12065550142", "x=1", "'quoted'", "'", "1-2", "é “台”"]
# What a Message, or a later release, may refuse.
STRANGE_FORMULAS = ["\tx", "\rx", "\n=1", " =1", "\u200b\ufeff=1", "\xa0@x", "\x00-1"]
STRANGE_TEXTS = ["a\rb", "a\n=b", "\x1b[31m\u202e\x9b", "a\r\nb", "", " "]

cells = st.text(st.sampled_from("'=+-@\t\r\n a1") | st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    outbox = Outbox(tmp_path / "campaign.db")
    outbox.add(
        {"to": "13125550142", "from": "12065550100", "body": body, "reference": f"={number}"}
        for number, body in enumerate([*FORMULAS, *NUMBERS, *TEXTS])
    )
    return outbox


def row(body: str) -> SimpleNamespace:
    """A row of an outbox with any text."""
    message = SimpleNamespace(to="13125550142", from_="12065550100", body=body, media_urls=())
    times = dict.fromkeys(["started", "ended", "reported"])
    result = dict.fromkeys(["message_id", "reason", "delivery", "status", "code", "description"])
    return SimpleNamespace(
        reference="1", message=message, state="queued", attempts=0, fields={}, **result, **times
    )


def export(outbox: Outbox, *options: str) -> str:
    result = CliRunner().invoke(flowroute, ["outbox", "export", str(outbox.path), *options])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes.decode()


def test_formulas(outbox):
    """A cell that a spreadsheet would run has an apostrophe before it; no other has one."""
    table = [*csv.DictReader(io.StringIO(export(outbox), newline=""))]

    expected = [*(f"'{text}" for text in [*FORMULAS, *NUMBERS]), *TEXTS]
    assert [row["body"] for row in table] == expected
    assert table[0]["reference"] == "'=0"


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_reading_an_export(outbox, tmp_path, kind):
    """Rows that were exported and are added again are the same."""
    file = tmp_path / f"rows.{kind}"
    assert export(outbox, "--format", kind, "--output", str(file)) == ""
    again = Outbox(tmp_path / "again.db")
    again.add(file)

    assert [(row.reference, row.message) for row in again.rows()] == [
        (row.reference, row.message) for row in outbox.rows()
    ]


def test_your_own_columns(tmp_path):
    """The columns of the file that was sent are exported beside those of the outbox."""
    path = tmp_path / "people.csv"
    path.write_text("Name,Phone,state,Note\nAnn,312 555 0110,WA,=1+1\nAlan,3125550111,,\n")
    outbox = Outbox(tmp_path / "campaign.db")
    outbox.add(path, columns={"to": "Phone"}, template="Hi {Name}", from_="12065550100")
    outbox.add([{"to": "3125550112", "body": "x", "from": "12065550100", "Shop": 7}])

    table = [*csv.DictReader(io.StringIO(export(outbox), newline=""))]
    lines = [json.loads(line) for line in export(outbox, "--format", "jsonl").splitlines()]

    own = ("Name", "Phone", "state (file)", "Note", "Shop")
    assert [tuple(row[name] for name in (*own, "to", "state")) for row in table] == [
        ("Ann", "312 555 0110", "WA", "'=1+1", "", "13125550110", "queued"),
        ("Alan", "3125550111", "", "", "", "13125550111", "queued"),
        ("", "", "", "", "7", "13125550112", "queued"),
    ]
    assert [{name: line.get(name) for name in own if name in line} for line in lines] == [
        {"Name": "Ann", "Phone": "312 555 0110", "state (file)": "WA", "Note": "=1+1"},
        {"Name": "Alan", "Phone": "3125550111", "state (file)": "", "Note": ""},
        {"Shop": "7"},
    ]
    assert [row.fields.get("Name") for row in outbox.rows()] == ["Ann", "Alan", None]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_reading_strange_texts(tmp_path, kind):
    """Line breaks, blanks and invisible characters survive an export too."""
    texts = [*STRANGE_FORMULAS[:-1], *STRANGE_TEXTS]
    file = tmp_path / f"rows.{kind}"
    with destination(str(file)) as to:
        (write_csv if kind == "csv" else write_jsonl)(map(row, texts), to)

    assert [found["body"] for _, found in read(file)] == texts
    if kind == "jsonl":
        lines = file.read_text(encoding="utf-8").replace("\n", "").replace("\xa0", "")
        assert lines.isprintable()


@pytest.mark.parametrize("text", STRANGE_FORMULAS)
def test_strange_formulas(text):
    """A formula after blanks and invisible characters is marked as well."""
    assert as_text(text) == f"'{text}"


@given(cells)
def test_any_cell(cell):
    """Reading returns what was written, which is a formula in no case."""
    text = as_text(cell)

    assert from_text(text) == cell
    phone = cell[1:].isascii() and cell[1:].isdigit()
    assert phone or text.lstrip()[:1] not in ("=", "+", "-", "@")


def test_a_number_that_a_spreadsheet_has_marked():
    """An international number is found with the apostrophe of a spreadsheet, and without it."""
    assert from_text("'+12065550142") == from_text("+12065550142") == "+12065550142"


@pytest.mark.parametrize("before", [None, 0o666], ids=["new", "there"])
@pytest.mark.parametrize("umask", [0, 0o777])
def test_only_its_owner_may_read_it(outbox, tmp_path, before, umask):
    """The file of an export can be read by its owner alone, and has nothing of what was there."""
    file = tmp_path / "rows.csv"
    if before is not None:
        file.write_text("x" * 100_000)
        file.chmod(before)
    old = os.umask(umask)
    try:
        export(outbox, "--output", str(file))
    finally:
        os.umask(old)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="utf-8") == export(outbox).replace("\r\n", "\n")


def test_devices(outbox):
    """A device is written as it is, and keeps its permissions."""
    before = Path("/dev/null").stat().st_mode
    export(outbox, "--output", "/dev/null")

    assert Path("/dev/null").stat().st_mode == before


def test_on_a_terminal(outbox, monkeypatch):
    """On a terminal, and only there, an export shows what would steer it."""
    own, other = pty.openpty()
    shown: list[bytes] = []

    def read() -> None:
        while b"end" not in b"".join(shown):
            shown.append(os.read(own, 65536))

    reader = threading.Thread(target=read)
    reader.start()
    with os.fdopen(other, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdout", Output(terminal))
        with destination("-") as file:
            file.write("\x1b[31mend\n")
        terminal.flush()
        reader.join()
    os.close(own)

    assert b"".join(shown) == b"\\x1b[31mend\r\n"
