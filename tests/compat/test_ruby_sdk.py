"""The calls of flowroute-sdk-v3-ruby, in the order of its README and with its values."""

from __future__ import annotations

import json

from compat.conftest import Account
from flowroute_ext.compat import E911

NUMBER = "12065550100"
UNIT = "SUITE", "200"


def home(*unit: str | None) -> E911:
    """The address of the README, with a unit or without."""
    rest = "Tacoma", "WA", "98407", "US", "Janet", "Doe", "Home"
    return E911("N Vassault", "3910", *unit, *rest)


def test_e911(account: Account) -> None:
    """An `E911` is validated, created, read back and updated as JSON; its unit may be none."""
    e911 = account.client.e911

    assert e911.validate(home(None, None).to_json()) is None
    created = e911.create(home(*UNIT).to_json())
    assert created["data"]["attributes"]["address_type"] == "Suite"
    e911_id = created["data"]["id"]
    record = E911.from_hash(created)
    assert record == home("Suite", "200")
    record.label = "Home again"
    record.address_type = record.address_type_number = None
    updated = e911.update(e911_id, record.to_json())["data"]["attributes"]
    assert (updated["label"], updated.get("address_type")) == ("Home again", None)
    assert e911.update(e911_id, {"label": "Work"})["data"]["attributes"]["label"] == "Work"
    assert e911.associate(NUMBER, e911_id) is None
    assert [one["id"] for one in e911.list_associations(e911_id)["data"]] == [NUMBER]
    assert e911.unassociate(NUMBER) is None
    assert e911.e911_details(e911_id)["data"]["id"] == e911_id
    assert e911.delete_record(e911_id) is None


def test_the_model_of_an_address() -> None:
    """Its JSON is that of the Ruby SDK, with its defaults; its repr hides all but the label."""
    assert json.loads(E911("N Vassault").to_json()) == {
        "data": {
            "attributes": {
                "street_name": "N Vassault",
                "street_number": None,
                "address_type": "Building",
                "address_type_number": "0",
                "city": None,
                "state": None,
                "zip": None,
                "country": None,
                "first_name": None,
                "last_name": None,
                "label": None,
            },
            "type": "e911",
        }
    }
    assert E911.from_hash(None) is None
    assert E911.from_hash(home(*UNIT).to_json()) == home(*UNIT)
    shown = repr(home(*UNIT))
    assert not any(
        part in shown for part in ("Vassault", "3910", "Janet", "Doe", "Tacoma", "98407")
    )


def test_cnam(account: Account) -> None:
    """A record takes the number first; `is_approved` may be text."""
    cnam = account.client.cnam

    cnam_id = cnam.create("FLOWROUTE")["data"]["id"]
    account.sandbox.approve_cnam(cnam_id)
    assert [one["id"] for one in cnam.list_cnams(10, 0, "true")["data"]] == [cnam_id]
    assert cnam.list_cnams()["links"]["self"].endswith("/v2/cnams?limit=10&offset=0")
    assert cnam.cnam_details(cnam_id)["data"]["attributes"]["is_approved"] is True
    assert cnam.associate(NUMBER, cnam_id)["data"]["type"] == "cnam"
    assert cnam.unassociate(NUMBER)["data"]["id"] is None
    assert cnam.delete_record(cnam_id) is None


def test_porting(account: Account) -> None:
    """Numbers are checked with the `+` that Flowroute asks for, by either name of the method."""
    porting = account.client.porting

    verdicts = porting.check_portability(["+14254664444", "+12125551212"])["data"]
    assert porting.checkPortability(["14254664444", 12125551212])["data"] == verdicts
    assert porting.checkPortability("14254664444,12125551212")["data"] == verdicts
    assert {*verdicts} == {"hypernetwork_enabled", "nonportable", "portable"}
    assert json.loads(account.requests[-1].content) == {"numbers": ["+14254664444", "+12125551212"]}
    assert porting.list_portorders(10, 0, "true")["data"] == []
    assert str(account.requests[-1].url.query, "ascii") == "limit=10&offset=0"


def test_the_rest(account: Account) -> None:
    """The methods that only the Ruby SDK has, on controllers that both have."""
    client = account.client

    for kind in ("sms_callback", "mms_callback", "dlr_callback"):
        url = f"http://www.example.com/{kind}"
        assert client.messages.set_account_level_callback(kind, url) is None
        assert account.sent[-1] == ("PUT", f"/v2.1/messages/{kind}")
        assert json.loads(account.requests[-1].content) == {"callback_url": url}
    assert client.numbers.set_didsms_callback(NUMBER, "http://www.example.com/dlr") is None
    assert client.numbers.release_did(NUMBER) is None
