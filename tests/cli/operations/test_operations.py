"""Operations as commands, against a sandbox."""

from __future__ import annotations

import csv
import io
import json

import pytest
from cli.account import OWN

from flowroute_ext import Flowroute

FREE = "12012161845"
SOLD = "12012162286"
NOT_A_NUMBER = (
    "must be a US or Canadian number, ten digits or eleven with the 1, but got a "
    "text with 2 digits: write it like '+1 206 555 0142'."
)
NO_BODY = (
    "--body must be there, unless there are --media-url, but got nothing: "
    "give a body, or --media-url."
)
NO_TIME = "--timeout -1.0 is not a time to wait: give seconds above 0"
CONTROL = "a\x1b[31mred\x1b[0m\u202e=1+1"


def test_a_number_of_its_life(fr):
    """A number is found, bought, changed, looked up and released."""
    found = fr("numbers", "search", "--starts-with", "1201", "--limit", "1", "--fields", "value")
    assert json.loads(found.stdout) == {"value": FREE}

    bought = fr("numbers", "buy", FREE, "--yes", "--fields", "value,monthly_cost")
    assert json.loads(bought.stdout) == {"value": FREE, "monthly_cost": "1.25"}

    fr("numbers", "update", FREE, "--alias", "Front desk", "--no-cnam-lookups-enabled")
    shown = fr("numbers", "get", FREE, "--output", "table")
    assert (
        shown.stdout
        == f"""\
value                     {FREE}
number_type               longcode
rate_center               oradell
state                     nj
iso_country               US
alias                     Front desk
status                    PURCHASED
cnam_lookups_enabled      no
messaging_enabled         no
primary_route.id          0
primary_route.route_type  sip-reg
primary_route.alias       sip-reg
"""
    )

    released = fr("numbers", "release", FREE, "--yes")
    assert (released.exit_code, released.stdout, released.stderr) == (0, "", "Done.\n")
    assert fr("numbers", "list", "-o", "csv", "--fields", "value").stdout == f"value\n{OWN}\n"


def test_a_builder(fr):
    """The fields of an address are options, and all that is wrong with them is reported at once."""
    address = {"label": "Home", "first-name": "Ann", "last-name": "Lee", "street-number": "3000"}
    address |= {"street-name": "N 31st St", "city": "Tacoma", "state": "wa", "zip": "98407"}
    given = [part for name, value in address.items() for part in (f"--{name}", value)]

    created = json.loads(fr("e911s", "create", *given).stdout)
    refused = fr("e911s", "create", *given[:-4], "--state", "XX")

    assert (created["label"], created["state"]) == ("Home", "WA")
    assert refused.exit_code == 2
    assert refused.stderr == (
        "Error: --state must be the two letters of a US state or territory, but got 'XX': "
        "write its two letters, as the USPS has them.\n"
        "--zip must be a ZIP code of five digits, but got nothing: write it like '98407', "
        "as text.\n"
    )


def test_formats(fr):
    """One value, and a list, in each format."""
    route = ("routes", "list", "--fields", "id,alias")

    assert fr(*route).stdout == '{"id": "0", "alias": "sip-reg"}\n'
    assert fr(*route, "-o", "csv").stdout == "id,alias\n0,sip-reg\n"
    assert fr(*route, "-o", "table").stdout == "ID  ALIAS\n0   sip-reg\n"
    assert fr(*route, "-o", "json").stdout == (
        '[\n  {\n    "id": "0",\n    "alias": "sip-reg"\n  }\n]\n'
    )


READING = {
    "numbers search --limit 2": 2,
    "numbers list": 1,
    "numbers get 12065550100": 1,
    "routes edge-strategies": 2,
    "messages list --start 2020-01-01": 1,
    "cnams list": 1,
    "ports list": 0,
    "ports check 13125550100 13125550101": 2,
}


def test_each_format_has_the_same(fr, account):
    """What is read has as many rows, with the same fields, in each format, at each width."""
    assert fr("cnams", "create", "Bob Law").exit_code == 0
    assert fr("send", "--to", "13125550100", "--from", OWN, "Hi").exit_code == 0
    for command, count in READING.items():
        texts = {
            output: fr(*command.split(), "-o", output).stdout for output in ("json", "jsonl", "csv")
        }
        lines = [json.loads(line) for line in texts["jsonl"].splitlines()]
        whole = json.loads(texts["json"])
        cells = [*csv.DictReader(io.StringIO(texts["csv"]))]

        assert len(lines) == count, command
        assert (whole if isinstance(whole, list) else [whole]) == lines
        assert [[*row] for row in cells] == [[*row] for row in lines]
        for width in (60, 200):
            options = {"env": {"COLUMNS": str(width)}}
            table = fr(*command.split(), "-o", "table", **options).stdout
            assert all(len(line) <= width for line in table.splitlines()), table
            assert [row for row in lines if str(next(iter(row.values()))) not in table] == []


def test_an_empty_file(fr):
    """A CSV file without rows has its header, so that a spreadsheet opens it as the others."""
    assert fr("cnams", "list", "-o", "csv").stdout == (
        "id,value,is_approved,rejection_reason,created_at,approved_at,numbers\n"
    )
    assert fr("cnams", "list", "-o", "csv", "--fields", "value").stdout == "value\n"
    assert fr("cnams", "list", "-o", "json").stdout == "[]\n"
    assert fr("cnams", "list", "-o", "table").stderr == "There are none.\n"


def test_a_secret(fr, account):
    """The PIN of a port order need not be on the command line: with - it is asked for."""
    given = ("--number", "13125550100", "--billing-name", "Ann Lee", "--street", "3000 N 31st St")
    given += ("--city", "Tacoma", "--state", "WA", "--provider", "Example", "--yes")
    made = fr("ports", "create", *given, "--pin", "-", "--fields", "status", input="4711\n")
    empty = fr("ports", "create", *given, "--pin", "-", input="")

    assert (made.exit_code, made.stdout) == (0, '{"status": "pending"}\n')
    assert empty.exit_code == 2
    assert "nothing came on standard input" in empty.stderr
    assert "With -, it is asked for." in " ".join(fr("ports", "create", "-h").stdout.split())


def test_limits(fr, monkeypatch):
    """A table has the first 50; --limit and --all have others, and other formats have all."""
    codes = ("numbers", "area-codes")

    first = fr(*codes, "-o", "table")
    everything = fr(*codes).stdout.splitlines()

    assert len(everything) > 50
    assert len(first.stdout.splitlines()) == 51
    assert first.stderr == "These are the first 50: give --limit, or --all.\n"
    assert len(fr(*codes, "-o", "table", "--all").stdout.splitlines()) == len(everything) + 1
    assert len(fr(*codes, "-o", "table", "--limit", "3").stdout.splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "status", "error"),
    [
        (
            ("numbers", "get", "12"),
            2,
            f"NUMBER {NOT_A_NUMBER}",
        ),
        (
            ("messages", "send", "--to", "12", "--from", OWN, "--body", "Hi"),
            2,
            f"--to {NOT_A_NUMBER}",
        ),
        (
            ("messages", "send", "--to", "3125550100", "--from", OWN),
            2,
            NO_BODY,
        ),
        (
            ("numbers", "list", "--timeout", "-1"),
            2,
            NO_TIME,
        ),
        (
            ("routes", "delete", "a/b", "--yes"),
            2,
            "ROUTE must be an id, but got 'a/b': give the id of the route.",
        ),
        (
            ("numbers", "list", "--fields", "valeu"),
            2,
            "Invalid value for --fields: there is no field 'valeu': did you mean value?",
        ),
        (("messages", "list"), 2, "Give --start."),
        (("cdrs", "export"), 2, "Give --start and --end."),
        (("numbers", "release", OWN), 2, "Confirm on a terminal, or give --yes."),
    ],
)
def test_errors(fr, arguments, status, error):
    """An error is one sentence, with the cure in the words of the command line."""
    result = fr(*arguments)

    assert result.exit_code == status
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == f"Error: {error}"


def test_an_answer_with_no(fr):
    """What Flowroute answers with no ends with 1, and its reason."""
    result = fr("numbers", "get", "12065550199")

    assert result.exit_code == 1
    assert result.stderr.startswith(
        "Error: 404 Not Found from GET /v2/numbers/{number_id}: "
        "Could not find that resource on your account."
    )


def test_a_field_of_a_refusal(fr):
    """The fields that Flowroute refuses have the names of options."""
    route = ("routes", "create", "--route-type", "host", "--alias", "pbx", "--value")
    fr(*route, "one.example.com")
    result = fr(*route, "two.example.com")

    assert result.exit_code == 1
    assert ": --alias: This alias is already in use." in result.stderr


def test_all_and_a_limit(fr):
    """Two sayings on how many are one too many."""
    result = fr("numbers", "list", "--all", "--limit", "1")

    assert result.exit_code == 2
    assert result.stderr.endswith("Error: Give --all or --limit, not both.\n")


def test_an_unknown_outcome(fr, served):
    """A lost response ends with 3; with --resolve the outcome is found out."""
    served.json("POST", "/_sandbox/faults", {"name": "drop-after", "operation": "create_cnam"})
    lost = fr("cnams", "create", "Bob Law")

    assert lost.exit_code == 3
    assert "whether Flowroute acted is unknown; it was not sent again" in lost.stderr
    assert "Look before you repeat it" in lost.stderr
    assert "resolve()" not in lost.stderr

    served.json("POST", "/_sandbox/faults", {"name": "drop-after", "operation": "create_cnam"})
    found = fr("cnams", "create", "Ann Lee", "--resolve", "--fields", "value")
    assert json.loads(found.stdout) == {"value": "ANN LEE"}


def test_a_bug_is_no_traceback(fr, monkeypatch):
    """An error that nothing expects is a sentence too, without a number in it."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no 12065550142")

    monkeypatch.setattr(Flowroute, "__enter__", fail)
    result = fr("numbers", "list")

    assert result.exit_code == 1
    assert result.stderr == "Error: unexpected RuntimeError: no 1206•••0142\n"


def test_what_others_wrote(fr, served):
    """Text of others reaches neither the terminal as controls nor a spreadsheet as a formula."""
    for body in (CONTROL, "=1+1", "@SUM(A1)", "two\nlines\n=1+1"):
        message = {"from": "13125550100", "to": OWN, "body": body}
        served.json("POST", "/_sandbox/messages/receive", message)
    texts = ("messages", "list", "--start", "2020-01-01", "--fields", "body", "-o")

    table, cells, jsonl = (fr(*texts, output).stdout for output in ("table", "csv", "jsonl"))

    assert sorted(table.splitlines()) == sorted(
        ["BODY", "=1+1", "@SUM(A1)", "two\\nlines\\n=1+1", "a\\x1b[31mred\\x1b[0m\\u202e=1+1"]
    )
    assert sorted(csv.reader(io.StringIO(cells)))[:4] == [
        ["'=1+1"],
        ["'@SUM(A1)"],
        ["a\\x1b[31mred\\x1b[0m\\u202e=1+1"],
        ["body"],
    ]
    assert '"two\nlines\n=1+1"\n' in cells
    assert "\x1b" not in cells + jsonl + table
    assert {json.loads(line)["body"] for line in jsonl.splitlines()} == {
        CONTROL,
        "=1+1",
        "@SUM(A1)",
        "two\nlines\n=1+1",
    }
