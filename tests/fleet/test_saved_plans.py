"""A plan that was saved is done exactly, or not at all."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from fleet.texts import SUPPORT
from fleet.world import Killed, World
from flowroute_ext import ConfigurationError, fleet
from flowroute_sandbox import ACCESS_KEY

Make = Callable[[str], World]


def bought(plan: fleet.FleetPlan) -> list[str]:
    return [step.number or "" for step in plan.steps if step.kind == "buy number"]


def test_a_file(world: Make, tmp_path: Path) -> None:
    """A plan survives its file, which only its owner can read and which replaces no other."""
    plan = world(SUPPORT).plan()
    path = tmp_path / "plan.json"
    fleet.save(plan, path)

    assert fleet.load(path) == plan
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        fleet.save(plan, path)
    for text in ("", "[]", "{}", "null", '{"format": "flowroute-ext fleet plan 1"}'):
        path.write_text(text)
        with pytest.raises(ConfigurationError, match="is no plan of this release"):
            fleet.load(path)


def test_it_is_done(world: Make) -> None:
    """The numbers of the plan are bought; the same plan again has nothing to do."""
    made = world(SUPPORT)
    plan = made.plan()
    made.apply(plan)

    assert sorted(made.state["numbers"]) == sorted(bought(plan))
    assert made.apply(plan).done == ()


def test_it_goes_on(world: Make) -> None:
    """Killed at any moment, the same plan goes on, also where a number is not bought yet."""
    smooth = world(SUPPORT)
    plan = smooth.plan()
    smooth.apply(plan)
    for kill in (2, 8, 11, 20, 25):
        smooth.path.with_name("fleet.toml.journal").unlink(missing_ok=True)
        made = world(SUPPORT)
        made.kill_at = kill
        with pytest.raises(Killed):
            made.apply(plan)
        made.apply(plan)
        assert made.state == smooth.state


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.client.numbers.purchase(bought(made.plan())[0]),
        lambda made: made.client.routes.create(made.fleet.routes["office"]),
        lambda made: made.path.write_text(SUPPORT.replace("count = 2", "count = 1")),
    ],
    ids=["number", "route", "file"],
)
def test_the_account_has_changed(world: Make, change: Callable[[World], object]) -> None:
    """Where anything that the plan is about was changed since, nothing is sent.

    A number that was bought meanwhile is replaced by another at that price, if there is one.
    """
    made = world(SUPPORT.replace('area_code = "206"', 'starts_with = "206272"'))
    plan = made.plan()
    before = made.state
    change(made)
    made.changes.clear()
    if made.state["numbers"] != before["numbers"]:
        made.apply(plan)
        assert len(made.state["numbers"]) == 3
        return
    with pytest.raises(fleet.PlanChanged):
        made.apply(plan)
    assert made.changes == []


def test_a_setting_has_changed(world: Make) -> None:
    """A value that is not what the plan replaces any more makes it unfit."""
    made = world('[[numbers]]\nnumber = "+1 206 555 0100"\nalias = "Main"\n')
    made.sandbox.seed_number("12065550100")
    plan = made.plan()
    made.client.numbers.update("12065550100", alias="Sales")
    with pytest.raises(fleet.PlanChanged) as caught:
        made.apply(plan)
    assert str(caught.value) == (
        "The plan does not fit any more, and nothing was sent; make a new one:\n"
        "- this was planned: change 1206•••0100: alias none -> Main; and this is to be done: "
        "change 1206•••0100: alias Sales -> Main"
    )
    made.client.numbers.update("12065550100", alias="Main")
    with pytest.raises(fleet.PlanChanged, match="not to be done any more"):
        made.apply(plan)


def test_prices_have_risen(world: Make) -> None:
    """A number that costs more than was planned is not bought; one that costs less is."""
    made = world('[[numbers]]\nnumber = "+1 206 555 0177"\n')
    made.sandbox.seed_number("12065550177", owned=False, setup_cost=1.0, monthly_cost=1.25)
    plan = made.plan()
    made.sandbox.seed_number("12065550177", owned=False, setup_cost=1.0, monthly_cost=1.26)
    with pytest.raises(fleet.PlanChanged, match=r"costs \$1.26 a month now, and was planned at"):
        made.apply(plan)
    assert made.changes == []
    made.sandbox.seed_number("12065550177", owned=False, setup_cost=0.5, monthly_cost=1.25)
    assert made.apply(plan).setup_cost < plan.setup_cost


def test_a_number_that_others_bought(world: Make) -> None:
    """It is replaced by one within the limit; where there is none, the run stops there."""
    made = world(SUPPORT.replace('area_code = "206"', 'starts_with = "20655601"'))
    for last in (40, 41, 42):
        made.sandbox.seed_number(f"120655601{last}", owned=False, setup_cost=1, monthly_cost=1.25)
    plan = made.plan()
    assert bought(plan) == ["12065560140", "12065560141"]
    made.sandbox.fault("404", operation="purchase_a_phone_number")
    report = made.apply(plan)

    done = fleet.FleetPlan(fleet="", account="", steps=report.done)
    assert bought(done) == ["12065560142", "12065560141"]
    assert sorted(made.state["numbers"]) == ["12065560141", "12065560142"]

    made.path.write_text(made.path.read_text().replace("count = 2", "count = 3"))
    plan = made.plan()
    made.sandbox.fault("404", operation="purchase_a_phone_number")
    with pytest.raises(fleet.ApplyStopped) as caught:
        made.apply(plan)
    assert str(caught.value) == (
        "buy 1206•••0140 for support-3: the number is not for sale any more, and there is no other "
        "within the limit. 0 done before it; apply again to go on."
    )
    made.apply()
    assert len(made.state["numbers"]) == 3


def test_another_account(world: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan, and a journal, of another account are refused before anything is sent."""
    made = world(SUPPORT)
    plan = made.plan()
    monkeypatch.setattr("fleet.world.URL", "http://127.0.0.1:10")
    with pytest.raises(fleet.PlanChanged, match="for another account"):
        made.apply(plan)
    made.apply()
    monkeypatch.setattr("fleet.world.URL", "http://127.0.0.1:9")
    made.changes.clear()
    with pytest.raises(fleet.JournalError, match="is that of another account"):
        made.apply()
    assert made.changes == []
    assert ACCESS_KEY not in made.path.with_name("fleet.toml.journal").read_bytes().decode("latin")
