"""The demo: every operation is shown, on a sandbox and on a live account."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import re
import subprocess

import pytest
from demo.account import LiveAccount, demo, heads

from examples.demo import __main__ as program
from examples.demo.code import code, returns_a_name
from examples.demo.concurrency import CONCURRENT_STEPS
from examples.demo.errors import ERROR_STEPS
from examples.demo.official import OFFICIAL_STEPS
from examples.demo.operations import OPERATION_STEPS
from examples.demo.output import Output
from examples.demo.runner import DemoRunner
from examples.demo.step import Step
from flowroute_api.api import OPERATIONS
from flowroute_ext import Cnam


@pytest.fixture(scope="module")
def played() -> subprocess.CompletedProcess[str]:
    """The demo, run once with its own sandbox."""
    return demo()


def test_every_operation_is_shown(played):
    """Each of the 67 operations has one block, none fails, and the last line counts them."""
    assert (played.returncode, played.stderr) == (0, "")
    operations = [head for head in heads(played.stdout) if head in OPERATIONS]
    assert sorted(operations) == sorted(OPERATIONS)
    last = played.stdout.splitlines()[-1]
    assert re.fullmatch(
        r"67 of 67 operations and 53 other blocks in \d+\.\d s; nothing failed", last
    )


def test_plain_text(played):
    """Where the output is no terminal there is no colour, and no line is beyond column 100."""
    assert "\033" not in played.stdout
    assert [line for line in played.stdout.splitlines() if len(line) > 100] == []


def test_only_fictional_numbers_are_shown_in_full(played):
    """A number outside the range reserved for fiction is masked."""
    numbers = re.findall(r"(?<![\w.])1?[2-9]\d{9}(?!\w)", played.stdout)

    assert [number for number in numbers if not re.search(r"55501\d\d$", number)] == []
    assert "12065550100" in numbers


@pytest.mark.parametrize(
    "step",
    [*OPERATION_STEPS, *CONCURRENT_STEPS, *ERROR_STEPS.values(), *OFFICIAL_STEPS],
    ids=lambda step: step.name,
)
def test_the_code_shown_is_the_code_that_runs(step):
    """A block shows the statements of its function, with a name for what they return."""
    (function,) = ast.parse(inspect.getsource(step.act)).body
    _, *statements, last = function.body
    if isinstance(last, ast.Return):
        last = ast.parse(f"kept = {ast.unparse(last.value)}").body[0]
    shown = [*statements] if returns_a_name(step.act) else [*statements, last]

    parsed = ast.parse(code(step.act, "kept"))
    assert ast.unparse(parsed) == "\n".join(map(ast.unparse, shown))


@pytest.mark.parametrize(("environment", "coloured"), [("", True), ("1", False)])
def test_colour(monkeypatch, capsys, environment, coloured):
    """A terminal gets colour, unless NO_COLOR is set."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", environment)
    Output().failed("FAILED")

    assert capsys.readouterr().out == ("\033[31mFAILED\033[0m\n" if coloured else "FAILED\n")


def test_an_operation_without_a_step_fails(monkeypatch, capsys):
    """An operation that no step shows is named, and the exit status is 1."""
    monkeypatch.setattr(program, "OPERATION_STEPS", OPERATION_STEPS[1:])
    with asyncio.Runner() as loop:
        status = program._conclude(DemoRunner(Output(), loop, {}), 0)

    assert status == 1
    assert capsys.readouterr().out.splitlines() == [
        "",
        "FAILED list_available_area_codes: no step shows it",
        "0 of 67 operations and 0 other blocks in 0.0 s; 1 failed",
    ]


def test_live_needs_credentials():
    """Without credentials in the environment, --live says which, and where they are."""
    played = demo("--live")

    assert (played.returncode, played.stdout) == (2, "")
    assert "no credentials: pass access_key=… or set FR_ACCESS_KEY" in played.stderr


@pytest.mark.parametrize("options", [["--spend"], ["--live", "--to", "12065550199"]])
def test_options_that_go_together(options):
    """--spend alone, and --to without --spend, are refused before anything is done."""
    played = demo(*options)

    assert (played.returncode, played.stdout) == (2, "")
    assert "--to goes with --spend, and --spend with --live" in played.stderr


def test_live_only_reads(account: LiveAccount):
    """Without --spend nothing is bought, sent or changed; what is not run says why."""
    account.sandbox.seed_number("12065550100")
    before = account.contents()
    played = account.live()

    assert (played.returncode, played.stderr) == (0, "")
    assert account.changes == [
        ("POST", "/v2/numbers/details"),
        ("POST", "/v2/e911s/validate"),
        ("POST", "/v2/portorders/portability"),
    ]
    assert account.contents() == before
    assert sorted(head for head in heads(played.stdout) if head in OPERATIONS) == sorted(OPERATIONS)
    assert "not run: it changes the account, and may cost money; --spend allows it" in played.stdout


def test_live_hides_what_is_private(account: LiveAccount):
    """On a live account neither numbers nor texts, names or streets are shown."""
    account.sandbox.seed_number("12064440101")
    account.sandbox.receive_message(from_="12064440102", to="12064440101", body="A secret.")
    account.furnish()
    output = account.live().stdout

    assert "1206•••0101" in output
    assert "<9 characters>" in output
    for private in ("12064440101", "12064440102", "A secret.", "Janet", "Vassault"):
        assert private not in output


def test_live_spends_when_allowed_and_leaves_nothing_behind(account: LiveAccount):
    """With --spend all is run that can be, and the account is what it was before."""
    account.furnish()
    before = account.contents()
    played = account.live("--spend", "--to", "12065550199")

    assert (played.returncode, played.stderr) == (0, "")
    assert played.stdout.splitlines()[-1].startswith("47 of 67 operations ")
    assert account.contents() == before
    assert len(account.sandbox.account.messages) == 1


def test_a_failure_is_named_and_the_account_is_tidied(account: LiveAccount):
    """An operation that fails is named, what needs it is not run, and the rest is taken back."""
    account.outages.add(("POST", "/v2/e911s"))
    before = account.contents()
    played = account.live("--spend", "--to", "12065550199")

    assert played.returncode == 1
    assert "FAILED create_e911: OutcomeUnknown: POST /v2/e911s" in played.stdout
    assert "It may have been carried out all the same: see the account." in played.stdout
    assert "not run: it needs 'office', which create_e911 did not return" in played.stdout
    assert played.stdout.splitlines()[-1].endswith("1 failed")
    assert account.contents() == before


def bought(items: list[Cnam]) -> Cnam:
    """Put a thing on the account."""
    items.append(Cnam("A thing"))
    return items[0]


def interrupted() -> None:
    """The user interrupts the demo."""
    raise KeyboardInterrupt


def give_back(items: list[Cnam], bought: Cnam) -> None:
    """Take it off again."""
    items.remove(bought)


def test_an_interrupted_demo_tidies_up():
    """What was put on a live account is taken off, even if the demo is stopped by Ctrl-C."""
    items: list[Cnam] = []
    steps = [
        Step("Buy", bought),
        Step("Wait", interrupted),
        Step("Undo", give_back, undoes="bought"),
    ]
    with asyncio.Runner() as loop:
        runner = DemoRunner(Output(), loop, {"items": items}, live=True, spend=True)
        with pytest.raises(KeyboardInterrupt):
            runner.steps(steps)

    assert (runner.ran, items) == (["Buy", "Undo"], [])


@pytest.mark.once
def test_a_server_that_always_fails(account: LiveAccount):
    """Every operation that is tried is named, and the exit status is 1."""
    account.out_of_order = True
    played = account.live()

    assert played.returncode == 1
    tried = re.findall(r"^FAILED (\w+): ServerError: 500", played.stdout, re.MULTILINE)
    assert tried[0] == "list_available_area_codes"
    assert set(tried) >= {"list_inbound_routes", "validate_e911", "list_cnams"}


def test_no_server():
    """Where there is no server, the first operation reports it, and the others are not tried."""
    keys = {"FR_ACCESS_KEY": "somebody", "FR_SECRET_KEY": "something"}
    played = demo("--live", FR_BASE_URL="http://127.0.0.1:1", **keys)

    assert played.returncode == 1
    assert heads(played.stdout) == ["list_available_area_codes"]
    assert "FAILED list_available_area_codes: ConnectFailed" in played.stdout


def test_as_in_the_official_readme(played):
    """The last section has the README's calls, in its order, and prints JSON as it does."""
    _, found, section = played.stdout.partition("4. As in the official README\n")
    assert found
    called = [head for head in heads(section) if head.startswith("client.")]
    assert called[:4] == [
        "client.numbers.list_available_area_codes",
        "client.numbers.list_available_exchange_codes",
        "client.numbers.search_for_purchasable_phone_numbers",
        "client.numbers.purchase_a_phone_number",
    ]
    assert called[-1] == "client.cdrs.get_cdr_export_status"
    first = section.partition("list_available_area_codes(3, None, 3.25)\n\n")[2]
    printed = json.loads(first.partition(',\n      "links"')[0] + "}")
    assert [area_code["id"] for area_code in printed["data"]] == ["201", "206", "209"]
    assert section.count("    204: No Content\n") == 7


def test_a_fleet(played):
    """What the plan has is done, and the second time there is nothing to do."""
    _, _, section = played.stdout.partition("5. A fleet, as a file describes it\n")
    _, plan, done, again = section.split("\n── fleet.")[1:]
    assert re.findall(r"    (\w+ \w+)  +", plan) == re.findall(r"    (\w+ \w+)  +", done)
    assert plan.count("buy number") == 2
    assert "\n    nothing\n" in again
