"""The routes of a number's inbound calls."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import Caller, invalid
from sandbox.samples import NOT_ON_ACCOUNT, OWN

PATH = f"/v2/numbers/{OWN}"


@pytest.fixture
def route_id(api: Caller) -> str:
    """A number on the account, and a route to give it."""
    api.sandbox.seed_number(OWN)
    body = {"alias": "office", "route_type": "host", "value": "sip.example.com"}
    return str(api.post("/v2/routes", body)[1]["data"]["id"])


def relations(api: Caller) -> Any:
    return api.get(PATH)[1]["data"]["relationships"]


def included(api: Caller) -> list[tuple[str, str]]:
    return [(row["type"], row["id"]) for row in api.get(PATH)[1]["included"]]


def test_primary_and_failover(api: Caller, route_id: str) -> None:
    """A number has a primary and a failover route; details include both once."""
    body = {"data": {"type": "route", "id": route_id}}

    assert api.patch(f"{PATH}/relationships/failover_route", body) == (204, None)
    assert relations(api)["failover_route"] == {"data": {"type": "route", "id": route_id}}
    assert included(api) == [("route", "0"), ("route", route_id)]
    assert api.patch(f"{PATH}/relationships/primary_route", body) == (204, None)
    assert relations(api)["primary_route"] == {"data": {"type": "route", "id": route_id}}
    assert included(api) == [("route", route_id)]


@pytest.mark.parametrize("kind", ["primary_route", "failover_route"])
def test_every_way_to_name_a_route(api: Caller, route_id: str, kind: str) -> None:
    """The id may be a text or an integer, in a JSON API body or a flat one."""
    for body in (
        {"data": {"type": "route", "id": int(route_id)}},
        {"data": {"id": route_id}},
        {"id": route_id},
        {"type": "route", "id": int(route_id)},
    ):
        api.delete(f"{PATH}/relationships/{kind}")
        assert api.patch(f"{PATH}/relationships/{kind}", body) == (204, None)
        assert relations(api)[kind] == {"data": {"type": "route", "id": route_id}}


@pytest.mark.parametrize("kind", ["primary_route", "failover_route"])
def test_no_route(api: Caller, route_id: str, kind: str) -> None:
    """A route can be removed, also when there is none, and the built-in one can be set."""
    assert api.delete(f"{PATH}/relationships/{kind}") == (204, None)
    assert api.delete(f"{PATH}/relationships/{kind}") == (204, None)
    assert relations(api)[kind] == {"data": None}
    assert api.patch(f"{PATH}/relationships/{kind}", {"id": "0"}) == (204, None)
    assert relations(api)[kind] == {"data": {"type": "route", "id": "0"}}


@pytest.mark.parametrize("kind", ["primary_route", "failover_route"])
@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"data": {"type": "route"}}, {"data": {"id": ["Missing data for required field."]}}),
        ({}, {"id": ["Missing data for required field."]}),
        ({"data": None}, {"data": ["Invalid input type."]}),
        ({"data": {"type": "e911", "id": "0"}}, {"data": {"type": ['Must be "route".']}}),
        ({"id": True}, {"id": ["Not a valid string."]}),
        ({"id": ["0"]}, {"id": ["Not a valid string."]}),
    ],
)
def test_malformed_route(
    api: Caller, route_id: str, kind: str, body: object, problem: dict[str, object]
) -> None:
    """A body that names no route is a 422."""
    assert api.error("PATCH", f"{PATH}/relationships/{kind}", body) == invalid(**problem)


@pytest.mark.parametrize("kind", ["primary_route", "failover_route"])
def test_unknown_route(api: Caller, route_id: str, kind: str) -> None:
    """A route the account does not have is a 404, and nothing changes."""
    before = relations(api)

    assert api.error("PATCH", f"{PATH}/relationships/{kind}", {"id": "7"}) == NOT_ON_ACCOUNT
    assert relations(api) == before
