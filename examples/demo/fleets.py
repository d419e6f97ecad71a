"""The fifth section: the numbers of an account as a file describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_ext import fleet

from .step import Step

if TYPE_CHECKING:
    from pathlib import Path

    from flowroute_ext import Flowroute

TEXT = """
[routes.desk]
host = "sip.example.com:5062"

[addresses.annex]
address = "1420 5th Ave, Suite 400, Seattle, WA 98101"
first_name = "Ada"
last_name = "Example"

[[numbers]]
name = "desk"
count = 2
area_code = "206"
alias = "Desk {n}"
route = "desk"
e911 = "annex"
"""


def described(folder: Path) -> fleet.Fleet:
    """Read the file; all that is wrong in it would be reported at once."""
    return fleet.read(folder / "fleet.toml")


def plan(flowroute: Flowroute, described: fleet.Fleet) -> tuple[fleet.Step, ...]:
    """What would be done so that the account is so; nothing is changed."""
    return fleet.plan(flowroute, described).steps


def applied(flowroute: Flowroute, described: fleet.Fleet) -> tuple[fleet.Step, ...]:
    """Do it, each step at most once, also where this is interrupted and begun again."""
    return fleet.apply(flowroute, described).done


def again(flowroute: Flowroute, described: fleet.Fleet) -> tuple[fleet.Step, ...]:
    """The second time there is nothing to do."""
    return fleet.apply(flowroute, described).done


FLEET_STEPS = (
    Step("fleet.read", described),
    Step("fleet.plan", plan),
    Step("fleet.apply", applied),
    Step("fleet.apply, again", again),
)
