"""The numbers that use E911 records."""

from __future__ import annotations

from sandbox.caller import ID, Caller
from sandbox.samples import HOME, HOST, INSUFFICIENT_FUNDS, NO_UNIT, OWN, e911_record, reference


def test_associate(api: Caller) -> None:
    """A number has the address of a record until it has another or none."""
    api.sandbox.seed_number(OWN)
    api.post("/v2/e911s", HOME)
    relation = f"/v2/numbers/{OWN}/relationships/e911s"

    assert api.patch(f"{relation}/200001") == (204, None)
    _, number = api.get(f"/v2/numbers/{OWN}")
    assert number["data"]["relationships"]["e911_address"] == {
        "data": {"type": "e911", "id": "200001"}
    }
    assert number["included"][1] == e911_record("200001", **HOME, **NO_UNIT)
    assert api.delete(f"{relation}/") == (204, None)
    assert api.delete(relation) == (204, None)
    _, number = api.get(f"/v2/numbers/{OWN}")
    assert number["data"]["relationships"]["e911_address"] == {"data": None}


def test_associations(api: Caller) -> None:
    """The numbers of a record are listed ascending, a page at a time."""
    api.post("/v2/e911s", HOME)
    for number in ("12065550142", OWN, "12065550143"):
        api.sandbox.seed_number(number)
    for number in (OWN, "12065550142"):
        api.patch(f"/v2/numbers/{number}/relationships/e911s/200001")
    url = f"{HOST}/v2/e911s/200001/relationships/numbers"

    assert api.get("/v2/e911s/200001/relationships/numbers", limit=1) == (
        200,
        {
            "data": [reference(OWN)],
            "links": {"self": f"{url}?limit=1&offset=0", "next": f"{url}?limit=1&offset=1"},
        },
    )


def test_an_association_is_paid_for_once(api: Caller) -> None:
    """The fee is due once for a number and a record."""
    for number in (OWN, "12065550101"):
        api.sandbox.seed_number(number)
    api.post("/v2/e911s", HOME)
    api.post("/v2/e911s", {**HOME, "label": "Other", "zip": "98408"})
    api.sandbox.set_balance(100)
    steps = [
        ("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/200001"),
        ("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/200001"),
        ("DELETE", f"/v2/numbers/{OWN}/relationships/e911s"),
        ("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/200001"),
        ("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/200002"),
        ("PATCH", "/v2/numbers/12065550101/relationships/e911s/200001"),
    ]
    balances = []
    for method, path in steps:
        assert api.send(method, path)[0] == 204
        balances.append(api.get("/_sandbox/state")[1]["balance"])

    assert balances == [98.5, 98.5, 98.5, 98.5, 97.0, 95.5]


def test_no_funds(api: Caller) -> None:
    """Without a balance nothing is created, changed or assigned."""
    api.sandbox.seed_number(OWN)
    api.post("/v2/e911s", HOME)
    api.sandbox.set_balance(0)

    for method, path, body in (
        ("POST", "/v2/e911s", {**HOME, "label": "Other", "zip": "98408"}),
        ("PATCH", "/v2/e911s/200001", {"label": "Other"}),
        ("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/200001", None),
    ):
        assert api.error(method, path, body) == INSUFFICIENT_FUNDS
    assert api.get("/v2/e911s")[1]["data"] == [e911_record("200001", **HOME, **NO_UNIT)]


def test_numbers_without_emergency_services(api: Caller) -> None:
    """A number without emergency services cannot have a record."""
    api.sandbox.seed_number(OWN, emergency=False)
    api.post("/v2/e911s", HOME)

    assert api.error("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/200001") == {
        "detail": (
            "Cannot assign an E911 record to a number that does not support emergency services."
        ),
        "id": ID,
        "status": 422,
        "title": "Invalid Resource",
    }
