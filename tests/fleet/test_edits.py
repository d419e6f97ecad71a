"""Files that are edited after they were applied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fleet.world import World
from flowroute_ext.fleet import PlanBlocked

MAIN, BRANCH = "12065550100", "12065550101"
MakeWorld = Callable[[str], World]


def address(name: str, street: str, person: str = "Ada", label: str | None = None) -> str:
    return f"""
[addresses.{name}]
address = "{street}, Seattle, WA 98101"
first_name = "{person}"
last_name = "Example"
label = "{label or name}"
"""


def number(value: str, home: str) -> str:
    return f"""
[[numbers]]
number = "{value}"
e911 = "{home}"
"""


def streets(world: World) -> dict[str, str | None]:
    """The street of each number's E911 address."""
    account = world.sandbox.account
    known = {row.id: row.street_name for row in account.e911s}
    return {row.value: known.get(row.e911 or "") for row in account.numbers}


def applied(world: World, text: str) -> World:
    world.sandbox.seed_number(MAIN)
    world.sandbox.seed_number(BRANCH)
    world.path.write_text(text, "utf-8")
    world.apply()
    return world


@pytest.mark.parametrize("label", ["hq", "new"])
def test_blanks_in_a_street(world: MakeWorld, label: str) -> None:
    """East Wood is not Eastwood: the address is changed, or another one is made."""
    here = applied(world(""), address("hq", "12 Eastwood St") + number(MAIN, "hq"))

    here.path.write_text(address(label, "12 East Wood St") + number(MAIN, label), "utf-8")
    here.apply()

    assert streets(here) == {MAIN: "East Wood St", BRANCH: None}
    assert here.plan().is_done


def test_an_address_that_is_described_again(world: MakeWorld) -> None:
    """A label that is given another place, while its old place gets another label, is refused."""
    old = address("hq", "12 Elm St") + number(MAIN, "hq") + number(BRANCH, "hq")
    here = applied(world(""), old)
    moved = address("old", "12 Elm St") + number(MAIN, "hq") + number(BRANCH, "old")

    here.path.write_text(moved + address("hq", "99 Oak St"), "utf-8")
    with pytest.raises(PlanBlocked) as caught:
        here.apply()

    assert caught.value.blocked == (
        (
            "the E911 address old: Flowroute has one record of a place, and its label is 'hq'; "
            "give it that, or give the other a new label"
        ),
    )
    assert streets(here) == {MAIN: "Elm St", BRANCH: "Elm St"}

    here.path.write_text(moved + address("hq", "99 Oak St", label="hq 2"), "utf-8")
    here.apply()
    assert streets(here) == {MAIN: "Oak St", BRANCH: "Elm St"}


def test_a_number_leaves_an_address_before_that_is_changed(world: MakeWorld) -> None:
    """A number never has what its old address becomes, also where the rest is not done."""
    old = address("hq", "12 Elm St") + number(MAIN, "hq") + number(BRANCH, "hq")
    here = applied(world(""), old)
    moved = address("hq", "99 Oak St") + address("annex", "5 Pine St")

    here.path.write_text(moved + number(MAIN, "hq") + number(BRANCH, "annex"), "utf-8")

    assert [step.kind for step in here.plan().steps] == [
        "create address",
        "set address",
        "change address",
    ]
    here.apply()
    assert streets(here) == {MAIN: "Oak St", BRANCH: "Pine St"}


def test_the_place_of_another_person(world: MakeWorld) -> None:
    """A second record of a place, which Flowroute refuses, is blocked before anything is done."""
    here = applied(world(""), address("hq", "12 Elm St") + number(MAIN, "hq"))

    here.path.write_text(address("bob", "12 Elm St", "Bob") + number(MAIN, "bob"), "utf-8")

    assert [text.partition(":")[0] for text in here.plan().blocked] == ["the E911 address bob"]


def test_a_route_that_is_described_again(world: MakeWorld) -> None:
    """An alias with another target, while the old one gets another alias, is refused."""

    def text(branch: str, **hosts: str) -> str:
        tables = [f'[routes.{name}]\nhost = "{host}"\n' for name, host in hosts.items()]
        numbers = [
            f'[[numbers]]\nnumber = "{value}"\nroute = "{route}"\n'
            for value, route in ((MAIN, "way"), (BRANCH, branch))
        ]
        return "".join([*tables, *numbers])

    here = applied(world(""), text("way", way="a.example.com"))
    here.path.write_text(text("old", way="b.example.com", old="a.example.com"), "utf-8")

    assert here.plan().blocked == (
        (
            "the route old: Flowroute has one route to a target, and its alias is 'way'; "
            "give it that, or give the other a new alias"
        ),
    )


def test_a_count_that_becomes_more_than_one(world: MakeWorld) -> None:
    """The number that was bought alone is the first of several."""
    text = '[[numbers]]\nname = "desk"\narea_code = "206"\nalias = "Desk"\n'
    here = world(text)
    here.apply()

    here.path.write_text(text.replace('"Desk"', '"Desk {n}"\ncount = 2'), "utf-8")
    here.apply()
    assert sorted(row.alias or "" for row in here.sandbox.account.numbers) == ["Desk 1", "Desk 2"]

    here.path.write_text(text, "utf-8")
    assert [step.kind for step in here.plan().steps] == ["change number"]


def test_a_number_that_keeps_its_address(world: MakeWorld) -> None:
    """An address is not changed under a number for which the file has none."""
    old = address("hq", "12 Elm St") + number(MAIN, "hq") + number(BRANCH, "hq")
    here = applied(world(""), old)

    kept = f'[[numbers]]\nnumber = "{BRANCH}"\nalias = "Branch"\n'
    here.path.write_text(address("hq", "99 Oak St") + number(MAIN, "hq") + kept, "utf-8")

    assert here.plan().blocked == (
        (
            "the address hq is to be changed, and 1 of the account's numbers use it that have none "
            "in the file; give them one there, or give it another label"
        ),
    )


def test_a_number_that_keeps_its_failover(world: MakeWorld) -> None:
    """A route is not changed under a number for which the file has no such route."""

    def text(host: str, settings: str) -> str:
        return f"""
[routes.way]
host = "{host}"

[[numbers]]
number = "{MAIN}"
{settings}
"""

    here = applied(world(""), text("a.example.com", 'failover = "way"'))
    here.path.write_text(text("b.example.com", 'route = "sip-reg"'), "utf-8")

    assert [reason.partition(" is")[0] for reason in here.plan().blocked] == ["the route way"]
