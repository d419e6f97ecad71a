"""`flowroute plan`, `apply` and `audit`."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from cli.account import OWN, Account
from cli.terminal import Shell
from click.testing import CliRunner

from flowroute_ext.cli.group import flowroute

FLEET = f"""
[routes.office]
host = "sip.example.com:5060"

[addresses.seattle]
address = "1182 3rd Ave, Suite 200, Seattle, WA 98101"
first_name = "Ada"
last_name = "Example"

[[numbers]]
number = "{OWN}"
alias = "Main"
route = "office"
e911 = "seattle"

[[numbers]]
name = "fax"
area_code = "206"
alias = "Fax"
e911 = "seattle"
"""


class Command:
    """The command in this process, in a folder with the file of a fleet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "fleet.toml").write_text(FLEET, "utf-8")

    def run(self, *arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(flowroute, arguments, prog_name="flowroute")
        return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def fleet(account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.chdir(tmp_path)
    for name, value in account.keys.items():
        monkeypatch.setenv(name, value)
    return Command(tmp_path)


def test_a_plan_is_saved_and_applied(account: Account, fleet: Command) -> None:
    """A plan is shown and saved; applied, it does that, and then there is nothing to do."""
    status, output, errors = fleet.run("plan", "fleet.toml", "--save", "plan.json")
    lines = output.splitlines()
    (bought,) = (line.split()[1] for line in lines if line.startswith("  buy "))
    steps = [
        "create the route office",
        "create the E911 address seattle",
        f"change {OWN}: alias none -> Main",
        f"route {OWN}: route sip-reg -> office",
        f"set the E911 address of {OWN}: address none -> seattle",
        f"buy {bought} for fax",
        f"change {bought} (fax): alias Fax",
        f"set the E911 address of {bought} (fax): address seattle",
    ]
    assert (status, errors) == (0, "")
    assert lines == [
        "fleet.toml: 1 number to buy, 7 other changes.",
        *(f"  {step}" for step in steps),
        "It costs $1.00 once and $1.25 a month, as far as the API tells.",
        "  unknown: E911 on 2 numbers",
    ]
    assert stat.S_IMODE((fleet.folder / "plan.json").stat().st_mode) == 0o600

    status, output, errors = fleet.run("apply", "fleet.toml")
    assert (status, output) == (2, "")
    assert errors.endswith("Error: Confirm on a terminal, or give --yes.\n")
    status, output, errors = fleet.run("apply", "fleet.toml", "--plan", "plan.json", "--yes")
    assert (status, errors) == (0, "")
    assert output.splitlines() == [
        *(f"done: {step}" for step in steps),
        "fleet.toml: 1 number bought, 7 other changes made, for $1.00 once and $1.25 a month.",
    ]
    again = fleet.run("apply", "fleet.toml", "--yes")
    assert again == (0, "fleet.toml: nothing to do.\n", "")
    assert fleet.run("audit", "fleet.toml") == (0, "fleet.toml: 2 numbers, nothing is wrong.\n", "")


def test_it_asks_on_a_terminal(account: Account, fleet: Command, shell: Shell) -> None:
    """On a terminal the plan is shown, and done after a yes; after a no nothing is."""
    terminal = shell.terminal("apply", "fleet.toml")
    terminal.wait_for("and what the API does not tell? [y/N]")
    terminal.type("n\n")
    assert terminal.end() == 1
    assert (
        account.served.json("GET", "/_sandbox/requests")[1]["operations"].get("create_e911") is None
    )


def test_what_is_wrong(account: Account, fleet: Command) -> None:
    """All problems of the file are reported at once; an audit that finds something exits with 1."""
    (fleet.folder / "fleet.toml").write_text(FLEET.replace("e911 =", "e91 ="), "utf-8")
    status, output, errors = fleet.run("plan", "fleet.toml")
    assert (status, output) == (2, "")
    rest = "must be one that is known here, but got that key: write e911, if you mean that."
    assert errors.splitlines()[-3:] == [
        "Error: Invalid fleet.toml, 2 problems:",
        f"- line 14: numbers[1].e91 {rest}",
        f"- line 20: numbers[2].e91 {rest}",
    ]
    status, output, errors = fleet.run("audit", "--output", "json")
    assert (status, errors) == (1, "")
    assert json.loads(output) == {
        "numbers": 1,
        "findings": [{"kind": "no E911 address", "number": OWN, "name": None, "reason": None}],
    }


def test_a_step_fails(account: Account, fleet: Command) -> None:
    """Where a step fails, it is said which and why, and the same command goes on from there."""
    with account.no_balance():
        status, output, errors = fleet.run("apply", "fleet.toml", "--yes")
    assert status == 1
    assert output == "done: create the route office\n"
    assert errors == (
        "Error: create the E911 address seattle: Insufficient funds to perform this operation.\n"
        "7 of 8 steps are left. Then give the same command again: "
        "flowroute apply fleet.toml --yes\n"
    )
    status, output, _ = fleet.run("apply", "fleet.toml", "--yes")
    assert status == 0
    assert output.splitlines()[0] == "done: create the E911 address seattle"
