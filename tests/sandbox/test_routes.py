"""Inbound routes and edge strategies."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import ID, Caller, invalid, invalid_attributes
from sandbox.samples import HOST, NOT_ON_ACCOUNT

OFFICE = {"alias": "office", "route_type": "host", "value": "sip.example.com:5060"}
BUILT_IN = {
    "detail": "The built-in route cannot be changed or deleted.",
    "id": ID,
    "status": 403,
}


def shown(route_id: str, **attributes: Any) -> dict[str, Any]:
    return {
        "type": "route",
        "id": route_id,
        "attributes": {"edge_strategy_id": None, **attributes},
        "links": {"self": f"{HOST}/v2/routes/{route_id}"},
    }


SIP_REG = shown("0", alias="sip-reg", route_type="sip-reg", value=None)


def document(route_id: str, **attributes: Any) -> dict[str, Any]:
    resource = shown(route_id, **attributes)
    return {"data": resource, "links": resource["links"]}


@pytest.mark.parametrize(
    "body",
    [OFFICE, {"data": {"attributes": OFFICE}}, {"data": {"type": "route", "attributes": OFFICE}}],
)
def test_create(api: Caller, body: object) -> None:
    """A new route is 201 with its document, whose link can be followed."""
    expected = document("100001", **OFFICE)

    assert api.post("/v2/routes", body) == (201, expected)
    assert api.get("/v2/routes/100001") == (200, expected)


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("edge_strategy_id", 4, 4),
        ("edge_strategy_id", "4", 4),
        ("edge_strategy", "1", 1),
        ("edge_strategy_id", None, None),
    ],
)
def test_edge_strategy(api: Caller, name: str, sent: object, kept: object) -> None:
    """A route may prefer an edge; the Python SDK's demo sends edge_strategy."""
    _, created = api.post("/v2/routes", {**OFFICE, name: sent})

    assert created == document("100001", **OFFICE, edge_strategy_id=kept)


@pytest.mark.parametrize(
    ("route_type", "value"),
    [
        ("host", "192.0.2.1"),
        ("host", "192.0.2.1:5060"),
        ("host", "sip.example.com"),
        ("host", "sip.example.com:65535;transport=tls"),
        ("host", "sip.example.com;weight=20"),
        ("number", "12065550142"),
        ("number", "12065550142;weight=20"),
        ("uri", "sip:user@example.com"),
        ("uri", "SIPS:12065550142@example.com:5061;transport=tls;weight=1"),
    ],
)
def test_values(api: Caller, route_type: str, value: str) -> None:
    """Each type of route has values of its own form."""
    body = {"alias": "x", "route_type": route_type, "value": value}

    assert api.post("/v2/routes", body) == (201, document("100001", **body))


HOST_FORM = "Must be an IP address or host name, with an optional port."
NUMBER_FORM = "Must be an 11-digit E.164 number."
URI_FORM = "Must be protocol:user@domain[:port][;transport=<tcp|udp|tls>]."


@pytest.mark.parametrize(
    ("route_type", "value", "expected"),
    [
        ("host", "sip example", HOST_FORM),
        ("host", "example.com:0", HOST_FORM),
        ("host", "example.com:65536", HOST_FORM),
        ("host", "sip:user@example.com", HOST_FORM),
        ("host", "-x.example.com", HOST_FORM),
        ("host", "example.com\n", HOST_FORM),
        ("number", "2065550142", NUMBER_FORM),
        ("number", "+12065550142", NUMBER_FORM),
        ("uri", "example.com", URI_FORM),
        ("uri", "http:user@example.com", URI_FORM),
        ("uri", "sip:user@example.com;transport=sctp", URI_FORM),
        ("uri", "sip:user@example.com:99999", URI_FORM),
    ],
)
def test_malformed_values(api: Caller, route_type: str, value: str, expected: str) -> None:
    """A value of another form is a 422 with the valid form."""
    attributes = {"alias": "x", "route_type": route_type, "value": value}
    body = {"data": {"type": "route", "attributes": attributes}}

    assert api.error("POST", "/v2/routes", body) == invalid_attributes(value=[expected])


def test_everything_is_required(api: Caller) -> None:
    """A route needs an alias, a type and a value, and only edges that exist."""
    missing = ["Missing data for required field."]

    assert api.error("POST", "/v2/routes", {}) == invalid(
        alias=missing, route_type=missing, value=missing
    )
    assert api.error(
        "POST", "/v2/routes", {**OFFICE, "alias": " ", "route_type": "HOST", "edge_strategy_id": 9}
    ) == invalid(
        alias=["Field may not be blank."],
        route_type=["Must be one of: host, number, uri."],
        edge_strategy_id=["No such edge strategy."],
    )


def test_aliases_are_unique(api: Caller) -> None:
    """Two routes have two aliases; a route may keep its own."""
    api.post("/v2/routes", OFFICE)
    elsewhere = {**OFFICE, "value": "sip2.example.com"}
    api.post("/v2/routes", {**elsewhere, "alias": "other"})
    taken = invalid(alias=["This alias is already in use."])

    assert api.error("POST", "/v2/routes", {**OFFICE, "value": "sip3.example.com"}) == taken
    assert api.error("POST", "/v2/routes", {**OFFICE, "value": "x", "alias": "sip-reg"}) == taken
    assert api.error("PATCH", "/v2/routes/100002", {"alias": "office"}) == taken
    assert api.patch("/v2/routes/100001", {"alias": "office"})[0] == 200


def test_duplicates(api: Caller) -> None:
    """A route that the account has is refused under any alias; one by another edge is another."""
    api.post("/v2/routes", OFFICE)
    duplicate = {"detail": "Duplicate route.", "id": ID, "status": 403}

    assert api.error("POST", "/v2/routes", OFFICE) == duplicate
    assert api.error("POST", "/v2/routes", {**OFFICE, "alias": "other"}) == duplicate
    assert api.error("POST", "/v2/routes", {**OFFICE, "alias": " "}) == invalid(
        alias=["Field may not be blank."]
    )
    for change in ({"edge_strategy_id": 4}, {"value": "sip.example.com"}):
        assert api.post("/v2/routes", {**OFFICE, **change, "alias": str(change)})[0] == 201
    assert api.patch("/v2/routes/100002", {"edge_strategy_id": None})[0] == 200
    assert api.delete("/v2/routes/100001") == (204, None)
    assert api.error("POST", "/v2/routes", OFFICE) == duplicate
    assert api.delete("/v2/routes/100002") == (204, None)
    assert api.post("/v2/routes", OFFICE)[0] == 201


def test_list(api: Caller) -> None:
    """The built-in route is the first, the others follow in the order of their creation."""
    api.post("/v2/routes", OFFICE)
    phone = {"alias": "phone", "route_type": "number", "value": "12065550142"}
    api.post("/v2/routes", phone)

    assert api.get("/v2/routes", limit=2) == (
        200,
        {
            "data": [SIP_REG, shown("100001", **OFFICE)],
            "links": {
                "self": f"{HOST}/v2/routes?limit=2&offset=0",
                "next": f"{HOST}/v2/routes?limit=2&offset=2",
            },
        },
    )
    assert api.get("/v2/routes", route_type="number") == (
        200,
        {
            "data": [shown("100002", **phone)],
            "links": {"self": f"{HOST}/v2/routes?route_type=number&limit=10&offset=0"},
        },
    )


def test_update(api: Caller) -> None:
    """An update changes what the body has; the type and the value must fit each other."""
    api.post("/v2/routes", {**OFFICE, "edge_strategy_id": 4})

    assert api.patch(
        "/v2/routes/100001", {"data": {"type": "route", "attributes": {"alias": "new"}}}
    ) == (200, document("100001", **{**OFFICE, "alias": "new"}, edge_strategy_id=4))
    assert api.error("PATCH", "/v2/routes/100001", {"route_type": "number"}) == invalid(
        value=[NUMBER_FORM]
    )
    change = {"route_type": "number", "value": "12065550142", "edge_strategy_id": None}
    assert api.patch("/v2/routes/100001", change) == (
        200,
        document("100001", alias="new", **change),
    )
    assert api.error("PATCH", "/v2/routes/100001", {"alias": None}) == invalid(
        alias=["Field may not be null."]
    )


@pytest.mark.parametrize("kind", ["primary_route", "failover_route"])
def test_a_route_in_use_stays(api: Caller, kind: str) -> None:
    """A route can be deleted once no number uses it."""
    api.post("/v2/routes", OFFICE)
    api.sandbox.seed_number("12065550100")
    relation = f"/v2/numbers/12065550100/relationships/{kind}"
    api.patch(relation, {"id": "100001"})

    assert api.error("DELETE", "/v2/routes/100001") == {
        "detail": "Please disassociate all numbers before deleting.",
        "id": ID,
        "status": 403,
        "title": "This Route has numbers still associated to it.",
    }
    api.delete(relation)
    assert api.delete("/v2/routes/100001/") == (204, None)
    assert api.error("DELETE", "/v2/routes/100001") == NOT_ON_ACCOUNT


def test_the_built_in_route_is_fixed(api: Caller) -> None:
    """Route 0 cannot be changed or deleted."""
    assert api.error("DELETE", "/v2/routes/0") == BUILT_IN
    assert api.error("PATCH", "/v2/routes/0", {"alias": "mine"}) == BUILT_IN
    assert api.get("/v2/routes/0") == (200, {"data": SIP_REG, "links": SIP_REG["links"]})


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_unknown_route(api: Caller, method: str) -> None:
    """A route the account does not have is a 404."""
    assert api.error(method, "/v2/routes/100001", {}) == NOT_ON_ACCOUNT


def test_ids_are_not_used_again(api: Caller) -> None:
    """The id of a deleted route is not used again."""
    api.post("/v2/routes", OFFICE)
    api.delete("/v2/routes/100001")

    assert api.post("/v2/routes", OFFICE) == (201, document("100002", **OFFICE))


def test_edge_strategies(api: Caller) -> None:
    """Edge strategies have integer ids and are on one page."""
    status, document = api.get("/v2/routes/edge_strategies")

    assert (status, [row["id"] for row in document["data"]]) == (200, [1, 4])
    assert document["data"][1] == {
        "attributes": {
            "description": (
                "Data will be sent preferentially from our edge systems in North Virginia."
            ),
            "firewall_rules": "34.226.36.32/28, 34.226.36.32-34.226.36.47",
            "name": "US-East-VA",
            "naptr": "us-east-va.sip.flowroute.com",
        },
        "id": 4,
        "type": "edge_strategy",
    }
