"""The files that describe a fleet, and what is said of those that do not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from flowroute_ext import E911Address, Route
from flowroute_ext.fleet import Fleet, FleetNumber, InvalidFleet, Place, read

WHOLE = """\
# Two numbers to buy, and one that is there.
[routes.office]
host = "sip.example.com:5060"
alias = "PBX"
edge_strategy = 4

[addresses.seattle]
label = "HQ"
first_name = "Ada"
last_name = "Example"
street_number = "1182"
street_name = "3rd Ave"
city = "Seattle"
state = "WA"
zip = "98101"

[[numbers]]
name = "support"
count = 2
area_code = 206
state = "wa"
alias = "Support {n}"
max_setup_cost = 1.5
max_monthly_cost = "2"
route = "office"
failover = "none"

[[numbers]]
number = "+1 (206) 555-0100"
messaging = false
cnam_lookups = true
cnam = "Acme Inc"
e911 = "seattle"
"""
BROKEN = """\
colour = "red"

[routes.office]
host = "sip.example.com:99999"

[routes.both]
host = "sip.example.com"
uri = "sip:pbx@example.com"

[routes.sip-reg]
host = "sip.example.com"

[addresses.seattle]
address = "1182 3rd Ave Ballard, Seattle, WA 98101"
first_name = "Ada"
last_name = "Example"

[addresses.tacoma]
first_name = "Ada"
city = "Tacoma"

[[numbers]]
number = "911"

[[numbers]]
name = "support"
count = 0
area_code = "111"
alias = "Support"
rout = "office"
route = "offices"

[[numbers]]
name = "sales"
count = 2
state = "on"
alias = "Sales"
cnam = "Acme"
e911 = 7

[[numbers]]
"""


def file(folder: Path, text: str, name: str = "fleet.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_all_of_it(tmp_path: Path) -> None:
    """Each value of a file is in the fleet, checked, and in the form that Flowroute takes."""
    path = file(tmp_path, WHOLE)
    number = FleetNumber(
        name="support-1",
        place=Place(area_code="206", state="wa"),
        alias="Support 1",
        route="office",
        failover="none",
        max_setup_cost=Decimal("1.5"),
        max_monthly_cost=Decimal(2),
    )
    home = E911Address(
        label="HQ",
        first_name="Ada",
        last_name="Example",
        street_number="1182",
        street_name="3rd Ave",
        city="Seattle",
        state="WA",
        zip="98101",
    )

    found = read(path)
    assert found == Fleet(
        path=str(path),
        numbers=(
            number,
            FleetNumber(**{**number.__getstate__(), "name": "support-2", "alias": "Support 2"}),
            FleetNumber(
                name="12065550100",
                number="12065550100",
                messaging=False,
                cnam_lookups=True,
                cnam="ACME INC",
                address="seattle",
            ),
        ),
        routes={"office": Route.host("sip.example.com:5060", alias="PBX", edge_strategy=4)},
        addresses={"seattle": home},
    )
    assert "0100" not in repr(found).replace("•••0100", "")
    assert read(file(tmp_path, f"\ufeff{WHOLE}\n\n# more")).digest == found.digest


def test_every_problem_at_once(tmp_path: Path) -> None:
    """All that is wrong is reported at once, each with its line, its key, the rule and the cure."""
    with pytest.raises(InvalidFleet) as caught:
        read(file(tmp_path, BROKEN))

    found = [(problem.line, problem.field) for problem in caught.value.problems]
    assert found == [
        (1, "colour"),
        (4, "routes.office.host"),
        (6, "routes.both"),
        (10, "routes.sip-reg"),
        (14, "addresses.seattle.address"),
        (18, "addresses.tacoma.last_name"),
        (18, "addresses.tacoma.street_number"),
        (18, "addresses.tacoma.street_name"),
        (18, "addresses.tacoma.state"),
        (18, "addresses.tacoma.zip"),
        (23, "numbers[1].number"),
        (27, "numbers[2].count"),
        (28, "numbers[2].area_code"),
        (30, "numbers[2].rout"),
        (31, "numbers[2].route"),
        (37, "numbers[3].alias"),
        (38, "numbers[3].cnam"),
        (39, "numbers[3].e911"),
        (41, "numbers[4]"),
        (41, "numbers[4]"),
        (41, "numbers[4]"),
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == "Invalid fleet.toml, 21 problems:"
    assert lines[14] == (
        "- line 30: numbers[2].rout must be one that is known here, but got that key: "
        "write route, if you mean that."
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the file must have a number at least, but got none"),
        ("numbers = 7", "numbers must be tables, but got something else"),
        ("numbers = [1]", "numbers must be tables, but got something else"),
        ("routes = []", "routes must be a table, but got something else"),
        ("[[numbers]", "the file must be TOML, but got something else"),
        ('[[numbers]]\nnumber = "2065550100"\nalias = "' + "x" * 65 + '"', "up to 64 characters"),
        ('[[numbers]]\nnumber = "2065550100"\nmessaging = "yes"', "must be true or false"),
        ('[[numbers]]\nnumber = "2065550100"\nmax_setup_cost = -1', "must be an amount"),
        ('[[numbers]]\nnumber = "8005550100"\ncnam = "Acme"', "local number in the United States"),
        ('[[numbers]]\nnumber = "2065550100"\ncount = 2', "count must not be beside number"),
        ('[[numbers]]\nnumber = "2065550100"\n' * 2, "must have its own name, but got it twice"),
        ('[[numbers]]\nname = "a"\nstate = "wa"', "must have an alias"),
        ('[[numbers]]\nname = "a"\nalias = "A"', "must say where the number is to be"),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    """Each mistake is reported, whatever TOML allows."""
    with pytest.raises(InvalidFleet, match=problem.replace("(", r"\(")):
        read(file(tmp_path, text))


def test_no_line_is_guessed(tmp_path: Path) -> None:
    """Where the line is not certain, as in texts of several lines, the problem has none."""
    text = 'x = """\n[[numbers]]\n"""\n[[numbers]]\nnumber = "911"\n'
    with pytest.raises(InvalidFleet) as caught:
        read(file(tmp_path, text))
    assert {problem.line for problem in caught.value.problems} == {None}


def test_addresses_in_csv(tmp_path: Path) -> None:
    """A CSV has a number on each line, with its address in one line or in fields."""
    path = file(
        tmp_path,
        "\ufeffNumber,Label,First Name,Last Name,Address\r\n"
        '206-555-0100,HQ,Ada,Example,"1182 3rd Ave, Seattle, WA 98101"\r\n'
        '206-555-0101,HQ,Ada,Example,"1182 3rd Ave, Seattle, WA 98101"\r\n\r\n'
        '206-555-0102,,Ada,Example,"123 Main St W, Unit 5, Toronto, ON M5V 2T6"\r\n',
        "addresses.csv",
    )
    found = read(path)

    assert [(one.number, one.address, one.for_sale) for one in found.numbers] == [
        ("12065550100", "HQ", False),
        ("12065550101", "HQ", False),
        ("12065550102", "12065550102", False),
    ]
    assert found.addresses["12065550102"].address_type_number == "5"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    """A CSV may have the separator that spreadsheets of other countries write."""
    cells = "206-555-0100", "Ada", "Example", "1182 3rd Ave, Seattle, WA 98101"
    header = separator.join(("number", "first_name", "last_name", "address"))
    path = file(tmp_path, f"{header}\n{separator.join(cells)}\n", "addresses.csv")

    assert read(path).addresses["12065550100"].street_name == "3rd Ave"


def test_the_example() -> None:
    """examples/fleet.toml describes three numbers, two routes and an address."""
    example = read(Path(__file__).parents[2] / "examples" / "fleet.toml")
    assert (len(example.numbers), len(example.routes), len(example.addresses)) == (3, 2, 1)


def test_a_wrong_csv(tmp_path: Path) -> None:
    """Every row that is wrong is reported with its line."""
    text = (
        "number,label,first_name,last_name,address\n"
        '206,HQ,Ada,Example,"1182 3rd Ave, Seattle, WA 98101"\n'
        '206-555-0101,HQ,Ada,Example,"1182 3rd Ave #4, Seattle, WA 98101"\n'
        '206-555-0102,HQ,Ada,Example,"1182 3rd Ave, Seattle, WA 98101"\n'
        '206-555-0102,HQ,Ada,Example,"1182 3rd Ave, Seattle, WA 98101"\n'
        '206-555-0103,HQ,Ada,Example,"1183 3rd Ave, Seattle, WA 98101"\n'
    )
    with pytest.raises(InvalidFleet) as caught:
        read(file(tmp_path, text, "addresses.csv"))
    found = [(problem.line, problem.field) for problem in caught.value.problems]
    assert found == [(2, "number"), (3, "address"), (5, "number"), (6, "label")]
    for text, problem in (
        ("", "must have the column number"),
        ("numbr\n1", "write number, if you mean that"),
        ("number\n", "must have a row at least"),
        ('number\n"1', "must be CSV"),
    ):
        with pytest.raises(InvalidFleet, match=problem):
            read(file(tmp_path, text, "addresses.csv"))
    path = tmp_path / "addresses.csv"
    path.write_bytes(b"number\n\xff")
    with pytest.raises(InvalidFleet, match="must be in UTF-8"):
        read(path)
