"""What a plan has, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from fleet.texts import OFFICE, SUPPORT
from fleet.world import World
from flowroute_ext import E911Address, InvalidValue, Route, fleet

OWN, OTHER = "12065550100", "12065550101"
Make = Callable[[str], World]


def steps(plan: fleet.FleetPlan) -> list[str]:
    return [str(step) for step in plan.steps]


def test_a_plan_and_what_it_costs(world: Make) -> None:
    """A plan has each step in order, and the costs of the API; of others it says *unknown*."""
    plan = world(SUPPORT).plan()

    first, second = (step.number for step in plan.steps if step.kind == "buy number")
    assert steps(plan) == [
        "create the route office",
        "create the route backup",
        "create the E911 address seattle",
        f"buy {first} for support-1",
        f"change {first} (support-1): alias Support 1, messaging on",
        f"route {first} (support-1): route office",
        f"set the failover of {first} (support-1): route backup",
        f"set the E911 address of {first} (support-1): address seattle",
        f"buy {second} for support-2",
        f"change {second} (support-2): alias Support 2, messaging on",
        f"route {second} (support-2): route office",
        f"set the failover of {second} (support-2): route backup",
        f"set the E911 address of {second} (support-2): address seattle",
    ]
    assert (plan.setup_cost, plan.monthly_cost) == (Decimal("2.0"), Decimal("2.50"))
    assert {step.kind for step in plan.unknown_costs} == {"change number", "set address"}
    assert (plan.waiting, plan.blocked, plan.is_done) == ((), (), False)
    assert first not in repr(plan)


def test_a_plan_changes_nothing(world: Make) -> None:
    """Making a plan sends nothing that changes the account, and makes no journal."""
    made = world(SUPPORT)
    made.plan()

    assert made.changes == []
    assert [file.name for file in made.path.parent.iterdir()] == ["fleet.toml"]


def test_what_the_file_does_not_name_stays(world: Make) -> None:
    """Other numbers, and settings that the file does not have, are as they were."""
    made = world(OFFICE)
    for number in (OWN, OTHER):
        made.sandbox.seed_number(number)
    made.client.numbers.update(OTHER, alias="Mine")
    made.client.numbers.update(OWN, cnam_lookups_enabled=False)
    made.client.routes.set_failover(OWN, "0")
    before = made.state["numbers"][OTHER]
    made.changes.clear()
    made.apply()

    assert made.state["numbers"] == {
        OWN: ("Main", "office", "sip-reg", "seattle", False, False),
        OTHER: before,
    }
    assert [change for change in made.changes if OTHER in change or "DELETE" in change] == []
    made.path.write_text(OFFICE.replace("0100", "0101"), "utf-8")
    made.changes.clear()
    made.apply()
    assert [change for change in made.changes if OWN in change] == []
    assert made.state["numbers"][OWN] == ("Main", "office", "sip-reg", "seattle", False, False)


def test_what_is_there_already(world: Make) -> None:
    """A route of the same target and an address of the same place are used as they are."""
    made = world(OFFICE)
    made.sandbox.seed_number(OWN)
    made.client.routes.create(Route.host("sip.example.com:5060", alias="PBX"))
    home = made.fleet.addresses["seattle"]
    fields = {**home.to_attributes(), "label": "HQ"}
    made.client.e911s.create(E911Address(**fields))

    assert steps(made.plan()) == [
        f"change {OWN}: alias none -> Main",
        f"route {OWN}: route sip-reg -> office",
        f"set the E911 address of {OWN}: address none -> seattle",
    ]


@pytest.mark.parametrize("noun", ["route", "address"])
def test_a_change_that_others_would_see(world: Make, noun: str) -> None:
    """A route or an address that numbers of no file use is not changed under them."""
    made = world(OFFICE)
    for number in (OWN, OTHER):
        made.sandbox.seed_number(number)
    made.apply()
    changed = OFFICE.replace("1182 3rd", "1183 3rd").replace("example.com", "example.net")
    made.path.write_text(changed, "utf-8")
    assert steps(made.plan()) == [
        "change the route office: value sip.example.com:5060 -> sip.example.net:5060",
        "change the E911 address seattle: street_number 1182 -> 1183",
    ]
    if noun == "route":
        made.client.routes.set_primary(
            OTHER, next(iter(made.client.routes.list(route_type="host")))
        )
    else:
        made.client.e911s.associate(OTHER, next(iter(made.client.e911s.list())))

    (blocked,) = made.plan().blocked
    assert blocked.startswith("the route office" if noun == "route" else "the address seattle")
    made.changes.clear()
    with pytest.raises(fleet.PlanBlocked):
        made.apply()
    assert made.changes == []


def test_an_address_that_is_nowhere(world: Make) -> None:
    """An address that Flowroute does not find is in the way before anything is sent."""
    made = world(OFFICE.replace("3rd Ave", "Nowhere"))
    made.sandbox.seed_number(OWN)

    (blocked,) = made.plan().blocked
    assert blocked.startswith("the E911 address seattle: Could not geocode this address")


def test_too_few_are_for_sale(world: Make) -> None:
    """Where no number is for sale within the limit, the plan says so, and nothing is bought."""
    made = world(SUPPORT.replace("max_setup_cost = 1.5", "max_monthly_cost = 0.01"))

    assert made.plan().blocked == (
        "support-1: no other number is for sale for at most $0.01 a month of area code 206",
        "support-2: no other number is for sale for at most $0.01 a month of area code 206",
    )


def test_no_number_is_in_a_repr_or_an_error(world: Make) -> None:
    """Plans show numbers whole as text; their reprs, and errors, show none."""
    made = world('[[numbers]]\nnumber = "+1 206 556 0177"\nmessaging = true\n')
    plan = made.plan()
    assert "12065560177" in str(plan)
    assert "12065560177" not in repr((plan, made.fleet))
    with pytest.raises(fleet.PlanBlocked) as caught:
        made.apply()
    assert str(caught.value) == (
        "The fleet cannot be applied as it is, and nothing was sent:\n"
        "- 1206•••0177 is neither on the account nor for sale"
    )


def test_two_numbers_of_one_alias(world: Make) -> None:
    """Where two numbers have the alias of one that is described, it is not known which is meant."""
    made = world(SUPPORT)
    for number in (OWN, OTHER):
        made.sandbox.seed_number(number)
        made.client.numbers.update(number, alias="Support 1")

    (blocked,) = made.plan().blocked
    assert blocked.startswith("support-1: 2 numbers have the alias 'Support 1'")


def test_a_number_that_is_known_by_its_alias(world: Make) -> None:
    """Without the journal a number is known by its alias, and is not bought again."""
    made = world(SUPPORT)
    made.apply()
    made.path.with_name("fleet.toml.journal").unlink()
    made.sandbox.advance(3600)

    assert made.plan().is_done
    made.path.write_text(SUPPORT.replace('"206"', '"312"'), "utf-8")
    blocked = made.plan().blocked
    assert ["is not of the area code 312" in each for each in blocked] == [True, True]


def test_a_caller_name(world: Make) -> None:
    """A caller name is submitted, waited for, set once it is approved, and reported if rejected."""
    made = world(OFFICE.replace('alias = "Main"', 'cnam = "Acme"'))
    made.sandbox.seed_number(OWN)
    made.apply()
    assert made.plan().waiting == (
        "Flowroute reviews the caller name ACME, for up to two business days",
    )
    (record,) = made.client.cnams.list()
    made.sandbox.approve_cnam(record.id)

    assert steps(made.plan()) == [f"set the caller name of {OWN}: caller name none -> ACME"]
    made.apply()
    assert made.plan().is_done
    made.path.write_text(made.path.read_text("utf-8").replace("Acme", "Acme Inc"), "utf-8")
    made.apply()
    (record,) = made.client.cnams.list(value="ACME INC")
    made.sandbox.reject_cnam(record.id, "Generic")
    assert made.plan().blocked == ("Flowroute rejected the caller name ACME INC: Generic",)


def test_a_failover_is_removed(world: Make) -> None:
    """`failover = "none"` removes that route, and leaves a number without one alone."""
    made = world(f'[[numbers]]\nnumber = "{OWN}"\nfailover = "none"\n')
    made.sandbox.seed_number(OWN)
    assert made.plan().is_done
    made.client.routes.set_failover(OWN, "0")

    assert steps(made.plan()) == [f"set the failover of {OWN}: route sip-reg -> none"]
    made.apply()
    assert made.client.numbers.get(OWN).failover_route is None


def test_a_number_that_is_neither_here_nor_for_sale(world: Make) -> None:
    """A number that cannot be had is in the way; one of a CSV must be on the account."""
    made = world('[[numbers]]\nnumber = "+1 206 556 0177"\n')
    assert made.plan().blocked == ("12065560177 is neither on the account nor for sale",)
    made.path = made.path.with_suffix(".csv")
    made.path.write_text(
        "number,first_name,last_name,address\n"
        '206-556-0177,Ada,Example,"1182 3rd Ave, Seattle, WA 98101"\n',
        "utf-8",
    )
    assert made.plan().blocked == ("12065560177: it is not on the account",)
    made.sandbox.seed_number("12065560177")
    made.apply()
    assert made.client.numbers.get("12065560177").e911 is not None


def test_another_kind_of_file() -> None:
    """A file that is not there is Python's own error, and no value is invented for it."""
    with pytest.raises(FileNotFoundError):
        fleet.read("/nowhere/fleet.toml")
    assert issubclass(fleet.InvalidFleet, InvalidValue)
