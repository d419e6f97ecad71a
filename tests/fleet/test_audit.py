"""What an audit finds."""

from __future__ import annotations

from collections.abc import Callable

from fleet.texts import OFFICE
from fleet.world import World

OWN, OTHER, THIRD = "12065550100", "12065550101", "12065550102"
MORE = """
[[numbers]]
name = "fax"
area_code = "312"
alias = "Fax"
"""


def test_what_is_wrong(world: Callable[[str], World]) -> None:
    """Numbers without an address or a route, of no file or missing, and bad addresses."""
    made = world(OFFICE)
    for number in (OWN, OTHER, THIRD):
        made.sandbox.seed_number(number)
    made.apply()
    made.path.write_text(OFFICE + MORE, "utf-8")
    made.client.routes.clear_primary(OTHER)
    (home,) = made.client.e911s.list()
    made.client.e911s.associate(THIRD, home)
    assert [str(each) for each in made.audit().findings] == [
        "fax: not on the account",
        f"{OTHER}: not in the file",
        f"{OTHER}: no route",
        f"{OTHER}: no E911 address",
        f"{THIRD}: not in the file",
    ]
    made.sandbox.refuse_address(street_name="3rd Ave")
    made.client.routes.set_primary(OTHER, "0")
    made.client.e911s.associate(OTHER, home)
    reason = "Could not geocode this address. Please check the validity of your address."
    report = made.audit()
    assert [str(each) for each in report.findings] == [
        "fax: not on the account",
        f"{OWN}: E911 address not valid: {reason}",
        f"{OTHER}: not in the file",
        f"{OTHER}: E911 address not valid: {reason}",
        f"{THIRD}: not in the file",
        f"{THIRD}: E911 address not valid: {reason}",
    ]
    assert OTHER not in repr(report)


def test_nothing_is_wrong(world: Callable[[str], World]) -> None:
    """An account that is as its file describes it is clean, and an audit changes nothing."""
    made = world(OFFICE)
    made.sandbox.seed_number(OWN)
    made.apply()
    made.changes.clear()
    report = made.audit()
    assert (report.is_clean, report.numbers, made.changes) == (True, 1, [])
